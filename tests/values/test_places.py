import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.values.dates import Reference
from service.values.gazetteer import Era, load_gazetteer
from service.values.metadata import Metadata
from service.values.places import PlaceContext, find_places, locate_document, parse_place, parse_places


def spans(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_places(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tại xã Hoàng Đồng, thành phố Lạng Sơn", ["xã Hoàng Đồng", "thành phố Lạng Sơn"]),
        ("ở TP. Vinh và H. Nam Đàn", ["TP. Vinh", "H. Nam Đàn"]),
        ("phường 5, quận 1, thôn 4", ["phường 5", "quận 1", "thôn 4"]),
        ("khen phường 11 cá nhân, thu của phường 6 tháng đầu năm", []),
        ("chợ ở phường 11 có 30 hộ", ["phường 11"]),
        ("qua cầu 17/10 và đường 30/4", ["cầu 17/10", "đường 30/4"]),
        ("đường Lý Thường Kiệt với đường Trần Phú", ["đường Lý Thường Kiệt", "đường Trần Phú"]),
        ("đường Cao Lộc - Lộc Bình", ["Cao Lộc", "Lộc Bình"]),
        ("thôn Nà Sèn - Đồi Chè", ["thôn Nà Sèn", "Đồi Chè"]),
        ("bờ sông Kỳ Cùng, chợ Mai Pha", ["sông Kỳ Cùng", "chợ Mai Pha"]),
        ("Quốc lộ 1A qua Hà Tĩnh", ["Quốc lộ 1A", "Hà Tĩnh"]),
        ("đối tác Hàn Quốc, Nhật Bản", ["Hàn Quốc", "Nhật Bản"]),
        ("UBND xã Tân An họp", []),
        ("Công an huyện Cao Lộc", []),
        ("ỦY BAN NHÂN DÂN\nXÃ BÌNH KHÊ", []),
        ("kinh tế - xã hội, nhu cầu 5 tỷ", []),
        ("thành phố, tỉnh và xã", []),
        ("chiến thắng Điện Biên Phủ", []),
        ("ông Hồ Đức Tuân", []),
    ],
)
def test_spans(text: str, found: list[str]) -> None:
    assert spans(text) == found


def test_a_unit_is_known_by_its_parents() -> None:
    before = PlaceContext(era=Era.PRE)
    value = parse_place("phường Chi Lăng", context=before, parents=["thành phố Lạng Sơn"]).value
    assert value is not None
    assert (value["type"], value["name"], value["code"], value["era"]) == ("ward", "Chi Lăng", "05983", "pre-2025-07")
    assert value["candidates"][0]["within"] == ["Lạng Sơn", "Lạng Sơn"]
    assert value["candidates"][0]["successors"] == ["05983"]


def test_what_stays_ambiguous_is_not_guessed() -> None:
    value = parse_place("phường Chi Lăng", context=PlaceContext(era=Era.PRE)).value
    assert value is not None
    assert value["code"] is None
    assert len(value["candidates"]) == 3


def test_parents_are_read_from_the_phrase() -> None:
    text = "xã Hoàng Đồng, xã Mai Pha, thành phố Lạng Sơn"
    found = [(match.start, match.end) for match in find_places(text)]
    readings = parse_places(text, found, context=PlaceContext(era=Era.PRE))
    assert [reading.value and reading.value["code"] for reading in readings] == ["05986", "05992", "178"]


def test_a_document_is_located_by_its_head_and_date() -> None:
    context = locate_document(Metadata(issuer="UBND THÀNH PHỐ LẠNG SƠN", place="TP. Lạng Sơn"), Reference(2025, 4), [])
    assert context == PlaceContext(Era.PRE, frozenset({"20"}))
    assert locate_document(Metadata(), Reference(2025, 7), []).era is Era.POST
    assert locate_document(Metadata(), None, []) == PlaceContext()


def test_other_places_have_a_type_and_a_name() -> None:
    value = parse_place("ngã ba Phai Trần").value
    assert value == {"type": "junction", "name": "Phai Trần", "code": None, "era": None, "candidates": []}


def test_the_gazetteer_holds_both_eras() -> None:
    gazetteer = load_gazetteer()
    assert len({unit.code for unit in gazetteer.provinces if unit.era is Era.PRE}) == 63
    assert len({unit.code for unit in gazetteer.provinces if unit.era is Era.POST}) == 34
    assert [unit.successors for unit in gazetteer.find("Hà Giang", kind="province")] == [("08",)]
    assert "Krông Pắc" in gazetteer
    assert gazetteer.find("Không Có") == []


@given(st.text() | st.text(alphabet=st.sampled_from("xãphườngTP. ABĐÔ-12/\n")))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for match in find_places(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@pytest.mark.parametrize("unit", ["xã A", "đường A - ", "A ", "thôn 1", "Hà Nội", "UBND "])
def test_hostile_runs_end(unit: str) -> None:
    find_places(unit * 10_000)
