"""The commands about models, as a user calls them: on a tiny corpus, with tiny models that are whole."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from service.labels import Label
from service.tagging.models import NETWORK, current_name
from tests.tagging.tiny import tag_pieces, write_model
from training.cli import add_commands
from training.corpus import FIELDS
from training.lineage import Lineage, read_lineage, write_lineage
from training.promotion import HISTORY

RUN = CliRunner(env={"COLUMNS": "160"})
APP = typer.Typer()
add_commands(APP)
RIGHT = {"▁Sơn": Label.PLACE, "▁Lạng": Label.ORG, "▁án": Label.PERSON}
CANDIDATES: Mapping[str, Mapping[str, Label]] = {
    "right": RIGHT,
    "copy": RIGHT,
    "better": RIGHT | {"▁phường": Label.PLACE},
    "shuffled": dict(zip(RIGHT, [Label.ORG, Label.PERSON, Label.PLACE], strict=True)),
    "dropped": {piece: label for piece, label in RIGHT.items() if label is not Label.PERSON},
    "noisy": RIGHT | {"▁dự": Label.PLACE},
}
"""The pieces that each model makes a span, and of which label. All but "better" miss a PLACE of the corpus."""
TEXT = "Tại ⟦PLACE|Sơn⟧, ⟦PLACE|phường⟧ dự có ⟦ORG|Lạng⟧ và ⟦PERSON|án⟧ chi ⟦AMOUNT|12 tỷ đồng⟧.\n"
SPLITS = {"A": "train", "B": "dev", "C": "test", "D": "test", "E": "test", "F": "test"}


def write_corpus(folder: Path, texts: Mapping[str, str]) -> Path:
    (folder / "authored").mkdir(parents=True)
    lines = ["\t".join(FIELDS)]
    for name, text in texts.items():
        lines.append("\t".join([name, "authored", SPLITS[name], *["x"] * (len(FIELDS) - 3)]))
        (folder / "authored" / f"{name}.txt").write_text(text, "utf-8")
    (folder / "index.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The candidates."""
    folder = tmp_path_factory.mktemp("runs")
    for name, tags in CANDIDATES.items():
        write_model(folder, name, tag_pieces(dict(tags)), version=f"{name}-1")
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), {name: TEXT * at for at, name in enumerate(SPLITS, 1)})


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the service loads its model from, not there yet."""
    folder = tmp_path / "models"
    monkeypatch.delenv("TRICHLUC_MODEL", raising=False)
    for name, value in {"MODELS": str(folder), "BACKEND": "onnxruntime", "THREADS": "1"}.items():
        monkeypatch.setenv(f"TRICHLUC_{name}", value)
    return folder


def run(*words: object) -> tuple[int, str]:
    """The exit code and all that was printed; an error that nobody told the user about fails the test."""
    result = RUN.invoke(APP, list(map(str, words)), catch_exceptions=False)
    return result.exit_code, result.output


def read_rows(output: str) -> list[list[str]]:
    """The cells of the table's rows."""
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in output.splitlines() if line[:1] == "│"]


def read_history(models: Path) -> list[tuple[str, str]]:
    lines = map(json.loads, (models / HISTORY).read_text("utf-8").splitlines())
    return [(line["action"], line["model"]) for line in lines]


def promote(candidate: Path, corpus: Path) -> None:
    assert run("promote", candidate, "--data", corpus)[0] == 0


def test_the_first_model_takes_the_place_of_the_rules(models: Path, runs: Path, corpus: Path) -> None:
    code, output = run("promote", runs / "right", "--data", corpus)
    assert (code, current_name(models)) == (0, "right")
    assert read_rows(output) == [
        ["PLACE", "0.000", "0.667", "0%", "đạt"],
        ["AMOUNT", "1.000", "1.000", "0%", "đạt"],
        ["ORG", "0.000", "1.000", "0%", "đạt"],
        ["PERSON", "0.000", "1.000", "0%", "đạt"],
    ]
    assert "Mô hình hiện dùng: right." in output
    (line,) = map(json.loads, (models / HISTORY).read_text("utf-8").splitlines())
    assert line["f1"] == {"PLACE": 0.6667, "AMOUNT": 1, "ORG": 1, "PERSON": 1}


@pytest.mark.parametrize(
    ("candidate", "worse"),
    [
        ("copy", set()),
        ("better", set()),
        ("shuffled", {"PLACE", "ORG", "PERSON"}),
        ("dropped", {"PERSON"}),
        ("noisy", {"PLACE"}),
    ],
)
def test_a_spoilt_candidate_is_refused(models: Path, runs: Path, corpus: Path, candidate: str, worse: set[str]) -> None:
    promote(runs / "right", corpus)
    code, output = run("promote", runs / candidate, "--data", corpus)
    assert {row[0] for row in read_rows(output) if row[-1] == "KHÔNG ĐẠT"} == worse
    if worse:
        assert (code, current_name(models), read_history(models)) == (1, "right", [("promote", "right")])
        assert f"Không thay: {candidate} kém right" in output
        assert not (models / candidate).exists()
    else:
        assert (code, current_name(models)) == (0, candidate)
        assert read_history(models) == [("promote", "right"), ("promote", candidate)]


@pytest.mark.parametrize(("candidate", "floor", "code"), [("noisy", 0.2, 0), ("noisy", 0.1, 1), ("dropped", 1, 1)])
def test_the_floor_is_the_user_s(
    models: Path, runs: Path, corpus: Path, candidate: str, floor: float, code: int
) -> None:
    promote(runs / "right", corpus)
    assert run("promote", runs / candidate, "--data", corpus, "--floor", floor)[0] == code


def test_a_candidate_may_be_named_from_within(
    models: Path, runs: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(runs / "right")
    promote(Path(), corpus)
    assert current_name(models) == "right"


def test_what_can_not_be_promoted_is_told(models: Path, runs: Path, corpus: Path, tmp_path: Path) -> None:
    promote(runs / "right", corpus)
    broken = tmp_path / "broken"
    write_model(tmp_path, "broken", tag_pieces({}))
    (broken / NETWORK).write_bytes(b"onnx")
    (tmp_path / "other").mkdir()
    write_model(tmp_path / "other", "right", tag_pieces(dict(RIGHT)))
    unlabelled = write_corpus(tmp_path / "unlabelled", {"A": TEXT, "C": "năm nay"})
    for candidate, data, message in [
        (tmp_path / "gone", corpus, "gone: không có mô hình này"),
        (broken, corpus, f"broken/{NETWORK}"),
        (tmp_path / "other" / "right", corpus, "right: đã có mô hình mang tên này"),
        (runs / "copy", unlabelled, "phần test không có nhãn nào"),
        (runs / "copy", tmp_path, "index"),
    ]:
        code, output = run("promote", candidate, "--data", data)
        assert (code, current_name(models), read_history(models)) == (1, "right", [("promote", "right")])
        assert message in output


def test_each_rollback_goes_one_model_back(models: Path, runs: Path, corpus: Path) -> None:
    assert run("rollback") == (1, "Chưa có mô hình nào trước mô hình hiện dùng.\n")
    for name in ("right", "copy", "better"):
        promote(runs / name, corpus)
    for name in ("copy", "right"):
        assert run("rollback") == (0, f"Mô hình hiện dùng: {name}.\n")
        assert current_name(models) == name
    assert run("rollback")[0] == 1
    assert current_name(models) == "right"
    assert read_history(models)[3:] == [("rollback", "copy"), ("rollback", "right")]


def test_a_rollback_to_a_broken_model_is_refused(models: Path, runs: Path, corpus: Path) -> None:
    for name in ("right", "copy"):
        promote(runs / name, corpus)
    (models / "right" / NETWORK).unlink()
    code, output = run("rollback")
    assert (code, current_name(models)) == (1, "copy")
    assert f"right/{NETWORK}" in output


def test_models_are_listed(models: Path, runs: Path, corpus: Path) -> None:
    assert run("models")[0] == 0
    for name in ("right", "copy", "better"):
        promote(runs / name, corpus)
    (models / "right" / NETWORK).unlink()
    code, output = run("models")
    rows = [line for line in output.splitlines() if line.strip()]
    better, copy, broken = (next(line for line in rows if name in line) for name in ("better-1", "copy-1", "✗"))
    assert code == 0
    assert better.split()[:3] == ["→", "better,", "better-1"]
    assert copy.split()[:2] == ["copy,", "copy-1"]
    assert broken.split() == ["✗", "right"]
    assert f"right/{NETWORK}: thiếu" in output


def test_the_list_tells_parent_data_and_measures(models: Path, runs: Path, corpus: Path, tmp_path: Path) -> None:
    promote(runs / "right", corpus)
    child = shutil.copytree(runs / "better", tmp_path / "child")
    write_lineage(child, Lineage("e5-small", {"A": "12"}, {"N": "34", "O": "56"}, parent="right"))
    promote(child, corpus)
    (row,) = (line for line in run("models")[1].splitlines() if "→" in line)
    assert row.split()[1:3] == ["child,", "better-1"]
    assert row.split()[4:] == ["right", "1+2", read_lineage(child).data_sha256[:8], "1.000", "0.000", "1.000", "4"]


def test_texts_to_label_are_suggested(models: Path, runs: Path, corpus: Path, tmp_path: Path) -> None:
    promote(runs / "right", corpus)
    texts = {"A": "đã có nhãn rồi", "old": "Tại Sơn, phường dự có Lạng", "new": "mưa to ở Sơn", "twin": "mưa to ở Sơn"}
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-16" if name == "new" else "utf-8")
    (folder / "new.pdf").write_bytes(b"%PDF")
    code, output = run("suggest", folder, "--data", corpus)
    assert code == 0
    assert read_rows(output) == [
        ["new", "0.400", "0.000", "0.000", "1.000", "1"],
        ["old", "0.000", "0.000", "0.000", "0.000", "2"],
        ["twin", "0.000", "0.000", "0.000", "0.000", "1"],
    ]
    assert [row[0] for row in read_rows(run("suggest", folder, "--data", corpus, "-n", 1)[1])] == ["new"]


def test_texts_that_can_not_be_read_are_told(models: Path, corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    code, output = run("suggest", folder, "--data", corpus)
    assert (code, output) == (1, f"Lỗi: {folder}: không có văn bản .txt nào chưa có nhãn.\n")
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"%PDF-1.7 ...")
    code, output = run("suggest", folder, "--data", corpus)
    assert code == 1
    assert output.startswith(f"Lỗi: {folder / 'a.txt'}: ")


@pytest.mark.parametrize("command", ["promote", "suggest"])
def test_a_current_model_that_is_broken_is_told(
    models: Path, runs: Path, corpus: Path, tmp_path: Path, command: str
) -> None:
    promote(runs / "right", corpus)
    (models / "current").write_text("gone\n", "utf-8")
    (tmp_path / "a.txt").write_text("mưa to", "utf-8")
    code, output = run(command, runs / "copy" if command == "promote" else tmp_path, "--data", corpus)
    assert code == 1
    assert "gone: không có mô hình này" in output


NEW_TEXT = TEXT.replace("Tại ", "Ở ")


def write_new(folder: Path, *, count: int = 4, text: str = NEW_TEXT) -> Path:
    folder.mkdir()
    for at in range(count):
        (folder / f"N-{at}.txt").write_text(text + "Năm nay.\n" * at, "utf-8")
    return folder


@pytest.mark.parametrize(("candidate", "code"), [("better", 0), ("copy", 1), ("shuffled", 1)])
def test_new_reports_must_gain(
    models: Path, runs: Path, corpus: Path, tmp_path: Path, candidate: str, code: int
) -> None:
    promote(runs / "right", corpus)
    found, output = run("promote", runs / candidate, "--data", corpus, "--new", write_new(tmp_path / "new"))
    assert found == code
    assert "Báo cáo mới mà cả hai chưa học: 1" in output
    if code == 0:
        line = json.loads((models / HISTORY).read_text("utf-8").splitlines()[-1])
        assert line["f1_new"]["tất cả"] == line["f1_new"]["PLACE"] == 1
        assert len(line["sha256"]) == 64
    else:
        assert "- báo cáo mới: tất cả không tốt lên" in output
        assert current_name(models) == "right"


def test_a_refusal_shows_the_sentences_that_got_worse(models: Path, runs: Path, corpus: Path) -> None:
    promote(runs / "right", corpus)
    _, output = run("promote", runs / "dropped", "--data", corpus, "--show", 2)
    assert "- phần test: PERSON mất hẳn: 1.000 → 0.000" in output
    assert "right đúng mà dropped sai ở 18 chỗ; 2 chỗ đầu:" in output
    assert output.count("  cần tìm: PERSON án; trước: PERSON án; nay: không có") == 2


def test_it_is_told_which_documents_were_judged(models: Path, runs: Path, corpus: Path, tmp_path: Path) -> None:
    _, output = run("promote", runs / "right", "--data", corpus)
    assert "Phần test: 4 văn bản tự soạn, 0 văn bản thật" in output
    partly = write_corpus(tmp_path / "partly", {"C": TEXT})
    lines = (partly / "index.tsv").read_text("utf-8") + "\t".join(["R", "real", "test", *"xxxxxxx"]) + "\n"
    (partly / "index.tsv").write_text(lines, "utf-8")
    _, output = run("promote", runs / "copy", "--data", partly)
    assert "0 văn bản thật, thiếu 1 (dùng --real)" in output


def test_too_few_new_reports_are_told(models: Path, runs: Path, corpus: Path, tmp_path: Path) -> None:
    code, output = run("promote", runs / "right", "--data", corpus, "--new", write_new(tmp_path / "new", count=3))
    assert (code, current_name(models)) == (1, None)
    assert "cần ít nhất bốn báo cáo mới" in output


@pytest.mark.parametrize("name", ["none", "current"])
def test_a_name_that_means_something_else_is_refused(models: Path, corpus: Path, tmp_path: Path, name: str) -> None:
    write_model(tmp_path, name, tag_pieces({}))
    code, output = run("promote", tmp_path / name, "--data", corpus)
    assert (code, current_name(models)) == (1, None)
    assert f"không được mang tên “{name}”" in output


def test_a_current_model_that_is_missing_is_told_in_the_list(models: Path, runs: Path, corpus: Path) -> None:
    assert run("models") == (0, run("models")[1])
    assert "Chưa có mô hình hiện dùng" in run("models")[1]
    promote(runs / "right", corpus)
    (models / "current").write_text("gone\n", "utf-8")
    code, output = run("models")
    assert code == 1
    assert "mô hình hiện dùng “gone” thiếu hoặc hỏng" in output


def test_quick_needs_new_reports_and_a_model(models: Path, corpus: Path, tmp_path: Path) -> None:
    assert run("train", "--quick", "--out", tmp_path / "x", "--data", corpus)[0] == 2
    new = write_new(tmp_path / "new")
    code, output = run("train", "--quick", "--add", new, "--out", tmp_path / "x", "--data", corpus)
    assert code == 1
    assert "Học thêm 3 báo cáo mới; để riêng: N-3." in output
    assert "Chưa có mô hình hiện dùng" in output
