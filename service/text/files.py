"""Text files: read, bounded and decoded, with errors that say what to do."""

from pathlib import Path
from typing import BinaryIO

from service.errors import InputError
from service.text.encoding import Decoded, decode

SUFFIXES = (".txt", ".md")
MAX_BYTES = 50_000_000


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Decoded:
    """The text of a file.

    Raises InputError: "not_found", "unreadable", "unsupported" (a binary file), "too_large".
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, name=str(path), max_bytes=max_bytes)
    except FileNotFoundError as error:
        raise InputError("not_found", f"{path}: không có tệp này.") from error
    except IsADirectoryError as error:
        raise InputError("unreadable", f"{path}: đây là thư mục; hãy dùng trichluc annotate.") from error
    except OSError as error:
        raise InputError("unreadable", f"{path}: không đọc được ({error.strerror}).") from error


def read_stream(stream: BinaryIO, *, name: str = "-", max_bytes: int = MAX_BYTES) -> Decoded:
    """The text of an open binary stream; `name` is what errors call it. Raises InputError as `read_file`."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError("too_large", f"{name}: lớn hơn {max_bytes} byte; hãy chia nhỏ.")
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise InputError("unsupported", f"{name}: là {kind}, không phải văn bản thuần; hãy xuất ra .txt.")
    return decode(data)


_BINARY = {b"%PDF-": "tệp PDF", b"PK\x03\x04": "tệp Word hoặc tệp nén", b"\xd0\xcf\x11\xe0": "tệp Word cũ"}
