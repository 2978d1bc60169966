from pathlib import Path

import pytest

from service.labels import Label
from tests.training.formats.documents import DATA
from training.documents import GoldSpan, LabelledDocument
from training.formats import brat
from training.formats.intake import FormatError
from training.formats.losses import Lost
from training.formats.relations import Relation, relate, relations_of

MAPPING = {"LOC": Label.PLACE}


def test_a_folder_is_read() -> None:
    refused: list[FormatError] = []
    first, second = brat.read(DATA / "brat", labels=MAPPING, refuse=refused.append)
    assert [first.text[span.start : span.end] for span in first.spans] == [
        "Ủy ban nhân dân\nhuyện Hà Quảng",
        "Công ty Trường Phú",
        "Hồ chứa nước Khuổi Sấn",
        "Khuổi Sấn",
        "12 tỷ đồng",
    ]
    assert relations_of(first) == (Relation(1, 2, "thi_cong"), Relation(2, 4, "von"))
    assert (second.id, second.spans) == ("trong", ())
    assert [(error.path.name, error.line) for error in refused] == [("ha-quang.ann", 8), ("ha-quang.ann", 9)]
    assert "A1" in refused[0].reason
    assert "T6: nhãn đứt đoạn" in refused[1].reason
    assert "“Trường Phú”" in refused[1].reason


@pytest.mark.parametrize("name", ["ha-quang.ann", "ha-quang.txt"])
def test_one_document_is_read_by_either_file(name: str) -> None:
    (document,) = brat.read(DATA / "brat" / name, labels=MAPPING, refuse=lambda error: None)
    assert document.id == "ha-quang"


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"không có tệp \.txt"):
        brat.read(tmp_path)
    with pytest.raises(FormatError, match="không đọc được"):
        brat.read(tmp_path / "a.ann")


def test_annotations_are_lines(tmp_path: Path) -> None:
    text = "UBND\r\nxã Mỹ An\n"
    spans = (GoldSpan(0, 14, Label.ORG), GoldSpan(6, 14, Label.PLACE, {"name": "Mỹ An"}))
    document = relate(LabelledDocument("a/b", text, spans, {}), (Relation(0, 1, "ở"),))
    losses = brat.write([document], tmp_path)
    assert (tmp_path / "a_b.txt").read_bytes() == text.encode()
    assert (tmp_path / "a_b.ann").read_text("utf-8").splitlines() == [
        "T1\tORG 0 4;6 14\tUBND xã Mỹ An",
        "T2\tPLACE 6 14\txã Mỹ An",
        '#2\tAnnotatorNotes T2\t{"name": "Mỹ An"}',
        "R1\tở Arg1:T1 Arg2:T2",
    ]
    assert [(loss.document, loss.lost) for loss in losses] == [("a/b", Lost.ABOUT)]
    (found,) = brat.read(tmp_path)
    assert (found.text, found.spans, relations_of(found)) == (text, spans, (Relation(0, 1, "ở"),))


def test_offsets_that_miss_their_words_are_mended_or_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("😀 tại xã Mỹ An, 5 tỷ", "utf-8")
    lines = ["T1\tPLACE 7 15\txã Mỹ An", "T2\tAMOUNT 17 21\t5 tỷ", "T3\tORG 0 4\tUBND", "R1\tx Arg1:T1 Arg2:T3"]
    (tmp_path / "a.ann").write_text("\n".join(lines), "utf-8")
    refused: list[FormatError] = []
    (document,) = brat.read(tmp_path, refuse=refused.append)
    assert [document.text[span.start : span.end] for span in document.spans] == ["xã Mỹ An", "5 tỷ"]
    assert [error.line for error in refused] == [3, 4]
