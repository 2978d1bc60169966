import json
import struct
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models
from transformers import BertModel

from service.tagging.tokens import PieceEncoder
from tests.tagging.tiny import WORDS
from tests.training.tiny import tiny_encoder
from training.encoder import (
    Encoder,
    EncoderError,
    collect_pieces,
    load_encoder,
    read_e5,
    save_encoder,
    trim_vocabulary,
)

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, TYPES = 32, 2, 2, 64, 6, 10, 1
LINEAR = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)} | {
    "fi": (INNER, HIDDEN),
    "fo": (HIDDEN, INNER),
}


def e5_tensors() -> dict[str, np.ndarray]:
    """Weights of every name that the layout has; those of the words in eighths, so that 4 bits hold them."""
    random_state = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (VOCABULARY, HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (TYPES, HIDDEN),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
    }
    for layer in range(LAYERS):
        for name, shape in LINEAR.items():
            shapes |= {f"l{layer}.{name}.w": shape, f"l{layer}.{name}.b": shape[:1]}
        for name in ("aln", "oln"):
            shapes |= {f"l{layer}.{name}.w": (HIDDEN,), f"l{layer}.{name}.b": (HIDDEN,)}
    tensors = {name: random_state.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    tensors["emb.word"] = (random_state.integers(-8, 8, (VOCABULARY, HIDDEN)) / 8).astype(np.float32)
    return tensors


def write_e5(path: Path, tensors: dict[str, np.ndarray], *, packed: str = "emb.word", magic: bytes = b"E5S1") -> Path:
    """The layout that DESIGN.md describes; `packed` is stored in blocks of 32 weights of 4 bits."""
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>", "▁xã".encode(), "▁tỷ".encode()]
    head = magic + struct.pack("<I", 1)
    head += struct.pack("<7i", HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, TYPES)
    head += struct.pack("<fi", 1e-5, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, pieces)))
    head += struct.pack(f"<{len(pieces) + 1}I", *np.cumsum([0, *map(len, pieces)]).tolist())
    head += struct.pack(f"<{len(pieces)}f", *[-1.0] * len(pieces)) + b"".join(pieces)
    head += struct.pack("<iI", 1, 3) + b"map"
    head += struct.pack("<i", len(tensors))
    offset = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    table, body = b"", b""
    for name, values in tensors.items():
        data = pack(values) if name == packed else values.astype("<f4").tobytes()
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", int(name == packed), values.size, offset + len(body), len(data))
        body += data
    path.write_bytes(head + table + body)
    return path


def pack(values: np.ndarray) -> bytes:
    """Blocks of an f16 scale, here 1/8, and 16 bytes: low nibbles weights 0 to 15, high nibbles 16 to 31."""
    blocks = b""
    for block in values.reshape(-1, 32):
        nibbles = np.round(block * 8 + 8).astype(np.uint8)
        blocks += struct.pack("<e", 1 / 8) + (nibbles[:16] | nibbles[16:] << 4).tobytes()
    return blocks


@pytest.fixture(scope="module")
def e5_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_e5(tmp_path_factory.mktemp("e5") / "e5.bin", e5_tensors())


PLACES = {
    "embeddings.word_embeddings.weight": "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "encoder.layer.1.attention.self.query.weight": "l1.q.w",
    "encoder.layer.1.attention.self.key.bias": "l1.k.b",
    "encoder.layer.1.attention.self.value.weight": "l1.v.w",
    "encoder.layer.1.attention.output.dense.weight": "l1.ao.w",
    "encoder.layer.1.attention.output.LayerNorm.bias": "l1.aln.b",
    "encoder.layer.0.intermediate.dense.weight": "l0.fi.w",
    "encoder.layer.0.output.dense.weight": "l0.fo.w",
    "encoder.layer.0.output.LayerNorm.weight": "l0.oln.w",
}


def test_every_weight_comes_to_its_place(e5_file: Path) -> None:
    model, tensors = read_e5(e5_file), e5_tensors()
    parameters = {name: each.detach().numpy() for name, each in model.named_parameters()}
    for parameter, name in PLACES.items():
        np.testing.assert_array_equal(parameters[parameter], tensors[name], name)
    assert sum(each.size for each in parameters.values()) == sum(each.size for each in tensors.values())
    config = model.config
    assert (config.num_attention_heads, config.pad_token_id) == (HEADS, 1)
    assert config.layer_norm_eps == pytest.approx(1e-5)


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="E5S1"):
        read_e5(write_e5(tmp_path / "e5.bin", e5_tensors(), magic=b"GGUF"))


@pytest.mark.parametrize("name", ["emb.word", "l0.q.w", "l1.oln.b"])
@pytest.mark.parametrize("size", [None, 32, 4096])
def test_a_missing_tensor_or_one_of_another_size_is_refused(tmp_path: Path, name: str, size: int | None) -> None:
    tensors = e5_tensors()
    del tensors[name]
    if size is not None:
        tensors[name] = np.zeros(size * (2 if name == "l1.oln.b" else 1), np.float32)
    with pytest.raises(EncoderError, match="damaged"):
        read_e5(write_e5(tmp_path / "e5.bin", tensors))


@pytest.mark.parametrize(
    ("offset", "number"),
    [(4, 2), (8, 0), (12, -1), (16, 0), (16, 3), (24, -1), (40, 64)],
    ids=["version", "width", "layers", "no heads", "heads", "vocabulary", "block"],
)
def test_another_layout_is_refused(e5_file: Path, tmp_path: Path, offset: int, number: int) -> None:
    data = bytearray(e5_file.read_bytes())
    data[offset : offset + 4] = struct.pack("<i", number)
    (tmp_path / "e5.bin").write_bytes(data)
    with pytest.raises(EncoderError, match="another layout"):
        read_e5(tmp_path / "e5.bin")


@given(st.floats(0, 1, exclude_max=True))
def test_a_file_that_ends_early_is_refused(
    e5_file: Path, tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    data = e5_file.read_bytes()
    path = tmp_path_factory.getbasetemp() / "cut.bin"
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(EncoderError):
        read_e5(path)


def hidden(encoder: Encoder, text: str) -> torch.Tensor:
    with torch.inference_mode():
        ids = torch.tensor([encoder.tokenizer.encode(text, add_special_tokens=False).ids])
        result: torch.Tensor = encoder.model.train(mode=False)(ids).last_hidden_state
    return result


KEPT = [" xã Lạng Sơn", " năm 12", " phường"]


@pytest.mark.parametrize("text", [*KEPT, " năm xã", " 12 phường 1", " a-b/c"])
def test_trimming_leaves_the_output_as_it_was(text: str) -> None:
    encoder = tiny_encoder(prepend="always", layers=2)
    before = hidden(encoder, text)
    pieces = encoder.tokenizer.encode(text, add_special_tokens=False).tokens
    trimmed = trim_vocabulary(encoder, collect_pieces(encoder.tokenizer, KEPT))
    assert trimmed.tokenizer.encode(text, add_special_tokens=False).tokens == pieces
    torch.testing.assert_close(hidden(trimmed, text), before)


def test_trimming_drops_the_other_pieces_with_their_rows() -> None:
    encoder = tiny_encoder(prepend="always")
    before = encoder.tokenizer.get_vocab_size()
    trimmed = trim_vocabulary(encoder, collect_pieces(encoder.tokenizer, [" xã"]))
    words = [piece for piece in trimmed.tokenizer.get_vocab() if len(piece) > 2 and piece.startswith("▁")]
    size = trimmed.tokenizer.get_vocab_size()
    assert words == ["▁xã"]
    assert before - size == len(WORDS) - 1 + 4
    assert (
        trimmed.model.get_input_embeddings().get_parameter("weight").shape[0] == size == trimmed.model.config.vocab_size
    )
    assert trimmed.tokenizer.encode("dự xã", add_special_tokens=False).tokens == ["d", "ự", "▁xã"]


def test_a_trimmed_tokenizer_has_the_tagger_s_pieces() -> None:
    trimmed = trim_vocabulary(tiny_encoder(), [])
    pieces = PieceEncoder(trimmed.tokenizer)
    assert (pieces.begin, pieces.padding, pieces.end, pieces.unknown) == (0, 1, 2, 3)
    assert trimmed.model.get_input_embeddings().padding_idx == 1


def test_only_unigram_tokenizers_can_be_trimmed() -> None:
    other = Encoder(tiny_encoder().model, Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")))
    with pytest.raises(EncoderError, match="unigram"):
        trim_vocabulary(other, [])


def test_pieces_are_counted_over_all_texts() -> None:
    tokenizer = tiny_encoder().tokenizer
    texts = [" xã xã", " xã tỷ", " tỷ năm"]
    for at_least, words in [(1, {"▁xã", "▁tỷ", "▁năm"}), (2, {"▁xã", "▁tỷ"}), (3, {"▁xã"}), (4, set())]:
        found = collect_pieces(tokenizer, texts, at_least=at_least)
        assert {tokenizer.id_to_token(piece) for piece in found} == words


def test_a_saved_encoder_is_loaded_again(tmp_path: Path) -> None:
    encoder = trim_vocabulary(tiny_encoder(), [4, 5])
    save_encoder(encoder, tmp_path / "new")
    loaded = load_encoder(str(tmp_path / "new"))
    assert json.loads(loaded.tokenizer.to_str()) == json.loads(encoder.tokenizer.to_str())
    assert isinstance(loaded.model, BertModel)
    torch.testing.assert_close(hidden(loaded, " xã 12"), hidden(encoder, " xã 12"), rtol=0, atol=0)


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no encoder"):
        load_encoder(str(tmp_path))
