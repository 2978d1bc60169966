import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from service.tagging.backends import BACKENDS, create_backend
from service.tagging.models import ModelError
from tests.tagging.tiny import tag_pieces, write_graph

TABLE = np.random.default_rng(0).normal(size=tag_pieces({}).shape).astype(np.float32)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "model.onnx"
    write_graph(path, TABLE)
    return path


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize("shape", [(1, 3), (4, 17)])
def test_a_graph_is_computed(graph: Path, name: str, shape: tuple[int, int]) -> None:
    backend = create_backend(graph, name=name, threads=1)
    random_state = np.random.default_rng(1)
    pieces, mask = random_state.integers(0, len(TABLE), shape), random_state.integers(0, 2, shape)
    logits = backend(pieces, mask)
    assert backend.name == name
    assert logits.dtype == np.float32
    np.testing.assert_allclose(logits, TABLE[pieces] * mask[..., None, None], rtol=0.01)


@pytest.mark.parametrize("name", BACKENDS)
def test_an_answer_is_not_written_over_by_the_next(graph: Path, name: str) -> None:
    backend = create_backend(graph, name=name, threads=1)
    ones = np.ones((1, 2), np.int64)
    first = backend(ones, ones)
    kept = first.copy()
    backend(ones * 2, ones)
    np.testing.assert_array_equal(first, kept)


def test_the_first_that_is_installed_is_taken(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = list(BACKENDS)
    for missing, taken in pairwise(names):
        monkeypatch.setitem(sys.modules, missing, None)
        assert create_backend(graph).name == taken
    monkeypatch.setitem(sys.modules, names[-1], None)
    with pytest.raises(ImportError, match="pip install"):
        create_backend(graph)


def test_a_backend_that_is_not_known_is_told_with_those_that_are(graph: Path) -> None:
    with pytest.raises(ModelError, match="“torch”; các backend có: openvino, onnxruntime"):
        create_backend(graph, name="torch")
