import pytest

from service.values.borders import settle_borders


@pytest.mark.parametrize(
    ("text", "found", "places", "settled"),
    [
        ("dự án Cầu Tân Phú", "dự án Cầu Tân Phú", [], "Cầu Tân Phú"),
        (
            "Chợ Nhe, xã Ia Rvê, huyện Ea Súp, dài",
            "Chợ Nhe",
            ["xã Ia Rvê", "huyện Ea Súp"],
            "Chợ Nhe, xã Ia Rvê, huyện Ea Súp",
        ),
        ("Chợ Nhe, Hà Nội chi", "Chợ Nhe", ["Hà Nội"], "Chợ Nhe"),
        ("Chợ Nhe và xã Ia Rvê", "Chợ Nhe", ["xã Ia Rvê"], "Chợ Nhe"),
        (
            "Đường vào xã Lập (đoạn Cựp - Cuôi) dài",
            "Đường vào xã Lập (đoạn Cựp - Cuôi",
            [],
            "Đường vào xã Lập (đoạn Cựp - Cuôi)",
        ),
        ("Kè sông Gianh (đoạn qua xã Hải), 5 tỷ", "Kè sông Gianh", [], "Kè sông Gianh (đoạn qua xã Hải)"),
        ("Hồ Thác (giai đoạn 2), xã Lập", "Hồ Thác", ["xã Lập"], "Hồ Thác (giai đoạn 2), xã Lập"),
        ("Kè sông Gianh (24,7 km)", "Kè sông Gianh", [], "Kè sông Gianh"),
        ("Trạm y tế xã Trực ( cũ )", "Trạm y tế xã Trực ( cũ )", [], "Trạm y tế xã Trực"),
        ("Cầu A (đoạn\n\nB)", "Cầu A", [], "Cầu A"),
    ],
)
def test_borders(text: str, found: str, places: list[str], settled: str) -> None:
    start = text.index(found)
    ends = {text.index(place): text.index(place) + len(place) for place in places}
    begin, end = settle_borders(text, start, start + len(found), ends)
    assert text[begin:end] == settled
