"""spaCy's DocBin: every span in `doc.spans["entities"]`, and in `doc.ents` those of the outer layer, which do not overlap.

`doc.user_data["trichluc"]` has what spaCy has no place for: the document's id, what is known of it, values, relations.
Foreign files are read too: all span groups, and the `doc.ents` that no group has.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Unpack

from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from service.report import ENTITIES
from service.text.words import token_starts
from training.documents import GoldSpan, LabelledDocument
from training.formats.alignment import Stated
from training.formats.intake import (
    ABOUT,
    DOCUMENT,
    Claim,
    ClaimedDocument,
    ClaimedRelation,
    FormatError,
    Options,
    take_in,
)
from training.formats.losses import Loss, flatten, keep
from training.formats.relations import relations_of
from training.formats.tokens import cut_tokens

_OURS = "trichluc"


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents of a .spacy file. Raises FormatError, or gives it to `refuse` (see Options)."""
    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise FormatError(path, 0, f"không đọc được như DocBin của spaCy ({error})") from error
    return take_in(_claim_documents(docs, path), path, **options)


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write documents, their tokens syllables that no span's border cuts; what could not be held."""
    losses: list[Loss] = []
    vocab = Vocab()
    stored = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for original in documents:
        document, lost = keep(original, values=True, about=True, relations=True)
        losses += lost
        stored.add(_build_doc(document, vocab))
    stored.to_disk(path)
    return losses


def _build_doc(document: LabelledDocument, vocab: Vocab) -> Doc:
    words, spaces = _cut_words(document)
    doc = Doc(vocab, words, spaces)
    starts = token_starts(doc)

    def build(span: GoldSpan) -> Span:
        first, last = (bisect_left(starts, border) for border in (span.start, span.end))
        return Span(doc, first, last, label=str(span.label))

    doc.spans[ENTITIES] = SpanGroup(doc, name=ENTITIES, spans=[build(span) for span in document.spans])
    flat, _ = flatten(document.spans)
    doc.ents = [build(span) for span in flat]
    doc.user_data[_OURS] = {
        DOCUMENT: document.id,
        ABOUT: document.about,
        "values": [span.value and dict(span.value) for span in document.spans],
        "relations": [[relation.head, relation.tail, relation.type] for relation in relations_of(document)],
    }
    return doc


def _cut_words(document: LabelledDocument) -> tuple[list[str], list[bool]]:
    """The words of a Doc of the text, and which have a blank after them that is no token and no span's edge."""
    text = document.text
    starts, ends = ({span.start for span in document.spans}, {span.end for span in document.spans})
    borders = starts | ends
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for start, end in [*cut_tokens(text, borders=borders), (len(text), len(text))]:
        if (
            words
            and text.startswith(" ", position)
            and position < start
            and not (position in starts or position + 1 in ends)
        ):
            spaces[-1] = True
            position += 1
        cuts = [position, *sorted(border for border in borders if position < border < start), start, end]
        pieces = [text[low:high] for low, high in pairwise(cuts) if low < high]
        words += pieces
        spaces += [False] * len(pieces)
        position = end
    return words, spaces


def _claim_documents(docs: Sequence[Doc], path: Path) -> Iterator[ClaimedDocument]:
    for number, doc in enumerate(docs, start=1):
        ours: Mapping[str, Any] = doc.user_data.get(_OURS) or {}
        spans = [span for group in doc.spans.values() for span in group]
        grouped = {(span.start_char, span.end_char, span.label_) for span in spans}
        spans += [span for span in doc.ents if (span.start_char, span.end_char, span.label_) not in grouped]
        values = ours.get("values") or [None] * len(spans)
        yield ClaimedDocument(
            str(ours.get(DOCUMENT, f"{path.stem}-{number}")),
            doc.text,
            number,
            tuple(_claim_span(span, at, number, values) for at, span in enumerate(spans)),
            tuple(
                ClaimedRelation(str(head), str(tail), str(kind), number)
                for head, tail, kind in ours.get("relations") or ()
            ),
            {str(key): str(value) for key, value in (ours.get(ABOUT) or {}).items()},
            exact=True,
        )


def _claim_span(span: Span, at: int, number: int, values: Sequence[dict[str, Any] | None]) -> Claim:
    value = values[at] if at < len(values) else None
    return Claim(Stated(span.start_char, span.end_char), span.label_, number, key=str(at), value=value)
