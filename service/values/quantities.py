"""QUANTITY: anything counted or measured that is neither money nor a percentage nor a date."""

import re
from collections.abc import Callable
from decimal import Decimal

from service.text.spelling import LETTER
from service.values.counted import COMPOUNDS, SINGLE_WORDS
from service.values.numerals import (
    LITERAL,
    NUMBER_WORDS,
    SCALES,
    Literal,
    parse_literal,
    parse_words,
    write_decimal,
)
from service.values.reading import Label, Match, Reading, Value

WordEnd = Callable[[int], int]
"""The exclusive end of the word that starts at an offset of the text."""

# fmt: off
UNITS: dict[str, str] = {
    "ha": "ha", "héc ta": "ha", "hecta": "ha", "hec ta": "ha", "héc-ta": "ha", "hécta": "ha",
    "m2": "m2", "m²": "m2", "mét vuông": "m2", "m3": "m3", "m³": "m3", "mét khối": "m3", "khối": "m3",
    "km2": "km2", "km²": "km2", "kilômét vuông": "km2", "dm2": "dm2", "cm2": "cm2", "cm²": "cm2",
    "km": "km", "ki-lô-mét": "km", "kilômét": "km", "kilomet": "km", "cây số": "km", "Km": "km", "KM": "km",
    "m": "m", "mét": "m", "md": "m", "mét dài": "m", "mm": "mm", "cm": "cm", "dm": "dm", "hải lý": "hải lý",
    "kg": "kg", "ki-lô-gam": "kg", "kilôgam": "kg", "kí": "kg", "g": "g", "gam": "g", "gram": "g", "mg": "mg",
    "tấn": "t", "tân": "t", "tẩn": "t", "tạ": "tạ", "yến": "yến", "lạng": "lạng",
    "lít": "l", "lit": "l", "ml": "ml", "mg/l": "mg/l", "g/l": "g/l",
    "kWh": "kWh", "kwh": "kWh", "KWh": "kWh", "MWh": "MWh", "GWh": "GWh", "kW": "kW", "kw": "kW", "KW": "kW", "MW": "MW",
    "MWp": "MWp", "kWp": "kWp", "MVA": "MVA", "kVA": "kVA", "KVA": "kVA", "kV": "kV", "KV": "kV", "V": "V", "HP": "HP",
    "CV": "CV", "cv": "CV", "DWT": "DWT", "TEU": "TEU", "°C": "°C", "độ C": "°C", "oC": "°C", "‰": "‰",
    "Mbps": "Mbps", "GB": "GB", "MB": "MB", "Hz": "Hz",
    "sào": "sào", "mẫu": "mẫu", "công đất": "công", "giờ": "giờ", "phút": "phút", "giây": "giây",
}
# fmt: on
_RATED = r"(?:\s?/\s?(?:k?m[²³23](?!\w)|ngày đêm|[A-Za-zÀ-ỹđ]{1,8}\.?(?!\w))){0,2}"
_PER = re.compile(_RATED)
_SYMBOL = re.compile(r"\s?/\s?[A-ZĐ]{2}")
_UNIT = re.compile(
    r"\s{0,2}(?P<unit>"
    + "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
    + rf")(?![\w²³])(?P<per>{_RATED})"
)
_SCALE = re.compile(r"\s{0,2}(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|vạn|trăm nghìn|chục nghìn)(?=\s)")
_RANGE = re.compile(rf"\s{{0,2}}(?:-|–|—|÷|đến|tới)\s{{0,2}}(?P<last>{LITERAL})")
_FRACTION = re.compile(rf"\s?/\s?(?P<of>{LITERAL})(?![\d/])")
_MINUTES = re.compile(r"\s([0-5]?\d)\sphút(?!\w)")
_WORD = re.compile(rf"\s{{1,3}}(?P<word>{LETTER}{{1,12}})")
_GLUED = re.compile(rf"(?P<word>{LETTER}{{1,12}})")
_MARKUP_GAP = re.compile(r"\s{1,6}")

# Words before a number that make it a name or an ordinal, not a count.
# fmt: off
_NAMING = frozenset((
    "điều", "khoản", "điểm", "số", "mục", "phần", "chương", "tổ", "thôn", "phường", "quận", "phố", "ấp", "khóm", "xóm",
    "đội", "bản", "km", "lộ", "ql", "đt", "đh", "tl", "lớp", "khối", "hạng", "đợt", "thứ", "đoạn", "khóa", "khoá",
    "bảng", "biểu", "lục", "tờ", "lô", "thửa", "tháng", "năm", "ngày", "quý", "bước", "loại", "nhóm",
    "phân khu", "tiểu khu", "gói", "covid", "tt", "stt", "trang", "chỉ tiêu số", "hiệu", "fax", "đường", "kỳ", "tuyến",
    "mũi", "vòng", "hẻm", "ngõ", "kiệt", "cống", "trạm", "tập", "hình", "câu", "chủ nhật", "tuổi", "lần thứ", "lầu", "f", "vực", "độ",
))
_NOT_COUNTED = frozenset((
    "của", "và", "là", "được", "đến", "trong", "theo", "từ", "tại", "cho", "với", "về", "có", "đã", "ở", "so", "đạt",
    "thuộc", "tuổi", "năm", "âm", "giờ", "trên", "hoặc", "do", "để", "như", "bằng", "tăng", "giảm", "thì", "sang", "còn",
    "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "phần", "không", "này", "nêu", "lên", "xuống", "ngày", "tháng", "quý", "chiếm",
    "các", "những", "mỗi", "khi", "nên", "cùng", "ban", "trở", "qua", "vào", "ra", "đồng", "đông", "khoản", "điều", "bị",
    "đổng", "dồng", "nhưng", "mà", "phải", "sẽ", "đang", "vì", "bởi", "nhằm", "số", "x", "âm lịch", "lần thứ", "thứ", "tới",
))
# fmt: on
_TIME_WORDS = frozenset(("năm", "ngày", "tháng", "quý", "giờ", "tuần"))
_COUNT_AFTER_NOUN = re.compile(r"\s{0,3}(?=[;.,)\n]|$)(?![.,]\d)")
_NOUN_COLON = re.compile(rf"{LETTER}{{1,12}} ?:\s{{1,2}}$")
_ZERO_PADDED = re.compile(r"0[1-9]\d?$")


def parse_quantity(text: str) -> Reading:
    """Read a span that states a count or measure; reason "no_quantity" where there is no number in it."""
    from service.values.measures import find_measures

    for match in find_measures(f"có {text} "):  # as in mid-sentence: at a line's start "15 Quyết định" may be numbered
        if match.label is Label.QUANTITY:
            return match.reading
    number = parse_literal(text.strip())
    if number is not None:
        return Reading({"number": write_decimal(number.value), "unit": None})
    return _read_worded(text) or Reading(None, "no_quantity")


def _read_worded(text: str) -> Reading | None:
    """A count in words: "hai mươi hộ"."""
    words = text.lower().split()
    length = next((at for at, word in enumerate(words) if word not in NUMBER_WORDS), len(words))
    value = parse_words(words[:length])
    if value is None or length == len(words):
        return None
    return Reading(
        {"number": write_decimal(value), "unit": UNITS.get(" ".join(words[length:]), " ".join(words[length:]))}
    )


def match_quantity(text: str, literal: Literal, *, word_end: WordEnd | None = None) -> Match | None:
    """The quantity that begins with `literal`; None where the number names, orders or dates something."""
    start, end = literal.start, literal.end
    value = literal.number.value
    last: Decimal | None = None
    of: Decimal | None = None
    if (fraction := _FRACTION.match(text, end)) and (number := parse_literal(fraction["of"])):
        of, end = number.value, fraction.end()
    elif (second := _RANGE.match(text, end)) and (number := parse_literal(second["last"])):
        last, end = number.value, second.end()
    scale = Decimal(1)
    stop = end
    if step := _SCALE.match(text, end):
        scale, stop = SCALES.get(step["scale"], Decimal(100_000)), step.end()
    measured = _read_unit(text, stop)
    if _is_clock(text, start, measured) or _is_name(text, start, end, measured=measured is not None):
        return None
    if measured and measured[0] == "giờ" and (minutes := _MINUTES.match(text, measured[1])):
        value, measured = value * 60 + int(minutes[1]), ("phút", minutes.end())
    measured = measured or _read_counted(text, stop, word_end=word_end)
    if measured is None and last is not None:  # not a range after all: "… 15 - 20.000 đồng"
        return None
    if measured is None:
        return _match_bare(text, start, end, value, of)
    unit, stop = measured
    if of is None and last is None and (more := _read_second_count(text, stop, word_end=word_end)):
        of, stop = more
    if text[start - 1 : start] in "-−" and text[max(0, start - 2) : start - 1] in ("", " ", "(", ":"):
        start, value = start - 1, -value
    return Match(start, stop, Label.QUANTITY, Reading(_value(value * scale, last, of, unit, scale)))


def _value(value: Decimal, last: Decimal | None, of: Decimal | None, unit: str | None, scale: Decimal) -> Value:
    if last is not None:
        return {"min": write_decimal(value), "max": write_decimal(last * scale), "unit": unit}
    if of is not None:
        return {"number": write_decimal(value), "of": write_decimal(of), "unit": unit}
    return {"number": write_decimal(value), "unit": unit}


def _match_bare(text: str, start: int, end: int, value: Decimal, of: Decimal | None) -> Match | None:
    """A fraction without a noun ("217/345"), or a count after its noun ("hồ sơ hủy: 07")."""
    if of is not None:
        return Match(start, end, Label.QUANTITY, Reading({**_value(value, None, of, None, Decimal(1))}))
    if not _COUNT_AFTER_NOUN.match(text, end):
        return None
    if _NOUN_COLON.search(text, max(0, start - 16), start) or (
        _ZERO_PADDED.match(text[start:end]) and re.search(rf"{LETTER}{{2,12}} $", text[max(0, start - 14) : start])
    ):
        return Match(start, end, Label.QUANTITY, Reading({"number": write_decimal(value), "unit": None}))
    return None


_PREVIOUS = re.compile(rf"(?P<gap>^|[^\w\s]\s*|\n\s*|\s)(?P<word>{LETTER}{{1,12}})\.?[ \t]{{0,2}}$")
_CLOCK_BEFORE = re.compile(r"(?:lúc|trước|từ|đến|hồi|sau|vào|khoảng|là|ngày|sáng|chiều|tối)\s{1,2}$", re.IGNORECASE)
# What these number, they number also where a noun or unit follows.
_ALWAYS_NAMING = frozenset(("điều", "khoản", "số", "ql", "đt", "đh", "tl", "km", "lộ", "stt", "fax", "covid"))


def _is_clock(text: str, start: int, measured: tuple[str, int] | None) -> bool:
    """Whether "16 giờ" or the "30 phút" after it tells the time: "trước 16 giờ 30 phút thứ sáu"."""
    if measured is not None and measured[0] == "phút" and text[max(0, start - 4) : start] == "giờ ":
        return True
    return (
        measured is not None
        and measured[0] == "giờ"
        and _CLOCK_BEFORE.search(text[max(0, start - 8) : start]) is not None
    )


def _is_name(text: str, start: int, end: int, *, measured: bool) -> bool:
    """Whether the words before the number make it part of a name: "Điều 5", "thôn 4", "Vũng Áng 1", "tỷ lệ 1/500"."""
    before = text[max(0, start - 24) : start]
    if before.rstrip().lower().endswith(("tỷ lệ", "lần thứ")):
        return True
    sign = before[-1:]
    if (sign and sign in "/+") or (sign in "-." and before[-2:-1].isalnum()):
        return True
    match = _PREVIOUS.search(before)
    if match is None:
        return False
    word = match["word"]
    lower = word.lower()
    if lower == "số" and before.rstrip().lower().endswith(("tổng số", "trên số", "trong số", "dân số", "thiểu số")):
        return False
    if measured:
        return lower in _ALWAYS_NAMING
    counts = text[start] in "0O" and end - start >= 2
    if lower == "cấp":  # "cấp 2" is a level, "cấp 90 giấy phép" a count
        return end - start == 1
    long = end - start > 2 or counts
    if lower in _NAMING:
        return lower in _ALWAYS_NAMING or not long or lower in ("ngày", "tháng", "thôn", "tổ", "ấp", "khóm", "đường")
    if long:
        return False
    starts_sentence = match["gap"].strip(" ") != "" or (match.start() == 0 and start <= 24)
    return (word.isupper() and len(word) > 1) or (word[0].isupper() and not starts_sentence)


def _read_unit(text: str, end: int) -> tuple[str, int] | None:
    match = _UNIT.match(text, end)
    if match is None:
        return None
    unit = UNITS[match["unit"]]
    per = match["per"]
    stop = match.end()
    if per and _SYMBOL.match(per):
        per, stop = "", match.end("unit")
    if per.endswith("."):
        per, stop = per[:-1], stop - 1
    return unit + _squeeze(per), stop


def _squeeze(per: str) -> str:
    """The rate's denominator without blanks, "m²" as "m2"."""
    return "/".join(part.strip().lower() for part in per.split("/")).replace("²", "2").replace("³", "3")


def _read_counted(text: str, end: int, *, word_end: WordEnd | None) -> tuple[str, int] | None:
    """The first word of what is counted, lower-cased, and its end."""
    match = _WORD.match(text, end) or (_GLUED.match(text, end) if text[end : end + 1].isalpha() else None)
    if match is None:
        gap = _MARKUP_GAP.match(text, end)
        match = _GLUED.match(text, gap.end()) if gap and "\n\n" not in gap[0] else None
    if match is None or "\n\n" in match[0]:
        return None
    start, word = match.start("word"), match["word"]
    lower = word.lower()
    stop = _end_of_word(text, start, match.end("word"), lower, word_end=word_end)
    counted = " ".join(text[start:stop].lower().split())
    if lower in _TIME_WORDS:
        if re.match(r"\s\d", text[stop : stop + 2]) or _AGE.match(text, stop):
            return None
    elif lower in _NOT_COUNTED and not _is_known(counted):
        return None
    if (
        word[0].isupper()
        and not word.isupper()
        and (_LINE_START.search(text[max(0, end - 12) : end]) or not _is_known(counted))
    ):
        return None
    rate = _PER.match(text, stop)
    if rate and rate.end() > stop and not _SYMBOL.match(rate[0]):
        return counted + _squeeze(rate[0]), rate.end()
    return counted, stop


_AGE = re.compile(r"(?:\s(?:đến|-)\s\d{1,2}\s(?:tháng|năm))?\stuổi(?!\w)")
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\S{1,6}$")


def _is_known(counted: str) -> bool:
    return counted in SINGLE_WORDS or counted in COMPOUNDS.get(counted.split()[0], ())


def _end_of_word(text: str, start: int, end: int, word: str, *, word_end: WordEnd | None) -> int:
    """The end of the counted word: our lexicon of compounds first, then the segmenter, then the syllable."""
    for compound in COMPOUNDS.get(word, ()):
        stop = start + len(compound)
        if text[start:stop].lower().replace("\n", " ") == compound and not text[stop : stop + 1].isalpha():
            return stop
    if word in SINGLE_WORDS or word_end is None:
        return end
    return max(end, word_end(start))


def _read_second_count(text: str, end: int, *, word_end: WordEnd | None) -> tuple[Decimal, int] | None:
    """The "/275" of "37 việc/275", the "/35 công dân" of "27 lượt/35 công dân"."""
    match = re.compile(rf"\s?/\s?({LITERAL})(?!/)").match(text, end)
    number = parse_literal(match[1]) if match else None
    if match is None or number is None:
        return None
    counted = _read_unit(text, match.end()) or _read_counted(text, match.end(), word_end=word_end)
    return number.value, counted[1] if counted else match.end()
