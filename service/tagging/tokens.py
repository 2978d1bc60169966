"""What the tagger decides about: tokens, cut without a model, and the pieces of them that the encoder reads."""

import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from service.text.spelling import LETTER

_TOKEN = re.compile(rf"(?P<gap>\s*)(?P<token>{LETTER}+|\d+|[^\w\s]|\w)")
LINE_BREAK = "</s>"
"""The piece that stands for a line break: the encoder knows it as the border of two texts."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in parallel: their half-open offsets, and their pieces one token after another.

    `firsts[i]` is where token i's first piece stands in `pieces`; pieces of line breaks stand between tokens.
    """

    starts: list[int]
    ends: list[int]
    firsts: list[int]
    pieces: list[int]


class PieceEncoder:
    """Cuts text into tokens and tokens into pieces; a token's pieces are remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        self.begin, self.end, self.padding, self.unknown, self._break = (
            _find_piece(tokenizer, piece) for piece in ("<s>", "</s>", "<pad>", "<unk>", LINE_BREAK)
        )

    @classmethod
    def load(cls, path: Path) -> "PieceEncoder":
        """Read a `tokenizer.json`. Raises OSError or ValueError where there is none."""
        return cls(Tokenizer.from_str(path.read_text("utf-8")))

    def encode(self, text: str) -> Tokens:
        """The tokens of `text`: runs of letters, runs of digits, single signs. White space belongs to none."""
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[int] = []
        pieces: list[int] = []
        for match in _TOKEN.finditer(text):
            gap, token = match["gap"], match["token"]
            if "\n" in gap:
                pieces.append(self._break)
            starts.append(match.start("token"))
            ends.append(match.end())
            firsts.append(len(pieces))
            pieces.extend(self._cut(f" {token}" if gap or not starts[-1] else token))
        return Tokens(starts, ends, firsts, pieces)

    def _cut(self, written: str) -> list[int]:
        """The pieces of a token, with a blank before it where the text has one; at least one."""
        known = self._known.get(written)
        if known is None:
            known = self._tokenizer.encode(written, add_special_tokens=False).ids or [self._break]
            if len(self._known) < _REMEMBERED:
                self._known[written] = known
        return known


_REMEMBERED = 200_000


def _find_piece(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ValueError(f"The tokenizer has no piece {piece}.")
    return int(number)
