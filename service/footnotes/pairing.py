"""Which marks are bodies' markers, and which marker belongs to which body.

Two decisions, each with evidence and with "none" as a possible outcome: a number at a line's start is a body only if a
marker calls it (or it is written as nothing else could be), and digits glued to a word are a marker only as part of a
chain that counts up together with bodies.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.footnotes.markers import (
    Form,
    Mark,
    scan_after_number,
    scan_explicit,
    scan_glued,
    scan_joined,
    scan_letter_ones,
    scan_plain_starts,
    scan_point_starts,
    scan_round,
    scan_spaced,
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
    starts = _order_marks(scan_plain_starts(text), _points_under_rule(text, layout))
    if explicit:
        pairs = _pair_explicit(text, layout, explicit)
        if any(pair.body and pair.anchors for pair in pairs):
            return _extend(text, layout, explicit, pairs)
        chain = _find_chain(text, layout, explicit, starts, after_number=False)
        if chain:
            taken = {node.anchor for node in chain}
            rest = [Pair(None, (mark,), ("no_body",)) for mark in explicit if mark not in taken and mark.strength > 1]
            return _order([*(_pair(node) for node in chain), *rest])
        return [pair for pair in pairs if not _is_doubtful(pair)]
    glued = _order_marks(scan_glued(text), scan_spaced(text), scan_joined(text), scan_letter_ones(text))
    if chain := _find_chain(text, layout, glued, starts, after_number=True):
        return _order([*(_call_again(text, node, glued) for node in chain), *_find_lost(chain, glued)])
    if lone := _pair_lone(text, layout, glued):
        return lone
    return [_pair(node) for node in _find_chain(text, layout, *scan_round(text), after_number=False)]


def _order_marks(*groups: Iterable[Mark]) -> list[Mark]:
    return sorted({mark.start: mark for group in groups for mark in group}.values(), key=lambda mark: mark.start)


def _points_under_rule(text: str, layout: Layout) -> Iterator[Mark]:
    """Lines "1. …", "2. …" right below the rule of a page's foot that end as sentences do, which headings don't."""
    lines = layout.lines
    line_starts = [line.start for line in lines]
    last, number = -_MOST_LINES, 0
    for mark in scan_point_starts(text):
        at = bisect_right(line_starts, mark.start) - 1
        above = [each.kind for each in lines[max(0, at - 2) : at] if each.kind is not LineKind.BLANK]
        ruled = above[-1:] == [LineKind.SEPARATOR]
        goes_on = mark.number == number + 1 and at - last < _MOST_LINES and _is_block(lines[last:at])
        if (ruled or goes_on) and _SENTENCE_END.search(text, max(mark.start, lines[at].end - _LINE), lines[at].end):
            last, number = at, mark.number
            yield mark


_MOST_LINES = 40
_SENTENCE_END = re.compile(r"[.;:][ \t*_]*\Z")


def _is_block(lines: Sequence[Line]) -> bool:
    return all(line.kind is LineKind.TEXT for line in lines)


def _call_again(text: str, node: _Node, glued: Sequence[Mark]) -> Pair:
    """The pair of a link, with the later markers of the same number that stand after the same words."""
    pair = _pair(node)
    if node.anchor is None or node.anchor.form is not Form.GLUED:
        return pair
    words = _words_before(text, node.anchor)
    again = (
        mark
        for mark in _between(glued, node.anchor.end, node.body.start)
        if mark.number == node.body.number and mark.strength >= _SURE and _words_before(text, mark) == words
    )
    return replace(pair, anchors=(node.anchor, *again))


def _words_before(text: str, mark: Mark) -> str:
    return text[max(0, mark.start - _SAME_WORDS) : mark.start].lower()


def _between(marks: Sequence[Mark], low: int, high: int) -> Sequence[Mark]:
    """Those of `marks`, in order, that begin in `[low, high)`."""
    return marks[
        bisect_left(marks, low, key=lambda mark: mark.start) : bisect_left(marks, high, key=lambda mark: mark.start)
    ]


_SAME_WORDS = 7


def _find_lost(chain: Sequence[_Node], glued: Sequence[Mark]) -> Iterator[Pair]:
    """Markers of numbers that a chain leaves out or stops before, each sure and in its place: their bodies are lost."""
    for node, after in zip(chain, [*chain[1:], None], strict=True):
        if node.anchor is None or (after is not None and (after.anchor is None or after.body.number == 1)):
            continue
        numbers = range(node.body.number + 1, after.body.number if after else node.body.number + 2)
        low, high = node.anchor.end, after.anchor.start if after and after.anchor else node.body.start
        for number in numbers:
            near = _between(glued, low, high)[:_MANY]
            sure = [mark for mark in near if mark.number == number and mark.strength >= _SURE - 1]
            if len(sure) == 1:
                low = sure[0].end
                yield Pair(None, (sure[0],), ("no_body",))


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


_MANY = 200


def _extend(text: str, layout: Layout, explicit: Sequence[Mark], pairs: list[Pair]) -> list[Pair]:
    """Explicit `pairs`, gone on with where some notes lost the raising of their marker or body: then one chain holds
    all that are whole and more, each of those with a marker that is one by itself."""
    whole = {pair.body for pair in pairs if pair.body and pair.anchors}
    bodies = {pair.body for pair in pairs if pair.body}
    if any(body.form is Form.BRACKET for body in bodies):
        return pairs
    anchors = [mark for mark in explicit if mark not in bodies]
    chain = _find_chain(
        text,
        layout,
        _order_marks(scan_glued(text), anchors),
        _order_marks(scan_plain_starts(text), bodies),
        after_number=True,
    )
    if not whole <= {node.body for node in chain}:
        return pairs
    more = {node.body: node for node in chain if node.body not in whole and node.anchor is not None}
    sure = [node for node in more.values() if node.anchor and node.anchor.strength >= _SURE]
    raised = [node for node in sure if node.body in bodies or node.anchor in anchors]
    if len(raised) < len(more) and len(sure) < max(2, len(more) * 3 // 4):
        more = {node.body: node for node in raised}
    called = {node.anchor for node in more.values()}
    kept = [
        pair
        for pair in pairs
        if pair.body not in more and not (pair.body is None and called.intersection(pair.anchors))
    ]
    return _order([*kept, *(_pair(node) for node in more.values())])


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
    bodies: list[Mark] = []
    for mark in marks:
        line = bisect_right(starts, mark.start) - 1
        below = bodies[-1] if bodies and bodies[-1].start >= layout.lines[line].start else None
        if _begins_body(text, layout.lines, line, mark) or (below and _follows_body(text, below, mark)):
            bodies.append(mark)
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


_NUMBERED = re.compile(r"[.):/][ \t]+(?=[^\W_]|[“\"(])")
"""What follows a body's marker that is written like the number of an item: "[1]. Gồm …"."""
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
        above = lines[index - 1] if index else None
        complete = above is None or above.kind is not LineKind.TEXT or text[above.end - 1] in ".;:!?"
        return complete and _NUMBERED.match(rest) is not None
    if rest[0].islower() and index and lines[index - 1].kind is LineKind.TEXT:
        return text[mark.end : mark.end + 1] == " " and text[lines[index - 1].end - 1] in ".;:!?”)"
    return True


def _follows_body(text: str, body: Mark, mark: Mark) -> bool:
    """Whether the next body begins on the line of `body`: its marker stands alone after a full stop."""
    before, after = text[body.end : mark.start], text[mark.end : mark.end + 2].lstrip()
    return (
        mark.number == body.number + 1
        and before.endswith((". ", "; "))
        and not (after[:1].islower() or after[:1] in _CLOSES)
    )


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
_MOST_SKIPPED = 2
"""So many numbers in a row a chain may leave out, whose bodies are lost; a chain whose beginning is lost begins later."""


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
        skips = body.number > 1 and previous is None
        if skips:
            previous = next(
                (best[at] for at in range(body.number - 2, body.number - 2 - _MOST_SKIPPED, -1) if at in best), None
            )
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
        if gain <= 0 or (skips and not _may_skip(previous, body, anchor)):
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


def _may_skip(previous: _Node | None, body: Mark, anchor: Mark | None) -> bool:
    """Whether a body may go on after numbers whose bodies are lost, or begin a chain with any number."""
    least = _SURE if previous is None else _SURE - 1
    return anchor is not None and anchor.strength >= least and body.strength >= _SURE


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
        if node.body.number == 1 or not segments:
            segments.append([])
        segments[-1].append(node)
    return segments


def _is_sound(segment: Sequence[_Node]) -> bool:
    """Whether at least half of a run of bodies have a marker that is one by itself: rows of a table have none."""
    strong = sum(node.anchor is not None and node.anchor.strength >= 2 for node in segment)
    if len(segment) == 1:
        return segment[0].body.number == 1 and strong == 1 and segment[0].body.strength == 3
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
