"""Lists in bodies: how they are split, what they leave out, and what anchors promise of them."""

import pytest

from service.footnotes.finding import find_footnotes
from service.footnotes.notes import Footnote, Status
from service.text.layout import read_layout


def read(text: str) -> list[Footnote]:
    return list(find_footnotes(text, read_layout(text)).notes)


def items(text: str) -> list[str]:
    """The items of the only note, each with its stretches joined."""
    (note,) = read(text)
    return [" ".join(text[start:end] for start, end in item.spans) for item in note.items]


def phrase(text: str) -> str:
    return text[slice(*read(text)[0].anchors[0].phrase)]


@pytest.mark.parametrize(
    ("anchor", "body", "expected"),
    [
        ("02 dự án", "Cầu Nà Phạ và Chợ Hạản Cài.", ["Cầu Nà Phạ", "Chợ Hạản Cài"]),
        ("03 công trình", "Cầu Nà Phạ, Chợ Hạản Cài và Kè suối Lừm.", ["Cầu Nà Phạ", "Chợ Hạản Cài", "Kè suối Lừm"]),
        (
            "02 công trình",
            "Cầu Nà Phạ, xã Lâm; Nhà văn hóa thôn Hạ và sân thể thao.",
            ["Cầu Nà Phạ, xã Lâm", "Nhà văn hóa thôn Hạ và sân thể thao"],
        ),
        ("03 dự án", "Cầu Lừm (5 tỷ; 2 nhịp); Chợ Hạ; Kè C.", ["Cầu Lừm (5 tỷ; 2 nhịp)", "Chợ Hạ", "Kè C"]),
        ("ba công trình", "Cống Lầu, Âu Trầu và Đê Long Mỹ; khái toán 79 tỷ đồng.", ["Cống Lầu", "Âu Trầu", "Đê Long Mỹ"]),
        (
            "03 tiêu chí",
            "Gồm tiêu chí số 2 về giao thông, số 6 về văn hóa và số 8 về y tế.",
            ["tiêu chí số 2 về giao thông", "số 6 về văn hóa", "số 8 về y tế"],
        ),
        ("các công trình nhỏ", "Chủ yếu là: Sửa ngõ Lê Lợi, Thay đèn phố Huế, xã Lâm.", ["Sửa ngõ Lê Lợi", "Thay đèn phố Huế, xã Lâm"]),
        ("các dự án lớn", "Theo dõi của Phòng Kinh tế đối với: Cầu Lừm; Chợ Hạ.", ["Cầu Lừm", "Chợ Hạ"]),
        ("02 dự án", "1. Cầu Lừm; 2. Chợ Hạ.", ["Cầu Lừm", "Chợ Hạ"]),
        ("02 dự án", "Gồm: (i) Cầu Lừm; (ii) Chợ Hạ. Kinh phí tính sau.", ["Cầu Lừm", "Chợ Hạ"]),
        ("02 dự án", "(1) Cầu Lừm; (2) Chợ Hạ. Riêng cầu làm trước.", ["Cầu Lừm", "Chợ Hạ"]),
        ("02 dự án", "(1) Cầu Lừm. Đang làm; (2) Chợ Hạ. Đã xong.", ["Cầu Lừm. Đang làm", "Chợ Hạ. Đã xong"]),
        ("02 tuyến", "- Đường A: dài 5 km;\n- Đường B: dài 2 km.", ["Đường A: dài 5 km", "Đường B: dài 2 km"]),
        ("02 dự án", "Cầu Lừm; Chợ Hạ. Chưa kể phần kéo dài; vốn khác.", ["Cầu Lừm", "Chợ Hạ"]),
        ("11 tuyến", "Điển hình là đường Lừm, đường trục thôn Hạ.", ["đường Lừm", "đường trục thôn Hạ"]),
        ("12 điểm đo", "Chọn theo đề xuất của trường; thiết bị do tỉnh mua.", []),
        ("35 hộ", "Xã Lâm; xã Hạ.", []),
    ],
)  # fmt: skip
def test_how_a_list_is_split(anchor: str, body: str, expected: list[str]) -> None:
    assert items(f"Trong tháng xong {anchor}¹.\n\n¹ {body}\n") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("hoàn chỉnh 02 đồ án trình phê duyệt trong quý III/2023¹.", "02 đồ án trình phê duyệt trong quý III/2023"),
        ("có 03 dự án đạt trên 40% khối lượng¹.", "03 dự án đạt trên 40% khối lượng"),
        ("làm 04 công trình trụ sở, nhà văn hóa¹.", "04 công trình trụ sở, nhà văn hóa"),
        ("đẩy nhanh các dự án trọng điểm¹.", "các dự án trọng điểm"),
        ("bảo quản 67 hiện vật và đẩy nhanh nhóm dự án bảo tồn¹.", "nhóm dự án bảo tồn"),
        ("cùng đơn vị tư vấn nên gộp giám sát¹.", "gộp giám sát"),
        ("chi cho 187 người 402 triệu đồng và 412 đối tượng 268,9 triệu đồng¹.", "412 đối tượng 268,9 triệu đồng"),
        ("xử lý 06 trường hợp vi phạm, phạt 21 triệu đồng¹.", "06 trường hợp vi phạm, phạt 21 triệu đồng"),
        (
            "chi cho 926 đối tượng với 1,21 tỷ đồng (có 4 người mới)¹.",
            "926 đối tượng với 1,21 tỷ đồng (có 4 người mới)",
        ),
        ("lại, đến cuối kỳ xã đạt l1/19 tiêu chí¹.", "l1/19 tiêu chí"),
        ("lại, loại thứ hai là công trình dân dụng¹.", "công trình dân dụng"),
        ("lại, di dời trụ điện tại công trình đường Lê Bình¹.", "công trình đường Lê Bình"),
        ("lại, UBND tỉnh đã đồng ý chủ trương¹.", "đã đồng ý chủ trương"),
        ("lại, 1.250 hộ nghèo¹.", "1.250 hộ nghèo"),
        ("luân chuyển 03 đồng chí¹.", "03 đồng chí"),
        ("chậm nên việc vận động 321 hộ gần như giẫm chân tại chỗ¹.", "việc vận động 321 hộ gần như giẫm chân tại chỗ"),
        ("xây Trường Cao và Cầu Ba Sao trên đường tỉnh 9¹.", "Cầu Ba Sao trên đường tỉnh 9"),
        ("lại, thi công giai đoạn 1 bị gián đoạn¹.", "thi công giai đoạn 1 bị gián đoạn"),
    ],
)
def test_the_phrase_that_a_note_explains(sentence: str, expected: str) -> None:
    assert phrase(f"Huyện {sentence}\n\n¹ (1) Cầu Lừm; (2) Chợ Hạ.\n") == expected


@pytest.mark.parametrize(
    "call",
    [
        "rà soát danh mục1, vì thiếu vốn",
        "nghiệm thu 05 công trìnhl; thi công",
        "chiều dài 37,5km1.",
        "công nhận 03 xã 1 đạt chuẩn",
    ],
)
def test_calls_that_are_hard_to_tell(call: str) -> None:
    text = f"Huyện {call}\nvà xử lý 02 vụ2 lớn.\n\n1 Cầu Lừm; Chợ Hạ; Kè C.\n2 Vụ A; vụ B.\n"
    assert [(note.number, note.status, len(note.anchors)) for note in read(text)] == [
        (1, Status.LINKED, 1),
        (2, Status.LINKED, 1),
    ]


@pytest.mark.parametrize("call", ["đổ đường thôn, buôn(1) do dân góp", "vướng 12hộ (1). Nhà dân"])
def test_numbers_in_round_brackets_call_too(call: str) -> None:
    (note,) = read(f"Huyện {call} cao.\n\n(1) Cầu Lừm; Chợ Hạ.\n")
    assert (note.number, note.status) == (1, Status.LINKED)


@pytest.mark.parametrize("word", ["khối m3", "km2", "đường QL1", "số, ngày 11 tháng 4"])
def test_digits_that_call_nothing(word: str) -> None:
    assert read(f"Có 12 {word} làm xong.\n\nXã đã họp.\n") == []


def test_a_count_farther_back_is_what_a_note_explains_if_it_lists_as_many() -> None:
    text = "Có 02 công trình mới đã nghiệm thu, bàn giao đưa vào\n\n¹ {body}\n\nsử dụng¹ trong quý.\n"
    listing = text.format(body="Cầu Lừm; Chợ Hạ.")
    (note,) = read(listing)
    assert (phrase(listing), note.promised, len(note.items)) == ("02 công trình mới", 2, 2)
    remark = text.format(body="Do xã làm chủ đầu tư; vốn tỉnh.; vốn huyện.")
    assert (read(remark)[0].promised, read(remark)[0].items) == (None, ())


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("(1) Cầu Lừm; (2) Chợ Hạ.", "mismatch"),
        ("Trong đó: (1) Cầu Lừm; (2) Chợ Hạ.", None),
        ("Tiêu biểu là: Cầu Lừm; Chợ Hạ.", None),
        ("Gồm: Cầu Lừm; Chợ Hạ; các công trình khác.", "match"),
        ("Gồm: Cầu Lừm; các công trình khác.", None),
        ("Gồm: Cầu Lừm, cầu Cạn (bản Cao); Chợ Hạ.", "match"),
    ],
)
def test_a_list_of_some_breaks_no_promise(body: str, check: str | None) -> None:
    (note,) = read(f"Khởi công 03 công trình¹.\n\n¹ {body}\n")
    assert note.check == check


def test_an_item_that_a_page_break_cut_off_is_found_again() -> None:
    text = "Khởi công 03 công trình¹ trong quý.\n\n¹ (1) Cầu Lừm; (2) Chợ Hạ;\n\n(trang 2)\n\nGiá cả ổn định.\n\n(3) Kè C.\n\nHết.\n"
    assert items(text) == ["Cầu Lừm", "Chợ Hạ", "Kè C"]
    assert read(text)[0].check == "match"


def test_notes_whose_raising_was_lost_go_on_with_those_that_kept_it() -> None:
    text = (
        "Khởi công 02 dự án$^{1}$, nghiệm thu 02 cầu2; lập 03 quy hoạch3, đạt 112%4.\n\n$^{1}$ Cầu Lừm; Chợ Hạ.\n2 Cầu C; cầu D.\n"
        "3 Khu A; khu B; khu C.\n4 Không tính số cũ.\n"
    )
    assert [(note.number, note.status) for note in read(text)] == [(at, Status.LINKED) for at in (1, 2, 3, 4)]


def test_lone_brackets_are_not_gone_on_with() -> None:
    text = "Xem mục [1] nêu trên và 02 cầu2.\n\n[1] Phụ lục.\n2 Cầu C; cầu D.\n"
    assert [note.number for note in read(text)] == [1]


@pytest.mark.parametrize("call", ["9 thôn1, mỗi thôn một đội", "năm 20241, chủ yếu", "hạng II1", "nhà ở1 , đã xong"])
def test_where_lost_raising_leaves_digits(call: str) -> None:
    text = f"Cấp xi măng cho {call}\nvà 12 cụ2 trong xã.\n\n1 Thôn Hạ.\n2 Cụ già.\n"
    assert [note.status for note in read(text)] == [Status.LINKED, Status.LINKED]


def test_a_body_above_its_call_is_still_its_body() -> None:
    text = "Có 02 cầu1 mới.\n\n1 Cầu Lừm; cầu B.\n2 Nhà sập hẳn.\n\nXã có 40 hộ mất nhà2 , đã dựng lại; trồng 3 vườn3.\n\n3 Vườn ươm.\n"
    assert [(note.number, note.status) for note in read(text)] == [(at, Status.LINKED) for at in (1, 2, 3)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Cầu Lừm (5 tỷ đồng); Chợ Hạ, xã Lâm; Kè suối Cạn.", ["Cầu Lừm (5 tỷ đồng)", "Chợ Hạ, xã Lâm", "Kè suối Cạn"]),
        ("Nâng cấp chợ Hạ, Cầu Lừm, Nhà văn hóa thôn Cao.", ["Nâng cấp chợ Hạ", "Cầu Lừm", "Nhà văn hóa thôn Cao"]),
        ("Gồm Trường TH và THCS Lâm và Trạm y tế xã Hạ; tổng 9 tỷ đồng.", ["Trường TH và THCS Lâm", "Trạm y tế xã Hạ"]),
        ("Danh mục năm nay:\n- Bể bơi xã Lâm: 2 tỷ đồng;\n- Chợ Hạ: 3 tỷ đồng.", ["Bể bơi xã Lâm: 2 tỷ đồng", "Chợ Hạ: 3 tỷ đồng"]),
        ("Gồm: a.Mở rộng chợ b. Cầu Lừm c. Kè suối.", ["Mở rộng chợ", "Cầu Lừm", "Kè suối"]),
        ("Xã Lâm cũ: 14 tiêu chí; xã Hạ cũ: 9 tiêu chí; tính theo mức thấp.", []),
        ("Cầu Lừm khánh thành ngày 02/9, dài 118 m, do tỉnh làm chủ đầu tư.", []),
        ("Theo Nghị quyết số 07; mỗi phòng học 620 triệu đồng.", []),
        ("Ở Lâm: cầu Lừm, chợ Hạ. Ở Hạ: nhà văn hóa thôn Cao.", ["cầu Lừm", "chợ Hạ", "nhà văn hóa thôn Cao"]),
        ("Vốn chia như sau:\nTrường Lâm - bếp ăn\nĐường xóm Hạ\nGiao sau ba tháng", ["Trường Lâm - bếp ăn", "Đường xóm Hạ"]),
    ],
)  # fmt: skip
def test_a_list_of_works_needs_no_announcement(body: str, expected: list[str]) -> None:
    assert items(f"Trong tháng làm xong thủy lợi¹.\n\n¹ {body}\n") == expected


def test_the_only_note_left_may_have_any_number() -> None:
    text = "Huyện trồng rừng, sửa hồ vừa và nhỏ2, tổng 5 tỷ đồng.\n\n2 Hồ Lừm; Hồ Cao.\n"
    assert [(note.number, note.status) for note in read(text)] == [(2, Status.LINKED)]
    row = "Huyện trồng rừng, sửa hồ vừa và nhỏ2, tổng 5 tỷ đồng.\n\n2 Hồ Lừm   12.870   10.400\n"
    assert read(row) == []


@pytest.mark.parametrize("letter", ["H¹nh phóc", "Ph¹m Quang", "c¸n bé ®¹t"])
def test_a_letter_of_another_encoding_calls_no_note(letter: str) -> None:
    text = f"{letter}\n\nCấp đất cho 04 khu1. Giao rừng cho 12 hộ2 .\n\n1 Khu Lừm; khu Cao.\n\n2 Hộ nghèo.\n"
    assert [(note.number, len(note.anchors)) for note in read(text)] == [(1, 1), (2, 1)]


def test_the_end_of_a_decimal_calls_no_note_and_a_marker_may_close_a_bracket() -> None:
    text = "Thu 41,2 tỷ đồng (chưa kể vốn mục tiêu quốc gia1). Bằng 2,1 lần; có 07 xã2 về đích.\n\n1 Giao sau.\n2 Xã Lâm; xã Hạ.\n"
    assert [text[slice(*note.anchors[0].marker)] + text[note.anchors[0].marker[1]] for note in read(text)] == [
        "1)",
        "2 ",
    ]
