"""One table of the reports of many documents, written to one file."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from service.errors import InputError
from service.export.columns import TABLES
from service.export.names import TableName
from service.export.reading import read_reports
from service.export.writing import TableFormat, open_writer
from service.outputs import replacing


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended: documents and rows that were written, and what could not be read."""

    documents: int
    rows: int
    failures: tuple[InputError, ...]


def export_table(
    name: TableName,
    paths: Iterable[Path],
    output: Path,
    *,
    load: Callable[[], Language],
    reference_date: str | None = None,
) -> Outcome:
    """Write table `name` of the documents of `paths` (see `read_reports`) to `output`, a .csv, .xlsx or .parquet file.

    The file stands under its name only when it is complete. One document's failure loses no other document.
    Raises InputError where the ending is another, where `output` can't be written or holds no more rows.
    """
    form = _tell_format(output)
    table = TABLES[name]
    failures: list[InputError] = []
    documents = rows = 0
    with replacing(output) as partial, closing(open_writer(partial, form, table.all)) as writer:
        for source in read_reports(
            paths, load=load, refuse=failures.append, reference_date=reference_date, quotes=table.quotes
        ):
            try:
                read = list(table.read_rows(source))
            except (LookupError, ValueError) as error:  # a line that was changed: it names what it does not hold
                failures.append(InputError("not_report", f"{source.path}: báo cáo không nhất quán ({error})."))
                continue
            for row in read:
                writer.write(row)
            documents, rows = documents + 1, rows + len(read)
    return Outcome(documents, rows, tuple(failures))


def _tell_format(output: Path) -> TableFormat:
    try:
        return TableFormat(output.suffix.lower())
    except ValueError:
        raise InputError("unsupported", f"{output}: tên tệp phải kết thúc bằng {', '.join(TableFormat)}.") from None
