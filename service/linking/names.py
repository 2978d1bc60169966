"""Whether two project names mean one project: compared without what OCR and short forms change."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.text.spelling import fold

_WORD = re.compile(r"[^\W_]+")
_VERBS = (
    "đầu tư xây dựng mới",
    "đầu tư xây dựng",
    "đầu tư",
    "xây dựng mới",
    "xây dựng",
    "dự án",
    "công trình",
    "tuyến đường",
    "tuyến",
)
"""Words that a name may begin with or not: "Xây dựng cầu Tân Phú" is "Cầu Tân Phú"."""
_LOOSE_LENGTH = 12
"""Below so many letters one letter's difference is another name."""
_ROMAN = re.compile(r"(?<!\w)[ivx]{1,4}(?!\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name taken apart.

    `words` are its syllables in lower case; `core` those without a leading verb and without the places at its end;
    `numbers` every number, phase and section that tells it from its neighbours; `ending` the places at its end.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    numbers: tuple[str, ...]
    ending: tuple[str, ...]


def read_name(text: str, places: Sequence[tuple[int, int]] = ()) -> Name:
    """Take a name apart; `places` are the `[start, end)` of the PLACEs inside `text`."""
    cut = len(text)
    for start, end in sorted(places, reverse=True):
        between = text[end:cut]
        before = text[:start].rstrip()
        if between.strip(" ,.;–-") or not before.endswith((",", "–", "-")):
            break
        cut = len(before.rstrip(",–- "))
    core = fold(text[:cut])
    for verb in _VERBS:
        if core.startswith(verb + " ") and len(core) > len(verb) + 6:
            core = core[len(verb) + 1 :]
            break
    words, core_words = (tuple(_WORD.findall(part)) for part in (fold(text), core))
    numbers = tuple(word for word in core_words if any(map(str.isdigit, word)) or _ROMAN.fullmatch(word))
    return Name(words, core_words, numbers, tuple(_WORD.findall(fold(text[cut:]))))


def same_project(first: Name, second: Name) -> bool:
    """Whether both names mean one project, OCR damage and the places at their ends apart.

    Different numbers (phases, road sections, school numbers) are different projects; so are different places.
    """
    if sorted(first.numbers) != sorted(second.numbers):
        return False
    if first.ending and second.ending and not _alike(first.ending, second.ending) and not _holds(first, second):
        return False
    return _alike(first.core, second.core)


def _holds(first: Name, second: Name) -> bool:
    """Whether the places of one are among those of the other: "xã A" and "xã A, huyện B"."""
    small, large = sorted((_bare(first.ending), _bare(second.ending)), key=len)
    return f" {small} " in f" {large} "


def _alike(first: Sequence[str], second: Sequence[str]) -> bool:
    """Equal without diacritics, with a few syllables differing in them or, in a long name, by one letter."""
    bare, other = _bare(first), _bare(second)
    if bare == other:
        differing = sum(a != b for a, b in zip(first, second, strict=True))
        return differing <= max(1, len(first) // 3)
    if min(len(bare), len(other)) < _LOOSE_LENGTH or abs(len(bare) - len(other)) > 2:
        return False
    matcher = SequenceMatcher(None, bare, other, autojunk=False)
    return matcher.ratio() > _CLOSE and not _letters_apart(bare, other)


_CLOSE = 0.94


def _letters_apart(first: str, second: str) -> bool:
    """Whether whole syllables differ: "cầu A" and "cầu B" are two however long the rest is."""
    pairs = list(zip(first.split(), second.split(), strict=False))
    return len(first.split()) != len(second.split()) or any(
        a != b and SequenceMatcher(None, a, b, autojunk=False).ratio() < _SYLLABLE for a, b in pairs
    )


_SYLLABLE = 0.6


def _bare(words: Sequence[str]) -> str:
    decomposed = unicodedata.normalize("NFD", " ".join(words).replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
