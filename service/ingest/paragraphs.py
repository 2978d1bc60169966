"""Lines of a page put together to paragraphs, judged as a typesetter would: a line that had room for the next word ended
on purpose."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.ingest.lines import Line, join_wrapped

_ITEM = re.compile(
    r"(?:[-–—+*•●▪]|\(?\d{1,2}[.)]|\(?[a-zđ][.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|Điều \d+\.)\s"
)
_SENTENCE_END = re.compile(r"[.;:!?…][”\"’»)\]]*[⁰¹²³⁴-⁹]{0,3}$")
_INDENT = 0.8
_ROOM = 0.6
"""Blank and slack, in sizes, that the next word would have needed besides its own width."""
_CENTRED = 1.0


@dataclass(frozen=True, slots=True)
class Leading:
    """The usual distance of two baselines, for each size of letters (in half points)."""

    distances: dict[int, float]

    @classmethod
    def measure(cls, pages: Iterable[Sequence[Line]]) -> "Leading":
        """The commonest distances over all pages."""
        counts: dict[int, Counter[float]] = {}
        for lines in pages:
            for above, below in pairwise(lines):
                drop = above.y - below.y
                if above.column == below.column and _same_size(above, below) and 0 < drop < 3 * above.size:
                    counts.setdefault(_halves(above.size), Counter())[round(drop * 2) / 2] += 1
        return cls({size: counter.most_common(1)[0][0] for size, counter in counts.items()})

    def is_wide(self, above: Line, below: Line) -> bool:
        """Whether more than the usual space stands between two lines."""
        usual = min(self.distances.get(_halves(above.size), 1.35 * above.size), 2.2 * above.size)
        return above.y - below.y > usual * 1.12 + 0.8


def _halves(size: float) -> int:
    return round(size * 2)


def _same_size(above: Line, below: Line) -> bool:
    return abs(above.size - below.size) <= 0.06 * max(above.size, below.size)


def join_lines(lines: Sequence[Line], leading: Leading) -> str:
    """The text of lines in reading order: paragraphs with blank lines between them, rows of tables a line each."""
    parts: list[str] = []
    open_lines: list[str] = []
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            separator = _separate(before, line, leading)
            if separator:
                parts += [join_wrapped(open_lines), separator]
                open_lines = []
        open_lines.append(line.text)
    return "".join([*parts, join_wrapped(open_lines)])


def _separate(above: Line, below: Line, leading: Leading) -> str:
    """What stands between two lines: nothing where they are one paragraph, a line break or a blank line."""
    if above.is_row or below.is_row:
        return "\n" if above.is_row and below.is_row else "\n\n"
    if above.column != below.column:
        return "" if goes_on(above, below) and above.column and below.column else "\n\n"
    if not _same_size(above, below) or leading.is_wide(above, below) or below.y > above.y + above.size:
        return "\n\n"
    if _is_centred(above) and _is_centred(below):
        return "" if _is_full(above, below) and not above.text.isupper() else "\n"
    if not _is_full(above, below) or _ends_paragraph(above, below):
        return "\n\n"
    return ""


def _is_full(above: Line, below: Line) -> bool:
    """Whether the next line's first word had no room on the line above."""
    return above.x1 + below.first_word + _ROOM * above.size > above.right


def _ends_paragraph(above: Line, below: Line) -> bool:
    """Whether a full line is the last of its paragraph all the same: what follows is indented or an item of a list."""
    complete = _SENTENCE_END.search(above.text) is not None
    if _ITEM.match(below.text) and complete:
        return True
    indented = below.x0 - below.left > _INDENT * below.size
    if not indented:
        return False
    if above.x0 - above.left <= _INDENT * above.size:
        # The text of an item stands further right than its sign, and so do its other lines.
        return not (_ITEM.match(above.text) and not complete)
    return complete and not below.text[:1].islower() and abs(below.x0 - above.x0) < below.size


def _is_centred(line: Line) -> bool:
    before, after = line.x0 - line.left, line.right - line.x1
    return before > _CENTRED * line.size and abs(before - after) < max(2 * line.size, 0.1 * before)


def goes_on(above: Line, below: Line) -> bool:
    """Whether a sentence that a column's or page's end cut goes on in the line `below`."""
    if above.is_row or below.is_row or _SENTENCE_END.search(above.text):
        return False
    reaches = above.x1 > above.right - 0.2 * (above.right - above.left)
    return below.text[:1].islower() or (reaches and not _ITEM.match(below.text) and below.text[:1].isalnum())
