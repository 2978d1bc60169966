"""Sources for linking from text with marked spans: ⟦AMOUNT|5 tỷ đồng⟧."""

from service.linking.figures import Figure, find_figures
from service.linking.mentions import Source
from training.documents import LabelledDocument, parse_inline
from training.link_evaluation import read_source


def read(marked: str) -> Source:
    """The text of `marked` and its spans, as linking sees them."""
    text, spans = parse_inline(marked)
    source, _ = read_source(LabelledDocument("test", text, spans, {}))
    return source


def see_figures(marked: str) -> list[tuple[str, str]]:
    """Each figure as its subject and its value."""
    source = read(marked)
    return [
        (source.masked[slice(*figure.subject)], source.mentions[figure.value].text) for figure in find_figures(source)
    ]


def see_comparisons(marked: str) -> list[tuple[str, str, str, str]]:
    """Each comparison as its figure's value, its own value, its basis and direction."""
    source = read(marked)
    return [
        (
            source.mentions[figure.value].text,
            source.mentions[each.value].text,
            source.masked[slice(*each.basis)],
            each.direction.value,
        )
        for figure in find_figures(source)
        for each in figure.comparisons
    ]


def see_periods(marked: str) -> list[tuple[str, str | None]]:
    """Each figure's value and the date that it is for."""
    source = read(marked)
    return [(source.mentions[figure.value].text, _period(source, figure)) for figure in find_figures(source)]


def _period(source: Source, figure: Figure) -> str | None:
    return None if figure.period is None else source.mentions[figure.period].text
