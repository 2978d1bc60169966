"""Fonts that are an encoding: ".VnTime" shows the bytes of TCVN3 as Vietnamese, "VNI-Times" those of VNI."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TCVN3 = re.compile(r"^(?:[A-Z]{6}\+)?[._]?Vn(?=[A-Z0-9])")
_VNI = re.compile(r"^(?:[A-Z]{6}\+)?VNI(?:[-_ ]|$)")
_CAPITALS = re.compile(r"Vn[A-Za-z0-9 ]*?H(?![A-Za-z])")
_UNICODE_ONLY = re.compile(r"[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
# Word keeps the characters of fonts that it takes for symbol fonts here.
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name says of its characters: an encoding, and whether it draws all letters as capitals."""

    encoding: str | None = None
    is_capital: bool = False


PLAIN = Font()


def read_font(name: str | None) -> Font:
    """The font of this name: ".VnTimeH" is TCVN3 in capitals, "VNI-Times" VNI, any other plain."""
    if not name:
        return PLAIN
    if _TCVN3.match(name):
        return Font("tcvn3", _CAPITALS.search(name) is not None)
    return Font("vni") if _VNI.match(name) else PLAIN


def find_fake_fonts(pieces: Iterable[tuple[str, Font]]) -> bool:
    """Whether text in legacy fonts is Unicode all the same: it was converted and kept the fonts' names."""
    letters = unicode_letters = 0
    for text, font in pieces:
        if font.encoding is not None:
            letters += sum(char.isalpha() for char in text)
            unicode_letters += len(_UNICODE_ONLY.findall(text))
    return unicode_letters * 50 > letters


def decode_font(text: str, font: Font) -> str:
    """`text` in the letters that `font` shows. A VNI letter and its mark belong together: give runs of one font as one."""
    if font.encoding is None:
        return text
    # Imported here: few files need it, and it is half of what the process that reads a PDF would import.
    from viparse.normalize.encodings import CHARMAPS
    from viparse.normalize.tables import convert

    shown = str(convert(text.translate(_PRIVATE), CHARMAPS[font.encoding]))
    return shown.upper() if font.is_capital else shown
