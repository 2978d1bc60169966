"""Trained models on disk: which there are, which is current, and whether one is whole.

models/current                  the name of the current model, one line
models/<name>/config.json       version, labels, window, temperature, and the sha256 of each other file
models/<name>/tokenizer.json    the pieces
models/<name>/model.onnx        the network
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import TrichlucError
from service.tagging.decoding import LABELS, TAGS

NETWORK, TOKENIZER, CONFIG, CURRENT = "model.onnx", "tokenizer.json", "config.json", "current"
SHIPPED = Path(__file__).parents[2] / "models"
"""Where the models that come with trichluc are."""


class ModelError(TrichlucError):
    """A model is missing or broken; the message says which file and what to do."""

    code = "model_unavailable"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model whose files were found whole. `sha256` is the network's; `temperature` divides its logits."""

    folder: Path
    name: str
    version: str
    sha256: str
    temperature: float
    labels: tuple[str, ...]


def current_name(folder: Path = SHIPPED) -> str | None:
    """The name of the current model of `folder`, None where none is set."""
    path = folder / CURRENT
    return path.read_text("utf-8").strip() if path.is_file() else None


def open_model(name: str, *, folder: Path = SHIPPED, labels: Sequence[str] | None = LABELS) -> ModelFiles:
    """The model `name` of `folder`, its files checked against their sha256.

    Raises ModelError where it is missing, a file of it was changed, or it was made for other labels than `labels`
    (None admits any).
    """
    home = folder / name
    try:
        config = json.loads((home / CONFIG).read_text("utf-8"))
        known, tags, hashes = tuple(config["labels"]), tuple(config["tags"]), dict(config["files"])
        version, temperature = str(config["version"]), float(config["temperature"])
    except FileNotFoundError as error:
        raise ModelError(f"{home}: không có mô hình này; dùng --model none để chỉ chạy luật.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{home / CONFIG}: tệp cấu hình hỏng ({error}); hãy chép lại mô hình.") from error
    if tags != TAGS or (labels is not None and known != tuple(map(str, labels))):
        raise ModelError(f"{home}: mô hình này dùng bộ nhãn khác; hãy huấn luyện lại.")
    for file in (NETWORK, TOKENIZER):
        if hash_file(home / file) != hashes.get(file):
            raise ModelError(f"{home / file}: thiếu hoặc khác bản gốc (sha256 không khớp); hãy chép lại mô hình.")
    return ModelFiles(home, name, version, hashes[NETWORK], temperature, known)


def write_config(folder: Path, *, version: str, temperature: float, labels: Sequence[str] = LABELS) -> None:
    """Write `config.json` for the network and tokenizer that lie in `folder`."""
    config = {
        "version": version,
        "labels": list(labels),
        "tags": list(TAGS),
        "temperature": temperature,
        "files": {name: hash_file(folder / name) for name in (NETWORK, TOKENIZER)},
    }
    (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def hash_file(path: Path) -> str | None:
    """The sha256 of a file in hexadecimal, None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
