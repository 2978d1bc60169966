"""The gate before candidates that were spoilt on purpose: the shipped model, its head's columns moved."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from service.labels import Label
from service.tagging.decoding import LABELS, OUTSIDE, TAGS
from service.tagging.models import CONFIG, NETWORK, SHIPPED, TOKENIZER, current_name, write_config
from training.corpus import load_corpus
from training.documents import LabelledDocument
from training.gate import Hearing, hear

CURRENT = current_name(SHIPPED) or ""
DROPPED = [Label.PROJECT, Label.AMOUNT]
"""One that the model decides and one that the rules do."""
_LENGTH = 1500


@pytest.fixture(scope="module")
def documents() -> list[LabelledDocument]:
    """The beginnings of two documents of the frozen part, which have every label that is dropped here."""
    whole = [each for each in load_corpus(Path("annotations")) if each.id in ("C-03", "M-02")]
    begun = [
        replace(each, text=each.text[:_LENGTH], spans=tuple(span for span in each.spans if span.end <= _LENGTH))
        for each in whole
    ]
    assert all({*DROPPED} <= {span.label for span in each.spans} for each in begun)
    return begun


@pytest.fixture(autouse=True)
def _quick_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BACKEND": "onnxruntime", "THREADS": "1"}.items():
        monkeypatch.setenv(f"TRICHLUC_{name}", value)


def copy_model(home: Path) -> Path:
    home.mkdir()
    for name in (NETWORK, TOKENIZER, CONFIG):
        shutil.copy(SHIPPED / CURRENT / name, home)
    return home


def spoil(home: Path, *, dropped: Label | None = None, turned: int = 0) -> Path:
    """Make the head's columns of `dropped` say nothing, or give each label the columns of the one `turned` places on."""
    graph = onnx.load(copy_model(home) / NETWORK)
    (layer,) = (node.input[1] for node in graph.graph.node if node.name == "/head/MatMul")
    for tensor in graph.graph.initializer:
        if tensor.name in (f"{layer}.int8", f"{layer}.scale", "head.bias"):
            columns = numpy_helper.to_array(tensor)
            shaped = np.roll(columns.reshape(-1, len(LABELS), len(TAGS)), turned, axis=1)
            if dropped is not None and tensor.name == "head.bias":
                shaped[:, LABELS.index(dropped), OUTSIDE] += 99
            tensor.CopyFrom(numpy_helper.from_array(shaped.reshape(columns.shape), tensor.name))
    onnx.save(graph, home / NETWORK)
    write_config(home, version="spoilt", temperature=1)
    return home


def judge(candidate: Path, documents: list[LabelledDocument], new: list[LabelledDocument] | None = None) -> Hearing:
    return hear(CURRENT, candidate, models=SHIPPED, documents=documents, new=new or [])


def failed(hearing: Hearing) -> set[str]:
    return {each.label for each in (*hearing.frozen, *hearing.alone) if not each.passed}


def test_the_same_model_passes_and_gains_nothing_on_new_reports(
    tmp_path: Path, documents: list[LabelledDocument]
) -> None:
    hearing = judge(copy_model(tmp_path / "same"), documents, documents[:1])
    assert (failed(hearing), hearing.changes, hearing.new_changes) == (set(), [], [])
    assert [each.label for each in hearing.new if not each.passed] == ["tất cả"]
    assert not hearing.passed


@pytest.mark.parametrize("label", DROPPED)
def test_a_model_without_a_label_is_refused(tmp_path: Path, documents: list[LabelledDocument], label: Label) -> None:
    """Also without one that the rules decide."""
    hearing = judge(spoil(tmp_path / "spoilt", dropped=label), documents)
    assert not hearing.passed
    assert label in failed(hearing)


def test_a_model_with_shuffled_labels_is_refused(tmp_path: Path, documents: list[LabelledDocument]) -> None:
    hearing = judge(spoil(tmp_path / "spoilt", turned=1), documents)
    assert not hearing.passed
    assert failed(hearing) >= {"PROJECT", "PLACE", "ORG", "AMOUNT"}
    lost = [change for change in hearing.changes if not change.better]
    assert {change.label for change in lost} >= {"PROJECT", "PLACE", "ORG"}
