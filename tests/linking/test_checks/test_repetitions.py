import pytest

from tests.linking.test_checks.telling import assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        (
            "Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.215 ha⟧.\n\nToàn bộ diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.125 ha⟧ đều tốt.",
            "figure_twice",
            "4.125 ha",
        ),
        (
            "Thu ngân sách xã ⟦DATE|năm 2023⟧ đạt ⟦AMOUNT|7 tỷ đồng⟧.\n\nThu ngân sách xã ⟦DATE|năm 2023⟧ là ⟦AMOUNT|9 tỷ đồng⟧.",
            "figure_twice",
            "9 tỷ đồng",
        ),
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Not one figure.
        "Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.215 ha⟧. Diện tích lúa đông xuân đã cấy là ⟦QUANTITY|4.870 ha⟧.",
        "Thu ngân sách xã ⟦DATE|năm 2022⟧ đạt ⟦AMOUNT|7 tỷ đồng⟧.\n\nThu ngân sách xã ⟦DATE|năm 2023⟧ là ⟦AMOUNT|9 tỷ đồng⟧.",
        "Diện tích lúa mùa ⟦DATE|năm 2023⟧ là ⟦QUANTITY|90 ha⟧. Diện tích lúa mùa tại ⟦PLACE|xã A⟧ ⟦DATE|năm 2023⟧ là ⟦QUANTITY|9 ha⟧.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


PLANTED = (
    "Tổng đàn trâu, bò toàn huyện có 12.450 con, tăng nhẹ.\n\nĐể bảo vệ tổng đàn trâu, bò 14.250 con, trạm thú y tiêm hai đợt.",
    "Nguồn vốn huy động được 35,8 tỷ đồng từ xã hội hóa.\n\nNhìn lại, nguồn vốn huy động được 38,5 tỷ đồng là cố gắng lớn.",
    "Thu ngân sách trên địa bàn 5 tháng đầu năm 2024 đạt 61,2 tỷ đồng.\n\nĐánh giá chung: thu ngân sách trên địa bàn 5 tháng đầu năm 2024 là 66,9 tỷ đồng.",
    "Toàn xã hiện có 1.246 hộ dân.\n\nXã có địa bàn rộng, toàn xã có 1.264 hộ dân sống rải rác.",
    "Sản lượng thủy sản khai thác được 3.170 tấn.\n\nVới sản lượng thủy sản khai thác 3.420 tấn nêu trên, các cảng đều quá tải.",
    "Huyện có 318 km đường giao thông nông thôn đã cứng hóa.\n\nHằng năm phải sửa chữa 381 km đường giao thông nông thôn đã cứng hóa.",
    "Tổng dư nợ cho vay đạt 412,5 tỷ đồng với 8.230 khách hàng.\n\nTổng dư nợ cho vay 421,5 tỷ đồng là mức cao nhất từ trước đến nay.",
    "Bệnh viện có 235 giường bệnh.\n\nDo bệnh viện chỉ có 253 giường bệnh nên thường xuyên quá tải.",
    "Dân số toàn xã là 7.352 người.\n\nVới dân số toàn xã 7.532 người, nhu cầu nước sạch rất lớn.",
    "Tổng diện tích rừng bị cháy là 12,45 ha.\n\nToàn bộ 14,25 ha rừng bị cháy đều là rừng trồng.",
    "Tổng số vốn đã giải ngân là 48,6 tỷ đồng.\n\nTrong tổng số vốn đã giải ngân 46,8 tỷ đồng, vốn tỉnh chiếm quá nửa.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    "Số hộ nghèo đầu năm là 4.204 hộ.\n\nSố hộ nghèo cuối năm là 4.024 hộ.",
    "Lũy kế thu ngân sách quý I năm 2024 là 52,6 tỷ đồng; cùng kỳ năm 2023, thu ngân sách quý I là 47,9 tỷ đồng.",
    "Tại xã Hải Lăng, số hộ dùng nước máy là 2.318 hộ.\n\nTại xã Gio Linh, số hộ dùng nước máy là 2.381 hộ.",
    "Kế hoạch vốn giao 120 tỷ đồng.\n\nKế hoạch vốn điều chỉnh còn 102 tỷ đồng.",
    "Diện tích cà phê tái canh năm 2023 là 318 ha.\n\nDiện tích cà phê tái canh năm 2024 là 381 ha.",
    "Báo cáo trước ghi tổng đàn lợn 12.350 con.\n\nNay đính chính: tổng đàn lợn 13.250 con.",
    "Kế hoạch gieo cấy diện tích lúa mùa 2.480 ha.\n\nĐã gieo cấy diện tích lúa mùa 2.840 ha, vượt kế hoạch.",
    "Giá lợn hơi bình quân 62.500 đồng/kg.\n\nGiá lợn giống bình quân 65.200 đồng/kg.",
    "Mức thu học phí cấp tiểu học 132.000 đồng.\n\nMức thu học phí cấp trung học 123.000 đồng.",
    "Tổng thu ngân sách xã 6 tháng đầu năm 2024 đạt 3.150 triệu đồng. Tổng thu ngân sách xã 9 tháng đầu năm 2024 đạt 5.480 triệu đồng.",
    "Trường Mai Pha có 356 học sinh.\n\nTrường Hoàng Văn Thụ có 365 học sinh.",
    "Thôn Nà Pàn thu 132 tấn ngô.\n\nThôn Nà Sla thu 123 tấn ngô.",
    "Vụ xuân gieo 1.240 ha lúa.\n\nVụ mùa gieo 1.420 ha lúa.",
    "Tổng dự toán được duyệt 1.350 triệu đồng.\n\nTổng dự toán sau điều chỉnh 1.530 triệu đồng.",
    "Năm học 2022 - 2023 toàn trường có 1.037 học sinh.\n\nNăm học 2023 - 2024 toàn trường có 1.073 học sinh.",
    "Lúa thuần 245 ha; lúa lai 254 ha.",
    "Đường bê tông dài 1.250 m.\n\nĐường nhựa dài 1.520 m.",
    "Gói thầu số 1 có giá 12,35 tỷ đồng.\n\nGói thầu số 2 có giá 13,25 tỷ đồng.",
    "Hộ ông An được bồi thường 215 triệu đồng.\n\nHộ ông Bình được bồi thường 251 triệu đồng.",
    "Toàn huyện có 1.246 hộ nghèo, giảm so với 1.264 hộ nghèo năm trước.",
    "Theo Cục Thống kê, tổng đàn lợn là 13.450 con.\n\nTheo rà soát của huyện, tổng đàn lợn là 14.350 con.",
    "Lương công nhân 7,25 triệu đồng/người/tháng.\n\nLương kỹ sư 7,52 triệu đồng/người/tháng.",
    "Quý I tiếp nhận 1.325 hồ sơ.\n\nQuý II tiếp nhận 1.352 hồ sơ.",
    "Đến 30/4 giải ngân được 12,35 tỷ đồng.\n\nĐến 31/5 giải ngân được 13,25 tỷ đồng.",
    "Nhà A diện tích 125 m2.\n\nNhà B diện tích 152 m2.",
    "Năng suất lúa xuân đạt 62,5 tạ/ha.\n\nNăng suất lúa mùa đạt 65,2 tạ/ha.",
    "Chi thường xuyên 45,6 tỷ đồng.\n\nChi đầu tư phát triển 46,5 tỷ đồng.",
)
"""What looks like them and is none: other periods, places, plans."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["figure_twice"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
