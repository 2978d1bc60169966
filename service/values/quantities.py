"""QUANTITY: anything counted or measured that is neither money nor a percentage nor a date."""

import re
from dataclasses import dataclass
from decimal import Decimal

from service.labels import Label
from service.text.spelling import LETTER
from service.values.counted import COMPOUNDS, SINGLE_WORDS, first_syllable
from service.values.numerals import (
    LITERAL,
    SCALES,
    Literal,
    Number,
    match_bracketed_words,
    parse_literal,
    read_sign,
    scan_literals,
    scan_words,
    write_decimal,
)
from service.values.reading import Match, Reading, WordEnd

# fmt: off
UNITS: dict[str, str] = {
    "ha": "ha", "Ha": "ha", "héc ta": "ha", "hecta": "ha", "hec ta": "ha", "héc-ta": "ha", "hécta": "ha", "hec-ta": "ha",
    "m2": "m2", "m²": "m2", "M2": "m2", "mét vuông": "m2", "m3": "m3", "m³": "m3", "M3": "m3", "mét khối": "m3", "khối": "m3",
    "km2": "km2", "km²": "km2", "kilômét vuông": "km2", "ki-lô-mét vuông": "km2", "dm2": "dm2", "cm2": "cm2", "cm²": "cm2",
    "km": "km", "ki-lô-mét": "km", "ki lô mét": "km", "kilômét": "km", "kilomet": "km", "cây số": "km", "Km": "km", "KM": "km",
    "m": "m", "mét": "m", "md": "m", "m dài": "m", "mét dài": "m", "mm": "mm", "cm": "cm", "dm": "dm", "hải lý": "hải lý",
    "kg": "kg", "Kg": "kg", "KG": "kg", "ki-lô-gam": "kg", "kilôgam": "kg", "kí": "kg", "cân": "kg", "g": "g", "gam": "g",
    "gram": "g", "mg": "mg", "tấn": "t", "tân": "t", "tẩn": "t", "tạ": "tạ", "yến": "yến", "lạng": "lạng",
    "lít": "l", "lit": "l", "ml": "ml", "mg/l": "mg/l", "g/l": "g/l",
    "kWh": "kWh", "kwh": "kWh", "KWh": "kWh", "Kwh": "kWh", "KWH": "kWh", "MWh": "MWh", "GWh": "GWh", "kW": "kW", "kw": "kW",
    "KW": "kW", "Kw": "kW", "MW": "MW", "GW": "GW", "MWp": "MWp", "kWp": "kWp", "MVA": "MVA", "kVA": "kVA", "KVA": "kVA",
    "kV": "kV", "KV": "kV", "kv": "kV", "V": "V", "HP": "HP", "CV": "CV", "cv": "CV", "DWT": "DWT", "TEU": "TEU", "TEUs": "TEU",
    "°C": "°C", "độ C": "°C", "oC": "°C", "ºC": "°C", "‰": "‰", "dB": "dB", "Mbps": "Mbps", "GB": "GB", "MB": "MB", "TB": "TB",
    "Hz": "Hz", "m/s": "m/s", "km/h": "km/h", "tấn.km": "t.km", "lượt khách.km": "lượt khách.km", "khách.km": "khách.km",
    "hành khách.km": "hành khách.km", "lượt người.km": "lượt người.km",
    "sào": "sào", "mẫu": "mẫu", "công đất": "công", "giờ": "giờ", "phút": "phút", "giây": "giây", "tiếng": "giờ",
}
_POWER = frozenset(("MW", "kW", "GW", "MWp", "kWp", "MVA", "kVA", "kV"))
# fmt: on
_DENOMINATOR = (
    r"(?:(?:vạn|nghìn|ngàn|triệu|1\.000|10\.000|100\.000)\s)?(?:k?m[²³23](?!\w)|ngày đêm|[A-Za-zÀ-ỹđ]{1,8}(?!\w))"
)
RATE_ONE = r"0?1\s?(?=[^\W\d])(?!(?:ngày|tháng|quý|năm)\s\d)"
"""The "1" of a rate "/1 ha"; before a date it is another number: "02 đợt/01 năm 2025"."""
_PER = re.compile(rf"\s?/\s?(?P<one>{RATE_ONE})?(?P<unit>{_DENOMINATOR})")
_UNIT = re.compile(
    r"\s{0,2}(?:(?P<raised>[kcd]?m)\$?\^\{?(?P<power>[23])\}?\$?|(?P<unit>"
    + "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
    + r")(?![\w²³]|(?<=tân)\sbinh))"
)
_SCALE = re.compile(r"\s{0,2}(?P<scale>(?:chục |trăm )?(?:nghìn|ngàn|triệu|tỷ|tỉ)|vạn|triêu|trịệu|trệu|triẹu)(?=\s)")
_RANGE = re.compile(rf"\s{{0,2}}(?:[-–—÷]|(?<=\s)(?:đến|tới)(?=\s))\s{{0,2}}(?P<last>{LITERAL})")
_FRACTION = re.compile(rf"\s?/\s?(?P<of>{LITERAL})(?![\d/])")
_FACTOR = re.compile(rf"\s?[x×]\s?(?P<factor>{LITERAL})")
_SECOND_COUNT = re.compile(rf"\s?/\s?(?P<of>{LITERAL})(?!/)")
_MINUTES = re.compile(r"\s([0-5]?\d)\sphút(?!\w)")
_WORD = re.compile(rf"(?P<gap>\s{{0,3}})(?P<word>{LETTER}{{1,12}})")
_STANDS_AT = re.compile(r"\s(?:các|xã|phường|thôn|bản|ấp|huyện|[A-ZĐ])")
"""After "64 nhà ở" what follows shows that "ở" says where."""
_ARTICLE = re.compile(r"Điều\s(?:\d|này)")
_MARKUP_GAP = re.compile(r"[ \n]{4,8}(?=\S)")
_HALF = re.compile(r"\srưỡi(?!\w)")

# Words before a number that make it a name or an ordinal, not a count: of places, always; of other things, unless
# what follows is plainly counted.
# fmt: off
_NAMING_ALWAYS = frozenset((
    "điều", "khoản", "số", "sô", "sổ", "ql", "đt", "đh", "tl", "km", "lộ", "stt", "fax", "covid", "thôn", "tổ", "ấp", "khóm",
    "xóm", "phường", "quận", "phố", "hẻm", "ngõ", "kiệt", "lầu", "đường", "bản", "cụm", "ngày", "tháng", "đoàn", "chương trình",
    "lữ đoàn", "sư đoàn", "trung đoàn", "tiểu đoàn", "công binh", "thương binh", "cơ sở", "giai đoạn", "đề án", "nghị định",
    "nghị quyết", "chỉ thị", "thông tư", "quyết định số", "mốc", "quảng trường", "công viên", "tiểu khu", "tt", "f",
))
_NAMING = frozenset((
    "điểm", "mục", "phần", "chương", "đội", "lớp", "khối", "hạng", "đợt", "thứ", "đoạn", "khóa", "khoá", "bảng", "biểu",
    "lục", "tờ", "lô", "thửa", "năm", "quý", "bước", "loại", "nhóm", "khu", "gói", "trang", "hiệu", "kỳ", "tuyến", "mũi",
    "vòng", "cống", "trạm", "tập", "hình", "câu", "tuổi", "vực", "độ", "cấp", "nhánh", "tầng", "ca", "phiên", "sở",
))
_COUNTING = frozenset((
    "danh mục", "tiến độ", "trong vòng", "dứt điểm", "thời điểm", "cao điểm", "chuyến câu", "trên số", "tổng số",
    "trong số", "dân số", "thiểu số", "con số", "trong nhóm", "mặt đường", "có lớp", "biên độ", "mật độ", "tốc độ",
    "nhiệt độ", "cường độ", "niên độ", "doanh số", "văn bản", "trong kỳ", "cùng kỳ", "định kỳ", "trong ngày", "trong tháng",
    "trong quý", "biên bản", "sĩ số", "tổng sô", "mỗi ngày", "mỗi tháng", "cơ bản", "tài khoản", "trong năm", "cả năm", "mỗi năm", "hằng năm", "hàng năm",
    "địa điểm", "quan điểm", "giữa kỳ", "cuối kỳ", "trên đường", "giấy tờ", "chỉ số", "các số", "quãng đường",
))
"""Pairs whose last word looks like one that numbers, and does not."""

_SECTIONS = frozenset(("mục", "điểm", "khoản", "điều", "phần", "chương", "bảng", "biểu", "hình", "lục", "số"))
_NOT_COUNTED = frozenset((
    "của", "và", "là", "được", "đến", "trong", "theo", "từ", "tại", "cho", "với", "về", "có", "đã", "ở", "so", "đạt",
    "thuộc", "tuổi", "âm", "trên", "hoặc", "do", "để", "như", "bằng", "tăng", "giảm", "thì", "sang", "còn", "chưa",
    "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "phần", "không", "này", "nêu", "lên", "xuống", "chiếm", "trước", "sau", "vẫn",
    "các", "những", "mỗi", "khi", "nên", "cùng", "ban", "trở", "qua", "vào", "ra", "đồng", "đông", "điều", "bị", "cũng",
    "đổng", "dồng", "nhưng", "mà", "phải", "sẽ", "đang", "vì", "bởi", "nhằm", "số", "x", "thứ", "tới", "lại", "rồi", "đều",
    "quá", "đúng", "trễ", "tạm", "liên", "mới", "giúp", "chào", "khởi", "chậm", "vướng", "hay", "nếu", "dưới", "ngoài",
    "làm", "hứa", "góp", "khám", "vận", "ghép", "thiếu", "tham", "thực", "cắt", "giữa", "giao", "nằm", "bắc", "đổ", "bên",
    "đấu", "nói", "chuyển", "quật", "tốc", "thông", "bàn", "quyết", "hót", "duyệt", "lưu", "bạn", "mua", "sửa", "đặt", "lún",
    "hiện", "nhất", "cả", "đó", "kia", "thêm", "hơn", "kém", "gồm", "rưỡi", "chạy", "xong", "gần", "thành", "tiếp", "đi",
    "nay", "vừa", "lần lượt", "tương", "ước", "khác", "theo", "kèm", "nhận", "gửi", "phục", "đợt này", "hoàn", "triển",
))
_NOT_PER = frozenset(("kế", "tổng", "chỉ", "dự", "số", "nhu", "so", "tỷ", "và", "qđ", "kh", "bc", "tb", "ct", "nq"))
_PER_WORDS = frozenset((
    "năm", "tháng", "ngày", "giờ", "phút", "giây", "tuần", "quý", "vụ", "đêm", "ngày đêm", "dân", "xã", "km", "m", "h",
    "s", "đơn", "phường", "thôn", "tỉnh", "huyện", "lượt", "ca", "buổi", "tiết", "mùa", "năm học", "kỳ", "lứa",
))
# fmt: on

_DIALLED = re.compile(r"0\d{2,4}[. ]?\d{3}")
_DIAL_HEAD = re.compile(
    r"(?:(?:[đĐ]iện thoại|ĐIỆN THOẠI|ĐT|[đĐ]ường dây nóng|[tT]ổng đài|số máy|số nội bộ|[hH]otline|Fax)[ :.]{1,3}(?:số:? )?(?:0\d{2,4}[ .])?|[ :]0\d{2,3}[ .])$"
)
_LISTED = re.compile(
    r"(?:\W|^)(?:tổ|thôn|ấp|khóm|bản|phường|số|khoản|mục|điểm|thầu|trụ|tầng|lô|thửa)\s\d{1,4}(?:,\s\d{1,4}){0,8}(?:,|,?\svà|\sđến|\svới gói thầu)\s$",
    re.IGNORECASE,
)
"""Before the last of several numbers that name: "các tổ 14, 15 và 22"."""
_TIME_WORDS = frozenset(("năm", "ngày", "tháng", "quý", "tuần"))
_AGE = re.compile(r"(?:\s(?:đến|-)\s\d{1,2}\s(?:tháng|năm))?\stuổi(?!\w)")
_NIGHTS = re.compile(r"\s\d{1,2}\sđêm(?!\w)")
_YEARS = re.compile(r"\s((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)(?!\d)")
"""After "5 năm": the years that are counted, "2021-2025"."""
_CLAUSE_END = re.compile(r"\s{0,3}(?:(?=[;,)\n]|\.(?!\d)|$)|\((?=\d))(?![,]\d)")
_BARE_GOES_ON = re.compile(r"\s(?:trong|đúng|quá|trước|trễ|sớm|tạm)\s(?:hạn|ngừng)(?!\w)")
_NOUN_COLON = re.compile(rf"{LETTER}{{1,12}} ?:[ \t]{{1,2}}$")
_NUMBERED = re.compile(
    r"(?:\W|^)(?:phòng|nhịp|đồi|mốc|môc|thửa|thầu|tuần|kênh|giờ|bộ|ngã tư|ngã ba|vị trí|mác|dự án|giật cấp|tổng đài|trình)\s$",
    re.IGNORECASE,
)
"""Before a bare number: what it names, not what it counts."""
_NOUN = re.compile(r"(?<![^\W\d_])[a-zà-ỹđ]{2,12} $")
_ZERO_PADDED = re.compile(r"[0O][1-9lO]\d?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DAY = re.compile(r"[0-3]?\d/[01]?\d$")
_STOREYS = re.compile(r"\d tầng\s$")
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\S{1,6}$")
_BEFORE = re.compile(
    rf"(?P<gap>^|[^\w\s]\s?|\n\s?|\s)(?:(?P<second>{LETTER}{{1,12}}) )?(?P<first>{LETTER}{{1,12}})(?P<dot>\.?)\s{{0,2}}$"
)
_CLOCK_BEFORE = re.compile(
    r"(?:lúc|trước|từ|đến|hồi|sau|vào|khoảng|là|và|ngày|sáng|chiều|tối|định kỳ|kết thúc|khung)\s{1,2}$|giờ(?: \d\d)? [-–] $",
    re.I,
)
_CLOCK_AFTER = re.compile(r"\s(?:\d|(?:hằng|hàng|cùng|ngày|thứ|sáng|chiều|tối|trưa|đêm|chủ nhật)(?!\w))", re.I)
_DURATION_AFTER = re.compile(r"\s(?:xuống|lên|trước|sau|mỗi|một|kể|liên tục|liền|làm)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The numbers of a quantity as written, up to `end`: one, the first of a fraction or range, or a product."""

    number: Number
    end: int
    last: Number | None = None
    of: Number | None = None
    factors: tuple[Number, ...] = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for number in (self.number, self.last, self.of, *self.factors) if number is not None)


def parse_quantity(text: str) -> Reading:
    """Read a span that states a count or measure; reason "no_quantity" where there is no number in it."""
    padded = f"có {text} "  # as in mid-sentence: at a line's start "15 Quyết định" may be numbered
    for literal in scan_literals(padded):
        if match := match_quantity(padded, literal):
            return match.reading
        return Reading({"number": write_decimal(literal.number.value), "unit": None})
    for literal in scan_words(text):
        if counted := _read_unit(text, literal.end) or _read_counted(text, literal.end, word_end=None):
            return Reading({"number": write_decimal(literal.number.value), "unit": counted[0]})
    return Reading(None, "no_quantity")


def match_quantity(text: str, literal: Literal, *, word_end: WordEnd | None = None) -> Match | None:
    """The quantity that begins with `literal` (in digits); None where the number names, orders or dates something."""
    shape = _read_shape(text, literal)
    scale, stop = Decimal(1), shape.end
    if step := _SCALE.match(text, stop):
        scale, stop = SCALES[step["scale"]], step.end()
    if words := match_bracketed_words(text, stop):
        stop = words.end  # also where they say another number: the figure counts, and the check of words tells
    measured = _read_unit(text, stop)
    if measured and measured[0] == "giờ" and _is_clock(text, literal, measured[1]):
        return None
    if measured and measured[0] == "phút" and text[max(0, literal.start - 4) : literal.start] == "giờ ":
        return None
    counted = measured or _read_counted(text, stop, word_end=word_end)
    if (
        counted
        and (years := _YEARS.match(text, counted[1]))
        and shape.number.value != int(years[2]) - int(years[1]) + 1
    ):
        return None  # "lần 4 năm 2021-2022"
    known = measured is not None or (counted is not None and _is_known(counted[0].partition("/")[0]))
    if not known and shape.of is not None and shape.of.value <= 12 and 12 < shape.number.value <= 31:
        return None  # "30/8 làm sập": a day
    if _is_called(text, literal, counted=known):
        return None
    listed = not known and text[literal.start - 1 : literal.start].isspace()
    if listed and _LISTED.search(text, max(0, literal.start - 60), literal.start):
        return None
    if _is_name(text, literal, measured=measured is not None, counted=counted[0] if counted else None):
        return None
    if counted is None:
        return _match_bare(text, literal, shape) if scale == 1 else None
    unit, stop = counted
    if any(number.malformed for number in shape.numbers) and measured is None:
        return None
    start, negative = read_sign(text, literal.start)
    if shape.factors:
        return Match(start, stop, Label.QUANTITY, _state_product(shape, unit))
    if unit == "giờ" and (minutes := _MINUTES.match(text, stop)) and shape.number is literal.number:
        value = write_decimal(literal.number.value * 60 + int(minutes[1]))
        return Match(start, minutes.end(), Label.QUANTITY, Reading({"number": value, "unit": "phút"}))
    if shape.last is None and shape.of is None:
        shape, stop = _read_second_count(text, shape, unit, stop, word_end=word_end)
    half = Decimal(0)
    if (unit in _TIME_WORDS or unit in ("giờ", "phút")) and (rest := _HALF.match(text, stop)):
        half, stop = Decimal("0.5"), rest.end()
    return Match(start, stop, Label.QUANTITY, _state(shape, unit, scale, half=half, negative=negative, literal=literal))


def _read_shape(text: str, literal: Literal) -> _Shape:
    number, end = literal.number, literal.end
    if (fraction := _FRACTION.match(text, end)) and (of := parse_literal(fraction["of"])):
        return _Shape(number, fraction.end(), of=of)
    if (second := _RANGE.match(text, end)) and (last := parse_literal(second["last"])) and last.value > number.value:
        return _Shape(number, second.end(), last=last)
    factors: list[Number] = []
    while len(factors) < 2 and (factor := _FACTOR.match(text, end)) and (by := parse_literal(factor["factor"])):
        factors.append(by)
        end = factor.end()
    return _Shape(number, end, factors=tuple(factors))


def _state(
    shape: _Shape, unit: str | None, scale: Decimal, *, half: Decimal, negative: bool, literal: Literal
) -> Reading:
    if any(number.malformed for number in shape.numbers):
        return Reading(None, "malformed_number")
    warnings = ("broken_number",) if literal.broken else ()
    first = -shape.number.value if negative else shape.number.value
    if shape.last is not None:
        # A scale is said once for both ends, unless the first would then be the larger: "500 - 1.000 nghìn con".
        low, high = write_decimal(first * scale), write_decimal(shape.last.value * scale)
        return Reading({"min": low, "max": high, "unit": unit}, warnings=warnings)
    value: dict[str, str | None] = {"number": write_decimal((first + half) * scale)}
    if shape.of is not None:
        value["of"] = write_decimal(shape.of.value)
    return Reading({**value, "unit": unit}, warnings=warnings)


def _state_product(shape: _Shape, unit: str) -> Reading:
    """ "2 x 600 MW" is 1,200 MW; "3 x 4 m" is a shape, no number."""
    if unit not in _POWER:
        return Reading(None, "dimensions")
    product = shape.number.value
    for factor in shape.factors:
        product *= factor.value
    return Reading({"number": write_decimal(product), "unit": unit})


def _match_bare(text: str, literal: Literal, shape: _Shape) -> Match | None:
    """A fraction without a noun ("217/345"), or a count after its noun ("hồ sơ hủy: 07", "xét xử 49, …")."""
    start, end = literal.start, shape.end
    written = text[start:end]
    if any(number.malformed for number in shape.numbers):
        return None
    reading = _state(shape, None, Decimal(1), half=Decimal(0), negative=False, literal=literal)
    if shape.of is not None:
        proven = text[end : end + 3].lstrip().startswith(("=", "(", ",", ";", "đ"))
        return Match(start, end, Label.QUANTITY, reading) if proven or not _DAY.match(written) else None
    if end != literal.end or _YEAR.match(written):
        return None
    if not _CLAUSE_END.match(text, end) and not _BARE_GOES_ON.match(text, end):
        return None
    before = text[max(0, start - 16) : start]
    if _NUMBERED.search(before) or (text[end : end + 1] == ")" and "(" not in text[max(0, start - 60) : start]):
        return None
    counts_many = literal.number.value >= 10 or _ZERO_PADDED.match(written)
    if _NOUN_COLON.search(before) or (counts_many and _NOUN.search(before)):
        return Match(start, end, Label.QUANTITY, reading)
    return None


def _is_called(text: str, literal: Literal, *, counted: bool) -> bool:
    """Whether the number is one to telephone: said before it, or written as no count is ("0205.3812.xxx")."""
    if text[literal.start] == "0" and _DIALLED.match(text, literal.start):
        return True
    return not counted and _DIAL_HEAD.search(text, max(0, literal.start - 30), literal.start) is not None


def _is_clock(text: str, literal: Literal, end: int) -> bool:
    """Whether "16 giờ" tells the time: "trước 16 giờ thứ sáu", "13 giờ 45"; "trong 16 giờ", "72 giờ" do not."""
    if literal.number.value > 24 or _MINUTES.match(text, end):
        return (
            _MINUTES.match(text, end) is not None
            and _CLOCK_BEFORE.search(text[max(0, literal.start - 12) : literal.start]) is not None
        )
    if _CLOCK_AFTER.match(text, end):
        return True
    before = _CLOCK_BEFORE.search(text[max(0, literal.start - 12) : literal.start])
    return before is not None and not _DURATION_AFTER.match(text, end)


def _is_name(text: str, literal: Literal, *, measured: bool, counted: str | None) -> bool:
    """Whether the words before the number make it part of a name: "Điều 5", "thôn 4", "Vũng Áng 1", "tỷ lệ 1/500"."""
    start = literal.start
    before = text[max(0, start - 30) : start]
    sign = before[-1:]
    if sign == "/":
        return not before[-2:-1].islower() and before[-2:-1] != " "
    if sign and sign in "-.+–" and before[-2:-1].isalnum():
        return True
    match = _BEFORE.search(before)
    if match is None:
        return False
    first, second = match["first"], match["second"] or ""
    lower = first.lower()
    pair = f"{second.lower()} {lower}"
    if pair in ("tỷ lệ", "tỉ lệ", "lần thứ", "ngã ba", "ngã tư", "giật cấp"):
        return True
    if pair in _COUNTING or (match["dot"] and len(first) > 3):
        return False
    written = literal.written
    if not written.isalnum():
        return lower in _SECTIONS and not measured and len(written) < 6 and counted is None
    if lower == "tầng" and _STOREYS.search(before):
        return False
    if (lower in _NAMING_ALWAYS or pair in _NAMING_ALWAYS) and not (
        measured and text[literal.end : literal.end + 1] == "/"
    ):
        return True
    padded = _ZERO_PADDED.match(written) is not None
    known = measured or (counted is not None and _is_known(counted))
    if lower in _NAMING:
        if lower == "cấp":  # "cấp 2" is a level, "cấp 90 giấy phép" a count
            return len(written) == 1 and not known
        return len(written) <= 2 and not (known and (padded or measured or len(written) > 1))
    if measured or padded:
        return False
    begins_sentence = match["gap"].strip(" ") != "" and not second
    named = (first.isupper() and len(first) > 1) or (first[0].isupper() and not begins_sentence)
    return named and (len(written) == 1 or not known)


def _read_unit(text: str, end: int) -> tuple[str, int] | None:
    """The normalised unit of measure after a number ("m2", "t/ha") and its end."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    unit = match["raised"] + match["power"] if match["raised"] else UNITS[match["unit"]]
    per, stop = _read_per(text, match.end(), measured=True)
    return unit + per, stop


def _read_per(text: str, end: int, *, measured: bool) -> tuple[str, int]:
    """The denominators of a rate, normalised ("/ha", "/vạn dân"), and their end; what is `measured` is no count."""
    read = ""
    while read.count("/") < 2 and (match := _PER.match(text, end)):
        unit = " ".join(match["unit"].split())
        head = unit.split()[-1].lower()
        if match["one"] and not measured and unit not in UNITS and head not in _TIME_WORDS:
            break  # "05 vụ/01 đối tượng": two counts
        if unit in UNITS:
            read += f"/{UNITS[unit]}"
        elif head not in _NOT_PER and (head in _PER_WORDS or head in SINGLE_WORDS) and not unit[0].isupper():
            read += f"/{unit.lower()}".replace("²", "2").replace("³", "3")
        else:
            break
        end = match.end()
        if head == "đơn" and text.startswith(" vị", end):
            read, end = read + " vị", end + 3
    return read, end


def _read_counted(text: str, end: int, *, word_end: WordEnd | None) -> tuple[str, int] | None:
    """The first word of what is counted, lower-cased, and its end."""
    match = _WORD.match(text, end)
    if match is None and (gap := _MARKUP_GAP.match(text, end)) and "\n" not in gap[0]:
        match = _WORD.match(text, gap.end() - 1)
    if match is None or match["gap"].count("\n") > 1:
        return None
    start, word = match.start("word"), match["word"]
    lower = word.lower()
    stop = _end_of_word(text, start, match.end("word"), lower, word_end=word_end)
    counted = " ".join(text[start:stop].lower().split())
    known = _is_known(counted)
    if not known and (
        lower in _NOT_COUNTED
        or len(match["gap"]) > 1
        or len(word) == 1
        or (not match["gap"] and not (word.isupper() and len(word) > 1))
    ):
        return None
    if lower in _TIME_WORDS and (
        _AGE.match(text, stop)
        or (
            text[stop + 1 : stop + 2].isdigit()
            and text[stop] != "/"
            and not (_NIGHTS.match(text, stop) or _YEARS.match(text, stop))
        )
    ):
        return None
    names = word[0].isupper() and not word.isupper()
    if names and (not known or "\n" in match["gap"] or _LINE_START.search(text[max(0, end - 12) : end])):
        return None
    if _ARTICLE.match(text, start):
        return None  # "các khoản 3, 4 và 9 Điều 38"
    if word[0].isupper() and start - end > 2 and not known:
        return None  # a table's next column; "08** Quyết định" has marks of bold there
    per, stop = _read_per(text, stop, measured=False)
    return counted + per, stop


def _is_known(counted: str) -> bool:
    return counted in SINGLE_WORDS or counted in COMPOUNDS.get(first_syllable(counted), ())


def _end_of_word(text: str, start: int, end: int, word: str, *, word_end: WordEnd | None) -> int:
    """The end of the counted word: our lexicon of compounds first, then the segmenter, then the syllable."""
    for compound in COMPOUNDS.get(word, ()):
        stop = start + len(compound)
        if text[start:stop].lower().replace("\n", " ") == compound and _ends_word(text, stop):
            if compound == "nhà ở" and _STANDS_AT.match(text, stop):
                return end
            return stop
        if _is_broken(text[start : stop + 1].lower(), compound) and _ends_word(text, stop + 1):
            return stop + 1
    if word in SINGLE_WORDS or word_end is None:
        return end
    return max(end, word_end(start))


def _ends_word(text: str, end: int) -> bool:
    """Whether no letter follows, but for the "l" that OCR makes of a footnote's raised 1."""
    return not text[end : end + 1].isalpha() or (text[end] == "l" and not text[end + 1 : end + 2].isalnum())


def _is_broken(written: str, compound: str) -> bool:
    """Whether `written` is the compound with one stray blank in its last syllable: "công t rình"."""
    at = len(compound) - len(compound.split()[-1]) + 1
    return written[at : at + 1] == " " and written[:at] + written[at + 1 :] == compound


def _read_second_count(
    text: str, shape: _Shape, unit: str, end: int, *, word_end: WordEnd | None
) -> tuple[_Shape, int]:
    """The "/275" of "37 việc/275": a fraction, where nothing or the same is counted after it.

    "16 vụ/22 đối tượng" are two counts; "27 lượt/35 công dân" says how many came how often and is read as one.
    """
    match = _SECOND_COUNT.match(text, end)
    number = parse_literal(match["of"]) if match else None
    if match is None or number is None or match_bracketed_words(text, match.end()):
        return shape, end
    counted = _read_unit(text, match.end()) or _read_counted(text, match.end(), word_end=word_end)
    if counted is not None and counted[0] != unit and unit != "lượt":
        return shape, end
    return _Shape(shape.number, shape.end, of=number), counted[1] if counted else match.end()
