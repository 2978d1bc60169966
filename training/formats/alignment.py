"""Where an annotator's span stands: tools count differently from us, and some change the text that they show.

A document's spans are placed by these rules, the first that holds:

1.  Offsets are code points of the text in the file, as most formats document them. Where each span then stands on its
    words, that is so. "On its words" means that the words which the file quotes stand there (in NFC, a run of blanks
    as one); where it quotes none, that neither border cuts a word and no blank is at an edge.
2.  Otherwise the text is counted in the other ways in which tools count: UTF-16 units or UTF-8 bytes for code points,
    CRLF as one, a letter and its marks as their NFC, runs of blanks as one. That way holds under which most spans stand
    on their words, the plainest of several; a span that two equally plain ways place differently is refused.
    Where the file quotes no words that way holds under which most spans cut no word and have no blank at an edge: nine
    in ten of them, and it must move two or more. What is not clear then is refused.
3.  A quoted span that still stands nowhere is placed alone: where any other way of counting puts it on its words, if
    all that do agree, else where its words stand, if that is once in the text.

Where the text in the file is not the original, the two must have the same characters in normal form, blanks aside; a
span is then carried over by the number of the characters at its borders.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args
from unicodedata import combining, normalize

from service.text.normalisation import Normalised, normalise
from service.text.spelling import LETTER

Place = tuple[int, int]
"""`[start, end)` of a text, in code points."""

_BLANKS = re.compile(r"\s+")
_LETTER = re.compile(LETTER)
_ATOM = re.compile(r"\s+|[^\s\u0300-\u036f]?[\u0300-\u036f]+|.", re.DOTALL)
"""What one way of counting takes as a whole: a run of blanks, a character with its marks, any other character."""
_ENOUGH, _MOST = 2, 0.9
"""How many spans another way of counting must move, and what share must then stand clean, to be believed where the file
quotes no words."""
_DOUBLE_BLANK = re.compile(r"\A\s|\s\s|\s\Z")


@dataclass(frozen=True, slots=True)
class Stated:
    """A span as a file states it: offsets, however counted, and the words that it quotes, None where it quotes none."""

    start: int
    end: int
    words: str | None = None


Unit = Literal["code point", "UTF-16", "UTF-8"]
Blanks = Literal["kept", "joined", "joined with breaks", "joined and trimmed"]
"""What becomes of a run of blanks: with breaks, line breaks join it; trimmed, those at the text's edges are dropped."""


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting the characters of a text."""

    unit: Unit = "code point"
    break_as_one: bool = False
    composed: bool = False
    blanks: Blanks = "kept"

    @property
    def departures(self) -> int:
        """In how many things it is not plain code points."""
        return (self.unit != "code point") + self.break_as_one + self.composed + (self.blanks != "kept")

    def describe(self) -> str:
        """The way of counting in words for the user."""
        parts = [f"theo đơn vị {self.unit}"] if self.unit != "code point" else []
        parts += ["CRLF là một ký tự"] if self.break_as_one else []
        parts += ["chữ và dấu là một ký tự (NFC)"] if self.composed else []
        parts += ["nhiều dấu cách liền nhau là một"] if self.blanks != "kept" else []
        return "đếm " + (", ".join(parts) or "theo điểm mã Unicode")


CODE_POINTS = Counting()
_COUNTINGS = sorted(
    (Counting(*ways) for ways in product(get_args(Unit), (False, True), (False, True), get_args(Blanks))),
    key=lambda counting: counting.departures,
)


@dataclass(frozen=True, slots=True)
class Located:
    """For each stated span its place or None, and the counting that holds for the document."""

    places: tuple[Place | None, ...]
    counting: Counting = CODE_POINTS


def locate(text: str, stated: Sequence[Stated]) -> Located:
    """Where the spans that a file states stand in `text`, the text of that file, by the rules of this module."""
    plain = tuple(_keep_inside(text, each) for each in stated)
    quoted = any(each.words is not None for each in stated)
    if all(_is_clean(text, each, place) for each, place in zip(stated, plain, strict=True)):
        return Located(plain)
    ways = _count_otherwise(text, stated)
    return _locate_quoted(text, stated, ways) if quoted else _locate_unquoted(text, stated, plain, ways)


def explain(text: str, stated: Stated) -> str:
    """Why a span that `locate` did not place can't be taken, in words for the user."""
    if stated.start >= stated.end:
        return f"nhãn rỗng: [{stated.start}, {stated.end})"
    if stated.words is not None:
        there = text[max(0, stated.start) : max(0, stated.end)]
        return f"“{_shorten(stated.words)}” không có ở [{stated.start}, {stated.end}); ở đó là “{_shorten(there)}”"
    if stated.start < 0 or stated.end > len(text):
        return f"[{stated.start}, {stated.end}) nằm ngoài văn bản ({len(text)} ký tự)"
    words = _shorten(text[stated.start : stated.end])
    return f"[{stated.start}, {stated.end}) cắt ngang một từ (“{words}”), và không rõ vị trí được đếm thế nào"


def _keep_inside(text: str, stated: Stated) -> Place | None:
    return (stated.start, stated.end) if 0 <= stated.start < stated.end <= len(text) else None


def _stands(text: str, stated: Stated, place: Place | None) -> bool:
    """Whether a place has the words that are quoted or, where none are, cuts no word."""
    if place is None:
        return False
    if stated.words is None:
        return not any(_cuts_word(text, border) for border in place)
    there = text[slice(*place)]
    return there == stated.words or _fold(there) == _fold(stated.words)


def _cuts_word(text: str, border: int) -> bool:
    if not 0 < border < len(text):
        return False
    before, after = text[border - 1], text[border]
    if combining(after) or before + after == "\r\n":
        return True
    letters = bool(_LETTER.match(after)) and bool(_LETTER.match(before) or combining(before))
    return letters or (before.isdigit() and after.isdigit())


def _is_clean(text: str, stated: Stated, place: Place | None) -> bool:
    """Whether a place stands on its words and, where none are quoted, has no blank at its edges."""
    if place is None or not _stands(text, stated, place):
        return False
    return stated.words is not None or not (text[place[0]].isspace() or text[place[1] - 1].isspace())


def _fold(text: str) -> str:
    return _BLANKS.sub(" ", normalise(text).text)


def _shorten(text: str) -> str:
    shown = _BLANKS.sub(" ", text)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _count_otherwise(text: str, stated: Sequence[Stated]) -> dict[Counting, tuple[Place | None, ...]]:
    """For each way of counting that makes a difference in `text`, plain code points first, the places of the spans."""
    differs = {
        "unit": any(character > "\uffff" for character in text),
        "break": "\r\n" in text,
        "composed": normalize("NFC", text) != text,
        "blanks": _DOUBLE_BLANK.search(text) is not None,
    }
    found = {}
    for counting in _COUNTINGS:
        if (
            (counting.unit == "UTF-16" and not differs["unit"])
            or (counting.break_as_one and not differs["break"])
            or (counting.composed and not differs["composed"])
            or (counting.blanks != "kept" and not differs["blanks"])
        ):
            continue
        borders = _map_borders(text, counting)
        found[counting] = tuple(_place(each, borders) for each in stated)
    return found


def _place(stated: Stated, borders: Mapping[int, int]) -> Place | None:
    start, end = borders.get(stated.start), borders.get(stated.end)
    return (start, end) if start is not None and end is not None and start < end else None


def _map_borders(text: str, counting: Counting) -> dict[int, int]:
    """For each offset in this counting the code point at which it stands; none inside what is counted as a whole.

    Where the counting leaves out characters (blanks that were trimmed) the offset is that of what follows them.
    """
    borders = {0: 0}
    counted = 0
    for atom in _ATOM.finditer(text):
        for piece, counts_as in _cut_atom(atom, len(text), counting):
            counted += _measure(counts_as, counting)
            borders[counted] = piece
    return borders


def _cut_atom(atom: re.Match[str], length: int, counting: Counting) -> Iterable[tuple[int, str]]:
    """The pieces of an atom that are counted: the offset at which each ends, and the text that it counts as."""
    start, end, content = atom.start(), atom.end(), atom[0]
    if content.isspace():
        if counting.blanks == "joined and trimmed" and (start == 0 or end == length):
            return [(end, "")] if start == 0 else []
        if counting.blanks in ("joined with breaks", "joined and trimmed"):
            return [(end, " ")]
        blank = r"[^\S\r\n]+" if counting.blanks == "joined" else r"[^\S\r\n]"
        line_break = r"\r\n?|\n" if counting.break_as_one else r"[\r\n]"
        pieces = re.finditer(f"{blank}|{line_break}", content)
        return [(start + each.end(), each[0] if len(each[0]) == 1 else " ") for each in pieces]
    if counting.composed and len(content) > 1:
        return [(end, normalize("NFC", content))]
    return [(start + at, character) for at, character in enumerate(content, start=1)]


def _measure(text: str, counting: Counting) -> int:
    match counting.unit:
        case "UTF-16":
            return len(text) + sum(character > "\uffff" for character in text)
        case "UTF-8":
            return len(text.encode("utf-8", "surrogatepass"))
        case _:
            return len(text)


def _locate_quoted(text: str, stated: Sequence[Stated], ways: Mapping[Counting, tuple[Place | None, ...]]) -> Located:
    standing = {
        counting: tuple(
            place if _stands(text, each, place) else None for each, place in zip(stated, places, strict=True)
        )
        for counting, places in ways.items()
    }
    most = max(_count_placed(places) for places in standing.values())
    best = [counting for counting, places in standing.items() if _count_placed(places) == most]
    plainest = [counting for counting in best if counting.departures == best[0].departures]
    places = _agree([standing[counting] for counting in plainest])
    alone = [
        place if place or each.words is None else _locate_alone(text, each, [way[at] for way in standing.values()])
        for at, (each, place) in enumerate(zip(stated, places, strict=True))
    ]
    return Located(tuple(alone), plainest[0])


def _locate_unquoted(
    text: str,
    stated: Sequence[Stated],
    plain: tuple[Place | None, ...],
    ways: Mapping[Counting, tuple[Place | None, ...]],
) -> Located:
    clean = {
        counting: sum(_is_clean(text, each, place) for each, place in zip(stated, places, strict=True))
        for counting, places in ways.items()
    }
    most = max(clean.values())
    is_sure = most >= _MOST * len(stated)
    if clean[CODE_POINTS] == most:
        # A border in mid-word is the annotator's own where most are not, or where every way of counting puts it there.
        others = [places for counting, places in ways.items() if counting.unit != "UTF-8"]
        return Located(
            tuple(
                place if is_sure or _stands(text, each, place) or all(way[at] == place for way in others) else None
                for at, (each, place) in enumerate(zip(stated, plain, strict=True))
            )
        )
    best = [counting for counting, count in clean.items() if count == most]
    places = _agree([ways[counting] for counting in best])
    moved = sum(place not in (None, before) for place, before in zip(places, plain, strict=True))
    return Located(places, best[0]) if is_sure and moved >= _ENOUGH else Located(_agree([places, plain]))


def _count_placed(places: Iterable[Place | None]) -> int:
    return sum(place is not None for place in places)


def _agree(ways: Sequence[tuple[Place | None, ...]]) -> tuple[Place | None, ...]:
    """Each span's place where all ways agree, else None."""
    return tuple(places[0] if len(set(places)) == 1 else None for places in zip(*ways, strict=True))


def _locate_alone(text: str, stated: Stated, placed: Iterable[Place | None]) -> Place | None:
    """One quoted span's place by rule 3."""
    found = {place for place in placed if place is not None}
    if not found and stated.words is not None:
        source = normalise(text)
        words = r"\s+".join(map(re.escape, normalise(stated.words).text.split()))
        matches = re.finditer(rf"(?<!\w){words}(?!\w)", source.text) if words else ()
        found = {source.to_source(*match.span()) for match in matches}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the key by which two versions of it are the same, and the way back.

    `key` is its normal form without blanks; `offsets` says at which offset of the normal form each character stands.
    """

    source: Normalised
    key: str
    offsets: tuple[int, ...]


def fold_text(text: str) -> Folded:
    """The key of a text and the offsets of its characters."""
    source = normalise(text)
    offsets = tuple(at for at, character in enumerate(source.text) if not character.isspace())
    return Folded(source, "".join(source.text.split()), offsets)


def carry_over(place: Place, text: Folded, original: Folded) -> Place | None:
    """The place in `original` of what stands at `place` of `text`, whose key is the same; None where all is blanks."""
    first, last = (bisect_left(text.offsets, text.source.from_source(border)) for border in place)
    if first >= last:
        return None
    return original.source.to_source(original.offsets[first], original.offsets[last - 1] + 1)
