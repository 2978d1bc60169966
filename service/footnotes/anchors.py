"""The words before a marker that its note explains, and the count of things that they promise."""

import re

from service.footnotes.markers import Mark
from service.footnotes.notes import Anchor
from service.text.spelling import LETTER

_REACH = 160
_BORDER = re.compile(r"[.;:!?\n]\s|[;:(]|,\s|\n\n|[¹²³⁰⁴-⁹\]]|</sup>")
_COUNTS = {
    word: number
    for number, word in enumerate(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1)
}
_WORDS = "|".join(_COUNTS)
_COUNT = re.compile(
    rf"(?<![\w.,/])(?P<count>[0O]?\d{{1,2}}|{_WORDS})\s{{1,2}}(?P<noun>{LETTER}+(?:\s{{1,2}}{LETTER}+){{0,11}}"
    rf"(?:,\s{LETTER}+(?:\s{LETTER}+){{0,6}})?)[\s*_.,;:)”\"]{{0,4}}$"
)
_LISTED = re.compile(
    r"(?:dự án|công trình|đồ án|quy hoạch|hạng mục|gói thầu|tiểu dự án|nhiệm vụ|tuyến đường|tuyến|cây cầu|cầu|trường|"
    r"đơn vị|xã|phường|thị trấn|huyện|thôn|bản|khu|cụm|điểm|chợ|hồ chứa|trạm|nhà máy|mỏ|cơ sở|doanh nghiệp|đường|kè|"
    r"văn bản|nghị quyết|quyết định|chương trình|kế hoạch|đề án|nhà văn hóa|nhà văn hoá|danh mục|công việc|phương án)(?!\w)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"(?:các|những|một số|nhiều)\s{_LISTED.pattern}(?:\s{LETTER}+){{0,5}}\W*$", re.IGNORECASE)
_TRAIL = ' \t\n*_.,;:)”"’$'


def find_anchor(text: str, mark: Mark) -> Anchor:
    """The anchor of a marker: the counting phrase directly before it ("03 dự án"), else the last clause."""
    low = max(0, mark.start - _REACH)
    window = text[low : mark.start]
    paragraph = window.rfind("\n\n")
    if paragraph >= 0:
        low += paragraph + 2
        window = window[paragraph + 2 :]
    count = None
    for match in re.finditer(rf"(?<![\w.,/])(?:[0O]?\d{{1,2}}|{_WORDS})\s", window):
        count = _COUNT.match(window, match.start()) or count
    end = mark.start - (len(window) - len(window.rstrip(_TRAIL)))
    if count is not None and _repeats(count["noun"]):
        noun_is_listed = _LISTED.match(count["noun"]) is not None
        promised = _to_number(count["count"]) if noun_is_listed else None
        return Anchor(
            (mark.start, mark.end), (low + count.start(), max(low + count.start() + 1, end)), promised, noun_is_listed
        )
    borders = list(_BORDER.finditer(window, 0, max(0, end - low)))
    start = low + (borders[-1].end() if borders else 0)
    start += len(text[start:end]) - len(text[start:end].lstrip(_TRAIL + "-–"))
    phrase = (start, end) if start < end else (max(low, mark.start - 1), mark.start)
    return Anchor((mark.start, mark.end), phrase, None, _SEVERAL.search(text[start:end]) is not None)


def _repeats(noun: str) -> bool:
    """A comma inside a counting phrase joins two kinds of the same thing: "03 đồ án quy hoạch phân khu, quy hoạch …"."""
    before, comma, after = noun.partition(",")
    return not comma or " ".join(after.split()[:2]) in before


def _to_number(count: str) -> int | None:
    digits = count.replace("O", "0")
    return int(digits) if digits.isdigit() else _COUNTS.get(count)
