"""doccano's JSON Lines: `{"text", "label": [[start, end, label]]}`, or with relations
`{"text", "entities": [{"id", "label", "start_offset", "end_offset"}], "relations": [{"id", "from_id", "to_id", "type"}]}`.

doccano keeps a record's other keys and gives them back on its export: `document` and `about` carry what it has no place
for. Its page counts in UTF-16 units whatever the file was counted in, and it quotes no words; so what we write has a
`seal` over text and spans, and a record whose seal is unbroken is known to be in code points, as we wrote it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Unpack

from training.documents import LabelledDocument
from training.formats.alignment import Stated
from training.formats.intake import (
    ABOUT,
    DOCUMENT,
    Claim,
    ClaimedDocument,
    ClaimedRelation,
    FormatError,
    Options,
    Refuse,
    describe_document,
    iterate_json_lines,
    raise_refusal,
    take_in,
)
from training.formats.losses import Loss, keep
from training.formats.relations import relations_of

_SEAL = "seal"
_SPANS = ("entities", "label", "labels")
"""The keys under which spans are, the first that a record has."""
_OWN = ("id", "text", "relations", _SEAL, *_SPANS)


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents of a doccano export. Raises FormatError, or gives it to `refuse` (see Options)."""
    return take_in(_claim_documents(path, options.get("refuse", raise_refusal)), path, **options)


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write documents for doccano's import, all in the form with relations if one has any; what could not be held."""
    losses, lines = [], []
    related = any(map(relations_of, documents))
    for number, original in enumerate(documents, start=1):
        document, lost = keep(original, about=True, relations=True)
        losses += lost
        spans = [(span.start, span.end, str(span.label)) for span in document.spans]
        record: dict[str, Any] = {"id": number, "text": document.text}
        if related:
            record["entities"] = [
                {"id": at, "label": label, "start_offset": start, "end_offset": end}
                for at, (start, end, label) in enumerate(spans)
            ]
            record["relations"] = [
                {"id": at, "from_id": relation.head, "to_id": relation.tail, "type": relation.type}
                for at, relation in enumerate(relations_of(document))
            ]
        else:
            record["label"] = [list(span) for span in spans]
        record |= {DOCUMENT: document.id, ABOUT: document.about, _SEAL: _seal(document.text, spans), "Comments": []}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), "utf-8", newline="\n")
    return losses


def _seal(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """A digest of a text and its spans, in whatever order doccano gives them back."""
    return hashlib.sha256(json.dumps([text, sorted(map(list, spans))]).encode()).hexdigest()


def _claim_documents(path: Path, refuse: Refuse) -> Iterator[ClaimedDocument]:
    for line, record in iterate_json_lines(path, refuse=refuse):
        identity = str(record.get(DOCUMENT) or record.get("id") or f"{path.stem}-{line}")
        key = next((key for key in _SPANS if isinstance(record.get(key), list)), None)
        if not isinstance(record.get("text"), str) or key is None:
            reason = "thiếu “text”, hoặc thiếu cả “label” lẫn “entities”"
            refuse(FormatError(path, line, reason, document=identity))
            continue
        claims = []
        for entry in record[key]:
            claim = _read_span(entry, line)
            if claim is None:
                refuse(FormatError(path, line, f"không hiểu nhãn {json.dumps(entry)}", document=identity))
            else:
                claims.append(claim)
        spans = [(claim.stated.start, claim.stated.end, claim.label) for claim in claims]
        yield ClaimedDocument(
            identity,
            record["text"],
            line,
            tuple(claims),
            tuple(
                ClaimedRelation(str(each.get("from_id")), str(each.get("to_id")), str(each.get("type")), line)
                for each in record.get("relations") or ()
            ),
            describe_document(record, without=_OWN),
            exact=record.get(_SEAL) == _seal(record["text"], spans),
        )


def _read_span(entry: Any, line: int) -> Claim | None:
    """A span in either form, None where it is in neither."""
    match entry:
        case [int(start), int(end), str(label), *_]:
            return Claim(Stated(start, end), label, line)
        case {"start_offset": int(start), "end_offset": int(end), "label": str(label)}:
            return Claim(Stated(start, end), label, line, key=str(entry.get("id")))
        case _:
            return None
