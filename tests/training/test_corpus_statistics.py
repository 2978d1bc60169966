from io import StringIO

from rich.console import Console

from service.labels import Label
from tests.training.tiny import labelled
from training.corpus import Split
from training.corpus_statistics import COUNTED, count_spans, count_syllables, render_statistics
from training.documents import LabelledDocument


def document(source: str, split: Split, **about: str) -> LabelledDocument:
    return labelled(source, "X", **{**dict.fromkeys(COUNTED, "a"), "split": split, **about})


DOCUMENTS = [
    document("⟦ORG|UBND⟧ ⟦PLACE|xã A⟧", Split.TRAIN, year="2024", province="Lạng Sơn"),
    document("tại ⟦PLACE|xã B⟧\nvà  ⟦PLACE|xã C⟧", Split.TEST, year="2021", province=""),
    document("⟦PLACE|xã D⟧", Split.TRAIN, year="2024", province="Lạng Sơn"),
]


def rows(documents: list[LabelledDocument]) -> list[list[str]]:
    console = Console(file=StringIO(), record=True, width=120)
    console.print(render_statistics(documents))
    return [line.split() for line in console.export_text().replace("│", " ").splitlines()]


def test_counts() -> None:
    assert count_spans(DOCUMENTS) == {Label.PLACE: 4, Label.ORG: 1}
    assert count_syllables(DOCUMENTS) == 3 + 6 + 2


def test_tables_tell_the_counts_of_each_split() -> None:
    printed = rows(DOCUMENTS)
    assert ["3", "văn", "bản,", "11", "âm", "tiết"] in printed
    assert ["PLACE", "2", "0", "2", "4"] in printed
    assert ["ORG", "1", "0", "0", "1"] in printed
    assert [row[:2] for row in printed if row[:1] in (["2021"], ["2024"])] == [["2021", "1"], ["2024", "2"]]
    assert ["?", "1"] in [row[:2] for row in printed]


def test_the_longest_bar_is_of_the_most() -> None:
    bars = {row[0]: len(row[-1]) for row in rows(DOCUMENTS) if row and set(row[-1]) == {"█"}}
    assert (bars["2024"], bars["2021"]) == (30, 15)


def test_no_documents_have_empty_tables() -> None:
    assert ["PLACE", "0", "0", "0", "0"] in rows([])
