import pytest

from service.text.spelling import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Uỷ ban", "ủy ban"),
        ("THỦY", "thuỷ"),
        ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp  Chàm"),
        ("Ðông Hà", "Đông Hà"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Bình Cẩm", "Bình Cảm"), ("Toàn", "Toán"), ("Quý", "Qúy"), ("Lang", "Lạng")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
