"""What a format can't hold of a document, named."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from training.documents import GoldSpan, LabelledDocument, order_spans
from training.formats.relations import Relation, relate, relations_of


class Lost(StrEnum):
    """What was lost."""

    TEXT = "text"
    SPAN = "span"
    VALUE = "value"
    RELATION = "relation"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a document that a format could not hold; `reason` is for the user, `span` None for no one span."""

    document: str
    lost: Lost
    reason: str
    span: GoldSpan | None = None


def keep(
    document: LabelledDocument, *, values: bool = False, about: bool = False, relations: bool = False
) -> tuple[LabelledDocument, list[Loss]]:
    """The document with the spans that have words, and the losses of a format that holds only what is named true.

    A span that is empty or outside its text can be held by no format: on reading it would be refused.
    """
    losses: list[Loss] = []
    kept: dict[int, int] = {}
    for at, span in enumerate(document.spans):
        if 0 <= span.start < span.end <= len(document.text):
            kept[at] = len(kept)
            if span.value is not None and not values:
                losses.append(Loss(document.id, Lost.VALUE, "dạng này không giữ giá trị của nhãn", span))
        else:
            losses.append(Loss(document.id, Lost.SPAN, "nhãn rỗng hoặc nằm ngoài văn bản", span))
    if document.about and not about:
        losses.append(
            Loss(document.id, Lost.ABOUT, f"dạng này không giữ thông tin về văn bản: {', '.join(document.about)}")
        )
    held = []
    for relation in relations_of(document):
        if relations and relation.head in kept and relation.tail in kept:
            held.append(Relation(kept[relation.head], kept[relation.tail], relation.type))
        else:
            reason = "nhãn của quan hệ không giữ được" if relations else "dạng này không giữ quan hệ"
            losses.append(Loss(document.id, Lost.RELATION, f"{reason}: {relation.type}"))
    spans = tuple(document.spans[at] for at in kept)
    whole = LabelledDocument(document.id, document.text, spans, document.about)
    return relate(whole, tuple(held)), losses


def flatten(spans: Sequence[GoldSpan]) -> tuple[list[GoldSpan], list[GoldSpan]]:
    """Spans of which none overlap, and those left out for it: what begins first stays, of those that begin together
    the longest.
    """
    flat: list[GoldSpan] = []
    others: list[GoldSpan] = []
    for span in order_spans(list(spans)):
        (others if flat and span.start < flat[-1].end else flat).append(span)
    return flat, others


def nest(spans: Sequence[GoldSpan]) -> tuple[list[GoldSpan], list[GoldSpan]]:
    """Spans of which none cross, and those left out for it: what begins first stays."""
    nesting: list[GoldSpan] = []
    crossing: list[GoldSpan] = []
    opened: list[GoldSpan] = []
    for span in order_spans(list(spans)):
        while opened and opened[-1].end <= span.start:
            opened.pop()
        if opened and span.end > opened[-1].end:
            crossing.append(span)
        else:
            nesting.append(span)
            opened.append(span)
    return nesting, crossing
