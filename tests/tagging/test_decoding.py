from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from service.labels import Label
from service.tagging.decoding import LABELS, OUTSIDE, TAGS, Scores, TaggedSpan, decode

FOLLOWING = {"O": "OBS", "B": "IE", "I": "IE", "E": "OBS", "S": "OBS"}


def logits(**tags: str) -> Scores:
    """Logits that are sure of these tags of each label; of a label that is not named, that nothing is there."""
    (length,) = {len(each) for each in tags.values()}
    result = np.zeros((length, len(LABELS), len(TAGS)), np.float32)
    result[:, :, OUTSIDE] = 12
    for label, each in tags.items():
        rows = result[:, LABELS.index(Label(label))]
        rows[:] = 0
        rows[np.arange(length), [TAGS.index(tag) for tag in each]] = 12
    return result


def places(spans: list[TaggedSpan]) -> list[tuple[int, int, str]]:
    return [(span.first, span.last, span.label) for span in spans]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OOOO", []),
        ("OSOO", [(1, 2)]),
        ("SSBE", [(0, 1), (1, 2), (2, 4)]),
        ("BIIE", [(0, 4)]),
        ("OBIE", [(1, 4)]),
        ("BEBE", [(0, 2), (2, 4)]),
        ("SOOOOOOOOOSOOOOOOOBE", [(0, 1), (10, 11), (18, 20)]),
        ("S", [(0, 1)]),
    ],
)
def test_legal_tags_are_read_as_they_are(tags: str, spans: list[tuple[int, int]]) -> None:
    assert places(decode(logits(PLACE=tags))) == [(*span, "PLACE") for span in spans]


def test_labels_are_decided_each_on_its_own() -> None:
    spans = places(decode(logits(PROJECT="BIIIE", PLACE="OOBEO", DATE="OOOOS")))
    assert spans == [(0, 5, "PROJECT"), (2, 4, "PLACE"), (4, 5, "DATE")]


def test_other_labels_can_be_decided() -> None:
    columns = logits(PROJECT="OBEO", PLACE="SOOO")[:, :2]
    assert places(decode(columns, ["LOC", "MISC"])) == [(1, 3, "LOC"), (0, 1, "MISC")]


def test_no_tokens_have_no_spans() -> None:
    assert decode(np.zeros((0, len(LABELS), len(TAGS)), np.float32)) == []


@pytest.mark.parametrize("tags", ["BIOIE", "BIIII", "IIIIE"])
def test_illegal_tags_give_way_to_the_span_around_them(tags: str) -> None:
    (span,) = decode(logits(ORG=tags))
    assert (span.first, span.last, span.label) == (0, 5, Label.ORG)


def test_the_score_tells_sure_from_unsure() -> None:
    (sure,) = decode(logits(PLACE="OBEO"))
    (unsure,) = decode((logits(PLACE="OBEO") / 4).astype(np.float32))
    assert 0.5 < unsure.score < sure.score <= 1


FREE = arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.just(len(LABELS)), st.just(len(TAGS))),
    elements=st.floats(-3, 3, width=32),
)


def test_a_long_run_that_no_path_may_begin_is_still_read() -> None:
    (span,) = decode(logits(ORG="I" * 3000 + "E"))
    assert (span.first, span.last) == (0, 3001)


@given(FREE)
def test_the_likeliest_legal_path_is_found_and_its_spans_are_as_sure_as_all_paths_make_them(values: Scores) -> None:
    length = len(values)
    legal = [
        path
        for path in product("OBIES", repeat=length)
        if path[0] in "OBS" and path[-1] in "OES" and all(b in FOLLOWING[a] for a, b in pairwise(path))
    ]
    spans = decode(values)
    for index, label in enumerate(LABELS):
        mine = [span for span in spans if span.label is label]
        found = ["O"] * length
        totals = {path: sum(float(values[at, index, TAGS.index(tag)]) for at, tag in enumerate(path)) for path in legal}
        for span in mine:
            inside = "S" if span.last - span.first == 1 else "B" + "I" * (span.last - span.first - 2) + "E"
            found[span.first : span.last] = inside
            having = [np.exp(total) for path, total in totals.items() if path[span.first : span.last] == tuple(inside)]
            assert span.score == pytest.approx(sum(having) / sum(map(np.exp, totals.values())), abs=1e-4)
        assert totals[tuple(found)] == pytest.approx(max(totals.values()), abs=1e-4)


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(0, 30), st.just(len(LABELS)), st.just(len(TAGS))),
        elements=st.floats(-60, 60, width=32),
    )
)
def test_spans_of_one_label_are_apart_and_scored(values: Scores) -> None:
    spans = decode(values)
    assert all(0 <= span.first < span.last <= len(values) and 0 <= span.score <= 1.0001 for span in spans)
    for before, after in pairwise(spans):
        assert before.label is not after.label or before.last <= after.first
    assert [LABELS.index(span.label) for span in spans] == sorted(LABELS.index(span.label) for span in spans)
