import io
import json
import tarfile
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import httpx
import pytest

from service.api import job_runner
from service.api.job_store import TEXT, JobStore, NewDocument
from service.api.messages import FileReport, JobLine
from service.pipeline import extract
from service.schema import Report
from service.stopping import check_stop
from tests.api.running import RULES, Running, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    database = f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'jobs.sqlite'}"
    update = {"database": database, "max_job_bytes": 100_000, "max_jobs": 2}
    with running(RULES.model_copy(update=update)) as started:
        yield started


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def wait_for(http: httpx.Client, location: str, status: str = "done") -> dict[str, Any]:
    limit = time.monotonic() + 20
    while True:
        job: dict[str, Any] = http.get(location).json()
        if job["status"] == status:
            return job
        assert time.monotonic() < limit
        time.sleep(0.02)


def read_lines(http: httpx.Client, location: str) -> list[JobLine]:
    answer = http.get(f"{location}/results")
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [JobLine.model_validate_json(line) for line in answer.text.splitlines()]


def test_texts_are_read_in_the_background(http: httpx.Client) -> None:
    texts = [{"text": f"Chi {number} tỷ đồng.", "path": f"{number}.txt"} for number in range(1, 6)]
    texts.append({"text": "Trước ngày 19/4.", "reference_date": "2025"})
    taken = http.post("/jobs", json={"texts": texts})
    assert taken.status_code == 202, taken.text
    location = taken.headers["Location"]
    assert location == f"/jobs/{taken.json()['id']}"
    counts = wait_for(http, location)["counts"]
    assert counts == {"queued": 0, "running": 0, "done": 6, "failed": 0, "cancelled": 0}
    lines = read_lines(http, location)
    assert [line.position for line in lines] == list(range(6))
    assert [line.path for line in lines] == [*(f"{number}.txt" for number in range(1, 6)), None]
    for line, text in zip(lines, texts, strict=True):
        assert type(line.report) is Report
        assert line.report.document.sha256 == sha256(text["text"].encode()).hexdigest()
    assert lines[5].report is not None
    assert lines[5].report.entities[0].value == {"edtf": "2025-04-19"}
    finished = http.delete(location)
    assert (finished.status_code, finished.json()["code"]) == (409, "job_finished")


def make_zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_tar(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def test_archives_and_files_are_read_and_what_is_broken_is_told(http: httpx.Client) -> None:
    files = [
        ("file", ("kho.zip", make_zip({"2025/a.txt": b"Chi 1 t\xe1\xbb\xb7.", "x.docx": b"no", "../b.txt": b"b"}))),
        ("file", ("kho.tar.gz", make_tar({"c.html": "<p>Chi 3 tỷ đồng.</p>".encode()}))),
        ("file", ("d.txt", b"Chi 4 t\xe1\xbb\xb7.")),
    ]
    location = http.post("/jobs", files=files, data={"reference_date": "2025-04"}).headers["Location"]
    counts = wait_for(http, location)["counts"]
    assert (counts["done"], counts["failed"]) == (3, 2)
    lines = {line.path: line for line in read_lines(http, location)}
    assert set(lines) == {"kho.zip/2025/a.txt", "kho.zip/x.docx", "kho.zip/../b.txt", "kho.tar.gz/c.html", "d.txt"}
    assert {line.error.code for line in lines.values() if line.error} == {"damaged", "unsafe_name"}
    read = lines["kho.tar.gz/c.html"].report
    assert isinstance(read, FileReport)
    assert (read.text.strip(), read.kind) == ("Chi 3 tỷ đồng.", "html")
    assert read.document.metadata.reference_date == "2025-04"


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"json": {"texts": []}}, 422, "invalid_request"),
        ({"json": {"texts": [{"text": 1}]}}, 422, "invalid_request"),
        ({"json": {"texts": [{"text": "a", "reference_date": "x"}]}}, 422, "invalid_request"),
        ({"json": ["a"]}, 422, "invalid_request"),
        ({"json": {"texts": [{"text": "a" * 100_000}]}}, 413, "too_large"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, "bad_json"),
        ({"content": b"a", "headers": {"content-type": "text/plain"}}, 415, "unsupported_media_type"),
        ({"files": [("file", ("leer.zip", make_zip({})))]}, 422, "invalid_request"),
        ({"files": [("other", ("a.txt", b"a"))]}, 422, "invalid_request"),
    ],
)
def test_what_is_no_job_is_told(http: httpx.Client, sent: dict[str, Any], status: int, code: str) -> None:
    answer = http.post("/jobs", **sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/results"), ("DELETE", "")])
def test_an_unknown_job_is_told(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, f"/jobs/none{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


class Shut:
    """Reads nothing until it is opened; a text "crash" raises what no reader should."""

    def __init__(self) -> None:
        self.open = False

    def __call__(self, text: str, **options: Any) -> Report:
        while not self.open:
            check_stop()
            time.sleep(0.005)
        if text == "crash":
            raise ZeroDivisionError(text)
        return extract(text, **options)


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shut]:
    shut = Shut()
    monkeypatch.setattr(job_runner, "extract", shut)
    yield shut
    shut.open = True


def post_texts(http: httpx.Client, *texts: str) -> httpx.Response:
    return http.post("/jobs", json={"texts": [{"text": text} for text in texts]})


def test_too_many_jobs_are_refused_and_a_cancelled_one_makes_room(http: httpx.Client, shut: Shut) -> None:
    first, second = (post_texts(http, "a", "b", "c").headers["Location"] for _ in range(2))
    refused = post_texts(http, "a")
    assert (refused.status_code, refused.json()["code"]) == (503, "jobs_full")
    assert int(refused.headers["Retry-After"]) > 0
    cancelled = http.delete(first)
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert http.delete(first).status_code == 200
    assert http.get(f"{first}/results").text == ""
    third = post_texts(http, "a")
    assert third.status_code == 202
    shut.open = True
    assert wait_for(http, second)["counts"]["done"] == 3
    assert wait_for(http, third.headers["Location"])["counts"]["done"] == 1
    assert http.get(first).json()["counts"]["done"] == 0


def test_a_fault_of_ours_in_one_text_loses_no_other(http: httpx.Client, shut: Shut) -> None:
    shut.open = True
    location = post_texts(http, "a", "crash", "b").headers["Location"]
    counts = wait_for(http, location)["counts"]
    assert (counts["done"], counts["failed"]) == (2, 1)
    lines = read_lines(http, location)
    assert [line.error.code if line.error else None for line in lines] == [None, "internal_error", None]
    assert "crash" not in lines[1].model_dump_json()


def test_requests_go_before_jobs(http: httpx.Client, server: Running, shut: Shut) -> None:
    location = post_texts(http, *map(str, range(6))).headers["Location"]
    limit = time.monotonic() + 10
    while server.parts.workers.working < server.settings.workers:
        assert time.monotonic() < limit
        time.sleep(0.005)
    assert http.get("/healthz").is_success
    shut.open = True
    assert http.post("/extract", json={"text": "a"}).is_success
    wait_for(http, location)


def test_a_service_that_ends_puts_back_what_it_had_begun(tmp_path_factory: pytest.TempPathFactory, shut: Shut) -> None:
    database = f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'jobs.sqlite'}"
    settings = RULES.model_copy(update={"database": database})
    with running(settings) as server, httpx.Client(base_url=server.url) as http:
        location = post_texts(http, "a", "b", "c").headers["Location"]
        wait_for(http, location, "running")
    shut.open = True
    with running(settings) as server, httpx.Client(base_url=server.url) as http:
        assert wait_for(http, location)["counts"]["done"] == 3
        assert [line.position for line in read_lines(http, location)] == [0, 1, 2]


def test_a_document_that_ends_the_process_each_time_is_given_up(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    database = f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'jobs.sqlite'}"
    store = JobStore(database)
    store.open()
    job = store.add([NewDocument(None, TEXT, b"a")], owner=None)
    for attempt in range(job_runner.MOST_ATTEMPTS):
        assert store.claim(f"dead {attempt}", seconds=-1) is not None
    store.close()
    settings = RULES.model_copy(update={"database": database})
    with running(settings) as server, httpx.Client(base_url=server.url) as http:
        assert wait_for(http, f"/jobs/{job.id}")["counts"]["failed"] == 1
        (line,) = http.get(f"/jobs/{job.id}/results").text.splitlines()
    assert json.loads(line)["error"]["code"] == "crashed"
