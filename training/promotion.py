"""The gate: whether a candidate may take the current model's place, label by label; and the registry of models.

models/<name>/…        a model and what was measured about it
models/current         the name of the one that the service loads
models/history.jsonl   every promotion and rollback, the newest last
"""

import json
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from service.labels import Label
from service.tagging.models import CURRENT, current_name, open_model
from training.evaluation import Judged
from training.scoring import Counts, score
from training.training_report import REPORT

HISTORY = "history.jsonl"
PROMOTE, ROLLBACK = "promote", "rollback"
"""What `reason` calls an action in the history."""
WHOLE = "tất cả"
"""Stands for all labels together."""
_ROUNDS = 1000
_CHANCE = 0.5
_LEFT_OUT = ("work", REPORT)
"""What a run leaves beside a model and is not shipped: its work, and the report, which quotes sentences of the corpus."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One label's strict F1 of the current model and of the candidate; `certainty` is the share of paired bootstrap
    samples in which the candidate is worse; `passed` whether it may stand. `label` may be WHOLE."""

    label: str
    current: float
    candidate: float
    certainty: float
    passed: bool


def judge(
    current: Sequence[Judged], candidate: Sequence[Judged], *, floor: float = 0.005, certain: float = 0.9
) -> list[Verdict]:
    """A verdict for each label that the documents hold; both sequences are of the same documents in the same order.

    A label fails where its F1 falls by more than `floor` and the candidate is worse in at least `certain` of the
    paired samples of documents: a fall that chance explains refuses nobody. A label that is gone always fails.
    Documents without the label are not drawn: they would make the ruin of a label that few have look like chance.
    """
    verdicts = []
    for label in Label:
        pairs = _pair_counts(current, candidate, [label])
        before, after, certainty = _compare(pairs)
        if not before.gold:
            continue
        lost = before.f1 - after.f1
        failed = (lost > floor and certainty >= certain) or (before.right > 0 and after.right == 0)
        verdicts.append(Verdict(label, round(before.f1, 4), round(after.f1, 4), round(certainty, 3), not failed))
    return verdicts


def judge_gain(current: Sequence[Judged], candidate: Sequence[Judged]) -> Verdict:
    """The verdict on all labels together, which passes where the candidate gains: in F1, and in most samples."""
    before, after, certainty = _compare(_pair_counts(current, candidate, tuple(Label)))
    passed = after.f1 > before.f1 and certainty < _CHANCE
    return Verdict(WHOLE, round(before.f1, 4), round(after.f1, 4), round(certainty, 3), passed)


def _pair_counts(
    current: Sequence[Judged], candidate: Sequence[Judged], labels: Sequence[Label]
) -> list[tuple[Counts, Counts]]:
    """For each document that has one of `labels` the counts of both models."""
    pairs = (
        (score([one.pair], labels=labels).micro, score([other.pair], labels=labels).micro)
        for one, other in zip(current, candidate, strict=True)
    )
    return [pair for pair in pairs if pair != (Counts(), Counts())]


def _compare(pairs: Sequence[tuple[Counts, Counts]]) -> tuple[Counts, Counts, float]:
    """Both sums, and the share of samples of documents, drawn with replacement, in which the second has the lower F1."""
    random_state = random.Random(0)
    worse = 0
    for _ in range(_ROUNDS if pairs else 0):
        drawn = random_state.choices(pairs, k=len(pairs))
        before, after = _add_up(drawn)
        worse += after.f1 < before.f1
    return *_add_up(pairs), worse / _ROUNDS


def _add_up(pairs: Sequence[tuple[Counts, Counts]]) -> tuple[Counts, Counts]:
    return sum((before for before, _ in pairs), Counts()), sum((after for _, after in pairs), Counts())


def install(candidate: Path, models: Path, *, reason: Mapping[str, object]) -> str:
    """Copy the model folder `candidate` into `models` (without its work in progress) and make it the current one.

    Returns its name. Raises ModelError where the candidate is broken, FileExistsError where another model has its name.
    """
    name = candidate.name
    open_model(name, folder=candidate.parent)
    home = models / name
    if candidate.resolve() != home.resolve():
        if home.exists():
            raise FileExistsError(f"{home}: đã có mô hình mang tên này; hãy đổi tên thư mục {candidate}.")
        models.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=models) as fresh:  # a copy that breaks off leaves no half a model behind
            copied = shutil.copytree(candidate, Path(fresh) / name, ignore=shutil.ignore_patterns(*_LEFT_OUT))
            copied.rename(home)
    set_current(models, name, reason=reason)
    return name


def set_current(models: Path, name: str, *, reason: Mapping[str, object]) -> None:
    """Make `name` the current model and write down why, unless it is already. Raises ModelError where it is broken."""
    open_model(name, folder=models)
    before = current_name(models)
    if name == before:
        return
    line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "model": name, "before": before, **reason}
    with (models / HISTORY).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    fresh = models / f"{CURRENT}.new"
    fresh.write_text(name + "\n", "utf-8")
    fresh.replace(models / CURRENT)  # at once: a service that looks sees the old name or the new


def previous_name(models: Path) -> str | None:
    """The model whose place the current one took, None where there was none: each rollback goes one promotion back."""
    path = models / HISTORY
    before: list[str | None] = [None]
    for line in path.read_text("utf-8").splitlines() if path.is_file() else []:
        change = json.loads(line)
        if change.get("action") == ROLLBACK:
            before.pop()
        else:
            before.append(change["before"])
    return before[-1]
