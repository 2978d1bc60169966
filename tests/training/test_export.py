import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper

from service.tagging.backends import BACKENDS, create_backend
from service.tagging.decoding import LABELS, TAGS
from service.tagging.models import NETWORK, TOKENIZER, ModelError, ModelFiles, open_model, write_config
from tests.tagging.tiny import tiny_tokenizer
from tests.training.tiny import tiny_encoder
from training.export import ENCODER, export_network, load_network, quantise
from training.network import TaggingNetwork

INNER = 512
"""Wide enough for the matrices of the inner layer to be compressed."""


@pytest.fixture(scope="module")
def network() -> TaggingNetwork:
    return TaggingNetwork(tiny_encoder(layers=2, inner=INNER).model).eval()


@pytest.fixture(scope="module")
def graph(network: TaggingNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / NETWORK
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


@pytest.fixture(scope="module")
def model(graph: Path) -> ModelFiles:
    (graph.parent / TOKENIZER).write_text(tiny_tokenizer().to_str(), "utf-8")
    write_config(graph.parent, version="1", temperature=1)
    return open_model(graph.parent.name, folder=graph.parent.parent)


def test_a_model_is_loaded_as_the_network_that_it_was(network: TaggingNetwork, model: ModelFiles) -> None:
    loaded = load_network(model).eval()
    assert loaded.state_dict().keys() == network.state_dict().keys()
    for name, weight in network.state_dict().items():
        assert torch.allclose(loaded.state_dict()[name], weight, atol=weight.abs().max().item() / 200), name
    assert (loaded.encoder.config.num_attention_heads, loaded.encoder.config.num_hidden_layers) == (2, 2)


@pytest.mark.parametrize("trained", [False, True])
def test_a_loaded_network_computes_what_the_graph_does(model: ModelFiles, tmp_path: Path, trained: bool) -> None:
    """Also after every weight has moved: those that were equal by chance are told apart."""
    loaded = load_network(model)
    if trained:
        for seed, weight in enumerate(loaded.parameters()):
            weight.data += 0.1 * torch.randn(weight.shape, generator=torch.Generator().manual_seed(seed))
    export_network(loaded, tmp_path / NETWORK)
    (tmp_path / TOKENIZER).write_text(tiny_tokenizer().to_str(), "utf-8")
    write_config(tmp_path, version="2", temperature=1)
    again = load_network(open_model(tmp_path.name, folder=tmp_path.parent)).eval()
    pieces = np.random.default_rng(1).integers(4, 20, (3, 30))
    mask = np.ones_like(pieces)
    mask[1, 9:] = 0
    with torch.inference_mode():
        expected = again(torch.from_numpy(pieces), torch.from_numpy(mask)).numpy()
    session = onnxruntime.InferenceSession(tmp_path / NETWORK, _as_it_stands())
    (found,) = session.run(["logits"], {"pieces": pieces, "mask": mask})
    assert found.shape == (3, 30, len(LABELS), len(TAGS))
    assert np.abs(found - expected)[mask == 1].max() < 1e-4


def _as_it_stands() -> onnxruntime.SessionOptions:
    """Without the optimisations that round what layers exchange."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return options


def test_a_model_that_can_not_be_trained_on_is_told(model: ModelFiles, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    sizes = json.loads((tmp_path / "m" / ENCODER).read_text("utf-8"))
    assert sizes["_name_or_path"] == ""
    other = open_model("m", folder=tmp_path)
    (tmp_path / "m" / ENCODER).write_text(json.dumps(sizes | {"num_hidden_layers": 3}), "utf-8")
    with pytest.raises(ModelError, match="thiếu hoặc khác cỡ"):
        load_network(other)
    for content in ("{", "{}", '{"model_type": "unheard-of"}'):
        (tmp_path / "m" / ENCODER).write_text(content, "utf-8")
        with pytest.raises(ModelError, match="không học tiếp được"):
            load_network(other)


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
