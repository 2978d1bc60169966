"""Real processes: what they find, what they survive."""

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from service.batch.annotator import Annotator
from service.batch.local_engine import run_locally
from service.batch.tasks import ContentKey, Problem, Task, make_plan
from service.pipeline import NO_MODEL

PLAN = make_plan(model=NO_MODEL)
LONG = ("Chi 14.170 triệu đồng trước ngày 19/4/2025.\n\n" * 40_000).encode()
"""Some minutes of work."""


def make_task(name: str, data: bytes) -> Task:
    return Task(ContentKey(name, ".txt"), f"{name}.txt", data)


def test_what_processes_find_is_what_the_pipeline_finds() -> None:
    tasks = [make_task(str(number), f"Chi {number} tỷ đồng.".encode()) for number in range(5)]
    tasks.append(make_task("broken", b"%PDF-1.7"))
    results = list(run_locally(iter(tasks), PLAN, workers=2))
    annotate = Annotator(PLAN)
    assert sorted(results, key=lambda result: result.key) == [annotate(task) for task in tasks]
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_costs_its_document_alone() -> None:
    def kill_while_reading() -> Iterator[Task]:
        yield make_task("before", b"1 m")
        yield make_task("long", LONG)
        (child,) = multiprocessing.active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        yield make_task("after", b"2 m")  # asked for when the long one was handed out

    results = {result.key.sha256: result.outcome for result in run_locally(kill_while_reading(), PLAN, workers=1)}
    problem = results["long"]
    assert isinstance(problem, Problem)
    assert (problem.code, "bộ nhớ" in problem.message) == ("worker_died", True)
    assert isinstance(results["before"], bytes)
    assert isinstance(results["after"], bytes)


def test_a_document_that_takes_too_long_is_given_up() -> None:
    (result,) = run_locally(iter([make_task("long", LONG)]), PLAN, workers=1, seconds=0.2)
    assert isinstance(result.outcome, Problem)
    assert result.outcome.code == "timeout"


def open_when_read(pipe: Path, run: "subprocess.Popen[str]") -> int:
    """The pipe's other end, as soon as the run opens this one."""
    while run.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.02)
    raise AssertionError(f"It ended before: {run.communicate()}")


def test_a_run_that_is_killed_goes_on_where_it_stood(tmp_path: Path) -> None:
    """The run is killed while it waits for a document of whose name a pipe stands: what is before is done by then."""
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Chi {number} tỷ đồng.", "utf-8")
    pipe = folder / "20.txt"
    pipe.unlink()
    os.mkfifo(pipe)
    output = tmp_path / "out.jsonl"
    output.write_text("cũ", "utf-8")
    files = [str(folder / f"{number:02}.txt") for number in range(30)]
    start = [sys.executable, "-c", "from service.cli import main; main()"]
    command = [*start, "annotate", *files, "-o", str(output), "--model", "none"]
    with subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.PIPE, text=True) as run:
        end = open_when_read(pipe, run)
        run.kill()
        os.close(end)
        _, said = run.communicate()  # ends when its workers, who hold this pipe too, are gone
        assert (run.returncode, said) == (-signal.SIGKILL, "")
    assert output.read_text("utf-8") == "cũ"

    pipe.unlink()
    pipe.write_text("Chi 20 tỷ đồng.", "utf-8")
    again = subprocess.run([*command, "--workers", "1"], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [line["path"] for line in lines] == files
    assert [line["entities"][0]["text"] for line in lines] == [f"{number} tỷ đồng" for number in range(30)]
    left = int(again.stderr.split("lần này đọc ")[1].split(")")[0])
    assert 10 <= left <= 16  # twenty stood before the pipe, of which at most two are read ahead and two under way
