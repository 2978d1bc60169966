import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.labels import Label
from tests.training.formats.documents import load_some
from tests.training.tiny import labelled
from training.corpus import write_record
from training.documents import GoldSpan
from training.formats import jsonl
from training.formats.intake import FormatError
from training.formats.losses import Lost


def test_the_corpus_export_is_what_is_written_and_read(tmp_path: Path) -> None:
    reports = load_some(3)
    path = tmp_path / "a.jsonl"
    assert jsonl.write(reports, path) == []
    assert path.read_text("utf-8").splitlines() == [write_record(report) for report in reports]
    assert jsonl.read(path) == reports
    values = [span.value for report in jsonl.read(path) for span in report.spans if span.label is Label.AMOUNT]
    assert values[0] is not None


def test_a_text_that_was_left_out_is_found_by_its_sha256(tmp_path: Path) -> None:
    real = labelled("Tại ⟦PLACE|xã Mỹ An⟧", "R", id="R", form="real")
    path = tmp_path / "a.jsonl"
    assert [loss.lost for loss in jsonl.write([real], path)] == [Lost.TEXT]
    assert jsonl.read(path, originals={"R": real.text, "khác": "x"}) == [real]
    with pytest.raises(FormatError, match=r"a\.jsonl, dòng 1: R: không có văn bản"):
        jsonl.read(path)


def test_a_text_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    jsonl.write([labelled("Tại ⟦PLACE|xã Mỹ An⟧", "R")], path)
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**record, "text": "Tại  xã Mỹ An"}) + "\n", "utf-8")
    with pytest.raises(FormatError, match="sha256 không khớp"):
        jsonl.read(path)


def test_what_is_no_span_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    spans = [{"start": 0, "end": 4, "label": "PLACE"}, {"start": "0", "end": 4, "label": "PLACE"}, [0, 4, "PLACE"]]
    path.write_text(json.dumps({"text": "xã A", "spans": spans}) + "\n", "utf-8")
    refused: list[FormatError] = []
    (document,) = jsonl.read(path, refuse=refused.append)
    assert (document.id, document.spans) == ("a-1", (GoldSpan(0, 4, Label.PLACE),))
    assert len(refused) == 2


def test_what_a_record_has_no_room_for_is_named(tmp_path: Path) -> None:
    document = labelled("chi ⟦AMOUNT|5 tỷ đồng⟧", "A", id="B", text="x")
    document = replace(document, spans=(replace(document.spans[0], value={"amount": "6"}),))
    losses = jsonl.write([document], tmp_path / "a.jsonl")
    assert [(loss.lost, loss.span) for loss in losses] == [
        (Lost.ABOUT, None),
        (Lost.ABOUT, None),
        (Lost.VALUE, document.spans[0]),
    ]
