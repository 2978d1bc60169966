"""brat standoff: `<id>.txt` with the text, `<id>.ann` with a line an annotation: `T1⇥PLACE 3 10⇥xã Mỹ An`.

Text-bound annotations (T) and binary relations (R) are held; events, attributes and the like are refused, each by its line.
brat parts an annotation at line breaks ("3 6;7 10"), which is one span; any other discontinuous one is refused. A span's
value is written as its note (`#1⇥AnnotatorNotes T1⇥{…}`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Unpack

from training.documents import GoldSpan, LabelledDocument
from training.formats.alignment import Stated
from training.formats.intake import (
    Claim,
    ClaimedDocument,
    ClaimedRelation,
    FormatError,
    Options,
    Refuse,
    raise_refusal,
    read_text,
    take_in,
)
from training.formats.losses import Loss, Lost, keep
from training.formats.naming import name_files
from training.formats.relations import Relation, relations_of

_BOUND = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\S+\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_NOTE = re.compile(r"#\S+\tAnnotatorNotes (\S+)\t(.*)", re.DOTALL)
_BREAKS = re.compile(r"[\r\n]+")


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents of a folder of .txt and .ann files, or the one of either file.

    A text without annotations is a document without spans. Raises FormatError, or gives it to `refuse` (see Options).
    """
    refuse = options.get("refuse", raise_refusal)
    texts = sorted(path.glob("*.txt")) if path.is_dir() else [path.with_suffix(".txt")]
    if not texts:
        raise FormatError(path, 0, "thư mục không có tệp .txt nào")
    documents = []
    for text in texts:
        annotations = text.with_suffix(".ann")
        documents += take_in([_claim_document(text, annotations, refuse)], annotations, **options)
    return documents


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write each document's two files into the folder `path`; what could not be held."""
    path.mkdir(parents=True, exist_ok=True)
    losses: list[Loss] = []
    names, lost = name_files(documents)
    losses += lost
    for original, name in zip(documents, names, strict=True):
        document, lost = keep(original, values=True, relations=True)
        losses += lost
        lines: list[str] = []
        bound = set()
        for at, span in enumerate(document.spans):
            if _BREAKS.match(document.text[span.end - 1]) or _BREAKS.match(document.text[span.start]):
                reason = "bắt đầu hoặc kết thúc bằng dấu xuống dòng"
                losses.append(Loss(document.id, Lost.SPAN, reason, span))
                continue
            bound.add(at)
            lines += _write_span(span, at, document.text)
        for number, relation in enumerate(relations_of(document), start=1):
            if {relation.head, relation.tail} <= bound and not re.search(r"\s", relation.type) and relation.type:
                lines.append(_write_relation(relation, number))
            else:
                reason = f"loại có dấu cách, hoặc nhãn của quan hệ không giữ được: {relation.type}"
                losses.append(Loss(document.id, Lost.RELATION, reason))
        (path / f"{name}.txt").write_bytes(document.text.encode())
        (path / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    return losses


def _write_span(span: GoldSpan, at: int, text: str) -> Iterator[str]:
    parts = []
    start = span.start
    for line_break in _BREAKS.finditer(text, span.start, span.end):
        parts.append((start, line_break.start()))
        start = line_break.end()
    parts.append((start, span.end))
    places = ";".join(f"{low} {high}" for low, high in parts)
    yield f"T{at + 1}\t{span.label} {places}\t{' '.join(text[low:high] for low, high in parts)}"
    if span.value is not None:
        yield f"#{at + 1}\tAnnotatorNotes T{at + 1}\t{json.dumps(span.value, ensure_ascii=False, default=dict)}"


def _write_relation(relation: Relation, number: int) -> str:
    return f"R{number}\t{relation.type} Arg1:T{relation.head + 1} Arg2:T{relation.tail + 1}"


def _claim_document(text_file: Path, annotations: Path, refuse: Refuse) -> ClaimedDocument:
    text = read_text(text_file, encoding="utf-8")  # a byte order mark counts as a character
    lines = read_text(annotations).split("\n") if annotations.exists() else []
    claims: list[Claim] = []
    relations: list[ClaimedRelation] = []
    values: dict[str, dict[str, Any]] = {}
    for number, written in enumerate(lines, start=1):
        line = written.removesuffix("\r")
        if not line.strip():
            continue
        if bound := _BOUND.fullmatch(line):
            stated = _read_places(bound[3], bound[4], text)
            if isinstance(stated, str):
                refuse(FormatError(annotations, number, f"{bound[1]}: {stated}", document=text_file.stem))
            else:
                claims.append(Claim(stated, bound[2], number, key=bound[1]))
        elif relation := _RELATION.fullmatch(line):
            relations.append(ClaimedRelation(relation[2], relation[3], relation[1], number))
        elif (note := _NOTE.fullmatch(line)) and (value := _read_value(note[2])) is not None:
            values[note[1]] = value
        else:
            reason = f"không giữ được loại chú giải này: {line.split(chr(9))[0]}"
            refuse(FormatError(annotations, number, reason, document=text_file.stem))
    valued = tuple(Claim(claim.stated, claim.label, claim.line, claim.key, values.get(claim.key)) for claim in claims)
    return ClaimedDocument(text_file.stem, text, 1, valued, tuple(relations))


def _read_places(places: str, words: str, text: str) -> Stated | str:
    """The one span of the fragments "3 6;7 10", or why they are none: more than a line break is between them."""
    parts = [tuple(map(int, part.split(" "))) for part in places.split(";")]
    for (_, end), (start, _) in pairwise(parts):
        if text[end:start].strip():
            return f"nhãn đứt đoạn ({places}): giữa các đoạn còn có chữ “{' '.join(text[end:start].split())}”"
    return Stated(parts[0][0], parts[-1][1], words)


def _read_value(note: str) -> dict[str, Any] | None:
    try:
        value = json.loads(note)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
