import pytest

from service.linking.checks import CHECKS, find_contradictions
from service.linking.figures import find_figures
from tests.linking.marked import read

HEAD = "UBND XÃ TÂN HỢP\nSố: 12/BC-UBND\nTân Hợp, ngày 10 tháng 6 năm 2024\n\nBÁO CÁO\n\n"
LATER = HEAD.replace("tháng 6 năm 2024", "tháng 9 năm 2025")


def see(marked: str, *, skipped: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Each contradiction as its code and the words of its spans."""
    source = read(marked)
    return [
        (each.code, tuple(source.masked[start:end] for start, end in each.spans))
        for each in find_contradictions(source, find_figures(source), skipped=skipped)
    ]


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        ("Đúng hạn ⟦QUANTITY|217/345⟧ = ⟦PERCENT|42,98%⟧.", "fraction_percent", "217/345"),
        (
            "Có 138 trên tổng số ⟦QUANTITY|184 thôn⟧ đạt chuẩn, bằng ⟦PERCENT|65%⟧.",
            "fraction_percent",
            "138 trên tổng số 184 thôn",
        ),
        (
            "Có ⟦QUANTITY|27 trường⟧ công lập, chia ra: ⟦QUANTITY|9 trường⟧ mầm non, ⟦QUANTITY|17 trường⟧ tiểu học.",
            "sum_total",
            "27 trường",
        ),
        (
            "Chi trả cho ⟦QUANTITY|215 hộ⟧¹.\n\n¹ Xã A ⟦QUANTITY|72 hộ⟧, xã B ⟦QUANTITY|58 hộ⟧, xã C ⟦QUANTITY|75 hộ⟧.\n",
            "note_sum",
            "215 hộ",
        ),
        (HEAD + "⟦DATE|Ngày 21/7/2024⟧, Đoàn giám sát đã làm việc với xã.", "future_date", "Ngày 21/7/2024"),
        (
            "Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.215 ha⟧.\n\nToàn bộ diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.125 ha⟧ đều tốt.",
            "figure_twice",
            "4.125 ha",
        ),
        ("Cứng hóa ⟦QUANTITY|18/24 km⟧, đạt ⟦PERCENT|57,0%⟧.", "fraction_percent", "18/24 km"),
        (
            "Giải quyết ⟦QUANTITY|13 hồ sơ⟧ (trong đó: ⟦QUANTITY|02 hồ sơ⟧ mới; ⟦QUANTITY|12 hồ sơ⟧ cũ).",
            "sum_total",
            "13 hồ sơ",
        ),
        (
            "Kinh phí ⟦AMOUNT|3 tỷ đồng⟧, trong đó huyện ⟦AMOUNT|2 tỷ đồng⟧, xã ⟦AMOUNT|1,5 tỷ đồng⟧.",
            "sum_total",
            "3 tỷ đồng",
        ),
        (
            "Hỗ trợ ⟦QUANTITY|36 hộ⟧¹ dựng nhà.\n\n¹ Xã A: ⟦QUANTITY|12 hộ⟧; xã B: ⟦QUANTITY|9 hộ⟧; xã C: ⟦QUANTITY|10 hộ⟧.\n",
            "note_sum",
            "36 hộ",
        ),
        (
            HEAD + "Tính đến hết ⟦DATE|ngày 25/6/2024⟧, xã đã giải ngân ⟦AMOUNT|4 tỷ đồng⟧.",
            "future_date",
            "ngày 25/6/2024",
        ),
        (LATER + "Tổng đàn lợn tại ⟦PLACE|huyện Cẩm Mỹ⟧ tăng.", "abolished_district", "huyện Cẩm Mỹ"),
        (LATER + "Giao UBND huyện Cẩm Mỹ kiểm tra.", "abolished_district", "huyện Cẩm Mỹ"),
        (
            "Chi trả cho ⟦QUANTITY|2.352 đối tượng⟧ với kinh phí ⟦AMOUNT|1.924 tỷ đồng⟧.",
            "implausible_amount",
            "1.924 tỷ đồng",
        ),
        (
            "Thu ngân sách xã ⟦DATE|năm 2023⟧ đạt ⟦AMOUNT|7 tỷ đồng⟧.\n\nThu ngân sách xã ⟦DATE|năm 2023⟧ là ⟦AMOUNT|9 tỷ đồng⟧.",
            "figure_twice",
            "9 tỷ đồng",
        ),
    ],
)
def test_each_check_tells_what_disagrees(marked: str, code: str, first: str) -> None:
    ((found, spans),) = see(marked)
    assert (found, spans[0]) == (code, first)
    assert see(marked, skipped=(code,)) == []


def test_every_check_is_tried_and_every_message_is_in_both_languages() -> None:
    source = read("Đúng hạn ⟦QUANTITY|217/345⟧ = ⟦PERCENT|42,98%⟧.")
    (finding,) = find_contradictions(source, find_figures(source))
    assert finding.code in CHECKS
    assert "62,90%" in finding.message
    assert "the text says" in finding.message_en


@pytest.mark.parametrize(
    "marked",
    [
        # Right, or right within rounding.
        "Đúng hạn ⟦QUANTITY|217/345⟧, đạt ⟦PERCENT|62,9%⟧.",
        "Có ⟦QUANTITY|12/15 tổ⟧ nộp xong, số thu đạt ⟦PERCENT|91,3%⟧ dự toán.",
        "Giải quyết ⟦QUANTITY|13 hồ sơ⟧ (trong đó: ⟦QUANTITY|01 hồ sơ⟧ mới; ⟦QUANTITY|12 hồ sơ⟧ cũ).",
        # Only some parts are named.
        "Xảy ra ⟦QUANTITY|14 vụ⟧ (trong đó chủ yếu: ⟦QUANTITY|5 vụ⟧ trộm cắp, ⟦QUANTITY|3 vụ⟧ gây rối).",
        "Kinh phí ⟦AMOUNT|3 tỷ đồng⟧, trong đó huyện ⟦AMOUNT|1 tỷ đồng⟧, xã ⟦AMOUNT|1,5 tỷ đồng⟧.",
        "Khen ⟦QUANTITY|60 hộ⟧¹.\n\n¹ Tiêu biểu: bản A ⟦QUANTITY|14 hộ⟧; bản B ⟦QUANTITY|13 hộ⟧; bản C ⟦QUANTITY|12 hộ⟧.\n",
        # Traits that one can have several of.
        "Kết nạp ⟦QUANTITY|45 đảng viên⟧, trong đó ⟦QUANTITY|29 đảng viên⟧ nữ, ⟦QUANTITY|27 đảng viên⟧ dưới 30 tuổi.",
        "Có 138 trong ⟦QUANTITY|184 thôn⟧ đạt chuẩn, bằng ⟦PERCENT|75%⟧.",
        # A note that goes on to other things.
        "Cấp ⟦QUANTITY|64 hộ⟧¹.\n\n¹ Cùng kỳ cấp ⟦QUANTITY|51 hộ⟧, quý II ⟦QUANTITY|38 hộ⟧, trả lại ⟦QUANTITY|4 hồ sơ⟧.\n",
        # Times to come.
        HEAD + "⟦DATE|Ngày 21/7/2024⟧, đoàn sẽ làm việc với những xã đã đăng ký.",
        HEAD + "Dự án được kéo dài đến hết ⟦DATE|ngày 31/12/2025⟧.",
        HEAD + "Đến hết ⟦DATE|ngày 30/6/2025⟧, phấn đấu giải ngân toàn bộ.",
        # Districts that were.
        LATER + "Trụ sở của ⟦PLACE|huyện Cẩm Mỹ⟧ cũ được giao cho trường học.",
        LATER + "Nhận bàn giao từ UBND huyện Cẩm Mỹ.",
        LATER + "Theo nghị quyết của HĐND huyện Cẩm Mỹ.",
        HEAD + "Tổng đàn lợn tại ⟦PLACE|huyện Cẩm Mỹ⟧ tăng.",
        # Money that nobody was paid.
        "Bão làm ⟦QUANTITY|1.609 người⟧ bị thương, tổng thiệt hại ⟦AMOUNT|28.013 tỷ đồng⟧.",
        "Thu hồi đất của ⟦QUANTITY|1.209 hộ⟧ với kinh phí bồi thường ⟦AMOUNT|1.924 tỷ đồng⟧.",
        # Not one figure.
        "Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.215 ha⟧. Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.870 ha⟧.",
        "Thu ngân sách xã ⟦DATE|năm 2022⟧ đạt ⟦AMOUNT|7 tỷ đồng⟧.\n\nThu ngân sách xã ⟦DATE|năm 2023⟧ là ⟦AMOUNT|9 tỷ đồng⟧.",
        "Diện tích lúa mùa ⟦DATE|năm 2023⟧ là ⟦QUANTITY|90 ha⟧. Diện tích lúa mùa tại ⟦PLACE|xã A⟧ ⟦DATE|năm 2023⟧ là ⟦QUANTITY|9 ha⟧.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


def test_a_date_misread_as_the_document_s_own_makes_no_other_date_late() -> None:
    dates = "; ".join(f"đã bàn giao vào ⟦DATE|ngày {day}/8/2024⟧" for day in range(10, 20))
    assert see(f"{HEAD}Kết quả: {dates}.") == []
