from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.labels import Label
from service.tagging.models import TOKENIZER, ModelFiles, open_model
from tests.training.tiny import labelled, tiny_encoder
from training import vocabulary
from training.corpus import CorpusError
from training.encoder import save_encoder
from training.lineage import LineageError, list_documents, read_lineage
from training.train import Recipe
from training.training_report import REPORT
from training.training_run import adapt_model, judge_passages, name_base, open_tagger, train_model

LINE = "Năm 12 ⟦PLACE|xã Sơn⟧ chi ⟦AMOUNT|12 tỷ đồng⟧ cho dự án.\n"


RECIPE = Recipe(epochs=20, rate=3e-3, head_rate=3e-2, dropout=0, noise_share=0, pieces_a_batch=64, patience=99)
SHORT = Recipe(epochs=2, rate=1e-3, head_rate=1e-2, pieces_a_batch=64, noise_share=0.5, times=2, replay=1.0)
POOL = [
    labelled(LINE * count, name, split=split)
    for name, split, count in [("A", "train", 5), ("B", "train", 4), ("C", "dev", 3), ("D", "test", 2)]
]
NEW = [
    labelled("Chi ⟦PLACE|phường Lạng⟧ 12 đồng.\n" * 4, "N", split="train"),
    labelled("Án ở ⟦PLACE|phường Sơn⟧.\n" * 2, "O", split="test"),
]


@pytest.fixture(autouse=True)
def _little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "list_syllables", lambda: iter(["xã", "phường", "tỷ"]))
    for name, value in {"BACKEND": "onnxruntime", "THREADS": "1"}.items():
        monkeypatch.setenv(f"TRICHLUC_{name}", value)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("base")
    save_encoder(tiny_encoder(prepend="always"), folder)
    return str(folder)


def train(folder: Path, base: str, **options: Any) -> ModelFiles:
    train_model(POOL, folder, recipe=options.pop("recipe", SHORT), version=folder.name, base=base, **options)
    return open_model(folder.name, folder=folder.parent)


def adapt(folder: Path, parent: ModelFiles, **options: Any) -> ModelFiles:
    given: dict[str, Any] = {"added": NEW, "recipe": SHORT} | options
    adapt_model(POOL, folder, parent=parent, version=folder.name, **given)
    return open_model(folder.name, folder=folder.parent)


def test_a_run_writes_a_model_that_the_service_opens(tmp_path: Path, base: str) -> None:
    home = tmp_path / "models" / "tiny"
    train_model(POOL, home, recipe=RECIPE, version="1.0", base=base)
    model = open_model("tiny", folder=home.parent)
    assert (model.name, model.version) == ("tiny", "1.0")
    assert 0.5 <= model.temperature <= 4
    text = POOL[3].text
    (spans,) = open_tagger(model).tag([text])
    assert {(text[span.start : span.end], span.label) for span in spans} == {
        ("xã Sơn", Label.PLACE),
        ("12 tỷ đồng", Label.AMOUNT),
    }
    lineage = read_lineage(home)
    assert (list(lineage.documents), lineage.parent, lineage.settings["epochs"]) == (["A", "B"], "", 20)


def test_the_same_inputs_and_seed_give_the_same_file(tmp_path: Path, base: str) -> None:
    """Of a model trained anew, and of one adapted; another seed gives another."""
    one, other = (train(tmp_path / name, base, added=NEW) for name in ("one", "two"))
    assert one.sha256 == other.sha256
    adapted = [adapt(tmp_path / f"{name}a", one).sha256 for name in ("one", "two")]
    assert adapted[0] == adapted[1] != one.sha256
    assert adapt(tmp_path / "b", one, recipe=replace(SHORT, seed=2)).sha256 not in adapted


def test_what_a_model_was_made_from_is_kept(tmp_path: Path, base: str) -> None:
    parent = train(tmp_path / "one", base)
    adapt(tmp_path / "two", parent)
    lineage = read_lineage(tmp_path / "two")
    assert (lineage.parent, lineage.parent_sha256) == ("one", parent.sha256)
    assert (lineage.documents, lineage.added) == (list_documents(POOL[:2]), list_documents(NEW[:1]))
    assert lineage.base == read_lineage(tmp_path / "one").base == Path(base).name
    train(tmp_path / "three", str(tmp_path / "two"))
    third = read_lineage(tmp_path / "three")
    assert (third.parent, third.base) == ("two", Path(base).name)
    assert (tmp_path / "three" / TOKENIZER).read_bytes() == (tmp_path / "one" / TOKENIZER).read_bytes()


def test_a_model_learns_from_new_reports(tmp_path: Path, base: str) -> None:
    parent = train(tmp_path / "one", base, recipe=RECIPE)
    child = adapt(tmp_path / "two", parent, recipe=replace(RECIPE, times=3, replay=1.0))
    before, after = (judge_passages(open_tagger(model), NEW) for model in (parent, child))
    assert [each.found == each.gold for each in after] == [True, True]
    assert [each.found == each.gold for each in before] == [False, False]
    page = (tmp_path / "two" / REPORT).read_text("utf-8")
    assert "So với one: phần dev" in page
    assert "So với one: các báo cáo mới để riêng" in page
    assert "nay: <b>PLACE phường Sơn</b>" in page


def test_another_run_in_the_same_folder_is_refused(tmp_path: Path, base: str) -> None:
    first = train(tmp_path / "one", base)
    assert train(tmp_path / "one", base).sha256 == first.sha256
    for changed in ({"added": NEW}, {"recipe": replace(SHORT, seed=5)}):
        with pytest.raises(CorpusError, match="lần huấn luyện khác"):
            train(tmp_path / "one", base, **changed)


def test_what_can_not_be_trained_is_told(tmp_path: Path, base: str) -> None:
    parent = train(tmp_path / "one", base)
    with pytest.raises(CorpusError, match="0 to choose the epoch by"):
        train_model(POOL[:2], tmp_path / "two", recipe=SHORT, version="two", base=base)
    with pytest.raises(CorpusError, match="--add"):
        adapt(tmp_path / "two", parent, added=NEW[1:])
    with pytest.raises(LineageError, match="“none”"):
        train(tmp_path / "none", base)
    assert not (tmp_path / "none").exists()


def test_a_base_is_called_by_no_path(tmp_path: Path, base: str) -> None:
    (tmp_path / "recipe.json").write_text('{"base": "e5-small", "steps": 9}', "utf-8")
    assert name_base(str(tmp_path)) == "e5-small, pretrained"
    assert name_base(base) == Path(base).name
    assert name_base("owner/model") == "owner/model"
