"""How a number is written in Vietnamese: points between thousands and a comma before decimals: "1.284,5"."""

from decimal import Decimal

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
"""Pattern, without capturing groups, of a number in digits."""


def parse_number(digits: str) -> Decimal:
    """The number that `digits`, a whole match of NUMBER, stands for."""
    return Decimal(digits.replace(".", "").replace(",", "."))


def write_number(number: Decimal) -> str:
    """`number` for a message, rounded to a whole one: "1.284"."""
    return f"{number:,.0f}".replace(",", ".")
