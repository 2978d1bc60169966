"""What footnotes are: the result types of this package."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from service.footnotes.markers import Form
from service.text.passages import Passage

Stretch = tuple[int, int]
"""Half-open `[start, end)` offsets into the text."""


class Status(StrEnum):
    """Whether marker and body found each other."""

    LINKED = "linked"
    UNRESOLVED = "unresolved"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a body's list: its number (from 1) and its stretches, more than one where a page break cut it."""

    index: int
    spans: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a marker stands and the words before it that the note explains."""

    marker: Stretch
    phrase: Stretch
    promised: int | None
    lists: bool
    """Whether the phrase counts things that a note lists by name ("03 dự án")."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote. `anchors` are in order of the text, `spans` the body without its own marker.

    `evidence` holds stable codes that say why marker, body and end were taken as they are.
    """

    number: int
    form: Form
    status: Status
    anchors: tuple[Anchor, ...]
    body_marker: Stretch | None
    spans: tuple[Stretch, ...]
    items: tuple[Item, ...]
    open_ended: bool
    """Whether the items can't be held against the count: they are only some ("trong đó", "tiêu biểu"), or one may name
    several things."""
    evidence: tuple[str, ...]

    @property
    def promised(self) -> int | None:
        """The number of items that the first anchor promises."""
        return self.anchors[0].promised if self.anchors else None

    @property
    def check(self) -> Literal["match", "mismatch"] | None:
        """ "match" or "mismatch" of promised and found items, None where either is not known or only some are listed."""
        if self.promised is None or not self.items or (self.open_ended and len(self.items) < self.promised):
            return None
        return "match" if self.promised == len(self.items) else "mismatch"


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a text in order of their bodies (or markers), and the passages that are to be read as one.

    `running` is the text without page furniture and bodies; `bodies[i]` is the body of `notes[i]`, None where it has
    none; `markers` are all stretches that are markers and not text.
    """

    notes: tuple[Footnote, ...]
    running: Passage
    bodies: tuple[Passage | None, ...]
    markers: tuple[Stretch, ...]

    def passages(self, text: str) -> tuple[Passage, ...]:
        """The running text and then each body, with the characters that they have in `text`: the text itself or its
        masked form, of the same length."""
        parts = (self.running, *(body for body in self.bodies if body is not None))
        return tuple(Passage.join(text, part.pieces) for part in parts)

    def locate(self, passage: Passage, start: int, end: int) -> Stretch:
        """Offsets into the whole text of the stretch `[start, end)` of one of its passages (not empty).

        A stretch that would hold a footnote's body keeps its longer part.
        """
        first, last = passage.locate(start, end)
        stretches = passage.cut(start, end)
        if len(stretches) > 1 and any(low < last and first < high for note in self.notes for low, high in note.spans):
            return max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return first, last
