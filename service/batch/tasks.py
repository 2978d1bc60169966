"""What a run depends on, what a worker is given, and what it gives back."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePath
from typing import NamedTuple

from service.errors import InputError, TrichlucError
from service.ingest.sources import Source
from service.schema import SCHEMA_VERSION
from service.settings import NO_MODEL, Settings
from service.tagging.models import open_model
from service.values.dates import Reference


class EngineError(TrichlucError):
    """Workers can't be started or reached; the message says what to do."""

    code = "engine"


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a report depends on beside its document: where one of these changes, the report is made anew.

    `rules` names the version of trichluc, that of the report's form, and the checks that are switched off.
    """

    model: str
    model_sha256: str | None
    rules: str
    reference_date: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """How every document of a run is read."""

    settings: Settings
    basis: Basis


def make_plan(*, model: str | None = None, reference_date: str | None = None, settings: Settings | None = None) -> Plan:
    """The plan for a model (by default the one that is set, else the current one) and a reference date ("2025-04").

    Raises ModelError where the model is missing or broken, ValueError for a reference date that is none.
    """
    settings = settings or Settings()
    if reference_date is not None:
        Reference.parse(reference_date)
    name = settings.choose_model(model)
    weights = None if name == NO_MODEL else open_model(name, folder=settings.models).sha256
    without = "".join(f" -{check}" for check in sorted(settings.skipped_checks))
    rules = f"trichluc {version('trichluc')} schema {SCHEMA_VERSION}{without}"
    return Plan(settings, Basis(name, weights, rules, reference_date))


class ContentKey(NamedTuple):
    """What two documents have in common that are annotated once: their bytes, and the ending that tells the kind."""

    sha256: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Task:
    """A content to annotate. `name` is the path at which it was first found."""

    key: ContentKey
    name: str
    data: bytes


def make_task(source: Source) -> Task:
    """The task that a document found without a problem is."""
    key = ContentKey(sha256(source.data).hexdigest(), PurePath(source.path).suffix.lower())
    return Task(key, source.path, source.data)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a content could not be annotated: a stable code, and words for people that name no path."""

    code: str
    message: str


def describe_problem(error: InputError, *, path: str) -> Problem:
    """The problem that `error` tells of the document at `path`."""
    return Problem(error.code, str(error).removeprefix(f"{path}: "))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: the packed record (`records.unpack_record`), or a problem."""

    key: ContentKey
    outcome: bytes | Problem


Engine = Callable[[Iterator[Task], Plan], Generator[Result]]
"""Does tasks, in any order, reading only a few ahead. Raises EngineError where it can't work at all."""
