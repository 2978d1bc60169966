"""A file to its marked text, whatever kind it is: the door of this package.

The reader of a kind is imported when a file of that kind comes: all of them would cost each start a tenth of a second.
"""

import re
from pathlib import Path
from typing import BinaryIO

from service.errors import InputError
from service.ingest.decoding import finish_text
from service.ingest.kinds import Kind, tell_kind
from service.ingest.limits import LIMITS, Limits
from service.ingest.results import Ingested
from service.text.encoding import Loss, decode

_NAMED_PAGES = 10
_SAMPLE = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Control characters, but for those that set lines and pages apart."""
_TRAILER = 2_048
"""The end of a PDF, where its last mark must stand."""


def ingest_file(path: Path, *, limits: Limits = LIMITS) -> Ingested:
    """The text of a file.

    Raises InputError: "not_found", "unreadable", "too_large", "unsupported", "archive", "damaged", "encrypted",
    "scanned", "too_long", "timeout", "hostile", "needs_libreoffice".
    """
    try:
        with path.open("rb") as stream:
            return ingest_stream(stream, name=str(path), limits=limits)
    except FileNotFoundError as error:
        raise InputError("not_found", f"{path}: không có tệp này.") from error
    except IsADirectoryError as error:
        raise InputError("unreadable", f"{path}: đây là thư mục; hãy dùng trichluc annotate.") from error
    except OSError as error:
        raise InputError("unreadable", f"{path}: không đọc được ({error.strerror}).") from error


def ingest_stream(stream: BinaryIO, *, name: str = "-", limits: Limits = LIMITS) -> Ingested:
    """The text of an open binary stream; `name` is what errors call it. Raises InputError as `ingest_file`."""
    return ingest_bytes(name, stream.read(limits.file_bytes + 1), limits=limits)


def ingest_bytes(name: str, data: bytes, *, limits: Limits = LIMITS) -> Ingested:
    """The text of a file's content; its name says the kind where the content doesn't. Raises as `ingest_file`."""
    if len(data) > limits.file_bytes:
        raise InputError("too_large", f"{name}: lớn hơn {limits.file_bytes} byte; hãy chia nhỏ.")
    kind = tell_kind(name, data)
    match kind:
        case Kind.ZIP | Kind.TAR:
            raise InputError("archive", f"{name}: là tệp lưu trữ; hãy dùng trichluc annotate.")
        case Kind.HTML:
            from service.ingest.html import read_html

            return read_html(data)
        case Kind.WORD:
            from service.ingest.word import read_word

            return read_word(name, data, limits=limits)
        case Kind.PDF:
            return _read_pdf(name, data, limits)
        case Kind.OLD_WORD | Kind.OPEN_DOCUMENT | Kind.RICH_TEXT:
            from service.ingest.office import convert_to_word
            from service.ingest.word import read_word

            made = read_word(name, convert_to_word(name, data, kind, limits=limits), limits=limits)
            return Ingested(made.text, kind, made.encoding, made.warnings, margins=made.margins)
        case Kind.TEXT | Kind.MARKDOWN:
            decoded = decode(data)
            if _is_binary(decoded.text):
                raise InputError("damaged", f"{name}: đầy ký tự điều khiển, không phải văn bản; hãy kiểm tra lại tệp.")
            return Ingested(decoded.text, kind, decoded.encoding, decoded.warnings)


def _is_binary(text: str) -> bool:
    """Whether more than one in twenty signs is a control character: bytes drawn by chance hold twice as many."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 20 > len(sample)


def _read_pdf(name: str, data: bytes, limits: Limits) -> Ingested:
    from service.ingest.processes import read_pdf_apart

    found = read_pdf_apart(name, data, limits=limits)
    decoded = finish_text(found.text, set(found.encodings))
    warnings = list(decoded.warnings)
    if b"%%EOF" not in data[-_TRAILER:]:
        warnings.append(Loss("truncated_file", "Tệp PDF thiếu phần cuối: có thể đã mất trang hoặc chữ."))
    if found.empty_pages:
        pages = ", ".join(str(page) for page in found.empty_pages[:_NAMED_PAGES])
        more = " …" if len(found.empty_pages) > _NAMED_PAGES else ""
        warnings.append(Loss("page_without_text", f"Trang {pages}{more} chỉ có ảnh, không có lớp chữ."))
    if found.unmapped:
        first = decoded.text.find("\ufffd")
        message = f"{found.unmapped} ký tự trong PDF không có mã Unicode, thay bằng U+FFFD."
        warnings.append(Loss("unmapped_glyphs", message, first if first >= 0 else None))
    return Ingested(decoded.text, Kind.PDF, decoded.encoding, tuple(warnings), found.pages, found.margins)
