"""Rules and model put together: which spans stand, where both speak of the same words.

The policy, with the figures on the development part that decided it, is in docs/decisions.md: amounts, percentages,
dates, documents and quantities are the rules' wherever they find one; projects, organisations and persons are the
model's, and places too; what crosses or nests illegally gives way to the surer. Borders that the guidelines settle are set by rule.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from service.labels import INSIDE_PROJECT, Label
from service.tagging.tagger import Tagged
from service.values.borders import settle_borders, settle_place, split_project
from service.values.reading import Match, Reading

FROM_MODEL = frozenset({Label.PROJECT, Label.ORG, Label.PERSON, Label.PLACE})
"""The labels that the model decides where there is one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span `[start, end)` that stands; `reading` is None where its value is still to be read."""

    start: int
    end: int
    label: Label
    score: float
    source: str
    reading: Reading | None = None


def combine(text: str, matches: Iterable[Match], tagged: Iterable[Tagged]) -> list[Found]:
    """The spans of rules and model in `text` that can stand together, by start, outer before inner."""
    ruled = _Spans(
        Found(match.start, match.end, match.label, 1.0, "rule", match.reading)
        for match in matches
        if match.label not in FROM_MODEL
    )
    model = [
        Found(span.start, span.end, Label(span.label), span.score, "model")
        for span in tagged
        if span.label in FROM_MODEL
    ]
    names = _Spans(span for span in _surest(model) if span.label is not Label.PROJECT)
    # "Ban Quản lý dự án 85 thực hiện": a count never crosses a name, so there the name is right.
    ruled = _Spans(
        rule
        for rule in ruled
        if rule.label not in _COUNTS or not any(_overhang(name, rule) for name in names.near(rule))
    )
    names = _Spans(name for name in names if not any(_crosses(name, rule) for rule in ruled.near(name)))
    ruled = _Spans(rule for rule in ruled if not any(_holds(name, rule) for name in names.near(rule)))
    names = _Spans(name for name in names if not any(_holds(rule, name) for rule in ruled.near(name)))
    places = {name.start: name.end for name in names if name.label is Label.PLACE}
    projects = _Spans(
        _settle(text, _fit(part, ruled.near(part)), places)
        for span in _surest(model)
        if span.label is Label.PROJECT
        for part in _split(text, span)
    )
    projects = _Spans(
        project
        for project in projects
        if not any(_holds(span, project) for spans in (names, ruled) for span in spans.near(project))
    )
    others = _Spans((*names, *ruled))
    inner = [
        span
        for span in (*(_settle_name(text, name, projects, others) for name in names), *ruled)
        if all(_holds(project, span) and span.label in INSIDE_PROJECT for project in projects.near(span))
    ]
    return sorted((*projects, *inner), key=_order)


def join_listed(text: str, found: Iterable[Found], items: Iterable[tuple[int, int]]) -> list[Found]:
    """`found` with the projects joined that make up one of `items`, each of which names one project.

    `items` are `[start, end)` of footnote items whose number is the one that the text promises, so that "đường A (đoạn B)
    và đường C" in one of them is one name. The parts must begin with the item, and only "và" or "thuộc dự án" stand between.
    """
    spans = list(found)
    projects = [span for span in spans if span.label is Label.PROJECT]
    for start, end in items:
        parts = [span for span in projects if start <= span.start and span.end <= end]
        if len(parts) < 2 or text[start : parts[0].start].strip(_ITEM_HEAD):
            continue
        gaps = [text[one.end : other.start] for one, other in pairwise(parts)]
        if all(_JOINT.fullmatch(gap) for gap in gaps):
            whole = replace(parts[0], end=parts[-1].end, score=min(part.score for part in parts))
            kept = [span for span in spans if span not in parts]
            spans = [span for span in kept if not _holds(whole, span) or span.label in INSIDE_PROJECT]
            spans.append(whole)
    return sorted(spans, key=_order)


_JOINT = re.compile(r"\s(?:và|thuộc dự án|thuộc công trình)\s", re.IGNORECASE)
_ITEM_HEAD = " \n\t()0123456789.-–abcdđ"


def _order(span: Found) -> tuple[int, int, bool]:
    return span.start, -span.end, span.label is not Label.PROJECT


def _split(text: str, project: Found) -> list[Found]:
    return [replace(project, start=start, end=end) for start, end in split_project(text, project.start, project.end)]


def _settle(text: str, project: Found, places: Mapping[int, int]) -> Found:
    start, end = settle_borders(text, project.start, project.end, places)
    return replace(project, start=start, end=end)


def _settle_name(text: str, name: Found, projects: "_Spans", others: "_Spans") -> Found:
    """A place with or without its type word, as the project that it is in has it; never over another span."""
    if name.label is not Label.PLACE:
        return name
    around = projects.near(name)
    project = (around[0].start, around[0].end) if around else None
    start, end = settle_place(text, name.start, name.end, project)
    settled = replace(name, start=start, end=end)
    return settled if len(others.near(settled)) <= 1 else name


def _surest(spans: Iterable[Found]) -> list[Found]:
    return sorted(spans, key=lambda span: (-span.score, span.start, -span.end, span.label))


class _Spans:
    """Spans of which none overlaps another: of two that would, the one that was given first stays."""

    def __init__(self, spans: Iterable[Found]) -> None:
        self._spans: list[Found] = []
        for span in spans:
            if not self.near(span):
                insort(self._spans, span, key=_start)

    def __iter__(self) -> Iterator[Found]:
        return iter(self._spans)

    def near(self, span: Found) -> list[Found]:
        """Those that overlap `span`, by start."""
        first = bisect_right(self._spans, span.start, key=_end)
        last = bisect_left(self._spans, span.end, key=_start)
        return self._spans[first:last]


def _start(span: Found) -> int:
    return span.start


def _end(span: Found) -> int:
    return span.end


def _holds(outer: Found, inner: Found) -> bool:
    """Whether `inner` lies within `outer` and is smaller."""
    return outer.start <= inner.start and inner.end <= outer.end and _length(inner) < _length(outer)


def _crosses(first: Found, second: Found) -> bool:
    """Whether two spans that overlap have each a part of their own, or are the same words."""
    return not _holds(first, second) and not _holds(second, first)


def _overhang(first: Found, second: Found) -> bool:
    """Whether two spans overlap and each has a part of its own."""
    return _crosses(first, second) and (first.start, first.end) != (second.start, second.end)


_COUNTS = (Label.QUANTITY, Label.AMOUNT)


def _length(span: Found) -> int:
    return span.end - span.start


_PARTS_OF_NAMES = (Label.DATE, Label.QUANTITY)


def _fit(project: Found, ruled: Iterable[Found]) -> Found:
    """A project whose border cuts a rule's span: it takes a date or measure whole, and leaves anything else."""
    for rule in ruled:
        if rule.start < project.end < rule.end and rule.start > project.start:
            project = replace(project, end=rule.end if rule.label in _PARTS_OF_NAMES else rule.start)
        elif rule.start < project.start < rule.end < project.end:
            project = replace(project, start=rule.end)
    return project
