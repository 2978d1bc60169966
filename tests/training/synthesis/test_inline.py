import pytest

from training.synthesis.inline import capitalise, lower_first


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("⟦PROJECT|⟦PLACE|chợ Cũ⟧ mới⟧", "⟦PROJECT|⟦PLACE|Chợ Cũ⟧ mới⟧"),
        ("đường", "Đường"),
        ("⟦QUANTITY|l2 hộ⟧", "⟦QUANTITY|l2 hộ⟧"),
        ("“cầu”", "“cầu”"),
    ],
)
def test_capitals(source: str, expected: str) -> None:
    assert capitalise(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("⟦PLACE|Cầu Mới⟧", "⟦PLACE|cầu Mới⟧"), ("QL.3", "QL.3"), ("Đường A", "đường A"), ("", "")],
)
def test_small_letters(source: str, expected: str) -> None:
    assert lower_first(source) == expected
