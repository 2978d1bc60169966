"""What a pipeline finds in labelled documents against their gold, in tables."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import underthesea
from rich.table import Table

from service.labels import Label
from service.pipeline import extract, load_pipeline
from service.text.normalisation import normalise
from service.text.spelling import fold
from training.documents import LabelledDocument
from training.gold_values import read_gold
from training.scoring import Counts, Scores, Span, bootstrap_micro, score

Finder = Callable[[str], Mapping[Span, Any]]
"""Finds the spans of a text, at its own offsets, each with its value or None."""


def find_with(model: str, *, folder: Path | None = None) -> Finder:
    """The whole pipeline with the model of that name (in `folder`, else the shipped ones), or "none" for rules alone."""
    nlp = load_pipeline(model=model, folder=folder)

    def find(text: str) -> dict[Span, Any]:
        entities = extract(text, nlp=nlp).entities
        return {(entity.start, entity.end, entity.label): entity.value for entity in entities}

    return find


_PEER_LABELS = {"LOC": Label.PLACE, "ORG": Label.ORG, "PER": Label.PERSON}


def find_with_underthesea(text: str) -> dict[Span, Any]:
    """What underthesea's own `ner` finds: places, organisations, persons. Its words are looked up in order."""
    source = normalise(text)
    spans: dict[Span, Any] = {}
    position, begin, kind = 0, 0, None
    for line in source.text.splitlines():
        for word, *_, tag in underthesea.ner(line) if line.strip() else []:
            at = source.text.find(word, position)
            if at < 0:
                continue
            if kind and not tag.startswith("I-"):
                spans[(*source.to_source(begin, position), kind)] = None
                kind = None
            if tag.startswith("B-"):
                begin, kind = at, _PEER_LABELS.get(tag[2:])
            position = at + len(word)
        if kind:
            spans[(*source.to_source(begin, position), kind)] = None
            kind = None
    return spans


@dataclass(frozen=True, slots=True)
class Judged:
    """A document, its gold spans and those that were found; each found span's value, for spans that have one."""

    document: LabelledDocument
    gold: frozenset[Span]
    found: frozenset[Span]
    values: Mapping[Span, Any]

    @property
    def pair(self) -> tuple[frozenset[Span], frozenset[Span]]:
        """Gold and found, as the scorer takes them."""
        return self.gold, self.found


def evaluate(documents: Sequence[LabelledDocument], find: Finder) -> list[Judged]:
    """What `find` finds in each document, beside its gold spans."""
    judged = []
    for document in documents:
        gold = frozenset((span.start, span.end, Label(span.label)) for span in document.spans)
        values = find(document.text)
        judged.append(Judged(document, gold, frozenset(values), values))
    return judged


def summarise(judged: Sequence[Judged], *, known: Collection[str] = ()) -> dict[str, Any]:
    """Scores as they are written to metrics.json: shares with four digits, counts, and the bootstrap interval.

    `known` are the folded texts of names that training has seen: recall is given for those and for the others apart.
    """
    pairs = [each.pair for each in judged]
    scores = score(pairs)
    low, high = bootstrap_micro(pairs)
    return {
        "documents": len(pairs),
        "micro_f1": round(scores.micro.f1, 4),
        "micro_interval": [round(low, 4), round(high, 4)],
        "core_macro_f1": round(scores.core, 4),
        "labels": {str(label): _describe(scores, label) for label in Label},
        "values": _judge_values(judged),
        "by": {
            field: {
                value: _brief([judged[at] for at in places])
                for value, places in sorted(group_by([each.document for each in judged], field).items())
            }
            for field in ("noise", "form", "genre")
        },
        "names": _judge_names(judged, known) if known else {},
    }


def _brief(judged: Sequence[Judged]) -> dict[str, Any]:
    scores = score([each.pair for each in judged])
    return {
        "documents": len(judged),
        "micro_f1": round(scores.micro.f1, 4),
        **{str(label): round(scores.strict[label].f1, 4) for label in Label if scores.strict[label].gold},
    }


def _judge_values(judged: Sequence[Judged]) -> dict[str, float]:
    """For each label the share of right spans whose value is that which the readers make of the gold span.

    Gold values are read from gold spans in their gold context, so this measures what wrong neighbours spoil (a year not
    completed, a parent unit missed), not the readers themselves: those have their tables of cases.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for each in judged:
        for span, reading in zip(each.document.spans, read_gold(each.document), strict=True):
            key = (span.start, span.end, Label(span.label))
            if reading is None or key not in each.found:
                continue
            total[key[2]] += 1
            right[key[2]] += (dict(reading.value) if reading.value is not None else None) == each.values[key]
    return {str(label): round(right[label] / count, 4) for label, count in total.items()}


NAMES = (Label.PROJECT, Label.PLACE, Label.ORG, Label.PERSON)


def collect_names(documents: Iterable[LabelledDocument]) -> frozenset[str]:
    """The folded texts of the names in `documents`, each with its label before it."""
    return frozenset(
        f"{span.label} {fold(document.text[span.start : span.end])}"
        for document in documents
        for span in document.spans
        if span.label in NAMES
    )


def _judge_names(judged: Sequence[Judged], known: Collection[str]) -> dict[str, dict[str, float | int]]:
    """For each label of names the strict recall of those that are in `known` and of those that are not."""
    counts: dict[tuple[str, bool], Counts] = {}
    for each in judged:
        for start, end, label in each.gold:
            if label in NAMES:
                key = (label, f"{label} {fold(each.document.text[start:end])}" in known)
                hit = (start, end, label) in each.found
                counts[key] = counts.get(key, Counts()) + Counts(int(hit), 0, 1)
    return {
        str(label): {
            f"{name}_{what}": number
            for name, seen in (("seen", True), ("unseen", False))
            for what, number in (
                ("recall", round(counts.get((label, seen), Counts()).recall, 4)),
                ("gold", counts.get((label, seen), Counts()).gold),
            )
        }
        for label in NAMES
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
        groups.setdefault(document.about.get(field, ""), []).append(at)
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


def write_markdown(title: str, columns: Mapping[str, dict[str, Any]]) -> str:
    """The same comparison as Markdown, with the tables by noise, origin and seen names for each system."""
    names = list(columns)
    first = columns[names[0]]
    lines = [f"# {title}", "", f"| label | {' | '.join(names)} | gold |", f"|---|{'---|' * len(names)}---|"]
    for label in Label:
        cells = [f"{columns[name]['labels'][label]['f1']:.3f}" for name in names]
        lines.append(f"| {label} | {' | '.join(cells)} | {first['labels'][label]['gold']} |")
    for row, key in (("micro", "micro_f1"), ("core four, macro", "core_macro_f1")):
        lines.append(f"| {row} | {' | '.join(f'{columns[name][key]:.3f}' for name in names)} | |")
    for name in names:
        low, high = columns[name]["micro_interval"]
        lines += ["", f"## {name}", "", f"Micro F1 95 % interval over documents: {low:.3f} – {high:.3f}.", ""]
        lines += ["| part | documents | micro F1 | PROJECT | PLACE | ORG |", "|---|---|---|---|---|---|"]
        for field, groups in columns[name]["by"].items():
            for value, part in groups.items():
                cells = [f"{part[label]:.3f}" if label in part else "–" for label in ("PROJECT", "PLACE", "ORG")]
                lines.append(
                    f"| {field}: {value} | {part['documents']} | {part['micro_f1']:.3f} | {' | '.join(cells)} |"
                )
        if columns[name]["names"]:
            lines += ["", "| names | recall, seen in training | recall, unseen |", "|---|---|---|"]
            for label, part in columns[name]["names"].items():
                seen, unseen = (
                    f"{part[f'{kind}_recall']:.3f} of {part[f'{kind}_gold']}" for kind in ("seen", "unseen")
                )
                lines.append(f"| {label} | {seen} | {unseen} |")
        values = ", ".join(f"{label} {share:.3f}" for label, share in columns[name]["values"].items())
        lines += ["", f"Values of right spans: {values}.", ""]
    return "\n".join(lines)
