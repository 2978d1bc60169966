"""Speed of `trichluc annotate` beside the pipeline in a single process, on the same documents in one run.

`python -m training.batch_benchmark [--model none] [--documents 200] [--workers 1 2] [--rounds 3]`

Loading is left out on both sides: the clock of a batch runs from its first result to its last. The rounds alternate and
the best of each counts. Beside documents a second of the clock it prints documents a second of processor time, parent
and workers together: on a machine that does other work, too, that is what tells the cost of batching, while the clock
tells how much of the machine was to be had. All of them compute the model in one thread.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from multiprocessing import active_children
from pathlib import Path
from time import perf_counter, process_time

from service.batch.annotation import annotate
from service.batch.annotator import Annotator
from service.batch.local_engine import run_locally
from service.batch.progress import Tally
from service.batch.tasks import Plan, make_plan, make_task
from service.ingest.sources import walk
from service.settings import Settings
from training.documents import parse_inline

_CORPUS = Path(__file__).parents[1] / "annotations" / "authored"
_TICKS = 100
"""Of a second, in /proc."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Documents a second: of the clock, and of processor time."""

    clock: float
    processor: float


class _Watch:
    """Clock and processor time between two moments."""

    def __init__(self, measure_processor: Callable[[], float]) -> None:
        self._measure = measure_processor
        self._began = self._read()

    def stop(self, documents: int) -> Speed:
        clock, processor = (now - then for now, then in zip(self._read(), self._began, strict=True))
        return Speed(documents / clock, documents / processor if processor else 0.0)

    def _read(self) -> tuple[float, float]:
        return perf_counter(), self._measure()


def measure_pipeline(folder: Path, annotator: Annotator) -> Speed:
    """The pipeline on every document, in this process, one after the other."""
    tasks = [make_task(source) for source in walk([folder])]
    watch = _Watch(process_time)
    for task in tasks:
        annotator(task)
    return watch.stop(len(tasks))


def measure_batch(folder: Path, plan: Plan, *, workers: int, documents: int) -> Speed:
    """A whole run, from its first result to its last."""
    watch: _Watch | None = None
    speed = Speed(0.0, 0.0)

    def tell(tally: Tally) -> None:
        nonlocal watch, speed
        if watch is None:
            watch = _Watch(_measure_all)
        elif tally.settled == documents:
            speed = watch.stop(documents - 1)

    with tempfile.TemporaryDirectory() as other:
        engine = partial(run_locally, workers=workers)
        annotate([folder], Path(other, "out.jsonl"), plan=plan, engine=engine, tell=tell)
    return speed


def _measure_all() -> float:
    """Processor time of this process and its workers so far, in seconds."""
    return process_time() + sum(_measure_process(child.pid) for child in active_children() if child.pid)


def _measure_process(number: int) -> float:
    stat = Path(f"/proc/{number}/stat")
    if not stat.is_file():
        return 0.0
    user, system = stat.read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _write_documents(folder: Path, count: int) -> None:
    """So many texts of the corpus; where it has fewer, some again with another first line."""
    for number, path in enumerate(islice(cycle(sorted(_CORPUS.rglob("*.txt"))), count)):
        (folder / f"{number:05}.txt").write_text(f"{number}\n{parse_inline(path.read_text('utf-8'))[0]}", "utf-8")


def _parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.batch_benchmark")
    parser.add_argument("--model")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Print the table."""
    asked = _parse_arguments(arguments)
    plan = make_plan(model=asked.model, settings=Settings(threads=1))
    annotator = Annotator(plan)
    best: dict[int, Speed] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_documents(folder, asked.documents)
        for _ in range(asked.rounds):
            for workers in (0, *asked.workers):
                speed = (
                    measure_batch(folder, plan, workers=workers, documents=asked.documents)
                    if workers
                    else measure_pipeline(folder, annotator)
                )
                known = best.get(workers, speed)
                best[workers] = Speed(max(speed.clock, known.clock), max(speed.processor, known.processor))
    alone = best.pop(0)
    print(f"model {plan.basis.model}, {asked.documents} documents, documents a second of the clock / of processor time")
    print(f"{'pipeline, one process':24}{alone.clock:8.2f}{alone.processor:8.2f}")
    for workers, speed in best.items():
        shares = speed.clock / alone.clock / workers, speed.processor / alone.processor
        print(
            f"{f'batch, {workers} workers':24}{speed.clock:8.2f}{speed.processor:8.2f}"
            f"    {shares[0]:.0%} of {workers} x the pipeline, {shares[1]:.0%} by processor time"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
