import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from service.values.numerals import parse_literal, parse_words
from training.synthesis.numbers import draw_integer, misread, spell, write_count, write_integer

seeds = st.integers(0, 10_000).map(random.Random)


@given(st.integers(0, 10**12 - 1), seeds)
def test_words_read_back(value: int, random_state: random.Random) -> None:
    assert parse_words(spell(value, random_state).replace(",", "").split()) == Decimal(value)


@given(st.integers(1, 10**11), seeds, st.booleans())
def test_digits_read_back(value: int, random_state: random.Random, careless: bool) -> None:
    for written in (write_integer(value, random_state, careless=careless), write_count(value, random_state)):
        number = parse_literal(written)
        assert number is not None
        assert number.value == value


@given(st.integers(10, 10**9), seeds)
def test_a_digit_stays_where_scanners_misread(value: int, random_state: random.Random) -> None:
    assert any(character.isdigit() for character in misread(str(value), random_state))


@given(st.integers(1, 1000), st.integers(1000, 10**9), seeds)
def test_draws_stay_between_their_bounds(low: int, high: int, random_state: random.Random) -> None:
    assert low <= draw_integer(random_state, low, high) <= high
