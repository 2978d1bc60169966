"""Another corpus in CoNLL form, with labels of its own, from file to measured model."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.training.tiny import tiny_encoder
from training import vocabulary
from training.cli import add_commands
from training.corpus import CorpusError
from training.encoder import save_encoder
from training.foreign import list_labels, load_foreign

APP = typer.Typer()
add_commands(APP)
SENTENCE = "xã B-LOC\nSơn I-LOC\nnăm O\n12 B-MISC\ndự_án O\n. O\n\n"
"""Words joined by "_", as Vietnamese corpora have them."""


def write_corpus(path: Path, *, documents: int) -> Path:
    path.write_text("".join("-DOCSTART- O\n\n" + SENTENCE * 3 for _ in range(documents)), "utf-8")
    return path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner(env={"COLUMNS": "120"}).invoke(APP, list(map(str, words)), catch_exceptions=False)
    return result.exit_code, result.output


def test_every_tenth_document_is_held_out(tmp_path: Path) -> None:
    documents = load_foreign(write_corpus(tmp_path / "a.conll", documents=12))
    assert [each.about["split"] for each in documents].count("dev") == 2
    assert list_labels(documents) == ("LOC", "MISC")
    both = load_foreign(tmp_path / "a.conll", dev=write_corpus(tmp_path / "b.conll", documents=2))
    assert [each.about["split"] for each in both] == ["train"] * 12 + ["dev"] * 2


def test_a_file_without_labels_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("xã O\n", "utf-8")
    with pytest.raises(CorpusError, match="no label"):
        load_foreign(path)
    with pytest.raises(CorpusError, match="gone"):
        load_foreign(tmp_path / "gone.conll")


def test_a_model_is_trained_and_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "list_syllables", lambda: iter(["xã", "phường", "tỷ"]))
    for name, value in {"BACKEND": "onnxruntime", "THREADS": "1", "MODELS": str(tmp_path / "models")}.items():
        monkeypatch.setenv(f"TRICHLUC_{name}", value)
    save_encoder(tiny_encoder(prepend="always"), tmp_path / "base")
    data = write_corpus(tmp_path / "train.conll", documents=5)
    options = ("--labels", "data", "--base", tmp_path / "base", "--epochs", 2)
    code, output = run("train", "--data", data, *options, "--out", tmp_path / "ner")
    assert code == 0, output
    code, output = run("evaluate", "--data", data, "--model", tmp_path / "ner")
    assert code == 0, output
    rows = {cells[1].strip(): cells[-2].strip() for line in output.splitlines() if len(cells := line.split("│")) > 2}
    assert rows == {"LOC": "15", "MISC": "15", "tất cả": "30"}
    assert run("evaluate", "--data", data)[0] == 2
    assert "không có mô hình này" in run("evaluate", "--data", data, "--model", "gone")[1]
