import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from fastapi.testclient import TestClient

from service.api import extraction
from service.api.app import create_app
from service.api.logging import configure_logging
from service.settings import Settings

SECRET = "Bí mật 14.170 triệu đồng"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    settings = Settings(model="none", origins=frozenset({"https://ubnd.example"}))
    with TestClient(create_app(settings), raise_server_exceptions=False) as running:
        yield running


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream, root, before = io.StringIO(), logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logging()
    yield stream
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


def read_lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_a_line_with_its_id_and_without_its_text(client: TestClient, written: io.StringIO) -> None:
    answer = client.post("/extract", json={"text": SECRET}, headers={"X-Request-ID": "abc-1"})
    assert answer.headers["X-Request-ID"] == "abc-1"
    (line,) = [line for line in read_lines(written) if line["event"] == "request"]
    assert line["request_id"] == "abc-1"
    assert (line["method"], line["route"], line["status"]) == ("POST", "/extract", 200)
    assert line["ms"] > 0
    assert "14.170" not in written.getvalue()


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "a\tb"])
def test_an_id_that_could_spoil_the_log_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert len(answer.headers["X-Request-ID"]) == 32


def test_the_path_of_an_unknown_route_is_not_logged(client: TestClient, written: io.StringIO) -> None:
    client.get("/bi-mat-14170")
    client.get("/jobs/bi-mat-14170")
    lines = [line for line in read_lines(written) if line["event"] == "request"]
    assert [line["route"] for line in lines] == ["other", "/jobs/{job}"]
    assert "14170" not in json.dumps(lines)


def test_a_fault_of_ours_is_logged_without_the_text_in_its_message(
    client: TestClient, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, **options: Any) -> None:
        raise ZeroDivisionError(text)

    monkeypatch.setattr(extraction, "extract", fail)
    answer = client.post("/extract", json={"text": SECRET})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.headers["X-Request-ID"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    try:
        fail(SECRET)
    except ZeroDivisionError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    line = read_lines(written)[-1]
    assert line["error"] == "ZeroDivisionError"
    assert "test_logging.py" in line["trace"][0]
    assert "14.170" not in written.getvalue()


def test_answers_have_headers_for_safety(client: TestClient) -> None:
    headers = client.post("/extract", json={"text": "a"}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "cdn" in client.get("/docs").headers["Content-Security-Policy"]
    assert "script-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_other_origins_are_let_in_only_where_they_are_set(client: TestClient) -> None:
    asked = {"Origin": "https://ubnd.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/extract", headers=asked).headers["Access-Control-Allow-Origin"] == "https://ubnd.example"
    other = client.get("/healthz", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    closed = TestClient(create_app(Settings(model="none")))
    assert "Access-Control-Allow-Origin" not in closed.get("/healthz", headers=asked).headers


def test_a_line_is_written_at_once(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[str] = []
    monkeypatch.setattr(written, "write", parts.append)
    structlog.get_logger().info("one")
    logging.getLogger("uvicorn.error").warning("two")
    assert [json.loads(part)["event"] for part in parts if part.endswith("\n")] == ["one", "two"]
    assert len(parts) == 2
