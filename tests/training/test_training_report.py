import re
from collections.abc import Sequence

import pytest
from lxml import etree

from service.labels import Label
from tests.training.tiny import labelled, spans_of
from training.training_report import WORST, Comparison, JudgedPassage, render_report

LOG = [{"epoch": 1, "loss": 2.0, "micro": 0.5}, {"epoch": 2, "loss": 4.0, "micro": 0.75}, {"loss": 1.0, "micro": 1.0}]
LABELS = [Label.PLACE, Label.ORG]


def passage(gold: str, found: str, document: str = "A") -> JudgedPassage:
    return JudgedPassage(document, labelled(gold).text, spans_of(gold), spans_of(found))


def render(
    *passages: JudgedPassage, title: str = "T", log: Sequence[dict[str, float]] = LOG, labels: Sequence[str] = LABELS
) -> str:
    return render_report(title, log, passages, labels=labels)


def parse(page: str) -> etree._Element:
    return etree.fromstring(page, etree.HTMLParser())


def read_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def read_tables(page: str) -> list[dict[str, list[str]]]:
    """Each table's rows by their first cell."""
    return [
        {cells[0]: cells[1:] for row in table.iter("tr") if (cells := [read_text(cell) for cell in row])}
        for table in parse(page).iter("table")
    ]


def read_worst(page: str) -> list[str]:
    return [read_text(item) for item in parse(page).iter("li")]


PASSAGES = [
    passage("⟦PLACE|xã A⟧ của ⟦ORG|Sở B⟧.", "⟦PLACE|xã A⟧ của ⟦PLACE|Sở B⟧."),
    passage("⟦PLACE|xã C⟧ của ⟦ORG|Sở D⟧.", "xã ⟦PLACE|C⟧ của Sở D."),
]


def test_the_labels_numbers() -> None:
    table, _ = read_tables(render(*PASSAGES))
    assert table["nhãn"] == ["tỉ lệ đúng", "tỉ lệ tìm ra", "F1", "F1 kể cả khớp một phần", "số nhãn chuẩn"]
    assert table["PLACE"] == ["0.333", "0.500", "0.400", "0.800", "2"]
    assert table["ORG"] == ["0.000", "0.000", "0.000", "0.000", "2"]


@pytest.mark.parametrize(
    ("gold", "found", "counts"),
    [
        ("⟦PLACE|xã A⟧", "⟦PLACE|xã A⟧", {}),
        ("⟦PLACE|xã A⟧", "⟦PLACE|xã⟧ A", {("PLACE", "PLACE"): "1"}),
        ("⟦PLACE|xã A⟧", "⟦ORG|xã⟧ A", {("PLACE", "ORG"): "1"}),
        ("⟦PLACE|xã A⟧", "⟦ORG|xã⟧ ⟦PLACE|A⟧", {("PLACE", "PLACE"): "1"}),
        ("⟦PLACE|xã A⟧", "xã A", {("PLACE", "–"): "1"}),
        ("xã A", "⟦PLACE|xã A⟧", {("–", "PLACE"): "1"}),
        ("⟦PLACE|xã⟧A", "xã⟦PLACE|A⟧", {("PLACE", "–"): "1", ("–", "PLACE"): "1"}),
        ("⟦PLACE|xã⟧ ⟦PLACE|A⟧", "⟦ORG|xã A⟧", {("PLACE", "ORG"): "2"}),
        ("⟦ORG|Sở⟧ ⟦PLACE|xã A⟧", "⟦ORG|Sở⟧ xã A", {("PLACE", "–"): "1"}),
    ],
)
def test_what_is_taken_for_what(gold: str, found: str, counts: dict[tuple[str, str], str]) -> None:
    _, table = read_tables(render(passage(gold, found)))
    names = table.pop("nhãn chuẩn")
    assert names == ["PLACE", "ORG", "–"]
    cells = {(row, name): cell for row, cells in table.items() for name, cell in zip(names, cells, strict=True)}
    assert {place: cell for place, cell in cells.items() if cell} == counts


def test_the_worst_sentences_come_first() -> None:
    page = render(
        passage("Ở ⟦PLACE|xã A⟧.\n⟦PLACE|Xã B⟧ và ⟦ORG|Sở C⟧.", "Ở xã A.\nXã B và ⟦ORG|Sở⟧ C.", "D-1"),
        passage("⟦PLACE|Xã D⟧ tốt.", "⟦PLACE|Xã D⟧ tốt.", "D-2"),
    )
    assert read_worst(page) == ["D-1: Xã B và Sở C.PLACE Xã B, ORG Sở, ORG Sở C", "D-1: Ở xã A.PLACE xã A"]
    marks = re.findall("<span class='(miss|extra)'>([^<]+)</span>", page.partition("<ol>")[2])
    assert marks == [("miss", "PLACE Xã B"), ("extra", "ORG Sở"), ("miss", "ORG Sở C"), ("miss", "PLACE xã A")]


def test_no_more_than_the_worst_are_listed() -> None:
    once, twice = "⟦PLACE|Xã⟧ A B.\n", "⟦PLACE|Xã⟧ A ⟦PLACE|B⟧.\n"
    worst = read_worst(render(passage(once * WORST + twice, "Xã A B.\n" * (WORST + 1))))
    assert len(worst) == WORST
    assert worst[0].endswith("PLACE Xã, PLACE B")


def test_whatever_stands_in_a_text_is_text() -> None:
    text = "</span><script>x</script> & ⟦PLACE|'<b>'⟧\n"
    page = render(
        passage(text, labelled(text).text, "<i>"), title="<u>&", labels=[*LABELS, "<s>"], log=[{"loss": 1, "micro": 1}]
    )
    root = parse(page)
    assert [list(root.iter(tag)) for tag in ("script", "b", "i", "u", "s")] == [[]] * 5
    assert root.findtext(".//h1") == root.findtext(".//title") == "<u>&"
    assert read_worst(page) == ["<i>: </span><script>x</script> & '<b>'PLACE '<b>'"]
    assert "<s>" in read_tables(page)[0]


def test_curves_lie_in_the_picture() -> None:
    micro, loss = (
        [tuple(map(float, point.split(","))) for point in line.split()]
        for line in re.findall("points='([^']*)'", render())
    )
    assert micro == [(20, 110), (320, 65), (620, 20)]
    assert loss == [(20, 110), (320, 20), (620, 155)]


def test_a_run_without_epochs_or_passages_has_a_page_too() -> None:
    page = render(log=[])
    assert read_tables(page)[0]["PLACE"] == ["0.000", "0.000", "0.000", "0.000", "0"]
    assert read_worst(page) == []


def test_a_run_without_dev_scores_has_the_curve_of_its_loss() -> None:
    (points,) = re.findall("points='([^']*)'", render(log=[{"epoch": 1, "loss": 2.0}, {"epoch": 2, "loss": 1.0}]))
    assert points == "20.0,20.0 620.0,110.0"


def test_what_got_better_and_worse_is_told_with_examples() -> None:
    gold = "⟦PLACE|xã A⟧ của ⟦ORG|Sở B⟧.\nCó ⟦ORG|Sở C⟧."
    before = passage(gold, "⟦PLACE|xã A⟧ của Sở B.\nCó ⟦ORG|Sở C⟧.")
    after = passage(gold, "⟦PLACE|xã A⟧ của ⟦ORG|Sở B⟧.\nCó ⟦ORG|Sở⟧ C.")
    page = render_report("T", LOG, [], labels=LABELS, comparisons=[Comparison("dev", "<old>", [before], [after])])
    table, *_ = read_tables(page)
    assert table["nhãn"] == ["<old>", "mô hình mới", "chênh lệch", "số nhãn chuẩn"]
    assert table["PLACE"] == ["1.000", "1.000", "+0.000", "1"]
    assert table["ORG"] == ["0.667", "0.500", "-0.167", "2"]
    assert table["tất cả"] == ["0.800", "0.667", "-0.133", "3"]
    better, worse = read_worst(page)
    assert better == "A: xã A của Sở B.cần tìm: ORG Sở B; trước: không có; nay: ORG Sở B"
    assert worse == "A: Có Sở C.cần tìm: ORG Sở C; trước: ORG Sở C; nay: ORG Sở"
