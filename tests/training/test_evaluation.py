import unicodedata
from collections.abc import Mapping
from io import StringIO
from typing import Any, Literal

import pytest
from rich.console import Console

from service.labels import Label
from tests.training.tiny import labelled
from training.evaluation import (
    collect_names,
    evaluate,
    find_with,
    find_with_underthesea,
    group_by,
    render_comparison,
    summarise,
    write_markdown,
)
from training.scoring import Counts, Span, score

Form = Literal["NFC", "NFD"]
DOCUMENTS = [
    labelled("chi ⟦AMOUNT|5 tỷ đồng⟧ tại ⟦PLACE|xã A⟧", "A", noise="none"),
    labelled("tăng ⟦PERCENT|3,5%⟧", "B", noise="heavy"),
    labelled("năm nay", "C", noise="none"),
]
AMOUNT = {"amount": "5000000000", "currency": "VND"}


def find_amount(text: str) -> Mapping[Span, Any]:
    at = text.find("5 tỷ đồng")
    return {} if at < 0 else {(at, at + 9, Label.AMOUNT): AMOUNT, (0, 3, Label.ORG): None}


def find_gold(text: str) -> Mapping[Span, Any]:
    (document,) = (each for each in DOCUMENTS if each.text == text)
    return {(span.start, span.end, span.label): {} for span in document.spans}


def test_found_spans_are_put_beside_the_gold() -> None:
    first, second, third = evaluate(DOCUMENTS, find_amount)
    assert first.gold == {(4, 13, Label.AMOUNT), (18, 22, Label.PLACE)}
    assert first.found == {(4, 13, Label.AMOUNT), (0, 3, Label.ORG)}
    assert second.pair == (frozenset([(5, 9, Label.PERCENT)]), frozenset())
    assert third.pair == (frozenset(), frozenset())


def test_a_summary_has_shares_and_counts() -> None:
    summary = summarise(evaluate(DOCUMENTS, find_amount))
    assert (summary["documents"], summary["micro_f1"]) == (3, 0.4)
    assert summary["core_macro_f1"] == 0.25
    assert 0 <= summary["micro_interval"][0] <= 0.4 <= summary["micro_interval"][1] <= 1
    labels = summary["labels"]
    assert labels["AMOUNT"] == {"precision": 1, "recall": 1, "f1": 1, "overlap_f1": 1, "gold": 1}
    assert labels["ORG"] == {"precision": 0, "recall": 0, "f1": 0, "overlap_f1": 0, "gold": 0}
    assert labels.keys() == set(map(str, Label))


def test_parts_of_the_corpus_are_told_apart() -> None:
    parts = summarise(evaluate(DOCUMENTS, find_amount))["by"]["noise"]
    assert parts == {
        "heavy": {"documents": 1, "micro_f1": 0, "PERCENT": 0},
        "none": {"documents": 2, "micro_f1": 0.5, "AMOUNT": 1, "PLACE": 0},
    }


@pytest.mark.parametrize(("value", "share"), [(AMOUNT, 1), ({**AMOUNT, "amount": "5"}, 0), (None, 0)])
def test_values_of_right_spans_are_judged(value: object, share: float) -> None:
    judged = evaluate(DOCUMENTS, lambda text: dict.fromkeys(find_amount(text), value))
    assert summarise(judged)["values"] == {"AMOUNT": share}


def test_names_that_training_has_seen_are_told_apart() -> None:
    known = collect_names([labelled("⟦PLACE|XÃ  A⟧, ⟦AMOUNT|5 tỷ đồng⟧, ⟦ORG|UBND⟧")])
    assert len(known) == 2
    documents = [labelled("⟦PLACE|xã A⟧ và ⟦PLACE|xã B⟧ của ⟦ORG|Sở C⟧")]
    names = summarise(evaluate(documents, lambda text: {(0, 4, Label.PLACE): None}), known=known)["names"]
    assert names["PLACE"] == {"seen_recall": 1, "seen_gold": 1, "unseen_recall": 0, "unseen_gold": 1}
    assert names["ORG"] == {"seen_recall": 0, "seen_gold": 0, "unseen_recall": 0, "unseen_gold": 1}
    assert "AMOUNT" not in names


def test_no_documents_have_a_summary_too() -> None:
    assert summarise([])["micro_f1"] == 0


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_rules_are_measured_at_the_text_s_own_offsets_with_values(form: Form) -> None:
    source = "UBND xã chi ⟦AMOUNT|5 tỷ đồng⟧ ⟦DATE|ngày 10/5/2024⟧, tăng ⟦PERCENT|3,5%⟧."
    judged = evaluate([labelled(unicodedata.normalize(form, source))], find_with("none"))
    assert score([judged[0].pair]).micro == Counts(3, 3, 3)
    assert summarise(judged)["values"] == {"AMOUNT": 1, "DATE": 1, "PERCENT": 1}


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
    assert set(find_with_underthesea("UBND\nSở")) == {(0, 4, Label.ORG), (5, 7, Label.ORG)}


def test_documents_are_grouped_by_a_column() -> None:
    assert group_by(DOCUMENTS, "noise") == {"none": [0, 2], "heavy": [1]}


def test_systems_stand_side_by_side() -> None:
    columns = {"a": summarise(evaluate(DOCUMENTS, find_amount)), "b": summarise(evaluate(DOCUMENTS, find_gold))}
    console = Console(file=StringIO(), record=True, width=120)
    console.print(render_comparison("test", columns))
    rows = [line.split() for line in console.export_text().replace("│", " ").splitlines()]
    assert ["AMOUNT", "1.000", "(1.000)", "1.000", "(1.000)", "1"] in rows
    assert ["PLACE", "0.000", "(0.000)", "1.000", "(1.000)", "1"] in rows
    assert ["micro", "0.400", "1.000"] in rows
    lines = write_markdown("test", columns).splitlines()
    assert {"# test", "| AMOUNT | 1.000 | 1.000 | 1 |", "| PLACE | 0.000 | 1.000 | 1 |"} <= set(lines)
    assert "| micro | 0.400 | 1.000 | |" in lines
