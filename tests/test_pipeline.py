import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.labels import Label
from service.pipeline import COMPONENTS, NO_MODEL, extract, load_pipeline
from service.schema import Report

REPORT = """UBND HUYỆN CAO LỘC
Số: 12/BC-UBND
Cao Lộc, ngày 20 tháng 4 năm 2025

BÁO CÁO
Tình hình tháng 4/2025

Thu ngân sách được **14.170 triệu đồng**, đạt 40,5\\% dự toán; khởi công 02 công trình¹ trước ngày 30/4. Xã Gia Cát giải
quyết 217/345 hồ sơ theo Kế hoạch số 78/KH-UBND ngày 27/02/2025 của UBND tỉnh.

¹ (1) Đường vào thôn Nà Lầu, dài 2,5 km; (2) Chợ Bản Mới, xã Gia Cát.
"""


def entities(report: Report) -> list[tuple[str, str]]:
    return [(entity.label.value, entity.text) for entity in report.entities]


def text_of(report: Report, identity: str) -> str:
    return next(entity.text for entity in report.entities if entity.id == identity)


def test_a_report_is_read() -> None:
    report = extract(REPORT)
    found = entities(report)
    for expected in [
        ("DOCUMENT", "Số: 12/BC-UBND"),
        ("DATE", "ngày 20 tháng 4 năm 2025"),
        ("AMOUNT", "14.170 triệu đồng"),
        ("PERCENT", "40,5\\%"),
        ("QUANTITY", "02 công trình"),
        ("DATE", "ngày 30/4"),
        ("PLACE", "Xã Gia Cát"),
        ("QUANTITY", "217/345 hồ sơ"),
        ("DOCUMENT", "Kế hoạch số 78/KH-UBND"),
        ("QUANTITY", "2,5 km"),
        ("PLACE", "thôn Nà Lầu"),
    ]:
        assert expected in found
    (note,) = report.footnotes
    assert (note.status, note.promised, note.found, note.check) == ("linked", 2, 2, "match")
    counted = next(entity for entity in report.entities if entity.text == "02 công trình")
    assert note.anchor_entities == [counted.id]
    length = next(entity for entity in report.entities if entity.text == "2,5 km")
    assert (length.footnote, length.item) == (note.id, 1)
    assert length.id in note.items[0].entities
    assert report.document.metadata.reference_date == "2025-04-20"
    budget = report.figures[0]
    assert (budget.subject.text, text_of(report, budget.value)) == ("Thu ngân sách", "14.170 triệu đồng")
    (share,) = budget.comparisons
    assert (text_of(report, share.value), share.basis.text, share.direction) == ("40,5\\%", "dự toán", "share")


def test_the_caller_s_date_goes_before_the_document_s() -> None:
    dated = next(e for e in extract(REPORT, reference_date="2019").entities if e.text == "ngày 30/4")
    assert dated.value == {"edtf": "2019-04-30"}
    with pytest.raises(ValueError, match="date"):
        extract(REPORT, reference_date="hôm nay")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_offsets_are_those_of_the_text_as_given(form: str, line_break: str) -> None:
    text = unicodedata.normalize(form, REPORT).replace("\n", line_break)  # type: ignore[arg-type]
    report = extract(text)
    assert all(text[entity.start : entity.end] == entity.text for entity in report.entities)
    assert [e.value for e in report.entities] == [e.value for e in extract(REPORT).entities]


def test_a_report_survives_its_json() -> None:
    report = extract(REPORT)
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert extract(REPORT) == report


def test_what_can_not_be_read_is_told() -> None:
    report = extract("Họp ngày 31/02/2025, chi 1.924 tỷ đồng cho 02 dự án¹.")
    assert [notice.code for notice in report.warnings] == ["unresolved_footnote", "invalid_date", "ambiguous_separator"]


def test_components_are_registered_by_name() -> None:
    assert load_pipeline(model=NO_MODEL).pipe_names == [name for name in COMPONENTS if name != "trichluc_tagger"]
    assert load_pipeline() is load_pipeline()


RULES = load_pipeline(model=NO_MODEL)
"""For what runs hundreds of texts: the model has its own tests, and is slow on a hundred thousand signs."""


def check(text: str) -> None:
    report = extract(text, nlp=RULES)
    assert report.document.chars == len(text)
    for entity in report.entities:
        assert text[entity.start : entity.end] == entity.text
        assert entity.text.strip()
    plain = [entity for entity in report.entities if entity.label is not Label.PROJECT]
    assert all(before.end <= after.start for before, after in pairwise(plain))


@settings(deadline=None, max_examples=60)
@given(st.text() | st.text(alphabet=st.sampled_from("0123456789/.,%¹²\n -ngàytháỷđồxãABC*$^[]()")))
def test_any_text_is_read(text: str) -> None:
    check(text)


def test_a_thousand_damaged_reports_are_read() -> None:
    chance = random.Random(7)
    alphabet = "lIO0159.,;:/()¹²³\n\f \t*$\\đỷ\u0301\u200b\ud7ff🙂"
    for _ in range(1000):
        chars = list(REPORT[chance.randrange(200) : chance.randrange(300, len(REPORT))])
        for _ in range(chance.randrange(1, 30)):
            at = chance.randrange(len(chars))
            match chance.randrange(3):
                case 0:
                    chars[at] = chance.choice(alphabet)
                case 1:
                    chars.insert(at, chance.choice(alphabet) * chance.choice((1, 1, 3)))
                case _:
                    del chars[at : at + chance.randrange(1, 6)]
                    chars = chars or ["x"]
        check("".join(chars))


@pytest.mark.parametrize(
    "unit",
    [
        "¹",
        "1.1.",
        "một ",
        "((",
        "xã A, ",
        "ngày 1/",
        "\n1 ",
        "a",
        " ",
        "**",
        "&amp;",
        "dự án1",
        "3/4 hộ (5%), ",
        "(1) Cầu A; ",
    ],
)
def test_hostile_texts_end(unit: str) -> None:
    extract(unit * (100_000 // len(unit)), nlp=RULES)
