"""What the pipeline finds in unlabelled texts, for people to correct: the least certain first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from spacy.language import Language

from service.pipeline import NO_MODEL, extract
from training.documents import GoldSpan, LabelledDocument


@dataclass(frozen=True, slots=True)
class Prediction:
    """A document with the spans that were found, a score in [0, 1] for each, and the name of what found them."""

    document: LabelledDocument
    scores: tuple[float, ...]
    model: str

    @property
    def certainty(self) -> float:
        """How sure the model is of the document, as `judge_certainty` has it."""
        return judge_certainty(self.scores)


def judge_certainty(scores: Sequence[float]) -> float:
    """The mean score of the less sure half of a document's spans (sure ones hide what is doubtful), 1 without any."""
    unsure = sorted(scores)[: max(1, len(scores) // 2)]
    return fmean(unsure) if unsure else 1.0


def predict(texts: Iterable[tuple[str, str]], *, nlp: Language) -> list[Prediction]:
    """What `nlp` finds in texts (name, text), the least certain document first, equals in the order given."""
    return sorted((_predict(name, text, nlp) for name, text in texts), key=lambda prediction: prediction.certainty)


def _predict(name: str, text: str, nlp: Language) -> Prediction:
    report = extract(text, nlp=nlp)
    found = sorted(report.entities, key=lambda entity: (entity.start, -entity.end, entity.label))
    # Values are left out: they are read anew from the spans as people correct them.
    spans = tuple(GoldSpan(entity.start, entity.end, entity.label) for entity in found)
    scores = tuple(entity.score for entity in found)
    name_of_model = "rules" if report.model.name == NO_MODEL else report.model.name
    model = f"{name_of_model} {report.model.version}"
    return Prediction(LabelledDocument(name, text, spans, {}), scores, model)
