"""What computes the network: one interface, the libraries that are installed behind it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from service.tagging.models import ModelError

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]


class Backend(Protocol):
    """Computes logits (batch, pieces, labels, tags) from piece ids and mask, both (batch, pieces).

    Several threads may call it at once.
    """

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
        self._local = threading.local()

    def __call__(self, pieces: Ids, mask: Ids) -> Logits:
        """The logits of one batch. A request computes one at a time and on one stream, so each thread has its own."""
        if not hasattr(self._local, "request"):
            self._local.request = self._model.create_infer_request()
        result: Logits = self._local.request.infer({"pieces": pieces, "mask": mask})[0].copy()
        return result


BACKENDS: dict[str, Callable[..., Backend]] = {OpenVino.name: OpenVino, OnnxRuntime.name: OnnxRuntime}
"""By name, the preferred first."""


def create_backend(path: Path, *, name: str | None = None, threads: int = 0) -> Backend:
    """The backend called `name`, or the first of BACKENDS whose library is installed, on the graph at `path`.

    `threads` 0 leaves their number to the library. Raises ImportError where no library is there, ModelError where no
    backend is called so.
    """
    if name is not None and name not in BACKENDS:
        raise ModelError(f"Không có backend “{name}”; các backend có: {', '.join(BACKENDS)}.")
    if name is not None:
        return BACKENDS[name](path, threads=threads)
    for create in BACKENDS.values():
        try:
            return create(path, threads=threads)
        except ImportError:
            continue
    raise ImportError("Neither onnxruntime nor openvino is installed: pip install trichluc.")
