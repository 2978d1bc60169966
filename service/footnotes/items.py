"""Items inside a body: "(1) …; (2) …", and the names of an unnumbered list that the anchor announces."""

import re

from service.footnotes.notes import Item
from service.text.passages import Passage

_NUMBERED = re.compile(
    r"(?:(?<=\s)|(?<=[;.,:)])|^)\(\s?(?P<bracket>\d{1,2}|l)\s?\)|(?:^|\n|;\s)\s*(?P<half>\d{1,2})\)\s|(?:^|\n|;\s)\s*(?P<letter>[a-zđ])\)\s"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_EDGES = " \t\n;,."
_SEPARATOR = re.compile(r";|\n(?=\s*[-+•]\s)")
_LEAD = re.compile(
    r"^\s*(?:Bao gồm|Gồm(?: có)?|Cụ thể|Trong đó|Đó là|Danh mục|Các dự án|Là)\s?(?:các [^:]{1,40}|\d+ [^:]{1,40})?:?\s+",
    re.IGNORECASE,
)


def find_items(body: Passage, *, announced: bool, promised: int | None) -> tuple[Item, ...]:
    """The items of a body, in order, each with its stretches in the whole text.

    `announced` says that the anchor counts things that are listed by name ("03 dự án"); only then is a list without
    numbers read as one. Numbers must count up from 1 (letters from a); one that breaks the order is text.
    """
    marks = _count_up(body.text)
    if marks:
        ends = [start for start, _ in marks[1:]] + [len(body.text)]
        return tuple(
            Item(index, _stretches(body, start, end))
            for index, ((_, start), end) in enumerate(zip(marks, ends, strict=True), start=1)
        )
    if not announced:
        return ()
    pieces = _split_list(body.text)
    if promised is not None and promised > 1 and len(pieces) == 1:
        return ()
    return tuple(Item(index, _stretches(body, *piece)) for index, piece in enumerate(pieces, start=1))


def _count_up(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of the item numbers 1, 2, 3 … that stand in order, of one kind."""
    for kind in ("bracket", "half", "letter"):
        found: list[tuple[int, int]] = []
        for match in _NUMBERED.finditer(text):
            label = match[kind]
            if label is None:
                continue
            number = _LETTERS.index(label) + 1 if kind == "letter" and label in _LETTERS else _to_int(label)
            if number == len(found) + 1:
                found.append((match.start(), match.end()))
        if found and (len(found) > 1 or (kind == "bracket" and not text[: found[0][0]].strip())):
            return found
    return []


def _to_int(label: str) -> int:
    return 1 if label == "l" else int(label) if label.isdigit() else 0


def _split_list(text: str) -> list[tuple[int, int]]:
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    borders = [match.span() for match in _SEPARATOR.finditer(text, start)]
    starts = [start, *(end for _, end in borders)]
    ends = [*(begin for begin, _ in borders), len(text)]
    return [(begin, end) for begin, end in zip(starts, ends, strict=True) if text[begin:end].strip(_EDGES + "-+•")]


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
