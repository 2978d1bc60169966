"""Words as spaCy tokens: underthesea's segmentation on our own pieces, so that tokens rebuild the text exactly.

underthesea's `word_tokenize` rewrites spellings ("hoá" to "hóa") and drops white space; its CRF model is therefore
given our pieces (with the spelling it was trained on as their features) and only its joins are taken.
"""

import re
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from service.stopping import check_stop
from service.text.segmenter import tag_words
from service.text.spelling import LETTER

_UNIT = re.compile(rf"{LETTER}+(?:['’]{LETTER}+)?|\d+(?:[.,/:]\d+)*|_+|[^\w\s]|\w")
"""What the segmenter sees as one: a syllable, a number, a sign."""
_PIECE = re.compile(rf"{LETTER}+|\d+|_+|.", re.DOTALL)
"""No token crosses the border of one: a run of letters, of digits, or a sign ("15ha" and "dự án³" hold two)."""
_LETTER = re.compile(LETTER)
_LONGEST_LINE = 2_000
"""Units that the model is given at once: its time and memory grow with them."""


class WordTokenizer:
    """Text to a Doc of words: `tokenizer(text).text == text` for any string.

    A word of several syllables is one token that holds its blanks; it never spans a line break, and a token never holds
    digits and letters, or letters and signs, together.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of `text`."""
        return _build_doc(self.vocab, text, _find_words(text))


class SyllableTokenizer:
    """Text to a Doc of syllables, numbers and signs: no model is needed. Lossless as `WordTokenizer`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of `text`."""
        return _build_doc(self.vocab, text, [(m.start(), m.end()) for m in _UNIT.finditer(text)])


@registry.tokenizers("trichluc.words")
def create_word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """The registered factory of `WordTokenizer`."""
    return lambda nlp: WordTokenizer(nlp.vocab)


@registry.tokenizers("trichluc.syllables")
def create_syllable_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """The registered factory of `SyllableTokenizer`."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


def token_starts(doc: Doc) -> list[int]:
    """The offset at which each token begins, and last the text's length."""
    columns = doc.to_array(["LENGTH", "SPACY"])
    return [0, *columns.sum(axis=1).cumsum().tolist()]


def token_ends(doc: Doc) -> list[int]:
    """The exclusive offset at which each token ends, the blank after it aside."""
    columns = doc.to_array(["LENGTH", "SPACY"])
    return list((columns.sum(axis=1).cumsum() - columns[:, 1]).tolist())


def refine(doc: Doc, borders: Iterable[int]) -> Doc:
    """A Doc in which no token crosses a border (offsets into its text): the same Doc where none did.

    Otherwise a new Doc with those tokens split; user data and span groups come with it.
    """
    starts, ends = token_starts(doc), token_ends(doc)
    cuts = set(borders).difference(starts, ends)
    cuts = {cut for cut in cuts if 0 < cut < starts[-1]}
    if not cuts:
        return doc
    text = doc.text
    begins = sorted({*starts[:-1], *cuts})
    stops = sorted({*ends, *cuts})
    words = [text[begin:stop] for begin, stop in zip(begins, stops, strict=True)]
    spaces = [following > stop for stop, following in zip(stops, [*begins[1:], starts[-1]], strict=True)]
    new = Doc(doc.vocab, words, spaces)
    new.user_data = doc.user_data
    for name, group in doc.spans.items():
        spans = [new.char_span(span.start_char, span.end_char, span.label) for span in group]
        new.spans[name] = SpanGroup(new, name=name, spans=[span for span in spans if span is not None])
    return new


def _find_words(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of the words of `text`, in order."""
    words: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        units = [match.span() for match in _UNIT.finditer(text, start, end)]
        check_stop()
        for first in range(0, len(units), _LONGEST_LINE):
            words += _join_units(text, units[first : first + _LONGEST_LINE])
        start = end + 1
    return words


def _join_units(text: str, units: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    tags = tag_words([text[start:end] for start, end in units])
    for (start, end), tag in zip(units, tags, strict=True):
        if (
            tag == "I-W"
            and joined
            and start - joined[-1][1] == 1
            and text[start - 1] == " "
            and _LETTER.match(text, start)
            and _LETTER.match(text, joined[-1][1] - 1)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _build_doc(vocab: Vocab, text: str, units: list[tuple[int, int]]) -> Doc:
    """The Doc whose tokens are the units, cut to pieces where they mix kinds, and the white space between them."""
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for start, end in units:
        _add_blanks(words, spaces, text[position:start])
        content = text[start:end]
        if " " in content:
            words.append(content)
        else:
            words.extend(_PIECE.findall(content))
        spaces.extend([False] * (len(words) - len(spaces)))
        position = end
    _add_blanks(words, spaces, text[position:])
    return Doc(vocab, words, spaces)


def _add_blanks(words: list[str], spaces: list[bool], blanks: str) -> None:
    """White space before the next token: one blank belongs to the token before it, the rest is a token of its own."""
    if blanks and blanks[0] == " " and words and not spaces[-1] and not words[-1].isspace():
        spaces[-1] = True
        blanks = blanks[1:]
    if blanks:
        words.append(blanks)
        spaces.append(False)
