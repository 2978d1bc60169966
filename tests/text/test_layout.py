import pytest

from service.text.layout import LineKind, read_layout


def kinds(text: str) -> list[str]:
    return [line.kind.value for line in read_layout(text).lines]


def furniture(text: str) -> list[str]:
    return [text[line.start : line.end].strip() for line in read_layout(text).lines if line.is_furniture]


def test_lines_cover_the_text() -> None:
    text = "một\n\n  hai \nba\f\n"
    lines = read_layout(text).lines
    assert [(line.start, line.end) for line in lines] == [(0, 3), (4, 4), (5, 11), (12, 15), (16, 16)]
    assert lines[2].indent == 2
    assert [line.breaks_page for line in lines] == [False, False, False, True, False]


@pytest.mark.parametrize("line", ["- 2 -", "– 12 –", "Trang 3", "Trang 3/12", "Page 4", "**Trang 4**"])
def test_sure_page_numbers(line: str) -> None:
    assert kinds(f"chữ\n{line}\nchữ") == ["text", "page_number", "text"]


def test_bare_numbers_count_up_between_blank_lines() -> None:
    assert furniture("đầu\n\n2\n\ngiữa\n\n3\n\ncuối") == ["2", "3"]
    assert furniture("Bảng\n12\n15\n18\nhết") == []
    assert furniture("Cộng\n\n452\n\nhết") == []


def test_running_heads_come_back_beside_page_numbers() -> None:
    page = "BÁO CÁO THÁNG/Số {0}\n{1}\n\nnội dung trang {2}\n\n"
    text = "".join(page.format(7, number, chr(96 + number)) for number in range(1, 5))
    assert furniture(text).count("BÁO CÁO THÁNG/Số 7") == 4


def test_lines_that_repeat_in_the_text_are_no_heads() -> None:
    assert furniture("Đơn vị: triệu đồng\nThu 5\nĐơn vị: triệu đồng\nChi 4\n") == []


@pytest.mark.parametrize("line", ["_____", "-----", "*****", "=====", " " * 30])
def test_separators(line: str) -> None:

    assert kinds(f"chữ\n{line}\nchữ")[1] == "separator"


def test_the_block_of_a_signature_is_furniture() -> None:
    text = "nội dung\nKý bởi: CỔNG THÔNG TIN\nEmail: a@b.vn\nCơ quan: VĂN PHÒNG\nThời gian ký: 01.01.2025\n\ntiếp"
    assert len(furniture(text)) == 4


def test_kinds_are_told_apart() -> None:
    assert LineKind.TEXT.value in kinds("1. Thu ngân sách")
    assert kinds("") == ["blank"]
