"""One task to one record: what every worker does, whichever engine runs it."""

import traceback
from pathlib import PurePath
from types import TracebackType

from service.batch.records import pack_record
from service.batch.tasks import Plan, Problem, Result, Task, describe_problem
from service.errors import InputError
from service.ingest.kinds import Kind
from service.ingest.reading import ingest_bytes
from service.pipeline import build_pipeline, extract


class Annotator:
    """A pipeline in memory, made for a plan."""

    def __init__(self, plan: Plan, *, threads: int = 0) -> None:
        """`threads` compute the model (0: as many as the library likes), unless the settings say how many.

        Raises ModelError where the model is missing or broken.
        """
        self._reference_date = plan.basis.reference_date
        settings = plan.settings.model_copy(update={"threads": plan.settings.threads or threads})
        self._nlp = build_pipeline(plan.basis.model, settings)
        extract("Khởi động.", nlp=self._nlp)  # what is loaded at first use is no document's time

    def __call__(self, task: Task) -> Result:
        """The record of a content, or its problem. Nothing is raised: one document's fault stays its own."""
        with _Fence(task.name) as fence:
            return Result(task.key, self._make_record(task))
        return Result(task.key, fence.problem)

    def _make_record(self, task: Task) -> bytes:
        made = ingest_bytes(task.name, task.data)
        report = extract(made.text, reference_date=self._reference_date, notices=made.warnings, nlp=self._nlp)
        record = report.model_dump(mode="json")
        if made.kind not in (Kind.TEXT, Kind.MARKDOWN):
            record["text"] = made.text
        if made.pages:
            record["pages"] = made.pages
        return pack_record(record)


class _Fence:
    """Keeps what goes wrong with one document from the others, faults of our own among it, and says what it was."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.problem = Problem("internal", "")

    def __enter__(self) -> "_Fence":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if isinstance(error, InputError):
            self.problem = describe_problem(error, path=self._name)
        elif isinstance(error, MemoryError):
            self.problem = Problem("memory", "không đủ bộ nhớ để đọc văn bản này; hãy chia nhỏ hoặc giảm --workers.")
        elif isinstance(error, Exception):
            frame = traceback.extract_tb(at)[-1]
            place = f"{PurePath(frame.filename).name}:{frame.lineno}"
            what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            self.problem = Problem("internal", f"lỗi của chương trình, xin báo lại kèm tệp này ({what}, {place}).")
        return isinstance(error, Exception)
