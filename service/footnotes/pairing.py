"""Which marks are bodies' markers, and which marker belongs to which body.

Two decisions, each with evidence and with "none" as a possible outcome: a number at a line's start is a body only if a
marker calls it (or it is written as nothing else could be), and digits glued to a word are a marker only as part of a
chain that counts up together with bodies.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.footnotes.markers import (
    Form,
    Mark,
    scan_after_number,
    scan_explicit,
    scan_glued,
    scan_plain_starts,
)
from service.text.layout import Layout, Line, LineKind


@dataclass(frozen=True, slots=True)
class Pair:
    """A body's marker and the markers that call it; either may be missing. `evidence` says why they were paired."""

    body: Mark | None
    anchors: tuple[Mark, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """One link of a chain that counts up: a body, its anchor, and the chain before it."""

    score: int
    body: Mark
    anchor: Mark | None
    previous: "_Node | None"
    last_anchor: int
    """Where the last anchor of the chain so far ends."""


def pair_marks(text: str, layout: Layout) -> list[Pair]:
    """The footnotes of `text` as pairs of marker and body, in order of the body (of the marker where it has none)."""
    explicit = list(scan_explicit(text))
    if explicit:
        pairs = _pair_explicit(text, layout, explicit)
        if any(pair.body and pair.anchors for pair in pairs):
            return _extend(text, layout, explicit, pairs)
        chain = _find_chain(text, layout, explicit, scan_plain_starts(text), after_number=False)
        if chain:
            taken = {node.anchor for node in chain}
            rest = [Pair(None, (mark,), ("no_body",)) for mark in explicit if mark not in taken and mark.strength > 1]
            return _order([*(_pair(node) for node in chain), *rest])
        return [pair for pair in pairs if not _is_doubtful(pair)]
    glued = list(scan_glued(text))
    chain = _find_chain(text, layout, glued, scan_plain_starts(text), after_number=True)
    return [_pair(node) for node in chain] or _pair_lone(text, layout, glued)


def _pair_lone(text: str, layout: Layout, glued: Sequence[Mark]) -> list[Pair]:
    """The one note that is left of a text whose first notes are lost: its body stands alone under a blank line, its
    marker is one by itself, and no other digit like it calls that number."""
    line_starts = [line.start for line in layout.lines]
    found = []
    for body in scan_plain_starts(text):
        line = bisect_right(line_starts, body.start) - 1
        alone = line > 0 and layout.lines[line - 1].kind in (LineKind.BLANK, LineKind.SEPARATOR)
        calls = [mark for mark in glued if mark.number == body.number and mark.strength >= _SURE] if alone else []
        if body.strength == _SURE and len(calls) == 1 and 0 < body.start - calls[0].end < _LONE_REACH:
            found.append((body, calls[0]))
    if len(found) != 1 or _CELL.search(text, found[0][0].start, found[0][0].start + _LINE):
        return []
    return [Pair(found[0][0], found[0][1:], ("lone",))]


_LINE = 80
_LONE_REACH = 6_000
_CELL = re.compile(r"[ \t]{3,}\S|\||\t")


def _extend(text: str, layout: Layout, explicit: Sequence[Mark], pairs: list[Pair]) -> list[Pair]:
    """Explicit `pairs`, gone on with where only the first notes of a text kept their raising: then one chain holds all
    of them and more, each of those with a marker that is one by itself."""
    bodies = {pair.body for pair in pairs if pair.body}
    if any(pair.body is None or not pair.anchors or pair.body.form is Form.BRACKET for pair in pairs):
        return pairs
    anchors = [mark for mark in explicit if mark not in bodies]
    marks = sorted([*anchors, *scan_glued(text)], key=lambda mark: mark.start)
    starts = sorted([*bodies, *scan_plain_starts(text)], key=lambda mark: mark.start)
    chain = _find_chain(text, layout, marks, starts, after_number=True)
    more = [node for node in chain if node.body not in bodies]
    sure = [node for node in more if node.anchor is not None and node.anchor.strength >= _SURE]
    if len(chain) - len(more) < len(bodies) or len(sure) < max(2, len(more) * 3 // 4):
        return pairs
    return [_pair(node) for node in chain]


_SURE = 3


def _pair(node: _Node) -> Pair:
    return Pair(node.body, (node.anchor,) if node.anchor else (), ("chain",))


def _is_doubtful(pair: Pair) -> bool:
    """A lone "[3]" may be anything; a superscript is a marker also where its body is lost."""
    marks = [*pair.anchors, *([pair.body] if pair.body else [])]
    return all(mark.form is Form.BRACKET for mark in marks)


def _order(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: pair.body.start if pair.body else pair.anchors[0].start)


def _pair_explicit(text: str, layout: Layout, marks: Sequence[Mark]) -> list[Pair]:
    """A body calls its number; the markers since the last body of that number answer."""
    starts = [line.start for line in layout.lines]
    bodies = [mark for mark in marks if _begins_body(text, layout.lines, bisect_right(starts, mark.start) - 1, mark)]
    body_set = set(bodies)
    calls: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark not in body_set:
            calls.setdefault(mark.number, []).append(mark)
    positions = {number: [mark.start for mark in group] for number, group in calls.items()}
    pairs: list[Pair] = []
    answered: set[Mark] = set()
    last: dict[int, int] = {}
    for body in bodies:
        places = positions.get(body.number, [])
        since, until = bisect_left(places, last.get(body.number, 0)), bisect_left(places, body.start)
        anchors = tuple(calls[body.number][since:until]) if places else ()
        answered.update(anchors)
        last[body.number] = body.end
        pairs.append(Pair(body, anchors, ("explicit_marker",)))
    for index, pair in enumerate(pairs):
        if pair.body is not None and not pair.anchors:
            # A body that stands before its marker (columns read in the wrong order) takes the next one of its number
            # that stands outside it.
            beyond = pairs[index + 1].body if index + 1 < len(pairs) else pair.body
            at = bisect_left(positions.get(pair.body.number, []), beyond.end if beyond else pair.body.end)
            call = calls[pair.body.number][at] if at < len(positions.get(pair.body.number, [])) else None
            if call is not None and call not in answered:
                answered.add(call)
                pairs[index] = Pair(pair.body, (call,), ("explicit_marker", "marker_after_body"))
    lost = [Pair(None, (m,), ("no_body",)) for group in calls.values() for m in group if m not in answered]
    return _order([*pairs, *lost])


_CLOSES = ".,;:)]}”’!?"


def _begins_body(text: str, lines: Sequence[Line], index: int, mark: Mark) -> bool:
    """Whether an explicit mark at a line's start begins a body, and is not a marker whose line was broken before it."""
    line = lines[index]
    if text[line.start : mark.start].strip(" \t*_>("):
        return False
    rest = text[mark.end : line.end].lstrip(" \t*_")
    if mark.form is Form.REFERENCE and rest[:1] == ":":
        return True
    if not rest:
        following = lines[index + 1] if index + 1 < len(lines) else None
        return following is not None and following.kind is LineKind.TEXT
    if rest[0] in _CLOSES:
        return False
    if rest[0].islower() and index and lines[index - 1].kind is LineKind.TEXT:
        return text[mark.end : mark.end + 1] == " " and text[lines[index - 1].end - 1] in ".;:!?”)"
    return True


def page_starts(layout: Layout) -> list[int]:
    """Offsets at which pages begin: the text's start, and after each block of page numbers and running heads."""
    starts = [0]
    in_break = False
    for line in layout.lines:
        if line.breaks_page or line.kind in (LineKind.PAGE_NUMBER, LineKind.RUNNING_HEAD):
            in_break = True
        elif line.kind is LineKind.TEXT:
            if in_break:
                starts.append(line.start)
            in_break = False
    return starts


_MAX_TRIES = 40
_ORPHAN_COST = 1
_RESTART_COST = 7


def _find_chain(
    text: str, layout: Layout, anchors: Sequence[Mark], starts: Iterable[Mark], *, after_number: bool
) -> list[_Node]:
    """The best chain 1, 2, 3 … of bodies, each with an anchor before it and after the anchor before.

    One sweep over the bodies: for each number the best chain that ends in it so far is kept.
    """
    by_number: dict[int, list[Mark]] = {}
    for mark in anchors:
        by_number.setdefault(mark.number, []).append(mark)
    positions = {number: [mark.start for mark in group] for number, group in by_number.items()}
    pages = page_starts(layout)
    line_starts = [line.start for line in layout.lines]
    best: dict[int, _Node] = {}
    finest: _Node | None = None
    firsts = 0
    for body in starts:
        previous = best.get(body.number - 1) if body.number > 1 else finest
        if body.number > 1 and previous is None:
            continue
        line = bisect_right(line_starts, body.start) - 1
        page = bisect_right(pages, body.start) - 1
        low = pages[max(0, page - 1)] if len(pages) > 1 else 0
        if previous is not None:
            low = max(low, previous.last_anchor)
        anchor = _choose_anchor(by_number.get(body.number, []), positions.get(body.number, []), low, body.start)
        if after_number and (anchor is None or anchor.strength < 2) and (body.number > 1 or firsts < _MAX_TRIES):
            anchor = _choose_after_number(text, low, pages[page], body, anchor)
            firsts += body.number == 1
        strength = _judge_start(text, layout, line, body, previous)
        gain = strength + 2 * anchor.strength if anchor else strength - _ORPHAN_COST
        restart = body.number == 1 and previous is not None
        score = gain + (previous.score if previous else 0) - (_RESTART_COST if restart else 0)
        if gain <= 0:
            continue
        last_anchor = anchor.end if anchor else previous.last_anchor if previous else 0
        node = _Node(score, body, anchor, previous, last_anchor)
        if body.number not in best or score >= best[body.number].score:
            best[body.number] = node
        if finest is None or score > finest.score:
            finest = node
    chain: list[_Node] = []
    node_or_none = finest
    while node_or_none is not None:
        chain.append(node_or_none)
        node_or_none = node_or_none.previous
    sound = [node for segment in _split_segments(chain[::-1]) if _is_sound(segment) for node in segment]
    return _call_after(sound, by_number, positions)


def _call_after(
    chain: Sequence[_Node], by_number: Mapping[int, Sequence[Mark]], positions: Mapping[int, Sequence[int]]
) -> list[_Node]:
    """Bodies without a sure marker before them take one that stands after them, before the next body: the foot of a
    page that was read too early."""
    called = []
    for at, node in enumerate(chain):
        end = chain[at + 1].body.start if at + 1 < len(chain) else node.body.end + _NEAR
        if node.anchor is None or node.anchor.strength < 1:
            marks = by_number.get(node.body.number, [])
            first = bisect_left(positions.get(node.body.number, []), node.body.end)
            if first < len(marks) and marks[first].start < end and marks[first].strength >= _SURE:
                node = replace(node, anchor=marks[first])
        called.append(node)
    return called


_NEAR = 3_000


def _split_segments(chain: Sequence[_Node]) -> list[list[_Node]]:
    """The chain cut where its numbers begin again."""
    segments: list[list[_Node]] = []
    for node in chain:
        if node.body.number == 1:
            segments.append([])
        segments[-1].append(node)
    return segments


def _is_sound(segment: Sequence[_Node]) -> bool:
    """Whether at least half of a run of bodies have a marker that is one by itself: rows of a table have none."""
    strong = sum(node.anchor is not None and node.anchor.strength >= 2 for node in segment)
    if len(segment) == 1:
        return strong == 1 and segment[0].body.strength == 3
    return strong * 2 >= len(segment)


def _choose_anchor(marks: Sequence[Mark], positions: Sequence[int], low: int, high: int) -> Mark | None:
    """The strongest mark in `[low, high)`, the first of equals; of very many only the last are looked at."""
    first, last = bisect_left(positions, low), bisect_left(positions, high)
    window = marks[max(first, last - _MAX_TRIES) : last]
    return max(window, key=lambda mark: (mark.strength, -mark.start), default=None)


def _choose_after_number(text: str, low: int, page: int, body: Mark, anchor: Mark | None) -> Mark | None:
    """`anchor`, or a marker glued to a number on the body's page; on the page before it only one that is sure."""
    found = scan_after_number(text, max(low, body.start - 8_000), body.start, body.number)
    candidates = [mark for mark in found if mark.start >= page or mark.strength >= _SURE]
    return max(
        [*candidates, *([anchor] if anchor else [])], key=lambda mark: (mark.strength, -mark.start), default=None
    )


def _judge_start(text: str, layout: Layout, index: int, body: Mark, previous: _Node | None) -> int:
    """How much a bare number at a line's start looks like a body: what stands above it, and how its text begins."""
    score = body.strength - 1
    above = layout.lines[index - 1] if index else None
    if above is None:
        return score - 2
    if above.kind is LineKind.SEPARATOR:
        return score + 4
    if above.kind is LineKind.BLANK:
        earlier = layout.lines[index - 2] if index > 1 else None
        return score + (3 if earlier is not None and earlier.kind is LineKind.SEPARATOR else 1)
    if previous is not None and previous.body.number == body.number - 1:
        score += 1
    if (
        above.kind is LineKind.TEXT
        and text[above.end - 1 : above.end].strip()
        and text[above.start : above.end].rstrip()[-1] in ".;:”!?)"
    ):
        score += 1
    return score
