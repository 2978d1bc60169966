"""The footnotes of a text: markers and bodies paired, bodies measured out, running text stitched across them."""

from collections.abc import Iterable
from dataclasses import replace

from service.footnotes.anchors import Phrase, find_hint, find_phrase
from service.footnotes.extents import Extent, find_extents
from service.footnotes.items import find_counted, find_items, is_open_ended
from service.footnotes.markers import Mark
from service.footnotes.notes import Anchor, Footnote, Footnotes, Item, Status, Stretch
from service.footnotes.pairing import Pair, pair_marks
from service.text.layout import Layout
from service.text.passages import Passage


def find_footnotes(text: str, layout: Layout) -> Footnotes:
    """The footnotes of `text` (NFC) whose lines are `layout`, and the passages that are to be read as one."""
    pairs = pair_marks(text, layout)
    with_body = [pair for pair in pairs if pair.body is not None]
    markers = [(pair.body.start, pair.body.end) for pair in with_body if pair.body]
    calls = sorted(mark.start for pair in pairs for mark in pair.anchors)
    found = iter(find_extents(text, layout, markers, calls))
    extents = [next(found) if pair.body is not None else None for pair in pairs]
    bodies = tuple(Passage.join(text, extent.spans) if extent and extent.spans else None for extent in extents)
    taken = [*markers, *(span for extent in extents if extent for span in extent.spans)]
    running = Passage.join(text, _running_pieces(text, layout, taken))
    notes = tuple(
        _build(text, pair, extent, body, running) for pair, extent, body in zip(pairs, extents, bodies, strict=True)
    )
    marks = [mark for pair in pairs for mark in (*pair.anchors, *([pair.body] if pair.body else []))]
    return Footnotes(notes, running, bodies, tuple(sorted((mark.start, mark.end) for mark in marks)))


def mask_markers(text: str, footnotes: Footnotes) -> str:
    """`text` with all footnote markers replaced by blanks: the same length, and "320¹" is no longer 3201."""
    pieces: list[str] = []
    position = 0
    for start, end in footnotes.markers:
        pieces.extend((text[position:start], " " * (end - start)))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


class _Call:
    """A marker and the text that it is read in: the running text, in which bodies do not interrupt, or a body's own.

    `start` is where it begins in `text`.
    """

    def __init__(self, text: str, mark: Mark, running: Passage) -> None:
        self._mark = mark
        place = running.place(mark.start, mark.end)
        self._passage = running if place else None
        self.text, self.start = (running.text, place[0]) if place else (text, mark.start)

    def explain(self, phrase: Phrase) -> Anchor:
        """The marker with the phrase before it; of one that a body interrupts, the longer part."""
        start, end = phrase.start, phrase.end
        if self._passage is not None and start < end:
            start, end = max(self._passage.cut(start, end), key=lambda stretch: stretch[1] - stretch[0])
        elif self._passage is not None:
            start, end = max(0, self._mark.start - 1), self._mark.start
        return Anchor((self._mark.start, self._mark.end), (start, end), phrase.promised, phrase.lists)


def _build(text: str, pair: Pair, extent: Extent | None, body: Passage | None, running: Passage) -> Footnote:
    calls = [_Call(text, mark, running) for mark in pair.anchors]
    phrases = [find_phrase(call.text, call.start) for call in calls]
    items: tuple[Item, ...] = ()
    if body is not None:
        items, promise = _list(body, calls[0], phrases[0]) if calls else (find_items(body), None)
        phrases[:1] = [promise] if promise else []
    anchors = tuple(call.explain(phrase) for call, phrase in zip(calls, phrases, strict=True))
    mark = pair.body or pair.anchors[0]
    return Footnote(
        number=mark.number,
        form=mark.form,
        status=Status.UNRESOLVED if pair.body is None else Status.LINKED if anchors else Status.ORPHAN,
        anchors=anchors,
        body_marker=(pair.body.start, pair.body.end) if pair.body else None,
        spans=extent.spans if extent else (),
        items=items,
        open_ended=body is not None and is_open_ended(body, items),
        evidence=(*pair.evidence, *(extent.evidence if extent else ())),
    )


def _list(body: Passage, call: _Call, phrase: Phrase) -> tuple[tuple[Item, ...], Phrase]:
    """The items of a body, and the phrase that it explains: another count of the sentence, or one of things that are
    not listed as a rule, where the body lists just as many."""
    if not phrase.lists:
        if hint := find_hint(call.text, call.start):
            items = find_items(body, announced=True, promised=hint.promised)
            if len(items) == hint.promised:
                return items, hint
        if items := find_counted(body, phrase.count):
            return items, replace(phrase, promised=phrase.count, lists=True)
    elif phrase.promised is None and phrase.count:
        items = find_items(body, announced=True, promised=phrase.count)
        if len(items) == phrase.count:
            return items, replace(phrase, promised=phrase.count)
    return find_items(body, announced=phrase.lists, promised=phrase.promised), phrase


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
