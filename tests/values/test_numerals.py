from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.values.numerals import Number, parse_literal, parse_words, scan_literals, write_decimal


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("0", "0"),
        ("07", "7"),
        ("2025", "2025"),
        ("14.170", "14170"),
        ("28.000.000", "28000000"),
        ("5.642,77", "5642.77"),
        ("0,5", "0.5"),
        ("3,75", "3.75"),
        ("3.5", "3.5"),
        ("12.50", "12.50"),
        ("0.125", "0.125"),
        ("1,924", "1.924"),
        ("1,924,000", "1924000"),
        ("1,234.5", "1234.5"),
        ("3 549,7", "3549.7"),
        ("185 568 500", "185568500"),
        ("l6", "16"),
        ("2O22", "2022"),
        ("31.5OO", "31500"),
        ("l.9", "1.9"),
    ],
)
def test_digits(literal: str, value: str) -> None:
    number = parse_literal(literal)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize("literal", ["1.2.3", "13.4.2025", "..", "1,2.3,4", "", "abc"])
def test_what_is_no_number(literal: str) -> None:
    assert parse_literal(literal) is None


def test_a_number_that_breaks_the_rules_of_both_signs_is_malformed() -> None:
    assert parse_literal("4.148.6") == Number(Decimal(41486), Decimal("4148.6"), malformed=True)
    assert parse_literal("1.94.505.500") == Number(Decimal(194505500), malformed=True)


def test_only_one_sign_with_three_digits_after_it_is_ambiguous() -> None:
    assert parse_literal("1.924") == Number(Decimal(1924), Decimal("1.924"), ambiguous=True)
    assert parse_literal("1,924") == Number(Decimal("1.924"), Decimal(1924), ambiguous=True)
    assert parse_literal("0.924") == Number(Decimal("0.924"))
    assert parse_literal("1.924.000") == Number(Decimal(1924000))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("không", 0),
        ("năm", 5),
        ("mười", 10),
        ("mười một", 11),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("ba mươi lăm", 35),
        ("chín mươi nhăm", 95),
        ("hai mốt", 21),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("một trăm mười", 110),
        ("ba trăm tư", 340),
        ("trăm rưỡi", 150),
        ("một nghìn", 1_000),
        ("một ngàn không trăm linh hai", 1_002),
        ("hai nghìn không trăm hai mươi lăm", 2_025),
        ("nghìn rưỡi", 1_500),
        ("năm vạn", 50_000),
        ("hai trăm nghìn", 200_000),
        ("một triệu hai", 1_200_000),
        ("một triệu hai trăm", 1_200_000),
        ("hai triệu rưỡi", 2_500_000),
        ("một trăm hai mươi triệu", 120_000_000),
        ("năm mươi bảy nghìn ba trăm tám mươi triệu", 57_380_000_000),
        ("một tỷ không trăm hai mươi triệu", 1_020_000_000),
        ("hai tỉ ba", 2_300_000_000),
        ("nửa tỷ", 500_000_000),
        ("một tỷ ba trăm mười tám triệu bảy trăm sáu mươi bốn nghìn", 1_318_764_000),
        ("một nghìn hai trăm tỷ", 1_200_000_000_000),
        ("hai mươi nghìn tỷ", 20_000_000_000_000),
        ("hai trăm linh năm nghìn ba trăm mười bốn tỷ", 205_314_000_000_000),
    ],
)
def test_words(words: str, value: int) -> None:
    assert parse_words(words.split()) == value


def test_decimals_in_words() -> None:
    assert parse_words(["mười", "hai", "phẩy", "năm"]) == Decimal("12.5")
    assert parse_words(["không", "phẩy", "không", "năm"]) == Decimal("0.05")


@pytest.mark.parametrize("words", ["", "xin chào", "hai hai trăm", "linh", "trăm trăm", "ba mươi mười", "tư phẩy"])
def test_words_that_spell_no_number(words: str) -> None:
    assert parse_words(words.split()) is None


UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell(number: int) -> str:
    """The standard spelling of a number below 10^12: the inverse that parsing is checked against."""
    if number >= 1000:
        for power, name in ((9, "tỷ"), (6, "triệu"), (3, "nghìn")):
            head, rest = divmod(number, 10**power)
            if head:
                tail = f" {spell_rest(rest, power)}" if rest else ""
                return f"{spell(head)} {name}{tail}"
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{UNITS[hundreds]} trăm" + (f" {spell_tens(rest, after_hundred=True)}" if rest else "")
    return spell_tens(rest, after_hundred=False)


def spell_rest(rest: int, after: int) -> str:
    """What follows the scale of the power `after` is said with its hundreds, also where they are none.

    Hundreds right behind millions need their "không nghìn": without it people mean thousands, "một triệu hai trăm".
    """
    for power, name in ((6, "triệu"), (3, "nghìn")):
        head, tail = divmod(rest, 10**power)
        if head:
            begin = spell(head) if head >= 100 else f"không trăm {spell_tens(head, after_hundred=True)}"
            return f"{begin} {name}" + (f" {spell_rest(tail, power)}" if tail else "")
    if rest < 100:
        return f"không trăm {spell_tens(rest, after_hundred=True)}"
    return f"không nghìn {spell(rest)}" if after > 3 else spell(rest)


def spell_tens(number: int, *, after_hundred: bool) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return f"linh {UNITS[unit]}" if after_hundred else UNITS[unit]
    ending = {0: "", 5: " lăm"}.get(unit, f" {UNITS[unit]}")
    if tens == 1:
        return f"mười{ending}"
    return f"{UNITS[tens]} mươi" + {0: "", 1: " mốt", 5: " lăm"}.get(unit, f" {UNITS[unit]}")


@given(st.integers(0, 999_999_999_999))
@example(8_000_410)
@example(1_000_000_500)
def test_every_spelled_number_is_read_back(number: int) -> None:
    assert parse_words(spell(number).split()) == number


@given(st.integers(0, 10**15), st.integers(0, 3))
def test_every_grouped_number_is_read_back(number: int, decimals: int) -> None:
    value = Decimal(number).scaleb(-decimals)
    whole, _, fraction = format(value, "f").partition(".")
    literal = f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")
    parsed = parse_literal(literal)
    assert parsed is not None
    assert value in (parsed.value, parsed.alternative)


@pytest.mark.parametrize(
    ("value", "text"), [("5", "5"), ("5.50", "5.5"), ("1E+3", "1000"), ("-0", "0"), ("0.0500", "0.05")]
)
def test_decimals_are_written_plainly(value: str, text: str) -> None:
    assert write_decimal(Decimal(value)) == text


@given(st.text() | st.text(alphabet=st.sampled_from("0123456789.,lIO| ")))
def test_literals_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for literal in scan_literals(text):
        assert end <= literal.start < literal.end <= len(text)
        end = literal.end


@pytest.mark.parametrize("unit", ["1.", "1,", "1 ", "l", "O", "1.1,", "000 "])
def test_hostile_runs_end(unit: str) -> None:
    list(scan_literals(unit * 50_000))
