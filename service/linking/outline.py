"""A sentence with its names, dates and values masked, so that patterns see how it is built and not what names hold."""

import re
from dataclasses import dataclass
from functools import cached_property

from service.labels import Label
from service.linking.mentions import Mention, Sentence

PROJECT, NAME, CITED, DATE, VALUE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""What stands for each character of a masked span: code points that no text uses, and no letters for a pattern."""

_MASKS = {
    Label.PROJECT: PROJECT,
    Label.PLACE: NAME,
    Label.ORG: NAME,
    Label.PERSON: NAME,
    Label.DOCUMENT: CITED,
    Label.DATE: DATE,
    Label.AMOUNT: VALUE,
    Label.PERCENT: VALUE,
    Label.QUANTITY: VALUE,
}
# fmt: off
_TIMES = frozenset((
    "ngày", "tháng", "năm", "tuần", "giờ", "phút", "giây", "ngày làm việc", "đêm", "buổi/ngày", "giờ/ngày", "năm học", "quý",
))
# fmt: on
FIGURES = (Label.AMOUNT, Label.PERCENT, Label.QUANTITY)
ANY = f"[{PROJECT}-{VALUE}]"
"""Pattern of one masked character."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention and its `[start, end)` in the sentence's text."""

    mention: Mention
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """`text` is the sentence's with each outermost mention masked, of the same length; offsets are the sentence's.

    `outer` are the outermost mentions, in order: what stands inside a name is no figure and no period by itself.
    """

    sentence: Sentence
    text: str
    outer: tuple[Placed, ...]

    @cached_property
    def values(self) -> tuple[Placed, ...]:
        """The amounts, percentages and quantities outside names."""
        return tuple(placed for placed in self.outer if placed.mention.label in FIGURES)

    @cached_property
    def dates(self) -> tuple[Placed, ...]:
        """The dates outside names."""
        return tuple(placed for placed in self.outer if placed.mention.label is Label.DATE)

    def words(self, start: int, end: int) -> str:
        """The sentence's own characters from `start` to `end`."""
        return self.sentence.text[start:end]


def draw_outline(sentence: Sentence) -> Outline:
    """The outline of `sentence`."""
    pieces: list[str] = []
    outer: list[Placed] = []
    position = 0
    for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
        if start < position:
            continue
        mask = DATE if is_time(mention) else _MASKS[mention.label]
        pieces += [sentence.text[position:start], mask * (end - start)]
        outer.append(Placed(mention, start, end))
        position = end
    return Outline(sentence, "".join((*pieces, sentence.text[position:])), tuple(outer))


def is_time(mention: Mention) -> bool:
    """Whether a mention is a length of time: "05 ngày"."""
    value = mention.reading.value
    return mention.label is Label.QUANTITY and value is not None and str(value.get("unit")).lower() in _TIMES


_ASIDE = re.compile(r"\([^()]*\)")


def without_asides(text: str) -> str:
    """`text` with what stands in closed brackets blanked: an aside is no part of what leads up to a later word."""
    while ")" in text:
        text, found = _ASIDE.subn(lambda aside: " " * len(aside[0]), text)
        if not found:
            break
    return text
