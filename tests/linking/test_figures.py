import pytest

from tests.linking.marked import see_comparisons, see_figures, see_periods


@pytest.mark.parametrize(
    ("marked", "figures"),
    [
        # What is counted follows the count; a bare classifier names nothing.
        ("Cấp ⟦QUANTITY|90 giấy phép⟧ xây dựng.", [("giấy phép xây dựng", "90 giấy phép")]),
        ("Cháy rừng: ⟦QUANTITY|11 vụ⟧.", [("Cháy rừng", "11 vụ")]),
        ("Sốt xuất huyết ⟦QUANTITY|08 ca⟧, sởi ⟦QUANTITY|3 ca⟧.", [("Sốt xuất huyết", "08 ca"), ("sởi", "3 ca")]),
        ("Khách tham quan đạt ⟦QUANTITY|184.600 lượt⟧.", [("Khách tham quan", "184.600 lượt")]),
        ("Xử phạt ⟦QUANTITY|88 trường hợp⟧.", [("trường hợp", "88 trường hợp")]),
        ("Hỗ trợ cho ⟦QUANTITY|26 hộ⟧.", [("hộ", "26 hộ")]),
        ("Dân số ⟦QUANTITY|21.386 người⟧.", [("Dân số", "21.386 người")]),
        ("Phòng ở nội trú còn thiếu ⟦QUANTITY|64 phòng⟧.", [("Phòng ở nội trú còn thiếu", "64 phòng")]),
        # What is measured follows a measure, or an attribute leads up to it.
        ("Toàn xã gieo được ⟦QUANTITY|312 ha⟧ lúa mùa.", [("lúa mùa", "312 ha")]),
        ("Sử dụng ⟦QUANTITY|320 tấn⟧ xi măng của tỉnh.", [("xi măng", "320 tấn")]),
        ("Năng suất lúa đạt ⟦QUANTITY|58 tạ/ha⟧.", [("Năng suất lúa", "58 tạ/ha")]),
        ("Diện tích trồng ngô là ⟦QUANTITY|40 ha⟧.", [("Diện tích trồng ngô", "40 ha")]),
        ("Trả ⟦AMOUNT|860 triệu đồng⟧ tiền đất đắp.", [("tiền đất đắp", "860 triệu đồng")]),
        # The head of what leads up: without agents, places, sources, dates.
        ("⟦ORG|UBND xã A⟧ đã thu ⟦AMOUNT|5 tỷ đồng⟧.", [("thu", "5 tỷ đồng")]),
        ("Thu ngân sách trên địa bàn ước ⟦AMOUNT|5 tỷ đồng⟧.", [("Thu ngân sách", "5 tỷ đồng")]),
        (
            "Giá trị giải ngân qua ⟦ORG|Kho bạc Nhà nước - Phòng Giao dịch số 3⟧ đến nay là ⟦AMOUNT|5 tỷ đồng⟧.",
            [("Giá trị giải ngân", "5 tỷ đồng")],
        ),
        ("Tổng mức bán lẻ theo ⟦DOCUMENT|Báo cáo số 3/BC⟧ là ⟦AMOUNT|5 tỷ đồng⟧.", [("Tổng mức bán lẻ", "5 tỷ đồng")]),
        ("Dự án ⟦PROJECT|Cầu Bến Đá⟧: ⟦AMOUNT|5 tỷ đồng⟧.", [("Cầu Bến Đá", "5 tỷ đồng")]),
        ("⟦PROJECT|Cầu Bến Đá (nhịp 2)⟧ (⟦AMOUNT|5 tỷ đồng⟧).", [("Cầu Bến Đá (nhịp 2)", "5 tỷ đồng")]),
        # Clauses: a new noun is a new subject, a bare value goes on with the last.
        (
            "Thu nội địa ⟦AMOUNT|9 tỷ đồng⟧, tiền sử dụng đất ⟦AMOUNT|4 tỷ đồng⟧.",
            [("Thu nội địa", "9 tỷ đồng"), ("tiền sử dụng đất", "4 tỷ đồng")],
        ),
        (
            "Tỷ lệ đạt lần lượt ⟦PERCENT|79,1%⟧ và ⟦PERCENT|88,4%⟧.",
            [("Tỷ lệ", "79,1%"), ("Tỷ lệ", "88,4%")],
        ),
        (
            "Chi trả bồi thường cho ⟦QUANTITY|26 hộ⟧, tương ứng ⟦AMOUNT|9 tỷ đồng⟧.",
            [("hộ", "26 hộ"), ("Chi trả bồi thường", "9 tỷ đồng")],
        ),
        (
            "Dự toán thu được giao ⟦AMOUNT|9 tỷ đồng⟧. Thực hiện: ⟦AMOUNT|8 tỷ đồng⟧.",
            [("Dự toán thu", "9 tỷ đồng"), ("Dự toán thu", "8 tỷ đồng")],
        ),
        ("Quá hạn ⟦QUANTITY|37 việc/275⟧.", [("việc", "37 việc/275")]),
        ("Có ⟦QUANTITY|21/21 xã⟧, thị trấn trực.", [("xã, thị trấn", "21/21 xã")]),
        ("Vướng ⟦QUANTITY|11 hộ⟧ chưa nhận tiền.", [("hộ chưa nhận tiền", "11 hộ")]),
        ("Trả hồ sơ ⟦QUANTITY|01 doanh nghiệp⟧ xin lập dự án.", [("doanh nghiệp", "01 doanh nghiệp")]),
        ("Tỷ lệ hộ nghèo toàn huyện còn ⟦PERCENT|4,37%⟧.", [("Tỷ lệ hộ nghèo", "4,37%")]),
        # Damaged digits are no letters.
        ("Tay chân miệng ⟦QUANTITY|l4 trường hợp⟧.", [("Tay chân miệng", "l4 trường hợp")]),
        ("Tặng ⟦QUANTITY|2O suất⟧ quà.", [("suất quà", "2O suất")]),
    ],
)
def test_what_a_figure_is_of(marked: str, figures: list[tuple[str, str]]) -> None:
    assert see_figures(marked) == figures


@pytest.mark.parametrize(
    "marked",
    [
        "Họp trong ⟦QUANTITY|07 ngày⟧.",
        "Tuyến đường dài ⟦QUANTITY|5 km⟧.",
        "Mặt cầu rộng ⟦QUANTITY|5 m⟧.",
        "Nhà máy điện ⟦PROJECT|Suối Lừm 3⟧ (⟦QUANTITY|30 MW⟧).",
        "Làm ⟦PROJECT|Cầu A, dài ⟦QUANTITY|30 m⟧⟧.",
    ],
)
def test_durations_and_sizes_are_no_figures(marked: str) -> None:
    assert see_figures(marked) == []


def test_a_cell_stands_under_its_heading() -> None:
    marked = (
        "TT   Tên dự án   Diện tích   Vốn\n1   Khu A   ⟦QUANTITY|12 ha⟧   ⟦AMOUNT|5 tỷ đồng⟧\n"
        "2   Khu công nghiệp\nB   ⟦QUANTITY|30 ha⟧   ⟦AMOUNT|9 tỷ đồng⟧"
    )
    assert [subject for subject, _ in see_figures(marked)] == ["Diện tích", "Vốn", "Diện tích", "Vốn"]


BUDGET = (
    "Tính đến hết ⟦DATE|ngày 20/9/2024⟧ thu được ⟦AMOUNT|8.240 triệu đồng⟧ đạt ⟦PERCENT|61,2%⟧ dự toán ⟦ORG|HĐND tỉnh⟧ giao; "
    "đạt ⟦PERCENT|54,9%⟧ dự toán phấn đấu và bằng ⟦PERCENT|108,3%⟧ so với cùng kỳ."
)


@pytest.mark.parametrize(
    ("marked", "comparisons"),
    [
        (
            BUDGET,
            [
                ("8.240 triệu đồng", "61,2%", "dự toán HĐND tỉnh giao", "share"),
                ("8.240 triệu đồng", "54,9%", "dự toán phấn đấu", "share"),
                ("8.240 triệu đồng", "108,3%", "so với cùng kỳ", "share"),
            ],
        ),
        (
            "Chi ⟦AMOUNT|38,4 tỷ đồng⟧, chiếm ⟦PERCENT|77,4%⟧ tổng chi và tăng ⟦PERCENT|4%⟧ so với năm trước.",
            [
                ("38,4 tỷ đồng", "77,4%", "tổng chi", "share"),
                ("38,4 tỷ đồng", "4%", "so với năm trước", "up"),
            ],
        ),
        (
            "Tai nạn: ⟦QUANTITY|14 vụ⟧, chết ⟦QUANTITY|9 người⟧, so với cùng kỳ giảm ⟦QUANTITY|2 vụ⟧.",
            [("14 vụ", "2 vụ", "so với cùng kỳ", "down")],
        ),
        (
            "Năng suất ⟦QUANTITY|58 tạ/ha⟧, cao hơn vụ Xuân là ⟦QUANTITY|1,7 tạ/ha⟧.",
            [("58 tạ/ha", "1,7 tạ/ha", "vụ Xuân", "up")],
        ),
        (
            "Giá cát ⟦AMOUNT|620.000 đồng/m³⟧, gấp ⟦QUANTITY|1,9 lần⟧ giá công bố.",
            [("620.000 đồng/m³", "1,9 lần", "giá công bố", "up")],
        ),
        (
            "Thu ⟦AMOUNT|142 tỷ đồng⟧, vượt ⟦PERCENT|4,5%⟧ tiến độ.",
            [("142 tỷ đồng", "4,5%", "tiến độ", "up")],
        ),
        (
            "Sản lượng ⟦QUANTITY|157 tấn⟧ (tôm: ⟦QUANTITY|53 tấn⟧), bằng ⟦PERCENT|46,3%⟧ kế hoạch.",
            [("157 tấn", "46,3%", "kế hoạch", "share")],
        ),
        (
            "Thu ⟦AMOUNT|9 tỷ đồng⟧, bằng ⟦PERCENT|62%⟧ dự toán Trung ương giao, ⟦PERCENT|58%⟧ dự toán tỉnh giao.",
            [
                ("9 tỷ đồng", "62%", "dự toán Trung ương giao", "share"),
                ("9 tỷ đồng", "58%", "dự toán tỉnh giao", "share"),
            ],
        ),
        # No basis is named: the total that it is of, found by dividing, else the figure itself.
        (
            "Kế hoạch vốn là ⟦AMOUNT|80 tỷ đồng⟧. Đến nay giải ngân ⟦AMOUNT|20 tỷ đồng⟧, đạt ⟦PERCENT|25%⟧.",
            [("20 tỷ đồng", "25%", "Kế hoạch vốn", "share")],
        ),
        (
            "Kế hoạch vốn là ⟦AMOUNT|80 tỷ đồng⟧, cộng vốn kéo dài ⟦AMOUNT|16,2 tỷ đồng⟧. Giải ngân ⟦AMOUNT|20 tỷ đồng⟧, tương ứng ⟦PERCENT|20,8%⟧.",
            [("20 tỷ đồng", "20,8%", "Kế hoạch vốn", "share")],
        ),
        (
            "Đã giải ngân ⟦AMOUNT|20 tỷ đồng⟧ trên kế hoạch ⟦AMOUNT|80 tỷ đồng⟧, tương ứng ⟦PERCENT|25%⟧.",
            [("20 tỷ đồng", "25%", "kế hoạch", "share")],
        ),
        (
            "Dự toán thu ⟦AMOUNT|80 tỷ đồng⟧. Thu được ⟦AMOUNT|88 tỷ đồng⟧ (tăng ⟦AMOUNT|8 tỷ đồng⟧, tương ứng ⟦PERCENT|10%⟧).",
            [
                ("88 tỷ đồng", "8 tỷ đồng", "Dự toán thu", "up"),
                ("88 tỷ đồng", "10%", "Dự toán thu", "up"),
            ],
        ),
        ("Đúng hạn ⟦QUANTITY|217/345⟧ (⟦PERCENT|62,9%⟧).", [("217/345", "62,9%", "217/345", "share")]),
        ("Thực hiện ⟦AMOUNT|13 tỷ đồng⟧/⟦AMOUNT|15 tỷ đồng⟧.", [("13 tỷ đồng", "15 tỷ đồng", "15 tỷ đồng", "share")]),
        (
            "Tốc độ tăng trưởng ⟦PERCENT|6,54%⟧ (kế hoạch ⟦PERCENT|6,6%⟧).",
            [("6,54%", "6,6%", "kế hoạch", "down")],
        ),
        ("Tiêm chủng ⟦PERCENT|97,9%⟧ (kế hoạch >⟦PERCENT|95%⟧).", [("97,9%", "95%", "kế hoạch", "up")]),
        # A new statement is a figure of its own.
        ("Thu ⟦AMOUNT|9 tỷ đồng⟧; tỷ lệ đúng hạn đạt ⟦PERCENT|99%⟧.", []),
        ("Có ⟦QUANTITY|02 dự án⟧ khởi công mới đạt trên ⟦PERCENT|40%⟧ khối lượng.", []),
        ("Có ⟦QUANTITY|07 chỉ tiêu⟧ vượt, ⟦QUANTITY|09 chỉ tiêu⟧ đạt, ⟦QUANTITY|02 chỉ tiêu⟧ không đạt.", []),
    ],
)
def test_what_a_value_compares(marked: str, comparisons: list[tuple[str, str, str, str]]) -> None:
    assert see_comparisons(marked) == comparisons


@pytest.mark.parametrize(
    ("marked", "periods"),
    [
        (BUDGET, [("8.240 triệu đồng", "ngày 20/9/2024")]),
        (
            "Đến ⟦DATE|ngày 20/3⟧, cấp mới ⟦QUANTITY|09 dự án⟧, vốn ⟦AMOUNT|48 triệu USD⟧; nước A có ⟦QUANTITY|5 dự án⟧.",
            [("09 dự án", "ngày 20/3"), ("48 triệu USD", "ngày 20/3"), ("5 dự án", "ngày 20/3")],
        ),
        (
            "Theo ⟦DOCUMENT|Quyết định số 3/QĐ⟧ ⟦DATE|ngày 9/12/2022⟧, xã đạt ⟦QUANTITY|15 tiêu chí⟧.",
            [("15 tiêu chí", None)],
        ),
        ("Giá trị (giá so sánh ⟦DATE|2010⟧) là ⟦AMOUNT|9 tỷ đồng⟧.", [("9 tỷ đồng", None)]),
        ("Khởi công ⟦DATE|tháng 12/2021⟧, tổng mức ⟦AMOUNT|9 tỷ đồng⟧.", [("9 tỷ đồng", None)]),
        ("Đã nộp ⟦AMOUNT|1,2 tỷ đồng⟧ vào ⟦DATE|ngày 15/12/2025⟧.", [("1,2 tỷ đồng", "ngày 15/12/2025")]),
        (
            "Quy mô ⟦DATE|năm học 2024-2025⟧ như sau:\n- Mầm non có ⟦QUANTITY|17 trường⟧;\n- Tiểu học có ⟦QUANTITY|16 trường⟧.",
            [("17 trường", "năm học 2024-2025"), ("16 trường", "năm học 2024-2025")],
        ),
        # A time on a clock is an event's, a total and a limit are for no time, and a goal is not what was reached.
        ("Bắt lúc ⟦DATE|21 giờ 15 ngày 12/5/2024⟧, phạt ⟦AMOUNT|21 triệu đồng⟧.", [("21 triệu đồng", None)]),
        (
            "Tính đến thời điểm ⟦DATE|16 giờ ngày 20/4/2025⟧, thu được ⟦AMOUNT|5 tỷ đồng⟧.",
            [("5 tỷ đồng", "16 giờ ngày 20/4/2025")],
        ),
        (
            "Đến ⟦DATE|15/5/2018⟧, giải ngân ⟦AMOUNT|96 tỷ đồng⟧ trên kế hoạch ⟦AMOUNT|341 tỷ đồng⟧.",
            [("96 tỷ đồng", "15/5/2018"), ("341 tỷ đồng", None)],
        ),
        (
            "Kế hoạch vốn ⟦DATE|năm 2025⟧ là ⟦AMOUNT|13 tỷ đồng⟧; đã phân bổ ⟦AMOUNT|9 tỷ đồng⟧.",
            [("13 tỷ đồng", "năm 2025"), ("9 tỷ đồng", "năm 2025")],
        ),
        (
            "Trong kỳ báo cáo (từ ⟦DATE|15/4 đến 14/5/2025⟧), xảy ra ⟦QUANTITY|03 vụ⟧ cháy.",
            [("03 vụ", "15/4 đến 14/5/2025")],
        ),
        (
            "Lũy kế từ đầu năm đến ⟦DATE|ngày 31/5/2025⟧: tiếp ⟦QUANTITY|45 lượt⟧ dân; nhận ⟦QUANTITY|32 đơn⟧.",
            [("45 lượt", "ngày 31/5/2025"), ("32 đơn", "ngày 31/5/2025")],
        ),
        ("Hoàn chỉnh ⟦QUANTITY|02 đồ án⟧ trình phê duyệt trong ⟦DATE|quý III/2023⟧.", [("02 đồ án", None)]),
        (
            "Lấy ý kiến từ ⟦DATE|ngày 18/4 đến ngày 21/4/2025⟧, có ⟦QUANTITY|51 cử tri⟧ đồng ý.",
            [("51 cử tri", "ngày 18/4 đến ngày 21/4/2025")],
        ),
    ],
)
def test_which_date_a_figure_is_for(marked: str, periods: list[tuple[str, str | None]]) -> None:
    assert see_periods(marked) == periods


def test_no_subject_holds_the_body_of_a_note() -> None:
    marked = (
        "Các trạm y tế của huyện¹ phối hợp; các cơ sở khám chữa bệnh tuyến\n\n¹ Gồm tám trạm y tế ở các xã vùng cao.\n\n"
        "huyện kết nối ⟦PERCENT|100%⟧.\n"
    )
    ((subject, _),) = see_figures(marked)
    assert "\n\n" not in subject
    assert "Gồm" not in subject
    assert subject in ("cơ sở khám chữa bệnh tuyến", "các cơ sở khám chữa bệnh tuyến")
