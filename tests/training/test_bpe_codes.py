from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig, BertModel, PhobertTokenizer, PreTrainedModel, RobertaConfig, RobertaModel

from service.tagging.tokens import PieceEncoder
from training.bpe_codes import CODES, VOCABULARY, has_codes, read_codes
from training.encoder import EncoderError, load_encoder, save_encoder

PIECES = ("xã", "Sơn", "S@@", "ph@@", "ường", "p@@", "h@@", "ư@@", "ờ@@", "n", "ng", "a@@", "a", "\u2028@@", "1@@", "2")
MERGES = ("n g</w>", "x ã</w>", "ơ n</w>", "S ơn</w>", "p h", "ờ ng</w>", "ư ờng</w>", "a h", "ah 1")
LEFT_OUT = {"n", "g</w>", "x", "ã</w>", "ơ", "ơn</w>", "ờng</w>", "ah", "ah1"}
"""What the merges take or make and the vocabulary has not."""
SPECIAL, UNKNOWN = 4, 3
KNOWN = SPECIAL + len(PIECES) + 1
VOCABULARY_FILE = "".join(f"{piece} 9\n" for piece in PIECES)
CODES_FILE = "".join(f"{merge} 5\n" for merge in MERGES)


def write_codes(folder: Path, *, vocabulary: str = VOCABULARY_FILE, codes: str = CODES_FILE) -> Path:
    (folder / VOCABULARY).write_text(vocabulary, "utf-8")
    (folder / CODES).write_text(codes, "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_codes(tmp_path_factory.mktemp("codes"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("xã Sơn", ["xã</w>", "Sơn</w>"]),
        (" xã\nxã", ["xã</w>", "xã</w>"]),
        ("phường", ["ph", "ường</w>"]),
        ("Sxã", ["S", "xã</w>"]),
        ("ah12", ["ah1", "2</w>"]),
        ("q", ["<unk>"]),
        ("", []),
    ],
)
def test_words_are_cut_into_pieces(folder: Path, text: str, pieces: list[str]) -> None:
    tokenizer, _ = read_codes(folder)
    assert tokenizer.encode(text).tokens == pieces


def test_the_vocabulary_has_the_first_ids_in_its_order(folder: Path) -> None:
    tokenizer, known = read_codes(folder)
    assert known == KNOWN
    for piece, number in [("<s>", 0), ("<pad>", 1), ("</s>", 2), ("<unk>", UNKNOWN), ("xã</w>", 4), ("S", 6)]:
        assert tokenizer.token_to_id(piece) == number
    assert (tokenizer.token_to_id("2</w>"), tokenizer.token_to_id("<mask>")) == (KNOWN - 2, KNOWN - 1)
    assert {piece for piece, number in tokenizer.get_vocab().items() if number >= known} == LEFT_OUT
    assert sorted(tokenizer.get_vocab().values()) == list(range(known + len(LEFT_OUT)))


@given(st.text(alphabet="xãSơnphườga12q ", max_size=30))
def test_the_ids_are_those_of_transformers_own_tokenizer(folder: Path, text: str) -> None:
    tokenizer, known = read_codes(folder)
    peer = PhobertTokenizer(str(folder / VOCABULARY), str(folder / CODES))  # type: ignore[no-untyped-call]
    ids = [number if number < known else UNKNOWN for number in tokenizer.encode(text).ids]
    assert ids == peer.convert_tokens_to_ids(peer.tokenize(text))
    assert peer.mask_token_id == known - 1


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [("xã\n", CODES_FILE), ("xã 1\n\n", CODES_FILE), (VOCABULARY_FILE, "x ã</w>\n"), (VOCABULARY_FILE, "\n")],
)
def test_a_line_that_is_no_entry_is_refused(tmp_path: Path, vocabulary: str, codes: str) -> None:
    with pytest.raises(ValueError, match="unpack"):
        read_codes(write_codes(tmp_path, vocabulary=vocabulary, codes=codes))


def test_both_files_must_be_there(tmp_path: Path) -> None:
    assert has_codes(write_codes(tmp_path))
    (tmp_path / CODES).unlink()
    assert not has_codes(tmp_path)
    with pytest.raises(OSError, match=CODES):
        read_codes(tmp_path)


def make_model(kind: str, *, size: int = KNOWN) -> PreTrainedModel:
    sizes: dict[str, Any] = {
        "vocab_size": size,
        "hidden_size": 8,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 8,
        "pad_token_id": 1,
    }
    torch.manual_seed(0)
    if kind == "roberta":
        return RobertaModel(RobertaConfig(**sizes), add_pooling_layer=False)
    return BertModel(BertConfig(**sizes), add_pooling_layer=False)


def embeddings(model: PreTrainedModel) -> torch.Tensor:
    return model.get_input_embeddings().get_parameter("weight").data


def hidden(model: PreTrainedModel, ids: list[int]) -> torch.Tensor:
    with torch.inference_mode():
        result: torch.Tensor = model.train(mode=False)(torch.tensor([ids])).last_hidden_state
    return result


@pytest.mark.parametrize("kind", ["roberta", "bert"])
@pytest.mark.parametrize("spare", [0, 3], ids=["as many rows as pieces", "more rows"])
def test_pieces_outside_the_vocabulary_are_the_unknown_one_to_the_model(tmp_path: Path, kind: str, spare: int) -> None:
    model = make_model(kind, size=KNOWN + spare)
    model.save_pretrained(write_codes(tmp_path))
    encoder = load_encoder(str(tmp_path))
    rows = embeddings(encoder.model)
    assert len(rows) == encoder.tokenizer.get_vocab_size() == encoder.model.config.vocab_size == KNOWN + len(LEFT_OUT)
    assert torch.equal(rows[:KNOWN], embeddings(model)[:KNOWN])
    assert torch.equal(rows[KNOWN:], embeddings(model)[UNKNOWN].expand(len(LEFT_OUT), -1))
    ids = encoder.tokenizer.encode("xã ah12 Sơn").ids
    plain = [number if number < KNOWN else UNKNOWN for number in ids]
    assert plain != ids
    torch.testing.assert_close(hidden(encoder.model, ids), hidden(model, plain), rtol=0, atol=0)


def test_a_vocabulary_that_has_all_pieces_leaves_the_model_as_it_was(tmp_path: Path) -> None:
    model = make_model("roberta", size=SPECIAL + 3 + 1)
    model.save_pretrained(write_codes(tmp_path, vocabulary="x@@ 3\nã 2\nxã 1\n", codes="x ã</w> 1\n"))
    assert torch.equal(embeddings(load_encoder(str(tmp_path)).model), embeddings(model))


def test_the_tagger_s_pieces_are_there(tmp_path: Path) -> None:
    make_model("roberta").save_pretrained(write_codes(tmp_path))
    pieces = PieceEncoder(load_encoder(str(tmp_path)).tokenizer)
    assert (pieces.begin, pieces.padding, pieces.end, pieces.unknown) == (0, 1, 2, UNKNOWN)
    assert pieces.encode("xã\nSơn2").pieces == [4, 2, 5, KNOWN - 2]


def test_such_an_encoder_is_saved_and_loaded_again(tmp_path: Path) -> None:
    make_model("roberta").save_pretrained(write_codes(tmp_path))
    encoder = load_encoder(str(tmp_path))
    save_encoder(encoder, tmp_path / "new")
    again = load_encoder(str(tmp_path / "new"))
    ids = again.tokenizer.encode("xã ah12 q").ids
    assert ids == encoder.tokenizer.encode("xã ah12 q").ids
    torch.testing.assert_close(hidden(again.model, ids), hidden(encoder.model, ids), rtol=0, atol=0)


@pytest.mark.parametrize(
    ("size", "vocabulary", "message"),
    [(KNOWN - 1, VOCABULARY_FILE, "belong together"), (KNOWN, "xã\n", "no encoder can be loaded")],
    ids=["too few rows", "broken file"],
)
def test_files_that_don_t_go_together_are_refused(tmp_path: Path, size: int, vocabulary: str, message: str) -> None:
    make_model("bert", size=size).save_pretrained(write_codes(tmp_path, vocabulary=vocabulary))
    with pytest.raises(EncoderError, match=message):
        load_encoder(str(tmp_path))
