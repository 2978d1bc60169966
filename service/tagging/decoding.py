"""Tags to spans: for each label on its own, the likeliest sequence of tags that is legal.

A label's tags are O, B, I, E and S: outside, the begin, inside and end of a span of several tokens, a span of one. A
span is thus decided as a whole: no token in it can be left out. How sure a span is, is its share of all legal sequences
(the marginal of a linear-chain conditional random field, by the forward-backward sums of Rabiner 1989): a tag alone says
little, as the networks are trained on whole sequences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.labels import Label

LABELS: tuple[str, ...] = tuple(Label)
"""The labels that a model of this project decides; a model trained on another corpus has its own."""
TAGS = ("O", "B", "I", "E", "S")
OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
_CLOSED, _OPEN = (OUTSIDE, END, SINGLE), (BEGIN, INSIDE)
"""The tags after which no span is open, and one is."""
_FORBIDDEN = float("-inf")

Scores = NDArray[np.float32]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Tokens `[first, last)` with a label; `score` is its probability among all legal readings, in [0, 1]."""

    first: int
    last: int
    label: str
    score: float


def decode(logits: Scores, labels: Sequence[str] = LABELS) -> list[TaggedSpan]:
    """The spans of a sequence, by label and then by place.

    `logits` has shape (tokens, labels, tags), `labels` names its columns; spans of one label never overlap, those of two may.
    """
    if not len(logits):
        return []
    weights = logits.astype(np.float64)
    before, after = _sum_paths(weights)
    spans: list[TaggedSpan] = []
    for index, label in enumerate(labels):
        scores = weights[:, index]
        outside = before[:-1, index] + scores[:, OUTSIDE] + after[1:, index] - after[0, index]
        for start, stop in _active_stretches(outside):
            for first, last, weight in _read_path(_find_best(scores[start:stop]), scores[start:stop]):
                first, last = start + first, start + last
                share = before[first, index] + weight + after[last, index] - after[0, index]
                spans.append(TaggedSpan(first, last, label, min(1.0, float(np.exp(share)))))
    return spans


def _sum_paths(weights: Sums) -> tuple[Sums, Sums]:
    """For each token and label, the log sums over all legal paths that end before it, and that begin at it.

    Only paths that leave no span open there are summed; the results have shape (tokens + 1, labels).
    """
    length, labels = weights.shape[:2]
    outside, begin, inside, end, single = (weights[..., tag] for tag in (OUTSIDE, BEGIN, INSIDE, END, SINGLE))
    alone = np.logaddexp(outside, single)
    before, after = np.zeros((length + 1, labels)), np.zeros((length + 1, labels))
    opened = np.full(labels, _FORBIDDEN)
    for at in range(length):
        closed = before[at]
        before[at + 1] = np.logaddexp(closed + alone[at], opened + end[at])
        opened = np.logaddexp(closed + begin[at], opened + inside[at])
    opened = np.full(labels, _FORBIDDEN)
    for at in range(length - 1, -1, -1):
        closed = after[at + 1]
        after[at] = np.logaddexp(closed + alone[at], opened + begin[at])
        opened = np.logaddexp(closed + end[at], opened + inside[at])
    return before, after


_SURE = float(np.log(0.999))


def _active_stretches(outside: Sums) -> list[tuple[int, int]]:
    """Stretches of tokens that may hold a span; between them every token is surely `outside` (log probabilities).

    Each is widened by one sure token, so that cutting there changes no best path worth having.
    """
    unsure = np.flatnonzero(outside < _SURE)
    if not len(unsure):
        return []
    breaks = np.flatnonzero(np.diff(unsure) > 2)
    starts = unsure[np.concatenate(([0], breaks + 1))]
    stops = unsure[np.concatenate((breaks, [len(unsure) - 1]))]
    return [(max(0, int(a) - 1), min(len(outside), int(b) + 2)) for a, b in zip(starts, stops, strict=True)]


def _find_best(scores: Sums) -> list[int]:
    """The best legal path through `scores` (tokens, tags): it begins and ends outside or at a span's border."""
    best = scores[0].tolist()
    best[INSIDE] = best[END] = _FORBIDDEN
    trace: list[tuple[int, int]] = []
    for row in scores[1:].tolist():
        closed = max(_CLOSED, key=best.__getitem__)
        opened = max(_OPEN, key=best.__getitem__)
        trace.append((closed, opened))
        fresh, within = best[closed], best[opened]
        best = [
            fresh + row[OUTSIDE],
            fresh + row[BEGIN],
            within + row[INSIDE],
            within + row[END],
            fresh + row[SINGLE],
        ]
    tag = max(_CLOSED, key=best.__getitem__)
    path = [tag]
    for closed, opened in reversed(trace):
        tag = opened if tag in (INSIDE, END) else closed
        path.append(tag)
    return path[::-1]


def _read_path(path: list[int], scores: Sums) -> list[tuple[int, int, float]]:
    """The spans `[first, last)` of a path, with the sums of their tags' `scores`."""
    spans = []
    begin = 0
    for index, tag in enumerate(path):
        if tag in (BEGIN, SINGLE):
            begin = index
        if tag in (END, SINGLE):
            weight = sum(float(scores[at, path[at]]) for at in range(begin, index + 1))
            spans.append((begin, index + 1, weight))
    return spans
