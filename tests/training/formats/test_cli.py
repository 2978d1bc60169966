import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.training.formats.documents import DATA, ROOT
from training.formats.cli import Format, add_commands

RUN = CliRunner()
SOURCES = {"A": "Tại ⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧⟧.\r\n", "B": "chi ⟦AMOUNT|5 tỷ đồng⟧"}


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer(pretty_exceptions_enable=False)
    add_commands(made)
    return made


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, source in SOURCES.items():
        (folder / f"{name}.txt").write_bytes(source.encode())
    return folder


def run(app: typer.Typer, *words: object) -> Result:
    return RUN.invoke(app, [str(word) for word in words], env={"TRICHLUC_MODEL": "none"})


def read_table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter="\t"))


@pytest.mark.parametrize("form", Format)
def test_reports_go_out_and_come_in(app: typer.Typer, reports: Path, tmp_path: Path, form: Format) -> None:
    out, back = tmp_path / "out", tmp_path / "back"
    assert run(app, "export", "--format", form, "-o", out, reports).exit_code == 0
    result = run(app, "import", out, "--format", form, "--out", back)
    assert result.exit_code == 0
    assert "từ chối 0" in result.output
    assert (back / "B.txt").read_bytes() == SOURCES["B"].encode()
    if form is Format.CONLL:
        assert (back / "A.txt").read_bytes() == "Tại ⟦PROJECT|Kè sông Cầu⟧.\r\n".encode()
        assert read_table(tmp_path / "out.losses.tsv")[1][:5] == ["A", "span", "7", "15", "PLACE"]
    else:
        assert (back / "A.txt").read_bytes() == SOURCES["A"].encode()
        assert read_table(back / "refused.tsv") == [["document", "file", "line", "reason"]]


def test_refused_spans_are_listed(app: typer.Typer, tmp_path: Path) -> None:
    out = tmp_path / "in"
    export = DATA / "doccano_spans.jsonl"
    result = run(app, "import", export, "--format", "doccano", "--out", out, "--map", "PER=PERSON")
    assert result.exit_code == 1
    heading, *rows = read_table(out / "refused.tsv")
    assert heading == ["document", "file", "line", "reason"]
    assert [row[:3] for row in rows] == [["41", export.name, "1"], ["43", export.name, "3"], ["43", export.name, "3"]]
    assert all("“LOC”" in row[3] for row in rows)
    assert "đã sửa vị trí của 4 nhãn (đếm theo đơn vị UTF-16)" in result.output
    assert "⟦PERSON|Đoàn Thị Kim Sáu⟧" in (out / "43.txt").read_text("utf-8")


def test_labels_are_mapped(app: typer.Typer, tmp_path: Path) -> None:
    words = ["--format", "doccano", "--out", tmp_path / "in", "--map", "PER=PERSON", "--map", "LOC=PLACE"]
    assert run(app, "import", DATA / "doccano_spans.jsonl", *words).exit_code == 0
    assert "⟦PLACE|ấp 6A⟧" in (tmp_path / "in" / "43.txt").read_text("utf-8")


def test_spans_are_put_back_on_the_texts_that_were_given_out(app: typer.Typer, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "báo cáo.txt").write_bytes("Tại  xa\u0303 Mỹ An\r\n".encode())
    export = tmp_path / "export.jsonl"
    record = {"id": 9, "text": "Tại xã Mỹ An", "label": [[4, 12, "PLACE"]]}
    other = {"id": 10, "text": "Văn bản lạ", "label": []}
    export.write_text(f"{json.dumps(record)}\n{json.dumps(other)}\n", "utf-8")
    result = run(app, "import", export, "--format", "doccano", "--out", tmp_path / "in", "--texts", given)
    assert result.exit_code == 1
    assert (tmp_path / "in" / "báo cáo.txt").read_bytes() == "Tại  ⟦PLACE|xa\u0303 Mỹ An⟧\r\n".encode()
    assert [row[:3] for row in read_table(tmp_path / "in" / "refused.tsv")[1:]] == [["10", "export.jsonl", "2"]]


def test_what_inline_text_can_not_hold_counts_as_refused(app: typer.Typer, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    crossing = {"id": 1, "text": "xã Mỹ An B", "label": [[0, 8, "PLACE"], [3, 10, "ORG"]]}
    marked = {"id": 2, "text": "⟦", "label": []}
    export.write_text(f"{json.dumps(crossing)}\n{json.dumps(marked)}\n", "utf-8")
    assert run(app, "import", export, "--format", "doccano", "--out", tmp_path / "in").exit_code == 1
    assert [row[0] for row in read_table(tmp_path / "in" / "refused.tsv")[1:]] == ["1", "2"]


def test_predictions_are_written_for_label_studio(app: typer.Typer, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Chi 5 tỷ đồng.", "utf-8")
    (texts / "b.md").write_text("không", "utf-8")
    out = tmp_path / "tasks.json"
    result = run(app, "export", "--format", "label-studio", "--predict", texts, tmp_path / "none.txt", "-o", out)
    assert result.exit_code == 1
    assert "none.txt" in result.output
    tasks = json.loads(out.read_text("utf-8"))
    assert {task["data"]["document"] for task in tasks} == {"a", "b"}
    (found,) = next(task for task in tasks if task["data"]["document"] == "a")["predictions"]
    assert found["model_version"].startswith("rules ")
    assert [region["value"]["text"] for region in found["result"]] == ["5 tỷ đồng"]


def test_predictions_are_written_in_the_other_formats_too(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chi 5 tỷ đồng.", "utf-8")
    out = tmp_path / "out.jsonl"
    assert run(app, "export", "-f", "doccano", "--predict", tmp_path / "a.txt", "-o", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["label"] == [[4, 13, "AMOUNT"]]


def test_a_corpus_is_exported_whole(app: typer.Typer, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run(app, "export", "--format", "doccano", "--data", ROOT, "-o", out)
    assert result.exit_code == 0
    first = json.loads(out.read_text("utf-8").splitlines()[0])
    assert first["about"]["split"] == "train"


def test_a_folder_with_texts_is_not_written_over(app: typer.Typer, reports: Path) -> None:
    result = run(app, "import", DATA / "doccano_relations.jsonl", "--format", "doccano", "--out", reports)
    assert result.exit_code == 1
    assert "thư mục khác" in result.output
    assert (reports / "A.txt").read_bytes() == SOURCES["A"].encode()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "none.jsonl", "--format", "doccano", "--out", "{out}"], 1),
        (["import", "none.jsonl", "--format", "pdf", "--out", "{out}"], 2),
        (["import", "none.jsonl", "--format", "doccano", "--out", "{out}", "--map", "LOC=NƠI"], 2),
        (["import", "none.jsonl", "--format", "doccano", "--out", "{out}", "--map", "LOC"], 2),
        (["import", "none.jsonl", "--format", "doccano", "--out", "{out}", "--texts", "{out}"], 1),
        (["export", "--format", "doccano", "-o", "{out}"], 2),
        (["export", "--format", "doccano", "-o", "{out}", "--data", "{out}", "a.txt"], 2),
        (["export", "--format", "doccano", "-o", "{out}", "--data", "{out}", "--predict"], 2),
        (["export", "--format", "doccano", "-o", "{out}", "--data", "{out}"], 1),
        (["export", "--format", "doccano", "-o", "{out}/none/a.jsonl", "{reports}"], 1),
        (["export", "--format", "doccano", "-o", "{out}", "none.txt"], 1),
    ],
)
def test_wrong_use_and_what_fails(app: typer.Typer, tmp_path: Path, reports: Path, words: list[str], code: int) -> None:
    places = {"out": tmp_path / "out", "reports": reports}
    assert run(app, *(word.format_map(places) for word in words)).exit_code == code


def test_a_table_of_many_files_opens_in_a_spreadsheet(app: typer.Typer, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Chi 5 tỷ đồng.", "utf-8")
    out = tmp_path / "out.csv"
    result = run(app, "export", "--table", "figures", tmp_path, tmp_path / "a.txt", "-o", out)
    assert result.exit_code == 0
    assert "Đã xuất 2 dòng của 2 văn bản" in result.output
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert [(row["Trong văn bản"], row["Giá trị"]) for row in csv.DictReader(stream)] == [
            ("5 tỷ đồng", "5000000000")
        ] * 2


def test_what_a_table_lacks_is_told(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chi 5 tỷ đồng.", "utf-8")
    words = ["export", "--table", "figures", tmp_path / "a.txt"]
    result = run(app, *words, tmp_path / "none.docx", "-o", tmp_path / "out.xlsx")
    assert result.exit_code == 1
    assert "none.docx" in result.output
    assert (tmp_path / "out.xlsx").is_file()
    assert run(app, *words, "-o", tmp_path / "out.ods").exit_code == 1
    assert run(app, *words, "-o", tmp_path / "out.csv", "--model", "no-such").exit_code == 1


def test_export_wants_a_table_or_a_format(app: typer.Typer, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run(app, "export", tmp_path, "-o", out).exit_code == 2
    assert run(app, "export", "--table", "figures", "--format", "brat", tmp_path, "-o", out).exit_code == 2
    assert run(app, "export", "--table", "figures", "-o", out).exit_code == 2
    assert run(app, "export", "--table", "figures", "--data", tmp_path, "-o", out).exit_code == 2
