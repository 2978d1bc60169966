from hypothesis import given
from hypothesis import strategies as st

from service.text.passages import Passage


def test_pieces_are_joined_and_found_again() -> None:
    source = "năm thực | ghi chú | hiện chuyên đề"
    passage = Passage.join(source, [(0, 8), (21, 35)])
    assert passage.text == "năm thực\nhiện chuyên đề"
    start = passage.text.index("hiện")
    assert passage.locate(start, start + 4) == (21, 25)
    assert passage.cut(4, start + 4) == ((4, 8), (21, 25))


@given(st.text(min_size=1), st.lists(st.integers(0, 50), min_size=2, max_size=8, unique=True))
def test_every_character_of_a_piece_is_located(source: str, borders: list[int]) -> None:
    ordered = sorted(border for border in borders if border <= len(source))
    pieces = list(zip(ordered[::2], ordered[1::2], strict=False))
    passage = Passage.join(source, pieces)
    for (begin, end), offset in zip(passage.pieces, passage.starts, strict=True):
        for at in range(begin, end):
            assert passage.locate(offset + at - begin, offset + at - begin + 1) == (at, at + 1)
