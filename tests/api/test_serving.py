import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.api.serving import serve
from service.labels import Label
from service.settings import Settings
from service.tagging.models import ModelError
from tests.api.running import REPORT, Process
from tests.tagging.tiny import tag_pieces, write_model

MEGABYTES = 1_000_000
SOAK = int(os.environ.get("TRICHLUC_SOAK_REQUESTS", "120"))
"""Requests of the soak test; by hand with some ten thousand, and TRICHLUC_SOAK_MODEL for a model."""
SOAK_MODEL = os.environ.get("TRICHLUC_SOAK_MODEL", "none")


def start(tmp_path: Path, *options: str, **environment: str) -> Process:
    database = f"sqlite:///{tmp_path / 'jobs.sqlite'}"
    process = Process(*options, log=tmp_path / "log", environment={"TRICHLUC_DATABASE": database, **environment})
    process.wait_until_ready()
    return process


def wait_for_job(process: Process, location: str, done: int) -> dict[str, Any]:
    limit = time.monotonic() + 60
    while True:
        job: dict[str, Any] = process.http.get(location).json()
        if job["counts"]["done"] >= done:
            return job
        assert time.monotonic() < limit
        time.sleep(0.1)


def test_a_killed_service_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    texts = [{"text": REPORT * 2, "path": str(number)} for number in range(12)]
    first = start(tmp_path, "--model", "none", TRICHLUC_LEASE_SECONDS="1")
    try:
        location = first.http.post("/jobs", json={"texts": texts}, timeout=30).headers["Location"]
        wait_for_job(first, location, 2)
    finally:
        first.kill()
    second = start(tmp_path, "--model", "none", TRICHLUC_LEASE_SECONDS="1")
    try:
        assert second.http.get(location).json()["counts"]["done"] < len(texts)
        job = wait_for_job(second, location, len(texts))
        assert job["status"] == "done"
        lines = [json.loads(line) for line in second.http.get(f"{location}/results").text.splitlines()]
        assert [line["position"] for line in lines] == list(range(len(texts)))
        assert [line["path"] for line in lines] == [text["path"] for text in texts]
        assert all(line["report"]["document"]["chars"] == len(REPORT) * 2 for line in lines)

        # And the end of one that is asked to end: what runs is answered first.
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(second.http.post, "/extract", json={"text": REPORT * 40})
            while "trichluc_working_threads 1.0" not in second.http.get("/metrics").text:
                assert not asked.done()
            second.send(signal.SIGTERM)
            assert asked.result().status_code == 200
        assert second.wait() in (0, -signal.SIGTERM)
    finally:
        second.kill()
    lines = (tmp_path / "log").read_text("utf-8").splitlines()
    log = [json.loads(line) for line in lines if line.startswith("{")]  # libraries may speak before it is set up
    assert {"request", "document", "model_loaded"} <= {line["event"] for line in log}
    assert REPORT[200:240] not in (tmp_path / "log").read_text("utf-8")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    write_model(folder, "one", tag_pieces({"▁xã": Label.ORG}))
    (folder / "current").write_text("one\n", "utf-8")
    return folder


def test_a_hangup_loads_the_model_anew(tmp_path: Path, models: Path) -> None:
    process = start(
        tmp_path, TRICHLUC_MODELS=str(models), TRICHLUC_BACKEND="onnxruntime", TRICHLUC_RELOAD_SECONDS="1000"
    )
    try:
        write_model(models, "two", tag_pieces({"▁phường": Label.ORG}))
        (models / "current").write_text("two\n", "utf-8")
        process.send(signal.SIGHUP)
        limit = time.monotonic() + 20
        while process.http.get("/version").json()["model"] != "two":
            assert time.monotonic() < limit
            time.sleep(0.05)
    finally:
        process.kill()


def test_what_cannot_be_served_is_told_before_anything_listens(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="gone"):
        serve(Settings(models=tmp_path, model="gone"), host="127.0.0.1", port=1)


def read_memory(process: Process) -> int:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_resident_memory_stays_bounded(tmp_path: Path) -> None:
    process = start(tmp_path, "--model", SOAK_MODEL)
    try:
        with httpx.Client(base_url=process.url, timeout=60) as http, ThreadPoolExecutor(4) as pool:

            def ask(number: int) -> None:
                text = REPORT.replace("2025", str(1900 + number % 150)) + f" Mã x{number}y: {number}.000 đồng."
                http.post("/extract", json={"text": text}).raise_for_status()

            list(pool.map(ask, range(SOAK // 3)))
            warm = read_memory(process)
            curve = []
            for begin in range(SOAK // 3, SOAK, max(1, SOAK // 15)):
                list(pool.map(ask, range(begin, min(SOAK, begin + max(1, SOAK // 15)))))
                curve.append(read_memory(process))
    finally:
        process.kill()
    print([round(size / MEGABYTES) for size in (warm, *curve)])
    assert max(curve) < warm + 60 * MEGABYTES
