"""What holds for every text and all spans: offsets, determinism, and time that grows with the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.footnotes.finding import find_footnotes, mask_markers
from service.labels import Label
from service.linking.checks import find_contradictions
from service.linking.figures import find_figures
from service.linking.mentions import Mention, Source
from service.linking.projects import find_projects
from service.text.layout import read_layout
from service.values.metadata import Metadata, read_metadata
from service.values.parsing import parse_spans
from service.values.reading import Reading

WORDS = (
    "thu", "đạt", "bằng", "so với cùng kỳ", "kế hoạch", "tăng", "(", ")", ";", ",", ".", "\n", "\n\n", "¹", "|", "   ", "trong đó:", "5 tỷ đồng",
    "40,5%", "7/9 hộ", "l4 vụ", "312 ha", "năm 2024", "Cầu Bến Đá", "xã A", "huyện B", "UBND", "dự án", "và", "- ", "(1)", "là", "của",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80)


def build(text: str, spans: list[tuple[int, int, Label]]) -> Source:
    """A source with any spans, ordered as the pipeline orders them."""
    footnotes = find_footnotes(text, read_layout(text))
    masked = mask_markers(text, footnotes)
    ordered = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    readings = parse_spans(masked, ordered, metadata=Metadata(), reference=None)
    mentions = tuple(
        Mention(index, start, end, label, masked[start:end], reading or Reading(None))
        for index, ((start, end, label), reading) in enumerate(zip(ordered, readings, strict=True))
    )
    return Source(masked, mentions, footnotes, read_metadata(masked), None)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Any text with any spans in it, overlapping ones too."""
    text = draw(TEXTS)
    if not text:
        return build(text, [])
    borders = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(borders, borders, st.sampled_from(list(Label))), max_size=25))
    return build(text, [(min(a, b), max(a, b), label) for a, b, label in pairs if a != b])


@settings(max_examples=300)
@given(sources())
def test_every_offset_slices_the_text_and_every_index_is_a_mention(source: Source) -> None:
    length, count = len(source.masked), len(source.mentions)
    figures = find_figures(source)
    for figure in figures:
        assert 0 <= figure.subject[0] < figure.subject[1] <= length
        assert 0 <= figure.value < count
        assert figure.period is None or source.mentions[figure.period].label is Label.DATE
        for each in figure.comparisons:
            assert 0 <= each.basis[0] < each.basis[1] <= length
            assert each.value != figure.value
    used = [figure.value for figure in figures] + [each.value for figure in figures for each in figure.comparisons]
    assert len(used) == len(set(used))
    projects = find_projects(source)
    grouped = sorted(index for project in projects for index in project.mentions)
    assert grouped == [mention.index for mention in source.mentions if mention.label is Label.PROJECT]
    for project in projects:
        for stage in project.stages:
            assert 0 <= stage.evidence[0] < stage.evidence[1] <= length
    for finding in find_contradictions(source, figures):
        assert all(0 <= start < end <= length for start, end in finding.spans)
        assert finding.message
        assert finding.message_en


@given(sources())
def test_the_same_source_gives_the_same_links(source: Source) -> None:
    again = Source(source.masked, source.mentions, source.footnotes, source.metadata, source.reference)
    assert find_figures(source) == find_figures(again)
    assert find_projects(source) == find_projects(again)
    assert find_contradictions(source, find_figures(source)) == find_contradictions(again, find_figures(again))


LONG = 100_000
HOSTILE = {
    "thu 5 tỷ, ": ("5 tỷ", Label.AMOUNT),
    "5 tỷ ": ("5 tỷ", Label.AMOUNT),
    "5%": ("5%", Label.PERCENT),
    "(5 hộ ": ("5 hộ", Label.QUANTITY),
    "đạt 5% kế hoạch, ": ("5%", Label.PERCENT),
    "(trong đó: 5 hộ, ": ("5 hộ", Label.QUANTITY),
    "5 ha   |   \n": ("5 ha", Label.QUANTITY),
    "năm 2024 5 hộ ": ("5 hộ", Label.QUANTITY),
    "Cầu Bến Đá; ": ("Cầu Bến Đá", Label.PROJECT),
    "huyện B, ": ("huyện B", Label.PLACE),
    "a¹ 5 hộ\n\n¹ 6 hộ; 5 hộ.\n\n": ("5 hộ", Label.QUANTITY),
}


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_hostile_texts_end_soon(unit: str) -> None:
    words, label = HOSTILE[unit]
    count = LONG // len(unit)
    offset = unit.index(words)
    spans = [(at * len(unit) + offset, at * len(unit) + offset + len(words), label) for at in range(count)]
    source = build(unit * count, spans)
    started = time.process_time()
    find_contradictions(source, find_figures(source))
    find_projects(source)
    assert time.process_time() - started < 30  # some seconds on a busy machine; minutes if it grew with the square


def test_thousands_of_project_names_end_soon() -> None:
    letters = "bcdghklmnprstvx"
    names = [f"Trường Xã {a.upper()}a {b.upper()}o {c.upper()}u" for a in letters for b in letters for c in letters]
    text = "; ".join(names)
    spans, position = [], 0
    for name in names:
        spans.append((position, position + len(name), Label.PROJECT))
        position += len(name) + 2
    source = build(text, spans)
    started = time.process_time()
    assert sum(len(project.mentions) for project in find_projects(source)) == len(names)
    assert time.process_time() - started < 30
