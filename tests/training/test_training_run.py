import json
from pathlib import Path

import pytest

from service.labels import Label
from service.tagging.models import open_model
from service.tagging.tagger import Tagger
from tests.training.tiny import labelled, tiny_encoder
from training import vocabulary
from training.encoder import save_encoder
from training.train import Recipe
from training.training_run import train_model

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore:Exporting aten:UserWarning"
)
LINE = "Năm 12 ⟦PLACE|xã Sơn⟧ chi ⟦AMOUNT|12 tỷ đồng⟧ cho dự án.\n"


def test_a_run_writes_a_model_that_the_service_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "list_syllables", lambda: iter(["xã", "phường", "tỷ"]))
    save_encoder(tiny_encoder(prepend="always"), tmp_path / "base")
    documents = [
        labelled(LINE * count, name, split=split)
        for name, split, count in [("A", "train", 5), ("B", "train", 4), ("C", "dev", 3), ("D", "test", 2)]
    ]
    recipe = Recipe(epochs=20, rate=3e-3, head_rate=3e-2, dropout=0, noise_share=0, pieces_a_batch=64, patience=99)
    home = tmp_path / "models" / "tiny"
    train_model(documents, home, recipe=recipe, version="1.0", base=str(tmp_path / "base"))
    model = open_model("tiny", folder=home.parent)
    assert (model.name, model.version) == ("tiny", "1.0")
    assert 0.5 <= model.temperature <= 4
    text = documents[3].text
    (spans,) = Tagger(model, backend="onnxruntime", threads=1).tag([text])
    assert {(text[span.start : span.end], span.label) for span in spans} == {
        ("xã Sơn", Label.PLACE),
        ("12 tỷ đồng", Label.AMOUNT),
    }
    settings = json.loads((home / "recipe.json").read_text("utf-8"))
    assert (settings["documents"], settings["epochs"]) == (["A", "B"], 20)
