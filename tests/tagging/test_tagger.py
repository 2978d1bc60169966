from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from service.tagging.backends import BACKENDS, Ids, Logits
from service.tagging.decoding import LABELS, TAGS
from service.tagging.tagger import Tagger, begin_tagger, compute_logits, take_tagger
from service.tagging.windows import MAX_PIECES, OVERLAP
from tests.tagging.tiny import tag_pieces, tiny_encoder, write_model

TAGGED = {"▁xã": Label.PLACE, "▁12": Label.AMOUNT, "▁tỷ": Label.DATE}
ENCODER = tiny_encoder()
WORD = st.sampled_from(["xã", "12", "tỷ", "phường", "a", "(b", "12ha", "\n", ".", "zzzzz"])


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    model = write_model(tmp_path_factory.mktemp("models"), "tiny", tag_pieces(TAGGED))
    return Tagger(model, backend="onnxruntime", threads=1)


class Counting:
    """Logits that say at which place of its window each piece stood, and how long the window was."""

    name = "counting"

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, pieces: Ids, mask: Ids) -> Logits:
        assert pieces.shape == mask.shape
        assert all((row[kept == 0] == ENCODER.padding).all() for row, kept in zip(pieces, mask, strict=True))
        self.shapes.append(pieces.shape)
        logits = np.zeros((*pieces.shape, len(LABELS), len(TAGS)), np.float32)
        logits[..., 0, 0] = pieces
        logits[..., 0, 1] = np.arange(pieces.shape[1])
        logits[..., 0, 2] = mask.sum(axis=1)[:, None]
        return logits


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("ở xã năm", [("xã", Label.PLACE)]),
        ("xã 12\ntỷ", [("xã", Label.PLACE), ("12", Label.AMOUNT), ("tỷ", Label.DATE)]),
        ("(12ha, năm", []),
        ("", []),
        (" \n", []),
    ],
)
def test_spans_are_located(tagger: Tagger, text: str, spans: list[tuple[str, Label]]) -> None:
    (found,) = tagger.tag([text])
    assert [(text[span.start : span.end], span.label) for span in found] == spans
    assert all(0.99 < span.score <= 1 for span in found)


def test_no_text_has_no_spans(tagger: Tagger) -> None:
    assert tagger.tag([]) == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_backend_finds_the_same(tagger: Tagger, backend: str) -> None:
    other = Tagger(tagger.model, backend=backend, threads=1)
    texts = ["xã 12 tỷ", "năm 12"]
    assert other.backend == backend
    assert [[(span.start, span.end, span.label) for span in each] for each in other.tag(texts)] == [
        [(span.start, span.end, span.label) for span in each] for each in tagger.tag(texts)
    ]


def test_a_higher_temperature_is_less_sure(tmp_path: Path, tagger: Tagger) -> None:
    warm = Tagger(write_model(tmp_path, "warm", tag_pieces(TAGGED), temperature=4), backend="onnxruntime", threads=1)
    ((sure,),), ((unsure,),) = tagger.tag(["xã"]), warm.tag(["xã"])
    assert unsure.score < sure.score
    assert (unsure.start, unsure.end, unsure.label) == (sure.start, sure.end, sure.label)


@given(st.lists(st.lists(WORD, max_size=60).map(" ".join), max_size=4), st.integers(1, 40))
def test_texts_do_not_depend_on_each_other_nor_on_their_length(tagger: Tagger, texts: list[str], repeats: int) -> None:
    texts = [" ".join([text] * repeats) for text in texts]
    for text, spans in zip(texts, tagger.tag(texts), strict=True):
        tokens = ENCODER.encode(text)
        firsts = [tokens.pieces[first] for first in tokens.firsts]
        wanted = {ENCODER.encode(piece[1:]).pieces[0]: label for piece, label in TAGGED.items()}
        assert [(span.start, span.end, span.label) for span in spans] == [
            (start, end, wanted[first])
            for start, end, first in zip(tokens.starts, tokens.ends, firsts, strict=True)
            if first in wanted
        ]


@given(st.lists(st.lists(WORD, max_size=900).map(" ".join), max_size=5))
def test_each_token_gets_its_own_logits_from_within_a_window(texts: list[str]) -> None:
    run = Counting()
    sequences = [ENCODER.encode(text) for text in texts]
    for tokens, logits in zip(sequences, compute_logits(sequences, ENCODER, run), strict=True):
        assert len(logits) == len(tokens.starts)
        if not tokens.starts:
            continue
        piece, place, length = logits[:, 0, 0], logits[:, 0, 1], logits[:, 0, 2]
        assert list(piece) == [tokens.pieces[first] for first in tokens.firsts]
        assert ((place >= 1) & (place < length - 1)).all()
    assert all(length <= MAX_PIECES + 2 for _, length in run.shapes)


def test_where_windows_overlap_tokens_stand_far_from_the_border() -> None:
    tokens = ENCODER.encode(" ".join(["xã"] * 2000))
    (logits,) = compute_logits([tokens], ENCODER, Counting())
    place, length = logits[:, 0, 1], logits[:, 0, 2]
    away = np.minimum(place, length - 1 - place)[MAX_PIECES // 2 : -MAX_PIECES // 2]
    assert away.min() >= OVERLAP // 2


def test_batches_are_bounded() -> None:
    run = Counting()
    compute_logits([ENCODER.encode("xã " * count) for count in (1, 2, 700, 3, 5000)], ENCODER, run)
    assert max(rows * length for rows, length in run.shapes) <= 2048
    assert sum(rows for rows, _ in run.shapes) > len(run.shapes)


def test_a_tagger_that_was_begun_is_taken_once(tagger: Tagger) -> None:
    begin_tagger(tagger.model, backend="onnxruntime", threads=1)
    other = take_tagger(tagger.model, backend="onnxruntime", threads=2)
    first, second = (take_tagger(tagger.model, backend="onnxruntime", threads=1) for _ in range(2))
    assert len({id(each) for each in (other, first, second)}) == 3
    assert first.tag(["ở xã năm"]) == second.tag(["ở xã năm"]) == tagger.tag(["ở xã năm"])


def test_a_model_has_computed_a_batch_before_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Counting()
    monkeypatch.setattr("service.tagging.tagger.create_backend", lambda *_, **__: backend)
    model = write_model(tmp_path, "tiny", tag_pieces(TAGGED))
    assert Tagger(model).backend == "counting"
    assert backend.shapes == [(1, 2)]
