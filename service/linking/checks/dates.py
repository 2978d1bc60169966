"""Dates after the document's own that it tells of as past."""

import re
from collections.abc import Iterator, Sequence

from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.figures import Figure
from service.linking.mentions import Source

_PAST = re.compile(
    r"(?:(?<!\w)(?:tính đến|lũy kế đến|luỹ kế đến|tính từ đầu năm đến)(?: hết)?|(?:^|[;.]\s)\W*đến(?: hết)?|"
    r"(?<!\w)đã (?:\w+\s){1,3}(?:vào|từ|lúc|hồi|ngày)?)\s*$",
    re.IGNORECASE,
)
_EVENTS = (
    r"(?:nghiệm thu|bàn giao|đưa vào|khánh thành|khởi công|động thổ|thông xe|hoàn thành|hoàn tất|kết thúc|làm xong|xong|tổ chức|diễn ra|khai mạc|bế mạc|"
    r"khai giảng|ra mắt|ra quân|phát động|làm việc|kiểm tra|giám sát|họp|tiếp|đối thoại|đến|trao|tặng|ký kết|ký|ban hành|công bố|thông qua|bầu|thu hoạch|"
    r"gieo cấy|đi|khảo sát|thăm|khép lại|bắt đầu|thi|xử lý|xử phạt|lập biên bản|đón|tập huấn|diễn tập|sơ kết|tổng kết|vận hành|hoạt động|thành lập|tử vong|"
    r"giải ngân|thanh toán|chi trả|quyết toán|phê duyệt|xét xử|khởi tố|bắt giữ|phát hiện|xảy ra|tiêm|cấp phát|nhận)"
)
_HAPPENS = r"(?<!\w)xảy ra\s(?:(?:vào|lúc|hồi|khoảng|trong|\d+ giờ(?: \d+ phút)?)\s)*\Z"
_HAPPENED = re.compile(
    rf"{_HAPPENS}|(?<!\w)đã (?:được )?{_EVENTS}(?!\w)(?:[^,;:.()\d]|,\s(?={_EVENTS}(?!\w))|\d(?!\d?[/-])){{0,90}}?\s(?:vào|trong|sáng|chiều|tối|hôm)?\s*\Z",
    re.IGNORECASE,
)
""" "đã nghiệm thu, bàn giao đưa vào sử dụng ngày 25/11": an event that was, and right after it its day."""
_TAKES_EFFECT = re.compile(
    r"(?<!\w)(?:ký|ban hành|nhận|cấp|thông qua|phê duyệt|công bố)(?!\w).*\stừ\s*\Z", re.IGNORECASE
)
_TOLD = re.compile(r"\W*(?:\w+\s){0,6}?(?:đã|đạt|được|có|giải ngân|thu|hoàn thành|là|toàn)(?!\w)", re.IGNORECASE)
_TO_COME = re.compile(
    r"(?<!\w)(?:dự kiến|phấn đấu|kéo dài|gia hạn|xin|sẽ|sắp|thời hạn|hạn|chậm nhất|đề nghị|cam kết|yêu cầu|mục tiêu|phải|đăng ký|nếu|để|kế hoạch|lịch|"
    r"ấn định|hiệu lực|thống nhất|áp dụng|dời|lùi|hoãn|chuẩn bị|hướng tới|chào mừng|kỷ niệm|phục vụ|trước|kịp|hợp đồng|mời|kỳ họp|phiên họp|đại hội|"
    r"cho đến|(?<!bàn )giao|chốt|hẹn|báo trước|thông báo|triệu tập|chương trình|(?<!công )(?<!quá )(?<!quy )trình|bàn(?! giao)|bảo hành)(?!\w)",
    re.IGNORECASE,
)
"""What makes a later day one that is planned, awaited or agreed on."""
_OPENS = re.compile(r"\W*(?:trong|vào|sáng|chiều|tối|hôm|đêm|từ)?\s*\Z", re.IGNORECASE)
_DONE = re.compile(r"(?!\s(?:là|phải|hết|có)\s)[^.;:]{1,100}?\s(?P<done>đã)\s", re.IGNORECASE)
"""How a sentence goes on that begins with the day of what it tells: "Ngày 21/6, Đoàn giám sát đã làm việc"."""
_OCCURRED = re.compile(r"(?:,?\s(?:tại|ở|trên)\s[^.;:]{1,60}?)?,?\s(?:đã )?xảy ra\s", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:những|các|mà|theo|như|do|khi|số|nội dung|vụ|việc)\s(?:[^\W\d_]+\s){0,3}\Z", re.IGNORECASE
)
"""Before "đã": it says what the thing is like, not what was done that day ("với những xã | đã đăng ký")."""
_AHEAD = 30


def check_dates(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A date after the document's own that is told as past: "tính đến hết ngày 13/5/2025" in a report of April.

    Days and months, not quarters; none where the document's own date is no full one, or is likely misread. A finding is
    `future_date`: the span of the date.
    """
    own = source.metadata.date
    if own is None or len(own) != len("2025-04-30") or _misread(own, source):
        return
    for sentence in source.sentences:
        for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
            if mention.label is not Label.DATE or mention.reading.value is None or mention.reading.inferred:
                continue
            date = str(mention.reading.value["edtf"]).split("/")[0][: len("2025-04-30")]
            if _is_later(date, own) and _is_told(sentence.text, start, end):
                yield Contradiction(
                    "future_date",
                    ((mention.start, mention.end),),
                    f"{mention.text} sau ngày của văn bản ({own}) mà được kể như đã qua.",
                    f"{mention.text} is after the document's own date ({own}) and told as past.",
                )


def _misread(own: str, source: Source) -> bool:
    """Whether many of the full dates are after the document's: then that one is none, but some date of its text."""
    dates = [
        str(mention.reading.value["edtf"])
        for mention in source.mentions
        if mention.label is Label.DATE and mention.reading.value and not mention.reading.inferred
    ]
    full = [date for date in dates if len(date) == len(own)]
    return sum(date > own for date in full) * 3 > len(full) > _FEW_DATES


_FEW_DATES = 6


def _is_later(date: str, own: str) -> bool:
    """Whether a day or a month is after the day `own`: "2025-05" is after 2025-04-30."""
    if len(date) == len("2025-04"):
        return date[5:] <= _DECEMBER and date > own[:7]
    return len(date) == len(own) and date > own


_DECEMBER = "12"
"""Larger numbers in its place are quarters."""


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of the date at `[start, end)` as of a time that is over."""
    clause = text[max(0, start - _CLAUSE) : start]
    clause = clause[max(clause.rfind(";"), clause.rfind(". ")) + 1 :]
    if _TO_COME.search(clause) or _TO_COME.search(text, end, end + _AHEAD):
        return False
    if _OPENS.fullmatch(clause) and _OCCURRED.match(text, end):
        return True
    if _OPENS.fullmatch(clause) and (done := _DONE.match(text, end)):
        subject = text[end : done.start("done")].lstrip(" ,")
        named = _RELATIVE.search(subject)
        return not (
            (named and named.start())
            or _TO_COME.search(subject)
            or _TO_COME.search(text, done.end(), done.end() + _AHEAD)
        )
    if _HAPPENED.search(clause) and not _TAKES_EFFECT.search(clause):
        return True
    if not _PAST.search(clause):
        return False
    return "đã" in clause.lower() or _TOLD.match(text, end) is not None


_CLAUSE = 140
