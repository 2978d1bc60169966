"""PERCENT: a percentage or a range of them."""

import re
from decimal import Decimal

from service.values.numerals import (
    LITERAL,
    NUMBER_WORDS,
    Literal,
    parse_literal,
    parse_words,
    scan_literals,
    write_decimal,
)
from service.values.reading import Label, Match, Reading, Value

# One or two blanks before the sign: the backslash of "\%" is masked as one.
_SIGN = r"\s{0,2}(?:%|phần\străm(?!\w))"
_END = re.compile(_SIGN)
_SECOND = re.compile(rf"(?:{_SIGN})?\s{{0,2}}(?:-|–|—|÷|đến|tới)\s{{0,2}}({LITERAL}){_SIGN}")
_WORDED = re.compile(r"(?<!\w)phần\străm(?!\w)")
_SYLLABLE = re.compile(r"[^\W\d_]+")


def find_percents(text: str) -> list[Match]:
    """Every percentage in `text`, in order."""
    found: list[Match] = []
    end = 0
    for literal in scan_literals(text):
        if literal.start >= end and (match := match_percent(text, literal)):
            found.append(match)
            end = match.end
    return sorted([*found, *find_worded_percents(text)], key=lambda match: match.start)


def parse_percent(text: str) -> Reading:
    """Read a span that states a percentage; reason "no_percent" where there is none in it."""
    matches = find_percents(text)
    return matches[0].reading if matches else Reading(None, "no_percent")


def match_percent(text: str, literal: Literal) -> Match | None:
    """The percentage, or the range, that begins with `literal`; None where it is none."""
    if broken := _match_broken(text, literal):
        return broken
    start, sign = _read_sign(text, literal.start)
    if (second := _SECOND.match(text, literal.end)) and (last := parse_literal(second[1])):
        value: Value = {"min": _write(literal.number.value * sign), "max": _write(last.value)}
        return Match(start, second.end(), Label.PERCENT, Reading(value))
    if end := _END.match(text, literal.end):
        return Match(start, end.end(), Label.PERCENT, Reading({"percent": _write(_likely(literal) * sign)}))
    return None


_WHOLE_BEFORE = re.compile(r"(?<![\w.,])([0-9]{1,3}),[ \n]$")


def _match_broken(text: str, literal: Literal) -> Match | None:
    """A decimal that lost its hold: "12, 5%" is one percentage."""
    whole = _WHOLE_BEFORE.search(text, max(0, literal.start - 6), literal.start)
    end = _END.match(text, literal.end)
    fraction = text[literal.start : literal.end]
    if not whole or not end or not fraction.isdecimal() or len(fraction) > 2:
        return None
    value = {"percent": write_decimal(Decimal(f"{whole[1]}.{fraction}"))}
    return Match(whole.start(), end.end(), Label.PERCENT, Reading(value))


def _likely(literal: Literal) -> Decimal:
    """A percentage with three digits after its only sign is a decimal: "12.345%" is 12.345, not 12,345."""
    number = literal.number
    if number.ambiguous and number.alternative is not None:
        return min(number.value, number.alternative)
    return number.value


def _read_sign(text: str, start: int) -> tuple[int, int]:
    """Where the number begins with its sign, and -1 for a minus that belongs to it."""
    if start and text[start - 1] in "-−+" and (start == 1 or text[start - 2] in " (:;,\n\t"):
        return start - 1, 1 if text[start - 1] == "+" else -1
    return start, 1


def _write(value: Decimal) -> str:
    return write_decimal(value)


def find_worded_percents(text: str) -> list[Match]:
    """Percentages spelled out: "mười lăm phần trăm"."""
    found: list[Match] = []
    for unit in _WORDED.finditer(text):
        window = text[max(0, unit.start() - 80) : unit.start()]
        syllables: list[str] = []
        start = len(window)
        for match in reversed(list(_SYLLABLE.finditer(window))):
            if match[0].lower() not in NUMBER_WORDS or window[match.end() : start].strip(" \n"):
                break
            syllables.insert(0, match[0].lower())
            start = match.start()
        value = parse_words(syllables)
        if value is not None:
            begin = unit.start() - len(window) + start
            found.append(Match(begin, unit.end(), Label.PERCENT, Reading({"percent": _write(value)})))
    return found
