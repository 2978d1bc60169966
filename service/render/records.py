"""The records of a report with every reference resolved: what tables, pages and exports show of it.

A report names entities by id and quotes the text by offsets; here each is the entity itself and the words themselves.
All offsets are code points of the text, half-open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.linking import comparisons, phases, projects
from service.schema import Comparison, Entity, Figure, Footnote, NamedStretch, Project, Report, RoleOf, Stretch


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A project's stage: its code, its name in Vietnamese, the words that prove it (None without the text), the
    footnote that lists the project."""

    phase: str
    name: str
    evidence: Stretch
    words: str | None
    footnote: Footnote | None


@dataclass(frozen=True, slots=True)
class FactRecord:
    """An amount or a date of a project: its role, the role's name in Vietnamese, the entity."""

    role: str
    name: str
    entity: Entity

    @property
    def line(self) -> str:
        """The fact in one line, in the words of the text."""
        return f"{self.name}: {join_words(self.entity.text)}"


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project with its mentions, places, stages, amounts and dates."""

    id: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Entity, ...]
    places: tuple[Entity, ...]
    stages: tuple[StageRecord, ...]
    amounts: tuple[FactRecord, ...]
    dates: tuple[FactRecord, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """What a figure is compared with: the direction, its word in Vietnamese, the comparing entity, the basis in one line."""

    direction: str
    word: str
    entity: Entity
    basis: str
    at: NamedStretch

    @property
    def line(self) -> str:
        """The comparison in one line, in the words of the text."""
        return f"{self.word} {join_words(self.entity.text)} – {self.basis}"


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure: what it is of (in one line), its value, its period, its comparisons.

    `plain` figures say no more than their entity does: a count ("44 cá nhân") of no time and compared with nothing.
    """

    id: str
    subject: str
    at: NamedStretch
    value: Entity
    period: Entity | None
    comparisons: tuple[ComparisonRecord, ...]
    plain: bool


@dataclass(frozen=True, slots=True)
class FootnoteRecord:
    """A footnote: the words that it explains and its own, each in one line and None where the text is not at hand."""

    id: str
    marker: str
    status: str
    status_name: str
    anchor: str | None
    body: str | None
    items: tuple[str, ...]
    promised: int | None
    found: int
    check: str | None


_STATUS = {"linked": "đã nối", "unresolved": "không có nội dung", "orphan": "không có chỗ gọi"}


def read_projects(report: Report, text: str | None) -> list[ProjectRecord]:
    """The projects of `report`; `text` is what it was read from, None where that is not at hand."""
    entities = {entity.id: entity for entity in report.entities}
    notes = {note.id: note for note in report.footnotes}
    return [_read_project(project, entities, notes, text) for project in report.projects]


def read_figures(report: Report) -> list[FigureRecord]:
    """The figures of `report`."""
    entities = {entity.id: entity for entity in report.entities}
    return [_read_figure(figure, entities) for figure in report.figures]


def read_footnotes(report: Report, text: str | None) -> list[FootnoteRecord]:
    """The footnotes of `report`; `text` is what it was read from, None where that is not at hand."""
    return [
        FootnoteRecord(
            id=note.id,
            marker=note.marker,
            status=note.status,
            status_name=_STATUS[note.status],
            anchor=_quote(text, [note.anchor]) if note.anchor else "",
            body=_quote(text, note.spans),
            items=() if text is None else tuple(_quote(text, item.spans) or "" for item in note.items),
            promised=note.promised,
            found=note.found,
            check=note.check,
        )
        for note in report.footnotes
    ]


def join_words(text: str) -> str:
    """`text` in one line, with single blanks."""
    return " ".join(text.split())


def _read_project(
    project: Project, entities: Mapping[str, Entity], notes: Mapping[str, Footnote], text: str | None
) -> ProjectRecord:
    return ProjectRecord(
        id=project.id,
        name=project.name,
        aliases=tuple(project.aliases),
        mentions=tuple(entities[mention] for mention in project.mentions),
        places=tuple(entities[place] for place in project.places),
        stages=tuple(
            StageRecord(
                phase=stage.phase,
                name=phases.VIETNAMESE[phases.Phase(stage.phase)],
                evidence=stage.evidence,
                words=_quote(text, [stage.evidence]),
                footnote=notes[stage.footnote] if stage.footnote else None,
            )
            for stage in project.phases
        ),
        amounts=tuple(_read_facts(project.amounts, entities)),
        dates=tuple(_read_facts(project.dates, entities)),
    )


def _read_facts(parts: Sequence[RoleOf], entities: Mapping[str, Entity]) -> Iterator[FactRecord]:
    for part in parts:
        yield FactRecord(part.role, projects.VIETNAMESE[projects.Role(part.role)], entities[part.entity])


def _read_figure(figure: Figure, entities: Mapping[str, Entity]) -> FigureRecord:
    value = entities[figure.value]
    compared = tuple(
        ComparisonRecord(
            direction=each.direction,
            word=_name_direction(each, value, entities[each.value]),
            entity=entities[each.value],
            basis=join_words(each.basis.text),
            at=each.basis,
        )
        for each in figure.comparisons
    )
    period = entities[figure.period] if figure.period else None
    inside = value.start <= figure.subject.start and figure.subject.end <= value.end
    return FigureRecord(
        id=figure.id,
        subject=join_words(figure.subject.text),
        at=figure.subject,
        value=value,
        period=period,
        comparisons=compared,
        plain=inside and not compared and period is None,
    )


_LEVELS = {"up": "cao hơn", "down": "thấp hơn", "share": "bằng"}


def _name_direction(comparison: Comparison, value: Entity, other: Entity) -> str:
    """The direction's word; of a plan that is itself given, "6,54% (kế hoạch 6,6%)", how the figure stands to it."""
    if comparison.basis.end <= other.start and other.label == value.label and comparison.basis.start >= value.end:
        return _LEVELS[comparison.direction]
    return comparisons.VIETNAMESE[comparisons.Direction(comparison.direction)]


def _quote(text: str | None, spans: Sequence[Stretch]) -> str | None:
    """The words of `spans` in one line, parts set apart by "…"."""
    return None if text is None else " … ".join(join_words(text[span.start : span.end]) for span in spans)
