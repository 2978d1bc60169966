from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from service.labels import Label
from tests.training.formats.documents import DATA, FOREIGN, FORMATS, documents, load_some, without
from training.documents import GoldSpan, LabelledDocument
from training.formats import conll
from training.formats.level import Level
from training.formats.losses import Loss, Lost
from training.formats.relations import Relation, relate, relations_of


def pass_through(given_documents: Sequence[LabelledDocument], form: str) -> tuple[list[LabelledDocument], list[Loss]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        losses = FORMATS[form].write(given_documents, path)
        return FORMATS[form].read(path), losses


@pytest.mark.parametrize("form", ["doccano", "label-studio", "docbin", "jsonl"])
@given(document=documents())
def test_nothing_of_any_document_is_lost(form: str, document: LabelledDocument) -> None:
    found, losses = pass_through([document], form)
    assert losses == []
    assert found == [document]


@given(document=documents())
def test_what_conll_can_not_hold_is_named(document: LabelledDocument) -> None:
    found, losses = pass_through([document], "conll")
    assert found == [replace(document, spans=without(document, losses))]


@given(document=documents())
def test_what_brat_can_not_hold_is_named(document: LabelledDocument) -> None:
    (found,), losses = pass_through([document], "brat")
    assert (found.id, found.text, found.spans) == (document.id, document.text, without(document, losses))
    assert {loss.lost for loss in losses} <= {Lost.SPAN, Lost.ABOUT}
    for loss in losses:
        if loss.span:
            edges = document.text[loss.span.start] + document.text[loss.span.end - 1]
            assert set(edges) & set("\r\n")


@given(document=documents())
def test_what_inline_text_can_not_hold_is_named(document: LabelledDocument) -> None:
    (found,), losses = pass_through([document], "inline")
    assert (found.text, found.spans) == (document.text, without(document, losses))


@given(document=documents(nesting=True))
def test_inline_text_holds_all_spans_that_nest(document: LabelledDocument) -> None:
    (found,), losses = pass_through([document], "inline")
    assert found.spans == document.spans
    assert {loss.lost for loss in losses} <= {Lost.ABOUT}


@pytest.mark.parametrize("form", FOREIGN)
def test_reports_come_back_with_identical_spans(form: str) -> None:
    reports = load_some(10)
    assert sum(len(report.spans) for report in reports) > 500
    found, losses = pass_through(reports, form)
    assert [(each.id, each.text) for each in found] == [(each.id, each.text) for each in reports]
    assert [each.spans for each in found] == [without(report, losses) for report in reports]
    flat = {loss.lost for loss in losses} - {Lost.ABOUT}
    assert flat == ({Lost.SPAN} if form == "conll" else set())


def test_conll_holds_every_outer_span_of_reports_by_words_too(tmp_path: Path) -> None:
    reports = load_some(3)
    losses = conll.write(reports, tmp_path / "words.conll", level=Level.WORD)
    found = conll.read(tmp_path / "words.conll")
    assert [each.text for each in found] == [each.text for each in reports]
    for report, each in zip(reports, found, strict=True):
        assert each.spans == without(report, losses)
        inner = {loss.span for loss in losses if loss.document == report.id}
        assert all(
            any(outer.start <= span.start and span.end <= outer.end for outer in each.spans)
            for span in inner
            if span is not None
        )


FILES = {
    "doccano": ["doccano_spans.jsonl", "doccano_relations.jsonl"],
    "label-studio": ["label_studio.json", "label_studio_min.json"],
    "conll": ["words.conll", "iob1.conll", "bioes.conll"],
    "brat": ["brat"],
}
MAPPING = {"LOC": Label.PLACE, "LOCATION": Label.PLACE, "PER": Label.PERSON, "ORGANIZATION": Label.ORG}


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in FILES.items() for name in names])
@pytest.mark.parametrize("through", FOREIGN)
def test_a_foreign_file_survives_import_export_import(form: str, name: str, through: str) -> None:
    imported = FORMATS[form].read(DATA / name, labels=MAPPING, refuse=lambda error: None)
    assert imported
    imported.sort(key=lambda document: document.id)  # a folder of files has no other order
    found, losses = pass_through(imported, through)
    assert [each.text for each in found] == [each.text for each in imported]
    assert [each.spans for each in found] == [without(each, losses) for each in imported]
    if through != "conll":
        assert Lost.SPAN not in {loss.lost for loss in losses}


VALUED = LabelledDocument(
    "Đ-1",
    "chi 5 tỷ đồng tại xã Mỹ An",
    (GoldSpan(4, 13, Label.AMOUNT, {"amount": "5000000000", "currency": "VND"}), GoldSpan(18, 26, Label.PLACE)),
    {},
)


@pytest.mark.parametrize("form", FORMATS)
def test_values_are_held_or_named(form: str) -> None:
    (found,), losses = pass_through([VALUED], form)
    named = [loss.span for loss in losses if loss.lost is Lost.VALUE]
    if form in ("doccano", "conll", "inline"):
        assert named == [VALUED.spans[0]]
        assert found.spans[0].value is None
    else:
        assert named == []
        assert found.spans[0].value == VALUED.spans[0].value


@pytest.mark.parametrize("form", FORMATS)
def test_relations_are_held_or_named(form: str) -> None:
    related = relate(VALUED, (Relation(0, 1, "chi_cho"), Relation(1, 0, "nhận từ")))
    (found,), losses = pass_through([related], form)
    named = [loss.reason.split(": ")[1] for loss in losses if loss.lost is Lost.RELATION]
    held = {"brat": 1}.get(form, 2 if form in ("doccano", "label-studio", "docbin") else 0)
    assert relations_of(found) == relations_of(related)[:held]
    assert named == ["chi_cho", "nhận từ"][held:]


@pytest.mark.parametrize("form", FORMATS)
def test_a_span_without_words_is_held_by_no_format(form: str) -> None:
    spans = (GoldSpan(0, 0, Label.ORG), GoldSpan(0, 4, Label.PLACE), GoldSpan(2, 9, Label.ORG))
    (found,), losses = pass_through([LabelledDocument("A", "xã A", spans, {})], form)
    assert found.spans == (spans[1],)
    assert [loss.span for loss in losses if loss.lost is Lost.SPAN] == [spans[0], spans[2]]
