import os
from pathlib import Path

import pytest

from service.errors import InputError
from service.ingest import office
from service.ingest.kinds import Kind
from service.ingest.limits import Limits
from service.ingest.reading import ingest_bytes
from service.pipeline import extract
from tests.ingest.documents import parse_document, read_sample, write_word

needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match=r"a\.doc: .*LibreOffice") as caught:
        ingest_bytes("a.doc", OLD)
    assert caught.value.code == "needs_libreoffice"


def test_a_converter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(InputError) as caught:
        ingest_bytes("a.doc", OLD, limits=Limits(seconds=1))
    assert caught.value.code == "timeout"


@needs_office
@pytest.mark.parametrize("kind", ["odt", "doc", "rtf"])
def test_old_kinds_give_the_same_text(kind: str, tmp_path: Path) -> None:
    word = write_word(parse_document(read_sample()))
    data = _convert(word, kind, tmp_path)
    made = ingest_bytes(f"a.{kind}", data)
    assert made.kind is Kind(kind)
    assert made.text == ingest_bytes("a.docx", word).text
    assert {note.status for note in extract(made.text).footnotes} == {"linked"}


@needs_office
def test_a_damaged_file_is_told() -> None:
    with pytest.raises(InputError) as caught:
        ingest_bytes("a.doc", OLD)
    assert caught.value.code == "damaged"


def _convert(word: bytes, kind: str, folder: Path) -> bytes:
    source = folder / "a.docx"
    source.write_bytes(word)
    program = office.find_office()
    assert program is not None
    command = [program, f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", kind]
    office._run("a", [*command, "--outdir", str(folder), str(source)], seconds=100)
    return (folder / f"a.{kind}").read_bytes()
