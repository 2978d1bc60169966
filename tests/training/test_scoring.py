from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.labels import Label
from training.scoring import Counts, Span, bootstrap_micro, score

PLACE, DATE = Label.PLACE, Label.DATE
GOLD: set[Span] = {(0, 5, PLACE), (10, 15, PLACE), (20, 25, DATE)}


@st.composite
def apart(draw: st.DrawFn) -> set[Span]:
    """Spans of which none overlaps another."""
    borders = sorted(draw(st.sets(st.integers(0, 30), max_size=10)))
    return {(start, end, PLACE) for start, end in zip(borders[::2], borders[1::2], strict=False)}


@pytest.mark.parametrize(
    ("found", "strict", "overlap"),
    [
        (set(), (0, 0, 2), (0, 0, 2)),
        ({(0, 5, PLACE), (10, 15, PLACE)}, (2, 2, 2), (2, 2, 2)),
        ({(0, 4, PLACE)}, (0, 1, 2), (1, 1, 2)),
        ({(0, 5, DATE)}, (0, 0, 2), (0, 0, 2)),
        ({(5, 10, PLACE)}, (0, 1, 2), (0, 1, 2)),
        ({(0, 2, PLACE), (3, 5, PLACE)}, (0, 2, 2), (1, 2, 2)),
        ({(0, 15, PLACE)}, (0, 1, 2), (1, 1, 2)),
    ],
)
def test_counts_of_places(found: set[Span], strict: tuple[int, int, int], overlap: tuple[int, int, int]) -> None:
    scores = score([(GOLD, found)])
    assert (scores.strict[PLACE], scores.overlap[PLACE]) == (Counts(*strict), Counts(*overlap))


def test_shares() -> None:
    counts = Counts(right=2, found=4, gold=8)
    assert (counts.precision, counts.recall) == (0.5, 0.25)
    assert counts.f1 == pytest.approx(1 / 3)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


def test_documents_are_added_up() -> None:
    scores = score([(GOLD, GOLD), (GOLD, set()), (set(), {(0, 5, DATE)})])
    assert scores.micro == Counts(3, 4, 6)
    assert scores.strict[DATE] == Counts(1, 2, 2)
    assert scores.core == pytest.approx((2 / 3 + 1 / 2 + 0 + 0) / 4)


def test_other_labels_can_be_scored() -> None:
    scores = score([({(0, 2, "LOC"), (3, 4, "MISC")}, {(0, 2, "LOC")})], labels=["LOC", "MISC"])
    assert scores.strict == {"LOC": Counts(1, 1, 1), "MISC": Counts(0, 0, 1)}


def test_a_span_of_one_document_is_not_found_in_another() -> None:
    assert score([(GOLD, set()), (set(), GOLD)]).micro.right == 0


@given(apart(), apart())
def test_overlapping_pairs_are_as_many_as_can_be(gold: set[Span], found: set[Span]) -> None:
    scores = score([(gold, found)])
    pairs = [(a, b) for a in gold for b in found if a[0] < b[1] and b[0] < a[1]]
    most = max(
        size
        for size in range(min(len(gold), len(found)) + 1)
        if any(len({a for a, _ in some}) == len({b for _, b in some}) == size for some in combinations(pairs, size))
    )
    assert scores.overlap[PLACE].right == most >= scores.strict[PLACE].right


@settings(max_examples=40)
@given(st.lists(st.tuples(apart(), apart()), min_size=1, max_size=5), st.integers(0, 9))
def test_the_interval_lies_between_the_worst_and_the_best_document(
    pairs: list[tuple[set[Span], set[Span]]], seed: int
) -> None:
    each = [score([pair]).micro.f1 for pair in pairs]
    low, high = bootstrap_micro(pairs, rounds=40, seed=seed)
    assert min(each) - 1e-9 <= low <= high <= max(each) + 1e-9
    assert bootstrap_micro(pairs, rounds=40, seed=seed) == (low, high)


def test_no_documents_have_no_score() -> None:
    assert score([]).micro == Counts()
    assert bootstrap_micro([]) == (0, 0)
