import zipfile
from io import BytesIO

import pytest

from service.errors import InputError
from service.ingest.kinds import Kind, has_known_name, tell_kind
from tests.ingest.documents import write_bare_pdf, write_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = write_parts({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})


def stored(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"abc", Kind.TEXT),
        ("a", b"abc", Kind.TEXT),
        ("a.MD", b"abc", Kind.MARKDOWN),
        ("a.txt", write_bare_pdf(b""), Kind.PDF),
        ("a.htm", b"abc", Kind.HTML),
        ("a.doc", b"<html><body>x", Kind.HTML),
        ("-", b"  <!DOCTYPE html><p>x", Kind.HTML),
        ("a.doc", b"{\\rtf1 x}", Kind.RICH_TEXT),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), Kind.OLD_WORD),
        ("a.doc", WORD, Kind.WORD),
        ("a.zip", stored({"b.txt": b"x"}), Kind.ZIP),
        ("a.zip", stored({"b.docx": WORD}), Kind.ZIP),
        ("a.odt", stored({"mimetype": b"application/vnd.oasis.opendocument.text"}), Kind.OPEN_DOCUMENT),
        ("a.tgz", b"\x1f\x8b\x08", Kind.TAR),
    ],
)
def test_the_content_goes_before_the_name(name: str, data: bytes, kind: Kind) -> None:
    assert tell_kind(name, data) is kind


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "unsupported"),
        ("a.docx", WORD[:60], "damaged"),
        ("a.docx", b"abc", "damaged"),
        ("a.pdf", b"abc", "damaged"),
        ("a.xlsx", stored({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "unsupported"),
        ("a.txt", b"\x89PNG\r\n", "unsupported"),
    ],
)
def test_what_is_not_read_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(InputError, match=name) as caught:
        tell_kind(name, data)
    assert caught.value.code == code


def test_names_that_are_looked_for() -> None:
    assert all(has_known_name(name) for name in ("a.txt", "B.DOCX", "c.tar.gz", "d.tgz", "đ.pdf"))
    assert not any(has_known_name(name) for name in ("a.csv", "~$b.docx", "c.gz", "._d.pdf", "docx"))
