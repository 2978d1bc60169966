from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Thu ngân sách đạt 14.170 triệu đồng.", "Chi 9,5 tỷ đồng."],
        ["Họp tại TP. Vinh với ThS. Lê A. Bình về Q. 3."],
        ["Kinh phí 20 tr. đồng đã giải ngân."],
        ["1. Thu ngân sách đạt khá.", "2. Chi ngân sách bảo đảm."],
        ["Ông nói: “Làm ngay đi.”", "Mọi người vỗ tay!"],
        ["Gồm lúa, ngô, v.v. và rau màu."],
        ["Đã xong./.", "Nơi nhận:"],
        ["Gồm cam, bưởi… và quýt.", "Tăng 3,5%…", "Bằng 2/3 kế hoạch."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_a_broken_line_does_not_end_a_sentence_but_a_blank_line_does() -> None:
    text = "Tổ chức tổng kết 05 năm\nthực hiện chuyên đề.\n\nKết quả\n\n- mục một\n- mục hai"
    assert [text[s:e] for s, e in split_sentences(text)] == [
        "Tổ chức tổng kết 05 năm\nthực hiện chuyên đề.",
        "Kết quả",
        "- mục một",
        "- mục hai",
    ]


@given(st.text(alphabet=st.sampled_from("aA1 .,;!?…\n()“”-")) | st.text())
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() and end > start for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", [". ", "\n", "a.", "1. ", "…"])
def test_hostile_runs_end(unit: str) -> None:
    split_sentences(unit * 50_000)
