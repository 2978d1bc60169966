import random
import unicodedata
from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from service.labels import Label
from service.tagging.decoding import LABELS, OUTSIDE, TAGS, decode
from service.tagging.windows import MAX_PIECES
from tests.tagging.tiny import tiny_encoder
from tests.training.tiny import labelled
from training.documents import GoldSpan
from training.examples import (
    IGNORED,
    Example,
    LabelledPassage,
    encode_passages,
    make_batches,
    split_passages,
    tag_tokens,
)

ENCODER = tiny_encoder()
BLANKS = st.sampled_from([" ", "\n", "  "])
WORDS = st.lists(st.sampled_from(["xã", "12", "tỷ", "(", "phường", "km²", "."]), min_size=1, max_size=40)


def sure(tags: np.ndarray) -> np.ndarray:
    """Logits of a network that is sure of these tags."""
    return np.where(np.arange(len(TAGS)) == tags[..., None], 20, 0).astype(np.float32)


@st.composite
def passages(draw: st.DrawFn) -> LabelledPassage:
    """Words with spans of whole words; those of one label are apart."""
    text, borders = "", []
    for word in draw(WORDS):
        borders.append((len(text), len(text) + len(word)))
        text += word + draw(BLANKS)
    spans = []
    for label in Label:
        cuts = sorted(draw(st.sets(st.integers(0, len(borders)), max_size=6)))
        spans += [
            GoldSpan(borders[first][0], borders[last - 1][1], label)
            for first, last in zip(cuts[::2], cuts[1::2], strict=False)
        ]
    return LabelledPassage("X", text, tuple(spans))


@given(passages())
def test_tags_lead_back_to_the_spans(passage: LabelledPassage) -> None:
    (example,) = encode_passages([passage], ENCODER)
    found = {
        GoldSpan(example.tokens.starts[span.first], example.tokens.ends[span.last - 1], span.label)
        for span in decode(sure(example.tags))
    }
    assert found == set(passage.spans)


@pytest.mark.parametrize(
    ("span", "tags"),
    [
        ((0, 2), "SOOO"),
        ((0, 9), "BEOO"),
        ((0, 16), "BIIE"),
        ((1, 4), "BEOO"),
        ((2, 3), "OOOO"),
        ((13, 16), "OOOS"),
        ((10, 20), "OOBE"),
    ],
)
def test_a_span_gets_the_tokens_that_it_touches(span: tuple[int, int], tags: str) -> None:
    found = tag_tokens(ENCODER.encode("xã phường 12 km²"[:15] + "m"), [GoldSpan(*span, Label.PLACE)])
    assert "".join(TAGS[tag] for tag in found[:, LABELS.index(Label.PLACE)]) == tags
    assert (np.delete(found, LABELS.index(Label.PLACE), axis=1) == OUTSIDE).all()


@settings(max_examples=40)
@given(st.lists(passages(), max_size=6), st.integers(1, 30), st.integers(0, 3), st.sampled_from([64, 512, 4096]))
def test_batches_hold_each_token_exactly_once(
    texts: list[LabelledPassage], repeats: int, seed: int, pieces_a_batch: int
) -> None:
    examples = [
        Example(each.document, each.tokens, each.tags)
        for each in encode_passages([LabelledPassage("X", each.text * repeats, each.spans) for each in texts], ENCODER)
    ]
    batches = make_batches(examples, ENCODER, pieces_a_batch=pieces_a_batch, random_state=random.Random(seed))
    wanted = sorted(
        (example.tokens.pieces[first], *map(int, tags))
        for example in examples
        for first, tags in zip(example.tokens.firsts, example.tags, strict=True)
    )
    found = []
    for batch in batches:
        assert batch.pieces.shape == batch.mask.shape == batch.tags.shape[:2]
        assert batch.pieces.shape[1] <= MAX_PIECES + 2
        assert batch.pieces.numel() <= pieces_a_batch or len(batch.pieces) == 1
        assert (batch.pieces[batch.mask == 0] == ENCODER.padding).all()
        assert (batch.tags[batch.mask == 0] == IGNORED).all()
        assert (batch.pieces[:, 0] == ENCODER.begin).all()
        tagged = (batch.tags != IGNORED).any(dim=-1)
        found += [
            (int(piece), *map(int, tags)) for piece, tags in zip(batch.pieces[tagged], batch.tags[tagged], strict=True)
        ]
    assert sorted(found) == wanted


def test_batches_are_the_same_for_the_same_seed_and_others_for_another() -> None:
    examples = encode_passages([LabelledPassage("X", "xã 12 phường " * count, ()) for count in range(90, 99)], ENCODER)
    first, again, other = (
        make_batches(examples, ENCODER, pieces_a_batch=256, random_state=random.Random(seed)) for seed in (1, 1, 2)
    )
    assert all(torch.equal(a.pieces, b.pieces) for a, b in zip(first, again, strict=True))
    assert [each.pieces.tolist() for each in first] != [each.pieces.tolist() for each in other]


def test_no_examples_have_no_batches() -> None:
    assert make_batches([], ENCODER, pieces_a_batch=64, random_state=random.Random(0)) == []
    assert encode_passages([LabelledPassage("X", " \n", ())], ENCODER) == []


Form = Literal["NFC", "NFD"]
REPORT = """BÁO CÁO
Năm 2024 xã đã làm ⟦QUANTITY|03 dự án⟧¹ với ⟦AMOUNT|5 tỷ đồng⟧.
Sau đó xã báo cáo lên ⟦ORG|UBND huyện⟧.

¹ Gồm: (1) ⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧⟧; (2) ⟦PROJECT|Chợ Mới⟧; (3) ⟦PROJECT|Cầu Ba⟧.
"""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_passages_hold_all_spans_on_their_words(form: Form, line_break: str) -> None:
    source = unicodedata.normalize(form, REPORT).replace("\n", line_break)
    running, body = split_passages(labelled(source))
    assert [(running.text[span.start : span.end], span.label) for span in running.spans] == [
        ("03 dự án", Label.QUANTITY),
        ("5 tỷ đồng", Label.AMOUNT),
        ("UBND huyện", Label.ORG),
    ]
    assert [body.text[span.start : span.end] for span in body.spans] == [
        "Kè sông Cầu",
        "sông Cầu",
        "Chợ Mới",
        "Cầu Ba",
    ]
    assert "¹" not in running.text


def test_a_span_that_runs_into_a_footnote_is_left_out() -> None:
    source = REPORT.replace("⟦ORG|UBND huyện⟧.\n\n¹ Gồm", "⟦ORG|UBND huyện.\n\n¹ Gồm⟧")
    running, body = split_passages(labelled(source))
    assert {span.label for span in (*running.spans, *body.spans)} == set(Label) & {
        Label.QUANTITY,
        Label.AMOUNT,
        Label.PROJECT,
        Label.PLACE,
    }


@given(st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True).map(sorted))
def test_tags_of_a_span_are_one_run(borders: list[int]) -> None:
    start, end = borders
    tags = tag_tokens(ENCODER.encode("xã phường 12 tỷ (năm) a.b c"), [GoldSpan(start, end, Label.ORG)])
    inside = np.flatnonzero(tags[:, LABELS.index(Label.ORG)] != OUTSIDE).tolist()
    assert all(after - before == 1 for before, after in pairwise(inside))
