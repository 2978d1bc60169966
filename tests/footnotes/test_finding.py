from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.footnotes.finding import find_footnotes, mask_markers
from service.footnotes.notes import Footnote, Footnotes, Status
from service.text.layout import read_layout


def find(text: str) -> Footnotes:
    return find_footnotes(text, read_layout(text))


@dataclass(frozen=True)
class Seen:
    """A footnote as a reader sees it."""

    number: int
    status: str
    anchor: str | None
    body: tuple[str, ...]


def see(text: str) -> list[Seen]:
    return [
        Seen(
            note.number,
            note.status.value,
            text[slice(*note.anchors[0].phrase)] if note.anchors else None,
            tuple(text[start:end] for start, end in note.spans),
        )
        for note in find(text).notes
    ]


def items(text: str, note: Footnote) -> list[tuple[str, ...]]:
    return [tuple(text[start:end] for start, end in item.spans) for item in note.items]


@pytest.mark.parametrize(
    ("marker", "body"),
    [
        ("¹", "¹ Trường Mầm non Hoa Sen."),
        ("¹", "¹Trường Mầm non Hoa Sen."),
        ("<sup>1</sup>", "<sup>1</sup> Trường Mầm non Hoa Sen."),
        ("[^1]", "[^1]: Trường Mầm non Hoa Sen."),
        ("^1^", "^1^ Trường Mầm non Hoa Sen."),
        ("$^1$", "$^1$ Trường Mầm non Hoa Sen."),
        ("[1]", "[1] Trường Mầm non Hoa Sen."),
    ],
)
def test_every_explicit_form(marker: str, body: str) -> None:
    text = f"Xã đã sửa chữa 01 công trình{marker}; các việc khác làm sau.\n\n{body}\n"
    assert see(text) == [Seen(1, "linked", "01 công trình", ("Trường Mầm non Hoa Sen.",))]


def test_markers_that_lost_their_raising_are_found_as_a_chain() -> None:
    text = """Trong quý, huyện khởi công 02 công trình1, nghiệm thu 01 dự án2. Diện tích gieo trồng 320 ha.

Các xã tổ chức tốt ngày hội3.

1 Đường trục xã Tân Lập; Chợ trung tâm xã Tân Lập.
2 Trạm y tế xã Hưng Thịnh.
3 Ngày hội đại đoàn kết tại 12 thôn.
"""
    assert see(text) == [
        Seen(1, "linked", "02 công trình", ("Đường trục xã Tân Lập; Chợ trung tâm xã Tân Lập.",)),
        Seen(2, "linked", "01 dự án", ("Trạm y tế xã Hưng Thịnh.",)),
        Seen(3, "linked", "Các xã tổ chức tốt ngày hội", ("Ngày hội đại đoàn kết tại 12 thôn.",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Thu ngân sách đạt khá.\n2. Chi ngân sách bảo đảm.\n3. Đầu tư công chậm.\n",
        "Diện tích 320 m² và 15 km², khối lượng 2.10³ kg.\n",
        "1 Trường Mầm non A   12.870   10.400\n2 Trường Tiểu học B   6.315   4.200\n3 Trạm bơm C   4.006   3.100\n",
        "Phòng dịch Covid19, cúm A1, đường QL1, khu A2.\n\n1 Báo cáo kèm theo.\n",
        "Xem khoản [3] của tài liệu.\n",
        "Ngày13 tháng4 năm2025 họp.\n\n13 đại biểu dự.\n",
    ],
)
def test_numbers_that_are_no_footnotes(text: str) -> None:
    assert find(text).notes == ()


def test_running_text_is_stitched_where_bodies_interrupted_it() -> None:
    text = """Đã thẩm định 02 dự án¹; tổ chức tổng kết 05 năm thực

¹ (1) Cải tạo Trường Tiểu học Hòa Bình; (2) Đường vào thôn Nà Lầu.

hiện phong trào trồng cây xanh trên toàn huyện.
"""
    found = find(text)
    assert see(text)[0].body == ("(1) Cải tạo Trường Tiểu học Hòa Bình; (2) Đường vào thôn Nà Lầu.",)
    assert "05 năm thực\nhiện phong trào" in found.running.text
    assert "Nà Lầu" not in found.running.text


def test_a_body_of_several_paragraphs_ends_where_the_cut_sentence_goes_on() -> None:
    text = """Công tác giải phóng mặt bằng được đẩy mạnh¹, tập trung cho tuyến đường đi

¹ Chi trả cho 26 hộ với số tiền 1.914.505.500 đồng.

Tổ chức kiểm đếm 98 trường hợp ở thôn Bản Mới.

Bàn giao mặt bằng 3,2 ha.

qua ba xã vùng cao của huyện.
"""
    (note,) = see(text)
    assert note.body[0].startswith("Chi trả cho 26 hộ")
    assert note.body[0].endswith("Bàn giao mặt bằng 3,2 ha.")


def test_a_body_cut_by_the_page_goes_on_without_a_marker() -> None:
    text = """Nghiệm thu 03 công trình¹.

¹ (1) Công viên bờ sông Lô; (2) Kè chống sạt lở suối Cạn (3)

2. Nông nghiệp

Gieo trồng được 320 ha lúa, ngô; các hợp tác xã tiếp tục mở rộng liên kết tiêu thụ với doanh

Nhà văn hóa thôn Đồng Tâm.

² Gồm 04 hợp tác xã.

nghiệp trong tỉnh². Giá cả ổn định.
"""
    first = see(text)[0]
    assert first.body == (
        "(1) Công viên bờ sông Lô; (2) Kè chống sạt lở suối Cạn (3)",
        "Nhà văn hóa thôn Đồng Tâm.",
    )
    note = find(text).notes[0]
    assert items(text, note)[2] == ("Nhà văn hóa thôn Đồng Tâm",)
    assert (note.promised, len(note.items), note.check) == (3, 3, "match")


def test_the_page_s_end_ends_a_body() -> None:
    text = """Khởi công 01 dự án¹.

¹ Cầu Bản Mạ, xã Thượng
Lâm, quy mô 02 nhịp.
- 2 -
II. VĂN HÓA
Tổ chức lễ hội.
"""
    assert see(text)[0].body == ("Cầu Bản Mạ, xã Thượng\nLâm, quy mô 02 nhịp.",)


def test_numbering_that_restarts_on_a_page() -> None:
    text = """Khởi công 01 dự án¹ trong tháng.

¹ Cầu Bản Mạ.

- 2 -

Nghiệm thu 01 công trình¹ trong quý.

¹ Chợ Nà Phạ.
"""
    assert [(note.number, note.body) for note in see(text)] == [(1, ("Cầu Bản Mạ.",)), (1, ("Chợ Nà Phạ.",))]


def test_markers_inside_a_body_and_bodies_below_each_other() -> None:
    text = """Công tác quy hoạch được quan tâm¹, đất đai được quản lý².

¹ Đã trình 02 đồ án³ trong tháng.

² Cấp 15 giấy chứng nhận.

³ Quy hoạch xã Tân An; quy hoạch xã Bình Lư.
"""
    found = find(text)
    assert [note.status for note in found.notes] == [Status.LINKED] * 3
    third = found.notes[2]
    assert text[slice(*third.anchors[0].phrase)] == "02 đồ án"
    assert items(text, third) == [("Quy hoạch xã Tân An",), ("quy hoạch xã Bình Lư",)]


def test_what_has_no_partner_is_reported() -> None:
    text = "Đã làm 02 dự án¹ và 03 công trình².\n\n² Ba tuyến đường thôn.\n\n³ Ghi chú lạc.\n"
    assert [(note.number, note.status) for note in find(text).notes] == [
        (1, Status.UNRESOLVED),
        (2, Status.LINKED),
        (3, Status.ORPHAN),
    ]


def test_several_anchors_of_one_body() -> None:
    text = "Xã A làm 01 dự án¹, xã B cũng làm 01 dự án¹.\n\n¹ Đường liên xã A - B.\n"
    assert len(find(text).notes[0].anchors) == 2


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("(1) A một; (2) B hai; (3) C ba", 3),
        ("(1) A một (2) B hai (3) C ba", 3),
        ("(l) A một; (2) B hai", 2),
        ("a) A một; b) B hai", 2),
        ("1) A một; 2) B hai", 2),
        ("A một; B hai; C ba; D bốn.", 4),
        ("Gồm: A một; B hai.", 2),
        ("(1) A (thuộc đợt 2); (2) B (3) C", 3),
    ],
)
def test_items(body: str, count: int) -> None:
    text = f"Đã khởi công 03 dự án¹.\n\n¹ {body}\n"
    assert len(find(text).notes[0].items) == count


@pytest.mark.parametrize(
    ("anchor", "promised"),
    [
        ("thẩm định 03 dự án", 3),
        ("thi công ba công trình", 3),
        ("lập 03 đồ án quy hoạch phân khu, quy hoạch đô thị", 3),
        ("khởi công 02 công trình hạ tầng thiết yếu", 2),
        ("tiếp nhận 27 đơn", None),
        ("thu 337.288.000 đồng", None),
        ("đẩy nhanh các dự án trọng điểm", None),
    ],
)
def test_what_an_anchor_promises(anchor: str, promised: int | None) -> None:
    text = f"Trong tháng đã {anchor}¹.\n\n¹ (1) A một; (2) B hai; (3) C ba.\n"
    assert find(text).notes[0].promised == promised


def test_masking_keeps_the_length_and_hides_markers_only() -> None:
    text = "Diện tích 320¹ và 15 m² đất.\n\n¹ Số tạm tính.\n"
    masked = mask_markers(text, find(text))
    assert len(masked) == len(text)
    assert "320  và 15 m²" in masked


texts = st.text(alphabet=st.sampled_from("aBđ ¹²³1234.,;:()[]^\n\f-<sup/>")) | st.text()


@settings(deadline=None)
@given(texts)
def test_any_text_is_read_and_nothing_is_in_two_places(text: str) -> None:
    found = find(text)
    bodies = sorted(span for note in found.notes for span in note.spans)
    assert all(0 <= start < end <= len(text) for start, end in bodies)
    assert all(before[1] <= after[0] for before, after in pairwise(bodies))
    for start, end in found.running.pieces:
        assert not any(start < high and low < end for low, high in bodies)
    assert find(text) == found


@pytest.mark.parametrize("unit", ["¹ ", "¹\n", "\n1 A", "a1 ", "[1]\n", "(1) ", "\n\n¹ A(1) b;", "- 2 -\n", "1\n\n"])
def test_hostile_runs_end(unit: str) -> None:
    find(unit * 20_000)


def test_a_number_that_ocr_damaged_calls_no_note() -> None:
    text = "Tặng quà cho 40 hộ1 và 12 cụ2 (có l4 người mới), mặt bằng l2 phòng.\n\n1 Hộ nghèo.\n\n2 Cụ già.\n"
    footnotes = find_footnotes(text, read_layout(text))
    assert [text[slice(*anchor.marker)] for note in footnotes.notes for anchor in note.anchors] == ["1", "2"]
    assert all(text[anchor.marker[0] - 1] != "l" for note in footnotes.notes for anchor in note.anchors)
