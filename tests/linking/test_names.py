import pytest

from service.linking.names import is_short_for, read_name, same_project


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Cầu Bến Đá", "cầu Bến Đá", True),
        ("Xây dựng cầu Bến Đá", "Cầu Bến Đá", True),
        ("Đầu tư xây dựng mới trụ sở xã Yên Thành", "Trụ sở xã Yên Thành", True),
        ("Hồ chứa nước Khe Gỗ", "Hồ chứa nước Khe Gố", True),
        ("Nhà văn hoá thôn Lũng Cà", "Nhà văn hóa thôn Lũng Cà", True),
        ("Kè chống sạt lở suối Nậm Thi", "Kè chống sạt lở suối Nậm Thl", True),
        ("Đường Phố Mới giai đoạn l", "Đường Phố Mới giai đoạn 1", True),
        ("Cầu Bến Đá", "Cầu Bến Gỗ", False),
        ("Trường Mầm non Hoa Lan", "Trường Mầm non Hoa Sen", False),
        ("Đường Phố Mới giai đoạn 1", "Đường Phố Mới giai đoạn 2", False),
        ("Đường vành đai (Km0 - Km5)", "Đường vành đai (Km5 - Km9)", False),
        ("Trường Tiểu học số 1 Mường Khoa", "Trường Tiểu học số 2 Mường Khoa", False),
        ("Khu dân cư Bình Minh I", "Khu dân cư Bình Minh II", False),
    ],
)
def test_spellings_of_one_name_and_names_of_two_projects(first: str, second: str, same: bool) -> None:
    assert same_project(read_name(first), read_name(second)) is same
    assert same_project(read_name(second), read_name(first)) is same


def test_the_places_at_the_end_of_a_name_may_be_left_out_but_not_differ() -> None:
    name, place, district = "Chợ Bản Phiệt", "xã Bản Lầu", "huyện Mường Khương"
    full = f"{name}, {place}, {district}"
    whole = read_name(full, [(15, 25), (27, len(full))])
    assert whole.ending == ("xã", "bản", "lầu", "huyện", "mường", "khương")
    assert same_project(whole, read_name(name))
    assert same_project(whole, read_name(f"{name}, {place}", [(15, 25)]))
    assert not same_project(whole, read_name(f"{name}, xã Nấm Lư", [(15, 24)]))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("chợ Phố Ràng", "Nâng cấp chợ Phố Ràng (hạng mục mái che)"),
        ("kè sông Chảy", "Kè chống sạt lở bờ sông Chảy, thị trấn Yên Bình"),
        ("Trường THCS Tân Nguyên", "Trường THCS Tân Nguyên - nhà học 8 phòng"),
        ("Công viên Yên Hòa", "Công viên Yên Hòa, phân khu trung tâm"),
        ("đường Cảm Ân - Mông Sơn", "Đường liên xã Cảm Ân - Mông Sơn đoạn qua chợ"),
        ("Suối Giàng", "Cấp nước sinh hoạt Suối Giàng"),
        ("Trạm bơm Đồng Bưởi", "Trạm bơm Đồng Bưởi giai đoạn 2"),
    ],
)
def test_a_short_form_leaves_out_what_is_no_name(short: str, full: str) -> None:
    assert is_short_for(read_name(short), read_name(full))
    assert not is_short_for(read_name(full), read_name(short))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Đường Trần", "Đường Trần Phú"),
        ("Cầu Quảng Hải", "Cầu Quảng Hải 2"),
        ("Đường Trần Phú", "Đường nối Trần Phú - Lê Lợi"),
        ("Trường Tiểu học Hòa An", "Trường Tiểu học và THCS Hòa An"),
        ("cầu Ba Khe", "Nút giao đường dẫn cầu Ba Khe"),
        ("Nhà văn hóa", "Nhà văn hóa thôn Lũng Cà"),
        ("Khu dân cư Bắc Lệnh", "Khu dân cư Bắc Lệnh mở rộng"),
        ("Đường Phố Mới giai đoạn 1", "Đường Phố Mới giai đoạn 2, đoạn cuối"),
        ("Chợ A", "Chợ A"),
    ],
)
def test_what_only_looks_like_a_short_form(short: str, full: str) -> None:
    assert not is_short_for(read_name(short), read_name(full))
