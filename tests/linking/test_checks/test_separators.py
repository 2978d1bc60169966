import pytest

from tests.linking.test_checks.telling import assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        (
            "Chi trả cho ⟦QUANTITY|2.352 đối tượng⟧ với kinh phí ⟦AMOUNT|1.924 tỷ đồng⟧.",
            "implausible_amount",
            "1.924 tỷ đồng",
        ),
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Money that nobody was paid.
        "Bão làm ⟦QUANTITY|1.609 người⟧ bị thương, tổng thiệt hại ⟦AMOUNT|28.013 tỷ đồng⟧.",
        "Thu hồi đất của ⟦QUANTITY|1.209 hộ⟧ với kinh phí bồi thường ⟦AMOUNT|1.924 tỷ đồng⟧.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


PLANTED = (
    "Đã chi trả cho 1.870 người với số tiền 1.215 tỷ đồng.",
    "Trợ cấp thường xuyên cho 3.046 đối tượng, kinh phí 1.675 tỷ đồng.",
    "Tặng 650 suất học bổng cho 650 học sinh, trị giá 1.300 tỷ đồng.",
    "Hỗ trợ tiền điện cho 4.120 hộ nghèo, tổng số tiền 2.719 tỷ đồng.",
    "Chi hỗ trợ mai táng cho 118 trường hợp với kinh phí 1.062 tỷ đồng.",
    "Cấp quà Tết cho 2.900 hộ, kinh phí 1.450 tỷ đồng.",
    "Chi trả chế độ thai sản cho 1.534 lao động nữ với tổng số tiền 2.318 tỷ đồng.",
    "Đã hỗ trợ 3.420 học sinh bán trú, số tiền 2.565 tỷ đồng.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    "Bão làm 1.609 người bị thương, tổng thiệt hại 28.013 tỷ đồng.",
    "Thu hồi đất của 1.215 hộ; chi trả bồi thường 1.024 tỷ đồng cho 1.139 hộ.",
    "Cụm công nghiệp có 1.840 lao động, vốn đăng ký 2.350 tỷ đồng.",
    "Chi cho 2.352 lượt người với số tiền 1,924 tỷ đồng.",
    "Dư nợ cho vay 4.120 tỷ đồng của 51.300 hộ.",
    "Tặng quà cho 1.105 gia đình với tổng số tiền 552,5 triệu đồng.",
    "Doanh thu của 3.400 hộ kinh doanh đạt 1.275 tỷ đồng.",
    "Hỗ trợ 812.000 người với số tiền 1.218 tỷ đồng.",
    "Tổng mức đầu tư 1.250 tỷ đồng, tạo việc làm cho 2.300 lao động.",
)
"""What looks like them and is none: sums that nobody was paid."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["implausible_amount"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
