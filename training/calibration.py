"""How far the scores can be trusted: of spans with a score about 0.9, are nine in ten right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.table import Table
from spacy.language import Language

from service.pipeline import extract
from training.documents import LabelledDocument

BORDERS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
"""Where the bins of scores begin and end; most scores are high, so the bins are narrow there."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The model's spans whose score lies in `(low, high]`: how many, their mean score, and the share that is right."""

    low: float
    high: float
    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold spans, and the expected calibration error: the mean distance of score and share, by count.

    After Guo et al., "On Calibration of Modern Neural Networks" (2017).
    """

    bins: tuple[Bin, ...]
    error: float


def measure_reliability(documents: Iterable[LabelledDocument], nlp: Language) -> Reliability:
    """The reliability of the model's scores on `documents`; a span is right where border and label are."""
    judged: list[tuple[float, bool]] = []
    for document in documents:
        gold = {(span.start, span.end, span.label) for span in document.spans}
        entities = [each for each in extract(document.text, nlp=nlp).entities if each.source == "model"]
        judged += [(each.score, (each.start, each.end, each.label) in gold) for each in entities]
    return bin_scores(judged)


def bin_scores(judged: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of scores in [0, 1], each given with whether its span is right."""
    bins = []
    for low, high in pairwise(BORDERS):
        within = [(score, right) for score, right in judged if low < score <= high or score == low == 0]
        if within:
            mean = sum(score for score, _ in within) / len(within)
            bins.append(Bin(low, high, len(within), mean, sum(right for _, right in within) / len(within)))
    total = sum(each.count for each in bins)
    error = sum(each.count * abs(each.score - each.right) for each in bins) / total if total else 0.0
    return Reliability(tuple(bins), error)


def render_reliability(title: str, reliability: Reliability) -> Table:
    """The bins as a table, the expected calibration error below."""
    table = Table("điểm", "số nhãn", "điểm trung bình", "tỷ lệ đúng", title=title)
    for each in reliability.bins:
        table.add_row(f"{each.low:.2f} – {each.high:.2f}", str(each.count), f"{each.score:.3f}", f"{each.right:.3f}")
    table.add_section()
    table.add_row("sai lệch trung bình", "", f"{reliability.error:.3f}", "")
    return table
