"""Jobs in a database: SQLite for one service, PostgreSQL where several share the work.

A document is claimed with a lease. Who claimed it renews the lease while it lives; when it dies the lease runs out and
another takes the document. Only the holder of a document may write its line, so none is read into the results twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import time
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from service.api.messages import Failure, Job, JobCounts, JobLine, JobStatus
from service.errors import TrichlucError

_metadata = MetaData()
_jobs = Table(
    "trichluc_jobs",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64)),
    Column("status", String(16), nullable=False),
    Column("created", Float, nullable=False),
)
_documents = Table(
    "trichluc_documents",
    _metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("job", String(32), ForeignKey("trichluc_jobs.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("path", Text),
    Column("form", String(8), nullable=False),
    Column("reference_date", String(16)),
    Column("content", LargeBinary),
    Column("status", String(16), nullable=False),
    Column("holder", String(32)),
    Column("lease", Float),
    Column("attempts", Integer, nullable=False),
    Column("line", Text),
    Index("trichluc_documents_job", "job", "position", unique=True),
    Index("trichluc_documents_status", "status", "position"),
)

RECEIVING, TAKEN, CANCELLED = "receiving", "taken", "cancelled"
"""Of a job as it is stored: its documents are still being written; they may be claimed; nobody wants them any more."""
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
"""Of a document, and CANCELLED."""
TEXT, FILE = "text", "file"
"""What a document's content is: text in UTF-8, or a file of any kind."""
_BATCH = 100
_RECEIVING_SECONDS = 3_600.0


class DatabaseError(TrichlucError):
    """The database can't be had; the message says which one and why."""

    code = "database_unavailable"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document of a new job; one with a `failure` is stored as failed, since it can't be read anyway."""

    path: str | None
    form: str
    content: bytes
    reference_date: str | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A document that the holder may now read; `attempts` counts this one too."""

    id: int
    job: str
    position: int
    path: str | None
    form: str
    reference_date: str | None
    content: bytes
    attempts: int


class JobStore:
    """The jobs of a database. All methods may be called from any thread, after `open`.

    Raises DatabaseError where the address `url` is none.
    """

    def __init__(self, url: str) -> None:
        try:
            self._engine = create_engine(url, pool_pre_ping=True)
        except (ArgumentError, ImportError) as error:
            raise DatabaseError(f"TRICHLUC_DATABASE: không dùng được địa chỉ này ({error}).") from error
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)

    def open(self) -> None:
        """Connect, and make the tables where they are missing. Raises DatabaseError where that fails."""
        try:
            if self._engine.dialect.name == "sqlite" and self._engine.url.database:
                Path(self._engine.url.database).parent.mkdir(parents=True, exist_ok=True)
            _metadata.create_all(self._engine)
        except (SQLAlchemyError, OSError) as error:
            where = self._engine.url.render_as_string(hide_password=True)
            raise DatabaseError(f"{where}: không mở được cơ sở dữ liệu của các lượt việc ({error}).") from error

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def add(self, documents: Iterable[NewDocument], *, owner: str | None) -> Job:
        """A new job, claimable only when all its documents are stored; an error in between leaves nothing behind.

        Raises ValueError where there are no documents.
        """
        job, rest, position = uuid4().hex, iter(documents), 0
        with self._engine.begin() as db:
            db.execute(insert(_jobs).values(id=job, owner=owner, status=RECEIVING, created=time()))
        stored = False
        try:
            while batch := list(islice(rest, _BATCH)):
                with self._engine.begin() as db:
                    db.execute(
                        insert(_documents), [_as_row(job, at, each) for at, each in enumerate(batch, start=position)]
                    )
                position += len(batch)
            if not position:
                raise ValueError("A job without documents.")
            with self._engine.begin() as db:
                db.execute(update(_jobs).where(_jobs.c.id == job).values(status=TAKEN))
            stored = True
        finally:
            if not stored:
                self._delete(_jobs.c.id == job)
        return self.get(job, owner=owner)

    def get(self, job: str, *, owner: str | None) -> Job:
        """A job of that owner. Raises KeyError where there is none."""
        with self._engine.connect() as db:
            return _read_job(db, job, owner)

    def cancel(self, job: str, *, owner: str | None) -> Job:
        """Take back a job: what is not read yet never will be. One that is done stays so. Raises KeyError."""
        with self._engine.begin() as db:
            found = _read_job(db, job, owner)
            if found.status in ("queued", "running"):
                db.execute(update(_jobs).where(_jobs.c.id == job).values(status=CANCELLED))
                db.execute(
                    update(_documents)
                    .where(_documents.c.job == job, _documents.c.status.in_((QUEUED, RUNNING)))
                    .values(status=CANCELLED, content=None, holder=None)
                )
                found = _read_job(db, job, owner)
        return found

    def lines(self, job: str) -> Iterator[str]:
        """The finished lines of a job in the order of its documents, a few in memory at a time.

        No connection is held while the caller works with a line.
        """
        position = -1
        while rows := self._lines_after(job, position):
            yield from (line for _, line in rows)
            position = rows[-1][0]

    def count_open(self) -> int:
        """How many jobs are not finished."""
        waiting = select(func.count(_documents.c.job.distinct())).where(_documents.c.status.in_((QUEUED, RUNNING)))
        with self._engine.connect() as db:
            return db.scalar(waiting) or 0

    def claim(self, holder: str, *, seconds: float) -> Claimed | None:
        """A document for `holder`, for `seconds` or as long as it renews; None where none waits.

        The first documents of all jobs come before the second ones: a short job need not wait for a long one.
        """
        now = time()
        free = (_documents.c.status == QUEUED) | ((_documents.c.status == RUNNING) & (_documents.c.lease < now))
        next_one = (
            select(_documents.c.id)
            .join(_jobs, _jobs.c.id == _documents.c.job)
            .where(_jobs.c.status == TAKEN, free)
            .order_by(_documents.c.position, _documents.c.id)
            .limit(1)
            .with_for_update(of=_documents, skip_locked=True)
            .scalar_subquery()
        )
        statement = (
            update(_documents)
            .where(_documents.c.id == next_one)
            .values(status=RUNNING, holder=holder, lease=now + seconds, attempts=_documents.c.attempts + 1)
            .returning(
                _documents.c.id,
                _documents.c.job,
                _documents.c.position,
                _documents.c.path,
                _documents.c.form,
                _documents.c.reference_date,
                _documents.c.content,
                _documents.c.attempts,
            )
        )
        with self._engine.begin() as db:
            row = db.execute(statement).one_or_none()
        return Claimed(*row) if row else None

    def renew(self, holder: str, *, seconds: float) -> None:
        """Prolong the leases of all that `holder` has."""
        self._update_held(holder, {"lease": time() + seconds})

    def release(self, holder: str) -> None:
        """Put back what `holder` has and will not finish."""
        free = {"status": QUEUED, "holder": None, "lease": None, "attempts": _documents.c.attempts - 1}
        self._update_held(holder, free)

    def finish(self, claimed: Claimed, holder: str, *, status: str, line: str) -> bool:
        """Write a document's line and forget its content; False where `holder` no longer holds it."""
        mine = (_documents.c.id == claimed.id, _documents.c.status == RUNNING, _documents.c.holder == holder)
        with self._engine.begin() as db:
            done = db.execute(
                update(_documents).where(*mine).values(status=status, line=line, content=None, holder=None, lease=None)
            )
        return done.rowcount == 1

    def delete_old(self, *, days: float) -> None:
        """Delete jobs of more than `days` days, and what is left of those whose arrival broke off."""
        now = time()
        broken = (_jobs.c.status == RECEIVING) & (_jobs.c.created < now - _RECEIVING_SECONDS)
        self._delete(broken | (_jobs.c.created < now - days * 86_400))

    def _lines_after(self, job: str, position: int) -> list[tuple[int, str]]:
        wanted = (
            select(_documents.c.position, _documents.c.line)
            .where(_documents.c.job == job, _documents.c.position > position, _documents.c.line.is_not(None))
            .order_by(_documents.c.position)
            .limit(_BATCH // 10)
        )
        with self._engine.connect() as db:
            return [(row.position, row.line) for row in db.execute(wanted)]

    def _update_held(self, holder: str, values: Mapping[str, object]) -> None:
        with self._engine.begin() as db:
            db.execute(
                update(_documents).where(_documents.c.holder == holder, _documents.c.status == RUNNING).values(values)
            )

    def _delete(self, which: object) -> None:
        with self._engine.begin() as db:
            db.execute(delete(_jobs).where(which))  # type: ignore[arg-type]


def _as_row(job: str, position: int, document: NewDocument) -> dict[str, object]:
    failed = document.failure is not None
    line = JobLine(position=position, path=document.path, error=document.failure).model_dump_json() if failed else None
    return {
        "job": job,
        "position": position,
        "path": document.path,
        "form": document.form,
        "reference_date": document.reference_date,
        "content": None if failed else document.content,
        "status": FAILED if failed else QUEUED,
        "line": line,
        "attempts": 0,
    }


def _read_job(db: Connection, job: str, owner: str | None) -> Job:
    found = db.execute(
        select(_jobs.c.status, _jobs.c.created).where(
            _jobs.c.id == job, _jobs.c.owner.is_not_distinct_from(owner), _jobs.c.status != RECEIVING
        )
    ).one_or_none()
    if found is None:
        raise KeyError(job)
    rows = db.execute(
        select(_documents.c.status, func.count().label("documents"))
        .where(_documents.c.job == job)
        .group_by(_documents.c.status)
    )
    counts = JobCounts(**{row.status: row.documents for row in rows})
    created = datetime.fromtimestamp(found.created, UTC)
    return Job(id=job, status=_judge(found.status, counts), created=created, counts=counts)


def _judge(stored: str, counts: JobCounts) -> JobStatus:
    if stored == CANCELLED:
        return "cancelled"
    if not counts.queued + counts.running:
        return "done"
    return "queued" if counts.queued == counts.total else "running"


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers and one writer at once; a committed job outlasts a pulled plug."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
