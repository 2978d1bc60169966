"""The labelled corpus: where its documents are, what is known of each, and how they are loaded.

annotations/index.tsv         one line a document: its id, form, split, and what it is
annotations/authored/<id>.txt inline form: the text with its marks
annotations/real/<id>.json    standoff form: path, sha256 and spans of a text that is kept elsewhere
"""

import csv
import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from service.errors import TrichlucError
from service.footnotes.finding import find_footnotes
from service.labels import Label
from service.text.layout import read_layout
from training.documents import GoldSpan, LabelError, LabelledDocument, order_spans, parse_inline
from training.gold_values import read_gold

INDEX = "index.tsv"
FIELDS = ("id", "form", "split", "province", "level", "year", "era", "genre", "noise", "origin")
"""The index's columns. `form` is authored or real, `noise` none, light or heavy, `origin` who wrote or issued it."""


class Split(StrEnum):
    """The parts of the corpus. `test` is never trained on, nor are its provinces known to `train`."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


class CorpusError(TrichlucError, ValueError):
    """The corpus can't be loaded; the message says which file and why."""


def read_index(folder: Path) -> list[dict[str, str]]:
    """The rows of the index, each with all of FIELDS. Raises CorpusError where it is missing or misses a column."""
    path = folder / INDEX
    if not path.is_file():
        raise CorpusError(f"{path}: there is no index here; name the folder that holds {INDEX}.")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    if rows and (missing := [name for name in FIELDS if rows[0].get(name) is None]):
        raise CorpusError(f"{path}: no column {', '.join(missing)}.")
    return rows


def load_corpus(
    folder: Path, *, real: Path | None = None, splits: Iterable[Split] = tuple(Split)
) -> list[LabelledDocument]:
    """The documents of `splits`, in the index's order.

    `real` is the folder that the paths of standoff files start from; without it real documents are left out.
    Raises CorpusError naming the document whose file is missing, changed or wrongly marked.
    """
    wanted = set(splits)
    documents: list[LabelledDocument] = []
    for row in read_index(folder):
        if Split(row["split"]) not in wanted:
            continue
        if row["form"] == "authored":
            documents.append(_load_authored(folder / "authored" / f"{row['id']}.txt", row))
        elif real is not None:
            documents.append(_load_real(folder / "real" / f"{row['id']}.json", row, real))
    return documents


def _load_authored(path: Path, row: dict[str, str]) -> LabelledDocument:
    try:
        text, spans = parse_inline(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, LabelError) as error:
        raise CorpusError(f"{path}: {error}") from error
    return LabelledDocument(row["id"], text, spans, row)


def _load_real(path: Path, row: dict[str, str], folder: Path) -> LabelledDocument:
    try:
        standoff = json.loads(path.read_text("utf-8"))
        data = (folder / standoff["path"]).read_bytes()
        text = data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {error}") from error
    if hashlib.sha256(data).hexdigest() != standoff["sha256"]:
        raise CorpusError(f"{path}: {standoff['path']} is not the text that was labelled (its sha256 differs).")
    begin, stop = standoff.get("passage", (0, len(text)))
    spans = [
        GoldSpan(start - begin, end - begin, Label(label), value) for start, end, label, value in standoff["spans"]
    ]
    return LabelledDocument(row["id"], text[begin:stop], order_spans(spans), row)


def write_standoff(document: LabelledDocument, *, path: str, data: bytes, begin: int = 0) -> str:
    """The standoff form of a document whose text is the passage at `begin` of the file `path` with content `data`.

    A span is `[start, end, label, value]`, its value as the service's readers read it, null where they read none.
    """
    spans = [
        [span.start + begin, span.end + begin, str(span.label), reading.value if reading else None]
        for span, reading in zip(document.spans, read_gold(document), strict=True)
    ]
    head = {
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "passage": [begin, begin + len(document.text)],
    }
    lines = ",\n".join(json.dumps(span, ensure_ascii=False, default=dict) for span in spans)
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "spans": [\n' + lines + "\n]}\n"


def write_record(document: LabelledDocument) -> str:
    """The canonical form, one line of JSON: what is known of the document, its text, spans with values, footnotes.

    The text of a real document is left out: its `source` says where the labels belong.
    """
    footnotes = find_footnotes(document.text, read_layout(document.text)).notes
    readings = read_gold(document)
    record = {
        **document.about,
        "text": document.text if document.about["form"] == "authored" else None,
        "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "spans": [
            {"start": span.start, "end": span.end, "label": span.label, "value": reading.value if reading else None}
            for span, reading in zip(document.spans, readings, strict=True)
        ],
        "footnotes": [
            {"marker": note.number, "anchors": [anchor.marker for anchor in note.anchors], "spans": note.spans}
            for note in footnotes
        ],
    }
    return json.dumps(record, ensure_ascii=False, default=dict)
