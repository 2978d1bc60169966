from pathlib import Path

import pytest

from service.labels import Label
from tests.training.tiny import labelled
from training.documents import GoldSpan, LabelledDocument
from training.formats import inline
from training.formats.intake import FormatError
from training.formats.losses import Lost


def test_a_folder_holds_a_file_a_document(tmp_path: Path) -> None:
    sources = {"A-1": "Tại ⟦PLACE|xã A⟧\r\n", "B": "không"}
    assert inline.write([labelled(source, name) for name, source in sources.items()], tmp_path) == []
    assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == {
        f"{name}.txt": source for name, source in sources.items()
    }
    assert [document.id for document in inline.read(tmp_path)] == ["A-1", "B"]
    assert inline.read(tmp_path / "A-1.txt")[0].spans == (GoldSpan(4, 8, Label.PLACE),)


def test_spans_that_cross_and_texts_with_marks_are_named(tmp_path: Path) -> None:
    crossing = GoldSpan(3, 6, Label.ORG)
    documents = [
        LabelledDocument("A", "012345678", (GoldSpan(0, 4, Label.PLACE), crossing), {}),
        LabelledDocument("B", "một ⟦ dấu", (), {}),
    ]
    losses = inline.write(documents, tmp_path)
    assert [(loss.document, loss.lost, loss.span) for loss in losses] == [
        ("A", Lost.SPAN, crossing),
        ("B", Lost.TEXT, None),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["A.txt"]


def test_wrong_marks_are_refused_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("⟦PLACE|xã", "utf-8")
    (tmp_path / "b.txt").write_text("xã", "utf-8")
    refused: list[FormatError] = []
    assert [document.id for document in inline.read(tmp_path, refuse=refused.append)] == ["b"]
    assert [error.path.name for error in refused] == ["a.txt"]
    with pytest.raises(FormatError, match="không đọc được"):
        inline.read(tmp_path / "none.txt")
