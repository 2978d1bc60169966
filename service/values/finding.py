"""All spans with values that rules find in a text, none overlapping another."""

from collections.abc import Callable

from service.labels import Label
from service.values.dates import Reference, find_dates
from service.values.documents import find_documents
from service.values.measures import find_measures
from service.values.overlaps import resolve_overlaps
from service.values.places import find_places
from service.values.reading import Match


def find_values(
    text: str, *, reference: Reference | None = None, word_end: Callable[[int], int] | None = None
) -> list[Match]:
    """Documents, places, dates, amounts, percents and quantities of `text`, in order of their start.

    `text` is masked: its footnote markers and markup are blanks. `reference` completes dates, `word_end` gives the
    exclusive end of the word that starts at an offset. Where two matches overlap, the surer kind wins: the number of
    a document is no date, an amount is no road ("mặt đường 58,5 tỷ đồng"), a date in a bridge's name is none.
    """
    measures = find_measures(text, word_end=word_end)
    return resolve_overlaps(
        find_documents(text),
        (match for match in measures if match.label is not Label.QUANTITY),
        find_places(text),
        find_dates(text, reference=reference),
        (match for match in measures if match.label is Label.QUANTITY),
    )
