"""Vietnamese numbers, in digits and in words, read exactly.

Digits: "." groups thousands and "," is the decimal sign; thousands are grouped by blanks too. Letters that OCR puts for
digits (l, I for 1; O, o for 0; inside a group of three also | for 1 and S for 5) count as digits inside a number.
Words: the standard spelling, its regional variants (nghìn/ngàn, linh/lẻ, lăm/nhăm, tư, tỷ/tỉ), the short spoken forms
("tỷ rưỡi", "triệu hai") and the damaged tone marks that OCR leaves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

DIGIT = r"(?:[0-9lI]|[Oo](?!C))"
_BLANK = "[ \u00a0\u2009\u202f]"
_GROUP = r"[.,](?:[0-9lIOo|S]{3}(?![\w|])|(?:[0-9lI]|[Oo](?!C)){1,18})"
LITERAL = (
    rf"(?=[lIOo.,]{{0,4}}[0-9])"
    rf"(?:[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}}){{1,5}}(?:,[0-9]{{1,6}})?(?![0-9]|[.,][0-9])"
    rf"|{DIGIT}{{1,18}}(?: ?{_GROUP}){{0,6}})"
)
"""Pattern of a number in digits, without its sign."""

_MEASURED = r"(?=\s{0,2}(?:%|(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|đông|đổng|đòng|trđ|tấn|tân|tạ|kg|km|ha|m[²³23]|m|MW|kWh|USD)(?!\w)))"
# A number that OCR broke: "17. 820 tỷ", "3.1 18 tỷ", "14, 2 tỷ", "8 . 200 tấn". Only amid a sentence and before a unit:
# elsewhere the blank parts two numbers.
_BROKEN = (
    r"(?:\A|(?<=[a-zà-ỹđ:,][ \n])|(?<=\())(?<!iều )(?<!oản )(?<!iểm )(?<!ục )(?<!ương )(?<!ố )(?<!hứ )(?<!ăm )(?<!áng )(?<!gày )"
    r"(?:[0-9]{1,3}(?:\.[0-9]{3}){0,3}\.(?:[0-9] [0-9]{2}|[0-9]{2} [0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){0,3} ?\. [0-9]{3}(?:\.[0-9]{3}){0,3}(?:,[0-9]{1,3})?"
    r"|[0-9]{1,3} ?, [0-9]{1,2})"
    r"(?![0-9.,]{0,3}[0-9])" + _MEASURED
)
# "Ol vụ", "ll hộ", "l tỷ": letters alone are a number only before a word; Roman numerals have capital letters only.
_LETTERS = r"(?:Ol|lO|ll|lOO)(?= [a-zà-ỹđ]|\n[a-zà-ỹđ]|TH(?!\w))|(?<!, )(?<!,\n)(?:O|l|lO|ll|lOO)(?=\s?%)|[lI](?= (?:tỷ|tỉ|triệu|nghìn|tháng|năm|ngày|hộ|vụ|người|dự án|xã|trường hợp)(?!\w))"
# "đạt14,6%": the blank before a percentage is lost.
_GLUED = r"(?<=[a-zà-ỹđ]{2})[0-9][0-9lO]?(?:,[0-9lO]{1,2})?(?=\s?%)"
# Each begins with a digit or what OCR makes of one: that is asked first, as it fails nearly everywhere.
_LITERALS = re.compile(
    rf"(?=[0-9lIOo])(?:(?<!\w)(?<![0-9][.,])(?:(?P<broken>{_BROKEN})|{LITERAL}(?![0-9])|{_LETTERS})|{_GLUED})"
)
_OCR = str.maketrans("lI|OoS", "111005")
_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written. `alternative` is what it would be were "." and "," taken the other way round.

    `ambiguous` says that nothing in the literal itself tells which is meant: one sign, three digits after it.
    A `malformed` one breaks the rules of both signs ("4.148.6"): its value is no more than its digits, and nothing may
    state it; `alternative` is then the one reading that mends it, where there is one.
    """

    value: Decimal
    alternative: Decimal | None = None
    ambiguous: bool = False
    malformed: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A number at `[start, end)` of a text, in digits or in words; `broken` where OCR left a blank inside it.

    `written` is what was read. The span holds more where the number is said twice: "02 (hai)", "mười lăm (15)".
    """

    start: int
    end: int
    number: Number
    written: str
    broken: bool = False


def scan_literals(text: str) -> Iterator[Literal]:
    """Every number in digits in `text` that can be read, in order."""
    for match in _LITERALS.finditer(text):
        broken = match["broken"] is not None
        number = parse_literal(_BLANKS.sub("", match[0]) if broken else match[0])
        if number is not None:
            start, end = _find_restatement(text, match.start(), match.end(), number)
            yield Literal(start, end, number, match[0], broken)


def _find_restatement(text: str, start: int, end: int, number: Number) -> tuple[int, int]:
    """The span of the figures `[start, end)` with the words that say the same: in brackets behind them, or before them
    where they stand in brackets themselves. Words that say something else are no part of it.
    """
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        words = _match_words_before(text, start - 1 - text[start - 2 : start - 1].isspace())
        return (words.start, end + 1) if words and words.number.value == number.value else (start, end)
    words = match_bracketed_words(text, end)
    return (start, words.end) if words and words.number.value == number.value else (start, end)


def match_bracketed_words(text: str, start: int) -> Literal | None:
    """The number in words in brackets that begins at `start`, after a blank or none: " (hai)"."""
    opening = _OPENING.match(text, start)
    words = match_words(text, opening.end()) if opening else None
    closed = words is not None and text[words.end : words.end + 1] == ")"
    return replace(words, start=start, end=words.end + 1) if words and closed else None


def read_sign(text: str, start: int) -> tuple[int, bool]:
    """Where the number at `start` begins with the sign that belongs to it, and whether that is a minus.

    A sign that touches what stands before it joins two numbers, one that begins a line is a bullet.
    """
    if not start or text[start - 1] not in "-−+" or (start > 1 and text[start - 2] not in " \t\n(:;,"):
        return start, False
    if start > 1 and text[max(0, start - 20) : start - 1].rstrip(" \t")[-1:] in ("", "\n"):
        return start, False
    return start - 1, text[start - 1] != "+"


def parse_literal(literal: str) -> Number | None:
    """The number that `literal` (digits, signs, blanks between thousands) writes; None where it is no number."""
    digits = _BLANKS.sub("", literal.translate(_OCR)).rstrip(".,")
    if digits.isascii() and digits.isdigit():
        return Number(Decimal(digits))
    if "." in digits and "," in digits:
        return _read_both(digits)
    sign = "." if "." in digits else ","
    head, *groups = digits.split(sign)
    if not groups or not _are_digits(head, *groups):
        return None
    grouped = all(len(group) == 3 for group in groups) and len(head) <= 3
    if len(groups) > 1:
        return Number(Decimal(head + "".join(groups))) if grouped else _read_malformed(head, groups)
    decimal, whole = Decimal(f"{head}.{groups[0]}"), Decimal(head + groups[0])
    if not grouped or head.startswith("0"):
        return Number(decimal)
    if sign == ".":
        return Number(whole, decimal, ambiguous=True)
    return Number(decimal, whole, ambiguous=True)


def _are_digits(*parts: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in parts)


def _read_both(digits: str) -> Number | None:
    """Both signs occur: the last one begins the decimals, the other groups thousands."""
    decimal, group = (",", ".") if digits.rfind(",") > digits.rfind(".") else (".", ",")
    whole, _, fraction = digits.partition(decimal)
    head, *groups = whole.split(group)
    if not _are_digits(head, fraction, *groups):
        return None
    if len(head) > 3 or any(len(part) != 3 for part in groups):
        return Number(Decimal(head + "".join(groups) + fraction), malformed=True)
    return Number(Decimal(f"{head}{''.join(groups)}.{fraction}"))


def _read_malformed(head: str, groups: list[str]) -> Number | None:
    """Groups of unequal length: "4.148.6" has one reading left, "1.94.505.500" has lost a digit, "1.2.3" is no number."""
    *middle, last = groups
    if not any(len(group) == 3 for group in groups) or len(head) > 3:
        return None
    mended = len(last) < 3 and all(len(group) == 3 for group in middle)
    alternative = Decimal(f"{head}{''.join(middle)}.{last}") if mended else None
    return Number(Decimal(head + "".join(groups)), alternative, malformed=True)


def write_decimal(value: Decimal) -> str:
    """A plain decimal string: no exponent, no zeros at the end of the fraction, no "-0"."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value, "f").rstrip("0")


_THOUSAND, _MILLION, _MILLIARD = Decimal(10) ** 3, Decimal(10) ** 6, Decimal(10) ** 9

SCALES: dict[str, Decimal] = {
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti", "tỹ", "tỳ", "tý"), _MILLIARD),
    **dict.fromkeys(("triệu", "triêu", "trịệu", "trệu", "triẹu", "triệư", "triêụ", "tr"), _MILLION),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngìn", "nghỉn", "ngan"), _THOUSAND),
    "vạn": Decimal(10) ** 4,
}
SCALES |= {
    f"{count} {scale}": factor * SCALES[scale]
    for count, factor in (("nghìn", _THOUSAND), ("ngàn", _THOUSAND), ("trăm", Decimal(100)), ("chục", Decimal(10)))
    for scale in ("tỷ", "tỉ", "triệu", "nghìn", "ngàn")
    if count not in ("nghìn", "ngàn") or scale in ("tỷ", "tỉ")
}
"""Lower-case scale words, also joined ("nghìn tỷ", "chục triệu") or with damaged tone marks, and what they multiply by."""

_UNITS: dict[str, int] = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TENS: dict[str, int] = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""Forms of a unit that only stand after tens; after a hundred or a scale "tư" and "lăm" say tens ("trăm tư" = 140)."""

_VARIANTS = {
    "tỉ": "tỷ", "ngàn": "nghìn", "lẻ": "linh", "lẽ": "linh", "bẩy": "bảy", "phảy": "phẩy", "rưởi": "rưỡi",
    "răm": "lăm", "chục": "mươi",
    # What OCR makes of the tone marks; only forms that are no other word ("bồn" is one, but not amid a number).
    "môt": "một", "mội": "một", "bồn": "bốn", "bôn": "bốn", "nãm": "năm", "sảu": "sáu", "tảm": "tám", "chin": "chín",
    "mưòi": "mười", "muời": "mười", "mưoi": "mươi", "muơi": "mươi", "trãm": "trăm", "trâm": "trăm", "trảm": "trăm",
    "lãm": "lăm", "nghin": "nghìn", "ngìn": "nghìn", "nghỉn": "nghìn", "triêu": "triệu", "trịệu": "triệu",
    "triẹu": "triệu", "trệu": "triệu", "tỹ": "tỷ", "tỳ": "tỷ",
}  # fmt: skip
_MAGNITUDES = (("tỷ", _MILLIARD), ("triệu", _MILLION), ("nghìn", _THOUSAND))
_INEXACT_HEADS = frozenset(("mươi", "trăm", "nghìn", "vạn", "triệu", "tỷ"))
_FULL = frozenset(("linh", "nghìn", "triệu"))
NUMBER_WORDS = frozenset(
    (
        *_UNITS,
        *_AFTER_TENS,
        *_VARIANTS,
        *(name for name, _ in _MAGNITUDES),
        "mười",
        "mươi",
        "linh",
        "trăm",
        "vạn",
        "rưỡi",
        "phẩy",
        "nửa",
    )
)
"""Every lower-case syllable of which numbers in words are made."""

_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_WORDED = re.compile(
    rf"(?<!\w)(?:{_WORD})(?:,?\s{{1,3}}(?:{_WORD})){{0,40}}(?!\w)"
)  # a comma parts the groups of legal wording: "một tỷ, ba trăm triệu"
_OPENING = re.compile(r"\s?\(")
_SYLLABLE = re.compile(r"[^\W\d_]+")


def scan_words(text: str) -> Iterator[Literal]:
    """Every number in words in `text` that can be read, in order."""
    for match in _WORDED.finditer(_lower(text)):
        literal = _read_run(match)
        if literal is not None:
            yield literal


def _lower(text: str) -> str:
    """`text` in lower case where that keeps all offsets: matching it is four times as fast as ignoring case."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def match_words(text: str, start: int) -> Literal | None:
    """The number in words that begins at `start`, where one does."""
    match = _WORDED.match(_lower(text[start : start + _LONGEST_RUN]))
    literal = _read_run(match, shift=start) if match else None
    return literal if literal is not None and literal.start == start else None


def _match_words_before(text: str, end: int) -> Literal | None:
    """The number in words that ends at `end`, where one does; one of a hundred characters or more is not looked for."""
    begin = max(0, end - 100)
    for match in _WORDED.finditer(_lower(text[begin:end])):
        if begin + match.end() == end:
            return _read_run(match, shift=begin)
    return None


_LONGEST_RUN = 300


def _read_run(match: re.Match[str], *, shift: int = 0) -> Literal | None:
    """The number of a run of number words (`shift` before its offsets), or of its later words: "trong năm | ba trăm triệu".

    A run that begins with a scale counts nothing exactly ("hàng trăm triệu"), unless "rưỡi" does ("tỷ rưỡi").
    """
    syllables = list(_SYLLABLE.finditer(match[0]))
    words = [syllable[0].lower() for syllable in syllables]
    for first, word in enumerate(words):
        if _VARIANTS.get(word, word) in _INEXACT_HEADS and words[-1] not in ("rưỡi", "rưởi"):
            return None
        value = parse_words(words[first:])
        if value is not None:
            start = syllables[first].start()
            return Literal(shift + match.start() + start, shift + match.end(), Number(value), match[0][start:])
    return None


def parse_words(syllables: Sequence[str]) -> Decimal | None:
    """The number that lower-case `syllables` spell, None where they spell none.

    Standard and spoken forms: "một trăm linh năm", "hai mươi mốt", "một tỷ rưỡi", "hai triệu ba" (2,300,000),
    "một nghìn hai trăm tỷ", "mười hai phẩy năm". "hai ba", "dăm" and the like are guesses, not numbers.
    """
    words = [_VARIANTS.get(word, word) for word in syllables]
    if not words or any(word not in NUMBER_WORDS for word in words):
        return None
    if words[0] == "nửa":
        rest = _read_scales(words[1:])
        return None if rest is None else rest / 2
    return _read_magnitude(words, _MAGNITUDES)


def _read_scales(words: list[str]) -> Decimal | None:
    """The product of scale words alone: "nghìn tỷ"."""
    product = Decimal(1)
    for word in words:
        if word not in SCALES:
            return None
        product *= SCALES[word]
    return product if words else None


def _read_magnitude(words: list[str], magnitudes: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """A number from its words; the largest of `magnitudes` that occurs parts it into a count and a rest."""
    for index, (word, scale) in enumerate(magnitudes):
        if word not in words:
            continue
        # "một nghìn tỷ" counts thousands of milliards, but "hai nghìn" once: the last "tỷ", the first "nghìn".
        at = len(words) - 1 - words[::-1].index(word) if word == "tỷ" else words.index(word)
        before, after = words[:at], words[at + 1 :]
        count = _read_magnitude(before, magnitudes[index + 1 :]) if before else Decimal(1)
        if count is None:
            return None
        rest = _read_rest(after, scale, magnitudes[index + 1 :])
        return None if rest is None else count * scale + rest
    return _read_hundreds(words)


def _read_rest(words: list[str], scale: Decimal, magnitudes: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """What follows a scale: nothing, "rưỡi", a lone digit of the next place ("tỷ hai"), or smaller magnitudes."""
    if not words:
        return Decimal(0)
    if words == ["rưỡi"]:
        return scale / 2
    if len(words) == 1 and (digit := _UNITS.get(words[0]) or _AFTER_TENS.get(words[0])):
        return scale / 10 * digit
    if scale >= _MILLION and "trăm" in words[:2] and words[0] != "không" and not _FULL & set(words):
        hundreds = _read_hundreds(words)  # spoken: "một triệu hai trăm" leaves "nghìn" out
        return None if hundreds is None else hundreds * scale / 1000
    rest = _read_magnitude(words[words[0] == "linh" :], magnitudes)  # "một nghìn lẻ một"
    return rest if rest is not None and rest < scale else None


def _read_hundreds(words: list[str]) -> Decimal | None:
    """A number below 1,000 (with "vạn", below 10,000 of them), or one with a decimal part."""
    if "phẩy" in words:
        return _read_decimal(words, words.index("phẩy"))
    if "vạn" in words:
        at = words.index("vạn")
        count = _read_hundreds(words[:at]) if at else Decimal(1)
        rest = _read_rest(words[at + 1 :], Decimal(10_000), ())
        return None if count is None or rest is None else count * 10_000 + rest
    if "trăm" not in words:
        return _read_tens(words)
    at = words.index("trăm")
    head, after = words[:at], words[at + 1 :]
    if len(head) > 1 or (head and head[0] not in _UNITS):
        return None
    hundreds = Decimal(100 * (_UNITS[head[0]] if head else 1))
    match after:
        case []:
            return hundreds
        case ["rưỡi"]:
            return hundreds + 50
        case ["linh", unit] if unit in _UNITS or unit == "tư":
            return hundreds + (_UNITS.get(unit) or 4)
        case ["năm"]:
            return None  # 105 without its "linh", or 150 said short: nothing tells
        case [unit] if digit := _UNITS.get(unit) or _AFTER_TENS.get(unit):
            return hundreds + 10 * digit
        case _:
            rest = _read_tens(after) if len(after) > 1 or after == ["mười"] else None
            return None if rest is None else hundreds + rest


def _read_decimal(words: list[str], at: int) -> Decimal | None:
    """ "mười hai phẩy năm", "không phẩy không năm", "ba phẩy hai mươi lăm" """
    whole, digits = _read_hundreds(words[:at]), words[at + 1 :]
    if whole is None or not digits:
        return None
    if all(word in _UNITS for word in digits):
        return whole + Decimal(f"0.{''.join(str(_UNITS[word]) for word in digits)}")
    fraction = _read_hundreds(digits)
    return None if fraction is None else whole + Decimal(f"0.{write_decimal(fraction)}")


def _read_tens(words: list[str]) -> Decimal | None:
    match words:
        case [unit] if unit in _UNITS:
            return Decimal(_UNITS[unit])
        case ["mười"]:
            return Decimal(10)
        case ["mười", unit] if unit in _UNITS and unit != "không":
            return Decimal(10 + _UNITS[unit])
        case ["mười", ("lăm" | "nhăm" | "mốt" | "tư") as unit]:
            return Decimal(10 + _AFTER_TENS[unit])
        case [tens, "mươi" | "mười", *units] if _UNITS.get(tens, 0) > 1 and len(units) < 2:
            unit = units[0] if units else "không"
            if unit == "không" and units:
                return None
            digit = _UNITS.get(unit, _AFTER_TENS.get(unit))
            return None if digit is None else Decimal(10 * _UNITS[tens] + digit)
        case [tens, unit] if _UNITS.get(tens, 0) > 1 and unit in _AFTER_TENS:
            return Decimal(10 * _UNITS[tens] + _AFTER_TENS[unit])  # spoken: "hai lăm", "ba tư"
        case _:
            return None
