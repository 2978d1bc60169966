from io import StringIO

from rich.console import Console

from service.render.table import print_table
from tests.render.reports import TEXT, build_report


def show(width: int = 160) -> str:
    out = StringIO()
    print_table(build_report(), TEXT, console=Console(file=out, width=width))
    return out.getvalue()


def line(words: str) -> list[str]:
    """The cells of the first row that holds `words`."""
    return next(
        [cell.strip() for cell in row.strip("│").split("│")]
        for row in show().splitlines()
        if words in row and "│" in row
    )


def test_a_note_lists_its_items_one_a_line() -> None:
    assert line("(1) =Cầu A") == ["fn1", "1", "02 dự án", "(1) =Cầu A, vốn 7 tỷ đồng", "2/2", "đã nối"]
    assert line("(2)")[3] == "(2) -Đường B"


def test_a_project_tells_its_stage_and_money() -> None:
    assert line("thẩm định dự án") == ["p1", "=Cầu A", "e6", "thẩm định dự án (fn1)", "tổng mức đầu tư: 7 tỷ đồng"]


def test_figures_that_tell_more_than_a_count_are_shown() -> None:
    out = show()
    figures = out[out.index("Số liệu") : out.index("Cảnh báo")]
    assert line("dự toán giao") == [
        "f1",
        "chi",
        "5 tỷ đồng",
        "5.000.000.000 VND",
        "Năm 2024",
        "đạt 40,5% – dự toán giao",
    ]
    assert "cá nhân" not in figures
    assert "1 số đếm" in figures


def test_names_are_never_cut() -> None:
    out = show(60)
    assert "…" not in out
    assert "Đường" in out
