"""Items inside a body: "(1) …; (2) …", and the names of an unnumbered list that the anchor announces."""

import re
from collections.abc import Sequence
from itertools import pairwise

from service.footnotes.notes import Item, Stretch
from service.text.passages import Passage
from service.text.sentences import split_sentences

_NUMBERED = re.compile(
    r"(?:(?<=\s)|(?<=[;.,:)])|^)\(\s?(?P<bracket>[\dlO]{1,2})\s?\)|(?:^|\n|[;:]\s)\s*(?P<half>\d{1,2})\)\s|(?:^|\n|[;:]\s)\s*(?P<letter>[a-zđ])\)\s"
    r"|(?:^|\n|[;:]\s)\s*(?P<point>\d{1,2})\.\s|(?:(?<=\s)|(?<=[;.,:])|^)\((?P<roman>[ivx]{1,4})\)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_EDGES = " \t\n;,."
_UPPER = "[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝ]"
_SEMICOLON = re.compile(r";|\n(?=\s*[-+•]\s)")
_AND = re.compile(rf"\s(?:và|cùng|với)\s(?={_UPPER})")
# fmt: off
_WORK = re.compile(
    r"(?:Xây|Cải|Nâng|Sửa|Mở|Tu|Tôn|Duy|Trồng|Lắp|Đầu tư|Đường|Cầu|Trường|Trạm|Nhà|Chợ|Kè|Khu|Hồ|Đập|Đê|Cống|Hệ thống|Kênh|Tuyến|Trụ sở|"
    r"Bãi|Công viên|Quy hoạch|Điều chỉnh|Nạo|Kiên|Bê tông|Cấp|Hạ|Dự án|Công trình|Gói thầu|Chỉnh|Bảo|Khôi|Xử lý|Thay|Di dời|Sắp xếp|Mua)(?!\w)"
)
"""What the name of a work begins with: the last "và" of a list stands before one, that inside a name does not."""
# fmt: on
_CAPITALS = re.compile(rf",\s+(?={_UPPER}\w*\s+[^\W\d])|\s(?:và|cùng|với)\s(?={_UPPER})")
_COMMAS = re.compile(r",\s|\s(?:và|cùng|với)\s")
_LEAD = re.compile(
    r"\s*(?i:Bao gồm|Gồm(?: có)?|Cụ thể|Trong đó|Đó là|Danh mục|Các dự án|Là|Chủ yếu(?: là)?|Tiêu biểu(?: là| như)?)\s?"
    r"(?:(?:các|giá trị|\d+) [^:;]{1,40}(?=:))?:?\s+"
)
_TOPIC = re.compile(rf"[^:;]{{3,120}}:\s+(?={_UPPER}|[-+•]\s)")
"""What a list is introduced with: "Nhà máy điện gió: A, B và C"."""
_NAMED = re.compile(r"[^\W\d_]{2}")


def find_items(body: Passage, *, announced: bool, promised: int | None) -> tuple[Item, ...]:
    """The items of a body, in order, each with its stretches in the whole text.

    `announced` says that the anchor counts things that are listed by name ("03 dự án"); only then is a list without
    numbers read as one. Numbers must count up from 1 (letters from a); one that breaks the order is text.
    """
    marks = _count_up(body.text)
    if marks:
        ends = [*(start for start, _ in marks[1:]), _last_end(body.text, marks)]
        return tuple(
            Item(index, _stretches(body, start, end))
            for index, ((_, start), end) in enumerate(zip(marks, ends, strict=True), start=1)
        )
    if not announced:
        return ()
    pieces = _split_list(body.text, promised)
    if promised is not None and promised > 1 and len(pieces) == 1:
        return ()
    return tuple(Item(index, _stretches(body, *piece)) for index, piece in enumerate(pieces, start=1))


def selects_items(body: Passage, items: Sequence[Item]) -> bool:
    """Whether a body says that its items are only some: before the first, at the last, or after it."""
    if not items or not items[0].spans or not items[-1].spans:
        return False
    first, last = (body.place(*item.spans[0]) for item in (items[0], items[-1]))
    if first is None or last is None:
        return False
    return bool(_SOME.search(body.text, 0, first[0]) or _SOME.search(body.text, last[0]))


_SOME = re.compile(
    r"(?<!\w)(?:trong đó|tiêu biểu|chủ yếu|điển hình|nổi bật|đáng kể|lớn|như|một số|xin nêu|nhất là|trong số|ví dụ|chẳng hạn|chưa kể|"
    r"còn lại|khác)(?!\w)|\.\.\.|…|v\.v",
    re.IGNORECASE,
)


def _count_up(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of the item numbers 1, 2, 3 … that stand in order, of one kind."""
    for kind in ("bracket", "half", "roman", "letter", "point"):
        found: list[tuple[int, int]] = []
        for match in _NUMBERED.finditer(text):
            label = match[kind]
            if label is None:
                continue
            number = _count(label, kind)
            if number == len(found) + 1:
                found.append((match.start(), match.end()))
        if found and (len(found) > 1 or (kind == "bracket" and not text[: found[0][0]].strip())):
            return found
    return []


def _count(label: str, kind: str) -> int:
    """The place of an item in its list, from 1; 0 for what is no number."""
    if kind == "roman":
        return _ROMAN.index(label) + 1 if label in _ROMAN else 0
    if kind == "letter":
        return _LETTERS.find(label) + 1
    digits = label.replace("l", "1").replace("O", "0")
    return int(digits) if digits.isdigit() else 0


def _split_list(text: str, promised: int | None) -> list[Stretch]:
    """The pieces of a list without numbers: between its semicolons, or, where those make fewer than are promised,
    between the commas and the last "và" that make as many; where no number is promised, between commas before capitals.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    start, end = _list_sentence(text, start)
    topic = _TOPIC.match(text, start, end)
    if topic and any(_TOPIC.match(text, *piece) for piece in _cut(text, topic.end(), end, _SEMICOLON)):
        topic = None
    pieces = _divide(text, topic.end() if topic else start, end, promised)
    if topic and len(pieces) < 2:
        pieces = _divide(text, start, end, promised)
    introduced = lead is not None or topic is not None
    if promised is not None and not introduced and len(pieces) * _FEWEST < promised:
        return []  # a remark on what was counted
    return pieces


_FEWEST = 3
"""A list that nothing introduces holds at least one in so many of the things that are promised."""


def _divide(text: str, start: int, end: int, promised: int | None) -> list[Stretch]:
    pieces = _cut(text, start, end, _SEMICOLON)
    if len(pieces) == promised:
        return pieces
    if promised is not None and 0 < len(pieces) < min(promised, 3):
        for separator in (_AND, _CAPITALS, _COMMAS):
            listed = _cut(text, *pieces[0], separator)
            if len(listed) == promised and all(_NAMED.search(text, *piece) for piece in listed):
                return listed
    if len(pieces) > 1:
        last = _cut(text, *pieces[-1], _AND)
        closes = len(last) == 2 and _WORK.match(text, last[1][0]) is not None
        if closes and (promised is None or len(pieces) < promised):
            return [*pieces[:-1], *last]
    if promised is None and len(pieces) == 1:
        listed = _cut(text, start, end, _CAPITALS)
        return listed if len(listed) > 1 else pieces
    return pieces


def _cut(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Stretch]:
    """The pieces of `text[start:end]` between separators that hold more than signs."""
    borders = [
        match.span() for match in separator.finditer(text, start, end) if not _is_bracketed(text, start, match.start())
    ]
    starts = [start, *(stop for _, stop in borders)]
    ends = [*(begin for begin, _ in borders), end]
    return [(begin, stop) for begin, stop in zip(starts, ends, strict=True) if text[begin:stop].strip(_EDGES + "-+•")]


def _is_bracketed(text: str, start: int, offset: int) -> bool:
    opened = text.rfind("(", max(start, offset - _LONGEST_ASIDE), offset)
    return opened >= 0 and ")" not in text[opened:offset]


_LONGEST_ASIDE = 120


def _list_sentence(text: str, start: int) -> Stretch:
    """From `start` on, the sentence that holds a list: the first with a semicolon, else the first; to its full stop,
    over the lines that its items may stand on."""
    sentences = [(start + begin, start + end) for begin, end in split_sentences(text[start:])]
    at = next((at for at, each in enumerate(sentences) if ";" in text[slice(*each)]), 0)
    stop = next((end for _, end in sentences[at:] if text[end - 1] in ".!?"), len(text))
    return (sentences[at][0] if at else start), stop


def _last_end(text: str, marks: Sequence[Stretch]) -> int:
    """Where the last of a numbered list's items ends: with its first sentence if each of the others is one."""
    if len(marks) < 2 or any(len(split_sentences(text[end:start])) > 1 for (_, end), (start, _) in pairwise(marks)):
        return len(text)
    begin = marks[-1][1]
    sentences = split_sentences(text[begin:])
    ended = sentences and text[begin + sentences[0][1] - 1] == "."
    return begin + sentences[0][1] if ended else len(text)


def _stretches(body: Passage, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretch of an item without the blanks and closing signs at its edges."""
    piece = body.text[start:end]
    begin = start + len(piece) - len(piece.lstrip(_EDGES + "-+•"))
    stop = start + len(piece.rstrip(_EDGES))
    return tuple(_trimmed(body, begin, stop)) if begin < stop else ()


def _trimmed(body: Passage, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for (begin, stop), offset in zip(body.pieces, body.starts, strict=True):
        low, high = max(start, offset), min(end, offset + stop - begin)
        piece = body.text[low:high]
        if piece.strip():
            low += len(piece) - len(piece.lstrip())
            found.append((begin + low - offset, begin + low - offset + len(piece.strip())))
    return found
