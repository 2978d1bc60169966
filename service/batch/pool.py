"""Tasks to workers: one task a worker at a time, each with a time limit; a worker that dies costs its document."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Generic, Protocol, TypeVar

from service.batch.tasks import EngineError, Problem, Result, Task

_FAILED_STARTS = 3
"""So many workers one after the other may die before they can work."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded its pipeline."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker is gone, and why."""

    reason: str


Event = Ready | Result | Lost
W = TypeVar("W")


class Crew(Protocol[W]):
    """Workers of one kind, wherever they are."""

    def start(self) -> W:
        """A new worker. It tells Ready when it can be given a task."""
        ...

    def give(self, worker: W, task: Task) -> None:
        """Hand a task to a worker that has none. It tells a Result."""
        ...

    def wait(self, seconds: float | None) -> Iterable[tuple[W, Event]]:
        """What workers tell, as soon as one tells something; nothing after `seconds`. Who is Lost is waited for no more."""
        ...

    def stop(self, worker: W) -> None:
        """End a worker at once, whatever it does."""
        ...


def run_tasks(tasks: Iterator[Task], crew: Crew[W], *, size: int, seconds: float) -> Iterator[Result]:
    """The results of `tasks`, in the order in which they come about.

    At most `size` workers work, and as many tasks are read ahead, so that nobody waits for a disk. A task that takes
    longer than `seconds` or takes its worker down is a result with a problem. Raises EngineError where no worker starts.
    """
    pool = _Pool(crew, size, seconds)
    results: list[Result] = []
    while True:
        pool.hand_out()  # before anything is made of the results
        yield from results
        while len(pool.ahead) < size and (task := next(tasks, None)):
            pool.ahead.append(task)
        pool.hand_out()
        if pool.is_done:
            return
        pool.start_workers()
        results = [*pool.listen(), *pool.end_late_tasks()]


class _Pool(Generic[W]):
    """Who does what until when."""

    def __init__(self, crew: Crew[W], size: int, seconds: float) -> None:
        self.ahead: deque[Task] = deque()
        self._crew, self._size, self._seconds = crew, size, seconds
        self._starting: set[W] = set()
        self._idle: list[W] = []
        self._busy: dict[W, tuple[Task, float]] = {}
        self._failed_starts = 0

    @property
    def is_done(self) -> bool:
        return not self.ahead and not self._busy

    def hand_out(self) -> None:
        while self.ahead and self._idle:
            worker, task = self._idle.pop(), self.ahead.popleft()
            self._busy[worker] = task, monotonic() + self._seconds
            self._crew.give(worker, task)

    def start_workers(self) -> None:
        """As many as there are tasks that nobody takes, up to the pool's size."""
        while len(self._starting) < min(len(self.ahead), self._size - len(self._busy)):
            self._starting.add(self._crew.start())

    def listen(self) -> Iterator[Result]:
        """Wait until a worker tells something or is late."""
        first = min((deadline for _, deadline in self._busy.values()), default=None)
        for worker, event in self._crew.wait(None if first is None else max(0.0, first - monotonic())):
            match event:
                case Ready():
                    self._failed_starts = 0
                    self._starting.remove(worker)
                    self._idle.append(worker)
                case Result():
                    del self._busy[worker]
                    self._idle.append(worker)
                    yield event
                case Lost(reason):
                    yield from self._replace(worker, reason)

    def _replace(self, worker: W, reason: str) -> Iterator[Result]:
        if worker in self._busy:
            task, _ = self._busy.pop(worker)
            yield Result(task.key, Problem("worker_died", reason))
        elif worker in self._starting:
            self._starting.remove(worker)
            self._failed_starts += 1
            if self._failed_starts == _FAILED_STARTS:
                raise EngineError(f"Tiến trình đọc văn bản không khởi động được: {reason}")
        else:
            self._idle.remove(worker)

    def end_late_tasks(self) -> Iterator[Result]:
        for worker, (task, deadline) in list(self._busy.items()):
            if deadline <= monotonic():
                self._crew.stop(worker)
                del self._busy[worker]
                yield Result(task.key, Problem("timeout", f"không đọc xong trong {self._seconds:g} giây."))
