"""A number in digits against the same number in words."""

import re
from collections.abc import Iterator, Sequence

from service.linking.checks.contradictions import Contradiction
from service.linking.checks.notation import NUMBER, parse_number, write_number
from service.linking.figures import Figure
from service.linking.mentions import Source
from service.values.numerals import parse_words

_FIGURE_AND_WORDS = re.compile(
    rf"(?<![\w.,/-])(?P<figure>{NUMBER})(?:\s(?P<unit>[^\W\d_]+))?\s?\(\s?(?:(?:viết )?bằng chữ:?\s?)?"
    r"(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,20}?)(?(unit)\s(?P=unit))\s?\)",
    re.IGNORECASE,
)
""" "27 (hai mươi sáu) hộ", "36 phiếu (ba mươi lăm phiếu)"."""
_COINS = ("đồng", "đ", "vnđ", "vnd")


def check_words(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A number and its words in brackets: "27 (hai mươi sáu) hộ". Of amounts, their own rule tells.

    A finding is `words_differ`: the one span of the number with its words in brackets.
    """
    for match in _FIGURE_AND_WORDS.finditer(source.masked):
        words = parse_words(match["words"].lower().split())
        figure = parse_number(match["figure"])
        if words is None or words == figure or (match["unit"] or "").lower() in _COINS:
            continue
        yield Contradiction(
            "words_differ",
            (match.span(),),
            f"{match['figure']} được viết bằng chữ là “{match['words']}” ({write_number(words)}).",
            f"{match['figure']} is spelt out as “{match['words']}” ({write_number(words)}).",
        )
