"""The damage that OCR and careless typing do to Vietnamese text, with every label kept on its words.

The kinds and their shares follow what damaged official documents show: wrong tone marks and hooks most of all, then
letters for digits, lost, doubled and stray blanks, broken lines, lost diacritics.
"""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from training.documents import GoldSpan

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = {
    "â": "áãàa",
    "ă": "áâãa",
    "ê": "éẻe",
    "ô": "ồóõo",
    "ơ": "ớóo",
    "ư": "ứuú",
    "đ": "dð",
    "Đ": "ÐD",
    "Ô": "ÒO",
    "Ư": "UỨ",
}
_SIMILAR: dict[str, Sequence[str]] = {
    "1": "lI",
    "0": "O",
    "l": "1I",
    "O": "0",
    "I": "l",
    "5": "S",
    "m": ["rn"],
    "c": "e",
    "e": "c",
    "ỉ": "i",
    "B": "8",
}


def damage(
    text: str, spans: Sequence[GoldSpan], *, rate: float, random_state: random.Random
) -> tuple[str, tuple[GoldSpan, ...]]:
    """`text` with about `rate` of its characters damaged, and its spans at their new offsets.

    A span keeps its first and last character (perhaps changed); what is put in at its border stays outside.
    """
    borders = {border for span in spans for border in (span.start, span.end)}
    pieces: list[str] = []
    moved: list[int] = []
    length = 0
    for offset, character in enumerate(text):
        written = character
        if random_state.random() < rate:
            written = _damage_character(character, offset in borders or offset + 1 in borders, random_state)
        moved.append(length)
        pieces.append(written)
        length += len(written)
    moved.append(length)
    return "".join(pieces), tuple(
        replace(span, start=moved[span.start], end=moved[span.end - 1] + len(pieces[span.end - 1])) for span in spans
    )


def _damage_character(character: str, at_border: bool, random_state: random.Random) -> str:
    if character == " ":
        choices = ["  ", "\n", " "] if at_border else ["", "", "  ", "\n", " "]
        return random_state.choice(choices)
    if character == "\n" or (at_border and not character.isalnum()):
        return character
    kinds: list[Callable[[str, random.Random], str]] = [_change_mark, _change_mark, _change_mark, _confuse]
    if not at_border:
        kinds.append(_split)
    for kind in random_state.sample(kinds, len(kinds)):
        written = kind(character, random_state)
        if written != character:
            return written
    return character


def _change_mark(character: str, random_state: random.Random) -> str:
    """Another tone mark, or the letter's hook or roof taken for something else."""
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in decomposed if mark in _TONES), None)
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    if tone is None:
        shapes = _SHAPES.get(character, "")
        return random_state.choice(shapes) if shapes else character
    if random_state.random() < 0.2:
        return base
    return unicodedata.normalize("NFC", base + random_state.choice([mark for mark in _TONES if mark != tone]))


def _confuse(character: str, random_state: random.Random) -> str:
    similar = _SIMILAR.get(character, "")
    return random_state.choice(similar) if similar else character


def _split(character: str, random_state: random.Random) -> str:
    """A stray blank: within a word before punctuation or after a letter."""
    if character in ",.;:)":
        return f" {character}"
    return f"{character} " if character.isalpha() and random_state.random() < 0.3 else character
