"""Rules and model put together: which spans stand, where both speak of the same words.

The policy, with the figures on the development part that decided it, is in docs/decisions.md: amounts, percentages,
dates and quantities are the rules', documents too wherever a rule finds one; projects, places, organisations and
persons are the model's. Borders that the guidelines settle are set by rule.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from service.labels import INSIDE_PROJECT, Label
from service.tagging.tagger import Tagged
from service.values.borders import is_no_place, is_no_project, settle_borders, settle_place, split_place, split_project
from service.values.documents import parse_document
from service.values.reading import Match, Reading

FROM_MODEL = frozenset({Label.PROJECT, Label.ORG, Label.PERSON, Label.PLACE})
"""The labels that the model decides where there is one."""
_NAMES = FROM_MODEL - {Label.PROJECT}
_COUNTS = frozenset({Label.QUANTITY, Label.AMOUNT})
_PARTS_OF_NAMES = frozenset({Label.DATE, Label.QUANTITY})
"""What may be part of a project's name that the model cut short."""
_JOINT = re.compile(r"\s(?:và|thuộc dự án|thuộc công trình)\s", re.IGNORECASE)
_ITEM_HEAD = " \n\t()0123456789.-–abcdđ"
_QUARTER = re.compile(r"(?:khối|TDP)\s\d{1,3}[A-Z]?", re.IGNORECASE)
_FOLLOWING = 200
"""How far behind a document its date and issuer are looked for, in characters."""


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
    """The spans of rules and model in `text` that can stand together, by start, outer before inner.

    Of two spans of the model that overlap the surer stands. A count gives way to a name that it crosses, a name to any
    other rule's span that it crosses; of a name and a rule's span of which one holds the other, the outer one stands.
    A project keeps within it what may stand there and gives way to what holds it.
    """
    model = _surest(Found(span.start, span.end, Label(span.label), span.score, "model") for span in tagged)
    matches = tuple(matches)
    ruled = _Spans(_take(match) for match in matches if match.label not in FROM_MODEL)
    # Rules know a document by its symbol; the model also knows one whose symbol is damaged or written unlike others.
    ruled = _Spans((*ruled, *_read_documents(text, model)))
    names = _Spans(
        part
        for span in model
        if span.label in _NAMES and not is_no_place(text, span.start, span.end)
        for part in _split(text, span)
    )
    names = _Spans((*names, *(_take(match) for match in matches if _is_sure_place(text, match))))
    # "Ban Quản lý dự án 85 thực hiện": a count never crosses a name, so there the name is right.
    ruled = ruled.without(names, lambda rule, name: rule.label in _COUNTS and _overhang(name, rule))
    names = names.without(ruled, _crosses)
    ruled = ruled.without(names, lambda rule, name: _holds(name, rule))
    names = names.without(ruled, lambda name, rule: _holds(rule, name))
    places = {name.start: name.end for name in names if name.label is Label.PLACE}
    projects = _Spans(
        _settle(text, _fit(part, ruled.near(part)), places, ruled)
        for span in model
        if span.label is Label.PROJECT and not is_no_project(text, span.start, span.end)
        for part in _split(text, span)
    )
    others = _Spans((*names, *ruled))
    projects = projects.without(others, lambda project, other: _holds(other, project))
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


def _take(match: Match) -> Found:
    return Found(match.start, match.end, match.label, 1.0, "rule", match.reading)


def _is_sure_place(text: str, match: Match) -> bool:
    """Whether a rule's place stands where the model sees no name: another country, or a quarter that has but a number.

    Of 20 such places that the model had missed in 112 documents, 19 were right; of its other places every second.
    """
    if match.label is not Label.PLACE or not isinstance(match.reading.value, dict):
        return False
    kind, name = match.reading.value.get("type"), text[match.start : match.end]
    return (kind == "country" and name != "Việt Nam") or _QUARTER.fullmatch(name) is not None


def _order(span: Found) -> tuple[int, int, bool]:
    return span.start, -span.end, span.label is not Label.PROJECT


_SPLIT = {Label.PROJECT: split_project, Label.PLACE: split_place}


def _split(text: str, span: Found) -> list[Found]:
    """The spans that one of the model's runs together."""
    parts = _SPLIT[span.label](text, span.start, span.end) if span.label in _SPLIT else [(span.start, span.end)]
    return [replace(span, start=start, end=end) for start, end in parts]


def _settle(text: str, project: Found, places: Mapping[int, int], ruled: "_Spans") -> Found:
    """A project with its borders as the guidelines want them, unless that would swallow what can't stand in it."""
    start, end = settle_borders(text, project.start, project.end, places)
    settled = replace(project, start=start, end=end)
    swallowed = [rule for rule in ruled.near(settled) if rule.label not in INSIDE_PROJECT and rule.start >= project.end]
    return project if swallowed else settled


def _read_documents(text: str, model: Iterable[Found]) -> Iterator[Found]:
    """The documents that the model found; one whose number is left blank ("Số:    /BC-UBND") cites nothing."""
    for span in model:
        words = text[span.start : span.end]
        if span.label is Label.DOCUMENT and any(char.isdigit() for char in words):
            yield replace(span, reading=parse_document(words, following=text[span.end : span.end + _FOLLOWING]))


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

    def without(self, others: "_Spans", gives_way: Callable[[Found, Found], bool]) -> "_Spans":
        """Those that give way to none of the `others` that they overlap."""
        return _Spans(span for span in self if not any(gives_way(span, other) for other in others.near(span)))

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


def _length(span: Found) -> int:
    return span.end - span.start


def _fit(project: Found, ruled: Iterable[Found]) -> Found:
    """A project whose border cuts a rule's span: it takes a date or measure whole, and leaves anything else."""
    for rule in ruled:
        if rule.start < project.end < rule.end and rule.start > project.start:
            project = replace(project, end=rule.end if rule.label in _PARTS_OF_NAMES else rule.start)
        elif rule.start < project.start < rule.end < project.end:
            project = replace(project, start=rule.end)
    return project
