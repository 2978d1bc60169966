"""A report as tables for the terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.render.records import (
    FigureRecord,
    FootnoteRecord,
    ProjectRecord,
    join_words,
    read_figures,
    read_footnotes,
    read_projects,
)
from service.render.values import describe_value, explain_value
from service.schema import Report

_LONGEST = 200


def render_table(report: Report, text: str) -> RenderableType:
    """Everything in `report`, which was read from `text`, as tables that `rich` prints."""
    parts: list[RenderableType] = [_head(report), _entities(report)]
    if report.footnotes:
        parts.append(_footnotes(read_footnotes(report, text)))
    if report.projects:
        parts.append(_projects(read_projects(report, text)))
    parts.extend(_figures(read_figures(report)))
    if report.warnings:
        parts.append(_warnings(report, text))
    return Group(*parts)


def print_table(report: Report, text: str, *, console: Console) -> None:
    """Print the tables."""
    console.print(render_table(report, text))


def _head(report: Report) -> RenderableType:
    metadata = report.document.metadata
    rows = (
        ("Số", metadata.number),
        ("Cơ quan", metadata.issuer),
        ("Ngày", metadata.date),
        ("Tiêu đề", metadata.title),
        ("Kỳ báo cáo", metadata.period),
    )
    counts = Counter(entity.label.value for entity in report.entities)
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        if value:
            table.add_row(Text(name, style="bold"), Text(value))
    table.add_row(
        Text("Tìm thấy", style="bold"), Text("  ".join(f"{label} {count}" for label, count in counts.most_common()))
    )
    return table


def _entities(report: Report) -> RenderableType:
    table = _table("Thực thể", ("", "Nhãn", "Trong văn bản", "Giá trị", "Vị trí", "Chú thích"))
    for entity in report.entities:
        note = "" if entity.footnote is None else entity.footnote + (f" ({entity.item})" if entity.item else "")
        _add(
            table,
            entity.id,
            entity.label,
            join_words(entity.text),
            describe_value(entity),
            f"{entity.start}–{entity.end}",
            note,
        )
    return table


def _footnotes(notes: Iterable[FootnoteRecord]) -> RenderableType:
    table = _table("Chú thích", ("", "Số", "Giải thích cho", "Nội dung", "Mục", "Trạng thái"))
    for note in notes:
        items = "\n".join(f"({at}) {item}" for at, item in enumerate(note.items, start=1))
        count = (
            f"{note.found}/{note.promised}" if note.promised is not None else (str(note.found) if note.found else "")
        )
        mark = " ✗" if note.check == "mismatch" else ""
        body = items or _shorten(note.body or "")
        _add(table, note.id, note.marker, _shorten(note.anchor or ""), body, count + mark, note.status_name)
    return table


def _projects(projects: Iterable[ProjectRecord]) -> RenderableType:
    table = _table("Dự án", ("", "Tên", "Nhắc đến", "Giai đoạn", "Số tiền, thời gian"))
    for project in projects:
        names = [project.name, *(f"≈ {alias}" for alias in project.aliases)]
        stages = [f"{stage.name} ({stage.footnote.id if stage.footnote else 'câu'})" for stage in project.stages]
        facts = [fact.line for fact in (*project.amounts, *project.dates)]
        mentions = " ".join(mention.id for mention in project.mentions)
        _add(table, project.id, "\n".join(names), mentions, "\n".join(dict.fromkeys(stages)), "\n".join(facts))
    return table


def _figures(figures: Iterable[FigureRecord]) -> Iterator[RenderableType]:
    """The figures but for plain counts, which the table of entities tells as well."""
    telling, plain = [], 0
    for figure in figures:
        if figure.plain:
            plain += 1
        else:
            telling.append(figure)
    table = _table("Số liệu", ("", "Của", "Là", "Giá trị", "Thời kỳ", "So sánh"))
    for figure in telling:
        compared = [each.line for each in figure.comparisons]
        period = join_words(figure.period.text) if figure.period else ""
        value = explain_value(figure.value)
        _add(table, figure.id, figure.subject, join_words(figure.value.text), value, period, "\n".join(compared))
    if telling:
        yield table
    if plain:
        yield Text(f"{plain} số đếm không kèm thời kỳ, so sánh: xem bảng thực thể.", style="italic")


def _warnings(report: Report, text: str) -> RenderableType:
    table = _table("Cảnh báo", ("Mã", "Nội dung", "Trong văn bản"))
    for notice in report.warnings:
        where = text[notice.start : notice.end] if notice.start is not None else ""
        _add(table, notice.code, join_words(notice.message), _shorten(join_words(where)))
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*map(Text, cells))


def _shorten(text: str) -> str:
    """`text`, no longer than some lines of a cell."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
