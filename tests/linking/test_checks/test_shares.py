import pytest

from tests.linking.test_checks.telling import assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        ("Đúng hạn ⟦QUANTITY|217/345⟧ = ⟦PERCENT|42,98%⟧.", "fraction_percent", "217/345"),
        (
            "Có 138 trên tổng số ⟦QUANTITY|184 thôn⟧ đạt chuẩn, bằng ⟦PERCENT|65%⟧.",
            "fraction_percent",
            "138 trên tổng số 184 thôn",
        ),
        ("Cứng hóa ⟦QUANTITY|18/24 km⟧, đạt ⟦PERCENT|57,0%⟧.", "fraction_percent", "18/24 km"),
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Right, or right within rounding.
        "Đúng hạn ⟦QUANTITY|217/345⟧, đạt ⟦PERCENT|62,9%⟧.",
        "Có ⟦QUANTITY|12/15 tổ⟧ nộp xong, số thu đạt ⟦PERCENT|91,3%⟧ dự toán.",
        "Có 138 trong ⟦QUANTITY|184 thôn⟧ đạt chuẩn, bằng ⟦PERCENT|75%⟧.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


PLANTED = (
    "Tỷ lệ giải quyết đúng hạn đạt 86,4% (1.284/1.326 hồ sơ).",
    "Có 96/120 cơ sở ký cam kết không bán hàng giả, chiếm tỷ lệ 85%.",
    "Đã lắp công tơ cho 1.020/1.200 hộ (tỷ lệ 75%); số còn lại lắp trong tháng tới.",
    "Thu được 45 mẫu trong tổng số 60 mẫu nước, tương đương 65%.",
    "Rà soát xong 33/44 xã, phường, thị trấn, đạt tỷ lệ 57%.",
    "Số học sinh ra lớp là 2.150/2.500 em, bằng 68,0%; các em còn lại đang được vận động.",
    "Đến nay 156/195 cơ sở sản xuất đã được cấp giấy chứng nhận an toàn thực phẩm, chiếm 70,0%; các cơ sở khác đang hoàn thiện hồ sơ.",
    "Kết quả phổ cập: huy động 418/440 trẻ 5 tuổi ra lớp (đạt tỷ lệ 89,5%).",
    "Cử tri đi bầu đạt 92,3% (tương ứng 8.640/9.000 cử tri).",
    "Toàn xã có 14/16 thôn được công nhận thôn văn hóa = 78,5%.",
    "Trong 250 mẫu xét nghiệm có 35 mẫu dương tính, chiếm 24%.",
    "Có 1.120 hộ trên tổng số 1.400 hộ đăng ký gia đình văn hóa, đạt 90%.",
    "Thu hồi nợ đọng được 3,2/4,0 tỷ đồng, đạt 70%.",
    "Qua kiểm tra 60 cơ sở, có 48/60 cơ sở đạt yêu cầu, chiếm tỷ lệ 75%.",
    "Số hộ được cấp nước hợp vệ sinh: 2.340/2.600 hộ (80%).",
    "100% thôn có nhà văn hóa; 17/25 nhà văn hóa đạt chuẩn, tương ứng 86%.",
    "Đã thực hiện 45/60 nhiệm vụ được giao, tỷ lệ hoàn thành đạt 85%.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    "Có 12/15 xã đạt 80% kế hoạch trở lên.",
    "Có 41/45 đại biểu dự họp biểu quyết tán thành, chiếm 82% tổng số đại biểu.",
    "Đội trực 24/24 giờ, 100% quân số.",
    "Lập quy hoạch chi tiết tỷ lệ 1/500, đạt 85% diện tích.",
    "Thực hiện 96/125 hồ sơ trực tuyến, tăng 12% so với tháng trước.",
    "Từ ngày 12/7, 90% hộ dân có điện trở lại.",
    "Tỷ lệ che phủ rừng đạt 52,4% (11/14 xã có rừng).",
    "Có 9/12 chỉ tiêu hoàn thành, riêng thu ngân sách đạt 91% dự toán.",
    "Nghiệm thu 7/8 hạng mục, giá trị giải ngân đạt 68% kế hoạch vốn.",
    "Kết quả: 133/150 hồ sơ đúng hạn (88,7%), 17 hồ sơ quá hạn (11,3%).",
    "Có 15/17 xã hoàn thành kế hoạch thu, tổng thu đạt 104% dự toán.",
    "Trồng 5.400/4.500 cây, đạt 120% kế hoạch.",
    "Tổ 12/4 phường A có 85% hộ đăng ký.",
    "Đến 30/6, 75% số vốn đã giải ngân.",
    "Có 217/252 chi hội (86,1%) cử người; 9/11 xã, tương đương 82%, hoàn thành.",
    "Bài thi đạt 4/5 điểm, 90% thí sinh đạt yêu cầu.",
    "Toàn huyện có 21/23 xã có điện lưới, tỷ lệ hộ dùng điện 97,5%.",
    "Trong 12 dự án có 3 dự án đạt 100% kế hoạch.",
    "Trong đó 112/118 hồ sơ trước hạn, chiếm 94,92% số đã trả.",
    "Giao 20 chỉ tiêu, thực hiện 17 chỉ tiêu, đạt 85%.",
    "Quốc lộ 4/5 đoạn (80%) đã xong.",
    "Có 8/10 xã tăng thu, bình quân mỗi xã tăng 12%.",
    "Có 32/40 hộ vay vốn, số hộ trả nợ đúng hạn đạt 95%.",
    "Giải ngân 12/20 dự án, đạt 45% kế hoạch vốn năm.",
    "Đã có 15/18 đơn vị nộp báo cáo, trong đó 80% nộp đúng hạn.",
    "Lớp 5/3 có 95% học sinh giỏi.",
    "Tỷ lệ 1/3 số hộ, tương đương 33,3%.",
    "Phòng 204/2 đạt 90% công suất.",
    "Có 250 mẫu, trong đó 35 mẫu dương tính, chiếm 14%.",
    "Có 48 ca mắc, tử vong 3 ca, chiếm 6,25%.",
)
"""What looks like them and is none: other bases, plans, house numbers."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["fraction_percent"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
