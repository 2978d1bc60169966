import pytest

from service.linking.checks import CHECKS, find_contradictions
from service.linking.figures import find_figures
from service.pipeline import NO_MODEL, extract, load_pipeline
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


PLANTED = {
    "fraction_percent": (
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
    ),
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
    "figure_twice": (
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
    ),
    "words_differ": (
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
    ),
    "future_date": (
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
    ),
    "abolished_district": (
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
        LATER
        + "Kính gửi: UBND các huyện, thành phố Việt Trì.\nHội đồng nhân dân huyện Hạ Hòa đã thông qua nghị quyết.",
    ),
    "implausible_amount": (
        "Đã chi trả cho 1.870 người với số tiền 1.215 tỷ đồng.",
        "Trợ cấp thường xuyên cho 3.046 đối tượng, kinh phí 1.675 tỷ đồng.",
        "Tặng 650 suất học bổng cho 650 học sinh, trị giá 1.300 tỷ đồng.",
        "Hỗ trợ tiền điện cho 4.120 hộ nghèo, tổng số tiền 2.719 tỷ đồng.",
        "Chi hỗ trợ mai táng cho 118 trường hợp với kinh phí 1.062 tỷ đồng.",
        "Cấp quà Tết cho 2.900 hộ, kinh phí 1.450 tỷ đồng.",
        "Chi trả chế độ thai sản cho 1.534 lao động nữ với tổng số tiền 2.318 tỷ đồng.",
        "Đã hỗ trợ 3.420 học sinh bán trú, số tiền 2.565 tỷ đồng.",
    ),
}
"""Wordings of each check's contradictions, as plain text."""

CLEAN = {
    "fraction_percent": (
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
    ),
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
    "figure_twice": (
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
    ),
    "words_differ": (
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
    ),
    "future_date": (
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
    ),
    "abolished_district": (
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
    ),
    "implausible_amount": (
        "Bão làm 1.609 người bị thương, tổng thiệt hại 28.013 tỷ đồng.",
        "Thu hồi đất của 1.215 hộ; chi trả bồi thường 1.024 tỷ đồng cho 1.139 hộ.",
        "Cụm công nghiệp có 1.840 lao động, vốn đăng ký 2.350 tỷ đồng.",
        "Chi cho 2.352 lượt người với số tiền 1,924 tỷ đồng.",
        "Dư nợ cho vay 4.120 tỷ đồng của 51.300 hộ.",
        "Tặng quà cho 1.105 gia đình với tổng số tiền 552,5 triệu đồng.",
        "Doanh thu của 3.400 hộ kinh doanh đạt 1.275 tỷ đồng.",
        "Hỗ trợ 812.000 người với số tiền 1.218 tỷ đồng.",
        "Tổng mức đầu tư 1.250 tỷ đồng, tạo việc làm cho 2.300 lao động.",
    ),
}
"""What looks like them and is none: other bases, periods, places, plans, parts that overlap, history, names."""


def tell(text: str) -> list[str]:
    """The codes of what the rules alone find in a plain text."""
    nlp = load_pipeline(model=NO_MODEL)
    return [notice.code for notice in extract(text, nlp=nlp).warnings if notice.code in CHECKS]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in PLANTED.items() for text in texts])
def test_other_wordings_are_found(code: str, text: str) -> None:
    assert tell(text) == [code]


@pytest.mark.parametrize("text", [text for texts in CLEAN.values() for text in texts])
def test_other_wordings_that_are_right_are_left_alone(text: str) -> None:
    assert tell(text) == []
