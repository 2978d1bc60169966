"""What a model was made from: its parent, its documents and its settings, as they stand in its folder's recipe.json."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.errors import TrichlucError
from service.pipeline import NO_MODEL
from service.tagging.models import CURRENT
from training.documents import LabelledDocument

RECIPE = "recipe.json"


class LineageError(TrichlucError, ValueError):
    """A folder's recipe can't be read, or a model can't have the name that it would get; the message says which."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """`base` is the encoder that training began with, `parent` the model whose weights it went on with ("" without one)
    and `parent_sha256` that model's network. `documents` are the pool's documents by id, `added` the new reports, both with
    the sha256 of their texts ("" where it was not kept). `settings` are the recipe's.
    """

    base: str
    documents: Mapping[str, str]
    added: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    parent_sha256: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data_sha256(self) -> str:
        """The sha256 of the list of all documents, "" where a text's own was not kept."""
        everything = sorted([*self.documents.items(), *self.added.items()])
        if not all(sha256 for _, sha256 in everything):
            return ""
        return hash_text("".join(f"{name}\t{sha256}\n" for name, sha256 in everything))


def check_name(name: str) -> None:
    """Raise LineageError where `name` means something else where a model is named."""
    if name in (NO_MODEL, CURRENT):
        raise LineageError(f"Mô hình không được mang tên “{name}” (tên này có nghĩa riêng); hãy chọn tên khác.")


def hash_text(text: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def list_documents(documents: Iterable[LabelledDocument]) -> dict[str, str]:
    """The documents' ids, each with the sha256 of its text."""
    return {document.id: hash_text(document.text) for document in documents}


def write_lineage(folder: Path, lineage: Lineage) -> None:
    """Write recipe.json."""
    parent = {"name": lineage.parent, "sha256": lineage.parent_sha256} if lineage.parent else None
    record = {
        "base": lineage.base,
        "parent": parent,
        "data": {"count": len(lineage.documents) + len(lineage.added), "sha256": lineage.data_sha256},
        "documents": dict(lineage.documents),
        "added": dict(lineage.added),
        **lineage.settings,
    }
    (folder / RECIPE).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_lineage(folder: Path) -> Lineage:
    """What a model folder's recipe.json says. Raises LineageError where it is missing or broken."""
    try:
        record = json.loads((folder / RECIPE).read_text("utf-8"))
        documents = record.pop("documents")  # models of the first version list ids alone
        known = dict(documents) if isinstance(documents, dict) else dict.fromkeys(documents, "")
        parent = record.pop("parent", None) or {"name": "", "sha256": ""}
        base, added = str(record.pop("base")), dict(record.pop("added", {}))
        record.pop("data", None)
        return Lineage(base, known, added, parent["name"], parent["sha256"], record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LineageError(f"{folder / RECIPE}: không đọc được ({error}).") from error
