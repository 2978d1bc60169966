"""The models of a folder, as a list: each with its hash, parent, data and measures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.tagging.models import CONFIG, ModelError, open_model
from training.card import METRICS
from training.lineage import RECIPE, Lineage, LineageError, read_lineage


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of the registry. `documents` counts those of the pool that it learnt from, `added` the new reports, `data`
    is the sha256 of their list, `scores` strict F1 of the whole pipeline on `judged` documents of the frozen part. What is
    not known is empty; `error` says why a model can't be used.
    """

    name: str
    version: str = ""
    sha256: str = ""
    parent: str = ""
    documents: int = 0
    added: int = 0
    data: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    judged: str = ""
    error: str = ""


def list_models(models: Path) -> list[Entry]:
    """The models in the folder `models`, in order of name, broken ones too."""
    return [_read(path.parent) for path in sorted(models.glob(f"*/{CONFIG}"))]


def _read(folder: Path) -> Entry:
    try:
        files = open_model(folder.name, folder=folder.parent)
        lineage = read_lineage(folder) if (folder / RECIPE).is_file() else Lineage("", {})
        scores, judged = _read_scores(folder / METRICS)
    except (ModelError, LineageError) as error:
        return Entry(folder.name, error=str(error))
    return Entry(
        folder.name,
        files.version,
        files.sha256,
        lineage.parent,
        len(lineage.documents),
        len(lineage.added),
        lineage.data_sha256,
        scores,
        judged,
    )


def _read_scores(path: Path) -> tuple[dict[str, float], str]:
    if not path.is_file():
        return {}, ""
    try:
        measured = json.loads(path.read_text("utf-8"))["model"]
        scores = {label: float(part["f1"]) for label, part in measured["labels"].items()}
        return {"micro": float(measured["micro_f1"]), **scores}, str(int(measured["documents"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LineageError(f"{path}: không đọc được ({error}).") from error
