"""Vietnamese numbers, in digits and in words, read exactly.

Digits: "." groups thousands and "," is the decimal sign; thousands are grouped by blanks too. Letters that OCR puts for
digits (l, I, | for 1; O, o for 0) count as digits inside a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

DIGIT = r"[0-9lI|Oo]"
LITERAL = (
    rf"(?=[lI|Oo.,]{{0,4}}[0-9])"
    rf"(?:[0-9]{{1,3}}(?:[ \u202f][0-9]{{3}}){{1,5}}(?:,[0-9]{{1,6}})?(?![0-9.,]*[0-9])"
    rf"|{DIGIT}{{1,18}}(?: ?[.,]{DIGIT}{{1,18}}){{0,6}})"
)
"""Pattern of a number in digits, without its sign."""

# "Ol vụ", "ll hộ": letters alone are a number only before a word; Roman numerals have capital letters only.
_LITERALS = re.compile(rf"(?<!\w)(?<![0-9][.,])(?:{LITERAL}|(?:Ol|lO|ll|lOO)(?= [a-zà-ỹđ]))")
_OCR = str.maketrans("lI|Oo", "11100")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written. `alternative` is what it would be were "." and "," taken the other way round.

    `ambiguous` says that nothing in the literal itself tells which is meant: one sign, three digits after it.
    """

    value: Decimal
    alternative: Decimal | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A number in digits at `[start, end)` of a text."""

    start: int
    end: int
    number: Number


def scan_literals(text: str) -> Iterator[Literal]:
    """Every number in digits in `text` that can be read, in order."""
    for match in _LITERALS.finditer(text):
        number = parse_literal(match[0])
        if number is not None:
            yield Literal(match.start(), match.end(), number)


def parse_literal(literal: str) -> Number | None:
    """The number that `literal` (digits, signs, blanks between thousands) writes; None where it is no number."""
    digits = literal.translate(_OCR).replace(" ", "").replace("\u202f", "").rstrip(".,")
    if digits.isascii() and digits.isdigit():
        return Number(Decimal(digits))
    dots, commas = digits.split("."), digits.split(",")
    if len(dots) > 1 and len(commas) > 1:
        return _read_both(digits)
    sign = "." if len(dots) > 1 else ","
    head, *groups = digits.split(sign)
    if not head.isdigit() or not all(group.isdigit() for group in groups):
        return None
    grouped = all(len(group) == 3 for group in groups) and 0 < len(head) <= 3
    if len(groups) > 1:
        return Number(Decimal(head + "".join(groups))) if grouped else None
    decimal, whole = Decimal(f"{head}.{groups[0]}"), Decimal(head + groups[0])
    if not grouped or head.startswith("0"):
        return Number(decimal)
    if sign == ".":
        return Number(whole, decimal, ambiguous=True)
    return Number(decimal, whole, ambiguous=True)


def _read_both(digits: str) -> Number | None:
    """Both signs occur: the last one begins the decimals, the other groups thousands."""
    decimal, group = (",", ".") if digits.rfind(",") > digits.rfind(".") else (".", ",")
    whole, _, fraction = digits.partition(decimal)
    head, *groups = whole.split(group)
    if not fraction.isdigit() or not head.isdigit() or len(head) > 3 or any(len(part) != 3 for part in groups):
        return None
    return Number(Decimal(f"{head}{''.join(groups)}.{fraction}"))


def write_decimal(value: Decimal) -> str:
    """A plain decimal string: no exponent, no zeros at the end of the fraction, no "-0"."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value, "f").rstrip("0")


SCALES: dict[str, Decimal] = {
    **dict.fromkeys(("nghìn tỷ", "ngàn tỷ", "nghìn tỉ", "ngàn tỉ"), Decimal(10) ** 12),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti", "tỹ", "tỳ"), Decimal(10) ** 9),
    **dict.fromkeys(("trăm tỷ", "trăm tỉ"), Decimal(10) ** 11),
    **dict.fromkeys(("trăm triệu",), Decimal(10) ** 8),
    **dict.fromkeys(("chục tỷ", "chục tỉ"), Decimal(10) ** 10),
    **dict.fromkeys(("chục triệu",), Decimal(10) ** 7),
    **dict.fromkeys(("triệu", "triêu", "trịệu", "trệu", "tr"), Decimal(10) ** 6),
    **dict.fromkeys(("vạn",), Decimal(10) ** 4),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngìn", "nghỉn"), Decimal(10) ** 3),
}

_UNITS: dict[str, int] = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "dăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TENS = ("mươi", "mười", "chục")
_ZERO = ("linh", "lẻ", "lẽ")
_ZERO_WORDS = {"linh", "lẻ", "lẽ", "nghìn", "triệu"}
_MAGNITUDES = (("tỷ", 9), ("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3))
NUMBER_WORDS = frozenset(
    (*_UNITS, *_TENS, *_ZERO, "trăm", "vạn", "rưỡi", "rưởi", "phẩy", "phảy", "nửa", *(word for word, _ in _MAGNITUDES))
)
"""Every syllable of which numbers in words are made."""


def parse_words(syllables: Sequence[str]) -> Decimal | None:
    """The number that lower-case `syllables` spell, None where they spell none.

    Standard and spoken forms: "một trăm linh năm", "hai mươi mốt", "một tỷ rưỡi", "hai triệu ba" (2,300,000),
    "một nghìn hai trăm tỷ", "mười hai phẩy năm".
    """
    words = ["tỷ" if word == "tỉ" else "nghìn" if word == "ngàn" else word for word in syllables]
    if not words or any(word not in NUMBER_WORDS for word in words):
        return None
    if words[0] == "nửa":
        rest = _read_scale(words[1:])
        return None if rest is None else rest / 2
    return _read_magnitude(words, _MAGNITUDES)


def _read_scale(words: list[str]) -> Decimal | None:
    """The product of scale words alone: "nghìn tỷ"."""
    product = Decimal(1)
    for word in words:
        if word not in SCALES:
            return None
        product *= SCALES[word]
    return product


def _read_magnitude(words: list[str], magnitudes: Sequence[tuple[str, int]]) -> Decimal | None:
    for index, (word, power) in enumerate(magnitudes):
        if word not in words:
            continue
        at = len(words) - 1 - words[::-1].index(word) if power == 9 else words.index(word)
        before, after = words[:at], words[at + 1 :]
        scale = Decimal(10) ** power
        count = _read_magnitude(before, magnitudes[index + 1 :]) if before else Decimal(1)
        if count is None:
            return None
        rest = _read_rest(after, scale, magnitudes[index + 1 :])
        return None if rest is None else count * scale + rest
    return _read_hundreds(words)


def _read_rest(words: list[str], scale: Decimal, magnitudes: Sequence[tuple[str, int]]) -> Decimal | None:
    """What follows a scale: nothing, "rưỡi", a lone digit of the next place ("tỷ hai"), or smaller magnitudes."""
    if not words:
        return Decimal(0)
    if words in (["rưỡi"], ["rưởi"]):
        return scale / 2
    if len(words) == 1 and words[0] in _UNITS and words[0] != "không":
        return scale / 10 * _UNITS[words[0]]
    if scale >= 10**6 and "trăm" in words[:2] and words[0] != "không" and not _ZERO_WORDS & set(words):
        hundreds = _read_hundreds(words)  # spoken: "một triệu hai trăm" leaves "nghìn" out
        return None if hundreds is None else hundreds * scale / 1000
    rest = _read_magnitude(words, magnitudes)
    return rest if rest is not None and rest < scale else None


def _read_hundreds(words: list[str]) -> Decimal | None:
    """A number below 1,000 (or one with a decimal part) from its words."""
    for comma in ("phẩy", "phảy"):
        if comma in words:
            at = words.index(comma)
            whole, digits = _read_hundreds(words[:at]), words[at + 1 :]
            if whole is None or not digits:
                return None
            if all(word in _UNITS for word in digits):
                return whole + Decimal(f"0.{''.join(str(_UNITS[word]) for word in digits)}")
            fraction = _read_hundreds(digits)
            return None if fraction is None else whole + Decimal(f"0.{write_decimal(fraction)}")
    if "vạn" in words:
        at = words.index("vạn")
        count = _read_hundreds(words[:at]) if at else Decimal(1)
        rest = _read_rest(words[at + 1 :], Decimal(10_000), ())
        return None if count is None or rest is None else count * 10_000 + rest
    if "trăm" in words:
        at = words.index("trăm")
        head = words[:at]
        if len(head) > 1 or (head and head[0] not in _UNITS):
            return None
        hundreds = Decimal(100 * (_UNITS[head[0]] if head else 1))
        after = words[at + 1 :]
        if after in (["rưỡi"], ["rưởi"]):
            return hundreds + 50
        if len(after) == 1 and after[0] in _UNITS:
            return hundreds + 10 * _UNITS[after[0]]
        rest = _read_tens(after) if after else Decimal(0)
        return None if rest is None else hundreds + rest
    return _read_tens(words)


def _read_tens(words: list[str]) -> Decimal | None:
    match words:
        case [unit] if unit in _UNITS:
            return Decimal(_UNITS[unit])
        case [zero, unit] if zero in _ZERO and unit in _UNITS:
            return Decimal(_UNITS[unit])
        case [ten] if ten in _TENS:
            return Decimal(10)
        case [ten, unit] if ten == "mười" and unit in _UNITS:
            return Decimal(10 + _UNITS[unit])
        case [tens, ten] if tens in _UNITS and ten in _TENS:
            return Decimal(10 * _UNITS[tens])
        case [tens, ten, unit] if tens in _UNITS and ten in _TENS and unit in _UNITS:
            return Decimal(10 * _UNITS[tens] + _UNITS[unit])
        case [tens, unit] if tens in _UNITS and unit in _UNITS and _UNITS[tens] > 0:
            return Decimal(10 * _UNITS[tens] + _UNITS[unit])  # spoken: "hai lăm", "ba tư"
        case _:
            return None
