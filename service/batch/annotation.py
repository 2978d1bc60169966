"""Annotation of files and folders to JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputError
from service.pipeline import extract
from service.text.files import SUFFIXES, read_file


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


def annotate(paths: Iterable[Path], output: Path, *, reference_date: str | None = None) -> Outcome:
    """Write a report a line, with its `path`, for every file of `paths` (folders are walked, in order of name).

    One file's failure loses no other file. The output stands under its name only when it is complete.
    Raises InputError where `output` can't be written.
    """
    done, failures = 0, []
    partial = output.with_name(output.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8") as stream:
            for path in _walk(paths):
                try:
                    source = read_file(path)
                except InputError as error:
                    failures.append(Failure(path, str(error)))
                    continue
                report = extract(source.text, reference_date=reference_date, notices=source.warnings)
                line = {"path": str(path), **report.model_dump(mode="json")}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                done += 1
        partial.replace(output)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise InputError("unwritable", f"{output}: không ghi được ({error.strerror}).") from error
    return Outcome(done, tuple(failures))


def _walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file once, though two paths lead to it."""
    seen: set[Path] = set()
    for path in paths:
        files = (
            sorted(f for f in path.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file())
            if path.is_dir()
            else [path]
        )
        for file in files:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file
