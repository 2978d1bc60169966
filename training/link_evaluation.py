"""What linking makes of gold spans against gold links: footnotes, projects, figures; and checks on planted contradictions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from rich.table import Table

from service.footnotes.finding import find_footnotes, mask_markers
from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.checks import CHECKS
from service.linking.figures import find_figures
from service.linking.mentions import Mention, Source
from service.linking.projects import find_projects
from service.pipeline import NO_MODEL, extract, load_pipeline
from service.text.layout import read_layout
from service.text.markup import mask_markup
from service.text.normalisation import Normalised, normalise
from service.values.metadata import read_metadata
from service.values.parsing import parse_spans
from service.values.reading import Reading
from training.documents import LabelledDocument
from training.links import ComparisonLink, FigureLink, Links, NoteLink, Planted
from training.scoring import Counts


def read_source(document: LabelledDocument) -> tuple[Source, Normalised]:
    """A document and its gold spans as linking sees them, in normal form, and the way back to the stored text."""
    source = normalise(document.text)
    footnotes = find_footnotes(source.text, read_layout(source.text))
    masked = mask_markup(mask_markers(source.text, footnotes))
    metadata = read_metadata(masked)
    spans = [
        (source.from_source(span.start), source.from_source(span.end), Label(span.label)) for span in document.spans
    ]
    readings = parse_spans(masked, spans, metadata=metadata, reference=metadata.reference)
    mentions = tuple(
        Mention(index, start, end, label, masked[start:end], reading or Reading(None))
        for index, ((start, end, label), reading) in enumerate(zip(spans, readings, strict=True))
    )
    return Source(masked, mentions, footnotes, metadata, metadata.reference), source


def find_links(document: LabelledDocument) -> Links:
    """The links that are found between the gold spans of a document, at offsets of its text."""
    source, normalised = read_source(document)
    back = normalised.to_source
    spans = [(span.start, span.end) for span in document.spans]
    return Links(
        projects=tuple(tuple(spans[index] for index in project.mentions) for project in find_projects(source)),
        figures=tuple(
            FigureLink(
                value=spans[figure.value],
                subject=back(*figure.subject),
                period=None if figure.period is None else spans[figure.period],
                comparisons=tuple(
                    ComparisonLink(spans[each.value], back(*each.basis), each.direction) for each in figure.comparisons
                ),
            )
            for figure in find_figures(source)
        ),
        notes=tuple(
            NoteLink(
                number=note.number,
                status=note.status,
                anchors=tuple((back(*anchor.marker), back(*anchor.phrase)) for anchor in note.anchors),
                body=back(*note.spans[0])[0] if note.spans else None,
                items=tuple(tuple(back(*span) for span in item.spans) for item in note.items),
            )
            for note in source.footnotes.notes
        ),
    )


@dataclass(frozen=True, slots=True)
class Clusters:
    """B-cubed sums over mentions: of the shares of a mention's found group, and of its gold group, that are both."""

    precision_sum: float = 0.0
    recall_sum: float = 0.0
    mentions: int = 0

    def __add__(self, other: "Clusters") -> "Clusters":
        return Clusters(
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.mentions + other.mentions,
        )

    @property
    def precision(self) -> float:
        """The mean share of a found group that is of the mention's project."""
        return self.precision_sum / self.mentions if self.mentions else 0.0

    @property
    def recall(self) -> float:
        """The mean share of a mention's project that its found group holds."""
        return self.recall_sum / self.mentions if self.mentions else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


_NONE = Counts()
_NO_CLUSTERS = Clusters()


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Counts of one document or of several.

    `notes`: a marker and the start of its body. `phrases`: a marker and the exact words that it explains.
    `items`: an item's exact stretches. `projects`: B-cubed; `joins`: pairs of mentions of one project.
    `values`: spans that are figures. `subjects`: figures whose subject overlaps the gold's; `exact`: is the gold's.
    `comparisons`: the figure's and the comparing span, an overlapping basis, the direction. `periods`: figure and date.
    `figures`: a figure with an overlapping subject and all its comparisons and no other.
    """

    notes: Counts = _NONE
    phrases: Counts = _NONE
    items: Counts = _NONE
    projects: Clusters = _NO_CLUSTERS
    joins: Counts = _NONE
    values: Counts = _NONE
    subjects: Counts = _NONE
    exact: Counts = _NONE
    comparisons: Counts = _NONE
    periods: Counts = _NONE
    figures: Counts = _NONE

    def __add__(self, other: "LinkScores") -> "LinkScores":
        return LinkScores(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def score_links(gold: Links, found: Links) -> LinkScores:
    """The scores of what was found in one document."""
    pairs = _pair_figures(gold.figures, found.figures)
    sizes = len(found.figures), len(gold.figures)
    compared = len([each for figure in gold.figures for each in figure.comparisons])
    comparing = len([each for figure in found.figures for each in figure.comparisons])
    return LinkScores(
        notes=_count(
            [(marker, note.body) for note in gold.notes for marker, _ in note.anchors],
            [(marker, note.body) for note in found.notes for marker, _ in note.anchors],
        ),
        phrases=_count(
            [anchor for note in gold.notes for anchor in note.anchors],
            [anchor for note in found.notes for anchor in note.anchors],
        ),
        items=_count(
            [item for note in gold.notes for item in note.items], [item for note in found.notes for item in note.items]
        ),
        projects=_cluster(gold.projects, found.projects),
        joins=_count(_joins(gold.projects), _joins(found.projects)),
        values=Counts(len(pairs), *sizes),
        subjects=Counts(sum(_overlap(mine.subject, theirs.subject) for mine, theirs in pairs), *sizes),
        exact=Counts(sum(mine.subject == theirs.subject for mine, theirs in pairs), *sizes),
        comparisons=Counts(sum(_compare(mine, theirs) for mine, theirs in pairs), comparing, compared),
        periods=_count(
            [(figure.value, figure.period) for figure in gold.figures if figure.period],
            [(figure.value, figure.period) for figure in found.figures if figure.period],
        ),
        figures=Counts(sum(is_right(mine, theirs) for mine, theirs in pairs), *sizes),
    )


def is_right(gold: FigureLink, found: FigureLink) -> bool:
    """Whether a figure of one value is found as it is in the gold: subject, comparisons, and no comparison more."""
    return (
        _overlap(gold.subject, found.subject)
        and len(gold.comparisons) == len(found.comparisons)
        and _compare(gold, found) == len(gold.comparisons)
    )


def _pair_figures(gold: Sequence[FigureLink], found: Sequence[FigureLink]) -> list[tuple[FigureLink, FigureLink]]:
    by_value = {figure.value: figure for figure in found}
    return [(figure, by_value[figure.value]) for figure in gold if figure.value in by_value]


def _compare(gold: FigureLink, found: FigureLink) -> int:
    """How many of the gold's comparisons were found."""
    by_value = {each.value: each for each in found.comparisons}
    return sum(
        (other := by_value.get(each.value)) is not None
        and _overlap(each.basis, other.basis)
        and each.direction is other.direction
        for each in gold.comparisons
    )


def _overlap(first: Stretch, second: Stretch) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _count(gold: Iterable[object], found: Iterable[object]) -> Counts:
    mine, theirs = set(gold), set(found)
    return Counts(len(mine & theirs), len(theirs), len(mine))


def _joins(groups: Iterable[Sequence[Stretch]]) -> list[frozenset[Stretch]]:
    return [frozenset((first, second)) for group in groups for first in group for second in group if first < second]


def _cluster(gold: Iterable[Sequence[Stretch]], found: Iterable[Sequence[Stretch]]) -> Clusters:
    theirs = {mention: frozenset(group) for group in found for mention in group}
    total = Clusters()
    for group in gold:
        mine = frozenset(group)
        for mention in group:
            other = theirs.get(mention, frozenset((mention,)))
            both = len(mine & other)
            total += Clusters(both / len(other), both / len(mine), 1)
    return total


def evaluate_links(linked: Iterable[tuple[LabelledDocument, Links]]) -> dict[str, LinkScores]:
    """The scores of each document, by id."""
    return {document.id: score_links(gold, find_links(document)) for document, gold in linked}


_REPORTED = (*CHECKS, "footnote_count", "invalid_date")


def evaluate_checks(planted: Iterable[Planted]) -> dict[str, Counts]:
    """By code: the planted contradictions that the rules alone tell of at the planted place, and all that they tell."""
    nlp = load_pipeline(model=NO_MODEL)
    counts = dict.fromkeys(_REPORTED, Counts())
    for each in planted:
        warnings = [notice for notice in extract(each.text, nlp=nlp).warnings if notice.code in _REPORTED]
        if each.code is not None and each.words is not None:
            start = each.text.index(each.words)
            place = (start, start + len(each.words))
            told = [
                notice
                for notice in warnings
                if notice.code == each.code and _overlap(place, (notice.start or 0, notice.end or 0))
            ]
            counts[each.code] += Counts(bool(told), bool(told), 1)
            warnings = [notice for notice in warnings if notice not in told]
        for notice in warnings:
            counts[notice.code] += Counts(0, 1, 0)
    return counts


def summarise_links(scores: Mapping[str, LinkScores]) -> dict[str, dict[str, float | int]]:
    """Precision, recall and F1 of each part over all documents, with four digits, and how many there are in the gold."""
    total = sum(scores.values(), LinkScores())
    return {each.name: describe(getattr(total, each.name)) for each in fields(total)}


def describe(counts: Counts | Clusters) -> dict[str, float | int]:
    """Precision, recall, F1 with four digits, and how many there are in the gold."""
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "gold": counts.gold if isinstance(counts, Counts) else counts.mentions,
    }


_NAMES = {
    "notes": "chú thích: số gọi và nội dung",
    "phrases": "chú thích: cụm từ được chú thích",
    "items": "chú thích: các mục",
    "projects": "dự án: B-cubed",
    "joins": "dự án: cặp cùng dự án",
    "values": "chỉ tiêu: giá trị",
    "subjects": "chỉ tiêu: nội dung (chồng lấn)",
    "exact": "chỉ tiêu: nội dung (khớp hẳn)",
    "comparisons": "chỉ tiêu: so sánh",
    "periods": "chỉ tiêu: kỳ",
    "figures": "chỉ tiêu đúng trọn",
}


def render_links(title: str, summary: Mapping[str, Mapping[str, Any]], checks: Mapping[str, Counts]) -> Table:
    """A table with a line a part and, below, a line a check."""
    table = Table(title=title)
    for column in ("liên kết", "đúng trong số tìm thấy", "tìm thấy trong số chuẩn", "F1", "số chuẩn"):
        table.add_column(column, justify="left" if column == "liên kết" else "right")
    for name, part in summary.items():
        _add(table, _NAMES[name], part)
    table.add_section()
    for code, counts in checks.items():
        _add(table, f"kiểm tra: {code}", describe(counts))
    if checks:
        _add(table, "kiểm tra: tất cả", describe(sum(checks.values(), Counts())))
    return table


def _add(table: Table, name: str, part: Mapping[str, Any]) -> None:
    table.add_row(name, *(f"{part[key]:.3f}" for key in ("precision", "recall", "f1")), str(part["gold"]))
