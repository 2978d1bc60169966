"""What links are made between: the spans of a text with their readings, and the statements that they stand in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.footnotes.notes import Anchor, Footnotes
from service.labels import Label
from service.text.passages import Passage
from service.text.sentences import split_sentences
from service.values.dates import Reference
from service.values.metadata import Metadata
from service.values.reading import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """A span `[start, end)` of the text; `index` is its place among all spans of the document, in order."""

    index: int
    start: int
    end: int
    label: Label
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its text with markers masked, and its mentions at offsets of that text.

    `places[i]` is where `mentions[i]` stands in `text`; `note` is the footnote in whose body the sentence stands.
    """

    text: str
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int], ...]
    note: int | None
    passage: Passage
    start: int
    footnotes: Footnotes

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the whole text of the stretch `[start, end)` of this sentence (not empty): see Footnotes.locate."""
        return self.footnotes.locate(self.passage, self.start + start, self.start + end)


@dataclass(frozen=True)
class Source:
    """A document as linking sees it. `masked` is its text with markers and markup as blanks, of the same length."""

    masked: str
    mentions: tuple[Mention, ...]
    footnotes: Footnotes
    metadata: Metadata
    reference: Reference | None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the running text and then of each footnote's body."""
        return tuple(self._split())

    def _split(self) -> Iterator[Sentence]:
        notes = [None, *(number for number, body in enumerate(self.footnotes.bodies) if body is not None)]
        starts = [mention.start for mention in self.mentions]
        for note, passage in zip(notes, self.footnotes.passages(self.masked), strict=True):
            placed = [
                (place, mention)
                for begin, stop in passage.pieces
                for mention in self.mentions[bisect_left(starts, begin) : bisect_left(starts, stop)]
                if (place := passage.place(mention.start, mention.end)) is not None
            ]
            offsets = [place[0] for place, _ in placed]
            for start, end in split_sentences(passage.text):
                first, last = bisect_left(offsets, start), bisect_left(offsets, end)
                inside = [pair for pair in placed[first:last] if pair[0][1] <= end]
                yield Sentence(
                    text=passage.text[start:end],
                    mentions=tuple(mention for _, mention in inside),
                    places=tuple((place[0] - start, place[1] - start) for place, _ in inside),
                    note=note,
                    passage=passage,
                    start=start,
                    footnotes=self.footnotes,
                )


def find_statement(source: Source, anchor: Anchor) -> tuple[int, int]:
    """The words `[start, end)` of the running text that speak of an anchor: from the last ";", full stop or marker to it.

    Offsets are the whole text's.
    """
    low = max(0, anchor.phrase[0] - _REACH)
    markers = [end for _, end in source.footnotes.markers if low < end <= anchor.phrase[0]]
    start = max([low, *markers])
    window = source.masked[start : anchor.phrase[0]]
    for sign in (";", ". ", ".\n", ":\n", "\n\n"):
        at = window.rfind(sign)
        if at >= 0:
            start, window = start + at + len(sign), window[at + len(sign) :]
    start += len(window) - len(window.lstrip(" \t\n,;.-–"))
    return min(start, anchor.phrase[0]), anchor.phrase[1]


_REACH = 300


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions, ordered by start, that lie wholly in `[start, end)`."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    last = bisect_right(mentions, end - 1, key=lambda mention: mention.start)
    return [mention for mention in mentions[first:last] if mention.end <= end]
