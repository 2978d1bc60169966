import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app

RUN = CliRunner()
TEXT = "Chi 14.170 triệu đồng trước ngày 19/4.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_extract_prints_a_table(report: Path) -> None:
    result = RUN.invoke(app, ["extract", str(report), "--reference-date", "2025-04"], env={"COLUMNS": "160"})
    assert result.exit_code == 0
    assert "14.170.000.000 VND" in result.output
    assert "2025-04-19" in result.output


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_extract_prints_json(report: Path, form: str) -> None:
    result = RUN.invoke(app, ["extract", str(report), "--format", form])
    assert [entity["label"] for entity in json.loads(result.stdout)["entities"]] == ["AMOUNT", "DATE"]


def test_extract_prints_a_page(report: Path) -> None:
    result = RUN.invoke(app, ["extract", str(report), "--format", "html"])
    assert result.stdout.startswith("<!doctype html>")
    assert "14.170 triệu đồng</mark>" in result.stdout


def test_extract_reads_standard_input() -> None:
    result = RUN.invoke(app, ["extract", "-", "--format", "jsonl"], input=TEXT.encode("utf-16"))
    assert json.loads(result.stdout)["entities"][0]["text"] == "14.170 triệu đồng"


def test_a_file_that_can_not_be_read_is_named(tmp_path: Path) -> None:
    word = tmp_path / "a.txt"
    word.write_bytes(b"PK\x03\x04...")
    for path in (tmp_path / "không có.txt", tmp_path, word):
        result = RUN.invoke(app, ["extract", str(path)])
        assert result.exit_code == 1
        assert path.name in result.output.replace("\n", "")


def test_wrong_use_ends_with_two(report: Path) -> None:
    assert RUN.invoke(app, ["extract"]).exit_code == 2
    assert RUN.invoke(app, ["extract", str(report), "--reference-date", "hôm nay"]).exit_code == 2
    assert RUN.invoke(app, ["extract", str(report), "--format", "pdf"]).exit_code == 2


def test_annotate_writes_a_line_a_file_and_names_failures(tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.md").write_text("Họp ngày 1/2/2024.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"%PDF-1.7")
    (folder / "c.csv").write_text("không đọc", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = RUN.invoke(app, ["annotate", str(folder), str(report), str(folder / "a.md"), "-o", str(out)])
    assert result.exit_code == 1
    assert "b.txt" in result.output.replace("\n", "")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [Path(line["path"]).name for line in lines] == ["a.md", "báo cáo.txt"]
    assert lines[0]["entities"][0]["value"] == {"edtf": "2024-02-01"}
    assert list(tmp_path.glob("*.partial")) == []


def test_annotate_says_where_it_can_not_write(tmp_path: Path, report: Path) -> None:
    result = RUN.invoke(app, ["annotate", str(report), "-o", str(tmp_path / "none" / "out.jsonl")])
    assert result.exit_code == 1
    assert "out.jsonl" in result.output.replace("\n", "")


def test_version_and_help() -> None:
    assert "trichluc 0.1.0" in RUN.invoke(app, ["--version"]).output
    assert "extract" in RUN.invoke(app, ["--help"]).output
