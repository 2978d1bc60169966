"""The words before a marker that its note explains, and the count of things that they promise."""

import re
from dataclasses import dataclass

from service.text.spelling import LETTER

_REACH = 160
_BORDER = re.compile(r"(?<!\w)(?:nên|thì)\s|[.;:!?\n]\s|[;:(]|,\s|\n\n|[¹²³⁰⁴-⁹\]]|</sup>")
_COUNTS = {
    word: number
    for number, word in enumerate(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1)
}
_WORDS = "|".join(_COUNTS)
_COUNT = re.compile(
    rf"(?<![\w.,/])(?P<count>[0O]?\d{{1,3}}|{_WORDS})\s{{1,2}}(?P<noun>{LETTER}+(?:\s{{1,2}}{LETTER}+){{0,11}}"
    rf"(?:,\s{LETTER}+(?:\s{LETTER}+){{0,6}})?)[\s*_.,;:)”\"]{{0,4}}$"
)
_COUNT_START = re.compile(rf"(?<![\w.,/])(?:[0O]?\d{{1,3}}|{_WORDS})\s", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:dự án|công trình|đồ án|quy hoạch|hạng mục|gói thầu|tiểu dự án|nhiệm vụ|tuyến đường|tuyến|cây cầu|cầu|trường|"
    r"đơn vị|xã|phường|thị trấn|huyện|thôn|bản|khu|cụm|điểm|chợ|hồ chứa|trạm|nhà máy|mỏ|cơ sở|doanh nghiệp|đường|kè|"
    r"văn bản|nghị quyết|quyết định|chương trình|kế hoạch|đề án|nhà văn hóa|nhà văn hoá|danh mục|công việc|phương án|"
    r"tiêu chí|công trường|căn nhà|trụ sở|báo cáo|mô hình|di tích|vị trí|địa điểm|bể|mương|kênh|hồ|đập|cống)(?!\w)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"(?<!\w)(?:các|những|một số|nhiều|nhóm)\s{_LISTED.pattern}(?:\s{LETTER}+){{0,10}}\W*$", re.IGNORECASE
)
# A count of listed things whose phrase goes on with dates, shares and numbers of documents; a comma goes on with it
# where more such things follow ("04 công trình trụ sở, nhà văn hóa").
_LISTED_COUNT = re.compile(
    rf"(?P<count>[0O]?\d{{1,2}}|{_WORDS})\s{{1,2}}(?={_LISTED.pattern})(?:[^.,;:()\n]|\n(?!\s*\n)|[.,](?=\d)|"
    rf",\s(?={_LISTED.pattern}))*$",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"(?P<count>[0O]?\d{{1,2}}|{_WORDS})\s{{1,2}}(?P<noun>{_LISTED.pattern}(?:\s{LETTER}+){{0,6}}?)"
    r"(?:,?\s(?:đã|được|hoàn|đang|và|bàn|nghiệm|khởi|thi|phải|cần|chưa|còn)(?!\w)[^.;:()\d]{0,100})[\s*_)”\"]{0,4}$",
    re.IGNORECASE,
)
_TRAIL = ' \t\n*_.,;:)”"’$'


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `[start, end)` before a marker that its note explains.

    `promised` is the count of things that they promise; `lists` says that they speak of things that a note lists by name.
    """

    start: int
    end: int
    promised: int | None
    lists: bool


def find_phrase(text: str, marker: int) -> Phrase:
    """The phrase before a marker that begins at `marker` (> 0 or a text's start): the counting phrase directly before
    it ("03 dự án"), else the last clause. Offsets are those of `text`."""
    low, window = _look_back(text, marker)
    end = low + len(window.rstrip(_TRAIL))
    starts = [match.start() for match in _COUNT_START.finditer(window)]
    several = _SEVERAL.search(window)
    counts = [count for at in starts if (count := _COUNT.match(window, at))]
    if counts and _repeats(counts[-1]["noun"]) and not (several and several.start() > counts[-1].start()):
        count = counts[-1]
        listed = _LISTED.match(count["noun"]) is not None
        start = low + count.start()
        return Phrase(start, max(start + 1, end), _to_number(count["count"]) if listed else None, listed)
    for at in reversed(starts):
        if found := _LISTED_COUNT.match(window, at, max(0, end - low)):
            return Phrase(low + at, end, _to_number(found["count"]), True)
    if several:
        return Phrase(low + several.start(), end, None, True)
    borders = list(_BORDER.finditer(window, 0, max(0, end - low)))
    start = low + (borders[-1].end() if borders else 0)
    start += len(text[start:end]) - len(text[start:end].lstrip(_TRAIL + "-–"))
    if start < end:
        return Phrase(start, end, None, False)
    return Phrase(max(low, marker - 1), marker, None, False)


def find_hint(text: str, marker: int) -> Phrase | None:
    """A count of things that are listed by name, farther back in the sentence: "03 công trình đã nghiệm thu, bàn giao
    đưa vào sử dụng¹". Only a note that lists just as many is one of them."""
    low, window = _look_back(text, marker)
    for match in reversed(list(_COUNT_START.finditer(window))):
        if hint := _HINT.match(window, match.start()):
            return Phrase(low + match.start(), low + hint.end("noun"), _to_number(hint["count"]), True)
    return None


def _look_back(text: str, marker: int) -> tuple[int, str]:
    """Where the words before a marker begin, and those words: of its own paragraph, and not too far back."""
    low = max(0, marker - _REACH, text.rfind("\n\n", max(0, marker - _REACH), marker) + 2)
    return low, text[low:marker]


def _repeats(noun: str) -> bool:
    """A comma inside a counting phrase joins two kinds of the same thing: "03 đồ án quy hoạch phân khu, quy hoạch …"."""
    before, comma, after = noun.partition(",")
    return not comma or " ".join(after.split()[:2]) in before


def _to_number(count: str) -> int | None:
    digits = count.replace("O", "0")
    return int(digits) if digits.isdigit() else _COUNTS.get(count.lower())
