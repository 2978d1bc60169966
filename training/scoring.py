"""Spans that were found against gold spans: precision, recall, F1, and how sure they are."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.labels import Label

Span = tuple[int, int, str]
"""`(start, end, label)`, half-open."""

CORE = (Label.PROJECT, Label.PLACE, Label.AMOUNT, Label.DATE)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many spans are right, were found, and are gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts for each label: of spans that agree wholly, and of spans that overlap one of their label."""

    strict: Mapping[str, Counts] = field(default_factory=dict)
    overlap: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def micro(self) -> Counts:
        """The strict counts of all labels together."""
        return sum(self.strict.values(), Counts())

    @property
    def core(self) -> float:
        """The mean strict F1 of PROJECT, PLACE, AMOUNT and DATE."""
        return sum(self.strict.get(label, Counts()).f1 for label in CORE) / len(CORE)


def score(
    pairs: Iterable[tuple[Collection[Span], Collection[Span]]], *, labels: Sequence[str] = tuple(Label)
) -> Scores:
    """The scores of `labels` over documents, each given as its gold spans and the spans found."""
    strict = dict.fromkeys(labels, Counts())
    overlap = dict.fromkeys(labels, Counts())
    for gold, found in pairs:
        for label in labels:
            mine = {span for span in gold if span[2] == label}
            theirs = {span for span in found if span[2] == label}
            strict[label] += Counts(len(mine & theirs), len(theirs), len(mine))
            overlap[label] += Counts(_pair_up(sorted(mine), sorted(theirs)), len(theirs), len(mine))
    return Scores(strict, overlap)


def _pair_up(gold: Sequence[Span], found: Sequence[Span]) -> int:
    """How many pairs of overlapping spans there are, each span in one pair at most."""
    pairs = at = 0
    for start, end, _ in gold:
        while at < len(found) and found[at][1] <= start:
            at += 1
        if at < len(found) and found[at][0] < end:
            pairs += 1
            at += 1
    return pairs


def bootstrap_micro(
    pairs: Sequence[tuple[Collection[Span], Collection[Span]]], *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % interval of strict micro-F1 when documents are drawn anew with replacement."""
    counts = [score([pair]).micro for pair in pairs]
    random_state = random.Random(seed)
    values = sorted(sum(random_state.choices(counts, k=len(counts)), Counts()).f1 for _ in range(rounds))
    return values[int(rounds * 0.025)], values[int(rounds * 0.975) - 1]
