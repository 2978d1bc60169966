"""The manifest of an output: a SQLite file that holds what was done, each record in the transaction that says "done".

Output and manifest can't disagree, since the output is nothing but a copy of the manifest's records, made at the end of
a run under another name and put in place at once. A run that is killed at any moment leaves the old output whole, and
a manifest that holds each finished content exactly once; the next run goes on from there. That costs the size of the
compressed output a second time, and gives back that a run over an archive that has grown reads only what is new.

    document  every document of the latest runs: path, place in the order of walking, content or what keeps it from being read
    content   every content, once: what it was annotated with, when, and its record or its problem
    manifest  the two together, a row a document, for people: `SELECT * FROM manifest WHERE status = 'failed'`
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from service.batch.tasks import Basis, ContentKey, Problem, Result
from service.errors import InputError

VERSION = 1
"""Of the tables, kept as SQLite's user_version."""
SUFFIX = ".manifest.sqlite"
_TABLES = """
CREATE TABLE document (
    path TEXT NOT NULL,
    copy INTEGER NOT NULL, -- an archive may hold a name twice
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT, suffix TEXT,
    code TEXT, message TEXT,
    PRIMARY KEY (path, copy)
) WITHOUT ROWID;
CREATE UNIQUE INDEX document_order ON document (run, number);
CREATE INDEX document_content ON document (sha256, suffix);
CREATE TABLE content (
    sha256 TEXT NOT NULL, suffix TEXT NOT NULL,
    model TEXT NOT NULL, model_sha256 TEXT, rules TEXT NOT NULL, reference_date TEXT,
    run INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('done', 'failed')),
    code TEXT, message TEXT,
    finished TEXT NOT NULL, -- UTC
    record BLOB,
    PRIMARY KEY (sha256, suffix),
    CHECK ((status = 'done') = (record IS NOT NULL))
);
CREATE VIEW manifest AS
SELECT d.run, d.number, d.path, d.sha256, c.model, c.model_sha256, c.rules, c.reference_date,
    CASE WHEN d.code IS NOT NULL THEN 'failed' ELSE coalesce(c.status, 'waiting') END AS status,
    coalesce(d.code, c.code) AS code, coalesce(d.message, c.message) AS message, c.finished
FROM document d LEFT JOIN content c USING (sha256, suffix);
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be annotated: its path, a stable code, and why."""

    path: str
    code: str
    message: str


class Manifest:
    """An open manifest, in one run. Nobody else can open it meanwhile."""

    def __init__(self, connection: sqlite3.Connection, basis: Basis) -> None:
        self._sql = connection
        self._basis = astuple(basis)
        (self.run,) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM document").fetchone()
        self._number = 0

    def find_status(self, key: ContentKey, *, retry_failed: bool = False) -> Literal["done", "failed"] | None:
        """What came of a content on this basis; None where it is still to be annotated.

        With `retry_failed` that is also where it failed in an earlier run.
        """
        row = self._sql.execute(
            "SELECT status FROM content WHERE sha256 = ? AND suffix = ? AND model = ? AND model_sha256 IS ?"
            " AND rules = ? AND reference_date IS ? AND (status = 'done' OR run = ? OR NOT ?)",
            (*key, *self._basis, self.run, retry_failed),
        ).fetchone()
        return row[0] if row else None

    def add_document(self, path: str, found: ContentKey | Problem) -> None:
        """Note the next document of this run: its content, or why it has none. Kept with the next result."""
        sha256, suffix = found if isinstance(found, ContentKey) else (None, None)
        code, message = (found.code, found.message) if isinstance(found, Problem) else (None, None)
        path = show_path(path)
        (copy,) = self._sql.execute(
            "SELECT count(*) FROM document WHERE path = ? AND run = ?", (path, self.run)
        ).fetchone()
        self._sql.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (path, copy, self.run, self._number, sha256, suffix, code, message),
        )
        self._number += 1

    def add_result(self, result: Result) -> None:
        """Keep a result for good, with all that was noted before it."""
        problem = result.outcome if isinstance(result.outcome, Problem) else None
        self._sql.execute(
            "INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *result.key,
                *self._basis,
                self.run,
                "failed" if problem else "done",
                problem and problem.code,
                problem and problem.message,
                datetime.now(UTC).isoformat(timespec="seconds"),
                None if problem else result.outcome,
            ),
        )
        self._sql.commit()

    def records(self) -> Iterator[tuple[str, bytes]]:
        """Path and packed record of every document of this run that is done, in the order of walking."""
        yield from self._sql.execute(
            "SELECT d.path, c.record FROM document d JOIN content c USING (sha256, suffix)"
            " WHERE d.run = ? AND c.status = 'done' ORDER BY d.number",
            (self.run,),
        )

    def failures(self) -> Iterator[Failure]:
        """Every document of this run that failed, in the order of walking."""
        rows = self._sql.execute(
            "SELECT path, code, message FROM manifest WHERE run = ? AND status = 'failed' ORDER BY number", (self.run,)
        )
        for row in rows:
            yield Failure(*row)

    def forget_others(self) -> None:
        """Drop what this run did not meet: the manifest then holds what the output holds."""
        self._sql.execute("DELETE FROM document WHERE run != ?", (self.run,))
        self._sql.execute(
            "DELETE FROM content WHERE NOT EXISTS"
            " (SELECT 1 FROM document d WHERE d.sha256 = content.sha256 AND d.suffix = content.suffix)"
        )
        self._sql.commit()


def show_path(path: str) -> str:
    """A path as text: bytes that are no UTF-8 are written as "\\xe9"."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@contextmanager
def open_manifest(output: Path, basis: Basis) -> Iterator[Manifest]:
    """The manifest of `output`, made where there is none, for a run on `basis`.

    Raises InputError: "busy" (another run writes there), "manifest" (damaged, or of another version), "unwritable".
    """
    path = output.with_name(output.name + SUFFIX)
    try:
        connection = sqlite3.connect(path, timeout=0)
        try:
            _prepare(connection, path)
            yield Manifest(connection, basis)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _explain(error, path) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # The lock is held until the connection is closed or the process is gone. After a commit the record is in the hands
    # of the system: it survives this process, and a power failure costs the last seconds, not the file.
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    (known,) = connection.execute("PRAGMA user_version").fetchone()
    if known == 0:
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    elif known != VERSION:
        raise InputError("manifest", f"{path}: của phiên bản trichluc khác; hãy xóa tệp này để làm lại từ đầu.")
    connection.commit()


def _explain(error: sqlite3.Error, path: Path) -> InputError:
    with suppress(AttributeError):  # errors of Python's own carry no code
        match error.sqlite_errorcode & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return InputError("busy", f"{path}: một lần chạy khác đang ghi vào đây; hãy chờ nó xong.")
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                return InputError("manifest", f"{path}: tệp hỏng; hãy xóa nó để làm lại từ đầu.")
    return InputError("unwritable", f"{path}: không ghi được ({error}).")
