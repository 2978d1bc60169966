import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span, SpanGroup
from spacy.vocab import Vocab

from service.text.words import SyllableTokenizer, WordTokenizer, refine, token_starts

VOCAB = Vocab()
TOKENIZERS: list[WordTokenizer | SyllableTokenizer] = [WordTokenizer(VOCAB), SyllableTokenizer(VOCAB)]

# Strings that have broken tokenizers: blanks of all kinds, signs without words, marks without letters, scripts, emoji.
# fmt: off
NAUGHTY = [
    "", " ", "\n", "\n\n \t\n", "  a  b  ", "a\u00a0b", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\u0301", "a\u0301\u0323",
    "‮đảo ngược‬", "مرحبا", "中文", "👩‍👩‍👧‍👦", "🇻🇳", "\ud7ff", "...", "----", "%%%", "“”‘’", "15ha", "430TH", "dự án³;", "m²",
    "3.549,7m²", "78/KH-UBND", "H'Mông", "Krông Pắc", "hoá và hóa", "ﬁ", "№i nhn:", "a_b__c", "1" * 400, "ấ" * 400, "\t\tx",
]
# fmt: on


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@pytest.mark.parametrize("text", NAUGHTY)
def test_tokens_rebuild_naughty_strings(tokenizer: WordTokenizer | SyllableTokenizer, text: str) -> None:
    assert tokenizer(text).text == text


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet=st.sampled_from("aăđ1².,/'’ \n\t_😀-hoá")))
def test_tokens_rebuild_any_string(text: str) -> None:
    for tokenizer in TOKENIZERS:
        doc = tokenizer(text)
        assert doc.text == text
        assert all(
            doc.text[start : start + len(token)] == token.text
            for start, token in zip(token_starts(doc), doc, strict=False)
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tổ chức tổng kết 05 năm", ["tổ chức", "tổng kết", "05", "năm"]),
        ("15ha", ["15", "ha"]),
        ("03 dự án³;", ["03", "dự án", "³", ";"]),
        ("m²", ["m", "²"]),
        ("78/KH-UBND", ["78", "/", "KH", "-", "UBND"]),
        ("14.170 đồng", ["14", ".", "170", "đồng"]),
        ("chăm sóc sức khoẻ nhân dân", ["chăm sóc", "sức khoẻ", "nhân dân"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.text for token in WordTokenizer(VOCAB)(text)] == words


def test_no_word_crosses_a_line_break() -> None:
    doc = WordTokenizer(VOCAB)("Ủy ban nhân\ndân thành\nphố")
    assert not any("\n" in token.text.strip("\n") for token in doc)
    assert "nhân\ndân" not in [token.text for token in doc]


def test_a_long_line_without_a_blank_is_read() -> None:
    text = "a1" * 50_000
    assert WordTokenizer(VOCAB)(text).text == text


def test_refining_splits_tokens_and_keeps_spans_and_data() -> None:
    doc = WordTokenizer(VOCAB)("thành phố Lạng Sơn")
    doc.user_data["key"] = "value"
    doc.spans["entities"] = SpanGroup(doc, name="entities", spans=[Span(doc, 0, len(doc), "PLACE")])
    assert refine(doc, [0, 9, 10, 18]) is doc
    refined = refine(doc, [15])
    assert refined.text == doc.text
    assert refined.char_span(15, 18) is not None
    assert refined.user_data["key"] == "value"
    assert [(span.start_char, span.end_char, span.label_) for span in refined.spans["entities"]] == [(0, 18, "PLACE")]


def test_tokenizers_are_registered() -> None:
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "trichluc.words"}}})
    assert [token.text for token in nlp("đầu tư công")] == ["đầu tư", "công"]
