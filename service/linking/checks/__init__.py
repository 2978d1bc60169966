"""A text against itself: what it says that can't all be so. Quiet by default: only what is surely at odds is told."""

from collections.abc import Callable, Iterator, Sequence

from service.linking.checks.contradictions import Contradiction
from service.linking.checks.dates import check_dates
from service.linking.checks.districts import check_districts
from service.linking.checks.repetitions import check_repetitions
from service.linking.checks.separators import check_separators
from service.linking.checks.shares import check_fractions
from service.linking.checks.sums import check_notes, check_sums
from service.linking.checks.words import check_words
from service.linking.figures import Figure
from service.linking.mentions import Source

__all__ = ["CHECKS", "Contradiction", "find_contradictions"]

CHECKS: dict[str, Callable[[Source, Sequence[Figure]], Iterator[Contradiction]]] = {
    "fraction_percent": check_fractions,
    "sum_total": check_sums,
    "note_sum": check_notes,
    "future_date": check_dates,
    "abolished_district": check_districts,
    "implausible_amount": check_separators,
    "figure_twice": check_repetitions,
    "words_differ": check_words,
}
"""Every check by the code of what it finds."""


def find_contradictions(
    source: Source, figures: Sequence[Figure], *, skipped: Sequence[str] = ()
) -> list[Contradiction]:
    """All findings but those of the checks whose codes are in `skipped`, in order of their spans in the text.

    `figures` are those of the source; codes that no check has are passed over.
    """
    found = [finding for code, check in CHECKS.items() if code not in skipped for finding in check(source, figures)]
    return sorted(found, key=lambda finding: finding.spans)
