import pytest

from tests.linking.test_checks.telling import tell

PLANTED = (
    "Biên bản lập thành 04 (ba) bản.",
    "Thời hạn nộp hồ sơ là 15 (mười) ngày.",
    "Có 32 (hai mươi ba) đại biểu dự họp.",
    "Diện tích thu hồi là 1.250 (một nghìn hai trăm lẻ năm) m2.",
    "Hội đồng gồm 9 (bảy) thành viên.",
    "Đã cấp 112 (bằng chữ: một trăm hai mươi mốt) giấy chứng nhận.",
    "Hợp đồng được lập thành 06 (năm) bản có giá trị như nhau.",
    "Trong vòng 20 (mười hai) ngày kể từ ngày nhận thông báo.",
    "Thu giữ 45 (năm mươi bốn) bao thuốc lá ngoại.",
    "Số phiếu phát ra: 36 phiếu (ba mươi lăm phiếu).",
    "Xử phạt 12 (mười hai) hộ, nhắc nhở 14 (mười ba) hộ.",
    "Hợp đồng có hiệu lực trong 24 tháng (hai mươi tháng).",
    "Hồ sơ gồm 05 (sáu) bộ.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    "Biên bản lập thành 03 (ba) bản.",
    "Có 15 (mười lăm) tờ mệnh giá 500.000 đồng.",
    "Thu 10% (mười phần trăm) lệ phí.",
    "Thôn 5 (năm ngoái là thôn 4) có 30 hộ.",
    "Điều 3 (ba khoản đầu) có hiệu lực.",
    "Tổng 7.500.000 đồng (bảy triệu năm trăm nghìn đồng).",
    "Có 24 (hai tư) hộ.",
    "Khóa 4 (tháng hai) khai giảng.",
    "Được 21 (hai mốt) phiếu.",
    "Giao 2 (hai) phòng, 3 (ba) tổ.",
    "Mẫu số 5 (bốn trang).",
)
"""What looks like them and is none: the same number, or no number in the brackets."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["words_differ"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
