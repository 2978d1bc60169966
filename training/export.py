"""A trained network as files that the service runs, an ONNX graph whose weights are 8-bit integers; and back again.

model.onnx    the graph: its weights keep the names that they have in the network, or the names of the nodes that use them
encoder.json  the encoder's sizes in Hugging Face's form, from which it is built anew to be trained on
"""

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from transformers import AutoConfig, AutoModel

from service.tagging.models import NETWORK, ModelError, ModelFiles
from training.network import TaggingNetwork

ENCODER = "encoder.json"
_SMALLEST = 4096
"""Weights with fewer numbers than this stay as they are: biases, norms."""


def export_network(network: TaggingNetwork, path: Path) -> None:
    """Write `network` to `path` as ONNX: inputs `pieces` and `mask` (batch, pieces), output `logits`.

    Matrices are stored as int8 with one scale a column (embeddings: a row), about a quarter of their size. The
    encoder's sizes go to ENCODER beside it.
    """
    network = network.eval().float()
    example = torch.ones((2, 16), dtype=torch.long)
    with warnings.catch_warnings():  # of the exporter's age and of shapes that are fixed: both are as they should be
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (example, example),
            str(path),
            input_names=["pieces", "mask"],
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("pieces", "mask", "logits")},
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(path)
    compress_weights(model)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    sizes = network.encoder.config.to_dict() | {"_name_or_path": ""}  # where it lay on this machine concerns nobody
    path.with_name(ENCODER).write_text(json.dumps(sizes, indent=2, sort_keys=True) + "\n", "utf-8")


def load_network(model: ModelFiles, *, dropout: float = 0.1) -> TaggingNetwork:
    """The network of a model that `export_network` wrote, with weights that can be trained on.

    They are those that the service computes with, so half of an int8 step away from those that were exported.
    Raises ModelError where ENCODER is missing or the graph holds other weights than it says.
    """
    try:
        settings = json.loads((model.folder / ENCODER).read_text("utf-8"))
        config = AutoConfig.for_model(**settings)
        encoder = AutoModel.from_config(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"không đọc được cỡ của bộ mã hóa ({error}); mô hình này chỉ chạy được, không học tiếp được"
        raise ModelError(f"{model.folder / ENCODER}: {reason}.") from error
    network = TaggingNetwork(encoder, labels=len(model.labels), dropout=dropout)
    weights = {name: torch.from_numpy(value) for name, value in _read_weights(onnx.load(model.folder / NETWORK).graph)}
    state = network.state_dict()
    if wrong := [name for name, value in state.items() if weights.get(name, torch.empty(0)).shape != value.shape]:
        raise ModelError(
            f"{model.folder / NETWORK}: {len(wrong)} ma trận thiếu hoặc khác cỡ so với {ENCODER} ({wrong[0]}, …)."
        )
    network.load_state_dict({name: weights[name] for name in state})
    return network


def _read_weights(graph: onnx.GraphProto) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The graph's weights by the names that they have in the network, as floats."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            whole, scale = (stored[name] for name in node.input[:2])
            (axis,) = (each.i for each in node.attribute if each.name == "axis")
            stored[node.output[0]] = whole.astype(np.float32) * np.expand_dims(scale, 1 - axis)
    for name, value in stored.items():
        yield name, np.array(value)
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in stored:  # the exporter keeps one of several equal weights
            yield node.output[0], np.array(stored[node.input[0]])
        if node.op_type == "MatMul" and node.input[1] in stored:  # a layer's matrix: turned round, and without a name
            layer = node.name.removesuffix("/MatMul").strip("/").replace("/", ".")
            yield f"{layer}.weight", np.ascontiguousarray(stored[node.input[1]].T)


def compress_weights(model: onnx.ModelProto) -> None:
    """Replace the large matrices of a graph by int8 tensors with `DequantizeLinear` before their use."""
    graph = model.graph
    rows = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    kept, nodes = [], []
    for tensor in graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if weights.dtype != np.float32 or weights.ndim != 2 or weights.size < _SMALLEST:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in rows else 1
        whole, scale = quantise(weights, axis=axis)
        kept.append(numpy_helper.from_array(whole, f"{tensor.name}.int8"))
        kept.append(numpy_helper.from_array(scale, f"{tensor.name}.scale"))
        nodes.append(
            helper.make_node(
                "DequantizeLinear", [f"{tensor.name}.int8", f"{tensor.name}.scale"], [tensor.name], axis=axis
            )
        )
    del graph.initializer[:]
    graph.initializer.extend(kept)
    existing = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *existing])


def quantise(weights: NDArray[np.float32], *, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """`weights` (2-dimensional) as integers from -127 to 127 and a scale for each index of `axis`."""
    largest = np.abs(weights).max(axis=1 - axis)
    scale = np.maximum(largest / 127, np.finfo(np.float32).tiny).astype(np.float32)
    whole = np.rint(weights / np.expand_dims(scale, 1 - axis)).astype(np.int8)
    return whole, scale
