import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from service.api.messages import JobText
from service.client import Client, ServiceError
from tests.api.running import RULES, Running, running

PROBLEM = {"title": "Busy", "status": 503, "code": "queue_full", "detail": "As many texts wait as may."}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    database = f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'jobs.sqlite'}"
    with running(RULES.model_copy(update={"database": database})) as started:
        yield started


@pytest.fixture
def client(server: Running) -> Iterator[Client]:
    with Client(server.url) as client:
        yield client


def test_texts_and_files(client: Client, tmp_path: Path) -> None:
    report = client.extract("Trước ngày 19/4.", reference_date="2025")
    assert report.entities[0].value == {"edtf": "2025-04-19"}
    (tmp_path / "a.html").write_text("<p>Chi 3,5 tỷ đồng.</p>", "utf-8")
    made = client.extract_file(tmp_path / "a.html", reference_date="2025")
    assert made.text[made.entities[0].start : made.entities[0].end] == "3,5 tỷ đồng"
    assert client.version().model == "none"


def test_jobs(client: Client, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
        archive.writestr("a.txt", "Chi 3,5 tỷ đồng.")
        archive.writestr("b.pdf", "none")
    job = client.wait(client.submit_files([tmp_path / "kho.zip"]).id, poll=0.02)
    assert (job.status, job.counts.done, job.counts.failed) == ("done", 1, 1)
    lines = list(client.results(job.id))
    assert [line.path for line in lines] == ["kho.zip/a.txt", "kho.zip/b.pdf"]
    assert lines[1].error is not None
    texts = client.submit_texts([JobText(text="Chi 3,5 tỷ đồng.", path="a")])
    assert client.wait(texts.id, poll=0.02).counts.done == 1
    with pytest.raises(ServiceError) as told:
        client.cancel(texts.id)
    assert (told.value.code, told.value.status) == ("job_finished", 409)
    with pytest.raises(ServiceError, match="not_found"):
        list(client.results("none"))


def test_a_problem_is_an_error_with_its_code(client: Client) -> None:
    with pytest.raises(ServiceError) as told:
        client.extract("a", reference_date="x")
    assert told.value.code == "invalid_request"
    assert told.value.problem["errors"][0]["loc"] == ["reference_date"]


def answering(
    *answers: httpx.Response | Exception, retries: int = 3
) -> tuple[Client, list[float], list[httpx.Request]]:
    """A client of a service that gives these answers in turn, the pauses it makes and the requests it sends."""
    left, pauses, requests = list(answers), list[float](), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        request.read()
        requests.append(request)
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    client = Client("http://x", retries=retries, transport=httpx.MockTransport(answer), sleep=pauses.append)
    return client, pauses, requests


VERSION = {"version": "1", "schema_version": "1.1", "model": "none", "sha256": None}


def busy(**headers: str) -> httpx.Response:
    return httpx.Response(503, json=PROBLEM, headers=headers)


def good() -> httpx.Response:
    return httpx.Response(200, json=VERSION)


def test_it_waits_as_long_as_it_is_asked_to() -> None:
    client, pauses, _ = answering(busy(**{"Retry-After": "7"}), httpx.Response(429, json={}), good())
    assert client.version().version == "1"
    assert pauses == [7, 1]


def test_it_understands_a_date_to_come_again() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    client, pauses, _ = answering(busy(**{"Retry-After": soon}), busy(**{"Retry-After": "soon"}), good())
    client.version()
    assert 25 < pauses[0] <= 30
    assert pauses[1] == 1


def test_it_gives_up_in_the_end() -> None:
    client, pauses, _ = answering(busy(), busy(), retries=1)
    with pytest.raises(ServiceError, match="queue_full"):
        client.version()
    assert len(pauses) == 1
    client, _, _ = answering(httpx.ConnectError("no"), httpx.ConnectError("no"), retries=1)
    with pytest.raises(httpx.ConnectError):
        client.version()


def test_what_a_retry_cannot_mend_is_not_retried() -> None:
    client, pauses, _ = answering(httpx.Response(500, text="<html>"))
    with pytest.raises(ServiceError, match="http_error: <html>"):
        client.version()
    assert pauses == []


def test_a_job_whose_answer_was_lost_is_not_sent_twice() -> None:
    client, _, requests = answering(httpx.ReadError("lost"), good())
    with pytest.raises(httpx.ReadError):
        client.submit_texts([JobText(text="a")])
    assert len(requests) == 1
    client, _, _ = answering(httpx.ReadError("lost"), good())
    assert client.version().version == "1"


def test_a_file_is_sent_whole_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"all of it")
    client, _, requests = answering(httpx.ConnectError("no"), busy(), httpx.Response(500, json={}))
    with pytest.raises(ServiceError):
        client.extract_file(tmp_path / "a.txt")
    assert all(b"all of it" in request.content for request in requests)
    assert len(requests) == 3
