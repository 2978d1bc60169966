"""One pass over the numbers of a text: amounts, percentages and quantities, each number read once."""

from service.values.amounts import find_worded_amounts, match_amount
from service.values.numerals import scan_literals
from service.values.overlaps import resolve_overlaps
from service.values.percents import find_worded_percents, match_percent
from service.values.quantities import WordEnd, match_quantity
from service.values.reading import Match


def find_measures(text: str, *, word_end: WordEnd | None = None) -> list[Match]:
    """AMOUNT, PERCENT and QUANTITY spans of `text`, none overlapping another, in order.

    `word_end` gives the exclusive end of the word that starts at an offset, for the word that is counted.
    """
    found: list[Match] = []
    end = 0
    for literal in scan_literals(text):
        if literal.start < end:
            continue
        match = (
            match_percent(text, literal)
            or match_amount(text, literal)
            or match_quantity(text, literal, word_end=word_end)
        )
        if match is not None:
            found.append(match)
            end = match.end
    return resolve_overlaps(find_worded_amounts(text), find_worded_percents(text), found)
