"""A trained network as files that the service runs: an ONNX graph whose weights are 8-bit integers."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from training.network import TaggingNetwork

_SMALLEST = 4096
"""Weights with fewer numbers than this stay as they are: biases, norms."""


def export_network(network: TaggingNetwork, path: Path) -> None:
    """Write `network` to `path` as ONNX: inputs `pieces` and `mask` (batch, pieces), output `logits`.

    Matrices are stored as int8 with one scale a column (embeddings: a row), about a quarter of their size.
    """
    network = network.eval().float()
    example = torch.ones((2, 16), dtype=torch.long)
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
