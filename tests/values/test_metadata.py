from service.values.metadata import Metadata, read_metadata


def test_the_head_of_a_report() -> None:
    text = """ỦY BAN NHÂN DÂN
XÃ BÌNH KHÊ

Số: 214/BC-UBND

Bình Khê, ngày 28 tháng 10 năm 2025

BÁO CÁO

Kết quả thực hiện nhiệm vụ kinh tế - xã hội 9 tháng đầu năm, nhiệm vụ quý IV năm 2025

I. KINH TẾ
"""
    assert read_metadata(text) == Metadata(
        number="214/BC-UBND",
        issuer="ỦY BAN NHÂN DÂN XÃ BÌNH KHÊ",
        place="Bình Khê",
        date="2025-10-28",
        title="BÁO CÁO Kết quả thực hiện nhiệm vụ kinh tế - xã hội 9 tháng đầu năm, nhiệm vụ quý IV năm 2025",
        period="2025-01/2025-09",
        reference_date="2025-10-28",
    )


def test_blanks_that_were_left_for_the_number_and_the_day() -> None:
    text = "UBND HUYỆN A\nSố:    /BC-UBND\n\nTP. Vinh, ngày      tháng 4 năm 2025\n\nBÁO CÁO\nTình hình tháng 4/2025\n"
    metadata = read_metadata(text)
    assert (metadata.number, metadata.date, metadata.place) == (None, "2025-04", "TP. Vinh")
    assert metadata.reference_date == "2025-04"


def test_news_have_a_dateline() -> None:
    metadata = read_metadata("Đường mới về bản\n\nCần Thơ, 18/3/2026\n\nSáng nay, xe lu đã chạy lại.\n")
    assert (metadata.place, metadata.date, metadata.title) == ("Cần Thơ", "2026-03-18", None)


def test_the_reference_is_the_end_of_the_period_where_no_date_stands() -> None:
    assert read_metadata("BÁO CÁO\nTình hình quý III năm 2024\n").reference_date == "2024-09"
    assert read_metadata("BÁO CÁO\nTổng kết năm 2023\n").reference_date == "2023"


def test_a_text_without_a_head() -> None:
    assert read_metadata("Trời hôm nay đẹp.") == Metadata()
    assert read_metadata("") == Metadata()
