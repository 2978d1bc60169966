"""The pieces that a model keeps: those of every possible Vietnamese syllable, of numbers, and of the training text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tokenizers import Tokenizer

from training.encoder import collect_pieces

_ONSETS = """
b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x
"""
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en
eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa
oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um
un ung uơ uô uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng
ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aeiouy"
_LONGEST_NUMBER = 4
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def list_syllables() -> Iterator[str]:
    """Every syllable that the spelling allows, and some that it does not: tone marks on each vowel of the rhyme."""
    for rhyme in _RHYMES.split():
        for place, letter in enumerate(rhyme):
            if unicodedata.normalize("NFD", letter)[0] not in _VOWELS:
                continue
            for tone in _TONES:
                written = unicodedata.normalize("NFC", rhyme[:place] + letter + tone + rhyme[place + 1 :])
                yield from (onset + written for onset in ["", *_ONSETS.split()])


def choose_pieces(tokenizer: Tokenizer, texts: Iterable[str], *, at_least: int = 1) -> set[int]:
    """The ids of the pieces of all syllables (small, capitalised, in capitals), of numbers, and of `texts`.

    Of `texts` those that occur `at_least` times are kept. They are cut into runs of letters, digits and signs first, as the tagger does.
    """
    syllables = sorted(set(list_syllables()))
    kept: set[int] = set()
    for written in (syllables, map(str.capitalize, syllables), map(str.upper, syllables)):
        kept |= collect_pieces(tokenizer, map(_begin_with_blank, written))
    kept |= collect_pieces(
        tokenizer, (_begin_with_blank(" ".join(_TOKEN.findall(text))) for text in texts), at_least=at_least
    )
    for piece, number in tokenizer.get_vocab().items():
        digits = piece.lstrip("▁")
        if len(digits) <= _LONGEST_NUMBER and digits.isascii() and digits.isdigit():
            kept.add(number)
    return kept


def _begin_with_blank(text: str) -> str:
    """A trimmed tokenizer puts no blank before a text by itself."""
    return f" {text}"
