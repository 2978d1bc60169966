"""All spans with values that rules find in a text, none overlapping another."""

from collections.abc import Callable

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
    a document is no date, a date in a bridge's name is none, an amount is no quantity.
    """
    return resolve_overlaps(
        find_documents(text),
        find_places(text),
        find_dates(text, reference=reference),
        find_measures(text, word_end=word_end),
    )
