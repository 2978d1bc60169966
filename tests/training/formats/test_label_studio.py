import json
from pathlib import Path
from typing import Any

import pytest

from service.labels import Label
from tests.training.formats.documents import DATA
from training.documents import GoldSpan, LabelledDocument
from training.formats import label_studio
from training.formats.intake import FormatError
from training.formats.prediction import Prediction
from training.formats.relations import Relation, relations_of


def test_an_export_is_read() -> None:
    refused: list[FormatError] = []
    told: list[str] = []
    found = label_studio.read(DATA / "label_studio.json", refuse=refused.append, tell=told.append)
    documents = {document.id: document for document in found}
    words = {
        name: [(span.label, each.text[span.start : span.end]) for span in each.spans]
        for name, each in documents.items()
    }
    # double blanks and line breaks, which the quoted words have not
    assert words["101"][-2:] == [(Label.AMOUNT, "12,5 tỷ  đồng"), (Label.ORG, "UBND xã\nTrường Xuân")]
    assert relations_of(documents["101"]) == (Relation(0, 3, "tổng mức"), Relation(0, 4, "chủ đầu tư"))
    assert documents["101"].about == {"nguon": "Đồng Tháp"}
    # the annotation that was not cancelled, in UTF-16 units
    assert words["102"][0] == (Label.PERSON, "Nguyễn Văn A")
    # a decomposed text of which the page counts and quotes the composed form
    assert [label for label, _ in words["103"]] == [Label.ORG, Label.QUANTITY]
    # the ground truth of two
    assert words["105"] == [(Label.AMOUNT, "5 tỷ đồng"), (Label.PLACE, "huyện Hà Quảng")]
    assert ["UTF-16" in told[0], "NFC" in told[1]] == [True, True]
    assert [(error.document, error.line > 1) for error in refused] == [("104", True), ("106", True)]
    assert "mới có gợi ý của máy" in refused[0].reason
    assert "khác nhau" in refused[1].reason


def test_the_line_of_a_task_is_where_it_begins() -> None:
    refused: list[FormatError] = []
    label_studio.read(DATA / "label_studio.json", refuse=refused.append)
    lines = (DATA / "label_studio.json").read_text("utf-8").splitlines()
    for error in refused:
        assert lines[error.line - 1] == " {"
        assert lines[error.line] == f'  "id": {error.document},'


def test_the_short_form_is_read() -> None:
    first, second = label_studio.read(DATA / "label_studio_min.json")
    assert (first.id, first.spans) == ("105", (GoldSpan(4, 13, Label.AMOUNT), GoldSpan(18, 32, Label.PLACE)))
    assert (second.id, second.about) == ("104", {"nguon": "Cao Bằng"})


def write_tasks(folder: Path, *tasks: object) -> Path:
    path = folder / "tasks.json"
    path.write_text(json.dumps(tasks), "utf-8")
    return path


def region(start: Any, end: Any, *labels: str, kind: str = "labels", **value: Any) -> dict[str, Any]:
    return {"id": "r", "type": kind, "value": {"start": start, "end": end, kind: list(labels), **value}}


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("xã A", "không phải là một công việc"),
        ({"id": 1, "data": {"image": "a.png"}, "annotations": []}, "không có văn bản"),
        ({"id": 1, "data": {"text": "xã A"}, "annotations": []}, "chưa có người gán nhãn"),
        ({"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [], "was_cancelled": True}]}, "chưa có"),
        (
            {"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [region("/p[1]", "/p[1]", "PLACE")]}]},
            "không hiểu vùng r",
        ),
        (
            {"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [region(0, 2, "a", kind="choices")]}]},
            "loại “choices”",
        ),
        (
            {"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [region(0, 2, "PLACE", text="thôn")]}]},
            "“thôn” không có ở [0, 2)",
        ),
    ],
)
def test_what_can_not_be_taken_is_refused(tmp_path: Path, task: object, reason: str) -> None:
    refused: list[FormatError] = []
    label_studio.read(write_tasks(tmp_path, task), refuse=refused.append)
    (error,) = refused
    assert reason in error.reason


@pytest.mark.parametrize("content", ["{}", "", '[{"id": 1', "[1 2", "[,"])
def test_what_is_no_list_of_tasks_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(content, "utf-8")
    with pytest.raises(FormatError, match=r"tasks\.json, dòng 1"):
        label_studio.read(path)


def test_equal_annotations_of_two_people_are_one(tmp_path: Path) -> None:
    one, two = region(0, 4, "PLACE", text="xã A"), {**region(0, 4, "PLACE", text="xã A"), "id": "s"}
    task = {"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [one]}, {"result": [two]}]}
    assert label_studio.read(write_tasks(tmp_path, task))[0].spans == (GoldSpan(0, 4, Label.PLACE),)


def test_a_region_with_two_labels_is_two_spans_and_the_text_may_be_called_otherwise(tmp_path: Path) -> None:
    both = region(0, 4, "PLACE", "ORG")
    task = {"id": 1, "data": {"noi_dung": "xã A", "so": "12/BC"}, "annotations": [{"result": [both]}]}
    (document,) = label_studio.read(write_tasks(tmp_path, task))
    assert [span.label for span in document.spans] == ["ORG", "PLACE"]
    assert document.about == {"so": "12/BC"}


def test_a_relation_both_ways_is_two(tmp_path: Path) -> None:
    first, second = region(0, 4, "PLACE"), {**region(5, 9, "PLACE"), "id": "q"}
    link = {"from_id": "r", "to_id": "q", "type": "relation", "direction": "bi", "labels": ["giáp"]}
    task = {"id": 1, "data": {"text": "xã A xã B"}, "annotations": [{"result": [link, first, second]}]}
    (document,) = label_studio.read(write_tasks(tmp_path, task))
    assert relations_of(document) == (Relation(0, 1, "giáp"), Relation(1, 0, "giáp"))


def test_predictions_name_their_model_and_score(tmp_path: Path) -> None:
    document = LabelledDocument("A", "tại xã A", (GoldSpan(4, 8, Label.PLACE),), {})
    path = tmp_path / "tasks.json"
    assert label_studio.write_predictions([Prediction(document, (0.71239,), "r2 0.1.0")], path) == []
    (task,) = json.loads(path.read_text("utf-8"))
    assert task["data"] == {"text": "tại xã A", "document": "A", "about": {}}
    assert task["annotations"] == []
    assert task["predictions"] == [
        {
            "model_version": "r2 0.1.0",
            "score": 0.7124,
            "result": [
                {
                    "id": "s0",
                    "from_name": "label",
                    "to_name": "text",
                    "type": "labels",
                    "value": {"start": 4, "end": 8, "text": "xã A", "labels": ["PLACE"]},
                    "score": 0.7124,
                }
            ],
        }
    ]
    with pytest.raises(FormatError, match="mới có gợi ý của máy"):
        label_studio.read(path)


def test_a_person_s_note_is_no_value(tmp_path: Path) -> None:
    noted = {**region(0, 4, "PLACE"), "meta": {"text": ["xem lại"]}}
    listed = {**region(0, 4, "ORG"), "meta": {"text": ["[1]"]}}
    task = {"id": 1, "data": {"text": "xã A"}, "annotations": [{"result": [noted, listed]}]}
    assert [span.value for span in label_studio.read(write_tasks(tmp_path, task))[0].spans] == [None, None]
