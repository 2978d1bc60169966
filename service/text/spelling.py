"""Spelling made comparable: a key for look-ups, never a replacement for the text."""

import re
import unicodedata

LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c]"
"""Pattern of one letter; for `re`, superscript digits (\"³\") are word characters too, but no letters."""

# The tone mark of open syllables in oa, oe, uy stands on the first vowel in the old style and on the second in the
# new; both are current, so "hoá" and "hóa" are one word.
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_OLD_STYLE = re.compile(rf"(?<=[oO])([{_TONES}])([aeAE])(?![\w])|(?<=[uU])(?<![qQ][uU])([{_TONES}])([yY])(?![\w])")
_BLANKS = re.compile(r"\s+")
_DASH = re.compile(r"\s*[-–—]\s*")


def fold(text: str) -> str:
    """A key that is equal for spellings of one name: case, place of the tone mark, blanks, dashes, Ð for Đ.

    Diacritics stay: "Bình Cẩm" and "Bình Cảm" have different keys.
    """
    decomposed = unicodedata.normalize("NFD", text.replace("Ð", "Đ").casefold())
    moved = _OLD_STYLE.sub(lambda match: match[0][1:] + match[0][0], decomposed)
    return _DASH.sub("-", _BLANKS.sub(" ", unicodedata.normalize("NFC", moved)).strip())
