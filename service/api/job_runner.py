"""Reads the documents of jobs, in the background, wherever a thread is free."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TypeVar
from uuid import uuid4

import structlog
from spacy.language import Language
from sqlalchemy.exc import SQLAlchemyError

from service.api.job_store import DONE, FAILED, TEXT, Claimed, JobStore
from service.api.messages import Failure, FileReport, JobLine
from service.api.metrics import Metrics
from service.api.reader import Reader
from service.api.reports import report_file
from service.errors import InputError
from service.ingest.limits import LIMITS, Limits
from service.pipeline import extract
from service.schema import Report
from service.settings import Settings

Result = TypeVar("Result")
_log = structlog.get_logger()
MOST_ATTEMPTS = 3
"""How often a document may have been begun: one that ends the process each time must not do so for ever."""
_LOOK_SECONDS = 2.0
"""Between two looks for documents that another instance has put back."""
_CLEAN_SECONDS = 3_600.0
_DATABASE_SECONDS = 5.0
"""Before the database is asked again when it failed."""


class JobRunner:
    """As many documents at a time as there are workers; claims, leases and lines are the store's."""

    def __init__(self, settings: Settings, store: JobStore, reader: Reader, metrics: Metrics) -> None:
        self._settings, self._store, self._reader, self._metrics = settings, store, reader, metrics
        self._holder = uuid4().hex
        self._wake = asyncio.Event()
        self._limits = replace(LIMITS, seconds=int(settings.job_seconds))

    def wake(self) -> None:
        """Say that there are new documents."""
        self._wake.set()

    async def run(self) -> None:
        """Read documents for ever, until it is cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._settings.workers):
                tasks.create_task(self._read_on())
            tasks.create_task(self._repeat(self._renew, self._settings.lease_seconds / 3))
            tasks.create_task(self._repeat(self._clean, _CLEAN_SECONDS))

    async def release(self) -> None:
        """Put back into the queue what was begun. `run` must have ended."""
        await asyncio.to_thread(self._store.release, self._holder)

    async def _read_on(self) -> None:
        while True:
            claimed = await self._ask(partial(self._store.claim, self._holder, seconds=self._settings.lease_seconds))
            if claimed is not None:
                await self._read(claimed)
                continue
            self._wake.clear()
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _read(self, claimed: Claimed) -> None:
        begun = monotonic()
        # Whatever goes wrong with one document is told in its line, and no other document is lost by it.
        (outcome,) = await asyncio.gather(self._make_line(claimed), return_exceptions=True)
        status, line = (DONE, outcome) if isinstance(outcome, str) else (FAILED, _tell_failure(claimed, outcome))
        finish = partial(self._store.finish, claimed, self._holder, status=status, line=line)
        if await self._ask(finish):
            self._metrics.documents.labels(status=status).inc()
            _log.info(
                "document",
                job=claimed.job,
                position=claimed.position,
                status=status,
                ms=round((monotonic() - begun) * 1000, 1),
                error=None if isinstance(outcome, str) else type(outcome).__qualname__,
            )

    async def _make_line(self, claimed: Claimed) -> str:
        if claimed.attempts > MOST_ATTEMPTS:
            raise InputError("crashed", f"Reading was begun {MOST_ATTEMPTS} times and never ended; given up.")
        async with asyncio.timeout(self._settings.job_seconds):
            return await self._reader.run(partial(_render_line, claimed, self._limits, self._metrics), background=True)

    async def _renew(self) -> None:
        await self._ask(partial(self._store.renew, self._holder, seconds=self._settings.lease_seconds))

    async def _clean(self) -> None:
        await self._ask(partial(self._store.delete_old, days=self._settings.job_days))

    async def _repeat(self, work: Callable[[], Awaitable[None]], seconds: float) -> None:
        while True:
            await work()
            await asyncio.sleep(seconds)

    async def _ask(self, work: Callable[[], Result]) -> Result:
        """What the database answers; asked again for as long as it is out of reach."""
        while True:
            try:
                return await asyncio.to_thread(work)
            except SQLAlchemyError as error:
                _log.error("database_failed", error=type(error).__qualname__)
                await asyncio.sleep(_DATABASE_SECONDS)


def _render_line(claimed: Claimed, limits: Limits, metrics: Metrics, nlp: Language) -> str:
    date = claimed.reference_date
    report: Report | FileReport
    if claimed.form == TEXT:
        report = extract(claimed.content.decode("utf-8"), reference_date=date, nlp=nlp)
    else:
        name = claimed.path or "-"
        report = report_file(name, claimed.content, reference_date=date, limits=limits, nlp=nlp)
    metrics.count_report(report)
    return JobLine(position=claimed.position, path=claimed.path, report=report).model_dump_json()


def _tell_failure(claimed: Claimed, error: BaseException) -> str:
    match error:
        case InputError():
            failure = Failure(code=error.code, message=str(error))
        case TimeoutError():
            failure = Failure(code="timeout", message="The document was not read in time. Send it in parts.")
        case _:
            failure = Failure(code="internal_error", message="The document could not be read. Please report it.")
    return JobLine(position=claimed.position, path=claimed.path, error=failure).model_dump_json()
