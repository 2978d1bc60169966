import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.values.percents import find_percents, parse_percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40,5%", {"percent": "40.5"}),
        ("100 %", {"percent": "100"}),
        ("42,98 %", {"percent": "42.98"}),
        ("l00%", {"percent": "100"}),
        ("12.5%", {"percent": "12.5"}),
        ("12.345%", {"percent": "12345"}),
        ("12, 5%", {"percent": "12.5"}),
        ("-2,5%", {"percent": "-2.5"}),
        ("5 phần trăm", {"percent": "5"}),
        ("mười lăm phần trăm", {"percent": "15"}),
        ("10-11%", {"min": "10", "max": "11"}),
        ("35 - 40%", {"min": "35", "max": "40"}),
        ("5% đến 7%", {"min": "5", "max": "7"}),
    ],
)
def test_values(text: str, value: dict[str, str]) -> None:
    assert parse_percent(text).value == value


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("đạt từ 10-11% trong năm", ["10-11%"]),
        ("(kế hoạch >95%)", ["95%"]),
        ("lãi suất 6,5%/năm", ["6,5%"]),
        ("giảm -2,5%, tăng 3%", ["-2,5%", "3%"]),
        ("217/345 = 42,98 %", ["42,98 %"]),
        ("5 phần trăm năm", ["5 phần trăm"]),
        ("giải ngân đạt 93 , 4%", ["93 , 4%"]),
        ("đạt14,6% và đạt6O%", ["14,6%", "6O%"]),
        ("hụt ll%, còn lOO%", ["ll%", "lOO%"]),
        ("5 phần quà", []),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[match.start : match.end] for match in find_percents(text)] == spans


@given(st.text() | st.text(alphabet=st.sampled_from("0123456789.,% -phầntrăm")))
def test_spans_lie_in_the_text(text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in find_percents(text))
