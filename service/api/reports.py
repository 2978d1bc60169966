"""A file to its report, on a given pipeline."""

from spacy.language import Language

from service.api.messages import FileReport
from service.ingest.limits import Limits
from service.ingest.reading import ingest_bytes
from service.pipeline import extract


def report_file(name: str, data: bytes, *, reference_date: str | None, limits: Limits, nlp: Language) -> FileReport:
    """The report of a file's content, with the text made from it. Raises InputError as `ingest_bytes`."""
    made = ingest_bytes(name, data, limits=limits)
    report = extract(made.text, reference_date=reference_date, notices=made.warnings, nlp=nlp)
    return FileReport(**dict(report), kind=made.kind, text=made.text, pages=list(made.pages))
