"""What a figure is of: the words that are counted or measured after it, or the phrase that leads up to it.

A count of things names them ("90 giấy phép xây dựng"); a bare classifier or a unit names nothing, so that the phrase
before it does ("Cháy: 11 vụ", "năng suất lúa 58 tạ/ha"), unless a measured thing follows ("312 ha lúa"). Of the phrase
before, only its head is kept: who did it, where, by which decision and until when are cut off.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.outline import ANY, CITED, DATE, NAME, PROJECT, VALUE, Outline, Placed, is_time, without_asides
from service.linking.tables import find_column

# fmt: off
_MEASURES = frozenset((
    "ha", "m2", "m3", "km2", "m", "km", "cm", "mm", "dm2", "hải lý", "kg", "g", "mg", "t", "tấn", "tạ", "yến", "l", "ml", "lít",
    "kwh", "mwh", "gwh", "kw", "mw", "gw", "mwp", "kwp", "mva", "kva", "kv", "°c", "‰", "độ", "gb", "mb", "tb", "mbps",
    "lần", "sào", "điểm phần trăm", "dwt", "teu", "cv", "hp",
))
_CLASSIFIERS = frozenset((
    "vụ", "ca", "lượt", "con", "chiếc", "cái", "đôi", "cặp", "người", "hộ", "em", "cháu", "th", "trường hợp", "lần", "buổi", "đợt",
    "suất", "cuộc", "quả", "lượt người", "khẩu", "ô", "liều", "phiếu", "chuyến", "bao", "điểm", "thửa", "lô", "vụ việc", "lượt khách",
))
# fmt: on

_ATTRIBUTES = (
    r"(?:tổng (?:mức|số|kinh phí|vốn|giá trị|diện tích|chi|thu|đàn|lượng|sản lượng|dư nợ|nguồn|trị giá|công suất|chiều dài|dự toán)|"
    r"số (?:tiền|vốn|lượng|kinh phí|dư|nợ)|kinh phí|khối lượng|diện tích|sản lượng|năng suất|giá trị|doanh thu|doanh số|dư nợ|công suất|quy mô|"
    r"dân số|tỷ lệ|tỉ lệ|(?<!định )mức|lãi suất|kế hoạch vốn|đơn giá|số dư|định mức|biên chế|nhiệt độ|trữ lượng|mật độ|tốc độ|chỉ số|thu nhập|"
    r"trị giá|chi phí|kim ngạch|độ che phủ|đàn|(?<!đánh )(?<!đấu )(?<!định )giá|(?<!nguồn )vốn|lãi|nguồn vốn|ngân sách|kế hoạch|dự toán|tiền)(?!\w)"
)
_ATTRIBUTE = re.compile(_ATTRIBUTES, re.IGNORECASE)
_WITH_ATTRIBUTE = re.compile(
    rf"(?<!\w)(?:với|có(?! công)|và|do|vì|nên|thì|khi|cho|là|gồm|phát sinh)\s(?={_ATTRIBUTES})|(?<={DATE})\s(?={_ATTRIBUTES})",
    re.IGNORECASE,
)

_NUMBER = re.compile(
    r"[(\s–-]*[\dOIl][\dOIl.,]*(?:\s?[-–/]\s?[\dOIl][\dOIl.,]*)?\s*(?:(?:nghìn|ngàn|triệu|tỷ|vạn|trăm|chục)\s+)*"
)
"""The number that a count begins with, letters of damaged digits among it."""

_OF_WHOLE = re.compile(r"\s*/\s*\d")
"""What follows the counted word in "37 việc/275"."""

_PHRASE_STOP = re.compile(
    rf"[.,;:()=/|…\"“”]|\s[-–]\s|\n\s*(?:\n|\d|[-+•|])|{ANY}|(?<!\w)(?:với|cho|tại|trên|(?<!nhà )(?<!đất )(?<!chỗ )ở|và|hoặc|của|để|từ|trong|đã|đang|được|bị|là|do|theo|đạt|tăng|giảm|chiếm|"
    r"đều|có(?! công| uy tín)|gồm|trị giá|(?<!mặt )bằng|so|vào|về|qua|khi|nhằm|sang|tự|còn lại|đến|tới|hết|trước|sau|lúc|mỗi|nhưng|mà|thì|nên|vì|như|vượt|gấp|tương|còn|kịp|"
    r"tham gia|hoàn thành|phục vụ|đăng ký|(?<!vận )chuyển(?! tiếp)|nộp|kéo|phải|sẽ|vẫn|cùng|không|thêm|ra|lên|xuống|này|đó|kia|trở|nữa|nhất|bình quân|"
    rf"hưởng|vay|thuộc|sinh trưởng|sinh hoạt|(?<!vắc )xin|liên quan|chỉ|dọc|tổ chức|trình phê duyệt|(?<!việc )làm|(?<!chứng )(?<!chưa )nhận|ước|thu hút|ngoài|gần|riêng|tổng|thu được|lần lượt|giải ngân)(?!\w)|(?<!\w)(?<!nhận ){_ATTRIBUTES}",
    re.IGNORECASE,
)
_MONEY_OF = re.compile(r"\s(?=(?:tiền|vốn|thuế|kinh phí|nợ|học phí|quỹ)(?!\w))", re.IGNORECASE)

_SPACE = r"[\s,:;–*+•=$>-]"
_LEADS = re.compile(
    rf"(?:{_SPACE}|\(?(?:\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})[.)](?=\s)|(?<!\w)(?:(?:một|hai|ba|bốn|năm) là|"
    r"trong đó|trong (?:tháng|kỳ|quý|năm|tuần|ngày|số)(?: này| đó)?|và|đã|đến nay|hiện nay|hiện|nay|tính|riêng|đồng thời|ngoài ra|bên cạnh đó|"
    r"theo đó|nhờ vậy|nhờ|cụ thể|kết quả|như|là|với|từ|đến|ước|hết|còn|có|chỉ(?! (?:số|tiêu|đạo|giới))|mới|vẫn|cũng|đang|sẽ|phải|được|tổ chức|tiếp tục|nhất là|chủ yếu|"
    r"nên|thì|khi|vì|qua|để|cả năm|toàn bộ|toàn|phấn đấu|nhưng|mà|do|đều|tự|về|cả|bị|trong|tới|nếu|tại|ở|trên|sang|nâng|của|gồm|lũy kế|luỹ kế|cho(?! vay| thuê)|phối hợp(?: với)?)(?!\w))+",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(?:(?:toàn |cả )?(?:tỉnh|huyện|thành phố|quận|thị xã|thị trấn|phường|xã(?! hội)|ngành|nước|địa bàn|thôn)|"
    r"các (?:xã|trường|thôn|hộ|đơn vị|chủ đầu tư|ngành|địa phương|cơ quan|cấp)|(?:ban|sở|phòng|trung tâm|công an|uỷ ban|ủy ban|hội|bưu điện|kho bạc)|(?:nhân|người) dân|bà con|nhà thầu|chủ đầu tư|đơn vị)"
    r"\s(?:đã|đang|được|có|còn|mới|sẽ|đạt|cấp|chi|thu|giải|gieo|trồng|hoàn|tổ|xử|phát|tiếp|thực|triển|đổ|hiến|làm|thu hoạch|huy|vận|bố|phân|bổ|phải|trích)(?!\w)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?<!\w)(?:là|đạt(?: được)?|được|đươc|ước(?: thực hiện| tính)?|khoảng|trên|hơn|gần|với|có|gồm|đã|còn|lên|tới|đến|từ|chỉ|mới|vào|để|cho|sang|"
    r"(?:đang )?(?:giữ |đứng )?ở mức|(?<!nhà )(?<!đất )(?<!chỗ )ở|chiếm|(?<!mặt )bằng|tăng|giảm|thêm|và|đó|trong|tối thiểu|tối đa|không quá|dưới|xấp xỉ|chừng|cỡ|lần lượt|tổng cộng|"
    r"sơ bộ|dự kiến|tương ứng|tương đương|xuống|rơi xuống|(?<!thực )(?<!phát )(?<!thể )hiện|hiện có|xong|vượt|hụt|về|cao nhất|thấp nhất|chỉ còn|phải|đều|quá|vẫn|của|do|năm nay|"
    r"khá lớn|cả năm|cuối năm|lũy kế|luỹ kế|cộng dồn|nay|đến nay|theo|hồi|hết|vỏn vẹn|suốt|sau|trước|ra|tính|thì|nên|ngay|có lúc)\Z",
    re.IGNORECASE,
)
_CUT = re.compile(
    rf"(?<!\w)(?:tại|(?<!nhà )(?<!đất )(?<!chỗ )ở|trên|theo|cho(?! vay)|qua|do|từ(?! thiện)|với|thuộc|trong|so|nhằm|để|(?<!mặt )bằng|sau|trước|tính|đến|vào|khi|mà|nên|của(?=\s?{NAME})|"
    rf"đã|đang|được|bị|sẽ|phải|vẫn|không kể|lũy kế|luỹ kế|cả kỳ|chưa kể|chuyển sang|toàn (?:tỉnh|huyện|xã(?! hội)|thành phố|ngành|phường))(?!\w)|[{DATE}{CITED}{NAME}]|,|\s[-–]\s",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:lũy kế|luỹ kế|cộng dồn|bình quân|trung bình|trong đó|tương ứng|tương đương|con số này|mức|nâng|đưa|gấp|cao|thấp|"
    r"quý|tháng|năm|niên độ|các|mỗi|cùng|khác|loại|không đạt|chỉ tiêu này|đơn vị nào|đoạn(?: đi)?(?: qua| thuộc| còn lại)?|cũ|hêt|sang|đợt này|\W|\d)+",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:(?:đã|đang|có|còn|cho|bị|được|trong|và|để|cùng|phối hợp|tổ chức|xử lý|xử phạt|phạt|phát hiện|bắt(?: quả tang)?|khởi tố|tiếp nhận|giải quyết|cấp(?: mới)?|trao|"
    r"tặng|hỗ trợ|kiểm tra|thẩm định|phê duyệt|hoàn thành|khởi công|triển khai|thực hiện|xây dựng|xây|sửa chữa|tuyên truyền|lập|tháo dỡ|mắc|"
    r"ghi nhận|xảy ra|làm|chết|ra quân|tạm giữ|thu giữ|thu hồi|thu hút|đón|phục vụ|khám|điều trị|vận động|di dời|huy động|tuyển|tham gia|đạt|"
    r"thành lập|mở|kết nạp|giới thiệu|tạo|chi trả|bố trí|cử|giao|nhận|gửi|ban hành|báo cáo|trình|rà soát|tiêm|tập huấn|chuyển|đưa|xóa|kiểm kê|kiểm đếm|bàn giao|đăng ký|xét xử(?:\s+sơ\s+thẩm)?|thụ lý|vướng|thiếu|ảnh hưởng)\b\s*)+",
    re.IGNORECASE,
)
_BREAK = re.compile(rf"[;:(|?]|,(?=\s|{ANY}|\D)|(?<!\w)(?:nên|thì|trong khi)(?!\w)|\s[-–]\s|[ \t]{{3,}}")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 300


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words before a value: their stretch or None, and the value (its index) that stands between, if one does."""

    stretch: Stretch | None
    crossed: int | None = None


def find_subject(
    outline: Outline, at: int, earlier: Mapping[int, Stretch], *, opening: Stretch | None = None
) -> Stretch | None:
    """The subject of value number `at`, at offsets of the whole text, None where nothing says what it is of.

    `earlier` holds the subjects of the values before it that are figures, `opening` what the last sentence was about.
    """
    placed = outline.values[at]
    locate = outline.sentence.locate
    if heading := find_column(outline, placed):
        return locate(*heading)
    counted = find_counted(outline, at)
    if counted is not None:
        return locate(*_subject_of_count(outline, at, counted))
    lead = _lead_up(outline, placed.start)
    if _is_after(outline, placed, lead) and (following := _measured_after(outline, placed)):
        return locate(*following)
    if opening and _REPORTED.fullmatch(outline.text, 0, placed.start):
        return opening
    return _settle(outline, at, lead, earlier)


def find_opening(outline: Outline) -> Stretch | None:
    """What a sentence that ends with ":" leads up to: the subject of a value that the next line begins with."""
    if not outline.text.endswith(":"):
        return None
    lead = _lead_up(outline, len(outline.text) - 1)
    return outline.sentence.locate(*lead.stretch) if lead.stretch else None


def find_counted(outline: Outline, at: int) -> Stretch | None:
    """The noun phrase that the count number `at` counts, from its unit on; None for a value that is no count of things."""
    placed = outline.values[at]
    unit = _unit(placed)
    if placed.mention.label is not Label.QUANTITY or unit.split("/")[0] in _MEASURES or is_time(placed.mention):
        return None
    number = _NUMBER.match(outline.words(placed.start, placed.end))
    low = placed.start + (number.end() if number else 0)
    if whole := _OF_WHOLE.search(outline.words(low, placed.end)):
        return (low, low + whole.start()) if whole.start() else None
    units = _UNITS_TOO.match(outline.text, placed.end) if unit in _UNITS else None
    if units:
        return low, units.end()
    return (low, _phrase_end(outline, placed.end)) if _WORD.match(outline.words(low, placed.end)) else None


_UNITS = frozenset(("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã"))
_UNITS_TOO = re.compile(r"(?:,\s(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)(?!\w|\s?[A-ZĐ\d]))+")
"""How a count of units names the other kinds that it counts with them: "21/21 xã, thị trấn"."""


def is_duration(outline: Outline, placed: Placed) -> bool:
    """Whether a value only describes: how long something takes or how long, wide or far away it is."""
    unit = _unit(placed)
    before = outline.text[max(0, placed.start - 40) : placed.start]
    if is_time(placed.mention):
        return not (_MEASURED_TIME.search(before) or outline.text.startswith(" so với", placed.end))
    if _SIZE.search(before):
        return True
    if unit in ("mw", "kv", "mwp", "kva", "mva", "m", "km") and before.rstrip().endswith(PROJECT + " ("):
        return True
    return unit in ("m", "km", "cm", "mm", "ha", "m2") and _DIMENSION.search(before) is not None


_MEASURED_TIME = re.compile(
    r"(?:phát sóng|phát thanh|vượt tiến độ|so với[^.;]*|tổng số|số (?:giờ|ngày)[^.;]*)\s*(?:là|khoảng|được)?\s*\Z",
    re.IGNORECASE,
)
_DIMENSION = re.compile(
    r"(?<!\w)(?:dài|rộng|cao|sâu|dày|lộ giới|mặt đường|bề rộng|bề mặt|cách(?: đó| xã| trung tâm)?|đường kính|khẩu độ|khổ cầu|cao trình(?: đỉnh \w+)?)\s*(?:là|khoảng|trên|hơn|gần|từ)?\s*\Z",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?<!\w)cỡ\s*\Z", re.IGNORECASE)


def _unit(placed: Placed) -> str:
    value = placed.mention.reading.value
    return str(value.get("unit") or "").lower() if value else ""


def _phrase_end(outline: Outline, start: int) -> int:
    """Where the noun phrase that goes on at `start` ends."""
    stop = _PHRASE_STOP.search(outline.text, start, start + _REACH)
    end = stop.start() if stop else min(len(outline.text), start + _REACH)
    return start + len(outline.text[start:end].rstrip())


_RATED = re.compile(r"(?<!\w)(?:đạt|được|bằng|chiếm|còn)\s*(?:trên|hơn|gần|khoảng)?\s*\Z", re.IGNORECASE)


def _is_after(outline: Outline, placed: Placed, lead: _Lead) -> bool:
    """Whether what follows a measure says what is measured sooner than the words before it."""
    if lead.stretch is None:
        return True
    text = outline.text
    if placed.mention.label is Label.PERCENT and _RATED.search(text, max(0, placed.start - 40), placed.start):
        return text[lead.stretch[0]] == PROJECT
    return _ATTRIBUTE.match(text, lead.stretch[0]) is None


def _measured_after(outline: Outline, placed: Placed) -> Stretch | None:
    """What is measured, where it is named after the value: "312 ha lúa", "860 triệu đồng tiền đất đắp"."""
    start = placed.end + 1
    if outline.text[placed.end : start] not in (" ", "\n"):
        return None
    if placed.mention.label is Label.AMOUNT:
        if not _MONEY_OF.match(outline.text, placed.end):
            return None
        word = _WORD.match(outline.text, start)
        end = _phrase_end(outline, word.end() if word else start)
    else:
        end = _phrase_end(outline, start)
    return (start, end) if _WORD.match(outline.text, start, end) else None


def _subject_of_count(outline: Outline, at: int, counted: Stretch) -> Stretch:
    """The counted things; of a bare classifier the words before it, where they name something that can be counted."""
    placed = outline.values[at]
    unit = _unit(placed)
    if outline.text[placed.end : counted[1]].strip() not in ("", *_BARE_PEOPLE):
        return counted
    if _OBJECT.search(outline.text, max(0, placed.start - 40), placed.start):
        return counted
    lead = _lead_up(outline, placed.start, near=True)
    if lead.stretch is None:
        return counted
    low, high = lead.stretch
    words = outline.text[low:high]
    if _ATTRIBUTE.match(words) or re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", words, re.IGNORECASE):
        return low, high
    if unit not in _CLASSIFIERS and not _COPULA.search(outline.text[high : placed.start]):
        return counted
    action = _ACTION.match(words)
    if action:
        low += action.end()
    return (low, high) if low < high and _WORD.search(outline.text, low, high) else counted


_BARE_PEOPLE = ("người", "khách")
_OBJECT = re.compile(
    r"(?<!\w)(?:cho|với|tại|của|từ|bằng|để|mỗi \w+)\s*(?:trên|hơn|gần|khoảng|không quá)?\s*\Z", re.IGNORECASE
)
"""Before a count: it is what something is done for or with, so that its own word names it."""
_COPULA = re.compile(r"(?<!\w)(?:là|lên|xuống)(?!\w)")


def _settle(outline: Outline, at: int, lead: _Lead, earlier: Mapping[int, Stretch]) -> Stretch | None:
    """The words before a value, or, where another value stands there first, what that one is of.

    Values of two kinds share the phrase that leads up to the first, not what the first counts ("bồi thường cho 26 hộ,
    1,9 tỷ đồng"); but a share is of what was counted right before it ("02 dự án đạt trên 40%").
    """
    seen = at
    label = outline.values[at].mention.label
    while lead.stretch is None and lead.crossed is not None:
        before = lead.crossed
        if before >= seen or before < at - _DEEPEST:
            return None
        same = outline.values[before].mention.label is label
        joined = label is Label.PERCENT and not _PAUSE.search(
            outline.text, outline.values[before].end, outline.values[seen].start
        )
        if before in earlier and (same or joined):
            return earlier[before]
        seen, lead = before, _lead_up(outline, outline.values[before].start)
    return outline.sentence.locate(*lead.stretch) if lead.stretch else earlier.get(seen)


_REPORTED = re.compile(
    rf"[^\w{PROJECT}-{VALUE}]*(?:(?:(?:kết quả|ước|đã|lũy kế)\s)*thực hiện(?:\s(?:được|đạt|là|ước))*[^\w{PROJECT}-{VALUE}]*)?",
    re.IGNORECASE,
)
"""A sentence that begins with no more than "Thực hiện:" goes on about what the sentence before it was about."""
_DEEPEST = 4
"""So many values are gone back over for the phrase that leads up to all of them."""
_PAUSE = re.compile(r"[,;:(]")


def _lead_up(outline: Outline, offset: int, *, near: bool = False) -> _Lead:
    """The last clause before `offset` that says something; with `near`, only the last clause is looked at."""
    low = max(0, offset - _REACH)
    window = without_asides(outline.text[low:offset])
    if low and (broken := _WORD.match(window)):
        low, window = low + broken.end(), window[broken.end() :]
    value = window.rfind(VALUE) + 1  # what leads up to another value is that one's
    crossed = _value_before(outline, low + value) if value else None
    first = value
    if crossed is not None and (counted := find_counted(outline, crossed)):
        first = max(value, min(len(window), counted[1] - low))
    breaks = [(first, first), *(match.span() for match in _BREAK.finditer(window, first))]
    breaks += [match.span() for match in _WITH_ATTRIBUTE.finditer(window, breaks[-1][1])]
    end = len(window)
    for start, begin in reversed(breaks):
        if stretch := _trim(window, begin, end):
            return _Lead((low + stretch[0], low + stretch[1]))
        if near and window[start:begin].strip() not in (":", "("):
            return _Lead(None)
        end = start
    return _Lead(None, crossed)


def _value_before(outline: Outline, offset: int) -> int | None:
    """The value that ends last at or before `offset`."""
    at = bisect_right(outline.values, offset, key=lambda placed: placed.end) - 1
    return at if at >= 0 else None


def _trim(window: str, start: int, end: int) -> Stretch | None:
    """The head of the phrase in `window[start:end]`; a PROJECT that stands there alone; None where it says nothing."""
    for only in (_ONLY_PROJECT, _ONLY_NAME):
        if match := only.match(window, start, end):
            return match.span(1)
    start = _trim_left(window, start, end)
    end = _trim_right(window, start, end)
    for cut in _CUT.finditer(window, start, end):
        if len(_WORD.findall(window, start, cut.start())) > 1 and not _EMPTY.fullmatch(window, start, cut.start()):
            end = _trim_right(window, start, cut.start())
            break
    if start >= end or _EMPTY.fullmatch(window, start, end):
        return None
    return (start, end) if _WORD.search(window, start, end) else None


def _trim_left(window: str, start: int, end: int) -> int:
    """Past connecting words, dates, and whoever acts, as long as something is left."""
    while start < end:
        lead = _LEADS.match(window, start, end)
        masked = _MASKED.match(window, start, end)
        agent = _AGENT.match(window, start, end)
        if lead := lead or _CHANGES.match(window, start, end):
            start = lead.end()
        elif masked and _WORD.search(window, masked.end(), end):
            start = masked.end()
        elif agent:
            start = window.rindex(" ", start, agent.end())
        elif (asked := _ASKED.match(window, start, end)) and _WORD.search(window, asked.end(), end):
            start = asked.end()
        else:
            break
    return start


_CHANGES = re.compile(
    r"(?:(?:đưa|kéo|nâng|tăng|giảm|bổ sung|dự kiến|làm|phát sinh|ghi nhận|cộng|trình|điều chỉnh|nổi trội|là|nhiều ngày)\s)+"
    rf"(?={_ATTRIBUTES})",
    re.IGNORECASE,
)
"""What is done to an attribute: "tăng tổng mức từ …"."""
_EDGE = f" \t\n,:;–*+•=$>-{DATE}{NAME}{CITED}"
_LONGEST_LINK = 20


def _trim_right(window: str, start: int, end: int) -> int:
    """Before the words that only link a phrase to its value, and before dates and names at its end."""
    while True:
        end = start + len(window[start:end].rstrip(_EDGE))
        link = _LINK.search(window, max(start, end - _LONGEST_LINK), end)
        if link is None:
            return end
        end = link.start()


_MASKED = re.compile(rf"[{PROJECT}-{DATE}]+")
_ASKED = re.compile(rf"(?:đề nghị|yêu cầu|giao|kiến nghị|nhà thầu|chủ đầu tư|liên danh)\s+{NAME}+", re.IGNORECASE)
_ONLY_PROJECT = re.compile(
    rf"(?:\d|[^\w{PROJECT}])*(?:(?:dự án|công trình|gói thầu|tuyến|hạng mục|và|gồm|trong đó|cụ thể|bao gồm)\s+)*({PROJECT}+)[^\w{PROJECT}]*"
    r"(?:dự kiến|khoảng|được bố trí|bố trí|là)?\W*\Z",
    re.IGNORECASE,
)
_ONLY_NAME = re.compile(rf"[\s:;,–-]*({NAME}+)\s*(?:là|có|đạt|được|:)?\s*\Z", re.IGNORECASE)
