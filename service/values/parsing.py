"""The exact values of spans whose label is known, whoever found them: a rule, a model or an annotator."""

from collections.abc import Sequence

from service.labels import Label
from service.values.amounts import parse_amount
from service.values.dates import Reference, parse_date
from service.values.documents import parse_document
from service.values.metadata import Metadata
from service.values.percents import parse_percent
from service.values.places import locate_document, parse_place, parse_places
from service.values.quantities import parse_quantity
from service.values.reading import Reading

NO_VALUE = frozenset({Label.PROJECT, Label.ORG, Label.PERSON})
"""The labels whose spans have no value of their own: what they are is said by links."""

_FOLLOWING = 200


def parse_spans(
    text: str,
    spans: Sequence[tuple[int, int, Label]],
    *,
    metadata: Metadata,
    reference: Reference | None = None,
) -> list[Reading | None]:
    """The reading of each span `(start, end, label)` of `text`, None for a label without values.

    `text` is masked (its footnote markers and markup are blanks); `spans` are in order. Incomplete dates are completed
    with `reference`; places are told apart by the document's date and province and by the parents that follow them.
    """
    readings = [_parse(label, text[start:end], text[end : end + _FOLLOWING], reference) for start, end, label in spans]
    places = [index for index, (_, _, label) in enumerate(spans) if label is Label.PLACE]
    first = [reading for index in places if (reading := readings[index]) is not None]
    context = locate_document(metadata, reference, first)
    where = [spans[index][:2] for index in places]
    for index, reading in zip(places, parse_places(text, where, context=context), strict=True):
        readings[index] = reading
    return readings


def _parse(label: Label, text: str, following: str, reference: Reference | None) -> Reading | None:
    match label:
        case Label.AMOUNT:
            return parse_amount(text)
        case Label.DATE:
            return parse_date(text, reference=reference)
        case Label.PERCENT:
            return parse_percent(text)
        case Label.QUANTITY:
            return parse_quantity(text)
        case Label.DOCUMENT:
            return parse_document(text, following=following)
        case Label.PLACE:
            return parse_place(text)
        case _:
            return None
