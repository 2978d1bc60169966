"""Where bodies end, and where a body that a page break cut goes on.

The evidence, in this order: the next body; the page's furniture; the running text that was cut in mid-sentence before
the notes and goes on in lower case after them; blank lines; a body that ends in the middle of its list or sentence and
goes on at the foot of the next page, where it has no marker.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.footnotes.lists import WORK
from service.footnotes.notes import Stretch
from service.text.layout import Layout, Line, LineKind


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of text without a blank line or furniture between them.

    `body` is the index of the body that begins with this block, None for any other; `page` counts page breaks,
    `ruled` says that a separator stands above.
    """

    start: int
    end: int
    page: int
    body: int | None
    ruled: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """The stretches of a body (its own marker aside) and why they end where they do."""

    spans: tuple[Stretch, ...]
    evidence: tuple[str, ...]


def find_extents(text: str, layout: Layout, bodies: Sequence[tuple[int, int]], calls: Sequence[int]) -> list[Extent]:
    """The extent of each body.

    `bodies` are the bodies' markers `[start, end)` in order; `calls` the offsets of all markers in running text, which
    show that a paragraph between two bodies belongs to the running text.
    """
    blocks = _read_blocks(text, layout, [start for start, _ in bodies])
    owners: list[int | None] = [None] * len(blocks)
    reasons: list[set[str]] = [set() for _ in bodies]
    last_block = -1
    index = 0
    latest: int | None = None
    while index < len(blocks):
        if blocks[index].body is None:
            index += 1
            continue
        first = index
        if latest is not None:
            _claim_ruled(text, blocks, owners, last_block, first, reasons[latest])
            _claim_continuation(text, blocks, owners, last_block, first, reasons[latest])
        index = _claim_group(text, blocks, owners, first, calls, reasons)
        last_block = index - 1
        latest = owners[last_block]
    if latest is not None:
        _claim_ruled(text, blocks, owners, last_block, len(blocks), reasons[latest])
    _claim_cut_off(text, blocks, owners, reasons)
    owned: list[list[int]] = [[] for _ in bodies]
    for at, owner in enumerate(owners):
        if owner is not None:
            owned[owner].append(at)
    return [
        Extent(tuple(_join(text, blocks, owned[number], marker)), tuple(sorted(reasons[number])))
        for number, marker in enumerate(bodies)
    ]


def _read_blocks(text: str, layout: Layout, body_starts: Sequence[int]) -> list[Block]:
    starts = {start: number for number, start in enumerate(body_starts)}
    ordered = sorted(body_starts)
    blocks: list[Block] = []
    page, ruled, fresh = 0, False, True
    next_body = 0
    broke = False
    for line in layout.lines:
        if line.kind is LineKind.TEXT:
            if broke:
                page += 1
                broke = False
            until = bisect_right(ordered, line.end)
            begun = ordered[next_body:until]
            next_body = until
            if begun:
                cuts = [line.start + line.indent, *begun[1:], line.end]
                blocks += [
                    Block(low, high, page, starts[body], ruled)
                    for body, (low, high) in zip(begun, pairwise(cuts), strict=True)
                ]
            elif fresh or not blocks or _leaves_body(text, blocks, line):
                blocks.append(Block(line.start + line.indent, line.end, page, None, ruled))
            else:
                last = blocks[-1]
                blocks[-1] = Block(last.start, line.end, last.page, last.body, last.ruled)
            fresh = ruled = False
            continue
        fresh = True
        if line.kind is LineKind.SEPARATOR:
            ruled = True
        elif line.kind in (LineKind.PAGE_NUMBER, LineKind.RUNNING_HEAD) or line.breaks_page:
            broke, ruled = True, False
    return blocks


def _leaves_body(text: str, blocks: Sequence[Block], line: Line) -> bool:
    """Whether a line right below a body's full stop is running text again: the sentence that the bodies interrupted
    goes on in it, or a numbered or dashed paragraph begins where the body holds none."""
    block = blocks[-1]
    body = text[max(block.start, block.end - _LONGEST_BODY) : block.end].rstrip()
    if block.body is None or body[-1:] not in ".!?":
        return False
    words = text[line.start : line.end]
    if _PARAGRAPH.match(words):
        return ":" not in body and not any(map(_PARAGRAPH.match, body.splitlines()[1:]))
    above = next((each for each in blocks[: -_MOST_BODIES - 1 : -1] if each.body is None), None)
    return above is not None and _begins_inside(words) and not _is_complete(text[above.start : above.end])


_LONGEST_BODY, _MOST_BODIES = 4_000, 40
"""No more of a body, and of the bodies of a page, is looked back over."""
_PARAGRAPH = re.compile(r"\s*(?:[-–+•*]\s|(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+(?=[^\W\d_]))")
_TERMINAL = re.compile(r"[.!?…][”\"’»)\]*]*\s*$|:\s*$|;\s*$|[./]+\.\s*$")
_FULL_STOP = re.compile(r"[.!?]\s?[”\"’»)]{0,2}[.]?\s*$")
_OPEN_END = re.compile(
    r"(?:\(\d{1,2}\)|,|;|:|-|–|\s(?:và|của|với|cho|tại|do|được|là|các|có|về|đến|từ|theo|để|trên))\s*$"
)
_HEADING = re.compile(
    r"\s*[*#]*\s*(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|Điều \d+|Chương \w+|Phần \w+)[.)/:]?\s|\s*[-+•*]\s"
)
_FIRST_LETTER = re.compile(r"[^\W\d_]")


def _is_complete(text: str) -> bool:
    """Whether a paragraph ends where a sentence, a list item or a heading can end."""
    last = text.rstrip().rsplit("\n", 1)[-1]
    if _TERMINAL.search(last):
        return True
    return (bool(_HEADING.match(last)) and len(last) < 120) or last.strip(" *_").isupper()


def _begins_inside(text: str) -> bool:
    """Whether a paragraph begins in the middle of a sentence: in lower case."""
    head = text[:60].lstrip(' *_“"(')
    match = _FIRST_LETTER.search(head)
    return match is not None and match.start() == 0 and head[0].islower() and not re.match(r"[a-zđ][).]\s", head)


def _claim_group(
    text: str,
    blocks: Sequence[Block],
    owners: list[int | None],
    first: int,
    calls: Sequence[int],
    reasons: list[set[str]],
) -> int:
    """Give the blocks of one run of bodies to them, from block `first` on; returns the block after the run."""
    page = blocks[first].page
    above = next((at for at in range(first - 1, -1, -1) if owners[at] is None), None)
    was_cut = above is not None and not _is_complete(text[blocks[above].start : blocks[above].end])
    index = first
    current = blocks[first].body
    while index < len(blocks):
        block = blocks[index]
        if block.body is not None and (block.page == page or index == first):
            current = block.body
            owners[index] = current
            index += 1
            continue
        if block.page != page or current is None:
            reasons[current or 0].add("page_end")
            break
        if blocks[first].ruled:
            owners[index] = current
            index += 1
            continue
        if _is_heading(text, block) or _goes_on_counting(text, blocks, owners, index):
            reasons[current].add("heading")
            break
        following = _next_body(blocks, index, page)
        if (
            following is not None
            and not _calls_between(calls, block.start, blocks[following].start)
            and not (was_cut and _begins_inside(text[block.start : block.end]))
        ):
            for at in range(index, following):
                owners[at] = current
            reasons[current].add("next_body")
            index = following
            continue
        resumes = _find_resumption(text, blocks, index, page) if was_cut else None
        if resumes is not None:
            for at in range(index, resumes):
                owners[at] = current
            reasons[current].add("running_text_resumes")
            return resumes
        reasons[current].add("paragraph_end")
        break
    return index


_NUMBERED_HEADING = re.compile(r"[*#\s]*(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3})\s?[./)-]\s+[^\W\d_]")


def _is_heading(text: str, block: Block) -> bool:
    """Whether a block is a numbered heading of the running text: short, and no sentence ends in it."""
    piece = text[block.start : block.end]
    return len(piece) < 120 and _NUMBERED_HEADING.match(piece) is not None and piece.rstrip()[-1] not in ".;,"


_COUNTED = re.compile(r"[*#\s]*(\d{1,2})\.\s+(?=[^\W\d_])")


def _goes_on_counting(text: str, blocks: Sequence[Block], owners: Sequence[int | None], index: int) -> bool:
    """Whether a block is the next numbered paragraph of the running text above: "3. …" after its "2. …"."""
    number = _COUNTED.match(text, blocks[index].start, blocks[index].end)
    if number is None:
        return False
    for at in range(index - 1, max(-1, index - _MOST_BODIES), -1):
        before = _COUNTED.match(text, blocks[at].start, blocks[at].end) if blocks[at].body is None else None
        if before is not None:
            return owners[at] is None and int(before[1]) + 1 == int(number[1])
    return False


def _next_body(blocks: Sequence[Block], index: int, page: int) -> int | None:
    """The next block that begins a body on the same page, if only few blocks stand between."""
    for at in range(index, min(len(blocks), index + 6)):
        if blocks[at].page != page:
            return None
        if blocks[at].body is not None:
            return at
    return None


def _calls_between(calls: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(calls, start) < bisect_left(calls, end)


def _find_resumption(text: str, blocks: Sequence[Block], index: int, page: int) -> int | None:
    """The block in which running text that was cut in mid-sentence goes on: the first that begins in lower case."""
    for at in range(index, min(len(blocks), index + 12)):
        if blocks[at].page != page or blocks[at].body is not None:
            return None
        if _begins_inside(text[blocks[at].start : blocks[at].end]):
            return at
    return None


_ITEM_NUMBER = re.compile(r"\(\s?([\dlO]{1,2})\s?\)")
_LOOK_AHEAD = 8


def _claim_cut_off(text: str, blocks: Sequence[Block], owners: list[int | None], reasons: list[set[str]]) -> None:
    """Give a body that a page's end cut off the block near its end that goes on with it; running text may stand between."""
    for last in [at for at, owner in enumerate(owners) if owner is not None]:
        owner = owners[last]
        piece = text[blocks[last].start : blocks[last].end].rstrip()
        if owner is None or _FULL_STOP.search(piece) or (last + 1 < len(owners) and owners[last + 1] == owner):
            continue
        for at in range(last + 1, min(len(blocks), last + 1 + _LOOK_AHEAD)):
            if owners[at] is None and _goes_on(text, blocks, owners, last, at):
                owners[at] = owner
                reasons[owner].add("resumed_after_page_break")
                break


def _goes_on(text: str, blocks: Sequence[Block], owners: Sequence[int | None], last: int, at: int) -> bool:
    """Whether block `at` goes on with the body that broke off in block `last`.

    It begins with the number that the list goes on with, or in mid-sentence and comes to that number, or, on the next
    page, with the name of a work after a semicolon or "và", or in mid-sentence where the running text before it is complete.
    """
    piece, block = (text[blocks[each].start : blocks[each].end].rstrip() for each in (last, at))
    numbers, number = _ITEM_NUMBER.findall(piece), _ITEM_NUMBER.search(block)
    inside = _begins_inside(block)
    if numbers and number and _read_number(number[1]) == _read_number(numbers[-1]) + 1:
        return number.start() == 0 or inside
    if blocks[at].page != blocks[last].page + 1 or numbers:
        return False
    if _LIST_GOES_ON.search(piece):
        return WORK.match(block) is not None and (";" in block or _PREDICATE.search(block) is None)
    before = next((each for each in range(at - 1, -1, -1) if owners[each] is None), None)
    return inside and (before is None or _is_complete(text[blocks[before].start : blocks[before].end]))


_LIST_GOES_ON = re.compile(r"(?:;|(?<!\w)và)$")
_PREDICATE = re.compile(r"(?<!\w)(?:được|đã|đang|sẽ|chưa|không|bị|đạt|còn|có|vẫn|tiếp tục)(?!\w)")


def _read_number(digits: str) -> int:
    return int(digits.replace("l", "1").replace("O", "0"))


def _claim_continuation(
    text: str, blocks: Sequence[Block], owners: list[int | None], last_block: int, first: int, reasons: set[str]
) -> None:
    """Give the block before a run of bodies to the body that ended in `last_block`, where that one was cut.

    Either the body and that block make one sentence (it begins in lower case, the running text before it is complete),
    or the body broke off in its list and the running text before the block was itself cut by the page's end, or nothing
    but the page's end stands between and the running text above the bodies is complete.
    """
    candidate = first - 1
    if candidate <= last_block or owners[candidate] is not None or blocks[candidate].page != blocks[first].page:
        return
    body = text[blocks[last_block].start : blocks[last_block].end]
    if _is_complete(body) and not _OPEN_END.search(body):
        return
    if candidate - 1 == last_block:
        above = next((blocks[at] for at in range(last_block, -1, -1) if owners[at] is None), None)
        whole = above is None or _is_complete(text[above.start : above.end])
        if whole and blocks[candidate].page > blocks[last_block].page:
            owners[candidate] = owners[last_block]
            reasons.add("resumed_after_page_break")
        return
    before = text[blocks[candidate - 1].start : blocks[candidate - 1].end]
    inside = _begins_inside(text[blocks[candidate].start : blocks[candidate].end])
    if (inside and _is_complete(before)) or (not inside and _OPEN_END.search(body) and not _is_complete(before)):
        owners[candidate] = owners[last_block]
        reasons.add("resumed_after_page_break")


def _claim_ruled(
    text: str, blocks: Sequence[Block], owners: list[int | None], last_block: int, stop: int, reasons: set[str]
) -> None:
    """Text under the rule of the next page that begins with no marker goes on with a body that had not come to its end."""
    at = last_block + 1
    while at < stop and blocks[at].page <= blocks[last_block].page + 1:
        if not (blocks[at].ruled and blocks[at].page > blocks[last_block].page):
            at += 1
            continue
        if _FULL_STOP.search(text[blocks[last_block].start : blocks[last_block].end]):
            return
        page = blocks[at].page
        while at < stop and blocks[at].page == page:
            owners[at] = owners[last_block]
            at += 1
        last_block = at - 1
        reasons.add("resumed_under_rule")


def _join(text: str, blocks: Sequence[Block], owned: Sequence[int], marker: Stretch) -> list[Stretch]:
    """The stretches of the blocks of one body: neighbours on one page are one stretch."""
    spans: list[Stretch] = []
    previous = -2
    for at in owned:
        block = blocks[at]
        start = marker[1] if block.start <= marker[0] < block.end else block.start
        if previous == at - 1 and blocks[previous].page == block.page:
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((start, block.end))
        previous = at
    trimmed = (_trim(text, span) for span in spans)
    return [(start, end) for start, end in trimmed if start < end]


def _trim(text: str, span: Stretch) -> Stretch:
    """The stretch without white space at its ends and without the sign after its marker: "[^1]:", "[1].", "1)"."""
    piece = text[span[0] : span[1]]
    lead = len(piece) - len(piece.lstrip(" \t\n:.)/"))
    return span[0] + lead, span[0] + max(lead, len(_LAST_NUMBER.sub("", piece).rstrip()))


_LAST_NUMBER = re.compile(r"(?<=[.!?;])[ \t]*\n[ \t]*\d{1,3}\s*\Z")
"""A number alone below the end of a body: that of the page."""
