"""Workers that are processes of this machine.

Processes are forked from a server that has the pipeline's code in memory already, where the system can do that: they
start sooner and share it. Each has a pipe of its own to the parent and nothing in common with the others, so that one
may be killed at any moment. (ProcessPoolExecutor gives up all that it has when one of its processes dies.)
"""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from service.batch.pool import Event, Lost, Ready, run_tasks
from service.batch.tasks import Plan, Result, Task

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_SECONDS_TO_END = 3


def run_locally(
    tasks: Iterator[Task], plan: Plan, *, workers: int | None = None, seconds: float = 300
) -> Generator[Result]:
    """The results of `tasks` by so many processes (by default one a processor), each with `seconds` for one task.

    Raises EngineError where they can't start.
    """
    workers = workers or count_processors()
    with _open_crew(plan, threads=_choose_threads(workers)) as crew:
        yield from run_tasks(tasks, crew, size=workers, seconds=seconds)


def _choose_threads(workers: int) -> int:
    """So many for each worker's model that they don't get in each other's way; a single one takes what it likes."""
    return max(1, count_processors() // workers) if workers > 1 else 0


def count_processors() -> int:
    """As many as this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection


class _Crew:
    """The processes that live. `folder` is for all that they write."""

    def __init__(self, plan: Plan, threads: int, folder: Path) -> None:
        self._plan, self._threads, self._folder = plan, threads, folder
        self._workers: dict[Connection, _Worker] = {}
        self._context = _choose_context()

    def start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._plan, self._threads, self._folder)
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers[ours] = worker
        return worker

    def give(self, worker: _Worker, task: Task) -> None:
        with suppress(OSError):  # it died just now: `wait` says so
            worker.connection.send(task)

    def wait(self, seconds: float | None) -> Iterable[tuple[_Worker, Event]]:
        for connection in wait(list(self._workers), seconds):
            worker = self._workers[connection]  # type: ignore[index]
            try:
                yield worker, worker.connection.recv()
            except (EOFError, OSError):
                worker.process.join(_SECONDS_TO_END)
                self.stop(worker)
                yield worker, Lost(_explain(worker.process.exitcode))

    def stop(self, worker: _Worker) -> None:
        del self._workers[worker.connection]
        _end([worker])

    def close(self) -> None:
        _end(list(self._workers.values()))


def _choose_context() -> "ForkServerContext | SpawnContext":
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["service.batch.annotator"])
    return context


@contextmanager
def _open_crew(plan: Plan, *, threads: int) -> Iterator[_Crew]:
    with tempfile.TemporaryDirectory(prefix="trichluc-batch-", ignore_cleanup_errors=True) as folder:
        crew = _Crew(plan, threads, Path(folder))
        try:
            yield crew
        finally:
            crew.close()


def _end(workers: list[_Worker]) -> None:
    """Ask first, so that they end what they have started (LibreOffice); then don't."""
    for worker in workers:
        worker.connection.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_SECONDS_TO_END)
        worker.process.kill()
        worker.process.join()


def _explain(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "tiến trình đọc tệp này bị hệ thống dừng, thường vì hết bộ nhớ."
    if code is not None and code < 0:
        return f"tiến trình đọc tệp này bị dừng đột ngột ({signal.Signals(-code).name})."
    return f"tiến trình đọc tệp này kết thúc bất thường (mã {code})."


def _work(connection: Connection, plan: Plan, threads: int, folder: Path) -> None:
    """A worker's life: load the pipeline, then task by task until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the parent decides
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_follow_parent, daemon=True).start()
    tempfile.tempdir = str(folder)
    from service.batch.annotator import Annotator  # here, since the parent needs no pipeline

    annotate = Annotator(plan, threads=threads)
    with suppress(EOFError, OSError):
        connection.send(Ready())
        while True:
            connection.send(annotate(connection.recv()))


def _follow_parent() -> None:
    """End with the parent, whatever is being read: nobody else would end a document that takes too long."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
