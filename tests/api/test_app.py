from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(max_bytes=2_000)), raise_server_exceptions=False) as running:
        yield running


def test_a_text_is_read(client: TestClient) -> None:
    text = "Chi 14.170 triệu đồng trước ngày 19/4."
    answer = client.post("/extract", json={"text": text, "reference_date": "2025-04"})
    assert answer.status_code == 200
    report = answer.json()
    assert report["schema_version"] == "1.1"
    assert [entity["text"] for entity in report["entities"]] == ["14.170 triệu đồng", "ngày 19/4"]
    assert report["entities"][0]["value"] == {"amount": "14170000000", "currency": "VND"}
    assert report["entities"][1]["value"] == {"edtf": "2025-04-19"}
    assert all(text[e["start"] : e["end"]] == e["text"] for e in report["entities"])


def test_an_empty_text_is_read(client: TestClient) -> None:
    assert client.post("/extract", json={"text": ""}).json()["entities"] == []


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_json"),
        (b'{"text": "\xff"}', "application/json", 400, "bad_encoding"),
        (b'{"text": "\\ud800"}', "application/json", 400, "bad_encoding"),
        (b"[" * 1_500, "application/json", 400, "bad_json"),
        (b"text", "text/plain", 415, "unsupported_media_type"),
        (b"{}", "application/json", 422, "invalid_request"),
        (b'{"text": 5}', "application/json", 422, "invalid_request"),
        (b'{"text": "a", "reference_date": "2025-13"}', "application/json", 422, "invalid_request"),
        (b'{"text": "a", "unknown": 1}', "application/json", 422, "invalid_request"),
        (b'{"text": "' + b"a" * 3_000 + b'"}', "application/json", 413, "too_large"),
    ],
)
def test_errors_are_problems(client: TestClient, content: bytes, content_type: str, status: int, code: str) -> None:
    answer = client.post("/extract", content=content, headers={"content-type": content_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_the_limit_is_in_the_answer(client: TestClient) -> None:
    assert client.post("/extract", json={"text": "a" * 3_000}).json()["limit"] == 2_000


def test_other_paths_are_problems_too(client: TestClient) -> None:
    assert client.get("/nowhere").json()["code"] == "not_found"
    assert client.get("/extract").json()["code"] == "method_not_allowed"


def test_what_an_operator_asks(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get("/version").json()["schema_version"] == "1.1"


def test_not_ready_before_it_has_started() -> None:
    answer = TestClient(create_app()).get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
