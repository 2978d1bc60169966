import gc
import json
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest
import structlog

from service.api import reader
from service.labels import Label
from service.settings import Settings
from service.tagging.models import CONFIG, CURRENT, NETWORK
from tests.api.running import Running, running
from tests.tagging.tiny import tag_pieces, write_model

PLACE_TEXT = "ở xã phường"
"""Of which the first model tags "xã", the second "phường"."""
TAGGED = {"one": "xã", "two": "phường"}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name, word in TAGGED.items():
        write_model(tmp_path, name, tag_pieces({f"▁{word}": Label.ORG}), version=name)
    promote(tmp_path, "one")
    return tmp_path


def promote(folder: Path, name: str) -> None:
    fresh = folder / "current.new"
    fresh.write_text(name + "\n", "utf-8")
    fresh.replace(folder / CURRENT)


@pytest.fixture
def server(models: Path) -> Iterator[Running]:
    settings = Settings(models=models, backend="onnxruntime", threads=1, reload_seconds=0.05, queue=100)
    with running(settings) as started:
        yield started


def ask_version(server: Running) -> str:
    version: str = server.http.get("/version").json()["model"]
    return version


def wait_for_version(server: Running, name: str) -> None:
    limit = time.monotonic() + 10
    while ask_version(server) != name:
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_fifty_requests_under_way_during_a_promotion(server: Running, models: Path) -> None:
    enough = Event()

    def ask(http: httpx.Client, number: int) -> tuple[str, list[str]]:
        text = (PLACE_TEXT + "\n") * (20 + number % 7)
        report = http.post(f"{server.url}/extract", json={"text": text}).raise_for_status().json()
        if number == 20:
            enough.set()
        return report["model"]["name"], [e["text"] for e in report["entities"] if e["label"] == "ORG"]

    with httpx.Client(timeout=60, limits=httpx.Limits(max_connections=50)) as http, ThreadPoolExecutor(50) as pool:
        asked = [pool.submit(ask, http, number) for number in range(150)]
        assert enough.wait(30)
        promote(models, "two")
        answers = [each.result() for each in asked]
        wait_for_version(server, "two")
        answers.append(ask(http, 0))
    assert {name for name, _ in answers} == {"one", "two"}
    for name, found in answers:
        assert set(found) == {TAGGED[name]}


def test_the_old_model_is_freed(server: Running, models: Path) -> None:
    current = server.parts.reader._current
    assert current is not None
    old = weakref.ref(current.nlp.get_pipe("trichluc_tagger"))
    del current
    promote(models, "two")
    wait_for_version(server, "two")
    gc.collect()
    assert old() is None


def test_a_broken_model_is_refused_and_told_once_and_its_mending_noticed(server: Running, models: Path) -> None:
    network = (models / "two" / NETWORK).read_bytes()
    (models / "two" / NETWORK).write_bytes(b"broken")
    with structlog.testing.capture_logs() as logs:
        promote(models, "two")
        limit = time.monotonic() + 10
        while not any(line["event"] == "model_refused" for line in logs):
            assert time.monotonic() < limit
            time.sleep(0.02)
        time.sleep(0.2)
    refused = [line for line in logs if line["event"] == "model_refused"]
    assert len(refused) == 1
    assert "sha256" in refused[0]["error"]
    assert ask_version(server) == "one"
    assert server.http.post("/extract", json={"text": PLACE_TEXT}).json()["model"]["name"] == "one"
    assert 'trichluc_model_loads_total{outcome="refused"} 1.0' in server.http.get("/metrics").text
    (models / "two" / NETWORK).write_bytes(network)
    config = models / "two" / CONFIG
    config.write_text(json.dumps(json.loads(config.read_text("utf-8"))), "utf-8")
    wait_for_version(server, "two")


def test_a_whole_model_that_cannot_be_computed_is_refused_too(server: Running, models: Path) -> None:
    from service.tagging.models import write_config

    (models / "two" / NETWORK).write_bytes(b"not a network")
    write_config(models / "two", version="two", temperature=1.0)
    promote(models, "two")
    limit = time.monotonic() + 10
    while 'outcome="refused"' not in server.http.get("/metrics").text:
        assert time.monotonic() < limit
        time.sleep(0.02)
    assert ask_version(server) == "one"


def test_a_folder_that_names_no_model_any_more_does_not_end_the_one_in_use(server: Running, models: Path) -> None:
    (models / CURRENT).unlink()
    limit = time.monotonic() + 10
    while 'outcome="refused"' not in server.http.get("/metrics").text:
        assert time.monotonic() < limit
        time.sleep(0.02)
    assert ask_version(server) == "one"


def test_a_pipeline_whose_vocabulary_is_full_is_built_anew(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    old = server.parts.reader._current
    assert old is not None
    monkeypatch.setattr(reader, "_MOST_STRINGS", len(old.nlp.vocab.strings) + 50)
    words = " ".join(f"x{number}y" for number in range(100))
    limit = time.monotonic() + 10
    server.http.post("/extract", json={"text": words})
    while server.parts.reader._current is old:
        assert time.monotonic() < limit
        time.sleep(0.02)
    assert ask_version(server) == "one"
