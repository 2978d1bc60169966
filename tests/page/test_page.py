"""What the service gives a browser: the page's files and what they have to know."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    database = f"sqlite:///{tmp_path_factory.mktemp('state') / 'jobs.sqlite'}"
    return TestClient(create_app(Settings(model="none", database=database, max_bytes=1_234)))


def test_the_page_may_run_its_own_scripts_only(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize("path", sorted(Path("service/api/static").iterdir()), ids=lambda path: path.name)
def test_every_file_is_served(client: TestClient, path: Path) -> None:
    answer = client.get(f"/static/{path.name}")
    assert answer.content == path.read_bytes()
    assert answer.headers["content-type"].split(";")[0] in ("text/html", "text/css", "text/javascript")
    again = client.get(f"/static/{path.name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["none.js", "..%2fpage.py", "%2e%2e/page.py", "page.py"])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_page_learns_names_and_limits(client: TestClient) -> None:
    setup = client.get("/page.json").json()
    assert setup["max_bytes"] == 1_234
    assert setup["labels"]["PROJECT"] == "Dự án"
    assert list(setup["labels"]) == [
        "PROJECT",
        "PLACE",
        "AMOUNT",
        "DATE",
        "ORG",
        "PERSON",
        "DOCUMENT",
        "PERCENT",
        "QUANTITY",
    ]
    assert setup["inside_project"] == ["PLACE", "AMOUNT", "DATE", "PERCENT", "QUANTITY"]
    assert setup["phases"]["construction"] == "thi công"
