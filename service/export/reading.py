"""The reports that a table is made of: from lines that `annotate` wrote, or extracted now from files."""

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError
from spacy.language import Language

from service.errors import InputError
from service.export.columns import Annotated
from service.ingest.sources import walk
from service.pipeline import extract
from service.schema import Report

LINES = ".jsonl"
"""How the names of files end whose lines are reports."""

Refuse = Callable[[InputError], None]


def read_reports(
    paths: Iterable[Path],
    *,
    load: Callable[[], Language],
    refuse: Refuse,
    reference_date: str | None = None,
    quotes: bool = True,
) -> Iterator[Annotated]:
    """The reports of files, folders and archives, one at a time; a .jsonl file holds reports already.

    `load` gives the pipeline and is called only where something is to be extracted. With `quotes` the text of a report
    is looked for too: in its line, else in the file that its line names. What can't be read, a text among it, is told
    to `refuse`; the rest goes on. Raises ValueError for a reference date that is none.
    """
    for annotated, several in groupby(paths, lambda path: path.suffix.lower() == LINES):
        if annotated:
            for path in several:
                yield from _read_lines(path, refuse=refuse, quotes=quotes)
            continue
        for source in walk(several):
            try:
                made = source.ingest()
            except InputError as error:
                refuse(error)
                continue
            report = extract(made.text, reference_date=reference_date, notices=made.warnings, nlp=load())
            yield Annotated(source.path, report, made.text)


def _read_lines(path: Path, *, refuse: Refuse, quotes: bool) -> Iterator[Annotated]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    try:
                        annotated = read_line(line, number=number, path=path)
                    except InputError as error:
                        refuse(error)
                        continue
                    yield _with_text(annotated, refuse) if quotes and annotated.text is None else annotated
    except FileNotFoundError:
        refuse(InputError("not_found", f"{path}: không có tệp này."))
    except OSError as error:
        refuse(InputError("unreadable", f"{path}: không đọc được ({error.strerror})."))


def read_line(line: bytes, *, number: int, path: Path) -> Annotated:
    """The report of line `number` of `path`. Raises InputError where it is none that this version reads."""
    where = f"{path}, dòng {number}"
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError("not_json", f"{where}: không phải JSON ({error}).") from error
    if not isinstance(record, dict) or "schema_version" not in record:
        raise InputError("not_report", f"{where}: không phải kết quả của trichluc annotate.")
    try:
        report = Report.model_validate({name: record[name] for name in Report.model_fields if name in record})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputError("not_report", f"{where}: không đọc được báo cáo ({field}: {first['msg']}).") from error
    text = record.get("text")
    return Annotated(str(record.get("path") or where), report, text if isinstance(text, str) else None)


def _with_text(annotated: Annotated, refuse: Refuse) -> Annotated:
    """The report with the text of its file, if that is still the text that was read."""
    try:
        (source,) = walk([Path(annotated.path)])
        text = source.ingest().text
    except (InputError, ValueError) as error:  # ValueError: a path that leads to no single document
        reason = str(error) if isinstance(error, InputError) else f"{annotated.path}: không phải một văn bản."
        refuse(InputError("no_text", f"{reason} Những cột trích từ văn bản để trống."))
        return annotated
    if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != annotated.report.document.sha256:
        message = f"{annotated.path}: văn bản đã thay đổi từ khi đọc. Những cột trích từ văn bản để trống."
        refuse(InputError("no_text", message))
        return annotated
    return Annotated(annotated.path, annotated.report, text)
