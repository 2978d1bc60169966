import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.formats.alignment import CODE_POINTS, Counting, Stated, carry_over, explain, fold_text, locate

TEXT = "Họp.\r\nChi 😀 cho  xa\u0303 Mỹ An 5 tỷ đồng."
WORDS = ("Chi", "xa\u0303 Mỹ An", "5 tỷ đồng")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def count_bytes(text: str) -> int:
    return len(text.encode())


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n")


def joined(text: str) -> str:
    return re.sub(r"[ \t\u00a0]+", " ", text)


def state(text: str, words: str, count: Callable[[str], int], *, quoted: bool = True) -> Stated:
    start = text.index(words)
    return Stated(count(text[:start]), count(text[: start + len(words)]), words if quoted else None)


WAYS: dict[Counting, Callable[[str], int]] = {
    CODE_POINTS: len,
    Counting(unit="UTF-16"): units,
    Counting(unit="UTF-8"): count_bytes,
    Counting(break_as_one=True): lambda text: len(line_feeds(text)),
    Counting(composed=True): lambda text: len(composed(text)),
    Counting(blanks="joined"): lambda text: len(joined(text)),
    Counting(blanks="joined with breaks"): lambda text: len(re.sub(r"\s+", " ", text)),
    Counting(unit="UTF-16", break_as_one=True): lambda text: units(line_feeds(text)),
    Counting(unit="UTF-16", break_as_one=True, composed=True): lambda text: units(composed(line_feeds(text))),
    Counting(composed=True, blanks="joined"): lambda text: len(composed(joined(text))),
}


@pytest.mark.parametrize("counting", WAYS)
def test_the_way_of_counting_is_found_out(counting: Counting) -> None:
    located = locate(TEXT, [state(TEXT, words, WAYS[counting]) for words in WORDS])
    assert [TEXT[slice(*place)] for place in located.places if place] == list(WORDS)
    assert located.counting == counting


@pytest.mark.parametrize("counting", [way for way in WAYS if way.departures < 2])
def test_without_quoted_words_it_is_found_out_by_the_words_edges(counting: Counting) -> None:
    located = locate(TEXT, [state(TEXT, words, WAYS[counting], quoted=False) for words in WORDS])
    assert [TEXT[slice(*place)] for place in located.places if place] == list(WORDS)


def test_trimmed_text_is_counted_from_its_first_character() -> None:
    text = "  \n Tại xã Mỹ An.\n"
    stated = [Stated(4, 12, "xã Mỹ An"), Stated(0, 3, "Tại")]
    assert [text[slice(*place)] for place in locate(text, stated).places if place] == ["xã Mỹ An", "Tại"]


_POOL = ["xã Mỹ An", "Quô\u0301c lô\u0323", "đồng bằng", "trình duyệt", "Sở", "hồ chứa", "năm học", "bà ngoại"]
_BETWEEN = st.sampled_from([" ", " ", "  ", "\r\n", "\n", " 😀 ", "\t", "\r\n\r\n", ", "])


@st.composite
def written(draw: Callable[..., list[str]]) -> tuple[str, list[tuple[int, int]]]:
    text, places = "", []
    for words in draw(st.lists(st.sampled_from(_POOL), min_size=2, unique=True)):
        text += "".join(draw(st.lists(_BETWEEN, max_size=3))) or " "
        places.append((len(text), len(text) + len(words)))
        text += words
    return text, places


@given(written(), st.sampled_from(list(WAYS)))
def test_quoted_words_are_always_found(document: tuple[str, list[tuple[int, int]]], counting: Counting) -> None:
    text, places = document
    count = WAYS[counting]
    stated = [Stated(count(text[:low]), count(text[:high]), composed(text[low:high])) for low, high in places]
    assert list(locate(text, stated).places) == places


@given(written(), st.sampled_from(list(WAYS)))
def test_unquoted_words_are_found_or_refused(document: tuple[str, list[tuple[int, int]]], counting: Counting) -> None:
    text, places = document
    count = WAYS[counting]
    stated = [Stated(count(text[:low]), count(text[:high])) for low, high in places]
    found = locate(text, stated).places
    assert all(place in (None, true) for place, true in zip(found, places, strict=True))


def test_spans_of_two_tools_are_placed_each_by_its_counting() -> None:
    text = "😀 tại xã Mỹ An và xã An Mỹ"
    stated = [state(text, "xã Mỹ An", len), state(text, "xã An Mỹ", units)]
    assert [text[slice(*place)] for place in locate(text, stated).places if place] == ["xã Mỹ An", "xã An Mỹ"]


def test_words_that_stand_once_are_found_wherever_the_offsets_point() -> None:
    text = "Tại xã Mỹ An, xã Mỹ Lợi"
    found = locate(text, [Stated(0, 3, "xã  Mỹ Lợi"), Stated(0, 2, "xã"), Stated(50, 60, "Lợi")])
    assert found.places == ((14, 23), None, (20, 23))


def test_what_two_ways_place_differently_is_refused() -> None:
    text = "a\r\n\r\n  xã xã xã xã"
    stated = [Stated(8, 10, "xã")]
    assert locate(text, stated).places == (None,)


@pytest.mark.parametrize("words", [None, "xã"])
def test_a_span_outside_the_text_is_refused(words: str | None) -> None:
    stated = [Stated(-1, 2, words), Stated(5, 9, words), Stated(2, 2, words), Stated(4, 3, words)]
    assert locate("xã xã", stated).places == (None,) * 4


def test_a_border_in_mid_word_is_the_annotator_s_own_where_no_counting_moves_it() -> None:
    assert locate("ngàyl5 tháng 4", [Stated(0, 3)]).places == ((0, 3),)
    assert locate("ngàyl5 😀", [Stated(0, 3)]).places == ((0, 3),)
    assert locate("😀 ngàyl5", [Stated(2, 5)]).places == (None,)


@pytest.mark.parametrize(
    ("text", "stated", "reason"),
    [
        ("xã A", Stated(2, 2), "rỗng"),
        ("xã A", Stated(2, 9), "nằm ngoài văn bản"),
        ("😀 xã", Stated(2, 3), "cắt ngang"),
        ("xã A", Stated(0, 2, "thôn"), "“thôn” không có ở"),
    ],
)
def test_a_refusal_says_why(text: str, stated: Stated, reason: str) -> None:
    assert reason in explain(text, stated)


ORIGINAL = "Chi  cho\r\nxa\u0303 Mỹ An&nbsp;5 tỷ\u00ad đồng.\n"
CHANGED = "Chi cho xã Mỹ An 5 tỷ đồng."


@pytest.mark.parametrize(
    ("words", "original"),
    [("xã Mỹ An", "xa\u0303 Mỹ An"), ("5 tỷ đồng", "5 tỷ\u00ad đồng"), ("Chi cho", "Chi  cho")],
)
def test_spans_are_carried_over_to_the_original(words: str, original: str) -> None:
    text, home = fold_text(CHANGED), fold_text(ORIGINAL)
    assert text.key == home.key
    start = CHANGED.index(words)
    place = carry_over((start, start + len(words)), text, home)
    assert place is not None
    assert ORIGINAL[slice(*place)] == original


def test_blanks_alone_are_nowhere_in_the_original() -> None:
    assert carry_over((3, 4), fold_text(CHANGED), fold_text(ORIGINAL)) is None


@given(st.text(st.sampled_from("aB ếe\u0301\n\r\t\u00a0😀"), max_size=30))
def test_a_text_is_carried_over_to_itself(text: str) -> None:
    folded = fold_text(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            place = carry_over((start, end), folded, folded)
            stripped = text[start:end].strip()
            assert stripped or place is None
            if stripped and not unicodedata.combining(text[start]) and not unicodedata.combining((text + " ")[end]):
                assert place is not None
                assert text[slice(*place)] == stripped
