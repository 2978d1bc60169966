"""Continued masked-language training: an encoder reads official text without labels, and learns to fill in pieces.

Devlin et al. (2019): of the pieces 15 % are to be guessed; of these four fifths are masked, a tenth are replaced by
another piece, a tenth stay. The output layer is the embedding matrix (tied). Here whole tokens are masked, since most
Vietnamese syllables are one or two pieces and half a syllable gives the other half away.
"""

import gzip
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import PreTrainedModel

from service.tagging.tokens import PieceEncoder, Tokens
from training.corpus import CorpusError
from training.encoder import E5_SMALL, Encoder, load_encoder, save_encoder, trim_vocabulary
from training.network import silence_dropout
from training.vocabulary import choose_pieces

IGNORED = -100
_FORM_FEED = "\f\n"


@dataclass(frozen=True, slots=True)
class PretrainingRecipe:
    """What a pretraining run depends on, besides its texts and base; `steps` batches of `pieces_a_batch` pieces."""

    steps: int = 2000
    rate: float = 2e-4
    warm_up: float = 0.06
    weight_decay: float = 0.01
    window: int = 128
    pieces_a_batch: int = 2048
    share: float = 0.15
    rare: int = 8
    seed: int = 1


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The documents of gzip files, which a line with a form feed parts.

    Raises OSError for a file that can't be read, CorpusError for one that breaks off or isn't UTF-8.
    """
    for path in paths:
        try:
            with gzip.open(path, "rt", encoding="utf-8") as stream:
                content = stream.read()
        except (EOFError, UnicodeDecodeError) as error:
            raise CorpusError(f"{path}: tệp nén bị cụt hoặc không phải là UTF-8 ({error}).") from error
        yield from (text for text in content.split(_FORM_FEED) if text.strip())


def pretrain(texts: Sequence[str], folder: Path, *, recipe: PretrainingRecipe, base: str = E5_SMALL) -> None:
    """Train the encoder `base` on `texts` and write it to `folder`, where `load_encoder` finds it.

    Its vocabulary is trimmed to every Vietnamese syllable and to pieces that occur `recipe.rare` times in `texts`.
    Loss and speed go to `folder/log.jsonl`. Raises EncoderError where the base can't be loaded, CorpusError where the
    texts together are shorter than a window.
    """
    torch.manual_seed(recipe.seed)
    random_state = random.Random(recipe.seed)
    encoder = load_encoder(base)
    encoder = trim_vocabulary(encoder, choose_pieces(encoder.tokenizer, texts, at_least=recipe.rare))
    pieces = PieceEncoder(encoder.tokenizer)
    folder.mkdir(parents=True, exist_ok=True)
    windows = list(_cut(texts, pieces, recipe, random_state))
    if not windows:
        raise CorpusError(f"Văn bản quá ngắn để học: cần ít nhất {recipe.window} mảnh chữ liền trong một văn bản.")
    random_state.shuffle(windows)
    _train(encoder, pieces, windows, recipe=recipe, random_state=random_state, log=folder / "log.jsonl")
    save_encoder(encoder, folder)
    (folder / "recipe.json").write_text(json.dumps({"base": base, **asdict(recipe)}, indent=2) + "\n", "utf-8")


def _cut(
    texts: Iterable[str], pieces: PieceEncoder, recipe: PretrainingRecipe, random_state: random.Random
) -> Iterator[list[list[int]]]:
    """Windows of full length, each a list of tokens, each token the list of its pieces."""
    for text in texts:
        window: list[list[int]] = []
        room = random_state.randrange(recipe.window // 2, recipe.window)
        for token in _split_tokens(pieces.encode(text)):
            if len(token) > room:
                if window:
                    yield window
                window, room = [], recipe.window
            if len(token) <= room:
                window.append(token)
                room -= len(token)


def _split_tokens(tokens: Tokens) -> Iterator[list[int]]:
    for first, stop in pairwise([*tokens.firsts, len(tokens.pieces)]):
        yield tokens.pieces[first:stop]


def mask_window(
    window: Sequence[Sequence[int]], *, mask: int, vocabulary: int, share: float, random_state: random.Random
) -> tuple[list[int], list[int]]:
    """The pieces of a window, some hidden, and what is to be guessed: the piece itself, or IGNORED."""
    shown: list[int] = []
    wanted: list[int] = []
    for token in window:
        chosen = random_state.random() < share
        for piece in token:
            wanted.append(piece if chosen else IGNORED)
            if not chosen:
                shown.append(piece)
                continue
            luck = random_state.random()
            shown.append(mask if luck < 0.8 else random_state.randrange(vocabulary) if luck < 0.9 else piece)
    return shown, wanted


class _Guesser(nn.Module):
    """An encoder with the usual head of masked-language models: dense, GELU, norm, and the embeddings as output."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.transform = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """Logits over the vocabulary for the `chosen` places (a boolean mask of the shape of `pieces`)."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state[chosen]
        weight = self.encoder.get_input_embeddings().get_parameter("weight")
        return functional.linear(self.transform(hidden), weight, self.bias)


def _train(
    encoder: Encoder,
    pieces: PieceEncoder,
    windows: Sequence[Sequence[Sequence[int]]],
    *,
    recipe: PretrainingRecipe,
    random_state: random.Random,
    log: Path,
) -> None:
    silence_dropout(encoder.model)
    network = _Guesser(encoder.model)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay, fused=True)
    rows = recipe.pieces_a_batch // (recipe.window + 2)
    network.train()
    started, total = time.monotonic(), 0.0
    for step in range(recipe.steps):
        at = step * rows % max(1, len(windows) - rows)
        shown, mask, wanted = _pad(
            [
                mask_window(
                    window,
                    mask=pieces.unknown,
                    vocabulary=encoder.model.config.vocab_size,
                    share=recipe.share,
                    random_state=random_state,
                )
                for window in windows[at : at + rows]
            ],
            pieces,
        )
        progress = step / recipe.steps
        factor = progress / recipe.warm_up if progress < recipe.warm_up else (1 - progress) / (1 - recipe.warm_up)
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * factor
        chosen = wanted != IGNORED
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(shown, mask, chosen)
        loss = functional.cross_entropy(logits.float(), wanted[chosen])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        since = (step + 1) % _LOGGED or _LOGGED
        if since == _LOGGED or step + 1 == recipe.steps:
            line = {"step": step + 1, "loss": round(total / since, 4), "seconds": round(time.monotonic() - started)}
            with log.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
            total = 0.0


_LOGGED = 50


def _pad(
    rows: Sequence[tuple[list[int], list[int]]], pieces: PieceEncoder
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(shown) for shown, _ in rows) + 2
    shown_rows = torch.full((len(rows), length), pieces.padding)
    mask = torch.zeros((len(rows), length), dtype=torch.long)
    wanted_rows = torch.full((len(rows), length), IGNORED)
    for row, (shown, wanted) in enumerate(rows):
        shown_rows[row, : len(shown) + 2] = torch.tensor([pieces.begin, *shown, pieces.end])
        mask[row, : len(shown) + 2] = 1
        wanted_rows[row, 1 : len(wanted) + 1] = torch.tensor(wanted)
    return shown_rows, mask, wanted_rows
