import pytest

from tests.linking.test_checks.telling import HEAD, assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        (HEAD + "⟦DATE|Ngày 21/7/2024⟧, Đoàn giám sát đã làm việc với xã.", "future_date", "Ngày 21/7/2024"),
        (
            HEAD + "Tính đến hết ⟦DATE|ngày 25/6/2024⟧, xã đã giải ngân ⟦AMOUNT|4 tỷ đồng⟧.",
            "future_date",
            "ngày 25/6/2024",
        ),
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Times to come.
        HEAD + "⟦DATE|Ngày 21/7/2024⟧, đoàn sẽ làm việc với những xã đã đăng ký.",
        HEAD + "Dự án được kéo dài đến hết ⟦DATE|ngày 31/12/2025⟧.",
        HEAD + "Đến hết ⟦DATE|ngày 30/6/2025⟧, phấn đấu giải ngân toàn bộ.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


def test_a_date_misread_as_the_document_s_own_makes_no_other_date_late() -> None:
    dates = "; ".join(f"đã bàn giao vào ⟦DATE|ngày {day}/8/2024⟧" for day in range(10, 20))
    assert see(f"{HEAD}Kết quả: {dates}.") == []


PLANTED = (
    HEAD + "Trường mầm non Họa Mi đã khánh thành ngày 15/8/2024, đón các cháu vào học.",
    HEAD + "Công an huyện đã bắt giữ hai đối tượng trộm trâu vào ngày 22/6/2024.",
    HEAD + "Trong tháng 7/2024, huyện đã tổ chức ba đợt ra quân làm thủy lợi.",
    HEAD + "Ngày 18/6/2024, UBND huyện đã họp kiểm điểm tiến độ.",
    HEAD + "Tính đến ngày 30/6/2024, toàn huyện đã trồng 210 ha rừng.",
    HEAD + "Lễ phát động đã diễn ra sáng ngày 19/6/2024 tại sân vận động.",
    HEAD + "Công trình thủy lợi Nà Sản đã hoàn thành và bàn giao cho xã quản lý từ ngày 05/8/2024.",
    HEAD + "Vào ngày 20 tháng 6 năm 2024, Chủ tịch UBND huyện đã ký quyết định thành lập tổ công tác.",
    HEAD + "Đến ngày 15/7/2024, đã có 12 xã nộp báo cáo.",
    HEAD + "Vụ cháy xảy ra lúc 2 giờ ngày 17/6/2024 đã thiêu rụi ba gian hàng.",
    HEAD + "Đoàn công tác đã đi khảo sát thực tế tại bản Lướt hôm 23/6/2024.",
    HEAD + "Kết quả lũy kế đến ngày 31/7/2024 giải ngân được 12,4 tỷ đồng.",
    HEAD + "Cuộc thi đã khép lại vào tối 28/6/2024 với phần thắng thuộc về đội thị trấn.",
    HEAD + "Dự án khởi công từ đầu năm và đã hoàn thành vào tháng 9/2024.",
    HEAD + "Tối ngày 20/6/2024, tại nhà văn hóa xã, Hội Phụ nữ đã tổ chức đêm văn nghệ gây quỹ.",
    HEAD + "Trạm y tế đã tiêm xong mũi 2 ngày 25/6/2024 cho 320 cháu.",
    HEAD + "Tính đến tháng 8/2024, xã đạt 17/19 tiêu chí.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    HEAD + "Ban đã thống nhất để nghị quyết có hiệu lực từ ngày 01/7/2024.",
    HEAD + "UBND huyện đã yêu cầu nhà thầu bàn giao mặt bằng vào ngày 25/6/2024.",
    HEAD + "Nhà thầu đã ký hợp đồng thuê máy đến ngày 31/12/2024.",
    HEAD + "Huyện đã ban hành kế hoạch tổ chức lễ hội vào ngày 02/9/2024.",
    HEAD + "Kỳ họp thường lệ đã được ấn định vào ngày 08/7/2024.",
    HEAD + "Ngày 21/7/2024, đoàn sẽ làm việc với những xã đã đăng ký.",
    HEAD + "Các trường đã kiểm tra cơ sở vật chất chuẩn bị cho khai giảng ngày 05/9/2024.",
    HEAD + "Đến hết tháng 12/2024, phấn đấu hoàn thành 100% kế hoạch.",
    HEAD + "Thẻ bảo hiểm đã cấp có giá trị đến ngày 31/12/2024.",
    HEAD + "Từ ngày 01/7/2024, mức lương cơ sở mới được áp dụng.",
    HEAD + "Ngày 30/6/2024 là hạn cuối mà UBND tỉnh đã giao.",
    HEAD + "Hợp đồng đã ký có thời hạn thực hiện đến ngày 30/11/2024.",
    HEAD + "Huyện đã phê duyệt phương án di dời, hoàn thành trước ngày 30/8/2024.",
    HEAD + "Công ty đã gửi thông báo cắt điện ngày 15/6/2024.",
    HEAD + "Tỉnh đã chọn ngày 20/8/2024 để khởi công.",
    HEAD + "Vòng chung kết được tổ chức vào ngày 25/6/2024.",
    HEAD + "Đã phát hành vé cho đêm diễn ngày 22/6/2024.",
    HEAD + "Các xã đã nhận giấy mời họp ngày 14/6/2024.",
    HEAD + "Nghị định đã được ban hành, áp dụng từ ngày 01/8/2024.",
    HEAD + "UBND huyện đã giao Phòng Tài chính tham mưu, báo cáo trước ngày 20/6/2024.",
    HEAD + "Đã tiếp nhận hồ sơ đăng ký dự thi ngày 29/6/2024.",
    HEAD + "Chủ đầu tư đã hoàn thành hồ sơ trình phê duyệt ngày 30/6/2024.",
    HEAD + "Huyện đã bắt đầu chuẩn bị đại hội, tổ chức ngày 20/8/2024.",
    HEAD + "Giấy phép đã cấp hết hạn ngày 31/12/2024.",
    HEAD + "Đã tổ chức họp bàn việc đón đoàn ngày 18/6/2024.",
    HEAD + "Trung tâm đã mở lớp, bế giảng ngày 30/6/2024.",
    HEAD + "Tính đến 31/12/2024, dự kiến giải ngân hết.",
)
"""What looks like them and is none: plans, terms, appointments."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["future_date"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
