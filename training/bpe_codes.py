"""Tokenizers in fastBPE's two files (`vocab.txt`, `bpe.codes`), as PhoBERT has them, in the one form that we run.

In the files a piece that ends inside a word is written "piece@@"; codes are merges, one "left right count" a line, with
"</w>" at a word's end. Merges may make pieces that the vocabulary left out: fastBPE calls those unknown. Here they get
ids of their own after the vocabulary's, so that the caller gives them the embedding of the unknown piece.
"""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit

VOCABULARY, CODES = "vocab.txt", "bpe.codes"
_FIRST = ("<s>", "<pad>", "</s>", "<unk>")
_END, _GOES_ON = "</w>", "@@"


def has_codes(folder: Path) -> bool:
    """Whether `folder` holds both files."""
    return (folder / VOCABULARY).is_file() and (folder / CODES).is_file()


def read_codes(folder: Path) -> tuple[Tokenizer, int]:
    """The tokenizer and how many ids belong to the vocabulary; ids from there on stand for the unknown piece.

    Raises OSError where a file can't be read, ValueError where a line of it is no entry.
    """
    vocabulary = dict(_number(_read_lines(folder / VOCABULARY)))
    known = len(vocabulary) + 1  # and the mask, which comes last
    vocabulary["<mask>"] = known - 1
    merges = []
    for line in _read_lines(folder / CODES):
        left, right, _ = line.rsplit(" ", 2)
        merges.append((left, right))
        for piece in (left, right, left + right):
            vocabulary.setdefault(piece, len(vocabulary))
    model = BPE(vocabulary, merges, unk_token="<unk>", end_of_word_suffix=_END)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokenizer, known


def _read_lines(path: Path) -> list[str]:
    """Only a line feed ends a line: pieces may hold other characters that Unicode calls line breaks."""
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def _number(lines: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Pieces in the form of the merges, with their ids: the special ones first, then the file's lines in order."""
    yield from ((piece, number) for number, piece in enumerate(_FIRST))
    for number, line in enumerate(lines, start=len(_FIRST)):
        piece, _ = line.rsplit(" ", 1)
        yield (piece.removesuffix(_GOES_ON) if piece.endswith(_GOES_ON) else piece + _END), number
