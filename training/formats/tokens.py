"""Texts cut to the tokens of formats that label tokens and not characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from service.text.normalisation import normalise
from service.text.words import SyllableTokenizer, WordTokenizer
from training.formats.alignment import Place
from training.formats.level import Level


def cut_tokens(text: str, *, level: Level = Level.SYLLABLE, borders: Iterable[int] = ()) -> list[Place]:
    """`[start, end)` of the tokens of `text` in order, none with a blank at its edge, none crossing a border.

    Tokens are found in the text's normal form, so a letter is never parted from its marks unless a border does it.
    """
    source = normalise(text)
    tokens = _load_tokenizer(level)(source.text)
    places = [source.to_source(token.idx, token.idx + len(token)) for token in tokens if not token.is_space]
    cuts = sorted(set(borders))
    found: list[Place] = []
    for start, end in places:
        begin = max(start, found[-1][1] if found else 0)  # one source unit may have made two tokens
        inner = cuts[bisect_right(cuts, begin) : bisect_left(cuts, end)]
        for low, high in zip([begin, *inner], [*inner, end], strict=True):
            piece = text[low:high]
            if stripped := piece.strip():
                low += len(piece) - len(piece.lstrip())
                found.append((low, low + len(stripped)))
    return found


@cache
def _load_tokenizer(level: Level) -> Callable[[str], Doc]:
    return WordTokenizer(Vocab()) if level is Level.WORD else SyllableTokenizer(Vocab())
