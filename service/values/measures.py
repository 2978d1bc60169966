"""One pass over the numbers of a text: amounts, percentages and quantities, each number read once."""

from service.values.amounts import compare_words, match_amount, match_worded_amount
from service.values.numerals import scan_literals, scan_words
from service.values.overlaps import resolve_overlaps
from service.values.percents import match_percent, match_worded_percent
from service.values.quantities import match_quantity
from service.values.reading import Match, WordEnd


def find_measures(text: str, *, word_end: WordEnd | None = None) -> list[Match]:
    """AMOUNT, PERCENT and QUANTITY spans of `text`, none overlapping another, in order.

    `word_end` gives the exclusive end of the word that starts at an offset, for the word that is counted or that a rate is for.
    """
    figures: list[Match] = []
    end = 0
    for literal in scan_literals(text):
        if literal.start < end:
            continue
        match = (
            match_percent(text, literal)
            or match_amount(text, literal, word_end=word_end)
            or match_quantity(text, literal, word_end=word_end)
        )
        if match is not None:
            figures.append(match)
            end = match.end
    worded: list[Match] = []
    end = 0
    for words in scan_words(text):
        if words.start < end:
            continue
        match = match_worded_percent(text, words) or match_worded_amount(text, words, word_end=word_end)
        if match is not None:
            worded.append(match)
            end = match.end
    return compare_words(text, resolve_overlaps(figures, worded))
