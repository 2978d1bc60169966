import unicodedata
from io import StringIO

import pytest
from rich.console import Console

from service.labels import Label
from tests.training.tiny import labelled
from training.evaluation import (
    evaluate,
    find_with,
    find_with_underthesea,
    group_by,
    render_comparison,
    summarise,
)
from training.scoring import Span

DOCUMENTS = [
    labelled("chi ⟦AMOUNT|5 tỷ đồng⟧ tại ⟦PLACE|xã A⟧", "A", level="commune"),
    labelled("tăng ⟦PERCENT|3,5%⟧", "B", level="province"),
    labelled("năm nay", "C", level="commune"),
]


def find_amount(text: str) -> set[Span]:
    at = text.find("5 tỷ đồng")
    return set() if at < 0 else {(at, at + 9, Label.AMOUNT), (0, 3, Label.ORG)}


def test_found_spans_are_put_beside_the_gold() -> None:
    first, second, third = evaluate(DOCUMENTS, find_amount)
    assert first == ({(4, 13, Label.AMOUNT), (18, 22, Label.PLACE)}, {(4, 13, Label.AMOUNT), (0, 3, Label.ORG)})
    assert second == ({(5, 9, Label.PERCENT)}, set())
    assert third == (set(), set())


def test_a_summary_has_shares_and_counts() -> None:
    summary = summarise(evaluate(DOCUMENTS, find_amount))
    assert (summary["documents"], summary["micro_f1"]) == (3, 0.4)
    assert summary["core_macro_f1"] == 0.25
    assert 0 <= summary["micro_interval"][0] <= 0.4 <= summary["micro_interval"][1] <= 1
    labels = summary["labels"]
    assert labels["AMOUNT"] == {"precision": 1, "recall": 1, "f1": 1, "overlap_f1": 1, "gold": 1}
    assert labels["ORG"] == {"precision": 0, "recall": 0, "f1": 0, "overlap_f1": 0, "gold": 0}
    assert labels.keys() == set(map(str, Label))


def test_no_documents_have_a_summary_too() -> None:
    assert summarise([])["micro_f1"] == 0


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_rules_are_measured_at_the_text_s_own_offsets(form: str) -> None:
    text = unicodedata.normalize(form, "UBND xã chi 5 tỷ đồng, tăng 3,5%.")
    found = {(text[start:end], label) for start, end, label in find_with("none")(text)}
    assert {(unicodedata.normalize(form, "5 tỷ đồng"), Label.AMOUNT), ("3,5%", Label.PERCENT)} <= found


TAGGED = [("Ông", "O"), ("Nguyễn Văn A", "B-PER"), ("tại", "O"), ("Lạng Sơn", "B-LOC"), ("Bắc", "I-LOC"), (".", "O")]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Ông Nguyễn Văn A tại Lạng Sơn Bắc.", [("Nguyễn Văn A", Label.PERSON), ("Lạng Sơn Bắc", Label.PLACE)]),
        ("Ông Nguyễn Văn A tại Lạng Sơn  Bắc .", [("Nguyễn Văn A", Label.PERSON), ("Lạng Sơn  Bắc", Label.PLACE)]),
        ("Ông Nguyễn Văn A tại\u200b Lạng Sơn Bắc.", [("Nguyễn Văn A", Label.PERSON), ("Lạng Sơn Bắc", Label.PLACE)]),
        ("\n \n", []),
    ],
)
def test_the_peer_s_words_are_found_in_the_text(
    monkeypatch: pytest.MonkeyPatch, text: str, spans: list[tuple[str, Label]]
) -> None:
    monkeypatch.setattr("underthesea.ner", lambda line: [(word, "N", "B-NP", tag) for word, tag in TAGGED])
    assert [(text[start:end], label) for start, end, label in sorted(find_with_underthesea(text))] == spans


def test_a_name_ends_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underthesea.ner", lambda line: [(line, "N", "B-NP", "B-ORG")])
    assert find_with_underthesea("UBND\nSở") == {(0, 4, Label.ORG), (5, 7, Label.ORG)}


def test_documents_are_grouped_by_a_column() -> None:
    assert group_by(DOCUMENTS, "level") == {"commune": [0, 2], "province": [1]}


def test_systems_stand_side_by_side() -> None:
    pairs = evaluate(DOCUMENTS, find_amount)
    console = Console(file=StringIO(), record=True, width=120)
    console.print(
        render_comparison("test", {"a": summarise(pairs), "b": summarise([(gold, gold) for gold, _ in pairs])})
    )
    rows = [line.split() for line in console.export_text().replace("│", " ").splitlines()]
    assert ["AMOUNT", "1.000", "(1.000)", "1.000", "(1.000)", "1"] in rows
    assert ["PLACE", "0.000", "(0.000)", "1.000", "(1.000)", "1"] in rows
    assert ["micro", "0.400", "1.000"] in rows
