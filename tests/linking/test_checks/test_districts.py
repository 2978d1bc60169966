import pytest

from tests.linking.test_checks.telling import HEAD, LATER, assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
        (LATER + "Tổng đàn lợn tại ⟦PLACE|huyện Cẩm Mỹ⟧ tăng.", "abolished_district", "huyện Cẩm Mỹ"),
        (LATER + "Giao UBND huyện Cẩm Mỹ kiểm tra.", "abolished_district", "huyện Cẩm Mỹ"),
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Districts that were.
        LATER + "Trụ sở của ⟦PLACE|huyện Cẩm Mỹ⟧ cũ được giao cho trường học.",
        LATER + "Nhận bàn giao từ UBND huyện Cẩm Mỹ.",
        LATER + "Theo nghị quyết của HĐND huyện Cẩm Mỹ.",
        HEAD + "Tổng đàn lợn tại ⟦PLACE|huyện Cẩm Mỹ⟧ tăng.",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


PLANTED = (
    LATER + "Trên địa bàn huyện Thanh Ba hiện có 12 chợ dân sinh.",
    LATER + "Đề nghị UBND huyện Yên Lập khẩn trương rà soát.",
    LATER + "Công an thị xã Phú Thọ đang điều tra vụ việc.",
    LATER + "Tại thành phố Việt Trì, giá nhà tiếp tục tăng.",
    LATER + "Huyện Đoan Hùng đã thu hoạch xong bưởi sớm.",
    LATER + "Sở đã giao huyện Tân Sơn chủ trì phòng, chống cháy rừng.",
    LATER + "Hiện huyện Hạ Hòa đang quản lý 14 hồ chứa nước.",
    LATER + "UBND thành phố Việt Trì được giao lập phương án, báo cáo Sở trước ngày 30/9/2025.",
    LATER + "Các xã của huyện Lâm Thao đều đạt chuẩn nông thôn mới.",
    LATER + "Sở phối hợp với UBND huyện Thanh Thủy kiểm tra các cơ sở nghỉ dưỡng.",
    LATER + "Mưa lớn gây ngập nhiều tuyến đường ở thị xã Phú Thọ.",
    LATER + "Bí thư Huyện ủy Cẩm Khê chỉ đạo rà soát; UBND huyện Cẩm Khê sẽ báo cáo kết quả trong tháng.",
    LATER + "Toàn huyện Thanh Sơn có 23 trường tiểu học.",
    LATER + "Thị xã Phú Thọ và huyện Lâm Thao tiếp tục dẫn đầu về thu hút đầu tư.",
    LATER + "Chủ tịch UBND huyện Tam Nông chịu trách nhiệm trước Chủ tịch UBND tỉnh.",
    LATER + "Công an huyện Yên Lập bắt giữ hai đối tượng.",
    LATER + "Đoàn đến thăm các gia đình chính sách tại huyện Đoan Hùng.",
    LATER + "Kính gửi: UBND các huyện, thành phố Việt Trì.\nHội đồng nhân dân huyện Hạ Hòa đã thông qua nghị quyết.",
)
"""Wordings of contradictions, as plain text."""

CLEAN = (
    LATER + "Trước ngày 01/7/2025, địa bàn thuộc huyện Thanh Ba; huyện khi ấy có 19 xã.",
    LATER + "Trụ sở huyện Yên Lập (cũ) được sửa làm trường học.",
    LATER + "Đường huyện ĐH.18 và đường Bà Huyện Thanh Quan đông xe.",
    LATER + "Công ty Cổ phần Môi trường đô thị thị xã Phú Thọ trúng thầu.",
    LATER + "Dự án đường nối cao tốc đến thành phố Việt Trì được điều chỉnh.",
    LATER + "Theo Quyết định số 15/QĐ-UBND ngày 12/3/2024 của UBND huyện Thanh Ba, khu đất được giao.",
    LATER + "Khách từ thành phố Hải Phòng và thành phố Huế tăng.",
    LATER + "Ông A, nguyên Chủ tịch UBND huyện Tân Sơn, tham dự.",
    HEAD + "Trên địa bàn huyện Thanh Ba hiện có 12 chợ.",
    LATER + "Trong 6 tháng đầu năm 2025, huyện Đoan Hùng đạt 95% kế hoạch.",
    LATER + "Ban Quản lý dự án đầu tư xây dựng huyện Hạ Hòa được chuyển về Sở.",
    LATER + "Bệnh viện Đa khoa huyện Thanh Sơn đổi tên thành Bệnh viện Thanh Sơn.",
    LATER + "Sinh năm 1980, quê huyện Lâm Thao.",
    LATER + "Khu di tích trên địa bàn huyện Lâm Thao trước đây đón đông khách.",
    LATER + "Đến năm 2024 huyện Yên Lập có 17 xã.",
    LATER + "Xã Hạ Hòa được lập từ các xã của huyện Hạ Hòa.",
    LATER + "Tuyến Việt Trì - thị xã Phú Thọ dài 30 km.",
    LATER + "Thành phố Hà Nội và thành phố Đà Nẵng cử đoàn sang học tập.",
    LATER + "Quy hoạch chung thành phố Việt Trì đến năm 2040 được công bố.",
    LATER + "Trung tâm Y tế huyện Thanh Sơn tiếp nhận 300 ca.",
    LATER + "Tác phẩm viết về huyện Tam Nông những năm 1970.",
    LATER + "Cuối năm 2023, thành phố Việt Trì có 22 phường, xã.",
    LATER + "Chi nhánh ngân hàng huyện Lâm Thao khai trương.",
    LATER + "Hồ sơ do UBND huyện Thanh Ba lập ngày 15/4/2025 còn thiếu.",
    LATER + "Dự án cải tạo đường huyện Thanh Thủy đi thành phố Việt Trì.",
)
"""What looks like them and is none: history, names, units that still are."""


@pytest.mark.parametrize("text", PLANTED)
def test_other_wordings_are_found(text: str) -> None:
    assert tell(text) == ["abolished_district"]


@pytest.mark.parametrize("text", CLEAN)
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
