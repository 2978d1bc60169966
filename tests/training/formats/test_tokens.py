from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.formats.documents import texts
from training.formats.level import Level
from training.formats.tokens import cut_tokens


@pytest.mark.parametrize(
    ("level", "text", "tokens"),
    [
        (Level.SYLLABLE, "Lạng Sơn chi 15ha³.", ["Lạng", "Sơn", "chi", "15", "ha", "³", "."]),
        (Level.WORD, "Ông họp tại thành phố Hà Nội.", ["Ông", "họp", "tại", "thành phố", "Hà Nội", "."]),
        (Level.SYLLABLE, "La\u0323ng  So\u031bn", ["La\u0323ng", "So\u031bn"]),
        (Level.SYLLABLE, "a&nbsp;b\u200b c", ["a", "b", "c"]),
        (Level.SYLLABLE, " \n", []),
    ],
)
def test_a_text_is_cut(level: Level, text: str, tokens: list[str]) -> None:
    assert [text[start:end] for start, end in cut_tokens(text, level=level)] == tokens


def test_no_token_crosses_a_border() -> None:
    text = "Công viên 217 La\u0323ng"
    found = cut_tokens(text, level=Level.WORD, borders=(5, 11, 16, 99))
    assert [text[start:end] for start, end in found] == ["Công", "viên", "2", "17", "La", "\u0323ng"]


@st.composite
def bordered(draw: Callable[[Any], Any]) -> tuple[str, list[int]]:
    text = draw(texts)
    return text, draw(st.lists(st.integers(0, len(text)), max_size=6))


@given(bordered(), st.sampled_from(Level))
def test_tokens_come_in_order_and_have_all_that_is_no_blank(given_text: tuple[str, list[int]], level: Level) -> None:
    text, borders = given_text
    tokens = cut_tokens(text, level=level, borders=borders)
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in tokens)
    assert all(before[1] <= after[0] for before, after in pairwise(tokens))
    assert not any(start < border < end for border in borders for start, end in tokens)
    if level is Level.SYLLABLE and text.isascii() and "&" not in text:
        assert "".join(text[start:end] for start, end in tokens) == "".join(text.split())
