import csv
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from service.errors import InputError
from service.export import writing
from service.export.columns import Cell, Column, Kind
from service.export.writing import TableFormat, open_writer

COLUMNS: list[Column[None]] = [
    Column(name, f"Cột {name}", kind, lambda _: None)
    for name, kind in (
        ("text", Kind.TEXT),
        ("date", Kind.DATE),
        ("list", Kind.LIST),
        ("integer", Kind.INTEGER),
        ("decimal", Kind.DECIMAL),
    )
]
HOSTILE = ("=1+1", "+84", "-Đường B", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://a","b")', " =1", "http://a.vn")


def write(path: Path, *rows: Sequence[Cell]) -> Path:
    with closing(open_writer(path, TableFormat(path.suffix), COLUMNS)) as writer:
        for row in rows:
            writer.write(row)
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_csv_begins_with_a_byte_order_mark_and_headings(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["Cầu, “A”\nB", "2024", ("x", "y"), 7, Decimal("40.50")])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_csv(path) == [
        ["Cột text", "Cột date", "Cột list", "Cột integer", "Cột decimal"],
        ["Cầu, “A”\nB", "2024", "x; y", "7", "40.50"],
    ]


def test_no_text_of_a_csv_begins_as_a_formula(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", *([text, None, (text,), -5, Decimal("-1E+3")] for text in HOSTILE))
    for (text, _, listed, integer, number), given in zip(read_csv(path)[1:], HOSTILE, strict=True):
        expected = given if given == "http://a.vn" else f"'{given}"
        assert (text, listed) == (expected, expected)
        assert (integer, number) == ("-5", "-1000")


def test_text_of_a_workbook_stays_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", *([text, None, (text,), None, None] for text in HOSTILE))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    for row, given in zip(sheet.iter_rows(min_row=2), HOSTILE, strict=True):
        assert (row[0].value, row[0].data_type, row[0].hyperlink) == (given, "s", None)
        assert (row[2].value, row[2].data_type) == (given, "s")


def test_a_workbook_holds_numbers_and_days(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx",
        ["a", "2024-12-05", (), 999_999_999_999_999, Decimal("40.5")],
        ["b", "2024-12", (), 1_234_567_890_123_456, Decimal("0.1234567890123456")],
        ["c", "2024-02-30", (), 5_000_000_000_000_000_000, None],
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    first, second, third = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2))
    assert first == ["a", datetime(2024, 12, 5), None, 999_999_999_999_999, 40.5]
    assert second == ["b", "2024-12", None, "1234567890123456", "0.1234567890123456"]
    assert third == ["c", "2024-02-30", None, 5_000_000_000_000_000_000, None]


def test_a_cell_too_long_for_a_workbook_is_cut(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(tmp_path / "a.xlsx", ["x" * 40_000, None, (), None, None])).active
    assert sheet is not None
    assert str(sheet["A2"].value) == "x" * 32_766 + "…"


def test_a_workbook_that_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_EXCEL_ROWS", 2)
    row: list[Cell] = ["a", None, (), None, None]
    with pytest.raises(InputError, match=r"\.parquet"):
        write(tmp_path / "a.xlsx", row, row)


def test_parquet_keeps_types_and_exact_numbers(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.parquet",
        ["=A\ud800", "2024", ("x", "y"), 2**62, Decimal("40.5")],
        [None, None, (), None, Decimal("1E-11")],
    )
    first, second = pq.read_table(path).to_pylist()
    assert first == {"text": "=A?", "date": "2024", "list": ["x", "y"], "integer": 2**62, "decimal": Decimal("40.5")}
    assert second == {"text": None, "date": None, "list": [], "integer": None, "decimal": None}


@pytest.mark.parametrize("form", TableFormat)
def test_a_table_may_be_empty(tmp_path: Path, form: TableFormat) -> None:
    path = write(tmp_path / f"a{form}")
    if form is TableFormat.PARQUET:
        assert pq.read_table(path).num_rows == 0
    assert path.stat().st_size > 0


def test_many_rows_go_into_parquet_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_BATCH", 2)
    path = write(tmp_path / "a.parquet", *([str(at), None, (), at, None] for at in range(5)))
    assert pq.ParquetFile(path).num_row_groups == 3
    assert pq.read_table(path)["integer"].to_pylist() == [0, 1, 2, 3, 4]
