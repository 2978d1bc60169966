"""What the checks tell of a text with marked spans, or of a plain one."""

from service.linking.checks import CHECKS, find_contradictions
from service.linking.figures import find_figures
from service.pipeline import NO_MODEL, extract, load_pipeline
from tests.linking.marked import read

HEAD = "UBND XÃ TÂN HỢP\nSố: 12/BC-UBND\nTân Hợp, ngày 10 tháng 6 năm 2024\n\nBÁO CÁO\n\n"
"""The head of a document of 10 June 2024."""
LATER = HEAD.replace("tháng 6 năm 2024", "tháng 9 năm 2025")
"""The same of September 2025, when there were no districts any more."""


def see(marked: str, *, skipped: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Each contradiction as its code and the words of its spans."""
    source = read(marked)
    return [
        (each.code, tuple(source.masked[start:end] for start, end in each.spans))
        for each in find_contradictions(source, find_figures(source), skipped=skipped)
    ]


def tell(text: str) -> list[str]:
    """The codes of what the rules alone find in a plain text."""
    nlp = load_pipeline(model=NO_MODEL)
    return [notice.code for notice in extract(text, nlp=nlp).warnings if notice.code in CHECKS]


def assert_told(marked: str, code: str, first: str) -> None:
    """Just one contradiction is told, of that code and with that first span, and none where the code is skipped."""
    ((found, spans),) = see(marked)
    assert (found, spans[0]) == (code, first)
    assert see(marked, skipped=(code,)) == []
