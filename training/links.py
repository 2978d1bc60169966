"""Gold links of labelled documents: which mentions are one project, what each figure says, what each footnote explains.

annotations/links/<id>.json   standoff form: the text's sha256, and links as stretches of it
annotations/links/planted.json  short texts for the checks, each with the code of what was planted in it, or none
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.footnotes.notes import Status, Stretch
from service.labels import Label
from service.linking.comparisons import Direction
from training.corpus import CorpusError
from training.documents import LabelledDocument

FOLDER = "links"
PLANTED = "planted.json"
_VALUES = (Label.AMOUNT, Label.PERCENT, Label.QUANTITY)


@dataclass(frozen=True, slots=True)
class ComparisonLink:
    """The span that compares a figure, the words that it is compared with, and the direction."""

    value: Stretch
    basis: Stretch
    direction: Direction


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure's span, the shortest words that say what it is of, the DATE that it is for, and its comparisons."""

    value: Stretch
    subject: Stretch
    period: Stretch | None
    comparisons: tuple[ComparisonLink, ...]


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A footnote: its number, each marker with the phrase that it explains, where its body begins, its items' stretches."""

    number: int
    status: Status
    anchors: tuple[tuple[Stretch, Stretch], ...]
    body: int | None
    items: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one document. All stretches are half-open, in code points of its text as it is stored."""

    projects: tuple[tuple[Stretch, ...], ...]
    figures: tuple[FigureLink, ...]
    notes: tuple[NoteLink, ...]


def load_links(folder: Path, documents: Sequence[LabelledDocument]) -> list[tuple[LabelledDocument, Links]]:
    """Those of `documents` that have links in the corpus `folder`, with them.

    Raises CorpusError naming the file whose text has changed or that holds a stretch which can't be.
    """
    linked = []
    for document in documents:
        path = folder / FOLDER / f"{document.id}.json"
        if path.is_file():
            linked.append((document, _load(path, document)))
    return linked


def _load(path: Path, document: LabelledDocument) -> Links:
    try:
        record = json.loads(path.read_text("utf-8"))
        links = _read(record)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: {error}") from error
    if hashlib.sha256(document.text.encode()).hexdigest() != record["sha256"]:
        raise CorpusError(f"{path}: {document.id} is not the text that was linked (its sha256 differs).")
    if findings := list(_judge(document, links)):
        raise CorpusError(f"{path}: {'; '.join(findings)}.")
    return links


def _read(record: dict[str, Any]) -> Links:
    return Links(
        projects=tuple(tuple(_stretch(span) for span in group) for group in record["projects"]),
        figures=tuple(
            FigureLink(
                value=_stretch(figure["value"]),
                subject=_stretch(figure["subject"]),
                period=figure["period"] and _stretch(figure["period"]),
                comparisons=tuple(
                    ComparisonLink(_stretch(each["value"]), _stretch(each["basis"]), Direction(each["direction"]))
                    for each in figure["comparisons"]
                ),
            )
            for figure in record["figures"]
        ),
        notes=tuple(
            NoteLink(
                number=note["number"],
                status=Status(note["status"]),
                anchors=tuple((_stretch(each["marker"]), _stretch(each["phrase"])) for each in note["anchors"]),
                body=note["body"],
                items=tuple(tuple(_stretch(span) for span in item) for item in note["items"]),
            )
            for note in record["footnotes"]
        ),
    )


def _stretch(pair: Sequence[int]) -> Stretch:
    start, end = pair
    return start, end


def _judge(document: LabelledDocument, links: Links) -> Iterator[str]:
    """What is wrong with links: stretches outside the text or with blank edges, spans that bear no such label."""
    labels = {(span.start, span.end, span.label) for span in document.spans}
    for stretch in _stretches(links):
        words = document.text[slice(*stretch)] if 0 <= stretch[0] < stretch[1] else ""
        if not words or words != words.strip() or stretch[1] > len(document.text):
            yield f"{stretch} is no stretch of words"
    grouped = Counter(span for group in links.projects for span in group)
    projects = {(span.start, span.end) for span in document.spans if span.label == Label.PROJECT}
    for span in sorted(projects ^ set(grouped)):
        yield f"PROJECT {span} is {'in no group' if span in projects else 'not labelled'}"
    values = Counter(
        span for figure in links.figures for span in (figure.value, *(each.value for each in figure.comparisons))
    )
    for span, count in (grouped + values).items():
        if count > 1:
            yield f"{span} is linked {count} times"
    for span in values:
        if not any((*span, label) in labels for label in _VALUES):
            yield f"{span} is labelled neither {', '.join(_VALUES[:-1])} nor {_VALUES[-1]}"
    for figure in links.figures:
        if figure.period and (*figure.period, Label.DATE) not in labels:
            yield f"period {figure.period} is no DATE"
    for note in links.notes:
        if (note.body is None) != (note.status is Status.UNRESOLVED) or bool(note.anchors) == (
            note.status is Status.ORPHAN
        ):
            yield f"note {note.number} is not {note.status}"


def _stretches(links: Links) -> Iterator[Stretch]:
    for group in links.projects:
        yield from group
    for figure in links.figures:
        yield from (figure.value, figure.subject, *((figure.period,) if figure.period else ()))
        for comparison in figure.comparisons:
            yield from (comparison.value, comparison.basis)
    for note in links.notes:
        for anchor in note.anchors:
            yield from anchor
        for item in note.items:
            yield from item


@dataclass(frozen=True, slots=True)
class Planted:
    """A short text written for the checks; `code` is the contradiction planted in it, at `words`, or None for neither."""

    id: str
    text: str
    code: str | None
    words: str | None


def load_planted(folder: Path) -> list[Planted]:
    """The planted texts of the corpus `folder`. Raises CorpusError where one doesn't hold the words that it names once."""
    path = folder / FOLDER / PLANTED
    try:
        planted = [Planted(**record) for record in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise CorpusError(f"{path}: {error}") from error
    for each in planted:
        if (each.code is None) != (each.words is None) or (each.words and each.text.count(each.words) != 1):
            raise CorpusError(f"{path}: {each.id} must name the words of its contradiction, which stand once in it.")
    return planted
