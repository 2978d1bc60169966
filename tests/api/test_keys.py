from collections.abc import Iterator
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.keys import Keys
from service.api.problems import ProblemError
from service.settings import Settings


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


KEYS = frozenset({hash_of("one"), hash_of("two")})


def test_hashes_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICHLUC_API_KEYS", f"{hash_of('one')}, {hash_of('two')}")
    assert Settings().api_keys == KEYS
    monkeypatch.setenv("TRICHLUC_API_KEYS", "one")
    with pytest.raises(ValueError, match="api_keys"):
        Settings()


def test_known_keys_are_admitted() -> None:
    keys = Keys(Settings(api_keys=KEYS))
    assert keys.admit("one") == hash_of("one")
    for wrong in (None, "", "three", hash_of("one")):
        with pytest.raises(ProblemError) as told:
            keys.admit(wrong)
        assert told.value.problem.status == 401
    assert Keys(Settings()).admit(None) is None


def test_each_key_has_its_own_rate() -> None:
    now = 0.0
    keys = Keys(Settings(api_keys=KEYS, rate=3), clock=lambda: now)
    for _ in range(3):
        keys.admit("one")
    with pytest.raises(ProblemError) as told:
        keys.admit("one")
    assert told.value.problem.status == 429
    assert told.value.headers == {"Retry-After": "20"}
    keys.admit("two")
    now = 20.0
    keys.admit("one")
    now = 10_000.0
    for _ in range(3):
        keys.admit("one")
    with pytest.raises(ProblemError):
        keys.admit("one")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    settings = Settings(model="none", api_keys=KEYS, rate=60)
    with TestClient(create_app(settings), raise_server_exceptions=False) as running:
        yield running


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_texts_need_a_key_and_health_does_not(client: TestClient) -> None:
    for method, path in (("POST", "/extract"), ("POST", "/extract/file"), ("POST", "/jobs"), ("GET", "/jobs/x")):
        refused = client.request(method, path)
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    for path in ("/healthz", "/readyz", "/version", "/metrics", "/"):
        assert client.get(path).status_code == 200
    assert client.post("/extract", json={"text": "a"}, headers=bearer("one")).status_code == 200
    assert client.post("/extract", json={"text": "a"}, headers=bearer("three")).status_code == 401
    assert client.post("/extract", json={"text": "a"}, headers={"Authorization": "Basic one"}).status_code == 401


def test_a_job_is_seen_by_its_key_only(client: TestClient) -> None:
    location = client.post("/jobs", json={"texts": [{"text": "a"}]}, headers=bearer("one")).headers["Location"]
    assert client.get(location, headers=bearer("one")).status_code == 200
    for path in (location, f"{location}/results"):
        assert client.get(path, headers=bearer("two")).status_code == 404
    assert client.delete(location, headers=bearer("two")).status_code == 404


def test_too_many_requests_are_told_when_to_come_again(client: TestClient) -> None:
    answers = [client.get("/jobs/none", headers=bearer("two")) for _ in range(70)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert refused[0].json()["code"] == "rate_limited"
