"""Windows over a long sequence of tokens: each fits the encoder, together they leave nothing out."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.tagging.tokens import Tokens

MAX_PIECES = 254
OVERLAP = 64


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[first, last)` of a sequence, and the pieces `[start, end)` that they are read from."""

    first: int
    last: int
    start: int
    end: int


def cut_windows(tokens: Tokens, *, size: int = MAX_PIECES, overlap: int = OVERLAP, shift: int = 0) -> Iterator[Window]:
    """Windows of at most `size` pieces, each beginning about `overlap` pieces before the last one's end.

    `shift` shortens the first window by that many pieces: training sees other borders each time. A token longer than a
    window is read by its first pieces.
    """
    count = len(tokens.firsts)
    stops = [*tokens.firsts[1:], len(tokens.pieces)]
    first, room = 0, max(1, size - shift)
    while first < count:
        start = tokens.firsts[first]
        last = first + 1
        while last < count and stops[last] - start <= room:
            last += 1
        yield Window(first, last, start, min(stops[last - 1], start + size))
        if last == count:
            return
        following = last
        while following > first + 1 and tokens.firsts[last - 1] - tokens.firsts[following - 1] < overlap:
            following -= 1
        first, room = following, size
