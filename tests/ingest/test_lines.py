from hypothesis import given
from hypothesis import strategies as st

from service.ingest.fonts import PLAIN
from service.ingest.glyphs import Page, Rule, Run
from service.ingest.lines import join_wrapped, read_lines


def run(text: str, x: float, y: float, size: float = 12) -> Run:
    """Text whose letters are half as wide as high."""
    return Run(text, x, x + len(text) * size / 2, y, size, PLAIN)


def texts(*runs: Run, rules: tuple[Rule, ...] = ()) -> list[str]:
    return [line.text for line in read_lines(Page(runs, rules))]


def test_runs_beside_each_other_are_one_line() -> None:
    assert texts(run("Thu", 0, 700), run("3,5 tỷ", 22, 700), run("đồng", 58.5, 700)) == ["Thu 3,5 tỷđồng"]


def test_raised_numbers_are_markers_and_units() -> None:
    line = [run("02 dự án", 0, 700), run("1", 48, 704.5, 7), run("; 15 m", 52, 700), run("2", 88, 704.5, 7)]
    assert texts(*line) == ["02 dự án¹; 15 m²"]
    assert texts(run("1", 0, 704.5, 7), run("Chợ Bản Mới.", 4, 700)) == ["¹Chợ Bản Mới."]
    assert texts(run("H", 0, 700), run("2", 6, 697, 7), run("O", 10, 700)) == ["H2O"]


def test_a_raised_number_belongs_to_its_own_column() -> None:
    left = [run("cấp bách 31 công trình", 0, 651), run("2", 132, 656, 7)]
    right = [run("Tuyến đường dài", 200, 656), run("qua ba xã vùng cao", 200, 641), run("và hai phường.", 200, 626)]
    rest = [run("cho phép chỉ định thầu", 0, 636), run("theo luật hiện hành", 0, 621)]
    assert texts(*left, *right, *rest) == [
        "cấp bách 31 công trình²",
        "cho phép chỉ định thầu",
        "theo luật hiện hành",
        "Tuyến đường dài",
        "qua ba xã vùng cao",
        "và hai phường.",
    ]


def test_a_head_of_two_columns_whose_lines_are_not_level() -> None:
    page = [
        run("UBND XÃ A", 0, 780), run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 150, 780),
        run("Số: 1/BC-UBND", 0, 759), run("VIỆT NAM", 180, 766),
        run("A, ngày 1 tháng 2 năm 2024", 150, 745),
        run("Báo cáo này viết trên cả bề rộng của trang giấy và dài", 0, 700),
    ]  # fmt: skip
    assert texts(*page) == [
        "UBND XÃ A",
        "Số: 1/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
        "A, ngày 1 tháng 2 năm 2024",
        "Báo cáo này viết trên cả bề rộng của trang giấy và dài",
    ]


def test_the_longer_column_goes_on_and_what_follows_it_is_new() -> None:
    left = [run(f"dòng trái {n}", 0, 700 - 15 * n) for n in range(4)]
    right = [run(f"dòng phải {n}", 120, 700 - 15 * n) for n in range(6)]
    after = run("ngắn", 120, 570)
    assert texts(*left, *right, after) == [*(run.text for run in (*left, *right)), "ngắn"]


def test_labels_of_items_are_no_column() -> None:
    assert texts(run("1.", 0, 700), run("Thu ngân sách", 40, 700)) == ["1. Thu ngân sách"]


def test_text_in_columns_with_numbers_is_a_table() -> None:
    rows = [(run("Thu", 0, 700 - 15 * n), run(f"{n}.640", 120, 700 - 15 * n)) for n in range(4)]
    assert texts(*(each for row in rows for each in row)) == [f"Thu | {n}.640" for n in range(4)]


def test_ruled_cells_hold_wrapped_text() -> None:
    rules = [Rule(0, y, 300, y) for y in (640, 680, 720)] + [Rule(x, 640, x, 720) for x in (0, 30, 200, 300)]
    page = [
        run("1", 5, 700), run("Cải tạo, nâng cấp", 35, 705), run("Trường Hoa Sen", 35, 690), run("12 tỷ", 205, 700),
        run("2", 5, 660), run("Chợ", 35, 660), run("3 tỷ", 205, 660),
        run("Đầu", 0, 760), run("Cuối", 0, 600),
    ]  # fmt: skip
    assert texts(*page, rules=tuple(rules)) == [
        "Đầu",
        "1 | Cải tạo, nâng cấp Trường Hoa Sen | 12 tỷ",
        "2 | Chợ | 3 tỷ",
        "Cuối",
    ]


def test_wrapped_lines_are_joined() -> None:
    assert join_wrapped(["Quyết định số 12/QĐ-", "UBND ngày 1/", "2/2024 về kinh tế -", "xã hội", "¹, và"]) == (
        "Quyết định số 12/QĐ-UBND ngày 1/2/2024 về kinh tế - xã hội¹, và"
    )


runs = st.lists(
    st.builds(
        lambda text, x, y, size: run(text, x, y, size),
        st.text(alphabet="aBđ", min_size=1, max_size=12),
        st.integers(0, 400),
        st.integers(0, 800),
        st.sampled_from((6.0, 10.0, 12.0, 30.0)),
    ),
    max_size=40,
)
rules = st.lists(
    st.builds(
        lambda x, y, length, is_across: Rule(x, y, x + length * is_across, y + length * (not is_across)),
        st.integers(0, 300),
        st.integers(0, 700),
        st.integers(3, 300),
        st.booleans(),
    ),
    max_size=12,
)


@given(runs, rules)
def test_nothing_is_lost_wherever_it_stands(runs: list[Run], rules: list[Rule]) -> None:
    lines = texts(*runs, rules=tuple(rules))
    assert sorted("".join(lines).replace(" ", "").replace("|", "")) == sorted("".join(run.text for run in runs))
