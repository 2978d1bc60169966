"""What one model reads otherwise than another: the spans of a text that got better or worse, each in its sentence."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.text.sentences import split_sentences
from training.scoring import Span


@dataclass(frozen=True, slots=True)
class Change:
    """A span that one of two models has right and the other wrong; `better` where the second is right.

    `gold`, `before` and `after` are what should be found and what was, as "LABEL text", "" for nothing.
    """

    document: str
    sentence: str
    label: str
    better: bool
    gold: str
    before: str
    after: str


def compare(
    document: str, text: str, *, gold: Collection[Span], before: Collection[Span], after: Collection[Span]
) -> Iterator[Change]:
    """The changes in a text, in order of place. A wrong span is told with the gold span that it stands for, if only one
    model has that right."""
    borders = [start for start, _ in split_sentences(text)]
    changed = sorted(span for span in gold if (span in before) != (span in after))
    strays = sorted(
        span
        for span in {*before} ^ {*after}
        if span not in gold and not any(_stands_for(span, other) for other in changed)
    )
    for span in sorted([*changed, *strays]):
        right = span in gold
        at = max(0, bisect_right(borders, span[0]) - 1)
        begin, end = borders[at] if borders else 0, borders[at + 1] if at + 1 < len(borders) else len(text)
        yield Change(
            document,
            " ".join(text[begin : max(end, span[1])].split()),
            span[2],
            (span in after) == right,
            _show(text, span) if right else "",
            _read(text, span, before),
            _read(text, span, after),
        )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stands_for(wrong: Span, right: Span) -> bool:
    """Whether a wrong span is what a model made of the right one: the same words, or some of them with its label."""
    return wrong[:2] == right[:2] or (wrong[2] == right[2] and _touch(wrong, right))


def _read(text: str, span: Span, found: Collection[Span]) -> str:
    """What was found where `span` is: the span itself, or those of its label that share words with it, or any that do."""
    if span in found:
        return _show(text, span)
    touching = sorted(other for other in found if _touch(span, other))
    same = [other for other in touching if other[2] == span[2]]
    return "; ".join(_show(text, other) for other in same or touching)


def _show(text: str, span: Span) -> str:
    return f"{span[2]} {' '.join(text[span[0] : span[1]].split())}"
