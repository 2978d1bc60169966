"""Where a project's name begins and ends: what the guidelines settle is not left to the model's guess.

Counted on the 2,413 projects of the training part: a unit after a comma right behind the name belongs to it in 232 of 236 cases, a
bracket that opens with a section or phase ("(đoạn …", "(giai đoạn …") in 150 of 156.
"""

import re
from collections.abc import Mapping

_HEAD = re.compile(r"(?:các\s+)?(?:tiểu dự án|dự án|công trình|hạng mục|đồ án)\s+(?=\w)", re.IGNORECASE)
_COMMA = re.compile(r"\s{0,2},\s{0,2}")
_UNIT = re.compile(
    r"(?:xã|phường|thị\s+trấn|đặc\s+khu|huyện|thị\s+xã|thành\s+phố|TP\.?|quận|tỉnh|thôn|bản|ấp|xóm|khu\s+phố|tổ|buôn|làng|khóm)\s",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\s{0,2}\((?:giai\s+đoạn|đoạn|phân\s+(?:đoạn|khu|kỳ)|từ|nhánh|điểm\s+đầu)\s[^()\n]{1,150}\)", re.IGNORECASE
)
_FORMER = re.compile(r"\s*\(?\s*\bcũ\s*\)?$")
_SIZE = re.compile(
    r"\s*\(\s*(?:dài |rộng |quy mô |diện tích )?[\dlO][\dlO.,]*\s*(?:km|m|ha|m2|m²|hộ|MW|phòng|giường|tầng|nền|lô)\s*\)$"
)
_CLOSING = re.compile(r"[^()\n]{0,120}\)")


def settle_borders(text: str, start: int, end: int, places: Mapping[int, int]) -> tuple[int, int]:
    """The borders of the project that was found at `[start, end)` of `text`; `places` has the end of each PLACE by its start.

    A head ("dự án") at its start and "(cũ)" or a bare size in brackets at its end go; a bracket that it cuts is taken whole; a section or phase
    in brackets and units after commas right behind it are taken in. Never empty, never longer by a line break.
    """
    if head := _HEAD.match(text, start, end):
        start = head.end()
    while True:
        before = end
        inside = text[start:end]
        if inside.count("(") > inside.count(")") and (closing := _CLOSING.match(text, end)):
            end = closing.end()
        if section := _SECTION.match(text, end):
            end = section.end()
        if (comma := _COMMA.match(text, end)) and comma.end() in places and _UNIT.match(text, comma.end()):
            end = places[comma.end()]
        if end == before:
            break
    if size := _SIZE.search(text, start, end):
        end = size.start()
    if former := _FORMER.search(text, start, end):
        end = former.start() if former.start() > start else end
    return start, end
