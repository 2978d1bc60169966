import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from tests.training.tiny import labelled
from training.documents import GoldSpan
from training.synthesis.noise import damage

SOURCE = """Năm 2024, ⟦ORG|UBND xã Ô Lâm⟧ đã chi ⟦AMOUNT|14.170 triệu đồng⟧ (tăng ⟦PERCENT|5,1%⟧ so với cùng kỳ);
khởi công ⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧ đoạn 1,5 km⟧ theo ⟦DOCUMENT|Quyết định số 10/QĐ-UBND⟧ ngày ⟦DATE|10/5/2024⟧."""
DOCUMENT = labelled(SOURCE)
SEEDS = st.integers(0, 10_000)


def spoil(rate: float, seed: int) -> tuple[str, tuple[GoldSpan, ...]]:
    return damage(DOCUMENT.text, DOCUMENT.spans, rate=rate, random_state=random.Random(seed))


@given(SEEDS)
def test_no_damage_changes_nothing(seed: int) -> None:
    assert spoil(0, seed) == (DOCUMENT.text, DOCUMENT.spans)


@given(SEEDS, st.sampled_from([0.03, 0.3, 1.0]))
def test_the_same_seed_does_the_same_damage(seed: int, rate: float) -> None:
    assert spoil(rate, seed) == spoil(rate, seed)


@given(SEEDS, st.sampled_from([0.03, 0.3, 1.0]))
def test_spans_keep_the_ends_of_their_words(seed: int, rate: float) -> None:
    text, spans = spoil(rate, seed)
    assert [span.label for span in spans] == [span.label for span in DOCUMENT.spans]
    for before, after in zip(DOCUMENT.spans, spans, strict=True):
        assert 0 <= after.start < after.end <= len(text)
        words = text[after.start : after.end]
        assert words == words.strip()
        assert (before.start == 0) == (after.start == 0)
        for old, new in [(before.start - 1, after.start - 1), (before.end, after.end)]:
            if DOCUMENT.text[old] in " \n":
                assert text[new] in " \n"
            else:
                assert text[new] == DOCUMENT.text[old]


@given(SEEDS)
def test_spans_stay_in_each_other(seed: int) -> None:
    _, spans = spoil(1.0, seed)
    project = next(span for span in spans if span.label == Label.PROJECT)
    place = next(span for span in spans if span.label == Label.PLACE)
    assert project.start < place.start < place.end < project.end


@given(SEEDS, st.sampled_from([0.1, 0.5]))
def test_about_so_much_is_damaged(seed: int, rate: float) -> None:
    letters = "ê" * 2000
    text, _ = damage(letters, (), rate=rate, random_state=random.Random(seed))
    assert 1 - text.count("ê") / len(text) == pytest.approx(rate, abs=0.06)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("ế", {"ề", "ể", "ễ", "ệ", "ê"}),
        ("ạ", {"á", "à", "ã", "ả", "a"}),
        ("ư", {"ứ", "u", "ú"}),
        ("đ", {"d", "ð"}),
        ("1", {"l", "I"}),
        ("0", {"O"}),
        ("m", {"rn"}),
        ("\n", set()),
        ("Z", set()),
    ],
)
def test_what_a_letter_becomes(text: str, forms: set[str]) -> None:
    span = GoldSpan(0, len(text), Label.ORG)
    found = {damage(text, [span], rate=1.0, random_state=random.Random(seed))[0] for seed in range(200)}
    assert found - {text} == forms


def test_blanks_are_lost_doubled_and_broken_but_not_at_a_border() -> None:
    inside = {damage("7 y", (), rate=1.0, random_state=random.Random(seed))[0] for seed in range(200)}
    span = GoldSpan(2, 3, Label.ORG)
    border = {damage("7 y", [span], rate=1.0, random_state=random.Random(seed))[0] for seed in range(200)}
    assert {re.sub(r"\S", "", each) for each in inside} >= {"", " ", "  ", "\n"}
    assert {re.search(r"\s*(?=y)", each)[0] for each in border} == {" ", "  ", "\n"}  # type: ignore[index]
