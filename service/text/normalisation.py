"""Text made uniform without losing the way back: NFC, character references, blanks, line breaks.

Never NFKC ("12¹" must not become "121") and never a spelling repair.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = re.compile(rf"[{_BLANKS}]")
_LINE_BREAKS = r"\r\n?|[\u2028\u2029\x85\x0b]"
_MARKS = "\u0300-\u036f"
_SIGNS = (
    "&\r\u2028\u2029\x85\x0b\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    + _DROPPED
)
# What may change, in units that change as a whole. A base character is one unit with the marks that follow it; the few
# lone characters that NFC replaces too (the Ångström sign) are left as they are: no Vietnamese letter is among them.
_UNIT = re.compile(
    rf"(?P<reference>{_REFERENCE})|(?P<break>{_LINE_BREAKS})|(?P<dropped>[{_DROPPED}]+)|(?P<blank>[{_BLANKS}])"
    rf"|[^\s{_MARKS}]?[{_MARKS}]+"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in normal form and the map back to the source.

    The map holds only the places of change: piece i begins at `starts[i]` of `text` and at `origins[i]` of the
    source. In an unchanged piece offsets run in step; what a changed unit became maps to that unit as a whole.
    """

    text: str
    source_length: int
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    """For each piece the number of source characters of a changed unit, 0 for an unchanged piece."""

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source's `[start, end)` for the normal form's `[start, end)`.

        A stretch that is not empty gets all of the source from which its characters were made.
        """
        if start >= end:
            offset = self._begin(start)
            return offset, offset
        return self._begin(start), self._finish(end)

    def from_source(self, offset: int) -> int:
        """Where the source's `offset` stands in the normal form; inside a changed unit, where that unit ends."""
        piece = bisect_right(self.origins, offset) - 1
        if piece < 0:
            return min(offset, self.starts[0]) if self.starts else offset
        following = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        if self.widths[piece] and offset > self.origins[piece]:
            return following
        return min(self.starts[piece] + offset - self.origins[piece], following)

    def _begin(self, offset: int) -> int:
        piece = bisect_right(self.starts, offset) - 1
        if piece < 0:
            return offset
        if self.widths[piece]:
            return self.origins[piece]
        return self.origins[piece] + offset - self.starts[piece]

    def _finish(self, end: int) -> int:
        piece = bisect_right(self.starts, end - 1) - 1
        if piece < 0:
            return end
        if self.widths[piece]:
            return self.origins[piece] + self.widths[piece]
        return self.origins[piece] + end - self.starts[piece]


def normalise(text: str) -> Normalised:
    """NFC; character references ("&nbsp;", "&#7899;") decoded; CRLF and CR as LF; odd blanks as a blank; soft hyphens,
    zero-width characters and byte order marks dropped. Text already in this form comes back as it is.
    """
    if not any(sign in text for sign in _SIGNS) and unicodedata.is_normalized("NFC", text):
        return Normalised(text, len(text))
    pieces: list[str] = []
    starts, origins, widths = [], [], []
    length = position = 0
    for begin, end, new in _changes(text):
        pieces.extend((text[position:begin], new))
        length += begin - position
        if new:
            starts.append(length)
            origins.append(begin)
            widths.append(end - begin)
            length += len(new)
        starts.append(length)
        origins.append(end)
        widths.append(0)
        position = end
    pieces.append(text[position:])
    return Normalised("".join(pieces), len(text), tuple(starts), tuple(origins), tuple(widths))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """`(start, end, new)` of every unit of the source that changes, in order."""
    for match in _UNIT.finditer(text):
        match match.lastgroup:
            case "break":
                new = "\n"
            case "dropped":
                new = ""
            case "blank":
                new = " "
            case "reference":
                new = _decode_reference(match[0])
            case _:
                new = unicodedata.normalize("NFC", match[0])
        if new != match[0]:
            yield match.start(), match.end(), new


def _decode_reference(reference: str) -> str:
    new = unescape(reference)
    if new in _DROPPED:
        return ""
    return " " if _BLANK.fullmatch(new) else unicodedata.normalize("NFC", new)
