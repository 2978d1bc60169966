"""The words before a marker that its note explains, and the count of things that they promise.

They are the shortest phrase that ends at the marker and says what is explained: a count of things ("03 dự án"), things
without a count ("các dự án trọng điểm", "công trình đường Lê Lợi"), else the clause without what leads up to it.
"""

import re
from dataclasses import dataclass

from service.footnotes.lists import HEADS, UPPER
from service.text.spelling import LETTER

_REACH = 200
_COUNTS = {
    word: number
    for number, word in enumerate(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1)
}
_WORDS = "|".join(_COUNTS)
_LISTED = re.compile(
    r"(?:d[ựưu] án|công\s?t\s?r[ìi]nh|đồ án|quy hoạch|hạng mục|gói thầu|gói|tiểu dự án|nhiệm vụ|tuyến đường|tuyến|cây cầu|cầu(?! thủ)|trường(?! hợp)|"
    r"đơn vị|xã(?! viên)|phường|thị trấn|huyện|thôn|bản(?! (?:án|cam|đồ|tin|vẽ|kê|ghi|sao))|khu|cụm|điểm(?! phần)|chợ|hồ chứa|trạm|nhà máy|mỏ|cơ sở|doanh nghiệp|đường|kè|"
    r"văn bản|nghị quyết|quyết định|chương trình|kế hoạch|đề án|nhà văn hóa|nhà văn hoá|danh mục|công việc|phương án|"
    r"tiêu chí|chỉ tiêu|công trường|căn nhà|trụ sở|báo cáo|mô hình|di tích|vị trí|địa điểm|bể|mương|kênh|hồ(?! sơ)|đập|cống|đoàn|"
    r"chủ đầu tư|nhà đầu tư|nhà thầu|hợp tác xã|sản phẩm|lĩnh vực|địa phương|làng nghề|lễ hội|buôn(?! bán)|bon|ấp|xóm|làng|sóc|khóm)(?!\w)",
    re.IGNORECASE,
)
# "thôn 2", "số 12 đường Lê Lợi", "ngày 10 hằng tháng": numbers that name and don't count; "04" counts.
_NAMED_BY_NUMBER = (
    r"(?:(?=[0O]\d)|(?<!thôn )(?<!khu )(?<!tổ )(?<!ấp )(?<!xóm )(?<!hẻm )(?<!ngõ )(?<!lô )(?<!mốc )(?<!lộ )(?<!ngày )(?<!tháng )(?<!quý )"
    r"(?<!giai đoạn )(?<!khoản )(?<!điều )(?<!mục )(?<!gói thầu )(?:(?<!số )|(?<=tổng số )))"
)
_NO_NOUN = (
    r"(?:thuộc|bị|để|được|và|của|hằng|hàng|trở|vì|thực hiện|về|tại|trên|đã|đang|cho|do|là|thì)\s|"
    rf"(?:đường|phố|ngõ|hẻm|tổ)\s(?-i:{UPPER})"
)
_NUMBER = (
    rf"{_NAMED_BY_NUMBER}(?<![\w.,/])(?P<count>[\dOlI]{{1,3}}(?:\.[\dOlI]{{3}})*(?:,\d{{1,2}})?(?:/\d{{1,4}})?|"
    rf"(?!(?:19|20)\d\d\s)\d{{4,6}}|(?:{_WORDS}))\*{{0,2}}\s{{1,2}}"
    rf"(?!{_NO_NOUN})(?={_LISTED.pattern}|(?-i:(?!{UPPER})))"
)
_COUNT_START = re.compile(_NUMBER, re.IGNORECASE)
_MONEY = r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s)*(?:đồng(?!\s(?:chí|bào|ruộng|hồ|cỏ|muối))|đông|USD|triệu|tỷ|tỉ|trđ)(?!\w)"
_AMOUNT = rf"\d[\d.,OlI]*\s{{1,2}}{_MONEY}"
_TIMES = r"(?:giờ|phút|ngày|tháng|quý|năm|tuần|lần)(?!\w)"
_COUNT = re.compile(
    rf"{_NUMBER}(?!{_MONEY}|{_TIMES})(?P<noun>{LETTER}+(?:\s{{1,2}}{LETTER}+){{0,11}}"
    rf"(?:,\s{LETTER}+(?:\s{LETTER}+){{0,6}})?)(?:\s{{1,2}}{_AMOUNT}|\s“[^“”]*”)?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"(?<!\w)(?:các|những|một số|nhiều|nhóm)\s{_LISTED.pattern}(?:\s{LETTER}+){{0,10}}\W*$", re.IGNORECASE
)
# A count of listed things whose phrase goes on with dates, shares and numbers of documents; a comma goes on with it
# where more such things follow ("04 công trình trụ sở, nhà văn hóa").
_LISTED_COUNT = re.compile(
    rf"{_NUMBER}(?={_LISTED.pattern})(?:[^.,;:()\n]|\n(?!\s*\n)|(?<=\d)[.,](?=\d)|,\s(?={_LISTED.pattern}))*$",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"{_NUMBER}(?P<noun>{_LISTED.pattern}(?:\s{LETTER}+){{0,6}}?)"
    r"(?:,?\s(?:đã|được|hoàn|đang|và|bàn|nghiệm|khởi|thi|phải|cần|chưa|còn)(?!\w)[^.;:()\d]{0,100})[\s*_)”\"]{0,4}$",
    re.IGNORECASE,
)
# An amount in a clause of its own still tells of what was counted before it: "06 trường hợp, phạt 21 triệu đồng".
_COUNT_WITH_AMOUNT = re.compile(
    rf"{_NUMBER}(?!{_MONEY}|{_TIMES}){LETTER}+(?:\s{{1,2}}{LETTER}+){{0,11}}"
    rf"(?:,\s(?:phạt|nộp|thu|trị giá|số tiền|tổng|với|kinh phí)(?!\w)(?:\s{LETTER}+){{0,4}}|\svới(?:\s{LETTER}+){{0,5}})\s{_AMOUNT}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<!\w)(?:(?:nhóm )?(?:dự án|công trình|tuyến đường|gói thầu|đồ án|hạng mục)\s(?={LETTER})|(?!Sơn)(?:{HEADS})(?!\w))"
)
_NAME_BEFORE = re.compile(rf"(?:{UPPER}\w*[ -]+|(?<!\w)(?:phường|xã|thôn|huyện|tỉnh|thành phố|đường|phố|ông|bà) )\Z")
_BORDER = re.compile(
    rf"(?<!\w)(?:nên|thì|là)\s|[.;:!?\n)]\s|[;:(]|,\s|\n\n|[¹²³⁰⁴-⁹\]]|</sup>|\s(?:và|cùng)\s(?=(?:{HEADS})\s)|(?<=[^\W\d])[.;]\d{{1,2}}\s"
)
_AGENT = re.compile(
    r"(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Sở|Bộ|Ban|Phòng|Chi cục|Cục|Công an|Thường trực|Chủ tịch)(?!\w)[^,;:()]*?\s(?=(?:đã|đang|sẽ|chưa)\s)"
)
_TRAIL = ' \t\n*_.,;:)”"’$'


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `[start, end)` before a marker that its note explains.

    `promised` is the count of things that they promise; `lists` says that they speak of things that a note lists by name.
    `count` is the number of any things that are counted; they are promised only to a note that lists just as many.
    """

    start: int
    end: int
    promised: int | None
    lists: bool
    count: int | None = None


def find_phrase(text: str, marker: int) -> Phrase:
    """The phrase before a marker that begins at `marker` (> 0 or a text's start): the counting phrase directly before
    it ("03 dự án"), else the last clause. Offsets are those of `text`."""
    low, window, end = _look_back(text, marker)
    starts = [match.start() for match in _COUNT_START.finditer(window)]
    several = _SEVERAL.search(window)
    counts = [count for at in starts if (count := _COUNT.match(window, at))]
    if counts and _repeats(counts[-1]["noun"]) and not (several and several.start() > counts[-1].start()):
        count = counts[-1]
        listed = _LISTED.match(count["noun"]) is not None
        if listed or not _is_told(window, count.start()):
            number = _to_number(count["count"])
            counted = number or _to_number(count["count"].partition("/")[0])
            return Phrase(low + count.start(), end, number if listed else None, listed, counted)
    for at in reversed(starts):
        if found := _LISTED_COUNT.match(window, at):
            return Phrase(low + at, end, _to_number(found["count"]), True)
    if several:
        return Phrase(low + several.start(), end, None, True)
    for at in reversed(starts):
        if _COUNT_WITH_AMOUNT.match(window, at):
            return Phrase(low + at, end, None, False)
    start = low + _find_clause(window)
    return Phrase(start, end, None, False) if start < end else Phrase(max(low, marker - 1), marker, None, False)


def find_hint(text: str, marker: int) -> Phrase | None:
    """A count of things that are listed by name, farther back in the sentence: "03 công trình đã nghiệm thu, bàn giao
    đưa vào sử dụng¹". Only a note that lists just as many is one of them."""
    low, window, _ = _look_back(text, marker)
    for match in reversed(list(_COUNT_START.finditer(window))):
        if hint := _HINT.match(window, match.start()):
            return Phrase(low + match.start(), low + hint.end("noun"), _to_number(hint["count"]), True)
    return None


def _look_back(text: str, marker: int) -> tuple[int, str, int]:
    """Where the words before a marker begin, those words, and the end of what the note explains.

    The words are of the marker's own paragraph and not too far back; signs at their end are left out, and an aside in
    brackets too, which belongs to what is explained.
    """
    low = max(0, marker - _REACH)
    if (paragraph := text.rfind("\n\n", low, marker)) >= 0:
        low = paragraph + 2
    window = text[low:marker]
    words = window.rstrip(_TRAIL)
    if (quoted := words.rfind("“")) > words.rfind("”") and window[len(words) : len(words) + 1] == "”" and quoted > 0:
        words = window[: len(words) + 1]
    opened = words.rfind("(")
    if opened > words.rfind(")") and (closed := window.find(")", len(words))) >= 0 and words[:opened].strip(_TRAIL):
        return low, words[:opened].rstrip(_TRAIL), low + closed + 1
    return low, words, low + len(words)


def _is_told(window: str, start: int) -> bool:
    """Whether a count only stands in what is told: "việc vận động 12 hộ còn lại gần như giẫm chân tại chỗ"."""
    return _EVENT.search(window, 0, start) is not None


_EVENT = re.compile(rf"(?<!\w)việc\s(?:{LETTER}+\s+){{1,4}}\Z", re.IGNORECASE)


def _find_clause(window: str) -> int:
    """Where the last clause begins, without the agency that acts in it; a work that is named at its end stands alone."""
    borders = list(_BORDER.finditer(window))
    start = borders[-1].end() if borders else 0
    start = _OPENING.match(window, start).end()  # type: ignore[union-attr]
    if agent := _AGENT.match(window, start):
        return agent.end()
    named = (
        each.start()
        for each in _NAMED.finditer(window, start)
        if not _PREDICATE.search(window, each.end()) and not _NAME_BEFORE.search(window, start, each.start())
    )
    return next(named, start)


_OPENING = re.compile(
    rf"[{re.escape(_TRAIL)}–-]*(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s?(?={LETTER}))?(?:(?:vì|nhưng|và|mà|song)\s)?",
    re.IGNORECASE,
)
"""Signs, the number of a heading and a connecting word, which are no part of what is explained."""
_PREDICATE = re.compile(
    r"(?<!\w)(?:được|đã|đang|sẽ|chưa|không|bị|đạt|còn|có|vẫn|chậm|tăng|giảm|do|để|với|cho|theo|so|phải|nhưng|đến|từ|đôn đốc|kiểm tra|yêu cầu|chỉ đạo)(?!\w)"
)


def _repeats(noun: str) -> bool:
    """A comma inside a counting phrase joins two kinds of the same thing: "03 đồ án quy hoạch phân khu, quy hoạch …"."""
    before, comma, after = noun.partition(",")
    return not comma or " ".join(after.split()[:2]) in before


def _to_number(count: str) -> int | None:
    """The number that a count promises; None for a fraction ("03/05 dự án") or a measure."""
    digits = count.translate(_DIGITS)
    return int(digits) if digits.isdigit() else _COUNTS.get(count.lower())


_DIGITS = str.maketrans("OlI", "011")
