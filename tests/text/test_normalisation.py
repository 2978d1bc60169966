import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.normalisation import normalise


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Thành phố", "Thành phố"),
        (unicodedata.normalize("NFD", "Lạng Sơn, đường Trần Phú"), "Lạng Sơn, đường Trần Phú"),
        ("a&nbsp;b", "a b"),
        ("th&#7883; x&atilde;", "thị xã"),
        ("R&D; A & B", "R&D; A & B"),
        ("&khong_phai; &amp;", "&khong_phai; &"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\ufeffBÁO CÁO", "BÁO CÁO"),
        ("TP.\u00a0Vinh", "TP. Vinh"),
        ("chuyển\u00ad đổi", "chuyển đổi"),
        ("320¹ m²", "320¹ m²"),
        ("hoá, hóa", "hoá, hóa"),
    ],
)
def test_normal_form(source: str, text: str) -> None:
    assert normalise(source).text == text


def test_offsets_lead_into_the_decomposed_source() -> None:
    source = unicodedata.normalize("NFD", "tại phường Chi Lăng, ngày 13")
    normal = normalise(source)
    start = normal.text.index("Chi Lăng")
    begin, end = normal.to_source(start, start + len("Chi Lăng"))
    assert unicodedata.normalize("NFC", source[begin:end]) == "Chi Lăng"


texts = st.text(alphabet=st.sampled_from("aăơưdđ \u0301\u0323\u0302\u031b&;#n1b\r\n\u00a0\u00ad\ufeff²")) | st.text()


@given(texts)
def test_every_character_comes_from_its_own_stretch_of_the_source(source: str) -> None:
    normal = normalise(source)
    previous = (-1, 0)
    for offset in range(len(normal.text)):
        begin, end = normal.to_source(offset, offset + 1)
        assert 0 <= begin < end <= len(source)
        assert (begin, end) == previous or begin >= previous[1]  # what one changed unit became shares its stretch
        previous = (begin, end)


@given(texts)
def test_text_in_normal_form_stays(source: str) -> None:
    text = unicodedata.normalize("NFC", source)
    if normalise(text).text == text:
        assert normalise(text).to_source(0, len(text)) == (0, len(text))


@given(texts)
def test_whole_maps_to_whole_of_what_was_kept(source: str) -> None:
    normal = normalise(source)
    if normal.text:
        begin, end = normal.to_source(0, len(normal.text))
        assert normalise(source[begin:end]).text == normal.text
