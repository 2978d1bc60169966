import random
from collections import Counter
from pathlib import Path

import pytest

from service.errors import InputError
from service.ingest.limits import Limits
from service.ingest.reading import ingest_bytes, ingest_file
from service.pipeline import NO_MODEL, extract, load_pipeline
from service.schema import Report
from tests.ingest.documents import (
    Sheet,
    parse_document,
    read_authored,
    read_sample,
    write_html,
    write_pdf,
    write_text,
    write_word,
)

TEXTS = {"sample": read_sample(), **{name: read_authored(name) for name in ("A-04", "A-07", "H-01")}}


def read(text: str) -> Report:
    return extract(text, nlp=load_pipeline(model=NO_MODEL))


def entities(report: Report) -> Counter[tuple[str, str, str]]:
    return Counter((each.label.value, " ".join(each.text.split()), str(each.value)) for each in report.entities)


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_says_the_same_in_every_kind(name: str) -> None:
    document = parse_document(TEXTS[name])
    plain = read(write_text(document))
    expected = entities(plain)
    assert len(plain.footnotes) == len(document.notes) > 0
    for kind, data in (
        ("docx", write_word(document)),
        ("html", write_html(document)),
        ("pdf", write_pdf(document)),
        ("pdf", write_pdf(document, Sheet(size=11, columns=2))),
    ):
        made = ingest_bytes(f"a.{kind}", data)
        report = read(made.text)
        both = (expected & entities(report)).total()
        assert both >= 0.95 * max(expected.total(), len(report.entities)), kind
        assert [note.status for note in report.footnotes] == [note.status for note in plain.footnotes], kind
        if kind == "pdf":
            pages = [made.page_of(entity.start) for entity in report.entities]
            assert pages == sorted(pages, key=lambda page: page or 0)
            assert len(set(pages)) == len({1, *pages}) > (len(made.pages) > 2)


def test_text_is_decoded() -> None:
    made = ingest_bytes("a.txt", "Thu 3,5 tỷ đồng".encode("utf-16"))
    assert (made.text, made.encoding, made.page_of(3)) == ("Thu 3,5 tỷ đồng", "utf-16-le", None)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        ingest_bytes("x.txt", random.Random(7).randbytes(3_000))
    assert caught.value.code == "damaged"
    assert ingest_bytes("x.txt", "Số 1\x0c\x0bSố 2\tSố 3\r\n".encode()).text.startswith("Số 1")


def test_files_that_can_not_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "b.txt").write_bytes(bytes(9))
    for name, code in (("a.zip", "archive"), ("none.txt", "not_found"), ("", "unreadable"), ("b.txt", "too_large")):
        with pytest.raises(InputError, match=str(tmp_path / name)) as caught:
            ingest_file(tmp_path / name, limits=Limits(file_bytes=8 if name == "b.txt" else 99))
        assert caught.value.code == code


def test_a_truncated_pdf_is_told() -> None:
    data = write_pdf(parse_document(read_sample()))
    made = ingest_bytes("a.pdf", data.replace(b"%%EOF", b""))
    assert [loss.code for loss in made.warnings] == ["truncated_file"]
