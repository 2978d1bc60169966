"""Annotation of files and folders to JSON Lines."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from service.errors import InputError
from service.ingest.kinds import Kind
from service.ingest.sources import walk
from service.pipeline import extract


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be annotated, and why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an annotation ended."""

    done: int
    failures: tuple[Failure, ...]


def annotate(
    paths: Iterable[Path], output: Path, *, reference_date: str | None = None, nlp: Language | None = None
) -> Outcome:
    """Write a report a line, with its `path`, for every file of `paths` (folders and archives are walked).

    Where the text was made from a file of another kind the line holds it as `text`, since all offsets are offsets into
    it, and for a PDF `pages`, the offsets at which its pages begin.
    One file's failure loses no other file. The output stands under its name only when it is complete.
    Raises InputError where `output` can't be written.
    """
    done, failures = 0, []
    partial = output.with_name(output.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8") as stream:
            for source in walk(paths):
                try:
                    made = source.ingest()
                except InputError as error:
                    failures.append(Failure(Path(source.path), str(error)))
                    continue
                report = extract(made.text, reference_date=reference_date, notices=made.warnings, nlp=nlp)
                line = {"path": source.path, **report.model_dump(mode="json")}
                if made.kind not in (Kind.TEXT, Kind.MARKDOWN):
                    line["text"] = made.text
                if made.pages:
                    line["pages"] = made.pages
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                done += 1
        partial.replace(output)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise InputError("unwritable", f"{output}: không ghi được ({error.strerror}).") from error
    return Outcome(done, tuple(failures))
