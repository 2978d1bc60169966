"""The output's forms, told by its name: JSON Lines, JSON Lines in gzip, Parquet."""

import gzip
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from service.batch.parquet import write_parquet
from service.errors import InputError
from service.outputs import replacing

Write = Callable[[BinaryIO, Iterable[bytes]], None]


def _write_lines(stream: BinaryIO, lines: Iterable[bytes]) -> None:
    for line in lines:
        stream.write(line + b"\n")


def _write_compressed(stream: BinaryIO, lines: Iterable[bytes]) -> None:
    # Without name and time: the same lines are the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6) as packed:
        for line in lines:
            packed.write(line + b"\n")


FORMS: dict[str, Write] = {
    ".jsonl": _write_lines,
    ".jsonl.gz": _write_compressed,
    ".parquet": write_parquet,
}
"""By the ending of the output's name."""


def choose_form(output: Path) -> Write:
    """What writes lines (JSON objects in UTF-8) in the form that the name asks for.

    Raises InputError "unsupported" for another name.
    """
    for suffix, write in FORMS.items():
        if output.name.lower().endswith(suffix):
            return write
    raise InputError("unsupported", f"{output}: tên tệp kết quả phải kết thúc bằng {', '.join(FORMS)}.")


def write_output(output: Path, lines: Iterable[bytes]) -> None:
    """Write `lines` to `output`, which stands under its name only when it is complete and on the disk.

    Raises InputError "unsupported", and "unwritable" where it can't be written.
    """
    write = choose_form(output)
    with replacing(output) as partial, partial.open("wb") as stream:
        write(stream, lines)
        stream.flush()
        os.fsync(stream.fileno())
