"""The footnotes of a text: markers and bodies paired, bodies measured out, running text stitched across them."""

import re
from collections.abc import Iterable

from service.footnotes.anchors import find_anchor
from service.footnotes.extents import Extent, find_extents
from service.footnotes.items import find_items
from service.footnotes.notes import Footnote, Footnotes, Status, Stretch
from service.footnotes.pairing import Pair, pair_marks
from service.text.layout import Layout
from service.text.passages import Passage


def find_footnotes(text: str, layout: Layout) -> Footnotes:
    """The footnotes of `text` (NFC) whose lines are `layout`, and the passages that are to be read as one."""
    pairs = pair_marks(text, layout)
    with_body = [pair for pair in pairs if pair.body is not None]
    markers = [(pair.body.start, pair.body.end) for pair in with_body if pair.body]
    calls = sorted(mark.start for pair in pairs for mark in pair.anchors)
    extents = iter(find_extents(text, layout, markers, calls))
    notes: list[Footnote] = []
    bodies: list[Passage | None] = []
    for pair in pairs:
        extent = next(extents) if pair.body is not None else None
        body = Passage.join(text, extent.spans) if extent is not None and extent.spans else None
        notes.append(_build(text, pair, extent, body))
        bodies.append(body)
    taken = [span for note in notes for span in note.spans] + [n.body_marker for n in notes if n.body_marker]
    running = Passage.join(text, _running_pieces(text, layout, taken))
    found = [mark for pair in pairs for mark in (*pair.anchors, *([pair.body] if pair.body else []))]
    return Footnotes(tuple(notes), running, tuple(bodies), tuple(sorted((mark.start, mark.end) for mark in found)))


def mask_markers(text: str, footnotes: Footnotes) -> str:
    """`text` with all footnote markers replaced by blanks: the same length, and "320¹" is no longer 3201."""
    pieces: list[str] = []
    position = 0
    for start, end in footnotes.markers:
        pieces.extend((text[position:start], " " * (end - start)))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _build(text: str, pair: Pair, extent: Extent | None, body: Passage | None) -> Footnote:
    anchors = tuple(find_anchor(text, mark) for mark in pair.anchors)
    mark = pair.body or pair.anchors[0]
    status = Status.UNRESOLVED if pair.body is None else Status.LINKED if anchors else Status.ORPHAN
    announced = bool(anchors) and anchors[0].lists
    promised = anchors[0].promised if anchors else None
    return Footnote(
        number=mark.number,
        form=mark.form,
        status=status,
        anchors=anchors,
        body_marker=(pair.body.start, pair.body.end) if pair.body else None,
        spans=extent.spans if extent else (),
        items=find_items(body, announced=announced, promised=promised) if body else (),
        evidence=(*pair.evidence, *(extent.evidence if extent else ())),
    )


_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def _running_pieces(text: str, layout: Layout, taken: Iterable[Stretch]) -> list[Stretch]:
    """The text between bodies and page furniture; neighbouring lines are one piece."""
    removed = sorted([*taken, *((line.start, line.end) for line in layout.lines if line.is_furniture)])
    pieces: list[Stretch] = []
    position = 0
    for start, end in [*removed, (len(text), len(text))]:
        piece = text[position:start]
        if piece.strip():
            begin = position + len(piece) - len(piece.lstrip())
            pieces.append((begin, position + len(piece.rstrip())))
        position = max(position, end)
    return pieces
