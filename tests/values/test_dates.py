from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.labels import Label
from service.values.calendars import convert_lunar, is_day
from service.values.dates import Reference, find_dates, parse_date

APRIL = Reference(2025, 4)

WHOLE = [
    ("13/04/2025", "2025-04-13"),
    ("13-4-2025", "2025-04-13"),
    ("13.4.2025", "2025-04-13"),
    ("2025-04-13", "2025-04-13"),
    ("ngày 13/4/2025", "2025-04-13"),
    ("ngày 13 tháng 4 năm 2025", "2025-04-13"),
    ("ngày 13 tháng 04/2025", "2025-04-13"),
    ("20 tháng 4, 2025", "2025-04-20"),
    ("3/3/17", "2017-03-03"),
    ("ngày l8 tháng 3 năm 2O22", "2022-03-18"),
    ("ngày 3O/9/2025", "2025-09-30"),
    ("ngày 01/0l/2015", "2015-01-01"),
    ("29/2/2024", "2024-02-29"),
    ("tháng 4/2025", "2025-04"),
    ("tháng 04 năm 2025", "2025-04"),
    ("tháng 12-2024", "2024-12"),
    ("Tháng tư năm 2025", "2025-04"),
    ("T4/2025", "2025-04"),
    ("12/2024", "2024-12"),
    ("năm 2025", "2025"),
    ("năm 20l9", "2019"),
    ("năm hai nghìn không trăm hai mươi lăm", "2025"),
    ("quý I/2025", "2025-33"),
    ("Quý II năm 2025", "2025-34"),
    ("quý 3/2025", "2025-35"),
    ("QUÝ IV NĂM 2024", "2024-36"),
    ("quý Il/2025", "2025-34"),
    ("6 tháng đầu năm 2025", "2025-40"),
    ("nửa đầu năm 2025", "2025-40"),
    ("sáu tháng cuối năm 2024", "2024-41"),
    ("09 tháng đầu năm 2025", "2025-01/2025-09"),
    ("3 tháng cuối năm 2025", "2025-10/2025-12"),
    ("11 tháng năm 2024", "2024-01/2024-11"),
    ("giai đoạn 2021-2025", "2021/2025"),
    ("Giai đoạn 2021 - 2030", "2021/2030"),
    ("nhiệm kỳ 2025 - 2030", "2025/2030"),
    ("năm học 2024 - 2025", "2024/2025"),
    ("học kỳ II năm học 2024 - 2025", "2024/2025"),
    ("niên vụ 2023-2024", "2023/2024"),
    ("2021-2025", "2021/2025"),
    ("năm 2016 đến năm 2020", "2016/2020"),
    ("ngày 16/11/2024 đến ngày 10/4/2025", "2024-11-16/2025-04-10"),
    ("01/01/2015 đến 31/12/2017", "2015-01-01/2017-12-31"),
    ("30/4 - 01/5/2025", "2025-04-30/2025-05-01"),
    ("28/12 - 03/01/2025", "2024-12-28/2025-01-03"),
    ("ngày 01 đến ngày 15/4/2025", "2025-04-01/2025-04-15"),
    ("10 - 11/3/2018", "2018-03-10/2018-03-11"),
    ("07 giờ 30 đến 11 giờ 30 ngày 12/3/2024", "2024-03-12T07:30/2024-03-12T11:30"),
    ("3T/2025", "2025-01/2025-03"),
    ("ngày 26 tháng 11 nặm 2003", "2003-11-26"),
    ("ngày 23 tháng 5năm 2018", "2018-05-23"),
    ("SÁU THÁNG CUỐI NĂM 2021", "2021-41"),
    ("6 tháng đẩu năm 2O16", "2016-40"),
    ("tháng 7 đến tháng 11/2025", "2025-07/2025-11"),
    ("30/4/1975-30/4/2025", "1975-04-30/2025-04-30"),
    ("quý III/2024 đến quý I/2025", "2024-35/2025-33"),
    ("16 giờ 30, ngày 20/4/2025", "2025-04-20T16:30"),
    ("16h30' ngày 20/4/2025", "2025-04-20T16:30"),
    ("8 giờ 00 phút, ngày 05 tháng 5 năm 2025", "2025-05-05T08:00"),
    ("11 giờ ngày 21/4/2025", "2025-04-21T11:00"),
    ("7h30, thứ Năm ngày 10/4/2025", "2025-04-10T07:30"),
    ("16/5/2023 – 15:42", "2023-05-16T15:42"),
    ("ngày 18/4 đến 11 giờ ngày 21/4/2025", "2025-04-18/2025-04-21T11:00"),
]


@pytest.mark.parametrize(("text", "edtf"), WHOLE)
def test_whole_dates(text: str, edtf: str) -> None:
    reading = parse_date(text)
    assert reading.value == {"edtf": edtf}
    assert reading.inferred == ()


@pytest.mark.parametrize(("text", "edtf"), WHOLE)
def test_the_span_is_the_whole_form(text: str, edtf: str) -> None:
    sentence = f"Tính đến hết {text} thì xong."
    spans = [sentence[match.start : match.end] for match in find_dates(sentence)]
    assert spans == [text]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ngày 19/4", "2025-04-19"),
        ("ngày 29.4", "2025-04-29"),
        ("tháng 5", "2025-05"),
        ("quý IV", "2025-36"),
        ("6 tháng đầu năm", "2025-40"),
        ("16h30 ngày 20/4", "2025-04-20T16:30"),
        ("10.4", "2025-04-10"),
        ("l7-2", "2025-02-17"),
        ("9 tháng", "2025-01/2025-09"),
        ("hai tháng", "2025-01/2025-02"),
    ],
)
def test_incomplete_dates_take_the_report_s_year(text: str, edtf: str) -> None:
    reading = parse_date(text, reference=APRIL)
    assert (reading.value, reading.inferred) == ({"edtf": edtf}, ("year",))
    assert parse_date(text).reason == "no_year"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("10/3 âm lịch", "2025-04-07"),
        ("mồng 10 tháng 3 âm lịch", "2025-04-07"),
        ("mùng 1 Tết", "2025-01-29"),
        ("ngày 17 tháng Giêng âm lịch", "2025-02-14"),
        ("rằm tháng Bảy", "2025-09-06"),
    ],
)
def test_lunar_dates_are_given_as_gregorian_days(text: str, edtf: str) -> None:
    assert parse_date(text, reference=APRIL).value == {"edtf": edtf, "calendar": "lunar"}


@pytest.mark.parametrize("text", ["31/02/2025", "30/2/2024", "29/2/2023", "31/4/2025", "ngày 32/1/2025"])
def test_impossible_dates_keep_their_span_and_have_no_value(text: str) -> None:
    matches = find_dates(f"họp {text}, xong")
    assert len(matches) == 1
    reading = matches[0].reading
    assert (reading.value, reading.reason, reading.warnings) == (None, "invalid_date", ("invalid_date",))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("từ ngày 16/11/2024 đến ngày 10/4/2025", ["ngày 16/11/2024 đến ngày 10/4/2025"]),
        ("tháng 4 và 4 tháng đầu năm 2025", ["tháng 4", "4 tháng đầu năm 2025"]),
        ("nửa cuối năm\nphải xong", ["nửa cuối năm"]),
        ("thi từ 11/12-12/12/2024", ["11/12-12/12/2024"]),
        ("trong giai\nđoạn 2021 - 2025 và thời\nkỳ 2016-2020", ["giai\nđoạn 2021 - 2025", "thời\nkỳ 2016-2020"]),
        ("thu ngân sách xã 9 tháng đầu năm 2023", ["9 tháng đầu năm 2023"]),
        ("giai đoạn 2021 - 2030, tầm nhìn đến năm 2050", ["giai đoạn 2021 - 2030", "năm 2050"]),
        ("năm 2023, 2024 và 2025", ["năm 2023", "2024", "2025"]),
        ("các ngày 5, 6/4", ["5", "6/4"]),
        ("ngày 13 và ngày 14/10/2022", ["ngày 13", "ngày 14/10/2022"]),
        ("(ngày 02 và 03 tháng 7 năm 2019)", ["ngày 02", "03 tháng 7 năm 2019"]),
        ("từ 07 giờ 30 đến 11 giờ 30 ngày 12/3/2024", ["07 giờ 30 đến 11 giờ 30 ngày 12/3/2024"]),
        ("Cập nhật l6:45, 22/9/2022", ["l6:45, 22/9/2022"]),
        ("lúc O9:12 ngày 27/02/2O26", ["O9:12 ngày 27/02/2O26"]),
        ("Họp lần 4: ngày 15/9/2023", ["ngày 15/9/2023"]),
        ("kết quả 3 tháng cuôi năm 2O16", ["3 tháng cuôi năm 2O16"]),
        ("ngày 08 thá ng 12 năm 2020, từ năm 2 014", ["ngày 08 thá ng 12 năm 2020", "năm 2 014"]),
        ("lùi sang qúy ll/2019", ["qúy ll/2019"]),
        ("Rét hại 18 - 25/01 làm chết bê; | 17-18/3 | 66 hộ", ["18 - 25/01", "17-18/3"]),
        ("đông nhất là 30/4 - 01/5.", ["30/4 - 01/5"]),
        ("từ ngày 29.4 - 01.5 tại xã", ["ngày 29.4 - 01.5"]),
        ("Mốc: 30/6 xong mặt bằng; cơn lốc 22/4 làm đổ", ["30/6", "22/4"]),
        ("trường mầm non 19/5, tổ 12/3, nhà số 27/4", []),
        ("hoàn thành 12/10 chỉ tiêu", []),
        ("chiều 11-11 thông cống, đến 30-9 toàn thành phố", ["11-11", "30-9"]),
        ("từ 8-9 hộ", []),
        ("tưởng niệm Ngày 27/7", ["27/7"]),
        ("kết quả tuần 2 tháng 01 năm 2026", ["tháng 01 năm 2026"]),
        ("lũy kế 9 tháng và BÁO CÁO 6 THÁNG", ["9 tháng", "6 THÁNG"]),
        ("báo cáo 06 tháng vận hành", []),
        ("tăng so với 3T/2025", ["3T/2025"]),
        ("bình quân 4 năm 2016 - 2019", ["2016 - 2019"]),
        ("mỗi tháng 1,8 triệu đồng", []),
        ("cùng kỳ năm 2022, so với 2021", ["năm 2022", "2021"]),
        ("Thứ Hai, ngày 14/4/2025", ["ngày 14/4/2025"]),
        ("kỷ niệm ngày Giải phóng miền Nam 30/4", ["30/4"]),
        ("chào mừng Ngày Sách và Văn hóa đọc 21/4", ["21/4"]),
        ("(07/4), (01/5)", ["07/4", "01/5"]),
        ("sáng 10/3, chiều 11/3", ["10/3", "11/3"]),
        ("trong 05 năm, 50 ngày, 6 tháng qua", []),
        ("cầu 17/10, đường 30/4, đường 3 tháng 2", []),
        ("đạt 13/14 tiêu chí; 08/08 phường", []),
        ("217/345 hồ sơ", []),
        ("khóa XX, lần thứ 9", []),
        ("tỷ lệ 1/500", []),
        ("trước 16 giờ thứ sáu hằng tuần", []),
        ("trẻ từ 1- 5 tuổi", []),
        ("đến nay, hằng năm, cùng kỳ", []),
        ("Cách mạng Tháng Tám", []),
        ("2020 hộ nghèo", []),
        ("điện thoại 0205.3812.345", []),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[match.start : match.end] for match in find_dates(text, reference=APRIL)] == spans


@pytest.mark.parametrize("text", ["2025", "2025-04", "2025-04-30"])
def test_references_are_read(text: str) -> None:
    assert Reference.parse(text).year == 2025


@pytest.mark.parametrize("text", ["", "abc", "2025-13", "2025-02-30", "04/2025", "0000", "2025-4"])
def test_references_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        Reference.parse(text)


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((1968, 1, 1), (1968, 1, 29)),  # a day before China's
        ((1985, 1, 1), (1985, 1, 21)),  # a month before China's
        ((2007, 1, 1), (2007, 2, 17)),  # a day before China's
        ((2025, 1, 1), (2025, 1, 29)),
        ((2025, 3, 10), (2025, 4, 7)),
        ((2024, 8, 15), (2024, 9, 17)),
    ],
)
def test_the_lunar_calendar_is_vietnam_s(lunar: tuple[int, int, int], solar: tuple[int, int, int]) -> None:
    assert convert_lunar(*lunar) == solar


def test_lunar_days_that_do_not_exist() -> None:
    assert convert_lunar(2025, 2, 30) is None
    assert convert_lunar(2025, 13, 1) is None
    assert convert_lunar(1500, 1, 1) is None


def test_days_of_the_calendar() -> None:
    assert is_day(2024, 2, 29)
    assert not is_day(2023, 2, 29)
    assert is_day(None, 2, 29)
    assert not is_day(2025, 0, 1)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for text in (
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"ngày {day.day}/{day.month}/{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day}-{day.month}-{day.year}",
        day.isoformat(),
    ):
        assert parse_date(text).value == {"edtf": day.isoformat()}


@given(st.text() | st.text(alphabet=st.sampled_from("0123456789/.- ngàytháăđếnquýIV,")))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for match in find_dates(text, reference=APRIL):
        assert end <= match.start < match.end <= len(text)
        assert match.label is Label.DATE
        assert match.reading.value is not None or match.reading.reason == "invalid_date"
        end = match.end


@pytest.mark.parametrize(
    "unit",
    ["1/", "1/1/", "ngày ", "tháng 1 ", "1 - ", "năm 2025 - ", "quý I ", "2025", "1.1.", "ngày 1 và ", "1 giờ - "],
)
def test_hostile_runs_end(unit: str) -> None:
    find_dates(unit * 20_000)
