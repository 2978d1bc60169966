"""Our own JSON Lines, as `trichluc corpus export` prints them: text, sha256, spans with values, footnotes, and the index.

Offsets are code points of the text that has the sha256. A real document's text is left out: it is read from `originals`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

from training.corpus import write_record
from training.documents import LabelledDocument
from training.formats.alignment import Stated
from training.formats.intake import (
    Claim,
    ClaimedDocument,
    FormatError,
    Options,
    Refuse,
    describe_document,
    iterate_json_lines,
    raise_refusal,
    take_in,
)
from training.formats.losses import Loss, Lost, keep

_OWN = ("text", "sha256", "spans", "footnotes")


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents of our JSON Lines. Raises FormatError, or gives it to `refuse` (see Options)."""
    originals = {_hash(text): text for text in options.get("originals", {}).values()}
    return take_in(_claim_documents(path, originals, options.get("refuse", raise_refusal)), path, **options)


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write documents a line each; what could not be held. Values are read anew from the spans, as always here."""
    losses, lines = [], []
    for original in documents:
        document, lost = keep(original, values=True, about=True)
        about = {"id": document.id, "form": "authored", **document.about}
        line = write_record(replace(document, about=about))
        losses += [*lost, *_compare(document, about, json.loads(line))]
        lines.append(line + "\n")
    path.write_text("".join(lines), "utf-8", newline="\n")
    return losses


def _compare(document: LabelledDocument, about: Mapping[str, str], record: Mapping[str, Any]) -> Iterator[Loss]:
    """What the record has not as the document has it."""
    if record["text"] is None:
        yield Loss(document.id, Lost.TEXT, "văn bản thật được để ngoài; khi nhập hãy chỉ chỗ của nó bằng --texts")
    if clashing := [key for key in about if key in _OWN]:
        yield Loss(document.id, Lost.ABOUT, f"trùng tên với trường của dạng này: {', '.join(clashing)}")
    if about["id"] != document.id:
        yield Loss(document.id, Lost.ABOUT, f"tên văn bản; ghi là {about['id']}")
    for span, written in zip(document.spans, record["spans"], strict=True):
        if span.value is not None and span.value != written["value"]:
            yield Loss(document.id, Lost.VALUE, "giá trị khác với giá trị đọc được từ chữ của nhãn", span)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _claim_documents(path: Path, originals: Mapping[str, str], refuse: Refuse) -> Iterator[ClaimedDocument]:
    for line, record in iterate_json_lines(path, refuse=refuse):
        identity = str(record.get("id") or f"{path.stem}-{line}")
        text = record.get("text")
        if text is None:
            text = originals.get(str(record.get("sha256")))
        if not isinstance(text, str):
            refuse(
                FormatError(
                    path, line, "không có văn bản, và --texts không có văn bản nào đúng sha256", document=identity
                )
            )
        elif record.get("sha256") not in (None, _hash(text)):
            refuse(FormatError(path, line, "sha256 không khớp: văn bản đã bị sửa sau khi gán nhãn", document=identity))
        else:
            claims = tuple(_read_spans(record, path, line, refuse))
            about = describe_document(record, without=_OWN)
            yield ClaimedDocument(identity, text, line, claims, about=about, exact="sha256" in record)


def _read_spans(record: Mapping[str, Any], path: Path, line: int, refuse: Refuse) -> Iterator[Claim]:
    for entry in record.get("spans") or ():
        match entry:
            case {"start": int(start), "end": int(end), "label": str(label)}:
                yield Claim(Stated(start, end), label, line, value=entry.get("value"))
            case _:
                reason = f"không hiểu nhãn {json.dumps(entry, ensure_ascii=False)}"
                refuse(FormatError(path, line, reason, document=str(record.get("id", ""))))
