from collections.abc import Iterable, Iterator

import pytest

from service.batch.pool import Event, Lost, Ready, run_tasks
from service.batch.tasks import ContentKey, EngineError, Problem, Result, Task


def make_tasks(*names: str) -> Iterator[Task]:
    for name in names:
        yield Task(ContentKey(name, ".txt"), name, b"")


class Crew:
    """Workers that do at once what the task's name says; "hang" never ends, "die" takes the worker down."""

    def __init__(self, *, starts: bool = True) -> None:
        self.starts = starts
        self.events: list[tuple[int, Event]] = []
        self.started: list[int] = []
        self.stopped: list[int] = []
        self.given: list[tuple[int, str]] = []

    def start(self) -> int:
        worker = len(self.started)
        self.started.append(worker)
        self.events.append((worker, Ready() if self.starts else Lost("không có mô hình")))
        return worker

    def give(self, worker: int, task: Task) -> None:
        self.given.append((worker, task.name))
        match task.name:
            case "hang":
                pass
            case "die":
                self.events.append((worker, Lost("chết.")))
            case _:
                self.events.append((worker, Result(task.key, task.name.encode())))

    def wait(self, seconds: float | None) -> Iterable[tuple[int, Event]]:
        assert self.events or seconds is not None, "nobody will ever say anything"
        told, self.events = self.events, []
        return told

    def stop(self, worker: int) -> None:
        self.stopped.append(worker)


def test_every_task_has_a_result_and_no_more_workers_start_than_are_needed() -> None:
    crew = Crew()
    results = run_tasks(make_tasks(*"abcde"), crew, size=8, seconds=9)
    assert sorted(result.key.sha256 for result in results) == list("abcde")
    assert len(crew.started) == 5
    assert list(run_tasks(make_tasks(), Crew(), size=2, seconds=9)) == []


def test_a_worker_that_dies_costs_its_document_alone() -> None:
    crew = Crew()
    results = {r.key.sha256: r.outcome for r in run_tasks(make_tasks("a", "die", "b", "c"), crew, size=1, seconds=9)}
    assert results == {"a": b"a", "die": Problem("worker_died", "chết."), "b": b"b", "c": b"c"}
    assert crew.given == [(0, "a"), (0, "die"), (1, "b"), (1, "c")]


def test_a_task_that_takes_too_long_is_ended() -> None:
    crew = Crew()
    results = {r.key.sha256: r.outcome for r in run_tasks(make_tasks("hang", "b"), crew, size=1, seconds=0.01)}
    assert results["b"] == b"b"
    problem = results["hang"]
    assert isinstance(problem, Problem)
    assert problem.code == "timeout"
    assert crew.stopped == [0]


def test_workers_that_never_start_end_the_run() -> None:
    crew = Crew(starts=False)
    with pytest.raises(EngineError, match="không có mô hình"):
        list(run_tasks(make_tasks("a", "b"), crew, size=2, seconds=9))
    assert len(crew.started) <= 4


def test_tasks_are_read_a_few_ahead() -> None:
    read = []

    def count() -> Iterator[Task]:
        for task in make_tasks(*map(str, range(100))):
            read.append(task.name)
            yield task

    results = run_tasks(count(), Crew(), size=2, seconds=9)
    for done, _ in enumerate(results, start=1):
        assert len(read) <= done + 6
