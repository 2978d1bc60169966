"""What a pipeline finds in labelled documents against their gold, in tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import underthesea
from rich.table import Table

from service.labels import Label
from service.pipeline import extract, load_pipeline
from service.text.normalisation import normalise
from training.documents import LabelledDocument
from training.scoring import Scores, Span, bootstrap_micro, score

Finder = Callable[[str], set[Span]]
"""Finds the spans of a text, at its own offsets."""


def find_with(model: str) -> Finder:
    """The whole pipeline with the model of that name, or "none" for the rules alone."""
    nlp = load_pipeline(model=model)

    def find(text: str) -> set[Span]:
        return {(entity.start, entity.end, entity.label) for entity in extract(text, nlp=nlp).entities}

    return find


_PEER_LABELS = {"LOC": Label.PLACE, "ORG": Label.ORG, "PER": Label.PERSON}


def find_with_underthesea(text: str) -> set[Span]:
    """What underthesea's own `ner` finds: places, organisations, persons. Its words are looked up in order."""
    source = normalise(text)
    spans: set[Span] = set()
    position, begin, kind = 0, 0, None
    for line in source.text.splitlines():
        for word, *_, tag in underthesea.ner(line) if line.strip() else []:
            at = source.text.find(word, position)
            if at < 0:
                continue
            if kind and not tag.startswith("I-"):
                spans.add((*source.to_source(begin, position), kind))
                kind = None
            if tag.startswith("B-"):
                begin, kind = at, _PEER_LABELS.get(tag[2:])
            position = at + len(word)
        if kind:
            spans.add((*source.to_source(begin, position), kind))
            kind = None
    return spans


def evaluate(documents: Sequence[LabelledDocument], find: Finder) -> list[tuple[set[Span], set[Span]]]:
    """For each document its gold spans and those that `find` finds."""
    return [
        ({(span.start, span.end, Label(span.label)) for span in document.spans}, find(document.text))
        for document in documents
    ]


def summarise(pairs: Sequence[tuple[set[Span], set[Span]]]) -> dict[str, Any]:
    """Scores as they are written to metrics.json: shares with four digits, counts, and the bootstrap interval."""
    scores = score(pairs)
    low, high = bootstrap_micro(pairs)
    return {
        "documents": len(pairs),
        "micro_f1": round(scores.micro.f1, 4),
        "micro_interval": [round(low, 4), round(high, 4)],
        "core_macro_f1": round(scores.core, 4),
        "labels": {str(label): _describe(scores, label) for label in Label},
    }


def _describe(scores: Scores, label: Label) -> dict[str, float | int]:
    strict, overlap = scores.strict[label], scores.overlap[label]
    return {
        "precision": round(strict.precision, 4),
        "recall": round(strict.recall, 4),
        "f1": round(strict.f1, 4),
        "overlap_f1": round(overlap.f1, 4),
        "gold": strict.gold,
    }


def group_by(documents: Iterable[LabelledDocument], field: str) -> Mapping[str, list[int]]:
    """The places of the documents for each value of a column of the index."""
    groups: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        groups.setdefault(document.about[field], []).append(at)
    return groups


def render_comparison(title: str, columns: Mapping[str, dict[str, Any]]) -> Table:
    """A table with a line a label and, for each system, its strict F1 (and overlap F1)."""
    table = Table(title=title)
    table.add_column("nhãn")
    for name in columns:
        table.add_column(name, justify="right")
    table.add_column("số nhãn chuẩn", justify="right")
    first = next(iter(columns.values()))
    for label in Label:
        row = [
            f"{each['labels'][label]['f1']:.3f} ({each['labels'][label]['overlap_f1']:.3f})"
            for each in columns.values()
        ]
        table.add_row(label, *row, str(first["labels"][label]["gold"]))
    table.add_section()
    table.add_row("micro", *(f"{each['micro_f1']:.3f}" for each in columns.values()), "")
    table.add_row("4 nhãn chính", *(f"{each['core_macro_f1']:.3f}" for each in columns.values()), "")
    return table
