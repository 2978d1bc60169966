"""What a reader makes of a span: the shared result types of every value module."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.labels import Label

Value = Mapping[str, Any]
"""A value in the form of the public contract: strings, integers, lists, None; never a binary float."""

WordEnd = Callable[[int], int]
"""The exclusive end of the word that starts at an offset of the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The exact value of a span, or None with the reason.

    `reason` is a stable code ("invalid_date", "no_number", …), None exactly when `value` is not None.
    `alternatives` are other values that the same characters may mean, `inferred` the parts that the span does not
    write itself ("year"), `warnings` stable codes ("ambiguous_separator", "words_differ", …).
    """

    value: Value | None
    reason: str | None = None
    alternatives: tuple[Value, ...] = ()
    inferred: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A span `[start, end)` that a rule found in the text it was given, and what it reads there."""

    start: int
    end: int
    label: Label
    reading: Reading
