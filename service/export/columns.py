"""What each table holds: its columns, and the rows that a report gives.

Values are exact: decimals, never binary floats. A column has a stable English name (Parquet) and a Vietnamese heading
(CSV, XLSX).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeAlias, TypeVar

from service.export.names import TableName
from service.linking.numbers import to_decimal
from service.linking.projects import VIETNAMESE, Role
from service.render.records import (
    ComparisonRecord,
    FactRecord,
    FigureRecord,
    FootnoteRecord,
    ProjectRecord,
    join_words,
    read_figures,
    read_footnotes,
    read_projects,
)
from service.schema import Entity, Report

Cell: TypeAlias = str | int | Decimal | tuple[str, ...] | None
"""What a cell holds; None where nothing is known."""
Record = TypeVar("Record")
_Value = TypeVar("_Value")


class Kind(StrEnum):
    """What the cells of a column hold: TEXT and DATE (EDTF) strings, LIST tuples of strings."""

    TEXT = "text"
    DATE = "date"
    LIST = "list"
    INTEGER = "integer"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """A column: its name, its heading, its kind, and what it holds of a record."""

    name: str
    heading: str
    kind: Kind
    read: Callable[[Record], Cell]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report with the path of what was read and its text, None where that is not at hand."""

    path: str
    report: Report
    text: str | None


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """A table: the columns that say which document a row is of, then those of the record; and whether it quotes the text."""

    headings: tuple[Column[Annotated], ...]
    columns: tuple[Column[Record], ...]
    quotes: bool
    _read: Callable[[Annotated], Iterable[Record]]

    @property
    def all(self) -> tuple[Column[Annotated] | Column[Record], ...]:
        """All columns in order."""
        return (*self.headings, *self.columns)

    def read_rows(self, source: Annotated) -> Iterator[list[Cell]]:
        """The rows of one report. Raises LookupError or ValueError where it names what it does not hold."""
        document = [column.read(source) for column in self.headings]
        for record in self._read(source):
            yield [*document, *(column.read(record) for column in self.columns)]


_DOCUMENT: tuple[Column[Annotated], ...] = (
    Column("path", "Tệp", Kind.TEXT, lambda source: source.path),
    Column("document_number", "Số văn bản", Kind.TEXT, lambda source: source.report.document.metadata.number),
    Column("document_issuer", "Cơ quan ban hành", Kind.TEXT, lambda source: source.report.document.metadata.issuer),
    Column("document_date", "Ngày văn bản", Kind.DATE, lambda source: source.report.document.metadata.date),
    Column("document_period", "Kỳ báo cáo", Kind.DATE, lambda source: source.report.document.metadata.period),
)

_AMOUNT_ROLES = (
    Role.TOTAL_INVESTMENT,
    Role.PLANNED_CAPITAL,
    Role.DISBURSED,
    Role.COMPENSATION,
    Role.CONTRACT,
    Role.SETTLED,
    Role.WORK_DONE,
)
_DATE_ROLES = (Role.STARTED, Role.COMPLETED, Role.APPROVED)
_LARGEST = 2**63 - 1


def _amount_column(role: Role) -> Column[ProjectRecord]:
    return Column(
        role.value,
        f"{VIETNAMESE[role].capitalize()} (đồng)",
        Kind.INTEGER,
        lambda project: _tell_amount(project, role),
    )


def _date_column(role: Role) -> Column[ProjectRecord]:
    return Column(
        f"{role.value}_on",
        f"Ngày {VIETNAMESE[role]}",
        Kind.DATE,
        lambda project: _tell_date(project, role),
    )


def _tell_amount(project: ProjectRecord, role: Role) -> int | None:
    return _only([_read_dong(fact) for fact in project.amounts if fact.role == role])


def _tell_date(project: ProjectRecord, role: Role) -> str | None:
    return _only([_read_date(fact.entity) for fact in project.dates if fact.role == role])


def _only(values: Iterable[_Value | None]) -> _Value | None:
    """The one value that is told; None where none or several are, so that no choice is made silently."""
    several = {value for value in values if value is not None}
    return several.pop() if len(several) == 1 else None


def _read_dong(fact: FactRecord) -> int | None:
    """An amount in whole đồng; None for other currencies, ranges, prices for each of something."""
    value = fact.entity.value or {}
    amount = to_decimal(value.get("amount"))
    if amount is None or value.get("currency") != "VND" or "per" in value:
        return None
    return int(amount) if amount == amount.to_integral_value() and abs(amount) <= _LARGEST else None


def _read_date(entity: Entity | None) -> str | None:
    return str(entity.value["edtf"]) if entity and entity.value else None


def _other_facts(project: ProjectRecord) -> tuple[str, ...]:
    """The amounts and dates that stand in no column of their own, in the words of the text."""
    amounts = {role: _tell_amount(project, role) for role in _AMOUNT_ROLES}
    dates = {role: _tell_date(project, role) for role in _DATE_ROLES}
    others = [
        *(
            fact
            for fact in project.amounts
            if (dong := _read_dong(fact)) is None or amounts.get(Role(fact.role)) != dong
        ),
        *(
            fact
            for fact in project.dates
            if (day := _read_date(fact.entity)) is None or dates.get(Role(fact.role)) != day
        ),
    ]
    return tuple(fact.line for fact in others)


_PROJECTS: tuple[Column[ProjectRecord], ...] = (
    Column("project_id", "Mã dự án", Kind.TEXT, lambda project: project.id),
    Column("name", "Tên dự án", Kind.TEXT, lambda project: project.name),
    Column("aliases", "Tên viết khác", Kind.LIST, lambda project: project.aliases),
    Column("places", "Địa điểm", Kind.LIST, lambda project: _distinct(project.places)),
    Column("phases", "Giai đoạn", Kind.LIST, lambda project: tuple(stage.name for stage in project.stages)),
    Column("phase_codes", "Mã giai đoạn", Kind.LIST, lambda project: tuple(stage.phase for stage in project.stages)),
    Column(
        "phase_evidence",
        "Từ ngữ căn cứ",
        Kind.LIST,
        lambda project: tuple(stage.words or "" for stage in project.stages),
    ),
    Column(
        "footnotes",
        "Nêu ở chú thích số",
        Kind.LIST,
        lambda project: tuple(dict.fromkeys(stage.footnote.marker for stage in project.stages if stage.footnote)),
    ),
    Column("mentions", "Số lần nhắc", Kind.INTEGER, lambda project: len(project.mentions)),
    *map(_amount_column, _AMOUNT_ROLES),
    *map(_date_column, _DATE_ROLES),
    Column("other_facts", "Số tiền, ngày khác", Kind.LIST, _other_facts),
    Column("start", "Vị trí đầu", Kind.INTEGER, lambda project: project.mentions[0].start),
    Column("end", "Vị trí cuối", Kind.INTEGER, lambda project: project.mentions[0].end),
)


def _distinct(entities: Iterable[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(join_words(entity.text) for entity in entities))


_NUMBERS = {"AMOUNT": "amount", "PERCENT": "percent", "QUANTITY": "number"}


def _read_number(entity: Entity, key: str | None = None) -> Decimal | None:
    value: Mapping[str, object] = entity.value or {}
    return to_decimal(value.get(key or _NUMBERS.get(entity.label, "")))


def _read_unit(entity: Entity) -> str | None:
    if entity.value is None:
        return None
    if entity.label == "PERCENT":
        return "%"
    unit = entity.value.get("currency") or entity.value.get("unit")
    per = entity.value.get("per")
    return f"{unit}/{per}" if per else unit


_SHOWN_COMPARISONS = 3
"""So many comparisons of a figure have columns of their own."""


def _comparison_columns(at: int) -> Iterator[Column[FigureRecord]]:
    def column(name: str, heading: str, kind: Kind, read: Callable[[ComparisonRecord], Cell]) -> Column[FigureRecord]:
        return Column(
            f"comparison_{at + 1}_{name}",
            f"So sánh {at + 1}: {heading}",
            kind,
            lambda figure: read(figure.comparisons[at]) if at < len(figure.comparisons) else None,
        )

    yield column("direction", "chiều", Kind.TEXT, lambda compared: compared.word)
    yield column("value", "giá trị", Kind.DECIMAL, lambda compared: _read_number(compared.entity))
    yield column("unit", "đơn vị", Kind.TEXT, lambda compared: _read_unit(compared.entity))
    yield column("text", "trong văn bản", Kind.TEXT, lambda compared: join_words(compared.entity.text))
    yield column("basis", "với", Kind.TEXT, lambda compared: compared.basis)


_FIGURES: tuple[Column[FigureRecord], ...] = (
    Column("figure_id", "Mã số liệu", Kind.TEXT, lambda figure: figure.id),
    Column("subject", "Chỉ tiêu", Kind.TEXT, lambda figure: figure.subject),
    Column("text", "Trong văn bản", Kind.TEXT, lambda figure: join_words(figure.value.text)),
    Column("value", "Giá trị", Kind.DECIMAL, lambda figure: _read_number(figure.value)),
    Column("value_min", "Giá trị từ", Kind.DECIMAL, lambda figure: _read_number(figure.value, "min")),
    Column("value_max", "Giá trị đến", Kind.DECIMAL, lambda figure: _read_number(figure.value, "max")),
    Column("value_of", "Trên tổng số", Kind.DECIMAL, lambda figure: _read_number(figure.value, "of")),
    Column("unit", "Đơn vị", Kind.TEXT, lambda figure: _read_unit(figure.value)),
    Column("period", "Thời kỳ", Kind.DATE, lambda figure: _read_date(figure.period)),
    Column(
        "period_text",
        "Thời kỳ trong văn bản",
        Kind.TEXT,
        lambda figure: join_words(figure.period.text) if figure.period else None,
    ),
    *(column for at in range(_SHOWN_COMPARISONS) for column in _comparison_columns(at)),
    Column(
        "more_comparisons",
        "So sánh khác",
        Kind.LIST,
        lambda figure: tuple(each.line for each in figure.comparisons[_SHOWN_COMPARISONS:]),
    ),
    Column("warnings", "Cảnh báo", Kind.LIST, lambda figure: tuple(figure.value.warnings)),
    Column("footnote", "Thuộc chú thích", Kind.TEXT, lambda figure: figure.value.footnote),
    Column("start", "Vị trí đầu", Kind.INTEGER, lambda figure: figure.value.start),
    Column("end", "Vị trí cuối", Kind.INTEGER, lambda figure: figure.value.end),
)

_CHECKS = {"match": "khớp", "mismatch": "lệch"}
_FOOTNOTES: tuple[Column[FootnoteRecord], ...] = (
    Column("footnote_id", "Mã chú thích", Kind.TEXT, lambda note: note.id),
    Column("marker", "Số chú thích", Kind.INTEGER, lambda note: int(note.marker)),
    Column("anchor", "Giải thích cho", Kind.TEXT, lambda note: note.anchor),
    Column("body", "Nội dung", Kind.TEXT, lambda note: note.body),
    Column("items", "Các mục", Kind.LIST, lambda note: note.items),
    Column("promised", "Số mục nêu", Kind.INTEGER, lambda note: note.promised),
    Column("found", "Số mục liệt kê", Kind.INTEGER, lambda note: note.found),
    Column("check", "Đối chiếu", Kind.TEXT, lambda note: _CHECKS[note.check] if note.check else None),
    Column("status", "Trạng thái", Kind.TEXT, lambda note: note.status_name),
)

TABLES: Mapping[TableName, Table[Any]] = {
    TableName.PROJECTS: Table(
        _DOCUMENT, _PROJECTS, quotes=True, _read=lambda source: read_projects(source.report, source.text)
    ),
    TableName.FIGURES: Table(_DOCUMENT, _FIGURES, quotes=False, _read=lambda source: read_figures(source.report)),
    TableName.FOOTNOTES: Table(
        _DOCUMENT, _FOOTNOTES, quotes=True, _read=lambda source: read_footnotes(source.report, source.text)
    ),
}
