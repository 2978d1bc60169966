"""Pieces of inline-marked text, as the grammars of this package write and join them."""

import re

from service.labels import Label

_FIRST_LETTER = re.compile(r"((?:⟦[A-Z]+\|)*)(\w)")


def mark(label: Label, text: str) -> str:
    """`text`, which may hold marks itself, as a span of `label`."""
    return f"⟦{label}|{text}⟧"


def capitalise(source: str) -> str:
    """`source` with a capital as its first letter, inside its marks; the same where it begins with a sign or number."""
    match = _FIRST_LETTER.match(source)
    if match is None or source[match.end() : match.end() + 1].isdigit():  # "l2 hộ" begins with a digit that was misread
        return source
    return match[1] + match[2].upper() + source[match.end() :]


def lower_first(source: str) -> str:
    """`source` with its first letter small, unless its first word is an abbreviation ("QL.3", "UBND")."""
    match = _FIRST_LETTER.match(source)
    if match is None or source[match.end() : match.end() + 1].isupper():
        return source
    return match[1] + match[2].lower() + source[match.end() :]
