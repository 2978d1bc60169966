"""Archives (.zip, .tar, .tar.gz …): their files one after the other in memory, never written to disk, within bounds."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END, BytesIO, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

from service.errors import InputError
from service.ingest.kinds import has_known_name, tell_kind
from service.ingest.limits import LIMITS, Limits

_OPENERS: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7z": lzma.open}
_LONGEST_MAGIC = 6
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its content, or why it can't be read. `path` is the archive's with its own behind it."""

    path: str
    data: bytes = b""
    problem: InputError | None = None


@dataclass(slots=True)
class _Budget:
    """What an archive with all that is in it may still cost."""

    bytes_left: int
    files_left: int

    def spend(self, name: str, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise InputError("too_large", f"{name}: giải nén ra quá lớn, có thể là bom nén; dừng lại ở đây.")

    def count(self, name: str) -> None:
        self.files_left -= 1
        if self.files_left < 0:
            raise InputError("too_large", f"{name}: có quá nhiều tệp; hãy chia nhỏ.")


def open_archive(path: str, stream: BinaryIO, *, limits: Limits = LIMITS) -> Iterator[Member]:
    """The files of an archive that may be read, archives in it opened too, in the archive's order.

    `stream` is the open archive, which must be able to seek. A file that can't be read is a Member with a problem; where
    the archive itself breaks off the last Member says so.
    """
    size = stream.seek(0, SEEK_END)
    budget = _Budget(limits.archive_bytes + limits.archive_ratio * size, limits.archive_files)
    try:
        yield from _open(path, stream, limits, budget, depth=1)
    except InputError as error:
        yield Member(path, problem=error)


def _open(path: str, stream: BinaryIO, limits: Limits, budget: _Budget, *, depth: int) -> Iterator[Member]:
    if depth > limits.archive_depth:
        problem = InputError("too_large", f"{path}: lưu trữ lồng nhau quá {limits.archive_depth} lớp; không mở.")
        yield Member(path, problem=problem)
        return
    stream.seek(0)
    head = stream.read(_LONGEST_MAGIC)
    stream.seek(0)
    members = (
        _read_zip(path, stream, limits, budget)
        if head.startswith(b"PK")
        else _read_tar(path, _unpack(head, stream), limits, budget)
    )
    for member in members:
        if _is_archive(member):
            yield from _open(member.path, BytesIO(member.data), limits, budget, depth=depth + 1)
        else:
            yield member


def _is_archive(member: Member) -> bool:
    if member.problem is not None:
        return False
    try:
        return tell_kind(member.path, member.data).is_archive
    except InputError:
        return False  # whoever reads the member is told


def _read_zip(path: str, stream: BinaryIO, limits: Limits, budget: _Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, ValueError) as error:
        raise InputError("damaged", f"{path}: tệp nén bị hỏng hoặc thiếu phần cuối.") from error
    with archive:
        for info in archive.infolist():
            budget.count(path)
            name = _read_name(info)
            if info.is_dir() or not _is_wanted(name):
                continue
            full = f"{path}/{name}"
            if problem := _judge_name(full, name):
                yield Member(full, problem=problem)
            elif info.flag_bits & 1:
                yield Member(full, problem=InputError("encrypted", f"{full}: có mật khẩu; hãy giải nén trước."))
            else:
                try:
                    with archive.open(info) as content:
                        yield _read_member(full, content, limits, budget)
                except (*_BROKEN, RuntimeError) as error:
                    yield Member(full, problem=_damaged(full, error))


def _read_name(info: zipfile.ZipInfo) -> str:
    """A member's name: programs that don't say that they write UTF-8 often do."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


class _Bounded(RawIOBase):
    """A stream whose bytes are paid from a budget: a compressed tar can't unpack without end."""

    def __init__(self, stream: IO[bytes], name: str, budget: _Budget) -> None:
        self._stream, self._name, self._budget = stream, name, budget

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._budget.spend(self._name, len(data))
        return data


def _unpack(head: bytes, stream: BinaryIO) -> IO[bytes]:
    """The stream inside a compressed one."""
    opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
    return cast("IO[bytes]", opener(stream)) if opener else stream


def _read_tar(path: str, stream: IO[bytes], limits: Limits, budget: _Budget) -> Iterator[Member]:
    bounded = cast("IO[bytes]", _Bounded(stream, path, budget))
    try:
        # Read in one pass: links and devices are never followed or made.
        with tarfile.open(fileobj=bounded, mode="r|") as archive:
            for info in archive:
                budget.count(path)
                if not info.isreg() or not _is_wanted(info.name):
                    continue
                full = f"{path}/{info.name.removeprefix('./')}"
                content = archive.extractfile(info)
                if problem := _judge_name(full, info.name):
                    yield Member(full, problem=problem)
                elif content is not None:
                    yield _read_member(full, content, limits, None)
                passed: Any = archive
                passed.members = []  # it would remember all that it has read
    except _BROKEN as error:
        raise _damaged(path, error) from error


def _read_member(path: str, stream: IO[bytes], limits: Limits, budget: _Budget | None) -> Member:
    data = stream.read(limits.file_bytes + 1)
    if budget is not None:
        budget.spend(path, len(data))
    if len(data) > limits.file_bytes:
        return Member(path, problem=InputError("too_large", f"{path}: lớn hơn {limits.file_bytes} byte; hãy chia nhỏ."))
    return Member(path, data)


def _is_wanted(name: str) -> bool:
    return has_known_name(name) and "__MACOSX" not in PurePosixPath(name).parts


def _judge_name(path: str, name: str) -> InputError | None:
    """Nothing is written under a member's name, but it is shown and stored: one that leads elsewhere is refused."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or parts[0].endswith(":") or not name.isprintable():
        return InputError("unsafe_name", f"{path!r}: tên tệp trong lưu trữ dẫn ra ngoài; không đọc.")
    return None


def _damaged(path: str, error: Exception) -> InputError:
    return InputError("damaged", f"{path}: hỏng hoặc bị cắt ngang, không giải nén được ({error}).")
