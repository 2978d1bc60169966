"""Raised text written so that the footnote finder and readers know it: "¹", "m²", "<sup>(1)</sup>"."""

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"\d[\d,; ]*")
_BRACKETED = re.compile(r"\s?[(\[]?\d{1,3}[)\]]\s?")


def raise_text(text: str) -> str:
    """Raised `text` in plain characters: digits as superscripts, "(1)" in a tag, anything else as it is."""
    if _NUMBERS.fullmatch(text):
        return text.translate(_RAISED)
    if _BRACKETED.fullmatch(text):
        return f"<sup>({text.strip().strip('()[]')})</sup>"
    return text
