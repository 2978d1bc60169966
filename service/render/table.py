"""A report as tables for the terminal."""

from collections import Counter
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.render.values import describe_value
from service.schema import Footnote, Report

_WIDEST = 70


def render_table(report: Report, text: str) -> RenderableType:
    """Everything in `report`, which was read from `text`, as tables that `rich` prints."""
    parts: list[RenderableType] = [_head(report), _entities(report)]
    if report.footnotes:
        parts.append(_footnotes(report.footnotes, text))
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
        _add(table, entity.id, entity.label, entity.text, describe_value(entity), f"{entity.start}–{entity.end}", note)
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
        _add(table, note.id, note.marker, anchor, body, count + mark, status[note.status])
    return table


def _warnings(report: Report, text: str) -> RenderableType:
    table = _table("Cảnh báo", ("Mã", "Nội dung", "Trong văn bản"))
    for notice in report.warnings:
        where = text[notice.start : notice.end] if notice.start is not None else ""
        _add(table, notice.code, notice.message, where)
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(_shorten(cell)) for cell in cells))


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"
