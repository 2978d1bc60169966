import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.values.documents import find_documents, parse_document


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Kế hoạch số 78/KH-UBND", "Kế hoạch", "78/KH-UBND"),
        ("Kế hoạch 78/KH-UBND", "Kế hoạch", "78/KH-UBND"),
        ("Công văn số 521/UBND-KTCN", "Công văn", "521/UBND-KTCN"),
        ("Nghị quyết 35-NQ/TW", "Nghị quyết", "35-NQ/TW"),
        ("Nghị quyết số 19-2016/NQ-CP", "Nghị quyết", "19-2016/NQ-CP"),
        ("Luật số 15/2017/QH14", "Luật", "15/2017/QH14"),
        ("Luật Đầu tư công số 39/2019/QH14", "Luật", "39/2019/QH14"),
        ("Nghị định số 40/2020/NĐ-CP", "Nghị định", "40/2020/NĐ-CP"),
        ("Thông tư liên tịch số 37/2015/TTLT-BYT-BTC", "Thông tư liên tịch", "37/2015/TTLT-BYT-BTC"),
        ("QĐ số 689", "Quyết định", "689"),
        ("QÐ số 12/QÐ-UBND", "Quyết định", "12/QĐ-UBND"),
        ("quyết định số 12/QĐ-UBND", "Quyết định", "12/QĐ-UBND"),
        ("Quyết định số 1O47/QĐ-UBND", "Quyết định", "1047/QĐ-UBND"),
        ("Quyết định số 210/QĐ-UBND.HC", "Quyết định", "210/QĐ-UBND.HC"),
        ("Thông báo số 61-TB/HU", "Thông báo", "61-TB/HU"),
        ("Tờ trình số 05/TTr-UBND", "Tờ trình", "05/TTr-UBND"),
        ("Tờ trình số 535/TTr. TC.VG", "Tờ trình", "535/TTr.TC.VG"),
        ("tờ trình liên sở số 1960/TTrLS-STC-SNV", "Tờ trình liên sở", "1960/TTrLS-STC-SNV"),
        ("Thông tư liên tịch số 03/2006/TTLT-BYT-BTC-BLĐTB&XH", "Thông tư liên tịch", "03/2006/TTLT-BYT-BTC-BLĐTB&XH"),
        ("quyết định số 77/2006/qđ.ubnd", "Quyết định", "77/2006/QĐ.UBND"),
        ("Số: 78/BC-UBND", "Báo cáo", "78/BC-UBND"),
        ("Số: 45 /TB-UBND", "Thông báo", "45/TB-UBND"),
        ("13/QĐ-UBND", "Quyết định", "13/QĐ-UBND"),
        ("Hợp đồng số 45/2018/HĐ-TVĐĐ", "Hợp đồng", "45/2018/HĐ-TVĐĐ"),
        ("QCVN 08:2008/BTNMT", "QCVN", "QCVN 08:2008/BTNMT"),
        ("Nghị quyết 30a", "Nghị quyết", "30a"),
        ("QĐ 167", "Quyết định", "167"),
        ("Kết luận số 17/KL-TTTP-P3", "Kết luận", "17/KL-TTTP-P3"),
        ("Công điên 234/CĐ-TTg", "Công điện", "234/CĐ-TTg"),
        ("Q uyết định số\n2l88/QĐ-UBND", "Quyết định", "2188/QĐ-UBND"),
        ("SÔ : l26/BC-UBND", "Báo cáo", "126/BC-UBND"),
        ("QCVN 4O:2011/BTNMT", "QCVN", "QCVN 4O:2011/BTNMT"),
        ("quyết định số 1846/qđ-ubnd", "Quyết định", "1846/QĐ-UBND"),
        ("Quyết định cưỡng chế số 2318/QĐ-CC", "Quyết định cưỡng chế", "2318/QĐ-CC"),
    ],
)
def test_citations(text: str, kind: str, number: str) -> None:
    sentence = f"Theo {text}, các xã làm."
    assert [sentence[match.start : match.end] for match in find_documents(sentence)] == [text]
    value = parse_document(text).value
    assert value is not None
    assert (value["type"], value["number"]) == (kind, number)


def test_date_and_issuer_that_follow() -> None:
    text = "Quyết định số 12/QĐ-UBND ngày 27/02/2025 của UBND thành phố về việc giao vốn"
    value = find_documents(text)[0].reading.value
    assert value == {"type": "Quyết định", "number": "12/QĐ-UBND", "date": "2025-02-27", "issuer": "UBND thành phố"}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("các Quyết định số 12/QĐ-UBND, 13/QĐ-UBND", ["Quyết định số 12/QĐ-UBND", "13/QĐ-UBND"]),
        ("theo Nghị quyết 35/NQ-CP. Sở Công Thương", ["Nghị quyết 35/NQ-CP"]),
        ("ban hành 15 Quyết định xử phạt", []),
        ("Điều 5 Luật Đất đai", []),
        ("1/ TIẾN ĐỘ các công trình\n3/ GIÁO DỤC", []),
        ("(gói 09/TP2-XL)", []),
        ("vốn Chương trình 135", []),
        ("Luật Đất đai và Nghị định số 187/2004/NĐ-CP", ["Nghị định số 187/2004/NĐ-CP"]),
        ("PHÒNG TÀI CHÍNH - KẾ HOẠCH\nSố: 512/BC-TCKH", ["Số: 512/BC-TCKH"]),
        ("Số:    /BC-UBND", []),
        ("2 - UBND huyện chủ trì", []),
        ("đoạn Km0+700 - Km92+300", []),
        ("đạt 13/14 tiêu chí", []),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[match.start : match.end] for match in find_documents(text)] == spans


def test_no_number_has_a_reason() -> None:
    assert parse_document("Luật Đất đai").reason == "no_number"


@given(st.text() | st.text(alphabet=st.sampled_from("0123/-QĐUBNDCPsố Kếhoạc:\n")))
def test_spans_lie_in_the_text(text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in find_documents(text))


@pytest.mark.parametrize("unit", ["1/", "Số: ", "QĐ ", "1/QĐ-", "Luật ", "/A", "Quyết định số 1/", "1/qđ-ubnd "])
def test_hostile_runs_end(unit: str) -> None:
    find_documents(unit * 10_000)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Quyết định 210", "Quyết định", "210"),
        ("quyết định số 06/2008/qđ-ubnd", "Quyết định", "06/2008/QĐ-UBND"),
        ("kế hoạch 77/kh-lt", "Kế hoạch", "77/KH-LT"),
    ],
)
def test_what_only_an_annotator_or_the_model_finds_is_read(text: str, kind: str, number: str) -> None:
    value = parse_document(text, following=" ngày 3/4/2008 của UBND tỉnh.").value
    assert value == {"type": kind, "number": number, "date": "2008-04-03", "issuer": "UBND tỉnh"}


@pytest.mark.parametrize("text", ["Tờ trình số 15/TTr. UBND huyện yêu cầu", "số 15/TTr. HĐND đã thông qua"])
def test_the_next_sentence_is_no_part_of_a_number(text: str) -> None:
    (match,) = find_documents(text)
    assert text[match.start : match.end].endswith("15/TTr")
