"""Passages: text that is to be read as one though other text stands between its pieces."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces of a text in reading order and the text that they make together.

    `pieces` are half-open `[start, end)` offsets into the whole text; `text` is the pieces joined by one line
    break each; `starts[i]` is where piece i begins in `text`.
    """

    pieces: tuple[tuple[int, int], ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def join(cls, source: str, pieces: Iterable[tuple[int, int]]) -> "Passage":
        """Join `pieces` of `source`."""
        kept = tuple(pieces)
        starts, offset = [], 0
        for start, end in kept:
            starts.append(offset)
            offset += end - start + 1
        return cls(kept, "\n".join(source[start:end] for start, end in kept), tuple(starts))

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the whole text of the stretch `[start, end)` of this passage's text (not empty)."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        return (
            self.pieces[first][0] + start - self.starts[first],
            self.pieces[last][0] + end - self.starts[last],
        )

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Offsets into this passage's text of the whole text's stretch `[start, end)` (not empty).

        None where its first or last character is not in this passage.
        """
        offsets = []
        for offset in (start, end - 1):
            at = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
            if at < 0 or offset >= self.pieces[at][1]:
                return None
            offsets.append(self.starts[at] + offset - self.pieces[at][0])
        return offsets[0], offsets[1] + 1

    def cut(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The stretches of the whole text that the stretch `[start, end)` of this passage's text is made of."""
        found = []
        for at in range(max(0, bisect_right(self.starts, start) - 1), len(self.pieces)):
            (begin, stop), offset = self.pieces[at], self.starts[at]
            if offset >= end:
                break
            low, high = max(start, offset), min(end, offset + stop - begin)
            if low < high:
                found.append((begin + low - offset, begin + high - offset))
        return tuple(found)
