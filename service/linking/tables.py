"""Tables that were left as lines of text: which heading a cell stands under."""

import re

from service.footnotes.notes import Stretch
from service.linking.outline import VALUE, Outline, Placed

_GAP = re.compile(r"[ \t]{3,}|[ \t]*\|[ \t]*|\t")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HIGHEST = 40
"""So many lines above a row its headings are looked for."""


def find_column(outline: Outline, placed: Placed) -> Stretch | None:
    """The heading `[start, end)` in the sentence under which a value's cell stands, None where it stands in no table.

    Cells are counted from the right, because a long name is broken over lines on the left.
    """
    text = outline.text
    line = text.rfind("\n", 0, placed.start) + 1
    if line == 0 or not _is_alone(text, placed):
        return None
    after = len(_cells(text, placed.start, _line_end(text, placed.start))) - 1
    width = len(_cells(text, line, _line_end(text, line)))
    if width < 3:
        return None
    for _ in range(_HIGHEST):
        if line == 0:
            return None
        end, line = line - 1, text.rfind("\n", 0, line - 1) + 1
        cells = _cells(text, line, end)
        if len(cells) >= width and VALUE not in text[line:end]:
            start, stop = cells[-1 - after]
            return (start, stop) if _WORD.search(text, start, stop) else None
    return None


def _is_alone(text: str, placed: Placed) -> bool:
    """Whether nothing but the value stands in its cell."""
    before = text[max(0, placed.start - 3) : placed.start]
    after = text[placed.end : placed.end + 3]
    return bool(_GAP.fullmatch(before[-3:]) or before.endswith(("|", "| ", "\t"))) and (
        not after.strip() or after.lstrip(" ").startswith(("|", "\n"))
    )


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def _cells(text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of a line's cells."""
    cells, position = [], start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > start:
            cells.append((position, gap.start()))
        position = gap.end()
    return [*cells, (position, end)]
