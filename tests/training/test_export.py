from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper

from service.tagging.backends import BACKENDS, create_backend
from tests.training.tiny import tiny_encoder
from training.export import export_network, quantise
from training.network import TaggingNetwork

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore:Exporting aten:UserWarning"
)
INNER = 512
"""Wide enough for the matrices of the inner layer to be compressed."""


@pytest.fixture(scope="module")
def network() -> TaggingNetwork:
    return TaggingNetwork(tiny_encoder(layers=2, inner=INNER).model).eval()


@pytest.fixture(scope="module")
def graph(network: TaggingNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "model.onnx"
    export_network(network, path)
    return path


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("shape", [(1, 3), (2, 16), (5, 40)])
def test_the_graph_computes_what_the_network_does(
    network: TaggingNetwork, graph: Path, backend: str, shape: tuple[int, int]
) -> None:
    random_state = np.random.default_rng(0)
    pieces = random_state.integers(4, 20, shape)
    mask = (np.arange(shape[1]) < random_state.integers(2, shape[1] + 1, (shape[0], 1))).astype(np.int64)
    with torch.inference_mode():
        expected = network(torch.from_numpy(pieces), torch.from_numpy(mask)).numpy()
    found = create_backend(graph, name=backend, threads=1)(pieces, mask)
    assert np.abs(found - expected)[mask == 1].max() < 0.03 * np.abs(expected).max()


def test_large_matrices_are_stored_in_8_bits(graph: Path) -> None:
    stored = onnx.load(graph).graph.initializer
    small = {tuple(tensor.dims) for tensor in stored if tensor.data_type == TensorProto.INT8}
    assert small >= {(16, INNER), (INNER, 16)}
    assert all(numpy_helper.to_array(tensor).size < 4096 for tensor in stored if tensor.data_type == TensorProto.FLOAT)


@given(
    arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(-1e3, 1e3, width=32)),
    st.integers(0, 1),
)
def test_an_integer_is_at_most_half_a_step_away(weights: NDArray[np.float32], axis: int) -> None:
    whole, scale = quantise(weights, axis=axis)
    assert whole.dtype == np.int8
    assert scale.shape == (weights.shape[axis],)
    step = np.expand_dims(scale, 1 - axis)
    assert (np.abs(whole * step - weights) <= step * 0.501).all()
    assert whole.min() >= -127
