"""What formats that label tokens take for one."""

from enum import StrEnum


class Level(StrEnum):
    """A token is a syllable (a number, a sign), or a word of one or several syllables."""

    SYLLABLE = "syllable"
    WORD = "word"
