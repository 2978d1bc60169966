import io
import socket
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx
import pytest

from service.api import extraction
from service.api.messages import FileReport
from service.pipeline import extract
from service.schema import Report
from service.stopping import StoppedError, check_stop
from tests.api.running import REPORT, RULES, Running, running
from tests.ingest.documents import Document, write_pdf, write_word

TEXT = "Chi 14.170 triệu đồng trước ngày 19/4."


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    settings = RULES.model_copy(update={"max_bytes": 5_000, "max_file_bytes": 200_000, "queue": 2, "workers": 1})
    with running(settings) as started:
        yield started


class Gate:
    """Texts that wait: until `opened` is set, or somebody stops them."""

    def __init__(self) -> None:
        self.begun, self.opened, self.stopped = Event(), Event(), Event()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.begun.set()
        while not self.opened.wait(0.005):
            try:
                check_stop()
            except StoppedError:
                self.stopped.set()
                raise
        return extract(*arguments, **options)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(extraction, "extract", gate)
    yield gate
    gate.opened.set()


def post(server: Running, text: str = TEXT) -> httpx.Response:
    return server.http.post("/extract", json={"text": text}, timeout=20)


def wait_for(condition: Any) -> None:
    limit = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.005)


def send_file(server: Running, name: str, data: bytes, **fields: str) -> httpx.Response:
    return server.http.post("/extract/file", files={"file": (name, data)}, data=fields, timeout=60)


DOCUMENT = Document(("Chi 14.170 triệu đồng{1} trước ngày 19/4.",), ("Trong đó: xã Chi Lăng 3,5 tỷ đồng.",))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("bc.txt", TEXT.encode(), "txt"),
        ("bc.md", TEXT.encode("utf-16"), "md"),
        ("bc.html", f"<p>{TEXT}</p>".encode(), "html"),
        ("bc.docx", write_word(DOCUMENT), "docx"),
        ("bc.pdf", write_pdf(DOCUMENT), "pdf"),
    ],
)
def test_files_of_all_kinds_are_read(server: Running, name: str, data: bytes, kind: str) -> None:
    answer = send_file(server, name, data, reference_date="2025")
    assert answer.status_code == 200, answer.text
    report = FileReport.model_validate_json(answer.content)
    assert report.kind == kind
    assert all(report.text[entity.start : entity.end] == entity.text for entity in report.entities)
    found = {entity.text: entity.value for entity in report.entities}
    assert found["14.170 triệu đồng"] == {"amount": "14170000000", "currency": "VND"}
    assert found["ngày 19/4"] == {"edtf": "2025-04-19"}
    assert report.pages == ([0] if kind == "pdf" else [])
    if kind in ("docx", "pdf"):
        assert [note.status for note in report.footnotes] == ["linked"]


def zip_of(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


BOMB = b"<!DOCTYPE a [" + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)) + b"]>"


@pytest.mark.parametrize(
    ("name", "data", "status", "codes"),
    [
        ("kho.zip", zip_of({"a.txt": b"a"}), 415, ["archive"]),
        ("anh.png", b"\x89PNG\r\n\x1a\n", 415, ["unsupported"]),
        ("bc.docx", write_word(DOCUMENT)[:800], 422, ["damaged"]),
        ("bc.docx", zip_of({"[Content_Types].xml": b"", "word/document.xml": b"0" * 70_000_000}), 413, ["too_large"]),
        ("bc.docx", zip_of({"[Content_Types].xml": b"", "word/document.xml": BOMB}), 422, ["damaged", "hostile"]),
        ("bc.pdf", b"%PDF-1.7\n%%EOF", 422, ["damaged"]),
        ("bc.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), 422, ["encrypted"]),
        ("lon.txt", b"a" * 200_001, 413, ["too_large"]),
    ],
)
def test_bad_files_are_told(server: Running, name: str, data: bytes, status: int, codes: list[str]) -> None:
    answer = send_file(server, name, data)
    assert answer.status_code == status, answer.text
    assert answer.json()["code"] in codes
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"", "multipart/form-data", 400, "bad_multipart"),
        (b"--x\r\nno header", "multipart/form-data; boundary=x", 400, "bad_multipart"),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422, "invalid_request"),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\na\r\n--x--',
            "multipart/form-data; boundary=x",
            422,
            "invalid_request",
        ),
        (b"{}", "application/json", 415, "unsupported_media_type"),
    ],
)
def test_bad_forms_are_told(server: Running, content: bytes, content_type: str, status: int, code: str) -> None:
    answer = server.http.post("/extract/file", content=content, headers={"content-type": content_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_two_files_and_a_wrong_date_are_told(server: Running) -> None:
    two = [("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]
    assert server.http.post("/extract/file", files=two).json()["code"] == "bad_multipart"
    assert send_file(server, "a.txt", b"a", reference_date="2025-13").json()["errors"][0]["loc"] == ["reference_date"]


def test_the_answer_is_the_pipelines(server: Running) -> None:
    report = Report.model_validate_json(post(server, REPORT).content)
    assert {entity.label for entity in report.entities} >= {"AMOUNT", "DATE"}
    assert len(report.document.sha256) == 64


def test_health_answers_while_texts_are_read_and_too_many_are_refused(server: Running, gate: Gate) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(post, server)]
        assert gate.begun.wait(10)
        asked += [pool.submit(post, server) for _ in range(2)]
        wait_for(lambda: server.parts.workers.waiting == 2)
        refused = post(server)
        assert (refused.status_code, refused.json()["code"]) == (503, "queue_full")
        assert int(refused.headers["Retry-After"]) >= 1
        assert server.http.get("/healthz").json() == {"status": "ok"}
        metrics = server.http.get("/metrics").text
        assert "trichluc_queue_depth 2.0" in metrics
        assert "trichluc_working_threads 1.0" in metrics
        gate.opened.set()
        assert [each.result().status_code for each in asked] == [200, 200, 200]


def hang_up(server: Running) -> None:
    """Ask, and leave before there is an answer."""
    body = b'{"text": "a"}'
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = "POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        connection.sendall((head % len(body)).encode() + body)
        wait_for(lambda: server.parts.workers.working + server.parts.workers.waiting > 0)


def test_work_for_a_client_that_has_gone_is_stopped(server: Running, gate: Gate) -> None:
    hang_up(server)
    assert gate.stopped.wait(10)
    wait_for(lambda: server.parts.workers.working == 0)
    gate.opened.set()
    assert post(server).status_code == 200


def test_a_client_that_goes_while_it_waits_leaves_the_row(server: Running, gate: Gate) -> None:
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(post, server)
        assert gate.begun.wait(10)
        gate.begun.clear()
        body = b'{"text": "a"}'
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(
                b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (len(body), body)
            )
            wait_for(lambda: server.parts.workers.waiting == 1)
        wait_for(lambda: server.parts.workers.waiting == 0)
        gate.opened.set()
        assert first.result().status_code == 200
    assert not gate.begun.is_set()


def test_an_upload_that_breaks_off_harms_nothing(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
        )
    assert post(server).status_code == 200


def test_a_text_that_takes_too_long_is_given_up(gate: Gate) -> None:
    with running(RULES.model_copy(update={"seconds": 0.1, "workers": 1})) as server:
        answer = post(server)
        assert (answer.status_code, answer.json()["code"]) == (504, "timeout")
        assert gate.stopped.wait(10)


def test_the_server_ends_when_its_requests_have(gate: Gate) -> None:
    with running(RULES) as server, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(post, server)
        assert gate.begun.wait(10)
        server.begin_to_stop()
        gate.opened.set()
        assert asked.result().status_code == 200
