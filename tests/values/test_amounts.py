import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from service.values.amounts import find_amounts, parse_amount

VND = [
    ("14.170 triệu đồng", "14170000000"),
    ("1.924 tỷ đồng", "1924000000000"),
    ("28.000.000 đồng", "28000000"),
    ("185 568 500 đồng", "185568500"),
    ("15,000,000 đồng", "15000000"),
    ("1,5 nghìn tỷ", "1500000000000"),
    ("25 ngàn tỉ đồng", "25000000000000"),
    ("5.642,77 tỷ đồng", "5642770000000"),
    ("35.5 tỷ đồng", "35500000000"),
    ("2 tỷ 350 triệu", "2350000000"),
    ("1 triệu 250 nghìn 500 đồng", "1250500"),
    ("1 tỷ 2", "1200000000"),
    ("1tr5", "1500000"),
    ("1 tỷ rưỡi", "1500000000"),
    ("1/2 tỷ đồng", "500000000"),
    ("2 triệu 350 nghìn", "2350000"),
    ("20 trđ", "20000000"),
    ("20 tr.đ", "20000000"),
    ("20 tr đồng", "20000000"),
    ("20tỷ đồng", "20000000000"),
    ("500.000đ", "500000"),
    ("500.000 VNĐ", "500000"),
    ("500.000 ₫", "500000"),
    ("5 chục triệu đồng", "50000000"),
    ("5 trăm triệu đồng", "500000000"),
    ("2O tỷ đồng", "20000000000"),
    ("l4.17O triệu đông", "14170000000"),
    ("4 triêu đồng", "4000000"),
    ("680 triệu", "680000000"),
    ("một trăm hai mươi triệu đồng", "120000000"),
    ("Một tỷ, ba trăm mười tám triệu, bảy trăm sáu mươi bốn nghìn đồng", "1318764000"),
    ("một tỷ rưỡi đồng", "1500000000"),
    ("nửa triệu đồng", "500000"),
    ("ba trăm năm mươi triệu đồng chẵn", "350000000"),
    ("hai mươi lăm nghìn tỷ đồng", "25000000000000"),
    ("năm tỷ ba trăm triệu", "5300000000"),
    ("-2,5 tỷ đồng", "-2500000000"),
]


@pytest.mark.parametrize(("text", "amount"), VND)
def test_dong(text: str, amount: str) -> None:
    value = parse_amount(text).value
    assert value is not None
    assert (value["amount"], value["currency"]) == (amount, "VND")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,5 triệu USD", {"amount": "2500000", "currency": "USD"}),
        ("37,2 triệu đô la Mỹ", {"amount": "37200000", "currency": "USD"}),
        ("$5 triệu", {"amount": "5000000", "currency": "USD"}),
        ("US$ 20", {"amount": "20", "currency": "USD"}),
        ("€ 20", {"amount": "20", "currency": "EUR"}),
        ("15 tỷ yên Nhật", {"amount": "15000000000", "currency": "JPY"}),
        ("3 triệu nhân dân tệ", {"amount": "3000000", "currency": "CNY"}),
        ("50 triệu đồng/ha", {"amount": "50000000", "currency": "VND", "per": "ha"}),
        ("52.000 đồng/kg", {"amount": "52000", "currency": "VND", "per": "kg"}),
        ("2 triệu đồng/người/tháng", {"amount": "2000000", "currency": "VND", "per": "người/tháng"}),
        ("350.000 đồng/m²", {"amount": "350000", "currency": "VND", "per": "m2"}),
        ("6,9 tỷ đồng/doanh nghiệp", {"amount": "6900000000", "currency": "VND", "per": "doanh nghiệp"}),
        ("3 đến 5 tỷ đồng", {"min": "3000000000", "max": "5000000000", "currency": "VND"}),
        ("10.500 - 11.000 đồng/kg", {"min": "10500", "max": "11000", "currency": "VND", "per": "kg"}),
        ("14 - l6 tỷ đồng", {"min": "14000000000", "max": "16000000000", "currency": "VND"}),
        ("700 triệu đồng đến 1 tỷ đồng", {"min": "700000000", "max": "1000000000", "currency": "VND"}),
        ("1.500.000 đồng/nội dung", {"amount": "1500000", "currency": "VND", "per": "nội dung"}),
        ("50.000 đồng/thủ tục", {"amount": "50000", "currency": "VND", "per": "thủ tục"}),
        ("3 triệu đồng/nhà lưới", {"amount": "3000000", "currency": "VND", "per": "nhà"}),
        ("3 triệu đồng/vườn ươm/năm", {"amount": "3000000", "currency": "VND", "per": "vườn ươm/năm"}),
        ("5 triệu đồng/1 ha", {"amount": "5000000", "currency": "VND", "per": "ha"}),
        ("200.000 đồng/01 người/tháng", {"amount": "200000", "currency": "VND", "per": "người/tháng"}),
        ("1.000.000 đồng/1ha", {"amount": "1000000", "currency": "VND", "per": "ha"}),
        ("250 (hai trăm năm mươi) triệu đồng", {"amount": "250000000", "currency": "VND"}),
        ("1.200.000.000 (một tỷ hai trăm triệu) đồng", {"amount": "1200000000", "currency": "VND"}),
        ("hai mươi (20) triệu đồng", {"amount": "20000000", "currency": "VND"}),
        (
            "9 triệu đồng/vườn ươm đến 14 triệu đồng/vườn ươm",
            {"min": "9000000", "max": "14000000", "currency": "VND", "per": "vườn ươm"},
        ),
        ("9.000 đồng/kg đến 14.000 đồng/kg", {"min": "9000", "max": "14000", "currency": "VND", "per": "kg"}),
    ],
)
def test_currencies_rates_and_ranges(text: str, value: dict[str, str]) -> None:
    assert parse_amount(text).value == value


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("thu khoảng 14.170 triệu đồng, đạt", ["14.170 triệu đồng"]),
        ("từ 3 đến 5 tỷ đồng mỗi năm", ["3 đến 5 tỷ đồng"]),
        ("chi 5 tỷ, thu 7,5 tỷ đồng.", ["5 tỷ", "7,5 tỷ đồng"]),
        ("xin 680 triệu từ nguồn kết dư", ["680 triệu"]),
        ("hỗ trợ **20.000.000 đồng**".replace("*", " "), ["20.000.000 đồng"]),
        ("giảm -1,2 tỷ đồng", ["-1,2 tỷ đồng"]),
        (
            "nộp 350 triệu đồng (Bằng chữ: Ba trăm năm mươi triệu đồng)",
            ["350 triệu đồng", "Ba trăm năm mươi triệu đồng"],
        ),
        ("186 triệu\nđồng trong năm", ["186 triệu\nđồng"]),
        ("cửa xả : 12 tỷ 9\n- Van ngăn", ["12 tỷ 9"]),
        ("bổ sung l tỷ 2 để trả nợ", ["l tỷ 2"]),
        ("hẻm 2683 : 74O triệu\n- Xây mới", ["74O triệu"]),
        ("ước tính 4O tỷ 600 triệu $.", ["4O tỷ 600 triệu"]),
        ("giải ngân 71 tỷ 250 triệu đồng bằng 15,3%", ["71 tỷ 250 triệu đồng"]),
        ("vốn 187 tỷ 400 tr.đ, theo", ["187 tỷ 400 tr.đ"]),
        ("bình quân 120 triệu đồng/dự án", ["120 triệu đồng/dự án"]),
        ("dân tự góp 410 triệu mà không ai gọi", ["410 triệu"]),
        ("trang 3\n\nĐỒNG VĂN", []),
        ("đón 2,5 triệu lượt khách", []),
        ("27,6 triệu m² gạch", []),
        ("20 đồng chí dự họp", []),
        ("đạt tỷ lệ 5 tỷ lệ", []),
        ("năm 2022 tỷ lệ nghèo giảm", []),
        ("Điều 5 Luật", []),
        ("tăng 3,5%", []),
        ("chi 20.000 đồng/biểu mẫu kê khai", ["20.000 đồng/biểu mẫu"]),
        ("đạt 100 tỷ đồng/kế hoạch 120 tỷ đồng", ["100 tỷ đồng", "120 tỷ đồng"]),
        ("đạt 100 tỷ đồng/chỉ tiêu giao 120 tỷ đồng", ["100 tỷ đồng", "120 tỷ đồng"]),
        ("800 tỷ đồng/1 nghìn tỷ đồng", ["800 tỷ đồng", "1 nghìn tỷ đồng"]),
        ("23 tỷ đồng/1 triệu USD", ["23 tỷ đồng", "1 triệu USD"]),
        ("nộp 200.000 đồng/01 tháng 12", ["200.000 đồng"]),
        ("số tiền 250 (hai trăm năm mươi triệu) đồng", []),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[match.start : match.end] for match in find_amounts(text)] == spans


def test_a_figure_and_its_words_are_compared() -> None:
    same = find_amounts("số tiền 350 triệu đồng (Bằng chữ: Ba trăm năm mươi triệu đồng)")
    other = find_amounts("số tiền 350 triệu đồng (Bằng chữ: Ba trăm năm mươi lăm triệu đồng)")
    assert [match.reading.warnings for match in same] == [(), ()]
    assert [match.reading.warnings for match in other] == [("words_differ",), ("words_differ",)]


def test_the_literal_reading_stands_and_the_other_is_told() -> None:
    reading = parse_amount("1.924 tỷ đồng")
    assert reading.warnings == ("ambiguous_separator",)
    assert reading.alternatives == ({"amount": "1924000000", "currency": "VND"},)
    assert parse_amount("28,000 đồng").alternatives == ({"amount": "28000", "currency": "VND"},)
    for plain in ("14.170 triệu đồng", "10.500 đồng", "3,5 tỷ đồng"):
        assert parse_amount(plain).warnings == ()


def test_no_amount_has_a_reason() -> None:
    assert parse_amount("ba hộ nghèo").reason == "no_currency"
    assert parse_amount("tiền đồng").reason == "no_number"
    assert parse_amount("4.148.6 tỷ đồng").reason == "malformed_number"


@given(st.text() | st.text(alphabet=st.sampled_from("0123456789., lOđtỷriệuồng-/()$%")))
def test_spans_lie_in_the_text_and_are_read(text: str) -> None:
    for match in find_amounts(text):
        assert 0 <= match.start < match.end <= len(text)
        assert match.label is Label.AMOUNT
        assert match.reading.value is not None


@pytest.mark.parametrize("unit", ["1 tỷ ", "một ", "1 đồng/", "một trăm đồng ", "1-", "1 tỷ 1 triệu ", "(Bằng chữ: "])
def test_hostile_runs_end(unit: str) -> None:
    find_amounts(unit * 20_000)
