"""Which date a figure is for: the one that its statement gives, not the date of a decision, an event or a deadline."""

import re
from bisect import bisect_left

from service.linking.mentions import Mention, Sentence
from service.linking.outline import CITED, DATE, VALUE, Outline, Placed

# Words right before a date that make it the date of something else than the figure.
_OTHER = re.compile(
    rf"(?:{CITED}[^\w{DATE}]*|(?<!\w)(?:so với|so|với|cùng kỳ|kể từ|trước|khởi công|khánh thành|thành lập|ban hành|ký|kỷ niệm|phê duyệt|bắt đầu|"
    r"giá so sánh|so sánh|(?<!đấu )(?<!đánh )giá|nhiệm kỳ|bao giờ|từ khi|hạn|xong|chào mừng|hồi|phát động|thông qua|của|vụ \w+|kế hoạch|nghị quyết|họp|sang|"
    r"công bố|tổ chức|diễn ra|sinh|quyết định|hoàn thành|đầu|định hướng|tầm nhìn)[\s,:(]*)\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?<!\w)từ\s*\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"[^,;:(){VALUE}{DATE}]{{0,60}}(?<!\w)(?:vào|trong|lúc|hồi|tại|của|đến|hết|kịp|sáng|chiều|tối|đêm|kế hoạch|khai giảng|dự toán)\s(?:hết\s)?\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-–+•*]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)])")
_BASE = re.compile(
    r"(?<!\w)trên (?:tổng số|tổng|kế hoạch|dự toán)(?:\s\w+){0,4}\s*\Z|(?<!\w)(?:không quá|tối đa|mỗi \w+)\s*\Z",
    re.IGNORECASE,
)
"""Before a value: what a share is taken of, or a limit, is not for the time of the statement."""
_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|trình|chậm nhất)(?!\w)", re.IGNORECASE)
_ROW = re.compile(r"\|[^\n]*\n")
_OPENS = re.compile(rf"[^\w{DATE}]*(?:(?:tính|đến|hết|lũy kế)\s+){{1,3}}\Z", re.IGNORECASE)
_SAME_SUBJECT = re.compile(r"\s*(?:có|đã|còn|với|trong đó|nếu|đạt|giải ngân|thực hiện)(?!\w)", re.IGNORECASE)
"""After a semicolon: what goes on about the subject of the words before it."""
_BEFORE = 40
_FARTHEST = 400
_MOST = 12
"""So many dates before a value are tried."""


def find_period(outline: Outline, at: int, *, heading: Mention | None) -> int | None:
    """The index of the mention that value number `at` is for: the last date before it in its part of the sentence, one
    right after it, or `heading`, the date of the list that the sentence is an item of."""
    placed = outline.values[at]
    if _BASE.search(outline.text, max(0, placed.start - _BEFORE), placed.start):
        return None
    after = bisect_left(outline.dates, placed.start, key=lambda date: date.start)
    for date in reversed(outline.dates[max(0, after - _MOST) : after]):
        between = outline.text[date.end : placed.start]
        if len(between) > _FARTHEST or _AHEAD.search(between) or _ROW.search(between):
            break
        if ";" in between and not _reaches(outline, date, between):
            continue
        if _is_period(outline, date, placed.start):
            return date.mention.index
    for date in outline.dates[after : after + 1]:
        if date.start - placed.end > _FARTHEST:
            break
        between = outline.text[placed.end : date.start]
        if between.isspace() or (_AFTER.fullmatch(between) and not _AHEAD.search(between)):
            return date.mention.index
    return heading.index if heading else None


def _reaches(outline: Outline, date: Placed, between: str) -> bool:
    """Whether a date is also for what stands after a semicolon: it heads a list or opens the sentence, or the same
    subject goes on."""
    return (
        between.startswith(":")
        or _OPENS.match(outline.text, 0, date.start) is not None
        or _SAME_SUBJECT.match(between, between.rindex(";") + 1) is not None
    )


def _is_period(outline: Outline, date: Placed, until: int) -> bool:
    """Whether a date says what the statement after it is for, up to the value at `until`."""
    low = max(0, date.start - _BEFORE)
    if _is_moment(date) and not _UNTIL.search(outline.text, low, date.start):
        return False
    if _OTHER.search(outline.text, low, date.start):
        return False
    if _SINCE.search(outline.text, low, date.start) and not _is_span(date):
        return False
    opened = outline.text.rfind("(", max(0, date.start - _BEFORE), date.start)
    closed = outline.text.find(")", date.end, until)
    if opened < 0 or closed < 0 or ")" in outline.text[opened : date.start]:
        return True
    return _TERM.search(outline.text, max(0, opened - _BEFORE), opened) is not None


_TERM = re.compile(r"(?<!\w)(?:kỳ báo cáo|trong kỳ|đợt(?: \w+)?)\s*\Z", re.IGNORECASE)
"""Before a bracket: what the dates in it tell the time of."""
_UNTIL = re.compile(r"(?<!\w)(?:đến|hết)(?: thời điểm)?\s*\Z", re.IGNORECASE)


def _is_moment(date: Placed) -> bool:
    """Whether a date is a time on a clock: that of an event, unless figures are counted up to it."""
    value = date.mention.reading.value
    return value is not None and "T" in str(value["edtf"]) and "/" not in str(value["edtf"])


def _is_span(date: Placed) -> bool:
    """Whether a date has two ends: "từ ngày 18/4 đến ngày 21/4" is a time, not the time since when."""
    value = date.mention.reading.value
    return value is not None and "/" in str(value["edtf"])


def find_heading(outline: Outline) -> Mention | None:
    """The date of a sentence that introduces a list ("Kết quả 6 tháng đầu năm như sau:"), None where it is none."""
    if not outline.text.endswith(":"):
        return None
    periods = [date for date in outline.dates if _is_period(outline, date, len(outline.text))]
    return periods[-1].mention if periods and not outline.values else None


def is_item(sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list."""
    return _ITEM.match(sentence.text) is not None
