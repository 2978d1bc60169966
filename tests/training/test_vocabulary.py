import pytest
from tokenizers import Tokenizer

from tests.tagging.tiny import tiny_tokenizer
from tests.training.tiny import tiny_encoder
from training import vocabulary
from training.encoder import trim_vocabulary
from training.vocabulary import choose_pieces, list_syllables

SYLLABLES = """
ban bướu chất chuyển dự đê đồng đường ế gì giữa giếng hoá hóa hươu huyện huỷ hủy khoảng khuya khuỷu kỳ lễ loẹt mới
nghị ngoằng nghìn nghèo nguyễn nhiều nước ông phường quá quý quyết quốc rượu sản suối tháng thuế thuở tỷ tỉ trường
triệu ủy uỷ uống ưu vẫn xã xoài ý yếu yên
"""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these syllables, to be quick."""
    monkeypatch.setattr(vocabulary, "list_syllables", lambda: iter(["xã", "phường", "tỷ"]))


def pieces(tokenizer: Tokenizer, kept: set[int]) -> set[str | None]:
    return {tokenizer.id_to_token(number) for number in kept}


def test_every_common_syllable_is_listed() -> None:
    assert set(SYLLABLES.split()) - set(list_syllables()) == set()


def test_no_syllable_is_of_several_words_or_none() -> None:
    listed = set(list_syllables())
    assert len(listed) < 60_000
    assert all(syllable.isalpha() and syllable.islower() for syllable in listed)


@pytest.mark.usefixtures("few")
def test_pieces_of_syllables_numbers_and_texts_are_kept() -> None:
    tokenizer = tiny_tokenizer(prepend="always")
    kept = pieces(tokenizer, choose_pieces(tokenizer, ["Năm dự án\nnăm"]))
    assert {"▁xã", "▁phường", "▁tỷ", "▁năm", "▁dự", "▁án", "12", "▁12", *"0123456789"} <= kept
    assert not {"▁Lạng", "▁Sơn", "(", "/"} & kept


@pytest.mark.usefixtures("few")
def test_rare_pieces_of_texts_are_left_out() -> None:
    tokenizer = tiny_tokenizer(prepend="always")
    kept = pieces(tokenizer, choose_pieces(tokenizer, ["năm dự", "(năm) xã"], at_least=2))
    assert {"▁năm", "▁xã"} <= kept
    assert "▁dự" not in kept


@pytest.mark.usefixtures("few")
def test_a_vocabulary_that_was_trimmed_keeps_its_words() -> None:
    encoder = tiny_encoder(prepend="always")
    texts = ["dự án", "năm"]
    first = choose_pieces(encoder.tokenizer, texts)
    names = pieces(encoder.tokenizer, first)
    again = trim_vocabulary(encoder, first).tokenizer
    assert pieces(again, choose_pieces(again, texts)) == names
