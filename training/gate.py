"""A candidate before the gate: on which documents it is compared with the current model, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.pipeline import NO_MODEL, load_tagger
from service.tagging.tagger import Tagger
from service.values.combination import FROM_MODEL
from training.changes import Change, compare
from training.documents import LabelledDocument
from training.evaluation import Judged, evaluate, find_with
from training.promotion import Verdict, judge, judge_gain
from training.training_run import judge_passages

_RUIN = 0.1
"""How far the F1 of a label may fall that the rules decide and the model only learns: a fall beyond is no chance."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What both models find in the frozen part (`before`, `after`), and the verdicts.

    `frozen` are those of the whole pipeline on the frozen part; `alone` those of the models without rules there, on the
    labels that rules decide in the pipeline; `new` those on the new reports held out, all labels together first.
    `changes` and `new_changes` are the spans that one model has right and the other wrong, in either.
    """

    before: Sequence[Judged]
    after: Sequence[Judged]
    frozen: Sequence[Verdict]
    alone: Sequence[Verdict]
    new: Sequence[Verdict]
    changes: Sequence[Change]
    new_changes: Sequence[Change]

    @property
    def passed(self) -> bool:
        """Whether the candidate may take the current model's place."""
        return all(verdict.passed for verdict in (*self.frozen, *self.alone, *self.new))


def hear(
    current: str,
    candidate: Path,
    *,
    models: Path,
    documents: Sequence[LabelledDocument],
    new: Sequence[LabelledDocument] = (),
    floor: float = 0.005,
) -> Hearing:
    """Compare the model in the folder `candidate` with the model `current` of the folder `models` (or the rules alone) on
    `documents`, the frozen part, and on `new`, which neither was trained on.

    Raises ModelError where one of them is missing or broken.
    """
    finders = find_with(current, folder=models), find_with(candidate.name, folder=candidate.parent)
    before, after = (evaluate(documents, find) for find in finders)
    new_before, new_after = (evaluate(new, find) for find in finders)
    alone: list[Verdict] = []
    if current != NO_MODEL:
        homes = (current, models), (candidate.name, candidate.parent)
        verdicts = judge(*(_read_alone(load_tagger(*home), documents) for home in homes), floor=_RUIN)
        alone = [verdict for verdict in verdicts if verdict.label not in FROM_MODEL]
    return Hearing(
        before,
        after,
        judge(before, after, floor=floor),
        alone,
        [judge_gain(new_before, new_after), *judge(new_before, new_after, floor=floor)] if new else [],
        _list_changes(before, after),
        _list_changes(new_before, new_after),
    )


def _list_changes(before: Sequence[Judged], after: Sequence[Judged]) -> list[Change]:
    return [
        change
        for old, new in zip(before, after, strict=True)
        for change in compare(old.document.id, old.document.text, gold=old.gold, before=old.found, after=new.found)
    ]


def _read_alone(tagger: Tagger, documents: Sequence[LabelledDocument]) -> list[Judged]:
    return [
        Judged(LabelledDocument(each.document, each.text, (), {}), each.gold, each.found, {})
        for each in judge_passages(tagger, documents)
    ]
