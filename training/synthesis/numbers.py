"""Numbers as Vietnamese reports write them: grouped digits, decimals, scanner's letters, words."""

import math
import random

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MISREAD = {"0": "O", "1": "l"}


def draw_integer(random_state: random.Random, low: int, high: int) -> int:
    """An integer in `[low, high]`, every order of magnitude as likely as another, often a round one."""
    value = round(math.exp(random_state.uniform(math.log(low), math.log(high))))
    if value >= 1000 and random_state.random() < 0.4:
        step = 10 ** (len(str(value)) - random_state.choice((2, 3)))
        value = value // step * step
    return min(max(value, low), high)


def write_integer(value: int, random_state: random.Random, *, careless: bool = False) -> str:
    """`value` in digits, its thousands grouped by points, now and then by blanks or not at all."""
    digits = f"{value:,}".replace(",", ".")
    if value >= 1000:
        chance = random_state.random()
        if chance < 0.05:
            return digits.replace(".", " ")
        if chance < 0.1 and value < 10_000 and not 1900 <= value < 2200:
            digits = str(value)  # but not where it would look like a year
    return misread(digits, random_state) if careless else digits


def write_decimal(whole: int, random_state: random.Random, *, careless: bool = False) -> str:
    """`whole` with one to three decimals after a comma; no zero at the end, which would make its sign doubtful."""
    places = random_state.choice((1, 1, 1, 2, 2, 3))
    fraction = str(random_state.randrange(10 ** (places - 1), 10**places))
    fraction = fraction[:-1] + str(random_state.randint(1, 9))
    digits = f"{whole:,}".replace(",", ".") + "," + fraction
    return misread(digits, random_state) if careless else digits


def write_count(value: int, random_state: random.Random, *, careless: bool = False) -> str:
    """A count, below ten mostly with its zero before it, as offices write: "05"."""
    if value < 10 and random_state.random() < 0.7:
        return misread(f"0{value}", random_state) if careless else f"0{value}"
    return write_integer(value, random_state, careless=careless)


def misread(text: str, random_state: random.Random) -> str:
    """`text` with a letter for one of its digits 0 and 1, as scanners read them; at least one digit stays."""
    places = [index for index, character in enumerate(text) if character in _MISREAD]
    if not places or sum(character.isdigit() for character in text) < 2 or random_state.random() < 0.4:
        return text
    at = random_state.choice(places)
    return text[:at] + _MISREAD[text[at]] + text[at + 1 :]


def spell(value: int, random_state: random.Random) -> str:
    """`value` (below 10^12) in words: "một tỷ ba trăm năm mươi triệu"."""
    if value == 0:
        return _UNITS[0]
    thousand, zero_tens = random_state.choice(("nghìn", "nghìn", "ngàn")), random_state.choice(("linh", "lẻ"))
    groups: list[str] = []
    for scale, word in ((10**9, "tỷ"), (10**6, "triệu"), (1000, thousand), (1, "")):
        group, value = divmod(value, scale)
        if group:
            groups.append(f"{_spell_group(group, zero_tens, full=bool(groups))} {word}".strip())
    return (", " if len(groups) > 1 and random_state.random() < 0.2 else " ").join(groups)


def _spell_group(value: int, zero_tens: str, *, full: bool) -> str:
    """A number below 1,000; `full` writes the hundreds that are not there: "không trăm hai mươi"."""
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    words = [f"{_UNITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words.append(f"{_UNITS[tens]} mươi")
    elif tens:
        words.append("mười")
    elif unit and words:
        words.append(zero_tens)
    if unit:
        words.append(
            {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm" if tens else "năm"}.get(unit)
            or _UNITS[unit]
        )
    return " ".join(words)
