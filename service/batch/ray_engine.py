"""Workers that are actors of a Ray cluster, for archives beyond one machine.

The parent reads the documents and sends them, so the cluster's machines need no common disk; each needs the same version
of trichluc and the same models. Actors rather than Ray Data: a document has a time limit, and an actor that dies costs
one document, where Ray Data would try its whole block again.
"""

from collections.abc import Generator, Iterable, Iterator
from typing import Any

from service.batch.pool import Event, Lost, Ready, run_tasks
from service.batch.tasks import EngineError, Plan, Result, Task, make_plan


def run_on_ray(
    tasks: Iterator[Task],
    plan: Plan,
    *,
    workers: int | None = None,
    seconds: float = 300,
    address: str | None = None,
) -> Generator[Result]:
    """The results of `tasks` by so many actors (by default one a processor of the cluster), each of one processor.

    `address` is the cluster's; without one it is that which this process is connected to, else the one that runs on
    this machine. Raises EngineError where Ray is not installed, there is no cluster, or actors can't start.
    """
    try:
        import ray
    except ImportError as error:
        raise EngineError("Chưa cài Ray; hãy chạy: pip install 'trichluc[ray]'.") from error
    is_ours = not ray.is_initialized()
    if is_ours:
        try:
            ray.init(address=address or "auto", log_to_driver=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise EngineError(f"Không nối được với cụm Ray ({address or 'trên máy này'}): {error}") from error
    crew = _Crew(ray, plan)
    try:
        yield from run_tasks(tasks, crew, size=workers or crew.count_processors(), seconds=seconds)
    finally:
        crew.close()
        if is_ours:
            ray.shutdown()


class _Actor:
    """An annotator on a machine of the cluster."""

    def __init__(self, plan: Plan) -> None:
        from service.batch.annotator import Annotator

        basis = make_plan(
            model=plan.basis.model, reference_date=plan.basis.reference_date, settings=plan.settings
        ).basis
        if basis != plan.basis:
            raise EngineError(f"máy này có phiên bản hoặc mô hình khác ({basis}, không phải {plan.basis}).")
        self._annotate = Annotator(plan, threads=1)

    def begin(self) -> Ready:
        """Tell that it is there."""
        return Ready()

    def annotate(self, task: Task) -> Result:
        """Do a task."""
        return self._annotate(task)


class _Crew:
    """The actors that live, each with what it was last asked."""

    def __init__(self, ray: Any, plan: Plan) -> None:
        self._ray, self._plan = ray, plan
        self._actor = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Actor)
        self._workers: set[Any] = set()
        self._asked: dict[Any, Any] = {}

    def count_processors(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def start(self) -> Any:
        worker = self._actor.remote(self._plan)
        self._workers.add(worker)
        self._asked[worker.begin.remote()] = worker
        return worker

    def give(self, worker: Any, task: Task) -> None:
        self._asked[worker.annotate.remote(task)] = worker

    def wait(self, seconds: float | None) -> Iterable[tuple[Any, Event]]:
        answered, _ = self._ray.wait(list(self._asked), timeout=seconds)
        for answer in answered:
            worker = self._asked.pop(answer)
            try:
                yield worker, self._ray.get(answer)
            except self._ray.exceptions.RayError as error:
                self._workers.remove(worker)
                last = str(error).strip().rpartition("\n")[2][:300]
                yield worker, Lost(f"tiến trình Ray đọc tệp này bị dừng ({type(error).__name__}: {last})")

    def stop(self, worker: Any) -> None:
        self._asked = {answer: other for answer, other in self._asked.items() if other != worker}
        self._workers.remove(worker)
        self._ray.kill(worker)

    def close(self) -> None:
        for worker in list(self._workers):
            self.stop(worker)
