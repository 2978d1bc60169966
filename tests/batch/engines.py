"""An engine for tests: no processes, no pipeline; it writes down what it was asked to do."""

from collections.abc import Generator, Iterator

from service.batch.records import pack_record
from service.batch.tasks import Basis, Plan, Problem, Result, Task
from service.settings import Settings

PLAN = Plan(Settings(), Basis("none", None, "rules 1", None))


class Scribe:
    """Says of each content what it holds; what begins with "bad" fails while `is_strict`."""

    def __init__(self, *, is_strict: bool = True) -> None:
        self.is_strict = is_strict
        self.asked: list[str] = []

    def __call__(self, tasks: Iterator[Task], plan: Plan) -> Generator[Result]:
        held: list[Task] = []
        for task in tasks:
            self.asked.append(task.name)
            held.append(task)
            if len(held) == 3:  # results come in another order than tasks
                yield from map(self._answer, reversed(held))
                held.clear()
        yield from map(self._answer, reversed(held))

    def _answer(self, task: Task) -> Result:
        if self.is_strict and task.data.startswith(b"bad"):
            return Result(task.key, Problem("damaged", "hỏng."))
        return Result(task.key, pack_record({"says": task.data.decode()}))
