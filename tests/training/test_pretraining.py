import gzip
import json
import random
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.training.tiny import tiny_encoder
from training import vocabulary
from training.corpus import CorpusError
from training.encoder import EncoderError, load_encoder, save_encoder
from training.pretraining import IGNORED, PretrainingRecipe, mask_window, pretrain, read_texts

MASK, VOCABULARY = 3, 50
WINDOWS = st.lists(st.lists(st.integers(4, VOCABULARY - 1), min_size=1, max_size=4), max_size=30)


def mask(window: list[list[int]], *, share: float, seed: int = 0) -> tuple[list[int], list[int]]:
    return mask_window(window, mask=MASK, vocabulary=VOCABULARY, share=share, random_state=random.Random(seed))


@given(WINDOWS, st.floats(0, 1), st.integers(0, 99))
def test_what_is_not_to_be_guessed_is_shown(window: list[list[int]], share: float, seed: int) -> None:
    shown, wanted = mask(window, share=share, seed=seed)
    pieces = [piece for token in window for piece in token]
    assert len(shown) == len(wanted) == len(pieces)
    for seen, guess, piece in zip(shown, wanted, pieces, strict=True):
        assert guess in (piece, IGNORED)
        assert guess == piece or seen == piece
        assert 0 <= seen < VOCABULARY


@given(WINDOWS, st.floats(0, 1), st.integers(0, 99))
def test_a_token_is_guessed_as_a_whole_or_not_at_all(window: list[list[int]], share: float, seed: int) -> None:
    _, wanted = mask(window, share=share, seed=seed)
    at = 0
    for token in window:
        assert wanted[at : at + len(token)] in (token, [IGNORED] * len(token))
        at += len(token)


@given(WINDOWS)
def test_all_or_nothing_can_be_asked_for(window: list[list[int]]) -> None:
    pieces = [piece for token in window for piece in token]
    assert mask(window, share=0) == (pieces, [IGNORED] * len(pieces))
    assert mask(window, share=1)[1] == pieces


def test_four_fifths_are_masked_and_a_tenth_replaced() -> None:
    shown, wanted = mask([[10]] * 20_000, share=0.15)
    chosen = [seen for seen, guess in zip(shown, wanted, strict=True) if guess != IGNORED]
    assert len(chosen) / 20_000 == pytest.approx(0.15, abs=0.01)
    assert chosen.count(MASK) / len(chosen) == pytest.approx(0.8, abs=0.03)
    assert chosen.count(10) / len(chosen) == pytest.approx(0.1, abs=0.03)


def test_documents_are_parted_by_form_feeds(tmp_path: Path) -> None:
    first, second = tmp_path / "1.txt.gz", tmp_path / "2.txt.gz"
    first.write_bytes(gzip.compress("xã A\nB\n\f\nxã C\n\f\n \n".encode()))
    second.write_bytes(gzip.compress("xã D".encode()))
    assert list(read_texts([first, second])) == ["xã A\nB\n", "xã C\n", "xã D"]
    with pytest.raises(OSError, match="absent"):
        list(read_texts([tmp_path / "absent.gz"]))


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(vocabulary, "list_syllables", lambda: iter(["xã", "phường", "tỷ"]))
    save_encoder(tiny_encoder(prepend="always"), tmp_path / "base")
    return str(tmp_path / "base")


TEXTS = ["xã phường năm 12 tỷ đồng, dự án Lạng Sơn.\n" * 20] * 3
RECIPE = PretrainingRecipe(steps=2, window=16, pieces_a_batch=64, rare=1)


def test_a_short_run_writes_an_encoder_that_can_be_loaded(tmp_path: Path, base: str) -> None:
    pretrain(TEXTS, tmp_path / "out", recipe=RECIPE, base=base)
    encoder, before = load_encoder(str(tmp_path / "out")), load_encoder(base)
    size = encoder.tokenizer.get_vocab_size()
    weight = encoder.model.get_input_embeddings().get_parameter("weight")
    assert size < before.tokenizer.get_vocab_size()
    assert len(weight) == size == encoder.model.config.vocab_size
    assert encoder.tokenizer.encode(" xã phường", add_special_tokens=False).tokens == ["▁xã", "▁phường"]
    xa = before.tokenizer.token_to_id("▁xã")
    old = before.model.get_input_embeddings().get_parameter("weight")[xa]
    assert not torch.equal(weight[encoder.tokenizer.token_to_id("▁xã")], old)
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_text("utf-8"))
    assert (recipe["base"], recipe["steps"]) == (base, 2)


def test_the_same_recipe_gives_the_same_encoder(tmp_path: Path, base: str) -> None:
    for name in ("1", "2"):
        pretrain(TEXTS, tmp_path / name, recipe=RECIPE, base=base)
    first, second = (load_encoder(str(tmp_path / name)).model.state_dict() for name in ("1", "2"))
    assert all(torch.equal(weight, second[name]) for name, weight in first.items())


def test_the_loss_is_logged_and_falls(tmp_path: Path, base: str) -> None:
    recipe = PretrainingRecipe(steps=100, rate=3e-3, window=16, pieces_a_batch=64, rare=1)
    pretrain(TEXTS, tmp_path / "out", recipe=recipe, base=base)
    log = [json.loads(line) for line in (tmp_path / "out" / "log.jsonl").read_text("utf-8").splitlines()]
    assert [line["step"] for line in log] == [50, 100]
    assert log[-1]["loss"] < log[0]["loss"]


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        pretrain(TEXTS, tmp_path / "out", recipe=RECIPE, base=str(tmp_path))


def test_a_run_shorter_than_the_log_s_interval_is_logged_too(tmp_path: Path, base: str) -> None:
    pretrain(TEXTS, tmp_path / "out", recipe=RECIPE, base=base)
    (line,) = (tmp_path / "out" / "log.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["step"] == RECIPE.steps


@pytest.mark.parametrize("texts", [[], [""], ["xã A"]])
def test_too_little_text_is_told(tmp_path: Path, base: str, texts: list[str]) -> None:
    with pytest.raises(CorpusError, match="quá ngắn"):
        pretrain(texts, tmp_path / "out", recipe=RECIPE, base=base)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    for content in (gzip.compress(b"text" * 99)[:-9], gzip.compress(b"\xff\xfe\xff")):
        path.write_bytes(content)
        with pytest.raises(CorpusError, match=r"a\.gz"):
            list(read_texts([path]))
