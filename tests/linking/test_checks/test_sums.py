import pytest

from tests.linking.test_checks.telling import assert_told, see, tell


@pytest.mark.parametrize(
    ("marked", "code", "first"),
    [
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
    ],
)
def test_what_disagrees_is_told(marked: str, code: str, first: str) -> None:
    assert_told(marked, code, first)


@pytest.mark.parametrize(
    "marked",
    [
        # Right, or right within rounding.
        "Giải quyết ⟦QUANTITY|13 hồ sơ⟧ (trong đó: ⟦QUANTITY|01 hồ sơ⟧ mới; ⟦QUANTITY|12 hồ sơ⟧ cũ).",
        # Only some parts are named.
        "Xảy ra ⟦QUANTITY|14 vụ⟧ (trong đó chủ yếu: ⟦QUANTITY|5 vụ⟧ trộm cắp, ⟦QUANTITY|3 vụ⟧ gây rối).",
        "Kinh phí ⟦AMOUNT|3 tỷ đồng⟧, trong đó huyện ⟦AMOUNT|1 tỷ đồng⟧, xã ⟦AMOUNT|1,5 tỷ đồng⟧.",
        "Khen ⟦QUANTITY|60 hộ⟧¹.\n\n¹ Tiêu biểu: bản A ⟦QUANTITY|14 hộ⟧; bản B ⟦QUANTITY|13 hộ⟧; bản C ⟦QUANTITY|12 hộ⟧.\n",
        # Traits that one can have several of.
        "Kết nạp ⟦QUANTITY|45 đảng viên⟧, trong đó ⟦QUANTITY|29 đảng viên⟧ nữ, ⟦QUANTITY|27 đảng viên⟧ dưới 30 tuổi.",
        # A note that goes on to other things.
        "Cấp ⟦QUANTITY|64 hộ⟧¹.\n\n¹ Cùng kỳ cấp ⟦QUANTITY|51 hộ⟧, quý II ⟦QUANTITY|38 hộ⟧, trả lại ⟦QUANTITY|4 hồ sơ⟧.\n",
    ],
)
def test_what_only_looks_like_a_contradiction(marked: str) -> None:
    assert see(marked) == []


PLANTED = {
    "sum_total": (
        "Toàn huyện có 57 trường học, gồm 21 trường mầm non, 19 trường tiểu học và 14 trường trung học cơ sở.",
        "Tổng chi 6 tháng là 64,5 tỷ đồng, bao gồm: chi đầu tư 21,3 tỷ đồng; chi thường xuyên 38,7 tỷ đồng; chi khác 2,1 tỷ đồng.",
        "Đã xử lý 96 trường hợp vi phạm nồng độ cồn, chia theo phương tiện: 71 mô tô, 14 ô tô con, 5 ô tô tải.",
        "Trong quý đã tiếp 75 lượt công dân (gồm 31 lượt khiếu nại, 12 lượt tố cáo và 42 lượt kiến nghị).",
        "Lực lượng tham gia có 320 người, gồm: bộ đội 120 người; công an 65 người; dân quân 115 người.",
        "Kinh phí hỗ trợ là 480 triệu đồng, trong đó làm nhà 350 triệu đồng, mua bò giống 170 triệu đồng.",
        "Lực lượng chữa cháy huy động 85 người: 30 công an, 25 bộ đội và 20 dân quân.",
        "Tổng diện tích gieo trồng 1.250 ha, trong đó: lúa 820 ha, ngô 260 ha, rau màu 130 ha và cây khác 90 ha.",
        "Ban Chấp hành khóa mới có 27 đồng chí, gồm 19 nam và 6 nữ.",
        "Nguồn kinh phí thực hiện 2.300 triệu đồng (ngân sách tỉnh 1.500 triệu đồng, ngân sách huyện 500 triệu đồng, đối ứng của dân 400 triệu đồng).",
        "Trong kỳ tiếp nhận 412 đơn, phân loại: 125 đơn khiếu nại, 87 đơn tố cáo, 180 đơn kiến nghị, phản ánh.",
        "Toàn tỉnh xảy ra 18 vụ cháy, bao gồm 9 vụ cháy nhà dân, 4 vụ cháy kho xưởng, 3 vụ cháy phương tiện.",
        "Dịch bệnh làm chết 640 con gia súc, cụ thể: 410 con lợn, 150 con trâu, 60 con bò.",
        "Tổng số cán bộ, công chức cấp xã là 42 người; trong đó: cán bộ 21 người, công chức 24 người.",
        "Tổng số hộ nghèo là 318 hộ (Kinh 102 hộ, Tày 96 hộ, Nùng 140 hộ).",
        "Có 1.250 học sinh, trong đó khối 6 có 340 em, khối 7 có 320 em, khối 8 có 310 em và khối 9 có 300 em.",
        "Trồng 96 ha rừng gồm 41 ha keo, 35 ha bạch đàn, 10 ha lát hoa.",
        "Tổng vốn đầu tư công năm 2024 là 215 tỷ đồng, chia theo nguồn: ngân sách trung ương 85 tỷ đồng, ngân sách tỉnh 70 tỷ đồng, ngân sách huyện 40 tỷ đồng.",
        "Ghi nhận 73 ca sốt xuất huyết, phân bố: phường A 31 ca, phường B 25 ca, xã C 27 ca.",
    ),
    "note_sum": (
        "Quyên góp được 124 triệu đồng¹ giúp đồng bào vùng lũ.\n\n¹ Khối trường học 52 triệu đồng; khối doanh nghiệp 38 triệu đồng; các hộ kinh doanh 24 triệu đồng.\n",
        "Trồng mới được 86 ha¹ rừng phòng hộ.\n\n¹ Xã Tân Lập 31 ha; xã Yên Sơn 27 ha; xã Phú Xá 18 ha.\n",
        "Mở 19 lớp¹ bồi dưỡng trong hè.\n\n¹ Gồm: 7 lớp tin học; 6 lớp ngoại ngữ; 4 lớp nghiệp vụ.\n",
        "Hội đồng đã xét duyệt 140 đối tượng¹ hưởng trợ cấp.\n\n¹ Người cao tuổi 66 người; người khuyết tật 41 người; trẻ mồ côi 23 người.\n",
        "Toàn xã thu hoạch 512 tấn¹ cà phê nhân.\n\n¹ Thôn 1: 180 tấn; thôn 2: 145 tấn; thôn 3: 117 tấn.\n",
        "Phát hiện 34 vụ¹ vi phạm lâm luật.\n\n¹ Khai thác trái phép 14 vụ; vận chuyển lâm sản 9 vụ; lấn chiếm đất rừng 6 vụ.\n",
        "Tổng kinh phí hỗ trợ là 1,26 tỷ đồng¹.\n\n¹ Hỗ trợ nhà ở 720 triệu đồng; hỗ trợ giống 290 triệu đồng; hỗ trợ lương thực 150 triệu đồng.\n",
        "Trong quý đã thi hành kỷ luật 17 đảng viên¹.\n\n¹ Khiển trách 9 đồng chí, cảnh cáo 5 đồng chí, khai trừ 2 đồng chí.\n",
        "Đã cấp 1.240 giấy¹ chứng nhận quyền sử dụng đất.\n\n¹ Cấp lần đầu: 380 giấy; cấp đổi: 410 giấy; chuyển nhượng: 390 giấy.\n",
        "Toàn huyện có 48 mô hình¹ dân vận khéo.\n\n¹ Lĩnh vực kinh tế 21 mô hình; văn hóa - xã hội 15 mô hình; quốc phòng - an ninh 7 mô hình.\n",
        "Bố trí ổn định cho 96 hộ dân¹.\n\n¹ Khu Nà Lốc 41 hộ; khu Pá Hốc 29 hộ; khu Co Mạ 32 hộ.\n",
        "Tỉnh đã chuyển 2.150 triệu đồng cho các xã¹ để khắc phục.\n\n¹ Xã Nậm Khắt 850 triệu đồng; xã Chế Tạo 620 triệu đồng; xã Púng Luông 480 triệu đồng.\n",
        "Kết quả có 33 sản phẩm OCOP¹.\n\n¹ 18 sản phẩm 3 sao, 9 sản phẩm 4 sao và 2 sản phẩm 5 sao.\n",
        "Lực lượng xung kích gồm 245 người¹.\n\n¹ Dân quân 110 người; công an viên 65 người; đoàn viên 90 người.\n",
    ),
}
"""Wordings of contradictions, as plain text."""

CLEAN = {
    "sum_total": (
        "Kết nạp 45 đảng viên, trong đó có 29 nữ, 27 đoàn viên thanh niên.",
        "Tổng mức đầu tư 12,6 tỷ đồng, gồm vốn tỉnh 7,5 tỷ đồng, vốn huyện 3,1 tỷ đồng và phần còn lại do xã huy động.",
        "Có 18 hợp tác xã, gồm 9 hợp tác xã trồng trọt, 6 hợp tác xã chăn nuôi và một số hợp tác xã dịch vụ.",
        "Đoàn kiểm tra gồm 7 người, kiểm tra 12 cơ sở, lập biên bản 3 cơ sở.",
        "Thu nội địa 3.120 tỷ đồng, trong đó thu tiền đất 420 tỷ đồng, thuế ngoài quốc doanh 640 tỷ đồng.",
        "Tổng số 146 vụ việc, gồm: 82 vụ đất đai, 39 vụ hôn nhân, 25 vụ vay mượn. Hòa giải thành 119 vụ, không thành 27 vụ.",
        "Toàn xã có 214 đoàn viên, chia ra: 120 nam, 94 nữ; 150 đoàn viên nông thôn, 64 đoàn viên trường học.",
        "Đã trồng 500 ha, gồm 300 ha keo, 150 ha quế (trong đó 40 ha quế hữu cơ) và 50 ha mỡ.",
        "Giá trị sản xuất 9.420 tỷ đồng, gồm nông nghiệp 4.310 tỷ đồng (45,8%), công nghiệp 2.185 tỷ đồng (23,2%), dịch vụ 2.925 tỷ đồng (31,1%).",
        "Có 64 cán bộ, gồm 30 người trình độ đại học, 12 người là nữ.",
        "Tổng số 30 người, trong đó có 12 nữ, 21 đảng viên, 9 người dưới 40 tuổi.",
        "Có 25 dự án, trong đó 10 dự án chuyển tiếp, 5 dự án khởi công mới.",
        "Hội đồng có 11 thành viên gồm Chủ tịch, 2 Phó Chủ tịch và 8 ủy viên.",
        "Tiếp nhận 320 hồ sơ, gồm: 280 hồ sơ mới, 40 hồ sơ kỳ trước chuyển sang; đã giải quyết 300 hồ sơ, đang giải quyết 20 hồ sơ.",
        "Thu 45 tỷ đồng (trong đó thuế 30 tỷ đồng, phí 9 tỷ đồng).",
        "Đàn gia súc 12.000 con, gồm trâu 3.000 con, bò 4.000 con, lợn 5.000 con, ngoài ra có 90.000 con gia cầm.",
        "Toàn xã có 52 km đường, gồm 20 km đường trục xã, 32 km đường thôn, đã cứng hóa 41 km.",
        "Đã chi 8,5 tỷ đồng, bao gồm cả 1,2 tỷ đồng kinh phí năm trước chuyển sang, 0,5 tỷ đồng dự phòng.",
        "Có 96 trường hợp vi phạm, chủ yếu: 40 trường hợp không đội mũ, 30 trường hợp chở quá người.",
        "Khởi công 4 công trình gồm 2 trường học, 1 trạm y tế và 1 cầu dân sinh, tổng mức đầu tư 38 tỷ đồng.",
        "Tổng 12 lớp: 5 lớp buổi sáng, 7 lớp buổi chiều.",
        "Có 46 hộ nghèo, gồm 30 hộ thiếu nhà ở, 25 hộ thiếu nước sạch.",
        "Trang bị 120 máy tính, gồm 80 máy để bàn, 40 máy xách tay; 12 máy in.",
        "Tổng kinh phí 5,6 tỷ đồng (tăng 1,2 tỷ đồng so với năm trước, vượt 0,8 tỷ đồng dự toán).",
        "Đã tổ chức 12 hội nghị, có 1.250 người dự, gồm 850 nam, 400 nữ.",
        "Xử phạt 96 trường hợp với số tiền 240 triệu đồng, gồm: 60 trường hợp nồng độ cồn 180 triệu đồng, 36 trường hợp tốc độ 60 triệu đồng.",
        "Tiêm 12.400 liều: mũi 1 là 6.200 liều, mũi 2 là 5.100 liều, mũi 3 là 1.100 liều.",
        "Thôn có 120 hộ: 90 hộ làm nông, 50 hộ có người đi làm công ty.",
        "Chỉ tiêu 64 người, trúng tuyển 58 người (đợt 1: 40 người, đợt 2: 18 người).",
    ),
    "note_sum": (
        "Đã biểu dương 60 hộ¹ làm kinh tế giỏi.\n\n¹ Tiêu biểu: bản A 24 hộ; bản B 13 hộ; bản C 12 hộ.\n",
        "Cấp 64 giấy phép¹.\n\n¹ Cùng kỳ năm 2023 cấp 51 giấy phép; quý I cấp 30 giấy phép; quý II cấp 38 giấy phép.\n",
        "Được giao 14,2 tỷ đồng¹.\n\n¹ Gồm: nghiên cứu 9.300 triệu đồng; sở hữu trí tuệ 2.150 triệu đồng; đo lường 1.750 triệu đồng; thông tin 1.000 triệu đồng.\n",
        "Nghiệm thu 18 nhiệm vụ¹.\n\n¹ 11 nhiệm vụ nông nghiệp; 4 nhiệm vụ y dược; 3 nhiệm vụ xã hội.\n",
        "Thu được 240 triệu đồng¹.\n\n¹ Trong đó: xã A 80 triệu đồng; xã B 50 triệu đồng; xã C 45 triệu đồng.\n",
        "Có 30 hộ¹ nhận bò giống.\n\n¹ Mỗi hộ 1 con; thôn A 16 hộ; thôn B 14 hộ.\n",
        "Tặng quà cho 95 người¹ với 47,5 triệu đồng.\n\n¹ Mức 500.000 đồng/người, theo Quyết định số 12/QĐ-UBND.\n",
        "Đã sửa 25 km¹ đường.\n\n¹ Một số tuyến: tuyến A 8 km; tuyến B 6 km; tuyến C 5 km.\n",
        "Xây 12 nhà¹.\n\n¹ Mỗi nhà 50 triệu đồng; xã A 5 nhà; xã B 7 nhà.\n",
        "Tổng chi 900 triệu đồng¹ cho 12 hộ.\n\n¹ Trong đó làm nhà 700 triệu đồng.\n",
        "Thu gom 40 tấn¹ rác.\n\n¹ Tháng trước 35 tấn; tháng này tăng 5 tấn; bình quân 1,3 tấn mỗi ngày.\n",
        "Trao 20 suất quà¹.\n\n¹ Mỗi suất gồm 10 kg gạo, 1 lít dầu, 5 kg đường.\n",
        "Có 12 xã¹ đạt chuẩn.\n\n¹ Năm 2022 có 4 xã; năm 2023 có 5 xã; năm 2024 có 2 xã.\n",
    ),
}
"""What looks like them and is none: parts that overlap or aren't all named."""


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in PLANTED.items() for text in texts])
def test_other_wordings_are_found(code: str, text: str) -> None:
    assert tell(text) == [code]


@pytest.mark.parametrize("text", [text for texts in CLEAN.values() for text in texts])
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
