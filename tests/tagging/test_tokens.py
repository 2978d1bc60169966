from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.tagging.tokens import PieceEncoder
from tests.tagging.tiny import DROPPED, SPECIAL, tiny_encoder, tiny_tokenizer

TEXTS = st.text() | st.text(alphabet=st.sampled_from("xãphườngđ12³²_.(/ \n\t\u0301~"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("UBND xã Hòa Lạc.", ["UBND", "xã", "Hòa", "Lạc", "."]),
        ("số 15/QĐ-UBND", ["số", "15", "/", "QĐ", "-", "UBND"]),
        ("12ha, 5km²", ["12", "ha", ",", "5", "km", "²"]),
        ("dự án³", ["dự", "án", "³"]),
        ("a_b", ["a", "_", "b"]),
        ("3,5%\n(ba)", ["3", ",", "5", "%", "(", "ba", ")"]),
        (" \n ", []),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    found = tiny_encoder().encode(text)
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == tokens


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("xã phường", ["▁xã", "▁phường"]),
        ("(phường", ["▁", "(", "ph", "ường"]),
        ("  xã", ["▁xã"]),
        ("xã\nxã", ["▁xã", "</s>", "▁xã"]),
        ("xã \n\n xã", ["▁xã", "</s>", "▁xã"]),
        ("12 tỷ", ["▁12", "▁tỷ"]),
        ("tỷ12", ["▁tỷ", "12"]),
        ("xã Ж", ["▁xã", "▁", "<unk>"]),
        (f"xã{DROPPED}", ["▁xã", "</s>"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    tokenizer = tiny_tokenizer()
    found = PieceEncoder(tokenizer).encode(text)
    assert [tokenizer.id_to_token(piece) for piece in found.pieces] == pieces


def test_a_token_begins_at_its_own_piece_and_not_at_the_line_break() -> None:
    assert tiny_encoder().encode("xã\n(phường").firsts == [0, 2, 4]


@given(TEXTS)
def test_every_sign_is_in_one_token_with_pieces(text: str) -> None:
    found = tiny_encoder().encode(text)
    stretches = list(zip(found.starts, found.ends, strict=True))
    assert "".join(text[start:end] for start, end in stretches) == "".join(text.split())
    assert [offset for stretch in stretches for offset in stretch] == sorted(
        offset for each in stretches for offset in each
    )
    assert all(start < end for start, end in stretches)
    borders = [*found.firsts, len(found.pieces)]
    assert all(first < following for first, following in pairwise(borders))


@given(TEXTS)
def test_what_is_remembered_changes_nothing(text: str) -> None:
    encoder = tiny_encoder()
    assert encoder.encode(text) == encoder.encode(text) == tiny_encoder().encode(text)


def test_a_tokenizer_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(tiny_tokenizer().to_str(), "utf-8")
    encoder = PieceEncoder.load(path)
    assert encoder.encode("xã 12") == tiny_encoder().encode("xã 12")
    assert [encoder.begin, encoder.padding, encoder.end, encoder.unknown] == list(range(len(SPECIAL)))
    path.write_text(path.read_text("utf-8").replace("<pad>", "<fill>"), "utf-8")
    with pytest.raises(ValueError, match="<pad>"):
        PieceEncoder.load(path)
