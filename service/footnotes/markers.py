"""Characters that may be footnote markers: superscripts and their plain-text forms, and digits glued to a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.text.spelling import LETTER


class Form(StrEnum):
    """How a marker is written."""

    SUPERSCRIPT = "superscript"
    TAG = "sup"
    REFERENCE = "reference"
    CARET = "caret"
    BRACKET = "bracket"
    GLUED = "glued"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible marker `[start, end)` with its number; `strength` grows with the evidence that it is one."""

    start: int
    end: int
    number: int
    form: Form
    strength: int


_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_EXPLICIT = re.compile(
    rf"⁽?(?P<superscript>[{_SUPERSCRIPTS}]{{1,3}})⁾?"
    r"|<sup>\s?[(\[]?(?P<sup>\d{1,3})[)\]]?\s?</sup>"
    r"|\[\^(?P<reference>\d{1,3})\](?P<colon>:)?"
    r"|\$\s?\^\{?\s?(?P<caret>\d{1,3})\s?\}?\s?\$|\^(?P<caret2>\d{1,3})\^|\^\{(?P<caret3>\d{1,3})\}"
    r"|\[(?P<bracket>\d{1,3})\]",
    re.IGNORECASE,
)
# "m²", "km²", "10³": a superscript that measures.
_UNIT_BEFORE = re.compile(r"(?:^|[^\w])(?:[\d.,]*\d\s?)?(?:k|h|da|d|c|m)?m$|(?:^|[\d\s/])m$")
# "Ph¹m": a letter of TCVN3, an encoding that the rest of the text is not in.
_INSIDE_WORD = re.compile(rf"(?:{LETTER}|[®©ª¸µ¶·¨«¬\xad])[{_SUPERSCRIPTS}](?=[^\W\dA-ZĐ]){LETTER}")
_POWER_BEFORE = re.compile(r"(?:^|\D)10$")
_ROUND = re.compile(
    rf"(?<={LETTER})(?<!khoản)(?<!điểm)(?<!mục)(?<!điều)(?<!lục)(?<!biểu)(?:\((?P<digits>[1-9]\d?)\)(?=[\s.,;:]|$)|"
    r" \((?P<apart>[1-9]\d?)\)(?=[.,;:]))"
)
_ROUND_START = re.compile(r"^[ \t*_]{0,12}\((?P<digits>[1-9]\d?)\)[ \t]{0,3}(?=[^\W_]|[“\"])", re.MULTILINE)


def scan_explicit(text: str) -> Iterator[Mark]:
    """Every explicit marker in `text`, in order, units ("m²", "10³") left out."""
    for match in _EXPLICIT.finditer(text):
        form = Form(re.sub(r"\d", "", match.lastgroup or "")) if match.lastgroup != "colon" else Form.REFERENCE
        digits = next(group for group in match.groups() if group and group != ":").translate(_DIGITS)
        if not digits.isdigit() or int(digits) == 0 or digits.startswith("0"):
            continue
        number = int(digits)
        if form is Form.SUPERSCRIPT and _INSIDE_WORD.match(text, max(0, match.start() - 1)):
            continue
        if form in (Form.SUPERSCRIPT, Form.TAG, Form.CARET) and number in (2, 3, 6, 9):
            before = text[max(0, match.start() - 12) : match.start()]
            if (number in (2, 3) and _UNIT_BEFORE.search(before)) or _POWER_BEFORE.search(before):
                continue
        yield Mark(match.start(), match.end(), number, form, 1 if form is Form.BRACKET else 3)


def scan_round(text: str) -> tuple[list[Mark], list[Mark]]:
    """Numbers in round brackets: those after a word ("04 khu(1)"), markers perhaps, and those at lines' starts."""
    calls = [
        Mark(match.end() - len(digits) - 2, match.end(), int(digits), Form.BRACKET, 3)
        for match in _ROUND.finditer(text)
        if (digits := match["digits"] or match["apart"])
    ]
    starts = [
        Mark(match.start("digits") - 1, match.end("digits") + 1, int(match["digits"]), Form.BRACKET, 3)
        for match in _ROUND_START.finditer(text)
    ]
    return calls, starts


_LETTER_ONE = re.compile(rf"(?<!{LETTER})(?P<word>{LETTER}{{0,8}}[^\W\d_a-zA-Z]{LETTER}{{0,8}}?)[lI](?=[\s.,;:)]|$)")


def scan_letter_ones(text: str) -> Iterator[Mark]:
    """A letter at the end of a word that no Vietnamese syllable ends with: a raised 1 that OCR misread ("05 dự ánl")."""
    for match in _LETTER_ONE.finditer(text):
        if match["word"].islower():
            yield Mark(match.end("word"), match.end(), 1, Form.GLUED, 2)


_SPACED = re.compile(
    rf"(?<![\w.,/])0\d(?!\s(?:tháng|ngày|giờ|năm|phút|tuần|quý|lần)\s)\s{LETTER}+(?:\s{LETTER}+)? (?P<digits>[1-9]\d?)"
    rf"(?=\s[^\W\dA-ZĐ]|[,;.]?\s*(?:\n|$)|[,;]\s)"
)


def scan_spaced(text: str) -> Iterator[Mark]:
    """Digits that a blank parts from what is counted before them: "03 xã 1 đạt chuẩn" has lost the raising of a marker."""
    for match in _SPACED.finditer(text):
        yield Mark(match.start("digits"), match.end("digits"), int(match["digits"]), Form.GLUED, 2)


_GLUED = re.compile(
    rf"(?:(?<={LETTER})|(?<={LETTER}\*\*)|(?<=[.,;:)”\"’»\]%]))(?P<digits>[1-9]\d{{0,2}})(?![\w²³%/]|[.,:][\dlIO])"
)
_DIGIT_LETTERS = re.compile(r"[lIOo]{1,2}")
_WORD_BEFORE = re.compile(rf"(?:^|[^\w])({LETTER}+)[.,;:)”\"’»\]*]*$")
# Words and codes that digits follow without a blank, in careless typing or as names.
_TAKES_DIGITS = frozenset((
    "ngày", "tháng", "năm", "quý", "số", "điều", "khoản", "mục", "km", "m", "cm", "mm", "kg", "ha", "ql", "tl",
    "đt", "đh", "covid", "nq", "qđ", "tổ", "thôn", "khu", "lớp", "kỳ", "khóa", "từ", "đến", "và", "trên", "khoảng",
    "được", "đạt", "là", "có", "còn", "q", "p", "f", "h", "a", "b", "c", "d", "e", "g", "i", "k", "n", "s", "t",
    "u", "v", "x", "y", "tt", "stt", "co",
))  # fmt: skip


def scan_glued(text: str) -> Iterator[Mark]:
    """Digits glued to the end of a word or of its closing sign: markers, perhaps, of a text that lost its raising."""
    for match in _GLUED.finditer(text):
        start = match.start()
        before = text[max(0, start - 24) : start]
        word = _WORD_BEFORE.search(before)
        if word is None:
            if _MEASURED.search(before) and match["digits"] not in ("2", "3"):
                yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 2)
                continue
            if before[-1:] == "%" and _CLAUSE_END.match(text, match.end()):
                yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 3)
                continue
            if (
                before[-1:] in ".,;:)"
                and before[-2:-1].isdigit()
                and text[match.end() : match.end() + 1] in " \n"
                and not _MEASURE.match(text, start - 1)
            ):
                yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 1)
            continue
        syllable = word[1]
        if text[match.end() : match.end() + 1] == ")" and not _opened(text, start):
            continue  # "a1)": the number of an item
        ends_line = _ENDS_LINE.match(text, match.end()) is not None
        if before[-1].isalpha() and _DIGIT_LETTERS.fullmatch(syllable) and not (ends_line and syllable.isupper()):
            continue  # "l4 người": a number that OCR damaged; but "hạng II¹⁵" at a line's end
        if before[-1] == ")":
            yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 3)
            continue
        if syllable.lower() in ("m", "km", "dm", "cm") and match["digits"] in ("2", "3"):
            continue
        if (syllable.lower() in _TAKES_DIGITS and not _COMPOUND.search(before)) or (
            syllable.isupper() and len(syllable) <= 4 and before[-1].isalpha()
        ):
            counted = syllable.lower() not in _COUNTED_ALONE and _COUNT_BEFORE.search(before) is not None
            if (ends_line and syllable.lower() not in _COUNTED_ALONE) or counted:
                yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 2)
            continue
        glued_to_sign = not before[-1].isalpha()
        yield Mark(start, match.end(), int(match["digits"]), Form.GLUED, 2 if glued_to_sign else 3)


_JOINED = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{2,12})(?P<digits>[1-9]\d?)(?=[a-zđà-ỹ]{2,12}(?!\w))")


def scan_joined(text: str) -> Iterator[Mark]:
    """Digits between two words that have lost the blank between them as well: "03 dự án3có"."""
    for match in _JOINED.finditer(text):
        if match["word"][1:].islower() and match["word"].lower() not in _TAKES_DIGITS:
            yield Mark(match.start("digits"), match.end("digits"), int(match["digits"]), Form.GLUED, 2)


def _opened(text: str, offset: int) -> bool:
    """Whether a bracket that was opened in the same paragraph is open at `offset`."""
    opened = text.rfind("(", max(0, offset - _LONGEST_ASIDE), offset)
    return opened >= 0 and ")" not in text[opened:offset] and " " in text[opened:offset]


_LONGEST_ASIDE = 160
_MEASURE = re.compile(r"(?:,\d{1,3}|\.\d{3}) [a-zà-ỹđ(]")
"""The end of a number and its unit: "2,1 lần", "1.118 ha"."""
_ENDS_LINE = re.compile(r"[.;:,]?[ \t]*(?:\n|$)")
_COUNT_BEFORE = re.compile(rf"\d\s{LETTER}+\Z")
"""A word that is counted is not numbered as well: "cho 9 thôn¹"."""
_COMPOUND = re.compile(
    r"(?:(?:danh|hạng) mục|nông thôn|phân khu|(?:cùng|định) kỳ|(?:dân|chỉ|thiểu) số|h[ằà]ng (?:ngày|tháng|năm))[^\w]*\Z",
    re.IGNORECASE,
)
"""Words of two syllables whose second is one that digits follow only where it stands alone."""
_MEASURED = re.compile(r"\d\s?(?:km|ha|m|kg)\Z", re.IGNORECASE)
_COUNTED_ALONE = frozenset(("ngày", "tháng", "năm", "số", "điều", "khoản", "km", "covid"))
_TRAILING_DIGITS = re.compile(r"\d+")


def scan_after_number(text: str, start: int, end: int, number: int) -> Iterator[Mark]:
    """Places in `[start, end)` where the marker `number` may be glued to a number ("Mẫu số 014", "Điều 5.11 (bãi bỏ)").

    The end of a line or clause is where one is likely; a year never ends in one, but one digit more than a year does.
    """
    digits = str(number)
    for match in _TRAILING_DIGITS.finditer(text, start, end):
        run = match[0]
        if not run.endswith(digits):
            continue
        at = match.end() - len(digits)
        if len(run) > len(digits):
            if _IS_YEAR.fullmatch(run) and _YEAR_BEFORE.search(text[max(0, match.start() - 5) : match.start()]):
                continue
            if not _CLAUSE_END.match(text, match.end()):
                if _DATE_BEFORE.search(text[max(0, match.start() - 7) : match.start()]) or _DATE_AFTER.match(
                    text, match.end()
                ):
                    continue
                if text[match.end() : match.end() + 1] == " ":
                    yield Mark(at, match.end(), number, Form.GLUED, 0)
                continue
            ends = _ENDS_LINE.match(text, match.end()) is not None or text[match.end()] == "."
            dated = (
                _IS_YEAR.fullmatch(run[: -len(digits)])
                and text[max(0, match.start() - 4) : match.start()].lower() == "năm "
            )
            strength = 3 if dated else 2 if ends else 1
            yield Mark(at, match.end(), number, Form.GLUED, strength)
        elif (_HEADING_BEFORE.search(text[max(0, at - 5) : at]) and _AFTER_HEADING.match(text, match.end())) or (
            _CODE_BEFORE.search(text[max(0, at - 3) : at]) and _CLAUSE_END.match(text, match.end())
        ):
            yield Mark(at, match.end(), number, Form.GLUED, 2)
        elif text[at - 1 : at] == " " and text[at - 2 : at - 1].isalpha() and _FULL_STOP.match(text, match.end()):
            yield Mark(at, match.end(), number, Form.GLUED, 1)


_DATE_BEFORE = re.compile(r"(?:ngày|th[áảa]ng|quý|năm)\s\Z", re.IGNORECASE)
_DATE_AFTER = re.compile(r"\s(?:th[áảa]ng|năm)(?!\w)")
_YEAR_BEFORE = re.compile(r"(?:năm|[/–-])\s?$")
_CODE_BEFORE = re.compile(r"[\d-][A-Za-z]$")
_FULL_STOP = re.compile(r"\.[ \t]*\n")
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSE_END = re.compile(r"[ \t]*(?:\n|$)|[.;:,)”]+(?:\s|$)|\s\(")
_HEADING_BEFORE = re.compile(r"(?:\d[.)]|(?:^|\n)[ \t]{0,8}[a-zđ]\)) ?$")
_AFTER_HEADING = re.compile(r"\s?[(“A-ZĐ]|[ \t]*\n")


_PLAIN_START = re.compile(
    r"^[ \t*_]{0,12}(?P<digits>[1-9]\d{0,2}|l)(?:[ \t]{1,3}|(?=[A-ZĐ“(])(?![OI][\d/.]))(?=[^\W_]|[“\"(\[*]|[-+•][ \t]*[^\W\d_])",
    re.MULTILINE,
)


_POINT_START = re.compile(r"^[ \t*_]{0,12}(?P<digits>[1-9]\d?)[.)/][ \t]{1,3}(?=[^\W_]|[“\"(\[*])", re.MULTILINE)


def scan_point_starts(text: str) -> Iterator[Mark]:
    """Lines that begin with "1." or "1)": headings and list items, and below the rule of a page's foot perhaps bodies."""
    for match in _POINT_START.finditer(text):
        yield Mark(match.start("digits"), match.end("digits") + 1, int(match["digits"]), Form.PLAIN, 1)


def scan_plain_starts(text: str) -> Iterator[Mark]:
    """Lines that begin with a bare number and a capital, a quotation or a bracket: bodies, perhaps, without raising."""
    for match in _PLAIN_START.finditer(text):
        follows = text[match.end() : match.end() + 1]
        digits = match["digits"].replace("l", "1")
        strength = 1 if follows.islower() or follows.isdigit() else 2 if follows == "-" else 3
        yield Mark(match.start("digits"), match.end("digits"), int(digits), Form.PLAIN, strength)
