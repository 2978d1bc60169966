import pytest

from service.errors import InputError
from service.ingest.limits import Limits
from service.ingest.pdf import read_pdf
from service.ingest.processes import read_pdf_apart
from tests.ingest.documents import Document, write_bare_pdf, write_pdf


def test_another_process_reads_the_same() -> None:
    data = write_pdf(Document(("Khởi công 01 dự án{1}.",), ("Chợ.",)))
    assert read_pdf_apart("a.pdf", data) == read_pdf(data, max_pages=9)


def test_its_problems_name_the_file() -> None:
    with pytest.raises(InputError, match=r"^a\.pdf: có 10000 trang") as caught:
        read_pdf_apart("a.pdf", write_bare_pdf(b"", pages=10_000))
    assert caught.value.code == "too_long"


def test_work_and_memory_are_bounded() -> None:
    bomb = write_bare_pdf(b"BT /F 9 Tf 1 0 0 1 50 50 Tm (aaaaaaaa) Tj ET\n" * 1_500_000)
    assert len(bomb) < 1_000_000
    for limits in (Limits(seconds=1), Limits(memory_bytes=150_000_000)):
        with pytest.raises(InputError, match=r"^a\.pdf: ") as caught:
            read_pdf_apart("a.pdf", bomb, limits=limits)
        assert caught.value.code in ("timeout", "too_large", "damaged")
