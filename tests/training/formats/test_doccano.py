import json
from pathlib import Path

import pytest

from service.labels import Label
from tests.training.formats.documents import DATA, load_some
from training.documents import GoldSpan, LabelledDocument
from training.formats import doccano
from training.formats.intake import FormatError
from training.formats.relations import Relation, relate, relations_of

MAPPING = {"LOC": Label.PLACE, "PER": Label.PERSON}


def read_words(document: LabelledDocument) -> list[tuple[str, str]]:
    return [(span.label, document.text[span.start : span.end]) for span in document.spans]


def test_an_export_with_spans_is_read() -> None:
    told: list[str] = []
    first, second, third, empty = doccano.read(DATA / "doccano_spans.jsonl", labels=MAPPING, tell=told.append)
    assert (first.id, first.about) == ("41", {"nguon": "Đồng Tháp", "so": "342"})
    assert read_words(first)[-2:] == [
        (Label.PROJECT, "Kè chống sạt lở khu vực chợ Trường Xuân"),
        (Label.PLACE, "chợ Trường Xuân"),
    ]
    assert second.about == {"Comments": '["kiểm tra lại tên công ty"]'}
    assert empty.spans == ()
    assert len(told) == 2
    # counted by the page in UTF-16 units, behind an emoji
    assert ("AMOUNT", "86,4 triệu đồng") in read_words(second)
    assert "UTF-16" in told[0]
    # counted with CRLF as one
    assert read_words(third)[0] == ("PERSON", "Đoàn Thị Kim Sáu")
    assert "CRLF" in told[1]


def test_an_export_with_relations_is_read() -> None:
    first, second = doccano.read(DATA / "doccano_relations.jsonl", labels=MAPPING)
    assert [span.label for span in first.spans] == ["PROJECT", "PLACE", "AMOUNT", "ORG"]
    assert relations_of(first) == (Relation(0, 2, "tổng mức đầu tư"), Relation(0, 3, "chủ đầu tư"))
    assert (second.text, relations_of(second)) == ("Chưa khởi công.", ())


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(FormatError, match=r"doccano_spans\.jsonl, dòng 1: 41: nhãn lạ “LOC”"):
        doccano.read(DATA / "doccano_spans.jsonl")


def write_lines(folder: Path, *records: object) -> Path:
    path = folder / "export.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_what_is_no_record_or_span_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path,
        {"id": 1, "text": "xã A"},
        {"id": 2, "label": [[0, 2, "PLACE"]]},
        {"id": 3, "text": "xã A", "label": [[0, 4, "PLACE"], ["0", 4, "ORG"], [0, 9, "ORG"], [2, 2, "ORG"]]},
        {"id": 4, "text": "xã A", "labels": [{"start_offset": 0, "end_offset": 4, "label": "PLACE"}]},
    )
    refused: list[FormatError] = []
    found = doccano.read(path, refuse=refused.append)
    assert [(document.id, len(document.spans)) for document in found] == [("3", 1), ("4", 1)]
    assert [(error.line, error.document) for error in refused] == [(1, "1"), (2, "2"), (3, "3"), (3, "3"), (3, "3")]


def test_what_was_written_keeps_its_offsets_until_someone_changes_it(tmp_path: Path) -> None:
    text = "😀 nộp ngàyl5 tháng 4"
    document = LabelledDocument("A", text, (GoldSpan(6, 10, Label.DATE),), {})
    path = tmp_path / "export.jsonl"
    assert doccano.write([document], path) == []
    assert doccano.read(path) == [document]
    record = json.loads(path.read_text("utf-8"))
    write_lines(tmp_path, {**record, "label": [[6, 10, "DATE"], [13, 20, "DATE"]]})
    with pytest.raises(FormatError, match="cắt ngang một từ"):
        doccano.read(path)


def test_relations_bring_all_documents_to_the_form_with_entities(tmp_path: Path) -> None:
    plain = LabelledDocument("A", "xã A", (GoldSpan(0, 4, Label.PLACE),), {})
    path = tmp_path / "export.jsonl"
    doccano.write([plain, relate(plain, (Relation(0, 0, "là"),))], path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert all({"entities", "relations"} <= record.keys() and "label" not in record for record in records)
    assert records[0]["entities"] == [{"id": 0, "label": "PLACE", "start_offset": 0, "end_offset": 4}]


def test_reports_whose_offsets_the_page_counted_anew_are_mended(tmp_path: Path) -> None:
    reports = []
    for report in load_some(4):
        text = "📌 " + report.text.replace("\n", "\r\n")
        spans = [
            [units(text, at(report, span.start)), units(text, at(report, span.end)), span.label]
            for span in report.spans
        ]
        reports.append((report, text, {"id": report.id, "text": text, "label": spans}))
    found = doccano.read(write_lines(tmp_path, *(record for *_, record in reports)))
    for (report, *_), document in zip(reports, found, strict=True):
        assert [(span.start, span.end) for span in document.spans] == [
            (at(report, span.start), at(report, span.end)) for span in report.spans
        ]


def at(report: LabelledDocument, offset: int) -> int:
    return 2 + offset + report.text.count("\n", 0, offset)


def units(text: str, offset: int) -> int:
    return len(text[:offset].replace("\r\n", "\n").encode("utf-16-le")) // 2
