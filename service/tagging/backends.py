"""What computes the network: one interface, the libraries that are installed behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]


class Backend(Protocol):
    """Computes logits (batch, pieces, labels, tags) from piece ids and mask, both (batch, pieces)."""

    name: str

    def __call__(self, pieces: Ids, mask: Ids) -> Logits:
        """The logits of one batch."""
        ...


class OnnxRuntime:
    """Microsoft's ONNX Runtime: works everywhere."""

    name = "onnxruntime"

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, pieces: Ids, mask: Ids) -> Logits:
        """The logits of one batch."""
        (logits,) = self._session.run(["logits"], {"pieces": pieces, "mask": mask})
        result: Logits = logits
        return result


class OpenVino:
    """Intel's OpenVINO: computes in bfloat16 where the processor can."""

    name = "openvino"

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        import openvino

        core = openvino.Core()
        config = {"PERFORMANCE_HINT": "THROUGHPUT"} | ({"INFERENCE_NUM_THREADS": threads} if threads else {})
        self._model = core.compile_model(core.read_model(path), "CPU", config)
        self._request = self._model.create_infer_request()

    def __call__(self, pieces: Ids, mask: Ids) -> Logits:
        """The logits of one batch."""
        result: Logits = self._request.infer({"pieces": pieces, "mask": mask})[0].copy()
        return result


BACKENDS: dict[str, Callable[..., Backend]] = {OpenVino.name: OpenVino, OnnxRuntime.name: OnnxRuntime}
"""By name, the preferred first."""


def create_backend(path: Path, *, name: str | None = None, threads: int = 0) -> Backend:
    """The backend called `name`, or the first of BACKENDS whose library is installed, on the graph at `path`.

    `threads` 0 leaves their number to the library. Raises ImportError where no library is there.
    """
    if name is not None:
        return BACKENDS[name](path, threads=threads)
    for create in BACKENDS.values():
        try:
            return create(path, threads=threads)
        except ImportError:
            continue
    raise ImportError("Neither onnxruntime nor openvino is installed: pip install trichluc.")
