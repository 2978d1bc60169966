"""Lists without numbers: the names that a body gives one after the other."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.footnotes.notes import Stretch
from service.text.sentences import split_sentences

EDGES = " \t\n;,."
_BULLETS = "-+•"
UPPER = "[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝ]"
# fmt: off
HEADS = (
    "Xây|Cải|Nâng|Sửa|Mở|Tu|Tôn|Duy|Trồng|Lắp|Láng|Lát|Trải|Thảm|Phục|Bù|Đấu nối|Đầu tư|Nạo|Kiên|Cứng|Bê tông|Cấp|Hạ|Chỉnh|Bảo|Khôi|Xử lý|Thay|Di|"
    r"Sắp xếp|Mua|San|Ngầm|Sơn|Dặm|Trùng tu|Điều chỉnh|Đường|Cầu|Trường(?!\shợp)|Trạm|Nhà(?!\s(?:nước|thầu))|Chợ|Kè|Bờ kè|Bờ bao|Đê bao|Khu|Hồ(?!\ssơ)|Đập|Đê|Cống|Hệ thống|Kênh|Mương|Rãnh|Tuyến|Trục|Nút|Nhánh|"
    "Trụ sở|Bãi|Bến|Công viên|Quảng trường|Tượng đài|Cổng|Hàng rào|Vườn|Sân|Trung tâm|Bệnh viện|Cơ sở|Điểm|Cụm|Quy hoạch|Thủy lợi|Thuỷ lợi|Tái định cư|"
    "Vỉa hè|Hẻm|Ngõ|Lộ|Rạch|Âu|Tràn|Phai|Đền|Chùa|Đình|Nghĩa trang|Hội trường|Chiếu sáng|Tổ hợp|Khuôn viên|Dự án|Công trình|Gói thầu|Hạng mục|Tiểu dự án"
)
# fmt: on
"""What names of works begin with, as alternatives of a pattern."""
_GENERIC = r"(?:các |tuyến )?(?:dự án|công trình|gói thầu|hạng mục)(?!\s(?:này|trên|khác|còn|đã|đó|được|do|của)(?!\w))"
WORK = re.compile(rf"(?:(?i:{_GENERIC})|(?:{HEADS}))(?!\w)")
"""What the name of a work begins with: the commas and the last "và" of a list stand before one, those of a name don't."""
_SEMICOLON = re.compile(r";(?:\s+và(?!\w))?|\n(?=\s*[-+•]\s)")
_LINES = re.compile(rf"\n(?=\s*(?:{HEADS})(?!\w))")
_ANY_WORK = re.compile(rf"(?:{_GENERIC}|{HEADS})(?!\w)", re.IGNORECASE)
_WORKS = re.compile(rf"(?:[,;]\s*|\s(?:và|cùng|với)\s+)(?={WORK.pattern})")
_ANY_WORKS = re.compile(rf"(?:[,;]\s*|\s(?:và|cùng|với)\s+)(?={_ANY_WORK.pattern})", re.IGNORECASE)
_AND = re.compile(rf"\s(?:và|cùng|với)\s(?={UPPER})")
_CAPITALS = re.compile(rf",\s+(?={UPPER}\w*\s+[^\W\d])|\s(?:và|cùng|với)\s(?={UPPER})")
_LAST_AND = re.compile(r"\s(?:và|cùng)\s")
_COMMA_WORKS = re.compile(rf",\s+(?={_ANY_WORK.pattern})", re.IGNORECASE)
_COMMAS = re.compile(r",\s|\s(?:và|cùng|với)\s")
_ENUMERATION = re.compile(r"[;,]\s|\s(?:và|cùng)\s")
_LEAD = re.compile(
    r"\s*(?i:Bao gồm|Gồm(?: có)?|Cụ thể|Trong đó|Đó là|Danh mục|Các dự án|Là|Chủ yếu(?: là)?|(?:Tiêu biểu|Điển hình)(?: là| như)?|Như)\s?"
    r"(?:(?:các|giá trị|\d+) [^:;]{1,40}(?=:))?:?\s+"
)
_TOPIC = re.compile(rf"[^:;]{{3,150}}:\s+(?={UPPER}|[-+•]\s)")
"""What a list is introduced with: "Nhà máy điện gió: A, B và C"."""
_GROUP = re.compile(r"[^:;,]{2,90}:\s+")
_LINES_FOLLOW = re.compile(r":[ \t]*\n\s*")
_NAMED = re.compile(r"[^\W\d_]{2}")


def split_list(text: str, *, announced: bool, promised: int | None) -> list[Stretch]:
    """The pieces of a list without numbers, each `[start, end)` of `text` with the signs at its edges; none where there
    is no list.

    `announced` says that names are expected; else only what begins as names of works do is a list.
    """
    groups = _find_groups(text) or _find_lines(text)
    pieces, introduced = _find_pieces(text, announced=announced, promised=promised)
    if len(groups) > 1 and len(pieces) != promised and (promised is None or len(pieces) < len(groups)):
        return groups
    if promised is None and not _are_names(text, pieces):
        return []
    if promised is not None and not introduced and (len(pieces) * _FEWEST < promised or _is_remark(text, pieces)):
        return []
    return [] if promised != 1 and len(pieces) == 1 else pieces


def _is_remark(text: str, pieces: Sequence[Stretch]) -> bool:
    """Whether clauses, not names, stand there: they remark on what was counted."""
    works = any(_ANY_WORK.match(text, _begin(text, piece)) for piece in pieces)
    return not works and any(_PREDICATE.search(text, *piece) for piece in pieces)


def _find_pieces(text: str, *, announced: bool, promised: int | None) -> tuple[list[Stretch], bool]:
    """The pieces of the sentence that holds a list, and whether words introduce it."""
    lead = _LEAD.match(text)
    start, end = _list_sentence(text, lead.end() if lead else 0)
    topic = _TOPIC.match(text, start, end)
    if topic and any(_TOPIC.match(text, *piece) for piece in cut(text, topic.end(), end, _SEMICOLON)):
        topic = None
    introduced = lead is not None or topic is not None
    pieces: list[Stretch] = []
    for begin in (topic.end(), start) if topic else (start,):
        if announced:
            pieces = _divide(text, begin, end, promised)
        else:
            pieces = _find_works(text, begin, end, introduced=introduced)
        if len(pieces) > 1:
            break
    return pieces, introduced


def _find_groups(text: str) -> list[Stretch]:
    """The works of a list in several sentences, each of which says where or of what kind: "Ở xã A: …; …. Ở xã B: …"."""
    groups: list[Stretch] = []
    for start, end in split_sentences(text):
        if lead := _GROUP.match(text, start, end):
            groups.append((lead.end(), end))
        elif groups and text[groups[-1][1] - 1] == ";":
            groups[-1] = groups[-1][0], end  # a line of the list
    pieces = [piece for group in groups for piece in _split_group(text, *group)]
    works = sum(_ANY_WORK.match(text, _begin(text, piece)) is not None for piece in pieces)
    return pieces if len(groups) > 1 and works * 3 >= len(pieces) * 2 else []


def _split_group(text: str, start: int, end: int) -> list[Stretch]:
    pieces = cut(text, start, end, _SEMICOLON)
    return pieces if len(pieces) > 1 else cut(text, start, end, _ANY_WORKS)


def _find_lines(text: str) -> list[Stretch]:
    """The works that stand on lines of their own after a colon."""
    begin = _LINES_FOLLOW.search(text)
    found: list[Stretch] = []
    for start, end in cut(text, begin.end(), len(text), _LINE) if begin else ():
        if not WORK.match(text, _begin(text, (start, end))):
            break
        found.append((start, end))
    return found


_LINE = re.compile(r"\n")
_FEWEST = 3
"""A list that nothing introduces holds at least one in so many of the things that are promised."""


def _divide(text: str, start: int, end: int, promised: int | None) -> list[Stretch]:
    """The pieces of an announced list: as many as are promised, if some of its signs make so many."""
    pieces = cut(text, start, end, _SEMICOLON)
    if promised is None:
        works = _find_works(text, start, end, introduced=True)
        return (
            works
            if len(works) > len(pieces)
            else _close(text, pieces)
            if len(pieces) > 1
            else _listed(text, start, end) or pieces
        )
    for listed in (pieces, *_other_pieces(text, pieces, start, end)):
        if len(listed) == promised and _all_named(text, listed):
            return listed
    for separator in (_COMMAS, _ENUMERATION):
        listed = cut(text, *(pieces[0] if separator is _COMMAS and pieces else (start, end)), separator)
        if len(listed) == promised and _all_named(text, listed) and _are_things(text, listed):
            return listed
    works = _find_works(text, start, end, introduced=True)
    if len(pieces) == 1:
        others = cut(text, *pieces[0], _ANY_WORKS)
        named = all(_ANY_WORK.match(text, _begin(text, each)) for each in others)
        if (named and len(works) < len(others) <= promised) or (not works and text[_begin(text, pieces[0])].islower()):
            works = others
    return works if len(pieces) < len(works) < promised else pieces


def _all_named(text: str, pieces: Sequence[Stretch]) -> bool:
    """Whether each piece holds a word, or the first ends in a number that the others go on with: "tiêu chí số 5, 8 và 13"."""
    words = [text[slice(*piece)].strip(EDGES) for piece in pieces]
    numbers = bool(words) and words[0][-1:].isdigit() and all(each.isdigit() for each in words[1:])
    return numbers or all(map(_NAMED.search, words))


_PREDICATE = re.compile(r"(?<!\w)(?:phải|cần|được|đã|đang|sẽ|chưa|không|bị|vẫn)(?!\w)")


def _are_things(text: str, pieces: Sequence[Stretch]) -> bool:
    """Whether what commas part are names: no clause, and, in a list that semicolons part too, each with a capital."""
    words = [text[slice(*piece)].strip(EDGES) for piece in pieces]
    between = text[pieces[0][0] : pieces[-1][1]]
    capital = between.count(";") < _FEW or not any(each[:1].islower() for each in words)
    return capital and not any(map(_PREDICATE.search, words))


def _other_pieces(text: str, pieces: list[Stretch], start: int, end: int) -> Iterator[list[Stretch]]:
    """Other ways to divide a list: by lines, and its first part by commas and "và"."""
    yield cut(text, start, end, _LINES)
    yield _close(text, pieces)
    if len(pieces) > 1:
        yield [*pieces[:-1], *cut(text, *pieces[-1], _LAST_AND)]
    yield cut(text, start, len(text), _LINE)
    yield [(start + begin, start + stop) for begin, stop in split_sentences(text[start:])]
    if 0 < len(pieces) <= _FEW:
        yield _join_nameless(text, cut(text, *pieces[0], _COMMAS))
        for separator in (_WORKS, _ANY_WORKS, _AND, _CAPITALS, _COMMA_WORKS):
            yield cut(text, *pieces[0], separator)
    yield cut(text, start, end, _WORKS)


_FEW = 2
_PROPER = re.compile(rf"\s(?:{UPPER}|\d)")


def _join_nameless(text: str, pieces: Sequence[Stretch]) -> list[Stretch]:
    """`pieces` of which each has a name in it: what has none goes on in the next ("thay ván, sơn lan can cầu Ranh")."""
    joined: list[Stretch] = []
    begun: int | None = None
    for start, end in pieces:
        begin = start if begun is None else begun
        begun = None if _PROPER.search(text, _begin(text, (start, end)), end) else begin
        if begun is None:
            joined.append((begin, end))
    return joined if begun is None else []


def _close(text: str, pieces: list[Stretch]) -> list[Stretch]:
    """`pieces` with the last divided at an "và" before the name of a work."""
    last = cut(text, *pieces[-1], _AND) if pieces else []
    return [*pieces[:-1], *last] if len(last) == 2 and WORK.match(text, last[1][0]) else pieces


def _listed(text: str, start: int, end: int) -> list[Stretch]:
    listed = cut(text, start, end, _CAPITALS)
    return listed if len(listed) > 1 else []


def _find_works(text: str, start: int, end: int, *, introduced: bool) -> list[Stretch]:
    """A list of works that tells itself by how its pieces begin: two parted by semicolons, or three by commas, or two
    after words that introduce a list."""
    pieces = cut(text, start, end, _SEMICOLON)
    if len(pieces) > 1:
        pieces = _close(text, pieces)
    works = sum(WORK.match(text, _begin(text, piece)) is not None for piece in pieces)
    if works > 1 and works * 3 >= len(pieces) * 2:
        return pieces
    for separator in (_LINES, _WORKS):
        listed = cut(text, *(pieces[0] if pieces else (start, end)), separator)
        if len(listed) > (1 if introduced else 2) and all(WORK.match(text, _begin(text, each)) for each in listed):
            return listed
    return []


def _are_names(text: str, pieces: list[Stretch]) -> bool:
    """Whether two thirds of the pieces begin as names do: with a capital, or with what a work is called."""
    begins = [_begin(text, piece) for piece in pieces]
    names = sum(not text[at : at + 1].islower() or WORK.match(text, at) is not None for at in begins)
    return names * 3 >= len(pieces) * 2


def _begin(text: str, piece: Stretch) -> int:
    return piece[0] + len(text[slice(*piece)]) - len(text[slice(*piece)].lstrip(EDGES + _BULLETS))


def cut(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Stretch]:
    """The pieces of `text[start:end]` between separators outside brackets that hold more than signs."""
    borders = [
        match.span() for match in separator.finditer(text, start, end) if not _is_bracketed(text, start, match.start())
    ]
    whole = [(start, start), *borders, (end, end)]
    return [
        (before[1], after[0]) for before, after in pairwise(whole) if text[before[1] : after[0]].strip(EDGES + _BULLETS)
    ]


def _is_bracketed(text: str, start: int, offset: int) -> bool:
    opened = text.rfind("(", max(start, offset - LONGEST_ASIDE), offset)
    return opened >= 0 and ")" not in text[opened:offset]


LONGEST_ASIDE = 120


def _list_sentence(text: str, start: int) -> Stretch:
    """From `start` on, the sentence that holds a list: the first with a semicolon, else the first; to its full stop,
    over the lines that its items may stand on."""
    sentences = [(start + begin, start + end) for begin, end in split_sentences(text[start:])]
    at = next((at for at, each in enumerate(sentences) if ";" in text[slice(*each)]), 0)
    stop = next((end for _, end in sentences[at:] if text[end - 1] in ".!?"), len(text))
    return (sentences[at][0] if at else start), stop
