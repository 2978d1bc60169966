from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.tagging.tokens import Tokens
from service.tagging.windows import MAX_PIECES, OVERLAP, Window, cut_windows

LENGTHS = st.lists(st.integers(1, 6) | st.integers(1, 30), max_size=80)


def tokens(*lengths: int) -> Tokens:
    """Tokens of so many pieces each."""
    firsts = list(accumulate(lengths, initial=0))
    count = firsts.pop()
    return Tokens(list(range(len(lengths))), list(range(1, len(lengths) + 1)), firsts, [0] * count)


@pytest.mark.parametrize(
    ("lengths", "options", "windows"),
    [
        ((), {}, []),
        ((1,) * 4, {}, [(0, 4, 0, 4)]),
        ((1,) * 10, {"overlap": 0}, [(0, 4, 0, 4), (4, 8, 4, 8), (8, 10, 8, 10)]),
        ((1,) * 7, {"overlap": 1}, [(0, 4, 0, 4), (3, 7, 3, 7)]),
        ((1,) * 7, {"overlap": 0, "shift": 3}, [(0, 1, 0, 1), (1, 5, 1, 5), (5, 7, 5, 7)]),
        ((1,) * 3, {"overlap": 0, "shift": 9}, [(0, 1, 0, 1), (1, 3, 1, 3)]),
        ((2, 2, 2), {"overlap": 2}, [(0, 2, 0, 4), (1, 3, 2, 6)]),
        ((3, 3), {"overlap": 0}, [(0, 1, 0, 3), (1, 2, 3, 6)]),
        ((1, 9, 1), {"overlap": 0}, [(0, 1, 0, 1), (1, 2, 1, 5), (2, 3, 10, 11)]),
        ((1, 1, 9), {"overlap": 9}, [(0, 2, 0, 2), (1, 2, 1, 2), (2, 3, 2, 6)]),
    ],
)
def test_windows_of_four_pieces(
    lengths: tuple[int, ...], options: dict[str, int], windows: list[tuple[int, int, int, int]]
) -> None:
    assert list(cut_windows(tokens(*lengths), size=4, **options)) == [Window(*window) for window in windows]


@given(LENGTHS, st.integers(4, 40), st.integers(0, 3), st.integers(0, 50))
def test_windows_fit_and_leave_nothing_out(lengths: list[int], size: int, overlap: int, shift: int) -> None:
    sequence = tokens(*lengths)
    windows = list(cut_windows(sequence, size=size, overlap=overlap, shift=shift))
    assert {token for window in windows for token in range(window.first, window.last)} == set(range(len(lengths)))
    for window in windows:
        assert window.first < window.last
        assert window.start < window.end <= window.start + size
        assert window.start == sequence.firsts[window.first]
        assert window.start <= sequence.firsts[window.last - 1] < window.end
        whole = sum(lengths[: window.last])
        assert window.end == whole or window.last - window.first == 1
    for before, after in pairwise(windows):
        assert before.first < after.first <= before.last <= after.last
        assert overlap or after.first == before.last


@given(LENGTHS, st.integers(0, 50))
def test_without_overlap_each_token_is_read_once(lengths: list[int], shift: int) -> None:
    windows = list(cut_windows(tokens(*lengths), size=20, overlap=0, shift=shift))
    assert [token for window in windows for token in range(window.first, window.last)] == list(range(len(lengths)))


def test_a_long_text_is_read_in_about_as_many_windows_as_it_needs() -> None:
    windows = list(cut_windows(tokens(*[1] * 100_000)))
    assert len(windows) == pytest.approx(100_000 / (MAX_PIECES - OVERLAP), rel=0.01)
