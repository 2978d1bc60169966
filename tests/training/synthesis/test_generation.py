import re
from collections import Counter

import pytest

from service.footnotes.finding import find_footnotes
from service.footnotes.notes import Status
from service.labels import Label
from service.text.layout import read_layout
from training.corpus_check import check_document, check_values
from training.documents import LabelledDocument, parse_inline, write_inline
from training.gold_values import read_gold
from training.synthesis.generation import synthesise

COUNT = 200


@pytest.fixture(scope="module")
def documents() -> list[LabelledDocument]:
    return synthesise(count=COUNT, seed=7)


def texts_of(documents: list[LabelledDocument], label: Label) -> list[str]:
    return [
        document.text[span.start : span.end] for document in documents for span in document.spans if span.label == label
    ]


def test_the_same_seed_gives_the_same_documents_and_a_larger_count_more(documents: list[LabelledDocument]) -> None:
    assert synthesise(count=20, seed=7) == documents[:20]
    assert synthesise(count=5, seed=8) != documents[:5]


def test_checks_find_nothing(documents: list[LabelledDocument]) -> None:
    assert [finding for document in documents for finding in check_document(document)] == []
    readable = [document for document in documents if document.about["noise"] != "heavy"]
    assert len(readable) > COUNT * 0.8
    assert [finding for document in readable for finding in check_values(document)] == []


def test_marks_strip_back(documents: list[LabelledDocument]) -> None:
    for document in documents:
        assert parse_inline(write_inline(document.text, document.spans)) == (document.text, document.spans)


def test_every_label_is_frequent(documents: list[LabelledDocument]) -> None:
    counts = Counter(span.label for document in documents for span in document.spans)
    assert set(counts) == set(Label)
    assert counts[Label.PROJECT] > 1_500
    assert counts[Label.PLACE] > 3_000
    assert min(counts.values()) > 150


def test_documents_vary(documents: list[LabelledDocument]) -> None:
    for label, share in ((Label.PROJECT, 0.97), (Label.AMOUNT, 0.7), (Label.PERSON, 0.9), (Label.DOCUMENT, 0.9)):
        texts = texts_of(documents, label)
        assert len(set(texts)) > share * len(texts), label
    assert len({document.about["province"] for document in documents}) > 40
    for name, least in (("genre", 8), ("era", 2), ("level", 3), ("noise", 3), ("markers", 7)):
        assert len({document.about[name] for document in documents}) >= least, name
    assert len({document.text for document in documents}) == COUNT


@pytest.mark.parametrize(
    ("label", "form"),
    [
        (Label.AMOUNT, r"^\d+( \d{3})+ ?(đồng|đ|VNĐ|triệu)"),
        (Label.AMOUNT, r"\d[lO]|[lO]\d"),
        (Label.AMOUNT, r"^[a-zà-ỹ ,]+ đồng$"),
        (Label.AMOUNT, r"\d tỷ \d"),
        (Label.AMOUNT, r"\d( - |-| đến | – )\d.*(đồng|tỷ|triệu)"),
        (Label.AMOUNT, r"đồng/(ha|kg|người/tháng|m2|hộ)"),
        (Label.AMOUNT, r"^-"),
        (Label.AMOUNT, r"USD|Euro|yên"),
        (Label.PERCENT, r"^[-+]"),
        (Label.PERCENT, r"điểm phần trăm"),
        (Label.PERCENT, r"\d%?( - |-| đến | – )\d+%"),
        (Label.QUANTITY, r"^\d+/\d+"),
        (Label.QUANTITY, r"tạ/ha|tấn/ha|/ngày đêm"),
        (Label.QUANTITY, r"^\d+$"),
        (Label.QUANTITY, r"\(\w+\) "),
        (Label.QUANTITY, r"m²|m2|m³|m3"),
        (Label.DOCUMENT, r"/NQ-HĐND"),
        (Label.DOCUMENT, r"-NQ/T[UW]"),
        (Label.DOCUMENT, r"/QH15"),
        (Label.DOCUMENT, r"^\d+.*/"),
    ],
)
def test_rare_forms_are_made(documents: list[LabelledDocument], label: Label, form: str) -> None:
    assert sum(re.search(form, text) is not None for text in texts_of(documents, label)) >= 2


def test_every_kind_of_date_is_made(documents: list[LabelledDocument]) -> None:
    kinds: Counter[str] = Counter()
    for document in documents:
        if document.about["noise"] != "heavy":
            readings = zip(document.spans, read_gold(document), strict=True)
            values = [reading.value for span, reading in readings if span.label == Label.DATE and reading]
            for value in filter(None, values):
                kinds["lunar" if "calendar" in value else re.sub(r"\d", "9", value["edtf"])] += 1
                kinds["season" if re.fullmatch(r"\d{4}-[34]\d", value["edtf"]) else "other"] += 1
    wanted = {
        "9999-99-99",
        "9999-99",
        "9999",
        "9999/9999",
        "9999-99/9999-99",
        "9999-99-99/9999-99-99",
        "lunar",
        "season",
    }
    assert wanted | {"9999-99-99T99:99"} <= set(kinds)


def test_footnotes_are_called_and_linked(documents: list[LabelledDocument]) -> None:
    statuses: Counter[Status] = Counter()
    for document in documents:
        if document.about["markers"] != "none" and document.about["noise"] != "heavy":
            statuses.update(note.status for note in find_footnotes(document.text, read_layout(document.text)).notes)
    assert statuses[Status.LINKED] > 150
    assert statuses[Status.LINKED] > 0.9 * statuses.total()


def test_provinces_can_be_kept_out() -> None:
    kept_out = {"Lạng Sơn", "Bắc Ninh", "Tiền Giang"}
    for document in synthesise(count=120, seed=3, without=kept_out):
        assert document.about["province"] not in kept_out


def test_some_sentences_hold_nothing(documents: list[LabelledDocument]) -> None:
    lines = [line for document in documents for line in write_inline(document.text, document.spans).splitlines()]
    assert sum(line.endswith(".") and "⟦" not in line for line in lines) > 50
