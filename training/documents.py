"""Labelled documents: a text and its gold spans, and the inline form in which people write them.

Inline form: `⟦LABEL|text⟧`, nested where labels nest. With its marks stripped it is the text, exactly.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from service.labels import Label

_OPEN, _CLOSE = "⟦", "⟧"
_MARK = re.compile(rf"{_OPEN}(?:([A-Z]+)\|)?|{_CLOSE}")


class LabelError(ValueError):
    """Marks or spans that can't stand; the message says which and where."""


@dataclass(frozen=True, slots=True, order=True)
class GoldSpan:
    """A labelled span `[start, end)` of a document's text, in code points; `value` in the contract's form if known. `label` is a Label, or a foreign corpus's own."""

    start: int
    end: int
    label: str
    value: dict[str, Any] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text with all its gold spans, outer before inner, and what is known of the document (`about`)."""

    id: str
    text: str
    spans: tuple[GoldSpan, ...]
    about: dict[str, str]


def parse_inline(source: str) -> tuple[str, tuple[GoldSpan, ...]]:
    """The text and spans of inline-marked `source`, spans ordered by start, longer first.

    Raises LabelError for a mark that is not closed, not opened, without or with an unknown label, naming its line.
    """
    pieces: list[str] = []
    length = position = 0
    opened: list[tuple[int, Label]] = []
    spans: list[GoldSpan] = []
    for mark in _MARK.finditer(source):
        pieces.append(source[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        where = f"line {source.count(chr(10), 0, mark.start()) + 1}"
        if mark[0] == _CLOSE:
            if not opened:
                raise LabelError(f"{where}: {_CLOSE} closes nothing.")
            start, label = opened.pop()
            spans.append(GoldSpan(start, length, label))
        elif mark[1] in Label.__members__:
            opened.append((length, Label(mark[1])))
        else:
            raise LabelError(f"{where}: {_OPEN} is followed by no known label and '|'.")
    if opened:
        raise LabelError(f"{opened[-1][1]} at character {opened[-1][0]} is never closed.")
    pieces.append(source[position:])
    return "".join(pieces), order_spans(spans)


def write_inline(text: str, spans: tuple[GoldSpan, ...]) -> str:
    """The inline form of a text and its spans, which nest. Raises LabelError where two spans cross."""
    if _OPEN in text or _CLOSE in text:
        raise LabelError(f"The text itself holds {_OPEN} or {_CLOSE}.")
    pieces: list[str] = []
    position = 0
    opened: list[GoldSpan] = []

    def close_until(offset: int) -> None:
        nonlocal position
        while opened and opened[-1].end <= offset:
            span = opened.pop()
            pieces.extend((text[position : span.end], _CLOSE))
            position = span.end

    for span in order_spans(spans):
        close_until(span.start)
        if opened and span.end > opened[-1].end:
            raise LabelError(
                f"{span.label} [{span.start}, {span.end}) crosses {opened[-1].label} ending at {opened[-1].end}."
            )
        pieces.extend((text[position : span.start], f"{_OPEN}{span.label}|"))
        position = span.start
        opened.append(span)
    close_until(len(text))
    return "".join(pieces) + text[position:]


def order_spans(spans: "tuple[GoldSpan, ...] | list[GoldSpan]") -> tuple[GoldSpan, ...]:
    """Spans by start, the longer first, so that an outer span comes before what it holds."""
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.label != Label.PROJECT, span.label)))
