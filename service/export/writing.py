"""Tables as files: CSV (UTF-8 with BOM), XLSX, Parquet; row by row, so that an archive's table need not fit in memory.

Text stays text: a spreadsheet must never take a name for a formula. In XLSX every text is a string cell; in CSV, which
has no types, a text that begins as a formula does gets an apostrophe before it (OWASP, "CSV Injection").
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation, localcontext
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from service.errors import InputError
from service.export.columns import Cell, Column, Kind

Row = Sequence[Cell]


class TableFormat(StrEnum):
    """The formats of tables, by the ending of the file's name."""

    CSV = ".csv"
    XLSX = ".xlsx"
    PARQUET = ".parquet"


class Writer(Protocol):
    """Writes one table."""

    def write(self, row: Row) -> None:
        """Write one row. Raises InputError where the format holds no more."""

    def close(self) -> None:
        """Complete the file. Raises OSError or InputError where that fails."""


def open_writer(path: Path, form: TableFormat, columns: Sequence[Column[Any]]) -> Writer:
    """A writer of a new file `path`. Raises OSError where it can't be made."""
    return _WRITERS[form](path, columns)


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a cell begins that spreadsheets may take for a formula, also in the wide forms that Excel folds."""


def _clean(text: str) -> str:
    """`text` as UTF-8 can hold it: a lone surrogate becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _join(cell: tuple[str, ...]) -> str:
    return "; ".join(cell)


class _CsvWriter:
    def __init__(self, path: Path, columns: Sequence[Column[Any]]) -> None:
        self._stream = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream)
        self._writer.writerow([column.heading for column in columns])

    def write(self, row: Row) -> None:
        self._writer.writerow([_as_csv(cell) for cell in row])

    def close(self) -> None:
        self._stream.close()


def _as_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    text = _clean(_join(cell) if isinstance(cell, tuple) else cell)
    return f"'{text}" if _FORMULA.match(text) else text


_EXCEL_ROWS = 1_048_576
_EXCEL_CHARS = 32_767
_EXCEL_DIGITS = 15
_WIDTHS = {Kind.TEXT: 28, Kind.LIST: 40, Kind.DATE: 14, Kind.INTEGER: 18, Kind.DECIMAL: 18}


class _ExcelWriter:
    """`constant_memory` keeps one row in memory; limits are those of Excel ("Excel specifications and limits")."""

    def __init__(self, path: Path, columns: Sequence[Column[Any]]) -> None:
        path.touch()  # XlsxWriter itself opens the file only when it closes the book
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._sheet = self._book.add_worksheet("trichluc")
        self._columns = columns
        self._formats = {
            "quoted": self._book.add_format({"quote_prefix": True}),
            "date": self._book.add_format({"num_format": "dd/mm/yyyy"}),
            "integer": self._book.add_format({"num_format": "#,##0"}),
            "heading": self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        }
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, _WIDTHS[column.kind])
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column.heading, self._formats["heading"])
        self._rows = 1

    def write(self, row: Row) -> None:
        if self._rows == _EXCEL_ROWS:
            raise InputError("too_large", f"XLSX chỉ chứa {_EXCEL_ROWS - 1} dòng; hãy xuất .csv hoặc .parquet.")
        for at, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            self._put(at, column.kind, cell)
        self._rows += 1

    def _put(self, at: int, kind: Kind, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, int | Decimal):
            if _fits_double(cell):
                style = self._formats["integer"] if isinstance(cell, int) else None
                self._sheet.write_number(self._rows, at, float(cell), style)
                return
            cell = _as_csv(cell)
        elif kind is Kind.DATE and isinstance(cell, str) and (day := _read_day(cell)):
            self._sheet.write_datetime(self._rows, at, day, self._formats["date"])
            return
        text = _clean(_join(cell) if isinstance(cell, tuple) else cell)
        if not text:
            return
        if len(text) > _EXCEL_CHARS:
            text = text[: _EXCEL_CHARS - 1] + "…"
        self._sheet.write_string(self._rows, at, text, self._formats["quoted"] if _FORMULA.match(text) else None)

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._columns) - 1)
        try:
            self._book.close()
        except XlsxWriterException as error:
            raise OSError(None, str(error)) from error


def _fits_double(number: int | Decimal) -> bool:
    """Whether a spreadsheet shows `number` as it is: it keeps 15 digits."""
    digits = Decimal(number).normalize().as_tuple().digits
    return len(digits) <= _EXCEL_DIGITS


def _read_day(edtf: str) -> datetime | None:
    """The day that a full date names, None for a month, a range or a time, and before Excel's first year."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return None
    try:
        day = datetime.fromisoformat(edtf)
    except ValueError:
        return None
    return day if day.year > 1900 else None


_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.DATE: pa.string(),
    Kind.LIST: pa.list_(pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.decimal128(38, 10),
}
_BATCH = 5_000
_SCALE = Decimal(1).scaleb(-10)


class _ParquetWriter:
    def __init__(self, path: Path, columns: Sequence[Column[Any]]) -> None:
        self._columns = columns
        self._schema = pa.schema([(column.name, _TYPES[column.kind]) for column in columns])
        self._stream = path.open("wb")
        self._writer = pq.ParquetWriter(self._stream, self._schema)
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        self._rows.append([_as_arrow(cell) for cell in row])
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        held: Iterable[Iterable[Cell]] = zip(*self._rows, strict=True) if self._rows else [()] * len(self._columns)
        arrays = [pa.array(list(cells), field.type) for cells, field in zip(held, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()
        self._stream.close()


def _as_arrow(cell: Cell) -> Cell:
    """A cell as Parquet holds it; a decimal of more than 38 digits, or 10 after the point, is left out: its text says it."""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, tuple):
        return tuple(map(_clean, cell))
    if isinstance(cell, Decimal):
        try:
            with localcontext(prec=38):
                exact = cell.quantize(_SCALE)
        except InvalidOperation:
            return None
        return exact if exact == cell else None
    return cell


_WRITERS: Mapping[TableFormat, type[_CsvWriter] | type[_ExcelWriter] | type[_ParquetWriter]] = {
    TableFormat.CSV: _CsvWriter,
    TableFormat.XLSX: _ExcelWriter,
    TableFormat.PARQUET: _ParquetWriter,
}
