import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.tagging.models import (
    CONFIG,
    CURRENT,
    NETWORK,
    TOKENIZER,
    ModelError,
    current_name,
    hash_file,
    open_model,
    write_config,
)
from tests.tagging.tiny import tag_pieces, write_model


def change(home: Path, key: str, value: Any) -> None:
    config = json.loads((home / CONFIG).read_text("utf-8"))
    (home / CONFIG).write_text(json.dumps(config | {key: value}), "utf-8")


def test_a_whole_model_is_opened(tmp_path: Path) -> None:
    model = write_model(tmp_path, "first", tag_pieces({}), version="2025.1", temperature=1.5)
    assert (model.folder, model.name, model.version, model.temperature) == (tmp_path / "first", "first", "2025.1", 1.5)
    assert model.sha256 == hash_file(tmp_path / "first" / NETWORK)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda home: (home / CONFIG).unlink(), "không có mô hình"),
        (lambda home: (home / CONFIG).write_text("{"), CONFIG),
        (lambda home: (home / CONFIG).write_text("[]"), CONFIG),
        (lambda home: (home / CONFIG).write_bytes(b"\xff"), CONFIG),
        (lambda home: change(home, "files", None), CONFIG),
        (lambda home: change(home, "temperature", "warm"), CONFIG),
        (lambda home: change(home, "files", {}), NETWORK),
        (lambda home: change(home, "labels", ["PLACE"]), "bộ nhãn"),
        (lambda home: change(home, "tags", ["O", "B", "I"]), "bộ nhãn"),
        (lambda home: (home / NETWORK).unlink(), NETWORK),
        (lambda home: (home / NETWORK).write_bytes(b"onnx"), NETWORK),
        (lambda home: (home / TOKENIZER).write_text("{}"), TOKENIZER),
    ],
)
def test_a_broken_model_is_refused(tmp_path: Path, damage: Callable[[Path], object], message: str) -> None:
    write_model(tmp_path, "first", tag_pieces({}))
    damage(tmp_path / "first")
    with pytest.raises(ModelError, match=message) as raised:
        open_model("first", folder=tmp_path)
    assert raised.value.code == "model_unavailable"


def test_a_model_of_other_labels_is_opened_where_they_are_asked_for(tmp_path: Path) -> None:
    write_model(tmp_path, "other", tag_pieces({}))
    write_config(tmp_path / "other", version="1", temperature=1, labels=["LOC", "MISC"])
    for labels in (None, ["LOC", "MISC"]):
        assert open_model("other", folder=tmp_path, labels=labels).labels == ("LOC", "MISC")
    with pytest.raises(ModelError, match="bộ nhãn"):
        open_model("other", folder=tmp_path)


def test_the_current_model_is_named_in_a_file(tmp_path: Path) -> None:
    assert current_name(tmp_path) is None
    (tmp_path / CURRENT).write_text("first\n", "utf-8")
    assert current_name(tmp_path) == "first"
