"""Which unlabelled documents a model would learn most from: those that it is unsure of, that are new, and not all alike."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from service.pipeline import read
from service.report import ENTITIES
from service.values.combination import FROM_MODEL
from training.formats.prediction import judge_certainty

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_SURE = 0.4
"""What a text is worth of which the model is wholly sure, by one of which it is not: a choice that has not been measured."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document to label. All shares are in [0, 1]: `doubt`, how unsure the model is; `dispute`, how often it and the
    rules read differently what both read; `novelty`, how much is new to the corpus.

    `worth` is novelty, weighed by doubt and dispute: what the corpus has already is worth nothing.
    """

    name: str
    worth: float
    doubt: float
    dispute: float
    novelty: float
    spans: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    doubt: float
    dispute: float
    spans: int
    shingles: frozenset[tuple[str, ...]]


def suggest(
    texts: Iterable[tuple[str, str]], *, nlp: Language, labelled: Iterable[str], count: int
) -> list[Suggestion]:
    """The `count` documents of `texts` (name, text) from which most is to be learnt, the best first.

    Each is judged by what those chosen before it and the `labelled` texts leave new, so that they are not all alike.
    """
    known: set[tuple[str, ...]] = set()
    for text in labelled:
        known |= _shingle(text)
    waiting = [_judge(name, text, nlp) for name, text in texts]
    chosen: list[Suggestion] = []
    while waiting and len(chosen) < count:
        weighed = [(_weigh(each, known), each) for each in waiting]
        best, candidate = min(weighed, key=lambda pair: (-pair[0].worth, pair[0].name))
        chosen.append(best)
        known |= candidate.shingles
        waiting.remove(candidate)
    return chosen


def _judge(name: str, text: str, nlp: Language) -> _Candidate:
    doc = read(text, nlp=nlp)
    scores = [span._.score for span in doc.spans[ENTITIES] if span.label_ in FROM_MODEL]
    return _Candidate(name, 1 - judge_certainty(scores), _judge_dispute(doc), len(scores), _shingle(text))


def _judge_dispute(doc: Doc) -> float:
    """Of the spans that rules or model find where both read, the share that only one of them finds."""
    if not doc._.model:
        return 0.0
    ruled = {(each.start, each.end, str(each.label)) for each in doc._.matches if each.label not in FROM_MODEL}
    tagged = {(each.start, each.end, str(each.label)) for each in doc._.tagged if each.label not in FROM_MODEL}
    return len(ruled ^ tagged) / max(1, len(ruled | tagged))


def _weigh(candidate: _Candidate, known: Collection[tuple[str, ...]]) -> Suggestion:
    new = sum(shingle not in known for shingle in candidate.shingles)
    novelty = new / max(1, len(candidate.shingles))
    unsure = 1 - (1 - candidate.doubt) * (1 - candidate.dispute)
    worth = novelty * (_SURE + (1 - _SURE) * unsure)
    return Suggestion(
        candidate.name,
        worth=round(worth, 4),
        doubt=round(candidate.doubt, 4),
        dispute=round(candidate.dispute, 4),
        novelty=round(novelty, 4),
        spans=candidate.spans,
    )


def _shingle(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
