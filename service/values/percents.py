"""PERCENT: a percentage or a range of them."""

import re
from decimal import Decimal

from service.labels import Label
from service.values.numerals import (
    LITERAL,
    Literal,
    Number,
    match_words,
    parse_literal,
    read_sign,
    scan_literals,
    scan_words,
    write_decimal,
)
from service.values.reading import Match, Reading, Value

# One or two blanks before the sign: the backslash of "\%" is masked as one. Percentage points are percentages too.
_SIGN = r"\s{0,2}(?:(?:điểm\s{1,2})?(?:%|ph[ầâ]n\s{1,2}trăm(?!\w)))"
_END = re.compile(_SIGN)
_JOIN = r"\s{0,2}(?:[-–—÷]|(?<=[\s%])(?:đến|tới)(?=\s))\s{0,2}"
_SECOND = re.compile(rf"(?:{_SIGN})?{_JOIN}(?P<last>{LITERAL}){_SIGN}")
_WORDED_JOIN = re.compile(rf"(?:{_SIGN})?{_JOIN}")


def find_percents(text: str) -> list[Match]:
    """Every percentage in `text`, in digits and in words, in order."""
    figures = (match_percent(text, literal) for literal in scan_literals(text))
    worded = (match_worded_percent(text, literal) for literal in scan_words(text))
    found: list[Match] = []
    for match in sorted(filter(None, (*figures, *worded)), key=lambda match: match.start):
        if not found or match.start >= found[-1].end:
            found.append(match)
    return found


def parse_percent(text: str) -> Reading:
    """Read a span that states a percentage; reason "no_percent" where there is none in it."""
    matches = find_percents(text)
    return matches[0].reading if matches else Reading(None, "no_percent")


def match_percent(text: str, literal: Literal) -> Match | None:
    """The percentage, or the range, that begins with `literal` (in digits); None where it is none."""
    start, negative = read_sign(text, literal.start)
    number = literal.number
    if (second := _SECOND.match(text, literal.end)) and (last := parse_literal(second["last"])):
        low = -number.value if negative else number.value
        if not number.malformed and not last.malformed and low < last.value:
            return Match(start, second.end(), Label.PERCENT, Reading(_range(low, last.value)))
    if end := _END.match(text, literal.end):
        return Match(start, end.end(), Label.PERCENT, _state(number, negative=negative, broken=literal.broken))
    return None


def match_worded_percent(text: str, literal: Literal) -> Match | None:
    """The percentage, or the range, that begins with `literal` (in words): "mười lăm phần trăm"."""
    if (join := _WORDED_JOIN.match(text, literal.end)) and (last := match_words(text, join.end())):
        end = _END.match(text, last.end)
        if end and literal.number.value < last.number.value:
            value = _range(literal.number.value, last.number.value)
            return Match(literal.start, end.end(), Label.PERCENT, Reading(value))
    if end := _END.match(text, literal.end):
        return Match(literal.start, end.end(), Label.PERCENT, _state(literal.number, negative=False, broken=False))
    return None


def _range(low: Decimal, high: Decimal) -> Value:
    return {"min": write_decimal(low), "max": write_decimal(high)}


def _state(number: Number, *, negative: bool, broken: bool) -> Reading:
    """The reading of one percentage; "12.345%" stays literal, with 12,345 % as its alternative."""

    def write(value: Decimal) -> Value:
        return {"percent": write_decimal(-value if negative else value)}

    alternatives = (write(number.alternative),) if number.alternative is not None else ()
    if number.malformed:
        return Reading(None, "malformed_number", alternatives=alternatives)
    if number.ambiguous and number.alternative is not None and number.alternative < number.value:
        return Reading(write(number.value), alternatives=alternatives, warnings=("ambiguous_separator",))
    return Reading(write(number.value), warnings=("broken_number",) if broken else ())
