import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from training.documents import GoldSpan, LabelError, parse_inline, write_inline


def test_marks_nest_and_strip_back() -> None:
    source = "(1) ⟦PROJECT|Xây mới ⟦PLACE|Chợ Mai Pha⟧⟧; ⟦AMOUNT|5 tỷ đồng⟧."
    text, spans = parse_inline(source)
    assert text == "(1) Xây mới Chợ Mai Pha; 5 tỷ đồng."
    assert [(span.label, text[span.start : span.end]) for span in spans] == [
        (Label.PROJECT, "Xây mới Chợ Mai Pha"),
        (Label.PLACE, "Chợ Mai Pha"),
        (Label.AMOUNT, "5 tỷ đồng"),
    ]
    assert write_inline(text, spans) == source


@pytest.mark.parametrize("source", ["⟦PLACE|a", "a⟧", "⟦a⟧", "⟦NOTHING|a⟧"])
def test_broken_marks_are_refused(source: str) -> None:
    with pytest.raises(LabelError):
        parse_inline(source)


def test_crossing_spans_are_refused() -> None:
    with pytest.raises(LabelError, match="crosses"):
        write_inline("abcd", (GoldSpan(0, 3, Label.PLACE), GoldSpan(1, 4, Label.DATE)))


@given(st.text(alphabet=st.sampled_from("ab \n|[]")), st.integers(0, 9), st.integers(1, 9))
def test_any_span_survives(text: str, start: int, length: int) -> None:
    spans = (GoldSpan(start, start + length, Label.ORG),) if start + length <= len(text) else ()
    assert parse_inline(write_inline(text, spans)) == (text, spans)
