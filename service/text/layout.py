"""Lines of a text and what each is for: running text, page furniture, separators, blanks."""

from dataclasses import dataclass
from enum import StrEnum


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

    `breaks_page` is true where a form feed (or other sure sign of a new page) stands at or before the line's start.
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
