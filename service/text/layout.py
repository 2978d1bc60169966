"""Lines of a text and what each is for: running text, page furniture, separators, blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise


class LineKind(StrEnum):
    """What a line is for."""

    TEXT = "text"
    BLANK = "blank"
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: `[start, end)` without its line break, offsets in code points of that text.

    `indent` counts the blanks before its first character; `breaks_page` is true where a form feed stands in it.
    """

    start: int
    end: int
    kind: LineKind
    indent: int
    breaks_page: bool = False

    @property
    def is_furniture(self) -> bool:
        """Whether the line belongs to the page and not to what the page says."""
        return self.kind in (LineKind.PAGE_NUMBER, LineKind.RUNNING_HEAD, LineKind.SEPARATOR)


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a text in order; together with their line breaks they cover it without a gap."""

    lines: tuple[Line, ...]


_RULE_WIDTH = 20
"""A line of so many blanks is what text extraction leaves of the rule above the footnotes of a page."""

_LONGEST_HEAD = 120
_SEPARATOR = re.compile(r"[\s_=*~.\-–—]*[_=*~\-–—]{3}[\s_=*~.\-–—]*")
_SURE_NUMBER = re.compile(
    r"[-–—]\s{0,3}(\d{1,4})\s{0,3}[-–—]|\(?(?i:trang|page)\s{1,3}(\d{1,4})(?:\s{0,3}/\s{0,3}\d{1,4})?\)?"
)
_BARE_NUMBER = re.compile(r"(\d{1,4})(?:\s{0,2}/\s{0,2}\d{1,4})?")
_STAMP = re.compile(r"(?:Ký bởi|Người ký|Được ký bởi)\s{0,3}:")
_STAMP_GOES_ON = re.compile(
    r"(?:Email|Cơ quan|Tổ chức|Thời gian ký|Ngày ký|Chức vụ|Lý do|Vị trí)\s{0,3}:|[A-ZÀ-Ỹ ]{8,}$"
)
_DIGITS = re.compile(r"\d+")


def read_layout(text: str) -> Layout:
    """The lines of `text` and what each is for, judged from the whole text.

    A bare number is a page number only in a row of them that counts up, between blank lines or beside a running head;
    a line is a running head only where it comes back (digits aside) beside page numbers or form feeds.
    """
    lines = list(_read_lines(text))
    _mark_stamps(text, lines)
    heads = _find_heads(text, lines)
    for index in heads:
        lines[index] = replace(lines[index], kind=LineKind.RUNNING_HEAD)
    for index in _find_page_numbers(text, lines):
        lines[index] = replace(lines[index], kind=LineKind.PAGE_NUMBER)
    return Layout(tuple(lines))


def _read_lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        content = raw.lstrip()
        indent = len(raw) - len(content)
        content = content.rstrip()
        kind = LineKind.TEXT
        if not content:
            kind = LineKind.SEPARATOR if len(raw) >= _RULE_WIDTH and raw.count(" ") >= _RULE_WIDTH else LineKind.BLANK
        elif not content[0].isalnum():
            if _SEPARATOR.fullmatch(content[:_LONGEST_HEAD]):
                kind = LineKind.SEPARATOR
            elif _SURE_NUMBER.fullmatch(content.strip("*_ ")):
                kind = LineKind.PAGE_NUMBER
        elif content[0] in "TtPp" and _SURE_NUMBER.fullmatch(content):
            kind = LineKind.PAGE_NUMBER
        yield Line(start, end, kind, indent, "\f" in raw)
        start = end + 1


def _content(text: str, line: Line) -> str:
    return text[line.start : line.end].strip()


def _mark_stamps(text: str, lines: list[Line]) -> None:
    """The block that a digital signature leaves on the first page belongs to the page."""
    for index, line in enumerate(lines):
        if line.kind is LineKind.TEXT and _STAMP.match(text, line.start + line.indent):
            for at in range(index, min(index + 6, len(lines))):
                if at > index and not _STAMP_GOES_ON.match(_content(text, lines[at])):
                    break
                lines[at] = replace(lines[at], kind=LineKind.RUNNING_HEAD)


def _find_heads(text: str, lines: list[Line]) -> list[int]:
    """Lines that come back over the pages: two or more of one shape, most of them beside a number or a form feed."""
    shapes: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.kind is LineKind.TEXT and line.end - line.start <= _LONGEST_HEAD:
            content = _content(text, line)
            if not content[0].isdigit() or not _BARE_NUMBER.fullmatch(content):
                shapes.setdefault(_DIGITS.sub("#", content), []).append(index)
    found: list[int] = []
    for shape, places in shapes.items():
        if len(places) < 2:
            found += [index for index in places if _heads_page(text, lines, index)]
            continue
        numbers = {at for index in places if (at := _find_page_number(text, lines, index)) is not None}
        counts_up = "#" in shape and _counts_up(text, lines, places)
        if (len(numbers) >= 2 and len(numbers) * 2 > len(places)) or counts_up:
            found += places
    return found


def _heads_page(text: str, lines: list[Line], index: int) -> bool:
    """Whether a line in capitals begins a page, right above a number that stands alone and a sentence that goes on."""
    if not lines[index].breaks_page or not _content(text, lines[index]).isupper():
        return False
    below = next((at for at in (index + 1, index + 2) if at < len(lines) and lines[at].kind is LineKind.TEXT), None)
    if below is None or not _BARE_NUMBER.fullmatch(_content(text, lines[below])):
        return False
    return _parts_sentence(text, lines, below)


def _find_page_number(text: str, lines: list[Line], index: int) -> int | None:
    """The line beside line `index` that holds a page number or a form feed, if there is one."""
    for at in (index - 1, index + 1, index - 2, index + 2, index):
        if 0 <= at < len(lines):
            line = lines[at]
            if line.breaks_page or line.kind is LineKind.PAGE_NUMBER:
                return at
            if at != index and _BARE_NUMBER.fullmatch(_content(text, line)):
                return at
    return None


def _counts_up(text: str, lines: list[Line], places: list[int]) -> bool:
    """Whether a line of one shape holds a page number: its last or first number goes up by one or two each time."""
    if len(places) < 3 or not all(lines[index - 1].kind is not LineKind.TEXT for index in places if index):
        return False
    for pick in (0, -1):
        numbers = [int(_DIGITS.findall(_content(text, lines[index]))[pick][:6]) for index in places]
        if all(0 < after - before <= 2 for before, after in pairwise(numbers)):
            return True
    return False


def _find_page_numbers(text: str, lines: list[Line]) -> list[int]:
    """Bare numbers that stand alone like page numbers and count up, with at least one other of them to prove it."""
    chain: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if line.kind is not LineKind.TEXT or line.end - line.start > _RULE_WIDTH:
            continue
        match = _BARE_NUMBER.fullmatch(_content(text, line))
        if match is None or not _stands_alone(lines, index):
            continue
        number = int(match[1])
        if not chain or 0 < number - chain[-1][1] <= 3:
            chain.append((index, number))
        elif len(chain) == 1 and number <= 3:
            chain = [(index, number)]
    if len(chain) >= 2 or (chain and chain[0][1] == 2):
        return [index for index, _ in chain]
    return [index for index, number in chain if number < _MANY_PAGES and _parts_sentence(text, lines, index)]


_MANY_PAGES = 100
"""A number alone in its text is no page number from here on, but a sum."""


_GOES_ON = re.compile(r"[*_ ]*(?:\(\s?(?!1\))\d{1,2}\s?\)|[^\W\d_])")


_LETTER_ITEM = re.compile(r"[a-zđ][.)]")


def _parts_sentence(text: str, lines: list[Line], index: int) -> bool:
    """Whether what stands after line `index` goes on with a sentence or a numbered list: a page ends there."""
    following = next((line for line in lines[index + 1 : index + 4] if line.kind is LineKind.TEXT), None)
    if following is None:
        return False
    goes_on = _GOES_ON.match(text, following.start, following.end)
    return goes_on is not None and not goes_on[0][-1].isupper() and not _LETTER_ITEM.match(_content(text, following))


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Blank lines or page furniture on both sides, or a running head or form feed on one."""
    around = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    if any(line.kind is LineKind.RUNNING_HEAD or line.breaks_page for line in [*around, lines[index]]):
        return True
    return all(line.kind is not LineKind.TEXT for line in around)
