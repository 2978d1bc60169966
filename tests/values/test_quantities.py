import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from service.values.measures import find_measures
from service.values.quantities import parse_quantity


def quantities(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_measures(text) if match.label is Label.QUANTITY]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.549,7m²", {"number": "3549.7", "unit": "m2"}),
        ("15ha", {"number": "15", "unit": "ha"}),
        ("02 (hai) dự án", {"number": "2", "unit": "dự án"}),
        ("mười lăm (15) ngày", {"number": "15", "unit": "ngày"}),
        ("20 ngày/01 tháng", {"number": "20", "unit": "ngày/tháng"}),
        ("120 tấn/năm", {"number": "120", "unit": "t/năm"}),
        ("52,8 tạ/ha", {"number": "52.8", "unit": "tạ/ha"}),
        ("12 người/km²", {"number": "12", "unit": "người/km2"}),
        ("27,6 triệu m²", {"number": "27600000", "unit": "m2"}),
        ("671,2 nghìn con", {"number": "671200", "unit": "con"}),
        ("430TH", {"number": "430", "unit": "th"}),
        ("90 giấy phép", {"number": "90", "unit": "giấy phép"}),
        ("15 Quyết định", {"number": "15", "unit": "quyết định"}),
        ("217/345", {"number": "217", "of": "345", "unit": None}),
        ("37 việc/275", {"number": "37", "of": "275", "unit": "việc"}),
        ("08/08 phường", {"number": "8", "of": "8", "unit": "phường"}),
        ("15 - 20 hộ", {"min": "15", "max": "20", "unit": "hộ"}),
        ("4 giờ 10 phút", {"number": "250", "unit": "phút"}),
        ("hai mươi hộ", {"number": "20", "unit": "hộ"}),
        ("O3 khẩu", {"number": "3", "unit": "khẩu"}),
        ("05 năm", {"number": "5", "unit": "năm"}),
    ],
)
def test_values(text: str, value: dict[str, str | None]) -> None:
    assert parse_quantity(text).value == value


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("đã cấp 90 giấy phép xây dựng", ["90 giấy phép"]),
        ("kế hoạch 5 năm 2021 - 2025 của xã", ["5 năm"]),
        ("từ ngày 5 năm 2021", []),
        ("phát hiện 05 vụ/01 đối tượng", ["05 vụ", "01 đối tượng"]),
        ("sau năm (05) ngày làm việc", ["năm (05) ngày"]),
        ("khoản này (05) ngày", []),
        ("tổ ba (3) người", []),
        ("trước mười sáu (16) giờ ngày 05/3/2025", []),
        ("15 (mười lăm) ngày/01 (một) tháng", ["15 (mười lăm) ngày", "01 (một) tháng"]),
        ("lần 4 năm 2021-2022", []),
        ("các tháng 3, 4, 5 năm 2021-2022", []),
        ("cấp 200 lít/1 người/1 ngày", ["200 lít/1 người/1 ngày"]),
        ("27 (hai mươi sáu) hộ", ["27 (hai mươi sáu) hộ"]),
        ("cho 15 hộ gia đình và 486 lượt người", ["15 hộ", "486 lượt"]),
        ("xử lý 09 vụ buôn lậu, diện tích khoảng 15ha.", ["09 vụ", "15ha"]),
        ("hồ sơ hủy: 07; hồ sơ tạm dừng: 01", ["07", "01"]),
        ("ban hành   50   quyết định", ["50   quyết định"]),
        ("các khoản 3, 4 và 9 Điều 38", []),
        ("tại khoản 1.2 Điều này", []),
        ("ban hành 08   Quyết định khen", ["08   Quyết định"]),
        ("từ 3 đến 5 hộ", ["3 đến 5 hộ"]),
        ("gấp 1,4 lần", ["1,4 lần"]),
        ("trực 24/24 giờ", ["24/24 giờ"]),
        ("tiếp 27 lượt/35 công dân", ["27 lượt/35 công dân"]),
        ("trên tổng số 23,5 km", ["23,5 km"]),
        ("dân số 21.386 người", ["21.386 người"]),
        ("khối 06 phòng học", ["06 phòng học"]),
        ("02 tuyến đường, 36 bóng đèn, 22 biển báo, 2 trụ điện", ["02 tuyến", "36 bóng", "22 biển", "2 trụ"]),
        ("19 tân binh, 36 trụ sở, 02 ki-ốt, 03 tổ máy", ["19 tân binh", "36 trụ sở", "02 ki-ốt", "03 tổ máy"]),
        ("tốc mái 214 nhà ở các phường, 29 nhà ở xã hội", ["214 nhà", "29 nhà"]),
        ("hỗ trợ 15 nhà ở hộ nghèo", ["15 nhà ở"]),
        ("đưa vào dùng 05 công t rình; thẩm tra 04 công trìnhl dùng vốn", ["05 công t rình", "04 công trình"]),
        ("lập biên bản 09 trường hợp", ["09 trường hợp"]),
        ("nhà lớp học 2 tầng 8 phòng", ["2 tầng", "8 phòng"]),
        ("trữ 5,2 triêu m3", ["5,2 triêu m3"]),
        ("cắm mốc 60/60 km", ["60/60 km"]),
        ("tư vấn qua điện thoại 8.940 lượt", ["8.940 lượt"]),
        ("điện thoại 0238.3873.xxx, số máy 0205 3883 xxx, tổng đài 19001006.", []),
        ("chạy qua các tổ 14, 15 và 22, phường", []),
        ("phòng 204, ngã tư 550, đồi 82, nhịp 18;", []),
        ("họp lúc 16 giờ 20; khung 7 giờ - 16 giờ", []),
        ("cơn mưa 30/8 làm sập tường", []),
        ("ba người của hai huyện, mười bảy dự án", []),
        ("4.311     Ban quản lý", []),
        ("phát hiện Ol vụ", ["Ol vụ"]),
        ("theo Điều 5 và khoản 2", []),
        ("lần thứ 9 tại tỉnh", []),
        ("tỷ lệ 1/500", []),
        ("phương châm 4 tại chỗ", []),
        ("trẻ từ 6 tháng đến 9 tháng tuổi", []),
        ("trước 16 giờ 30 phút thứ sáu", []),
        ("thôn 4, lớp 9, đợt 3", []),
        ("nhà máy Vũng Áng 1 chạy thử", []),
        ("dịch Covid-19 lây lan", []),
        ("Km12+400 đường tỉnh", []),
        ("gói thầu số 03 thuộc", []),
        ("\n6 Nhà đa năng", []),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert quantities(text) == spans


def test_the_segmenter_says_where_an_unknown_word_ends() -> None:
    text = "12 sáng chế mới"
    end = text.index(" mới")
    found = find_measures(text, word_end=lambda offset: end if offset == 3 else offset + 1)
    assert [text[match.start : match.end] for match in found] == ["12 sáng chế"]


def test_no_number_has_a_reason() -> None:
    assert parse_quantity("nhiều hộ").reason == "no_quantity"


@given(st.text() | st.text(alphabet=st.sampled_from("0123456789./ hộxãm²-lO\n")))
def test_spans_lie_in_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for match in find_measures(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@pytest.mark.parametrize("unit", ["1/", "1 hộ/", "1 - ", "1 x ", "5 m/", "1 a", "tổ 1, ", "0205 ", "1 giờ - "])
def test_hostile_runs_end(unit: str) -> None:
    find_measures(unit * 20_000)
