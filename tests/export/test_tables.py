import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from spacy.language import Language

from service.errors import InputError
from service.export.names import TableName
from service.export.tables import export_table
from service.pipeline import extract, load_pipeline

TEXT = "UBND HUYỆN A\nSố: 5/BC-UBND\n\nSửa 02 cầu¹, chi 5 tỷ đồng.\n\n¹ (1) Cầu Bản Mạ; (2) Cầu Na Lưu.\n"


def load() -> Language:
    return load_pipeline(model="none")


def refuse_to_load() -> Language:
    raise AssertionError("what is annotated must not be annotated again")


def write_line(path: Path, source: Path, **more: object) -> None:
    report = extract(TEXT, nlp=load())
    path.write_text(json.dumps({"path": str(source), **report.model_dump(mode="json"), **more}) + "\n", "utf-8")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_files_are_extracted_and_lines_are_not_extracted_again(tmp_path: Path, report: Path) -> None:
    lines = tmp_path / "a.jsonl"
    write_line(lines, report)
    for name in TableName:
        fresh, read = tmp_path / "fresh.parquet", tmp_path / "read.parquet"
        assert export_table(name, [report], fresh, load=load).failures == ()
        assert export_table(name, [lines], read, load=refuse_to_load).failures == ()
        assert pq.read_table(read).to_pylist() == pq.read_table(fresh).to_pylist()
    (note,) = pq.read_table(tmp_path / "read.parquet").to_pylist()
    assert note["items"] == ["Cầu Bản Mạ", "Cầu Na Lưu"]


def test_a_line_that_holds_its_text_needs_no_file(tmp_path: Path) -> None:
    lines, out = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    write_line(lines, tmp_path / "gone.pdf", text=TEXT, pages=[0])
    assert export_table(TableName.FOOTNOTES, [lines], out, load=refuse_to_load).failures == ()
    assert pq.read_table(out)["anchor"].to_pylist() == ["02 cầu"]


@pytest.mark.parametrize("changed", [None, "Khác."])
def test_without_its_text_a_report_is_kept_and_the_lack_told(tmp_path: Path, report: Path, changed: str | None) -> None:
    lines, out = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    write_line(lines, report)
    if changed is None:
        report.unlink()
    else:
        report.write_text(changed, "utf-8")
    outcome = export_table(TableName.FOOTNOTES, [lines], out, load=refuse_to_load)
    assert [failure.code for failure in outcome.failures] == ["no_text"]
    assert pq.read_table(out).select(["anchor", "found"]).to_pylist() == [{"anchor": None, "found": 2}]
    assert export_table(TableName.FIGURES, [lines], out, load=refuse_to_load).failures == ()


def test_a_bad_line_loses_no_other(tmp_path: Path, report: Path) -> None:
    lines, out = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    write_line(lines, report)
    good = lines.read_text("utf-8")
    odd = json.loads(good)
    odd["figures"][0]["value"] = "e999"
    wrong = {**json.loads(good), "schema_version": "9.0"}
    bad = ["{", "[]", '{"path": "b", "error": "x"}', json.dumps(wrong), json.dumps(odd)]
    lines.write_text("\n".join([*bad, "", good]), "utf-8")
    outcome = export_table(TableName.FIGURES, [lines, tmp_path / "none.jsonl"], out, load=refuse_to_load)
    assert [failure.code for failure in outcome.failures] == ["not_json", *["not_report"] * 4, "not_found"]
    assert "dòng 4" in str(outcome.failures[3])
    assert outcome.documents == 1
    assert pq.read_table(out)["document_number"].to_pylist() == ["5/BC-UBND"] * outcome.rows


def test_another_ending_is_refused_before_anything_is_read(tmp_path: Path, report: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.xlsx, \.parquet"):
        export_table(TableName.FIGURES, [report], tmp_path / "a.xls", load=refuse_to_load)


def test_an_output_that_can_not_be_written_is_told(tmp_path: Path, report: Path) -> None:
    for ending in (".csv", ".xlsx", ".parquet"):
        with pytest.raises(InputError, match="không ghi được"):
            export_table(TableName.FIGURES, [report], tmp_path / "none" / f"a{ending}", load=load)
