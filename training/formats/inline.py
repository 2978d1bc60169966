"""Inline text (`⟦PLACE|xã Mỹ An⟧`), a file a document: the form in which the corpus keeps what people wrote."""

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from training.documents import LabelError, LabelledDocument, parse_inline, write_inline
from training.formats.alignment import Stated
from training.formats.intake import Claim, ClaimedDocument, FormatError, Options, raise_refusal, read_text, take_in
from training.formats.losses import Loss, Lost, keep, nest
from training.formats.naming import name_files


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The document of a file, or those of a folder's .txt files, in order of name; ids are the files' names.

    Raises FormatError, or gives it to `refuse` (see Options).
    """
    documents = []
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        try:
            text, spans = parse_inline(read_text(file, encoding="utf-8"))
        except LabelError as error:
            options.get("refuse", raise_refusal)(FormatError(file, 0, str(error)))
            continue
        claims = tuple(Claim(Stated(span.start, span.end), str(span.label), 0) for span in spans)
        documents += take_in([ClaimedDocument(file.stem, text, 0, claims, exact=True)], file, **options)
    return documents


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write each document into the folder `path`; what could not be held: spans that cross, a text with marks in it."""
    path.mkdir(parents=True, exist_ok=True)
    names, losses = name_files(documents)
    for original, name in zip(documents, names, strict=True):
        document, lost = keep(original)
        spans, crossing = nest(document.spans)
        losses += [*lost, *(Loss(document.id, Lost.SPAN, "cắt chéo nhãn khác", span) for span in crossing)]
        try:
            content = write_inline(document.text, tuple(spans))
        except LabelError as error:
            losses.append(Loss(document.id, Lost.TEXT, f"không ghi được văn bản này ({error})"))
            continue
        (path / f"{name}.txt").write_bytes(content.encode())
    return losses
