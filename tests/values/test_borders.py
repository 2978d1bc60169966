import pytest

from service.values.borders import is_no_place, settle_borders, settle_place, split_place, split_project


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
        ("Khu dân cư A thuộc dự án B", "Khu dân cư A thuộc", [], "Khu dân cư A"),
        ("Chợ A, quy mô 40 ki-ốt", "Chợ A, quy mô 40 ki-ốt", [], "Chợ A"),
        ("Đường A trên địa bàn tỉnh B", "Đường A trên địa bàn tỉnh B", [], "Đường A"),
        (
            "quy hoạch chợ trên địa bàn tỉnh B",
            "quy hoạch chợ trên địa bàn tỉnh B",
            [],
            "quy hoạch chợ trên địa bàn tỉnh B",
        ),
    ],
)
def test_borders(text: str, found: str, places: list[str], settled: str) -> None:
    start = text.index(found)
    ends = {text.index(place): text.index(place) + len(place) for place in places}
    begin, end = settle_borders(text, start, start + len(found), ends)
    assert text[begin:end] == settled


@pytest.mark.parametrize(
    ("text", "found", "project", "settled"),
    [
        ("Xây mới chợ Mai Pha, thành phố", "Mai Pha", "Xây mới chợ Mai Pha", "chợ Mai Pha"),
        ("chợ Mai Pha xây lại", "Mai Pha", "chợ Mai Pha", "Mai Pha"),
        ("các xã Lìa, Thanh", "xã Lìa", None, "Lìa"),
        ("cả xã Lìa, Thanh", "xã Lìa", None, "xã Lìa"),
        ("tới cửa sông Vĩnh Điện", "sông Vĩnh Điện", None, "cửa sông Vĩnh Điện"),
        ("bến phà Vĩnh Tu cũ", "Vĩnh Tu", None, "bến phà Vĩnh Tu"),
        ("xã Lìa (cũ) nay", "xã Lìa (cũ)", None, "xã Lìa"),
        ("Nhà văn hóa thôn Sơn Hạ 3, xã", "thôn Sơn Hạ", "Nhà văn hóa thôn Sơn Hạ 3", "thôn Sơn Hạ 3"),
        ("thôn Sơn Hạ 3 hộ", "thôn Sơn Hạ", None, "thôn Sơn Hạ"),
        ("quốc lộ 15a và", "quốc lộ 15", None, "quốc lộ 15a"),
        ("chợ Mai Pha xây lại", "chợ Mai Pha", "chợ Mai Pha", "Mai Pha"),
        (
            "Khu công nghiệp Yên Phong II-A đã",
            "Khu công nghiệp Yên Phong",
            "Khu công nghiệp Yên Phong II-A",
            "Yên Phong",
        ),
        ("Hồ chứa nước Ka Pét, xã Hàm Thạnh", "Ka Pét", "Hồ chứa nước Ka Pét, xã Hàm Thạnh", "Hồ chứa nước Ka Pét"),
        ("họp ở chợ Mai Pha", "Mai Pha", None, "chợ Mai Pha"),
        ("khu tái định cư thôn Bảo Lâm", "thôn Bảo Lâm", None, "thôn Bảo Lâm"),
        ("cầu Tân Vũ - Lạch Huyện 2 và đường", "Tân Vũ", "cầu Tân Vũ - Lạch Huyện 2 và đường", "Tân Vũ"),
        ("Công viên nghĩa trang An Khánh, xã", "An Khánh", "Công viên nghĩa trang An Khánh, xã", "An Khánh"),
        ("đến Hà Nội", "Hà Nội", None, "Hà Nội"),
        ("tại ngã tư Hùng Vương - Nguyễn Trãi", "ngã tư Hùng Vương", None, "Hùng Vương"),
        ("Khu dân cư Tân Hải - Dư Khánh", "Khu dân cư Tân Hải", None, "Tân Hải"),
        ("xã Tân Hải - Dư Khánh", "xã Tân Hải", None, "xã Tân Hải"),
        ("mặt đường Quốc lộ 4B bị lún", "đường Quốc lộ 4B", None, "Quốc lộ 4B"),
        ("đường Vành đai 3 kẹt", "đường Vành đai 3", None, "đường Vành đai 3"),
        ("nhà thầu tại Km47 Quốc lộ 2.", "Km47 Quốc lộ 2", None, "Quốc lộ 2"),
        ("Hồ chứa nước Bà Râu 2 đã", "Bà Râu 2", "Hồ chứa nước Bà Râu 2", "Bà Râu"),
        ("Nhà văn hóa thôn Sơn Hạ 3, xã", "thôn Sơn Hạ 3", "Nhà văn hóa thôn Sơn Hạ 3", "thôn Sơn Hạ 3"),
        ("Cải tạo Vành đai 5, xong", "Vành đai 5", "Cải tạo Vành đai 5", "Vành đai 5"),
        ("đến vườn quốc gia Yok Đôn", "Yok Đôn", None, "vườn quốc gia Yok Đôn"),
    ],
)
def test_type_words(text: str, found: str, project: str | None, settled: str) -> None:
    start = text.index(found)
    whole = None if project is None else (text.index(project), text.index(project) + len(project))
    begin, end = settle_place(text, start, start + len(found), whole)
    assert text[begin:end] == settled


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Quy hoạch phía Bắc; phân khu phía Nam", ["Quy hoạch phía Bắc", "phân khu phía Nam"]),
        ("Đường Xáng; Hạng mục: mặt đường", ["Đường Xáng; Hạng mục: mặt đường"]),
        ("Kè (đoạn A; đoạn B) xã C", ["Kè (đoạn A; đoạn B) xã C"]),
        ("Chợ A", ["Chợ A"]),
    ],
)
def test_a_semicolon_parts_projects(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in split_project(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("tổ 5 Khai Quang", ["tổ 5", "Khai Quang"]),
        ("ngách 8 phố Chiền", ["ngách 8", "phố Chiền"]),
        ("thôn 3 xã Lìa", ["thôn 3", "xã Lìa"]),
        ("hẻm 47 Nguyễn Trãi", ["hẻm 47 Nguyễn Trãi"]),
        ("thôn Sơn Hạ 3", ["thôn Sơn Hạ 3"]),
        ("tổ 14", ["tổ 14"]),
    ],
)
def test_a_numbered_quarter_and_what_it_lies_in_are_two(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in split_place(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("found", "no_place"),
    [("Vân Kiều", True), ("Thái 37", True), ("Thái Bình", False), ("Lào", False), ("buôn Mông", False)],
)
def test_peoples_are_no_places(found: str, no_place: bool) -> None:
    assert is_no_place(found, 0, len(found)) is no_place
