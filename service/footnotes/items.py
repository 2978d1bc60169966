"""Items inside a body: "(1) …; (2) …", and the names of an unnumbered list that the anchor announces."""

import re
from collections.abc import Sequence
from itertools import pairwise

from service.footnotes.lists import EDGES, LONGEST_ASIDE, cut, split_list
from service.footnotes.notes import Item, Stretch
from service.text.passages import Passage
from service.text.sentences import split_sentences

_NUMBERED = re.compile(
    r"(?:(?<=\s)|(?<=[;.,:)])|^)\(\s?(?P<bracket>[\dlO]{1,2})\s?\)|(?:^|\n|[;:.]\s)\s*(?P<half>\d{1,2})[)/-]\s|(?:^|\n|[;:.]\s)\s*(?P<letter>[a-zđ])[)/-]\s|(?:^|\n|[;:.]\s)\s*(?P<loose>[ivx]{1,4})[)/]\s"
    r"|(?:^|\n|[;:]\s)\s*(?P<point>\d{1,2})\.\s|(?:^|\s)(?P<dotted>[a-zđ])\.\s?(?=[A-ZĐÂÊÔƠƯ])|(?:(?<=\s)|(?<=[;.,:])|^)\((?P<roman>[ivx]{1,4})\)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def find_items(body: Passage, *, announced: bool = False, promised: int | None = None) -> tuple[Item, ...]:
    """The items of a body, in order, each with its stretches in the whole text.

    `announced` says that the anchor counts things that are listed by name ("03 dự án"); without it, a list without
    numbers is read as one only where it names works. Numbers must count up from 1 (letters from a); one that breaks the
    order is text.
    """
    marks = _count_up(body.text)
    bullets = [] if marks else _find_bullets(body.text)
    if bullets and len(bullets) == promised:
        marks = bullets
    pieces = [] if marks else split_list(body.text, announced=announced, promised=promised)
    if not marks and len(pieces) != promised:
        marks = bullets
    if marks:
        ends = [*(start for start, _ in marks[1:]), _last_end(body.text, marks)]
        pieces = [(start, end) for (_, start), end in zip(marks, ends, strict=True)]
        if promised is not None and len(pieces) < promised:
            pieces += _find_rest(body.text, ends[-1], promised - len(pieces))
    return tuple(Item(index, _stretches(body, *piece)) for index, piece in enumerate(pieces, start=1))


def _find_rest(text: str, start: int, missing: int) -> list[Stretch]:
    """The things that a paragraph after a numbered list names, where they are just as many as are missing."""
    rest = split_list(text[start:], announced=True, promised=missing) if text[start:].strip() else []
    return [(start + low, start + high) for low, high in rest] if len(rest) == missing else []


def find_counted(body: Passage, count: int | None) -> tuple[Item, ...]:
    """The items of a body that lists just `count` things, whatever they are, each named as the first or with a capital;
    none where it doesn't: it remarks on what was counted."""
    if count is None or not 1 < count <= _MOST_COUNTED:
        return ()
    items = find_items(body, announced=True, promised=count)
    if len(items) != count or not all(item.spans for item in items):
        return ()
    starts = [place[0] for item in items if (place := body.place(*item.spans[0]))]
    first = _FIRST_WORD.match(body.text, starts[0]) if starts else None
    if first is None or len(starts) != count:
        return ()
    named = [
        body.text[at].isupper() or body.text.startswith(first[0].lower(), at) or _NAMED_TOO.match(body.text, at)
        for at in starts
    ]
    return items if all(named) else ()


_MOST_COUNTED = 30
_FIRST_WORD = re.compile(r"[^\W\d]+")
_NAMED_TOO = re.compile(r"(?:thứ|một|hai|ba|bốn|năm|ông|bà|anh|chị|đồng chí)\s")


def is_open_ended(body: Passage, items: Sequence[Item]) -> bool:
    """Whether items can't be counted against a promise: a body says that they are only some, before the first, at the
    last or after it, or the pieces of a list without numbers may name more than one thing."""
    places = [body.place(*item.spans[0]) for item in (*items[:1], *items[-1:]) if item.spans]
    if len(places) < 2 or places[0] is None or places[1] is None:
        colon = body.text.find(":", 0, LONGEST_ASIDE)
        return _SOME.search(body.text, 0, max(0, colon)) is not None
    if _SOME.search(body.text, 0, places[0][0]) or _SOME.search(body.text, places[1][0]):
        return True
    return not _count_up(body.text) and len(cut(body.text, places[0][0], places[1][1], _ENUMERATION)) > len(items)


_ENUMERATION = re.compile(r"[;,]\s|\svà\s")
_SOME = re.compile(
    r"(?<!\w)(?:trong đó|tiêu biểu|chủ yếu|điển hình|nổi bật|đáng kể|lớn|như|một số|xin nêu|nhất là|trong số|ví dụ|chẳng hạn|chưa kể|"
    r"còn lại|khác)(?!\w)|\.\.\.|…|v\.v",
    re.IGNORECASE,
)


def _count_up(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of the item numbers 1, 2, 3 … that stand in order, of one kind."""
    for kind in ("bracket", "half", "roman", "loose", "letter", "point", "dotted"):
        found: list[tuple[int, int]] = []
        for match in _NUMBERED.finditer(text):
            label = match["letter"] or match[kind] if kind == "loose" else match[kind]
            if label is None:
                continue
            number = _count(label, kind)
            if number == len(found) + 1:
                found.append((match.start(), match.end()))
        if found and (len(found) > 1 or (kind == "bracket" and not text[: found[0][0]].strip())):
            return found
    return []


_BULLET = re.compile(r"(?:^|\n)[ \t]*[-+•]\s+")


def _find_bullets(text: str) -> list[Stretch]:
    """The bullets of two lines or more."""
    found = [match.span() for match in _BULLET.finditer(text)]
    return found if len(found) > 1 else []


def _count(label: str, kind: str) -> int:
    """The place of an item in its list, from 1; 0 for what is no number."""
    if kind in ("roman", "loose"):
        return _ROMAN.index(label) + 1 if label in _ROMAN else 0
    if kind in ("letter", "dotted"):
        return _LETTERS.find(label) + 1
    digits = label.replace("l", "1").replace("O", "0")
    return int(digits) if digits.isdigit() else 0


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
    begin = start + len(piece) - len(piece.lstrip(EDGES + "-+•"))
    stop = start + len(piece.rstrip(EDGES))
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
