"""The progress of a run: numbers, and a bar for a terminal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from service.ingest.sources import walk


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents are settled, and how many of them failed."""

    settled: int = 0
    failed: int = 0


Tell = Callable[[Tally], None]


class _Rate(ProgressColumn):
    """Documents a second of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} văn bản/giây" if task.speed else "")


@contextmanager
def show_progress(paths: Iterable[Path], console: Console) -> Iterator[Tell]:
    """A bar on a terminal, and nothing elsewhere. The documents are counted meanwhile; until then no time left is told."""
    if not console.is_terminal:
        yield lambda tally: None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn("còn"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]} hỏng"),
    )
    over = Event()
    with Progress(*columns, console=console) as bar:
        row = bar.add_task("", total=None, failed=0)
        Thread(target=lambda: bar.update(row, total=_count(paths, over)), daemon=True).start()
        try:
            yield lambda tally: bar.update(row, completed=tally.settled, failed=tally.failed)
        finally:
            over.set()


def _count(paths: Iterable[Path], over: Event) -> int | None:
    count = 0
    for _ in walk(paths):
        if over.is_set():
            return None
        count += 1
    return count
