"""Runs of characters put together: to pieces of lines, cells of ruled tables, and lines in reading order."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.ingest.glyphs import Page, Rule, Run
from service.ingest.layout import CELL_BORDER
from service.ingest.superscripts import raise_text

_WORD_GAP = 0.17
_GUTTER = 0.8
"""Text that stands so far apart (in sizes) may be in two columns."""
_WIDE_GUTTER = 2.0
"""So far apart, it is in two columns even where only one line shows it."""
_HEIGHT = 0.7
"""How high letters stand over the baseline, in sizes: for judging which runs are on one line."""
_RAISED = 0.15
_SMALLER = 0.85
_LEVEL = 0.3
"""Baselines that differ by less (in sizes) are one: letters below the line, and fonts that sit a little lower."""
_LONGEST_RAISED = 8
_SHELF = 8.0
"""Runs are looked up by the height at which they stand, in steps of so many points."""
_TOUCH = 3.0
_LABEL = re.compile(
    r"[-–—+*•●▪○]|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)/]?|[⁰¹²³⁴-⁹]{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
)
_NUMERIC = re.compile(r"[\d.,%()/+\-–\s]*\d[\d.,%()/+\-–\s]*(?:\w{1,5})?|[-–x]")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline of one column. `left` and `right` are the column's borders.

    `is_row` marks a row of a table, which is never joined to what follows; `first_word` is the width of its first
    word; `raised` tells that it begins with a raised number; `column` is 0 for text over the page's whole width and
    counts the columns of each part that has some.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first_word: float = 0.0
    raised: bool = False
    is_row: bool = False
    left: float = 0.0
    right: float = 0.0
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled table: its upright lines and those across, in ascending order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def find_cell(self, line: Line) -> tuple[int, int] | None:
        """Row (from the top) and column of a piece of text; None where it stands outside."""
        x, y = (line.x0 + line.x1) / 2, line.y + _HEIGHT / 2 * line.size
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return len(self.ys) - bisect_right(self.ys, y), bisect_right(self.xs, max(self.xs[0], line.x0 + 1)) - 1


def read_lines(page: Page) -> list[Line]:
    """The lines of a page in reading order: column after column, tables as rows."""
    uprights = [rule for rule in page.rules if not rule.is_across]
    pieces = _find_pieces(page.runs, uprights)
    grids = _find_grids(page.rules)
    lines: list[Line] = []
    rest = pieces
    column = 0
    for grid in grids:
        above = [piece for piece in rest if grid.find_cell(piece) is None and piece.y > grid.ys[-1] - _TOUCH]
        inside = [piece for piece in rest if grid.find_cell(piece) is not None]
        ordered, column = _order(above, column)
        lines += [*ordered, *_read_rows(grid, inside)]
        taken = {id(piece) for piece in (*above, *inside)}
        rest = [piece for piece in rest if id(piece) not in taken]
    ordered, _ = _order(rest, column)
    return _add_borders([*lines, *ordered])


@dataclass(slots=True)
class _Chain:
    """Runs side by side on one baseline, from left to right, and where the last of them ends."""

    runs: list[Run]
    x1: float

    @property
    def last(self) -> Run:
        return self.runs[-1]


def _find_pieces(runs: Sequence[Run], uprights: Sequence[Rule]) -> list[Line]:
    """Runs on one baseline without a wide gap or a ruled line between them, as one piece each; from the top down."""
    bases = _find_bases(runs)
    raised: dict[int, list[Run]] = {}
    for run in runs:
        base = bases.get(id(run))
        while base is not None and id(base) in bases:
            base = bases[id(base)]  # each is larger than the one before
        if base is not None:
            raised.setdefault(id(base), []).append(run)
    shelves: dict[int, list[_Chain]] = {}
    chains: list[_Chain] = []
    for run in sorted((run for run in runs if id(run) not in bases), key=lambda run: run.x0):
        own = [run, *raised.get(id(run), ())]
        x0, x1 = min(each.x0 for each in own), max(each.x1 for each in own)
        shelf = round(run.y / _SHELF)
        beside = [
            chain
            for at in (shelf - 1, shelf, shelf + 1)
            for chain in shelves.get(at, ())
            if abs(chain.last.y - run.y) <= _LEVEL * max(chain.last.size, run.size)
            and not _is_apart(chain, run, x0 - chain.x1)
            and not _is_ruled_off(chain.last, run, uprights)
        ]
        if beside:
            chain = max(beside, key=lambda chain: chain.x1)
            chain.runs.append(run)
            chain.x1 = max(chain.x1, x1)
        else:
            chain = _Chain([run], x1)
            chains.append(chain)
            shelves.setdefault(shelf, []).append(chain)
    groups = [[each for run in chain.runs for each in (run, *raised.get(id(run), ()))] for chain in chains]
    return sorted((_join_runs(sorted(group, key=lambda run: run.x0)) for group in groups), key=lambda line: -line.y)


def _is_apart(chain: _Chain, run: Run, gap: float) -> bool:
    """Whether a gap is too wide (or an overlap too deep) for a run to go on with a line."""
    size = max(chain.last.size, run.size)
    if gap < -0.5 * size:
        return True
    if gap <= _GUTTER * size:
        return False
    return gap > 6 * run.size or not _LABEL.fullmatch("".join(before.text for before in chain.runs).strip())


def _find_bases(runs: Sequence[Run]) -> dict[int, Run]:
    """For each raised run (by id) the larger one beside it whose line it belongs to."""
    shelves: dict[int, list[Run]] = {}
    for run in runs:
        shelves.setdefault(round(run.y / _SHELF), []).append(run)
    bases: dict[int, Run] = {}
    for run in runs:
        if len(run.text) > _LONGEST_RAISED:
            continue
        low, high = round((run.y - 2 * run.size) / _SHELF), round(run.y / _SHELF)
        beside = [
            base
            for shelf in range(low, high + 1)
            for base in shelves.get(shelf, ())
            if run.size <= _SMALLER * base.size
            and _RAISED * base.size < run.y - base.y < _HEIGHT * base.size
            and (abs(run.x0 - base.x1) < 0.5 * base.size or abs(base.x0 - run.x1) < 0.5 * base.size)
        ]
        if beside:
            bases[id(run)] = min(beside, key=lambda base: abs(run.x0 - base.x1))
    return bases


def _is_ruled_off(before: Run, after: Run, uprights: Sequence[Rule]) -> bool:
    middle = before.y + _HEIGHT / 2 * before.size
    return any(
        before.x1 - 1 <= rule.x0 <= after.x0 + 1 and rule.y0 - 1 <= middle <= rule.y1 + 1
        for rule in uprights
        if rule.x0 > before.x0
    )


def _join_runs(runs: Sequence[Run]) -> Line:
    """One piece: words apart, raised numbers as superscripts."""
    lengths = Counter[tuple[float, float]]()
    for run in runs:
        lengths[round(run.size, 1), round(run.y, 1)] += len(run.text.strip())
    size, y = lengths.most_common(1)[0][0]
    parts: list[str] = []
    previous: Run | None = None
    raised = False
    for run in runs:
        is_raised = run.size <= _SMALLER * size and run.y - y > _RAISED * size
        text = raise_text(run.text.strip()) if is_raised else run.text
        if is_raised and not parts:
            raised = text != run.text.strip()
        if previous is not None and not parts[-1].endswith(" ") and not text.startswith(" "):
            gap = run.x0 - previous.x1
            if gap > (2 * _WORD_GAP if is_raised else _WORD_GAP) * size:
                parts.append(" ")
        parts.append(text)
        previous = run
    text = "".join(parts).strip()
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    word = text.split(" ", 1)[0]
    return Line(text, x0, x1, y, size, first_word=(x1 - x0) * len(word) / max(1, len(text)), raised=raised)


def _find_grids(rules: Sequence[Rule]) -> list[_Grid]:
    """The ruled tables of a page, from the top down: lines that touch each other, in at least two cells."""
    clusters: list[tuple[list[Rule], list[float]]] = []
    for rule in sorted(rules, key=lambda rule: -rule.y1):
        touched = [cluster for cluster in clusters if _touches(rule, cluster[1])]
        members = [rule, *(member for cluster in touched for member in cluster[0])]
        box = [
            min([rule.x0, *(cluster[1][0] for cluster in touched)]),
            min([rule.y0, *(cluster[1][1] for cluster in touched)]),
            max([rule.x1, *(cluster[1][2] for cluster in touched)]),
            max([rule.y1, *(cluster[1][3] for cluster in touched)]),
        ]
        clusters = [cluster for cluster in clusters if not any(cluster is each for each in touched)]
        clusters.append((members, box))
    grids = []
    for members, _ in clusters:
        xs = _merge_near(rule.x0 for rule in members if not rule.is_across)
        ys = _merge_near(rule.y0 for rule in members if rule.is_across)
        if len(xs) >= 2 and len(ys) >= 2 and (len(xs) - 1) * (len(ys) - 1) >= 2:
            grids.append(_Grid(xs, ys))
    return sorted(grids, key=lambda grid: -grid.ys[-1])


def _touches(rule: Rule, box: Sequence[float]) -> bool:
    return (
        rule.x0 <= box[2] + _TOUCH
        and rule.x1 >= box[0] - _TOUCH
        and rule.y0 <= box[3] + _TOUCH
        and rule.y1 >= box[1] - _TOUCH
    )


def _merge_near(places: Iterable[float]) -> tuple[float, ...]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _TOUCH:
            merged.append(place)
    return tuple(merged)


def _read_rows(grid: _Grid, pieces: Iterable[Line]) -> list[Line]:
    """A line a row of the table; what is wrapped in a cell is put together."""
    cells: dict[tuple[int, int], list[Line]] = {}
    for piece in pieces:
        place = grid.find_cell(piece)
        if place is not None:
            cells.setdefault(place, []).append(piece)
    rows: dict[int, list[str]] = {}
    for place in sorted(cells):
        rows.setdefault(place[0], []).append(join_wrapped(piece.text for piece in cells[place]))
    sizes = {place[0]: cells[place][0] for place in sorted(cells, reverse=True)}
    return [
        replace(sizes[row], text=CELL_BORDER.join(texts), x0=grid.xs[0], x1=grid.xs[-1], is_row=True, raised=False)
        for row, texts in sorted(rows.items())
    ]


def join_wrapped(texts: Iterable[str]) -> str:
    """Lines of one paragraph as one: no blank after a hyphen or stroke at a line's end, nor before a raised number."""
    joined = ""
    for text in texts:
        glued = not joined or (joined[-1] in "/-–" and joined[-2:-1].isalnum()) or text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
        joined += text if glued else " " + text
    return joined


def _order(pieces: Sequence[Line], column: int) -> tuple[list[Line], int]:
    """Pieces (from the top down) as lines in reading order, and the number of the last column."""
    lines: list[Line] = []
    index = 0
    while index < len(pieces):
        stop, gutters = _find_band(pieces, index)
        if not gutters:
            stop = _row_end(pieces, index, _ROW)
            lines.append(_merge(sorted(pieces[index:stop], key=lambda piece: piece.x0), "  "))
        elif _is_table(pieces[index:stop], gutters):
            lines += [replace(_merge(row, CELL_BORDER), is_row=True) for row in _split_rows(pieces[index:stop])]
        else:
            for left, right in pairwise([float("-inf"), *gutters, float("inf")]):
                column += 1
                own = [piece for piece in pieces[index:stop] if left <= (piece.x0 + piece.x1) / 2 < right]
                lines += [replace(_merge(row, " "), column=column) for row in _split_rows(own)]
        index = stop
    return lines, column


_ROW = 0.35
"""Baselines that are no further apart (in sizes) are one row of a table."""
_SIDE_BY_SIDE = 0.8
"""So far apart the baselines of two columns' lines may be for both to begin a band of columns."""
_FAR = 3.2
"""A gap so high (in sizes) ends a band of columns."""
_SURE = 3
"""So many lines on both sides of a gutter prove it, wide or not."""


def _row_end(pieces: Sequence[Line], start: int, height: float) -> int:
    """Where the pieces whose baselines are near that of piece `start` end."""
    stop = start + 1
    while stop < len(pieces) and pieces[start].y - pieces[stop].y <= height * pieces[start].size:
        stop += 1
    return stop


def _split_rows(pieces: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    index = 0
    while index < len(pieces):
        stop = _row_end(pieces, index, _ROW)
        rows.append(sorted(pieces[index:stop], key=lambda piece: piece.x0))
        index = stop
    return rows


@dataclass(slots=True)
class _Gutter:
    """A white stretch between columns, and the lines (by index) to its left and right so far."""

    low: float
    high: float
    left: list[int]
    right: list[int]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def proof(self) -> int:
        """How many lines stand on the side that has fewer."""
        return min(len(self.left), len(self.right))


def _find_band(pieces: Sequence[Line], start: int) -> tuple[int, list[float]]:
    """Where the pieces that share a white gutter with those at `start` end, and the middles of the gutters, if any."""
    size = pieces[start].size
    seed_end = _row_end(pieces, start, _SIDE_BY_SIDE)
    seeds = sorted(range(start, seed_end), key=lambda index: pieces[index].x0)
    gutters = [
        _Gutter(pieces[before].x1, pieces[after].x0, list(seeds[:place]), list(seeds[place:]))
        for place, (before, after) in enumerate(pairwise(seeds), start=1)
        if pieces[after].x0 - max(pieces[index].x1 for index in seeds[:place]) >= _GUTTER * size
    ]
    stop = seed_end
    while gutters and stop < len(pieces):
        kept = [narrowed for gutter in gutters for narrowed in _narrow(gutter, pieces, stop, size)]
        if pieces[stop - 1].y - pieces[stop].y > _FAR * size or not kept:
            break
        gutters = kept
        stop += 1
    gutters = [g for g in gutters if g.proof >= _SURE or (g.proof and g.high - g.low >= _WIDE_GUTTER * size)]
    if gutters and max(gutter.proof for gutter in gutters) < _SURE:
        # One or two lines in columns, and below them perhaps others that are only short.
        last = max(min(gutter.left[-1], gutter.right[-1]) for gutter in gutters)
        stop = max(seed_end, _row_end(pieces, last, _SIDE_BY_SIDE))
    elif len(gutters) == 1:
        stop = _cut_tail(pieces, gutters[0], stop, size)
    return (stop, [gutter.middle for gutter in gutters]) if gutters else (start, [])


def _narrow(gutter: _Gutter, pieces: Sequence[Line], index: int, size: float) -> Iterator[_Gutter]:
    """What is left of a gutter beside one more piece; nothing where that crosses it."""
    piece = pieces[index]
    for low, high in _free(piece, gutter.low, gutter.high):
        if high - low >= _GUTTER * size:
            is_left = piece.x1 <= low
            yield _Gutter(
                low,
                high,
                [*gutter.left, index] if is_left else gutter.left,
                gutter.right if is_left else [*gutter.right, index],
            )


def _cut_tail(pieces: Sequence[Line], gutter: _Gutter, stop: int, size: float) -> int:
    """Where a band ends whose one column goes on under the end of the other: at a gap, what follows is a new part."""
    shorter, longer = sorted((gutter.left, gutter.right), key=lambda side: side[-1])
    usual = _FAR if gutter.proof >= 2 * _SURE else 1.9
    for above, below in pairwise(longer):
        if below > shorter[-1] and pieces[above].y - pieces[below].y > usual * size:
            return below
    return stop


def _free(piece: Line, low: float, high: float) -> Iterator[tuple[float, float]]:
    """The white stretches between `low` and `high` beside a piece."""
    if piece.x1 <= low or piece.x0 >= high:
        yield low, high
        return
    if piece.x0 > low:
        yield low, piece.x0
    if piece.x1 < high:
        yield piece.x1, high


def _is_table(pieces: Sequence[Line], gutters: Sequence[float]) -> bool:
    """Whether text in columns is to be read by rows: short cells, or numbers on the right."""
    if len(pieces) >= 12 and sum(len(piece.text) for piece in pieces) >= 18 * len(pieces):
        return False
    if len(gutters) >= 2:
        return True
    right = [piece.text for piece in pieces if (piece.x0 + piece.x1) / 2 >= gutters[0]]
    return sum(bool(_NUMERIC.fullmatch(text)) for text in right) > 0.7 * len(right)


def _merge(row: Sequence[Line], border: str) -> Line:
    if len(row) == 1:
        return row[0]
    return replace(
        row[0], text=border.join(piece.text for piece in row), x0=row[0].x0, x1=max(piece.x1 for piece in row)
    )


def _add_borders(lines: Sequence[Line]) -> list[Line]:
    """Each line with the borders of its column."""
    borders: dict[int, tuple[float, float]] = {}
    for line in lines:
        low, high = borders.get(line.column, (line.x0, line.x1))
        borders[line.column] = (min(low, line.x0), max(high, line.x1))
    return [replace(line, left=borders[line.column][0], right=borders[line.column][1]) for line in lines]
