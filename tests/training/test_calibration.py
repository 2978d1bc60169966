import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.pipeline import load_pipeline
from training.calibration import bin_scores, measure_reliability
from training.documents import LabelledDocument


def test_spans_are_counted_by_their_score() -> None:
    found = bin_scores([(0.92, True), (0.94, False), (0.6, True), (1.0, True)])
    assert [(each.low, each.high, each.count, each.right) for each in found.bins] == [
        (0.5, 0.7, 1, 1.0),
        (0.9, 0.95, 2, 0.5),
        (0.98, 1.0, 1, 1.0),
    ]
    assert found.error == pytest.approx((0.4 + 2 * 0.43 + 0.0) / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_no_score_is_lost(judged: list[tuple[float, bool]]) -> None:
    found = bin_scores(judged)
    assert sum(each.count for each in found.bins) == len(judged)
    assert 0 <= found.error <= 1


def test_rules_have_no_scores_to_trust() -> None:
    document = LabelledDocument("x", "Chi 3 tỷ đồng.", (), {})
    assert measure_reliability([document], load_pipeline(model="none")).bins == ()
