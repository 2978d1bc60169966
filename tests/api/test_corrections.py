from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.corrections import Correction, write_correction
from service.settings import Settings
from training.documents import GoldSpan
from training.formats import jsonl

TEXT = "📌 Chi 3,5 tỷ đồng."


def record(**changes: Any) -> dict[str, Any]:
    return {
        "id": "bao-cao",
        "form": "authored",
        "text": TEXT,
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "spans": [{"start": 6, "end": 17, "label": "AMOUNT", "value": None}],
        "footnotes": [],
        **changes,
    }


def client(folder: Path | None, **settings: Any) -> TestClient:
    return TestClient(create_app(Settings(model="none", corrections=folder, database="sqlite://", **settings)))


def test_a_correction_is_kept_as_it_is_imported(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "corrections"
    answer = client(folder).post("/corrections", json=record())
    assert answer.status_code == 201
    (file,) = folder.iterdir()
    assert file.name == answer.json()["file"] == f"{record()['sha256']}.jsonl"
    (document,) = jsonl.read(file)
    assert (document.id, document.text, document.spans) == ("bao-cao", TEXT, (GoldSpan(6, 17, "AMOUNT"),))


def test_a_later_correction_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    running = client(tmp_path)
    running.post("/corrections", json=record())
    running.post("/corrections", json=record(spans=[]))
    (file,) = tmp_path.iterdir()
    assert jsonl.read(file)[0].spans == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "0" * 64},
        {"sha256": "../../etc/passwd"},
        {"text": TEXT + "!"},
        {"form": "real"},
        {"id": ""},
        {"path": "/tmp/x"},
        {"spans": [{"start": 6, "end": 6, "label": "AMOUNT"}]},
        {"spans": [{"start": 6, "end": len(TEXT) + 1, "label": "AMOUNT"}]},
        {"spans": [{"start": -1, "end": 6, "label": "AMOUNT"}]},
        {"spans": [{"start": 6, "end": 17, "label": "MONEY"}]},
    ],
)
def test_what_is_no_correction_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    answer = client(tmp_path).post("/corrections", json=record(**changes))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_such_route_where_no_folder_is_set() -> None:
    assert client(None).post("/corrections", json=record()).status_code == 404


def test_keys_guard_it(tmp_path: Path) -> None:
    guarded = client(tmp_path, api_keys=frozenset([sha256(b"key").hexdigest()]))
    assert guarded.post("/corrections", json=record()).status_code == 401
    kept = guarded.post("/corrections", json=record(), headers={"Authorization": "Bearer key"})
    assert kept.status_code == 201


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_correction(tmp_path, Correction.model_validate(record()))
    assert list(tmp_path.iterdir()) == []
