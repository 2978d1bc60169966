"""A whole run: files, folders and archives in, one output of reports, and the manifest that lets it go on."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from glob import has_magic
from pathlib import Path

from service.batch.manifest import Failure, Manifest, open_manifest
from service.batch.progress import Tally, Tell
from service.batch.records import unpack_record
from service.batch.tasks import ContentKey, Engine, Plan, Problem, Result, Task, describe_problem, make_task
from service.batch.writers import choose_form, write_output
from service.errors import InputError
from service.ingest.sources import walk


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: documents that the output holds, contents annotated in this run, documents that failed."""

    done: int
    annotated: int
    failures: tuple[Failure, ...]


def annotate(
    paths: Iterable[Path],
    output: Path,
    *,
    plan: Plan,
    engine: Engine,
    retry_failed: bool = False,
    tell: Tell = lambda tally: None,
) -> Outcome:
    """Write a report, with its `path`, for every document of `paths` (folders and archives are walked) to `output`.

    Where the text was made from a file of another kind the line holds it as `text`, since all offsets are offsets into
    it, and for a PDF `pages`, the offsets at which its pages begin. Lines stand in the order of walking.

    What an earlier run with the same plan has annotated is taken from the manifest beside the output; what failed there
    is tried again with `retry_failed`. One document's failure loses no other. The output is replaced as a whole at the
    end. `tell` hears how far it is.

    Raises InputError where output or manifest can't be written or another run writes them, EngineError from `engine`.
    """
    choose_form(output)
    if output.is_dir():
        raise InputError("unwritable", f"{output}: là một thư mục; hãy ghi tên tệp kết quả.")
    with open_manifest(output, plan.basis) as manifest:
        run = _Run(manifest, tell, retry_failed=retry_failed)
        with closing(engine(run.find_tasks(paths), plan)) as results:
            for result in results:
                run.keep(result)
        write_output(output, (unpack_record(record, path=path) for path, record in manifest.records()))
        manifest.forget_others()
        failures = tuple(manifest.failures())
        return Outcome(run.tally.settled - len(failures), run.annotated, failures)


def expand_patterns(paths: Iterable[Path]) -> list[Path]:
    """The paths, with a pattern ("kho/**/*.docx") replaced by what it matches, in order of name.

    A pattern that matches nothing stays, and is then missed like any other path.
    """
    found: list[Path] = []
    for path in paths:
        is_pattern = has_magic(str(path)) and not path.exists()
        matches = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))) if is_pattern else []
        found.extend(matches or [path])
    return found


class _Run:
    """What is under way between the walk, the engine and the manifest."""

    def __init__(self, manifest: Manifest, tell: Tell, *, retry_failed: bool) -> None:
        self.tally = Tally()
        self.annotated = 0
        self._manifest, self._tell, self._retry_failed = manifest, tell, retry_failed
        self._under_way: set[ContentKey] = set()

    def find_tasks(self, paths: Iterable[Path]) -> Iterator[Task]:
        """Every content that is still to be annotated, once."""
        for source in walk(paths):
            if source.problem is not None:
                self._manifest.add_document(source.path, describe_problem(source.problem, path=source.path))
                self._settle(failed=True)
                continue
            task = make_task(source)
            self._manifest.add_document(source.path, task.key)
            status = self._manifest.find_status(task.key, retry_failed=self._retry_failed)
            if status is None and task.key not in self._under_way:
                self._under_way.add(task.key)
                yield task
            else:
                self._settle(failed=status == "failed")

    def keep(self, result: Result) -> None:
        self._manifest.add_result(result)
        self._under_way.remove(result.key)
        self.annotated += 1
        self._settle(failed=isinstance(result.outcome, Problem))

    def _settle(self, *, failed: bool) -> None:
        self.tally = replace(self.tally, settled=self.tally.settled + 1, failed=self.tally.failed + failed)
        self._tell(self.tally)
