"""A tokenizer and a network small enough to be made in a test."""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers

from service.labels import Label
from service.tagging.decoding import LABELS, OUTSIDE, SINGLE, TAGS
from service.tagging.models import NETWORK, TOKENIZER, ModelFiles, open_model, write_config
from service.tagging.tokens import PieceEncoder

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WORDS = ("xã", "phường", "tỷ", "đồng", "năm", "Lạng", "Sơn", "dự", "án")
SIGNS = "▁abcdefghijklmnopqrstuvwxyz0123456789.,;:()/-ãườỷồăạơựá²³"
DROPPED = "~"


def tiny_tokenizer(*, prepend: str = "never") -> Tokenizer:
    """Whole words with a blank before them, halves of some without, and single signs; DROPPED has no piece."""
    vocabulary = [
        *((piece, 0.0) for piece in SPECIAL),
        *((f"▁{word}", -2.0) for word in WORDS),
        *((piece, -3.0) for piece in ("ph", "ường", "12", "▁12")),
        *((sign, -9.0) for sign in SIGNS),
    ]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.Replace(DROPPED, "")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=prepend)
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in SPECIAL])
    return tokenizer


def tiny_encoder() -> PieceEncoder:
    return PieceEncoder(tiny_tokenizer())


def tag_pieces(tags: dict[str, Label]) -> NDArray[np.float32]:
    """The logits (pieces, labels, tags) of a network that makes each piece of `tags` a span of one, nothing else."""
    tokenizer = tiny_tokenizer()
    table = np.zeros((tokenizer.get_vocab_size(), len(LABELS), len(TAGS)), np.float32)
    table[:, :, OUTSIDE] = 16
    for piece, label in tags.items():
        row = table[tokenizer.token_to_id(piece), LABELS.index(label)]
        row[OUTSIDE], row[SINGLE] = 0, 16
    return table


def write_graph(path: Path, table: NDArray[np.float32]) -> None:
    """An ONNX graph whose logits are `table`'s rows, 0 where the mask is."""
    wide = table.reshape(len(table), -1)
    nodes = [
        helper.make_node("Gather", ["table", "pieces"], ["rows"]),
        helper.make_node("Cast", ["mask"], ["seen"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["seen", "last"], ["wide"]),
        helper.make_node("Mul", ["rows", "wide"], ["kept"]),
        helper.make_node("Reshape", ["kept", "shape"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("pieces", "mask")],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", len(LABELS), len(TAGS)])],
        [
            numpy_helper.from_array(wide, "table"),
            numpy_helper.from_array(np.array([-1]), "last"),
            numpy_helper.from_array(np.array([0, 0, len(LABELS), len(TAGS)]), "shape"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def write_model(
    folder: Path, name: str, table: NDArray[np.float32], *, version: str = "1", temperature: float = 1.0
) -> ModelFiles:
    """A whole model `name` in `folder`."""
    home = folder / name
    home.mkdir()
    write_graph(home / NETWORK, table)
    (home / TOKENIZER).write_text(tiny_tokenizer().to_str(), "utf-8")
    write_config(home, version=version, temperature=temperature)
    return open_model(name, folder=folder)
