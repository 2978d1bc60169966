from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import INSIDE_PROJECT, Label
from service.tagging.tagger import Tagged
from service.values.combination import FROM_MODEL, Found, combine, join_listed
from service.values.reading import Match, Reading

Spans = list[tuple[str, str]]
READING = Reading({"value": "1"})


def find(text: str, spans: Spans) -> list[tuple[int, int, Label]]:
    """Spans given by the words that they cover, each of which stands once in the text."""
    return [(text.index(words), text.index(words) + len(words), Label(label)) for words, label in spans]


def matches(text: str, spans: Spans) -> list[Match]:
    return [Match(start, end, label, READING) for start, end, label in find(text, spans)]


def tags(text: str, spans: Spans) -> list[Tagged]:
    """Each surer than the next."""
    return [Tagged(start, end, label, 0.9 - at / 10) for at, (start, end, label) in enumerate(find(text, spans))]


@pytest.mark.parametrize(
    ("text", "rules", "model", "kept"),
    [
        ("chi 5 tỷ đồng", [("5 tỷ đồng", "AMOUNT")], [], [("5 tỷ đồng", "AMOUNT")]),
        ("chi 5 tỷ đồng", [], [("5 tỷ đồng", "AMOUNT")], []),
        ("chi 5 tỷ đồng", [("5 tỷ đồng", "AMOUNT")], [("5 tỷ", "AMOUNT")], [("5 tỷ đồng", "AMOUNT")]),
        ("xã A", [("xã A", "PLACE")], [], []),
        ("xã A", [("xã A", "PLACE")], [("A", "PLACE")], [("A", "PLACE")]),
        ("xã A", [], [("xã A", "ORG"), ("A", "PLACE")], [("xã A", "ORG")]),
        ("ông A B", [], [("A B", "PERSON"), ("ông A", "PLACE")], [("A B", "PERSON")]),
        ("2/9 năm", [("2/9", "DATE")], [("2/9", "PLACE")], [("2/9", "DATE")]),
        ("cầu 2/9", [("2/9", "DATE")], [("cầu 2/9", "PLACE")], [("cầu 2/9", "PLACE")]),
        ("cầu 2/9 năm", [("2/9 năm", "DATE")], [("cầu 2/9", "PLACE")], [("2/9 năm", "DATE")]),
        ("15/QĐ của A", [("15/QĐ của A", "DOCUMENT")], [("A", "ORG")], [("15/QĐ của A", "DOCUMENT")]),
        (
            "Kè sông A 2 km",
            [("2 km", "QUANTITY")],
            [("Kè sông A 2 km", "PROJECT"), ("sông A", "PLACE")],
            [("Kè sông A 2 km", "PROJECT"), ("sông A", "PLACE"), ("2 km", "QUANTITY")],
        ),
        ("Kè 2 km", [("2 km", "QUANTITY")], [("Kè 2", "PROJECT")], [("Kè 2 km", "PROJECT"), ("2 km", "QUANTITY")]),
        ("Kè 2025", [("2025", "DATE")], [("Kè 20", "PROJECT")], [("Kè 2025", "PROJECT"), ("2025", "DATE")]),
        ("Kè A 5 tỷ", [("5 tỷ", "AMOUNT")], [("Kè A 5", "PROJECT")], [("Kè A", "PROJECT"), ("5 tỷ", "AMOUNT")]),
        ("5 tỷ Kè A", [("5 tỷ", "AMOUNT")], [("tỷ Kè A", "PROJECT")], [("5 tỷ", "AMOUNT"), ("Kè A", "PROJECT")]),
        ("2 km", [("2 km", "QUANTITY")], [("2 km", "PROJECT")], [("2 km", "PROJECT")]),
        ("2 km", [("2 km", "QUANTITY")], [("2", "PROJECT")], [("2 km", "QUANTITY")]),
        ("Sở A", [], [("Sở A", "ORG"), ("A", "PROJECT")], [("Sở A", "ORG")]),
        ("Chợ A", [], [("Chợ A", "PROJECT"), ("A", "ORG")], [("Chợ A", "PROJECT")]),
        ("Chợ A", [], [("A", "ORG"), ("Chợ A", "PROJECT")], [("Chợ A", "PROJECT")]),
        ("theo 1/NĐ về A", [("1/NĐ", "DOCUMENT")], [("1/NĐ về A", "PROJECT")], [("1/NĐ về A", "PROJECT")]),
        ("Kè A B C", [], [("Kè A B", "PROJECT"), ("A B C", "PROJECT")], [("Kè A B", "PROJECT")]),
        ("Kè A B", [], [("Kè A", "PROJECT"), ("A B", "PLACE")], [("Kè A", "PROJECT")]),
        ("theo văn thư 7", [], [("văn thư 7", "DOCUMENT")], [("văn thư 7", "DOCUMENT")]),
        ("theo số 7/NĐ", [("7/NĐ", "DOCUMENT")], [("số 7/NĐ", "DOCUMENT")], [("7/NĐ", "DOCUMENT")]),
        ("Số:   /BC-UBND", [], [("BC-UBND", "DOCUMENT")], []),
        ("bà con Vân Kiều", [], [("Vân Kiều", "PLACE")], []),
        ("chuyên đề “Xây trường A”", [], [("Xây trường A", "PROJECT")], []),
        ("Xây dựng mới 06 chợ", [], [("Xây dựng mới 06 chợ", "PROJECT")], []),
        ("Xây 06 phòng Trường A", [], [("Xây 06 phòng Trường A", "PROJECT")], [("Xây 06 phòng Trường A", "PROJECT")]),
        ("Xây dựng cầu số 3 xã", [], [("Xây dựng cầu số 3 xã", "PROJECT")], [("Xây dựng cầu số 3 xã", "PROJECT")]),
        ("đề án quy hoạch chợ A", [], [("quy hoạch chợ A", "PROJECT")], [("quy hoạch chợ A", "PROJECT")]),
        ("chủ đề tư xây Chợ A", [], [("Chợ A", "PROJECT")], [("Chợ A", "PROJECT")]),
        (
            "Kè A (theo 1/NĐ)",
            [("1/NĐ", "DOCUMENT")],
            [("Kè A (theo", "PROJECT")],
            [("Kè A (theo", "PROJECT"), ("1/NĐ", "DOCUMENT")],
        ),
    ],
)
def test_which_wins(text: str, rules: Spans, model: Spans, kept: Spans) -> None:
    found = combine(text, matches(text, rules), tags(text, model))
    assert [(text[each.start : each.end], each.label) for each in found] == kept


@pytest.mark.parametrize(
    ("name", "kind", "model", "kept"),
    [
        ("Campuchia", "country", [], True),
        ("Việt Nam", "country", [], False),
        ("khối 6", "residential_group", [], True),
        ("tổ 6", "residential_group", [], False),
        ("Hoa Kỳ", "country", [("Hoa Kỳ", "ORG")], False),
    ],
)
def test_places_that_rules_are_sure_of_need_no_model(name: str, kind: str, model: Spans, kept: bool) -> None:
    text = f"cát từ {name} về"
    ((start, end, label),) = find(text, [(name, "PLACE")])
    found = combine(text, [Match(start, end, label, Reading({"type": kind}))], tags(text, model))
    assert [each.label for each in found] == [Label.PLACE] * kept + [Label(label) for _, label in model]


def test_two_places_that_the_model_runs_together_are_parted() -> None:
    text = "nhà dân tổ 5 Khai Quang"
    found = combine(text, [], tags(text, [("tổ 5 Khai Quang", "PLACE")]))
    assert [text[each.start : each.end] for each in found] == ["tổ 5", "Khai Quang"]


def test_what_stands_tells_where_it_comes_from() -> None:
    text = "xã A chi 5 tỷ"
    place, amount = combine(text, matches(text, [("5 tỷ", "AMOUNT")]), tags(text, [("xã A", "PLACE")]))
    assert place == Found(0, 4, Label.PLACE, 0.9, "model", None)
    assert amount == Found(9, 13, Label.AMOUNT, 1.0, "rule", READING)


def make_match(start: int, length: int, label: Label) -> Match:
    return Match(start, start + length, label, READING)


def make_tagged(start: int, length: int, label: Label, score: float) -> Tagged:
    return Tagged(start, start + length, label, score)


TAKEN = {*FROM_MODEL, Label.DOCUMENT}
STARTS, LENGTHS = st.integers(0, 20), st.integers(1, 8)
MATCHES = st.lists(st.builds(make_match, STARTS, LENGTHS, st.sampled_from(Label)))
TAGS = st.lists(
    st.builds(
        make_tagged,
        STARTS,
        LENGTHS,
        st.sampled_from([*Label, *sorted(FROM_MODEL), Label.PROJECT, Label.PROJECT]),
        st.sampled_from([0.5, 0.7, 0.9]),
    ),
    unique_by=lambda span: (span.start, span.label),
)


@given(MATCHES, TAGS)
def test_nothing_illegal_comes_out(rules: list[Match], model: list[Tagged]) -> None:
    found = combine("x" * 200, rules, model)
    assert all(each.start < each.end for each in found)
    assert found == sorted(found, key=lambda each: (each.start, -each.end))
    for at, outer in enumerate(found):
        for inner in found[at + 1 :]:
            if inner.start < outer.end:
                assert outer.label is Label.PROJECT
                assert inner.label in INSIDE_PROJECT
                assert outer.start <= inner.start < inner.end <= outer.end
                assert (outer.start, outer.end) != (inner.start, inner.end)


@given(MATCHES, TAGS)
def test_nothing_is_made_up(rules: list[Match], model: list[Tagged]) -> None:
    ruled = {(each.start, each.end, each.label) for each in rules if each.label not in FROM_MODEL}
    tagged = {(each.start, each.end, each.label, each.score) for each in model if each.label in TAKEN}
    borders = {border for start, end, *_ in (*ruled, *tagged) for border in (start, end)}
    for each in combine("x" * 200, rules, model):
        if each.source == "rule":
            assert (each.start, each.end, each.label) in ruled
        elif each.label is Label.PROJECT:
            assert {each.start, each.end} <= borders
        else:
            assert (each.start, each.end, each.label, each.score) in tagged


@given(MATCHES, TAGS)
def test_the_order_in_which_the_model_s_spans_come_does_not_matter(rules: list[Match], model: list[Tagged]) -> None:
    assert combine("x" * 200, rules, model) == combine("x" * 200, rules, model[::-1])


@given(MATCHES)
def test_where_the_model_finds_nothing_the_rules_stand(rules: list[Match]) -> None:
    found = combine("x" * 200, rules, [])
    assert all(before.end <= after.start for before, after in pairwise(found))
    for match in rules:
        if match.label not in FROM_MODEL:
            assert any(each.start < match.end and match.start < each.end for each in found)


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (["Xử lý ngập đường A (đoạn B)", "đường C, xã D"], ["Xử lý ngập đường A (đoạn B) và đường C, xã D"]),
        (["đường C, xã D"], ["đường C, xã D"]),
        (["Xử lý ngập", "đường C, xã D"], ["Xử lý ngập", "đường C, xã D"]),
    ],
)
def test_the_parts_of_a_promised_item_are_one_project(parts: list[str], joined: list[str]) -> None:
    text = "(1) Xử lý ngập đường A (đoạn B) và đường C, xã D; (2) Chợ E"
    found = [
        Found(start, end, label, 0.9, "model")
        for start, end, label in find(text, [(part, "PROJECT") for part in parts])
    ]
    place = Found(text.index("xã D"), text.index("xã D") + 4, Label.PLACE, 0.9, "model")
    kept = join_listed(text, [*found, place], [(0, text.index(";"))])
    assert [text[each.start : each.end] for each in kept if each.label is Label.PROJECT] == joined
    assert place in kept
