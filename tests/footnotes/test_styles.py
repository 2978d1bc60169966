"""Footnotes as offices and OCR write them, each told by its meaning: phrases, items and bodies, whole reports at a time."""

import pytest

from service.footnotes.finding import find_footnotes
from service.text.layout import read_layout


def see(text: str) -> list[tuple[int, list[str], list[str]]]:
    """Each note as its number, the phrases that it explains and its items, line breaks as blanks."""
    notes = find_footnotes(text, read_layout(text)).notes
    return [
        (
            note.number,
            [_flat(text[slice(*anchor.phrase)]) for anchor in note.anchors],
            [" | ".join(_flat(text[slice(*span)]) for span in item.spans) for item in note.items],
        )
        for note in notes
    ]


def _flat(words: str) -> str:
    return " ".join(words.split())


STYLES = {
    "brackets numbered page break": (
        """1. Đầu tư công

Trong tháng, Ủy ban nhân dân huyện đã phê duyệt quyết toán 05 dự án¹; thẩm định 02 hồ sơ; tiếp tục

¹ (1) Cải tạo, nâng cấp đường Tân Lập - Hòa Bình; (2) Trường Tiểu học xã An Phú (nhà lớp học 02 tầng, 08 phòng); (3) Kè chống sạt lở sông Lèn, đoạn qua thôn Đông;

3

(4) Nhà văn hóa thôn Bái Thượng; (5) Nạo vét kênh N8.

đôn đốc nhà thầu thi công các công trình còn lại.
""",
        [
            (
                1,
                ["05 dự án"],
                [
                    "Cải tạo, nâng cấp đường Tân Lập - Hòa Bình",
                    "Trường Tiểu học xã An Phú (nhà lớp học 02 tầng, 08 phòng)",
                    "Kè chống sạt lở sông Lèn, đoạn qua thôn Đông",
                    "Nhà văn hóa thôn Bái Thượng",
                    "Nạo vét kênh N8",
                ],
            ),
        ],
    ),
    "word count": (
        """Huyện khởi công ba dự án[1] và khánh thành bốn công trình[2].

[1] Cầu Vàm Tẻ, đường Nguyễn Huệ nối dài và Trường Mẫu giáo Sao Mai.
[2] Công trình Cầu Kênh 5; công trình Trạm Y tế xã Mỹ An; công trình chợ Mỹ An; công trình Công viên bờ sông.
""",
        [
            (1, ["ba dự án"], ["Cầu Vàm Tẻ", "đường Nguyễn Huệ nối dài", "Trường Mẫu giáo Sao Mai"]),
            (
                2,
                ["bốn công trình"],
                [
                    "Công trình Cầu Kênh 5",
                    "công trình Trạm Y tế xã Mỹ An",
                    "công trình chợ Mỹ An",
                    "công trình Công viên bờ sông",
                ],
            ),
        ],
    ),
    "caret packages": (
        """Đã mở thầu 07 gói thầu^1^, trong đó hoàn thành 02 gói^2^.

^1^ Gói thầu số 01: Xây lắp đường vào trung tâm xã; Gói thầu số 02: Tư vấn giám sát; Gói thầu số 03: Bảo hiểm; Gói thầu số 04: Rà phá bom mìn; Gói thầu số 05: Kiểm toán; Gói thầu số 06: Thiết bị; Gói thầu số 07: Di dời điện.
^2^ Gói thầu số 02, gói thầu số 03.
""",
        [
            (
                1,
                ["07 gói thầu"],
                [
                    "Gói thầu số 01: Xây lắp đường vào trung tâm xã",
                    "Gói thầu số 02: Tư vấn giám sát",
                    "Gói thầu số 03: Bảo hiểm",
                    "Gói thầu số 04: Rà phá bom mìn",
                    "Gói thầu số 05: Kiểm toán",
                    "Gói thầu số 06: Thiết bị",
                    "Gói thầu số 07: Di dời điện",
                ],
            ),
            (2, ["02 gói"], ["Gói thầu số 02", "gói thầu số 03"]),
        ],
    ),
    "glued, bodies with no blank": (
        """Thị xã đã hoàn thành 03 dự án1, dở dang 02 dự án2.
Giá trị khối lượng đạt 45 tỷ đồng3, bằng 60% kế hoạch.
1 Dự án Đường Trần Phú; Dự án Cầu Bến Mới; Dự án Hồ Ông Thoại.
2 Dự án Chợ đầu mối; Dự án Bến xe phía Nam.
3 Chưa kể khối lượng ứng trước.
4
Về thu ngân sách: đạt khá.
""",
        [
            (1, ["03 dự án"], ["Dự án Đường Trần Phú", "Dự án Cầu Bến Mới", "Dự án Hồ Ông Thoại"]),
            (2, ["02 dự án"], ["Dự án Chợ đầu mối", "Dự án Bến xe phía Nam"]),
            (3, ["Giá trị khối lượng đạt 45 tỷ đồng"], []),
        ],
    ),
    "running text follows next line": (
        """Trong kỳ có 02 công trình¹ hoàn thành, các đơn vị đang tập trung làm hồ sơ
¹ Trường THCS Quảng Lợi; Nhà văn hóa xã Quảng Lợi.
thanh quyết toán theo quy định.

2. Thu ngân sách
""",
        [
            (1, ["02 công trình"], ["Trường THCS Quảng Lợi", "Nhà văn hóa xã Quảng Lợi"]),
        ],
    ),
    "formfeed header": (
        """Đến nay đã bàn giao mặt bằng 04 dự án³ và đang kiểm đếm

³ (1) Đường vành đai 2, thành phố Nam Sơn; (2) Khu tái định cư Lai Vu; (3) Cải tạo lưới điện, trạm biến áp
\fUBND HUYỆN KIM THÀNH

5

khu vực Cổ Dũng; (4) Bãi rác Tam Kỳ.

02 dự án còn lại.
""",
        [
            (
                3,
                ["04 dự án"],
                [
                    "Đường vành đai 2, thành phố Nam Sơn",
                    "Khu tái định cư Lai Vu",
                    "Cải tạo lưới điện, trạm biến áp | khu vực Cổ Dũng",
                    "Bãi rác Tam Kỳ",
                ],
            ),
        ],
    ),
    "body with marker": (
        """Đang thi công 02 dự án¹.

¹ Cầu Ba Sao²; Đường 3/2.
² Tổng mức đầu tư 120 tỷ đồng.
""",
        [
            (1, ["02 dự án"], ["Cầu Ba Sao²", "Đường 3/2"]),
            (2, ["Cầu Ba Sao"], []),
        ],
    ),
    "lower case body": (
        """Đã khánh thành 03 công trình1; vốn giải ngân chậm2.

1 gồm: cầu Xẻo Vẹt, đường Kênh Ranh, trường tiểu học Phong Thạnh 2.
2 do vướng mặt bằng.
""",
        [
            (1, ["03 công trình"], ["cầu Xẻo Vẹt", "đường Kênh Ranh", "trường tiểu học Phong Thạnh 2"]),
            (2, ["vốn giải ngân chậm"], []),
        ],
    ),
    "glued closing bracket": (
        """Giao đất cho 02 doanh nghiệp (thuê đất trả tiền hằng năm)1 và 12 hộ2.

1 Công ty TNHH Hoàng Long; Công ty cổ phần Đại Thành.
2 Hộ tái định cư.
""",
        [
            (
                1,
                ["02 doanh nghiệp (thuê đất trả tiền hằng năm)"],
                ["Công ty TNHH Hoàng Long", "Công ty cổ phần Đại Thành"],
            ),
            (2, ["12 hộ"], []),
        ],
    ),
    "comma names, và": (
        """Chuẩn bị đầu tư 02 dự án¹.

¹ Cải tạo, mở rộng, nâng cấp Trường THPT Lê Hoàn, xã Xuân Lam và Xây dựng kè, đường dạo hồ Thành, thị trấn Lam Sơn.
""",
        [
            (
                1,
                ["02 dự án"],
                [
                    "Cải tạo, mở rộng, nâng cấp Trường THPT Lê Hoàn, xã Xuân Lam",
                    "Xây dựng kè, đường dạo hồ Thành, thị trấn Lam Sơn",
                ],
            ),
        ],
    ),
    "page footer trang": (
        """Đang lập hồ sơ 03 dự án2, thẩm định 02 dự án3 và

2 (1) Kè suối Nậm La, thành phố Sơn La; (2) Đường tránh Quốc
Trang 4/12
lộ 6; (3) Quảng trường Tây Bắc.
3 (1) Hồ bản Mòng; (2) Cầu dây văng.

trình phê duyệt 01 dự án.
""",
        [
            (2, ["03 dự án"], ["Kè suối Nậm La, thành phố Sơn La", "Đường tránh Quốc | lộ 6", "Quảng trường Tây Bắc"]),
            (3, ["02 dự án"], ["Hồ bản Mòng", "Cầu dây văng"]),
        ],
    ),
    "sub bullets": (
        """Khởi công 03 dự án¹ dịp 19/8.

¹ Gồm:
- Cầu Rồng, phường An Hải:
  tổng mức 1.500 tỷ đồng;
- Trường Đại học Y, cơ sở 2;
- Tuyến kè
Mân Quang.
""",
        [
            (
                1,
                ["03 dự án"],
                ["Cầu Rồng, phường An Hải: tổng mức 1.500 tỷ đồng", "Trường Đại học Y, cơ sở 2", "Tuyến kè Mân Quang"],
            ),
        ],
    ),
    "superscript number spaced": (
        """Có 03 xã 1 đạt chuẩn và 02 thôn 2 kiểu mẫu.

1 Xã Cư Né, xã Ea Sin, xã Tân Lập.
2 Thôn 6 và thôn 9.
""",
        [
            (1, ["03 xã"], ["Xã Cư Né", "xã Ea Sin", "xã Tân Lập"]),
            (2, ["02 thôn"], ["Thôn 6", "thôn 9"]),
        ],
    ),
    "parenth marker": (
        """Duyệt giá đất 04 khu(1), đấu giá 02 khu(2).

(1) Khu Đồng Quan, khu Bãi Dâu, khu Cầu Cao, khu Xóm Giữa.
(2) Khu Đồng Quan và khu Cầu Cao.
""",
        [
            (1, ["04 khu"], ["Khu Đồng Quan", "khu Bãi Dâu", "khu Cầu Cao", "khu Xóm Giữa"]),
            (2, ["02 khu"], ["Khu Đồng Quan", "khu Cầu Cao"]),
        ],
    ),
    "two paragraphs body": (
        """Rà soát 02 dự án¹ chậm.

¹ Dự án Khu đô thị Phú Cường (chậm 24 tháng).
Dự án Khu nghỉ dưỡng Mũi Nai (chậm 36 tháng).

II. VĂN HÓA
""",
        [
            (
                1,
                ["02 dự án"],
                ["Dự án Khu đô thị Phú Cường (chậm 24 tháng)", "Dự án Khu nghỉ dưỡng Mũi Nai (chậm 36 tháng)"],
            ),
        ],
    ),
    "period glued": (
        """Huyện đã tổ chức 03 đoàn giám sát.1 Các xã phối hợp tốt.2

1 Đoàn giám sát việc thực hiện vốn đầu tư công; đoàn giám sát công tác giải phóng mặt bằng; đoàn giám sát về môi trường.
2 Trừ xã Bản Cái.
""",
        [
            (
                1,
                ["03 đoàn giám sát"],
                [
                    "Đoàn giám sát việc thực hiện vốn đầu tư công",
                    "đoàn giám sát công tác giải phóng mặt bằng",
                    "đoàn giám sát về môi trường",
                ],
            ),
            (2, ["Các xã phối hợp tốt"], []),
        ],
    ),
    "items prices": (
        """Quyết toán 03 công trình¹.

¹ Sửa chữa Trường Mầm non 1-5: 450 triệu đồng, Nâng cấp hẻm 47: 1.200 triệu đồng, Lắp đặt chiếu sáng đường 30/4: 780 triệu đồng.
""",
        [
            (
                1,
                ["03 công trình"],
                [
                    "Sửa chữa Trường Mầm non 1-5: 450 triệu đồng",
                    "Nâng cấp hẻm 47: 1.200 triệu đồng",
                    "Lắp đặt chiếu sáng đường 30/4: 780 triệu đồng",
                ],
            ),
        ],
    ),
    "gap": (
        """Đã nghiệm thu 02 dự án1, quyết toán 03 công trình2, bàn giao 02 khu3, cấp phép 02 mỏ4.

1 Cầu Suối Đá; Đường Tân Phú.
3 Khu Bàu Sen; khu Gò Cát.
4 Mỏ đá Núi Thơm và mỏ cát Sông Ray.
""",
        [
            (2, ["03 công trình"], []),
            (1, ["02 dự án"], ["Cầu Suối Đá", "Đường Tân Phú"]),
            (3, ["02 khu"], ["Khu Bàu Sen", "khu Gò Cát"]),
            (4, ["02 mỏ"], ["Mỏ đá Núi Thơm", "mỏ cát Sông Ray"]),
        ],
    ),
    "dotted under rule": (
        """Đã nghiệm thu 02 dự án¹, quyết toán 03 công trình².
_______________
1. Cầu Suối Đá; Đường Tân Phú.
2. Chợ Long Điền; Trường Tiểu học Phước Tân; Trạm y tế Láng Dài.

2. Thu ngân sách

Đạt 45 tỷ đồng.
""",
        [
            (1, ["02 dự án"], ["Cầu Suối Đá", "Đường Tân Phú"]),
            (2, ["03 công trình"], ["Chợ Long Điền", "Trường Tiểu học Phước Tân", "Trạm y tế Láng Dài"]),
        ],
    ),
    "headings not bodies": (
        """1. Đầu tư

Đã nghiệm thu 02 dự án¹, quyết toán 03 công trình².

2. Thu ngân sách

Đạt 45 tỷ đồng.
""",
        [
            (1, ["02 dự án"], []),
            (2, ["03 công trình"], []),
        ],
    ),
    "superscript parens": (
        """Phê duyệt 02 đề án⁽¹⁾ và 03 kế hoạch<sup>[2]</sup>.

⁽¹⁾ Đề án sắp xếp thôn; Đề án đặt tên đường.
<sup>[2]</sup> Kế hoạch số 12/KH-UBND; Kế hoạch số 15/KH-UBND; Kế hoạch số 19/KH-UBND.
""",
        [
            (1, ["02 đề án"], ["Đề án sắp xếp thôn", "Đề án đặt tên đường"]),
            (2, ["03 kế hoạch"], ["Kế hoạch số 12/KH-UBND", "Kế hoạch số 15/KH-UBND", "Kế hoạch số 19/KH-UBND"]),
        ],
    ),
    "body after running text same paragraph": (
        """Tổng vốn giao 12 tỷ đồng cho 02 công trình1, đến nay
1 Trường Mẫu giáo Hướng Dương, Nhà văn hóa ấp 4.
đã giải ngân 80%. Tiếp tục rà soát.

3. Văn hóa
""",
        [
            (1, ["02 công trình"], ["Trường Mẫu giáo Hướng Dương", "Nhà văn hóa ấp 4"]),
        ],
    ),
    "continuing numbering pages glued": (
        """Thi công 02 cầu1.

1 Cầu Ông Tờ; cầu Xẻo Lá.

- 3 -

Mở 02 bến2, sửa 03 phà3.

2 Bến Cái Côn và bến Trà Ôn.
3 Phà An Hòa; phà Vàm Cống; phà Năng Gù.

- 4 -

Lắp 02 trạm4.

4 Trạm Hòa Bình; trạm Tân Hội.
""",
        [
            (1, ["02 cầu"], ["Cầu Ông Tờ", "cầu Xẻo Lá"]),
            (2, ["02 bến"], ["Bến Cái Côn", "bến Trà Ôn"]),
            (3, ["03 phà"], ["Phà An Hòa", "phà Vàm Cống", "phà Năng Gù"]),
            (4, ["02 trạm"], ["Trạm Hòa Bình", "trạm Tân Hội"]),
        ],
    ),
    "restart glued": (
        """Thi công 02 cầu1, 02 đường2.

1 Cầu Ông Tờ; cầu Xẻo Lá.
2 Đường Kinh Xáng; đường Bờ Bao.

- 3 -

Mở 02 bến1, sửa 03 phà2.

1 Bến Cái Côn và bến Trà Ôn.
2 Phà An Hòa; phà Vàm Cống; phà Năng Gù.
""",
        [
            (1, ["02 cầu"], ["Cầu Ông Tờ", "cầu Xẻo Lá"]),
            (2, ["02 đường"], ["Đường Kinh Xáng", "đường Bờ Bao"]),
            (1, ["02 bến"], ["Bến Cái Côn", "bến Trà Ôn"]),
            (2, ["03 phà"], ["Phà An Hòa", "phà Vàm Cống", "phà Năng Gù"]),
        ],
    ),
    "items broken by page, semicolon list": (
        """Đang thẩm tra quyết toán 04 công trình¹.

¹ Cải tạo trụ sở Huyện ủy; Sân vận động huyện, hạng mục khán đài;

Trang 7

Nhà bia ghi danh liệt sĩ xã Vĩnh Hòa; Đường cầu Chùa - Giồng Riềng.

2. Công thương

Giá trị sản xuất đạt 320 tỷ đồng.
""",
        [
            (
                1,
                ["04 công trình"],
                [
                    "Cải tạo trụ sở Huyện ủy",
                    "Sân vận động huyện, hạng mục khán đài",
                    "Nhà bia ghi danh liệt sĩ xã Vĩnh Hòa",
                    "Đường cầu Chùa - Giồng Riềng",
                ],
            ),
        ],
    ),
    "item cut mid phrase": (
        """Đang thẩm tra quyết toán 02 công trình¹.

¹ Cải tạo trụ sở Huyện ủy; Nạo vét, gia cố bờ kênh Ông Hiển đoạn từ

8

cầu Sắt đến cầu Quay.

2. Công thương

Giá trị sản xuất đạt 320 tỷ đồng.

9

III. KẾT LUẬN
""",
        [
            (
                1,
                ["02 công trình"],
                ["Cải tạo trụ sở Huyện ủy", "Nạo vét, gia cố bờ kênh Ông Hiển đoạn từ | cầu Sắt đến cầu Quay"],
            ),
        ],
    ),
    "persons and orgs": (
        """Bổ nhiệm 02 cán bộ¹, luân chuyển 03 đồng chí²; có 04 tổ chức³ tham gia.

¹ Ông Lê Văn Nam, Trưởng phòng Nội vụ; bà Trần Thị Hà, Phó Chánh Văn phòng.
² (1) Nguyễn Văn A; (2) Phạm Văn B; (3) Đỗ Thị C.
³ Hội Phụ nữ, Hội Nông dân, Hội Cựu chiến binh, Đoàn Thanh niên.
""",
        [
            (1, ["02 cán bộ"], ["Ông Lê Văn Nam, Trưởng phòng Nội vụ", "bà Trần Thị Hà, Phó Chánh Văn phòng"]),
            (2, ["03 đồng chí"], ["Nguyễn Văn A", "Phạm Văn B", "Đỗ Thị C"]),
            (3, ["04 tổ chức"], ["Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên"]),
        ],
    ),
    "roman": (
        """Phân loại 03 nhóm việc<sup>1</sup> và 02 đầu việc<sup>2</sup>.

<sup>1</sup> i) Việc gấp; ii) Việc thường xuyên; iii) Việc theo kế hoạch.
<sup>2</sup> Thứ nhất, rà soát hộ nghèo; thứ hai, cấp thẻ bảo hiểm.
""",
        [
            (1, ["03 nhóm việc"], ["Việc gấp", "Việc thường xuyên", "Việc theo kế hoạch"]),
            (2, ["02 đầu việc"], ["Thứ nhất, rà soát hộ nghèo", "thứ hai, cấp thẻ bảo hiểm"]),
        ],
    ),
    "body follows text directly": (
        """- Về giao thông: đã thảm nhựa 02 tuyến¹, đang thi công 01 cầu².
¹ Tuyến ĐH.02 và tuyến ĐH.07.
² Cầu Bà Đội.
- Về thủy lợi: nạo vét 12 km kênh.
""",
        [
            (1, ["02 tuyến"], ["Tuyến ĐH.02", "tuyến ĐH.07"]),
            (2, ["01 cầu"], ["Cầu Bà Đội"]),
        ],
    ),
    "crossing text": (
        """Trong quý II, huyện tổ chức lễ khởi công 2 công trình1 chào mừng 30/4, hoàn thành GPMB 03 dự án2 và lập hồ sơ 5 dự án3 kêu gọi đầu tư.

1 - Đường giao thông nội đồng xã Bình Phú;
- Nhà văn hóa ấp Bình Hòa.
2 - Khu tái định cư Long Hưng (4,2 ha); - Tuyến tránh Quốc lộ 57; - Cống Cái Quao.
3 Nhà máy điện gió số 7, Nhà máy điện mặt trời Thạnh Phú, Cảng cá Ba Tri mở rộng, Khu du lịch Cồn Bửng, Chợ nông sản Mỏ Cày.
""",
        [
            (1, ["2 công trình"], ["Đường giao thông nội đồng xã Bình Phú", "Nhà văn hóa ấp Bình Hòa"]),
            (2, ["03 dự án"], ["Khu tái định cư Long Hưng (4,2 ha)", "Tuyến tránh Quốc lộ 57", "Cống Cái Quao"]),
            (
                3,
                ["5 dự án"],
                [
                    "Nhà máy điện gió số 7",
                    "Nhà máy điện mặt trời Thạnh Phú",
                    "Cảng cá Ba Tri mở rộng",
                    "Khu du lịch Cồn Bửng",
                    "Chợ nông sản Mỏ Cày",
                ],
            ),
        ],
    ),
    "word broken items": (
        """Đã bàn giao 03 nhà văn hóa¹.

¹ (1) Nhà văn hóa thôn Phú
Lâm; (2) Nhà văn hóa tổ dân
phố 7; (3) Nhà văn hóa khu 2, phường Vân Phú.
""",
        [
            (
                1,
                ["03 nhà văn hóa"],
                ["Nhà văn hóa thôn Phú Lâm", "Nhà văn hóa tổ dân phố 7", "Nhà văn hóa khu 2, phường Vân Phú"],
            ),
        ],
    ),
    "two bodies on a line": (
        """Có 02 trạm¹ và 02 trường².

¹ Trạm Y tế xã Kim Lũ; Trạm Y tế xã Lương Hạ. ² Trường Mầm non Cường Lợi; Trường Tiểu học Văn Vũ.
""",
        [
            (1, ["02 trạm"], ["Trạm Y tế xã Kim Lũ", "Trạm Y tế xã Lương Hạ"]),
            (2, ["02 trường"], ["Trường Mầm non Cường Lợi", "Trường Tiểu học Văn Vũ"]),
        ],
    ),
    "xa phuong": (
        """Công nhận thêm 05 xã¹ nông thôn mới nâng cao, 02 xã² kiểu mẫu.

¹ Xã Yên Đồng, Trung Nguyên, Tề Lỗ, Đồng Văn, Nguyệt Đức.
² Các xã: Liên Châu, Hồng Phương.
""",
        [
            (1, ["05 xã"], ["Xã Yên Đồng", "Trung Nguyên", "Tề Lỗ", "Đồng Văn", "Nguyệt Đức"]),
            (2, ["02 xã"], ["Liên Châu", "Hồng Phương"]),
        ],
    ),
    "page break inside running sentence w/ two bodies and continuing": (
        """Tổng nguồn vốn đầu tư công năm 2025 được giao là 210 tỷ đồng cho 06 dự án¹, đã phân bổ chi tiết 100%; tỷ lệ giải

¹ Đường Kim Đồng; Đường Hoàng Văn Thụ; Cầu Gia Cung; Trường Tiểu học Sông Hiến; Chợ Xanh;

2

ngân đến hết tháng 5 đạt 42%, cao hơn cùng kỳ.

Các đơn vị đã nghiệm thu 02 gói thầu².

Trạm Y tế phường Đề Thám.

² Gói thầu số 3 và gói thầu số 7.

3
""",
        [
            (
                1,
                ["06 dự án"],
                [
                    "Đường Kim Đồng",
                    "Đường Hoàng Văn Thụ",
                    "Cầu Gia Cung",
                    "Trường Tiểu học Sông Hiến",
                    "Chợ Xanh",
                    "Trạm Y tế phường Đề Thám",
                ],
            ),
            (2, ["02 gói thầu"], ["Gói thầu số 3", "gói thầu số 7"]),
        ],
    ),
    "gom co list + remark": (
        """Hoàn thành 03 công trình² phục vụ Đại hội.

² Gồm có: Cải tạo hội trường UBND xã, lắp đặt pa nô tuyên truyền, chỉnh trang khuôn viên nhà bia. Kinh phí 1,2 tỷ đồng từ nguồn xã hội hóa.
""",
        [
            (
                2,
                ["03 công trình"],
                ["Cải tạo hội trường UBND xã", "lắp đặt pa nô tuyên truyền", "chỉnh trang khuôn viên nhà bia"],
            ),
        ],
    ),
    "letters w/ dots": (
        """Triển khai 03 dự án trọng điểm¹.

¹ a. Đường ven sông Hậu
b. Khu hành chính mới
c. Cầu Cần Thơ 2
""",
        [
            (1, ["03 dự án trọng điểm"], ["Đường ven sông Hậu", "Khu hành chính mới", "Cầu Cần Thơ 2"]),
        ],
    ),
    "doubled body marker bracket and dot": (
        """Duyệt 02 phương án[1], cưỡng chế 03 hộ[2].

[1]. Phương án bồi thường đợt 1; phương án tái định cư.
[2]: Hộ ông Vũ Đình A, hộ bà Lê Thị B, hộ ông Phan C.
""",
        [
            (1, ["02 phương án"], ["Phương án bồi thường đợt 1", "phương án tái định cư"]),
            (2, ["03 hộ"], ["Hộ ông Vũ Đình A", "hộ bà Lê Thị B", "hộ ông Phan C"]),
        ],
    ),
    "mismatch commas": (
        """Bố trí vốn cho 05 dự án¹.

¹ Cầu Đông Hồ, Đường Hùng Vương, Chợ Mới và Trường Tân Lập.
""",
        [
            (1, ["05 dự án"], ["Cầu Đông Hồ", "Đường Hùng Vương", "Chợ Mới", "Trường Tân Lập"]),
        ],
    ),
    "the outline goes on behind a body": (
        """1. Thẩm định 02 dự án¹.

2. Cấp 27 giấy phép; nghiệm thu 02 công trình².

¹ Cầu Đông Hồ; Chợ Mới.
² Kiên cố hóa mương Tào, Sửa ngầm tràn thôn Roọc.

3. Giải phóng mặt bằng còn chậm. Đối với khu Tân Thanh, đơn vị mới kiểm đếm xong 118 hộ; số còn lại đề nghị tính lại giá đất, phường đã hai lần đối thoại.

4. Duyệt 01 đồ án³.

³ Khu dân cư Đông Kinh.
""",
        [
            (1, ["02 dự án"], ["Cầu Đông Hồ", "Chợ Mới"]),
            (2, ["02 công trình"], ["Kiên cố hóa mương Tào", "Sửa ngầm tràn thôn Roọc"]),
            (3, ["01 đồ án"], ["Khu dân cư Đông Kinh"]),
        ],
    ),
    "names with commas in a list with semicolons": (
        """Sửa chữa hè tại 05 trường¹.

¹ Thay mái tôn, sơn lại Trường Lê Tám; Lát sân, làm rãnh Trường Đồng Tiến; các trường khác chỉ quét vôi.
""",
        [
            (
                1,
                ["05 trường"],
                [
                    "Thay mái tôn, sơn lại Trường Lê Tám",
                    "Lát sân, làm rãnh Trường Đồng Tiến",
                    "các trường khác chỉ quét vôi",
                ],
            ),
        ],
    ),
    "fewer than promised by commas, some in lower case": (
        """Bố trí vốn cho 18 công trình¹.

¹ Đường huyện 25 (đoạn qua xã Hưng), cầu Lợi, cầu Nghĩa - xã Ninh,Nâng cấp đê bao Hòa Định , Bờ kè chợ Gạo, Trụ sở Công an xã Thạnh và các công trình nhỏ lẻ khác.
""",
        [
            (
                1,
                ["18 công trình"],
                [
                    "Đường huyện 25 (đoạn qua xã Hưng)",
                    "cầu Lợi",
                    "cầu Nghĩa - xã Ninh",
                    "Nâng cấp đê bao Hòa Định",
                    "Bờ kè chợ Gạo",
                    "Trụ sở Công an xã Thạnh",
                    "các công trình nhỏ lẻ khác",
                ],
            ),
        ],
    ),
    "what has no name goes on in the next": (
        """Duy tu 03 tuyến¹.

¹ Dặm vá lộ Hưng, thay ván, sơn lan can cầu Ranh, cắm biển và gắn tiêu tuyến ĐH.7.
""",
        [(1, ["03 tuyến"], ["Dặm vá lộ Hưng", "thay ván, sơn lan can cầu Ranh", "cắm biển và gắn tiêu tuyến ĐH.7"])],
    ),
    "nothing is promised": (
        """Trong tháng thẩm định 00 dự án¹.

¹ Chưa có hồ sơ, chờ vốn.
""",
        [(1, ["00 dự án"], [])],
    ),
    "clauses are no list": (
        """Thẩm định 02 hồ sơ¹.

¹ Hồ sơ phải gửi trước 20 ngày làm việc; mẫu biểu theo hướng dẫn của tỉnh.
""",
        [(1, ["02 hồ sơ"], [])],
    ),
    "a page's end in the last name": (
        """Trong tháng giám sát 02 công trình1, bàn giao 02 công trình2.
1 (1) Chợ Sông Bằng; (2) Đường nối tổ 9 với

Trang 2

Quốc lộ 3.
2 Cầu Khuổi Đứa; Cầu Nà Cáp.
""",
        [
            (1, ["02 công trình"], ["Chợ Sông Bằng", "Đường nối tổ 9 với | Quốc lộ 3"]),
            (2, ["02 công trình"], ["Cầu Khuổi Đứa", "Cầu Nà Cáp"]),
        ],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_read_as_it_is_meant(style: str) -> None:
    text, expected = STYLES[style]
    assert see(text) == expected
