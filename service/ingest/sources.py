"""Files, folders and archives as one row of documents to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from service.errors import InputError
from service.ingest.archives import open_archive
from service.ingest.kinds import ARCHIVE_MAGIC, has_known_name, tell_kind
from service.ingest.limits import LIMITS, Limits
from service.ingest.reading import ingest_bytes
from service.ingest.results import Ingested


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was found: its content, or the problem that kept it from being read.

    `path` names it: a file's path, and behind an archive's path the path in the archive ("kho.zip/2021/a.docx").
    """

    path: str
    data: bytes = b""
    problem: InputError | None = None

    def ingest(self, *, limits: Limits = LIMITS) -> Ingested:
        """Its text. Raises InputError: its own problem, or as `ingest_bytes`."""
        if self.problem is not None:
            raise self.problem
        return ingest_bytes(self.path, self.data, limits=limits)


def walk(paths: Iterable[Path], *, limits: Limits = LIMITS) -> Iterator[Source]:
    """Every document of files, folders (in order of name, files of known kinds) and archives, one in memory at a time.

    Each file once, though two paths lead to it. What can't be read is a Source with a problem; nothing is raised.
    """
    seen: set[Path] = set()
    for path in paths:
        files = (
            sorted(f for f in path.rglob("*") if has_known_name(f.name) and f.is_file()) if path.is_dir() else [path]
        )
        for file in files:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield from _open(file, limits)


def open_stream(name: str, stream: BinaryIO, *, limits: Limits = LIMITS) -> Iterator[Source]:
    """The one document of an open file called `name`, or all those of an archive; the file must be able to seek."""
    if _is_archive(name, stream, limits):
        for member in open_archive(name, stream, limits=limits):
            yield Source(member.path, member.data, member.problem)
    else:
        stream.seek(0)
        yield Source(name, stream.read(limits.file_bytes + 1))


def _open(path: Path, limits: Limits) -> Iterator[Source]:
    try:
        with path.open("rb") as stream:
            yield from open_stream(str(path), stream, limits=limits)
    except FileNotFoundError:
        yield Source(str(path), problem=InputError("not_found", f"{path}: không có tệp này."))
    except OSError as error:
        yield Source(str(path), problem=InputError("unreadable", f"{path}: không đọc được ({error.strerror})."))


def _is_archive(name: str, stream: BinaryIO, limits: Limits) -> bool:
    """Whether an open file is an archive; a larger one than a document may be is one if its first bytes say so."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        return data.startswith(ARCHIVE_MAGIC) or data[257:262] == b"ustar"
    try:
        return tell_kind(name, data).is_archive
    except InputError:
        return False
