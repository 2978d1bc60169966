"""Kinds of files: told by their first bytes, and where those say nothing by the name."""

import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

from service.errors import InputError


class Kind(StrEnum):
    """A kind of file that can be read."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"
    OLD_WORD = "doc"
    OPEN_DOCUMENT = "odt"
    RICH_TEXT = "rtf"
    ZIP = "zip"
    TAR = "tar"

    @property
    def is_archive(self) -> bool:
        """Whether files of this kind hold other files."""
        return self in (Kind.ZIP, Kind.TAR)


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".pdf": Kind.PDF,
    ".doc": Kind.OLD_WORD,
    ".odt": Kind.OPEN_DOCUMENT,
    ".rtf": Kind.RICH_TEXT,
    ".zip": Kind.ZIP,
    ".tar": Kind.TAR,
    ".tgz": Kind.TAR,
    ".gz": Kind.TAR,
    ".bz2": Kind.TAR,
    ".xz": Kind.TAR,
}
"""The names that are looked for in folders and archives; of ".gz" only ".tar.gz"."""

_HEAD = 2_048
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
ARCHIVE_MAGIC = (b"PK\x03\x04", *_COMPRESSED)
_OTHERS = {
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\x00": "ảnh TIFF",
    b"MM\x00*": "ảnh TIFF",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf\x27\x1c": "tệp nén 7z",
    b"\x7fELF": "chương trình",
    b"MZ\x90": "chương trình",
}


def has_known_name(name: str) -> bool:
    """Whether a file of this name is looked at when folders and archives are walked; Word's lock files are not."""
    path = PurePath(name.lower())
    if path.name.startswith(("~$", "._")):
        return False
    if path.suffix in (".gz", ".bz2", ".xz"):
        return path.with_suffix("").suffix == ".tar"
    return path.suffix in SUFFIXES


def tell_kind(name: str, data: bytes) -> Kind:
    """The kind of the file `name` with the content `data`: the content goes before the name.

    Raises InputError: "unsupported" (a kind that isn't read), "encrypted" (a Word file under a password), "damaged" (a
    zip file whose end is missing, a .docx that is none).
    """
    head = data[:_HEAD]
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head[:1_024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _tell_zip(name, data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _tell_compound(name, data)
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    if head.startswith(_COMPRESSED) or head[257:262] == b"ustar":
        return Kind.TAR
    for magic, kind in _OTHERS.items():
        if head.startswith(magic):
            raise InputError("unsupported", f"{name}: là {kind}, không phải văn bản.")
    if named in (Kind.WORD, Kind.PDF, Kind.OPEN_DOCUMENT, Kind.ZIP, Kind.TAR):
        raise InputError("damaged", f"{name}: nội dung không phải là {named.value}; tệp hỏng hoặc sai đuôi tên.")
    if named is None and _is_html(head):
        return Kind.HTML
    # Many "Word" files that web applications write are HTML under another name.
    if named in (Kind.OLD_WORD, Kind.RICH_TEXT):
        return Kind.HTML if _is_html(head) else Kind.TEXT
    return named or Kind.TEXT


def _is_html(head: bytes) -> bool:
    return any(sign in head.lower() for sign in (b"<!doctype html", b"<html", b"<body"))


def _tell_zip(name: str, data: bytes) -> Kind:
    """What a zip file is: the names of its members tell."""
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        return Kind.OPEN_DOCUMENT
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError("damaged", f"{name}: tệp bị hỏng hoặc thiếu phần cuối; hãy chép lại từ bản gốc.") from error
    if "[Content_Types].xml" not in members:
        return Kind.ZIP
    if any(member.startswith("word/") for member in members):
        return Kind.WORD
    raise InputError("unsupported", f"{name}: là bảng tính hoặc trình chiếu, không phải văn bản Word.")


def _tell_compound(name: str, data: bytes) -> Kind:
    """What a file of Microsoft's old container is: the names of its streams tell."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError("encrypted", f"{name}: có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.")
    if "WordDocument".encode("utf-16-le") in data:
        return Kind.OLD_WORD
    raise InputError("unsupported", f"{name}: không phải là văn bản Word (.doc).")
