"""Figures with their meaning: of what, for which period, and against what.

By the structure of the sentence, names masked: a value either compares the figure before it (`comparisons`) or is a
figure itself, with a subject (`subjects`) and perhaps a date that it is for (`periods`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.footnotes.notes import Stretch
from service.linking.comparisons import Compared, Comparison, Total, find_comparison
from service.linking.mentions import Mention, Sentence, Source
from service.linking.outline import draw_outline
from service.linking.periods import find_heading, find_period, is_item
from service.linking.subjects import find_opening, find_subject, is_duration


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention's subject (offsets of the whole text), the DATE that is its period, and its comparisons."""

    subject: Stretch
    value: int
    period: int | None
    comparisons: tuple[Comparison, ...]


def find_figures(source: Source) -> list[Figure]:
    """The figures of a document, in order of the text."""
    reader = _Reader()
    found = [figure for sentence in source.sentences for figure in reader.read(sentence)]
    order = {mention.index: mention.start for mention in source.mentions}
    return sorted(found, key=lambda figure: order[figure.value])


class _Reader:
    """Reads sentences in order and keeps what a later one may go on with.

    `totals` are the figures so far; `opening` is what the last sentence was about, and `heading` the date of the list
    that is being read.
    """

    def __init__(self) -> None:
        self.totals: list[Total] = []
        self.opening: Stretch | None = None
        self.heading: Mention | None = None

    def read(self, sentence: Sentence) -> Iterator[Figure]:
        """The figures of the next sentence."""
        outline = draw_outline(sentence)
        if not is_item(sentence):
            self.heading = None
        subjects: dict[int, Stretch] = {}
        figures: list[int] = []
        compared: dict[int, Compared] = {}
        for at, placed in enumerate(outline.values):
            if is_duration(outline, placed):
                continue
            if comparison := find_comparison(outline, at, figures, compared, self.totals):
                compared[at] = comparison
                continue
            subject = find_subject(outline, at, subjects, opening=self.opening)
            if subject is not None:
                subjects[at] = subject
                figures.append(at)
                self.totals.append(Total(placed.mention, subject))
        comparisons: dict[int, list[Comparison]] = {}
        for each in compared.values():
            comparisons.setdefault(each.of, []).append(each.comparison)
        for at, subject in subjects.items():
            yield Figure(
                subject,
                outline.values[at].mention.index,
                find_period(outline, at, heading=self.heading),
                tuple(comparisons.get(at, ())),
            )
        self.heading = find_heading(outline) or self.heading
        self.opening = find_opening(outline) or next(reversed(subjects.values()), None)
