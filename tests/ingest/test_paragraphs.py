from service.ingest.lines import Line
from service.ingest.paragraphs import Leading, join_lines


def line(text: str, x0: float, y: float, x1: float = 500, size: float = 12) -> Line:
    word = len(text.split()[0]) * size / 2
    return Line(text, x0, x1, y, size, first_word=word, left=100, right=500)


LEADING = Leading({24: 15.0})


def join(*lines: Line) -> str:
    return join_lines(lines, LEADING)


def test_full_lines_are_one_paragraph() -> None:
    assert (
        join(line("Thu ngân sách", 128, 700), line("được 3,5 tỷ đồng", 100, 685, 300))
        == "Thu ngân sách được 3,5 tỷ đồng"
    )


def test_a_line_with_room_for_the_next_word_ended() -> None:
    assert join(line("I. KINH TẾ", 100, 700, 180), line("Thu", 100, 685)) == "I. KINH TẾ\n\nThu"


def test_an_indent_or_space_begins_a_paragraph() -> None:
    assert join(line("xong đúng hạn.", 100, 700, 498), line("Thu", 128, 685)) == "xong đúng hạn.\n\nThu"
    assert join(line("xong đúng hạn", 100, 700, 498), line("Thu", 100, 675)) == "xong đúng hạn\n\nThu"


def test_the_text_of_an_item_hangs() -> None:
    assert join(line("- Cải tạo trường", 100, 700, 498), line("Hoa Sen", 112, 685, 200)) == "- Cải tạo trường Hoa Sen"


def test_items_of_a_list_are_apart() -> None:
    assert join(line("- Một hai ba;", 100, 700, 497), line("- Bốn", 100, 685)) == "- Một hai ba;\n\n- Bốn"


def test_titles_keep_their_lines() -> None:
    assert (
        join(line("BÁO CÁO", 270, 700, 330), line("Tình hình tháng 4", 220, 685, 380)) == "BÁO CÁO\nTình hình tháng 4"
    )


def test_the_usual_leading_is_measured() -> None:
    page = [line("a", 100, 700 - 16 * n) for n in range(9)]
    assert Leading.measure([page]).distances == {24: 16.0}
