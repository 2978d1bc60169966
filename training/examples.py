"""Labelled documents as the network sees them: token sequences, each token with one tag a label."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from service.footnotes.finding import find_footnotes, mask_markers
from service.tagging.decoding import BEGIN, END, INSIDE, LABELS, SINGLE
from service.tagging.tokens import PieceEncoder, Tokens
from service.tagging.windows import MAX_PIECES, cut_windows
from service.text.layout import read_layout
from service.text.markup import mask_markup
from service.text.normalisation import normalise
from training.documents import GoldSpan, LabelledDocument

Tags = NDArray[np.int64]
IGNORED = -100
"""The tag of a piece that no token begins with: it has no part in the loss."""


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage's text with the gold spans in it, at its own offsets."""

    document: str
    text: str
    spans: tuple[GoldSpan, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage's tokens and their tags, shape (tokens, labels)."""

    document: str
    tokens: Tokens
    tags: Tags


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of equal length: piece ids and mask (windows, pieces), tags (windows, pieces, labels) or IGNORED."""

    pieces: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor


def split_passages(document: LabelledDocument) -> Iterator[LabelledPassage]:
    """The passages that the pipeline would read of a document, its markers and markup masked.

    A gold span that lies in no passage as a whole (it crosses into a footnote's body) is left out.
    """
    source = normalise(document.text)
    footnotes = find_footnotes(source.text, read_layout(source.text))
    masked = mask_markup(mask_markers(source.text, footnotes))
    forward = source.from_source
    spans = [(forward(span.start), forward(span.end), span.label) for span in document.spans]
    for passage in footnotes.passages(masked):
        placed = (
            GoldSpan(*place, label) for start, end, label in spans if (place := passage.place(start, end)) is not None
        )
        yield LabelledPassage(document.id, passage.text, tuple(placed))


def tag_tokens(tokens: Tokens, spans: Iterable[GoldSpan], labels: Sequence[str] = LABELS) -> Tags:
    """The tag of each token for each label; a span gets all tokens that it touches."""
    tags = np.zeros((len(tokens.starts), len(labels)), dtype=np.int64)
    starts, ends = np.array(tokens.starts), np.array(tokens.ends)
    for span in spans:
        first = int(np.searchsorted(ends, span.start, side="right"))
        last = int(np.searchsorted(starts, span.end, side="left"))
        if first >= last:
            continue
        column = tags[first:last, labels.index(span.label)]
        column[:] = INSIDE
        column[0], column[-1] = (SINGLE, SINGLE) if last - first == 1 else (BEGIN, END)
    return tags


def encode_passages(
    passages: Iterable[LabelledPassage], encoder: PieceEncoder, labels: Sequence[str] = LABELS
) -> list[Example]:
    """The passages as examples; empty ones are left out."""
    examples = []
    for passage in passages:
        tokens = encoder.encode(passage.text)
        if tokens.starts:
            examples.append(Example(passage.document, tokens, tag_tokens(tokens, passage.spans, labels)))
    return examples


def make_batches(
    examples: Sequence[Example], encoder: PieceEncoder, *, pieces_a_batch: int, random_state: random.Random
) -> list[Batch]:
    """One epoch's batches: windows cut at places that differ from epoch to epoch, those of like length together."""
    windows: list[tuple[list[int], Tags]] = []
    for example in examples:
        shift = random_state.randrange(MAX_PIECES // 2)
        for window in cut_windows(example.tokens, overlap=0, shift=shift):
            ids = [encoder.begin, *example.tokens.pieces[window.start : window.end], encoder.end]
            tags = np.full((len(ids), example.tags.shape[1]), IGNORED, dtype=np.int64)
            for token in range(window.first, window.last):
                tags[example.tokens.firsts[token] - window.start + 1] = example.tags[token]
            windows.append((ids, tags))
    random_state.shuffle(windows)
    windows.sort(key=lambda window: len(window[0]) // 16)
    batches: list[list[tuple[list[int], Tags]]] = [[]]
    for item in windows:
        longest = max(len(item[0]), *(len(ids) for ids, _ in batches[-1])) if batches[-1] else len(item[0])
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces_a_batch:
            batches.append([])
        batches[-1].append(item)
    random_state.shuffle(batches)
    return [_pad(batch, encoder.padding) for batch in batches if batch]


def _pad(windows: Sequence[tuple[list[int], Tags]], padding: int) -> Batch:
    length = max(len(ids) for ids, _ in windows)
    pieces = torch.full((len(windows), length), padding)
    mask = torch.zeros((len(windows), length), dtype=torch.long)
    tags = torch.full((len(windows), length, windows[0][1].shape[1]), IGNORED)
    for row, (ids, gold) in enumerate(windows):
        pieces[row, : len(ids)] = torch.tensor(ids)
        mask[row, : len(ids)] = 1
        tags[row, : len(ids)] = torch.from_numpy(gold)
    return Batch(pieces, mask, tags)
