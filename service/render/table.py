"""A report as tables for the terminal."""

from collections import Counter
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.render.values import describe_comparison, describe_value, name_phase, name_role
from service.schema import Footnote, Report

_WIDEST = 70


def render_table(report: Report, text: str) -> RenderableType:
    """Everything in `report`, which was read from `text`, as tables that `rich` prints."""
    parts: list[RenderableType] = [_head(report), _entities(report)]
    if report.footnotes:
        parts.append(_footnotes(report.footnotes, text))
    if report.projects:
        parts.append(_projects(report))
    if report.figures:
        parts.append(_figures(report))
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
            _flat(entity.text),
            describe_value(entity),
            f"{entity.start}–{entity.end}",
            note,
        )
    return table


def _footnotes(footnotes: Iterable[Footnote], text: str) -> RenderableType:
    table = _table("Chú thích", ("", "Số", "Giải thích cho", "Nội dung", "Mục", "Trạng thái"))
    status = {"linked": "đã nối", "unresolved": "không có nội dung", "orphan": "không có chỗ gọi"}
    for note in footnotes:
        anchor = text[note.anchor.start : note.anchor.end] if note.anchor else ""
        body = " … ".join(text[span.start : span.end] for span in note.spans)
        count = (
            f"{note.found}/{note.promised}" if note.promised is not None else (str(note.found) if note.found else "")
        )
        mark = " ✗" if note.check == "mismatch" else ""
        _add(table, note.id, note.marker, _flat(anchor), _flat(body), count + mark, status[note.status])
    return table


def _projects(report: Report) -> RenderableType:
    table = _table("Dự án", ("", "Tên", "Nhắc đến", "Giai đoạn", "Số tiền, thời gian"))
    for project in report.projects:
        names = [project.name, *(f"≈ {alias}" for alias in project.aliases)]
        phases = [f"{name_phase(phase.phase)} ({phase.footnote or 'câu'})" for phase in project.phases]
        parts = [
            f"{name_role(part.role)}: {report.text_of(part.entity)}" for part in (*project.amounts, *project.dates)
        ]
        _add(table, project.id, "\n".join(names), " ".join(project.mentions), "\n".join(phases), "\n".join(parts))
    return table


def _figures(report: Report) -> RenderableType:
    table = _table("Số liệu", ("", "Của", "Là", "Thời kỳ", "So sánh"))
    for figure in report.figures:
        comparisons = [describe_comparison(each, report) for each in figure.comparisons]
        period = report.text_of(figure.period) if figure.period else ""
        _add(table, figure.id, _flat(figure.subject.text), report.text_of(figure.value), period, "\n".join(comparisons))
    return table


def _warnings(report: Report, text: str) -> RenderableType:
    table = _table("Cảnh báo", ("Mã", "Nội dung", "Trong văn bản"))
    for notice in report.warnings:
        where = text[notice.start : notice.end] if notice.start is not None else ""
        _add(table, notice.code, _flat(notice.message), _flat(where))
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(_shorten(cell)) for cell in cells))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shorten(text: str) -> str:
    """Each line of a cell on one line of bounded width."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…" for line in lines)
