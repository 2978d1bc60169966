import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viparse.normalize.encodings import CHARMAPS

from service.text.encoding import decode

REPORT = "Ủy ban nhân dân huyện báo cáo tình hình phát triển kinh tế - xã hội năm 2012, thu được 3,5 tỷ đồng."


def _encode_font(text: str, name: str) -> bytes:
    back = {unicodedata.normalize("NFC", new): old for old, new in CHARMAPS[name].pairs}
    return "".join(back.get(char, char) for char in text).encode("latin-1")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_unicode_encodings(encoding: str, name: str) -> None:
    decoded = decode(REPORT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (REPORT, name, ())


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_font_encodings_become_unicode_and_are_reported(name: str) -> None:
    text = REPORT.lower()
    decoded = decode(_encode_font(text, name))
    assert decoded.encoding == name
    assert decoded.text == text
    assert [warning.code for warning in decoded.warnings] == ["legacy_encoding"]


def test_font_encoded_text_that_was_saved_as_utf8() -> None:
    decoded = decode("Céng hßa x· héi chñ nghÜa ViÖt Nam".encode())
    assert decoded.text == "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_windows_1258() -> None:
    data = unicodedata.normalize("NFC", REPORT)
    encoded = b"".join(_encode_1258(char) for char in data)
    assert decode(encoded).encoding == "windows-1258"
    assert decode(encoded).text == REPORT


def _encode_1258(char: str) -> bytes:
    """Code page 1258 writes base letters with their hats and the tone as a mark after them."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tone))
    return base.encode("cp1258") + tone.encode("cp1258")


@pytest.mark.parametrize(
    "text",
    [
        "TP",
        "12/BC-UBND",
        "Báo cáo của xã: có, và, là, cá, tô",
        "Bonjour à tous, ceci est un résumé très détaillé de la réunion à l'été",
        "Diện tích 15 ha",
        "",
    ],
)
def test_what_is_unicode_stays(text: str) -> None:
    assert decode(text.encode()).text == text


def test_broken_bytes_are_replaced_and_counted() -> None:
    decoded = decode(REPORT.encode()[:-20] + b"\xff\xfe" + "tỷ đồng".encode())
    assert decoded.encoding == "utf-8"
    assert decoded.warnings[0].code == "undecodable_bytes"
    assert decoded.text[decoded.warnings[0].offset or 0] == "\ufffd"


@given(st.binary(max_size=300))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
