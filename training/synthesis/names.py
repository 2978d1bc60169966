"""Names of persons and organisations, made up from the parts that such names are made of."""

import random
from collections.abc import Callable

from service.labels import Label
from service.values.gazetteer import Era, Unit
from training.synthesis.inline import mark
from training.synthesis.setting import TYPE_WORD, Level, Region, Setting

NameMaker = Callable[[Setting, random.Random], str]

# fmt: off
_SURNAMES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đinh", "Trịnh", "Mai", "Lương", "Tô", "Cao", "Châu", "Tạ", "Hà",
    "Phùng", "Quách", "Thái", "La", "Lưu", "Đoàn", "Trương", "Lâm", "Vương",
)
_LOCAL_SURNAMES: dict[Region, tuple[str, ...]] = {
    Region.NORTH_EAST: ("Nông", "Hoàng", "Lý", "Triệu", "Bế", "Ma", "Vàng", "Giàng", "Đàm", "Lục", "Chu", "Bàn", "Lò", "Hà", "Mã"),
    Region.NORTH_WEST: ("Lò", "Quàng", "Cà", "Lường", "Tòng", "Vàng", "Giàng", "Sùng", "Thào", "Hà", "Cầm", "Mùa", "Bạc", "Bùi"),
    Region.DELTA: ("Nguyễn", "Vũ", "Đỗ", "Phạm", "Trần"),
    Region.CENTRE: ("Lê", "Hồ", "Phan", "Võ", "Cao", "Hà"),
    Region.HIGHLANDS: ("Y", "H'", "Rơ Châm", "Ksor", "Siu", "Rah Lan", "K'", "Nay", "Kpă", "A", "Đinh"),
    Region.SOUTH: ("Thạch", "Kim", "Danh", "Sơn", "Huỳnh", "Lâm", "Trương", "Châu", "Võ", "Lê"),
}
_MALE = ("Văn", "Văn", "Đức", "Quang", "Hữu", "Minh", "Xuân", "Ngọc", "Quốc", "Thanh", "Công", "Đình", "Bá", "Trọng", "Gia", "")
_FEMALE = ("Thị", "Thị", "Thị Thu", "Thị Kim", "Thị Ngọc", "Thanh", "Thị Hồng", "Minh", "Thị Bích", "Thị Phương")
_MALE_GIVEN = (
    "Hùng", "Dũng", "Thắng", "Cường", "Hải", "Long", "Sơn", "Tuấn", "Nam", "Bình", "Lộc", "Phong", "Thành", "Trung", "Khoa",
    "Vinh", "Quyết", "Thiệp", "Đạt", "Hiếu", "Kiên", "Phúc", "Toàn", "Tùng", "Huy", "Khánh", "Tâm", "Nghĩa", "Chiến", "Doanh",
)
_FEMALE_GIVEN = (
    "Hoa", "Lan", "Hương", "Yến", "Thảo", "Nga", "Hạnh", "Mai", "Thủy", "Hà", "Linh", "Trang", "Dung", "Loan", "Xuân", "Oanh",
    "Vân", "Nhung", "Phượng", "Hiền", "Liên", "Quyên", "Trâm", "Diệp", "Sáu", "Út",
)
_BRANDS = (
    "Trường", "Phú", "Thành", "Hưng", "Đại", "Minh", "Tân", "Hoàng", "An", "Phát", "Long", "Gia", "Thịnh", "Quang", "Việt",
    "Nam", "Đông", "Bắc", "Thái", "Sơn", "Hà", "Phương", "Đức", "Anh", "Tiến", "Lộc", "Khang", "Bình", "Hải", "Vượng",
)
_TRADES = (
    "Xây dựng", "Đầu tư Xây dựng", "Tư vấn và Xây dựng", "Xây dựng và Thương mại", "Xây lắp", "Tư vấn thiết kế", "Cơ khí",
    "Đầu tư", "Thương mại dịch vụ", "Năng lượng", "Điện lực", "Môi trường", "Cầu đường", "Xây dựng công trình", "Bất động sản",
    "Nông nghiệp", "Cấp nước", "Khoáng sản", "Xi măng", "Dệt may", "Thủy sản", "Giao thông", "tư vấn xây dựng", "Du lịch",
)
_COMPANIES = (
    "Công ty TNHH", "Công ty TNHH", "Công ty Cổ phần", "Công ty cổ phần", "Công ty CP", "Công ty TNHH MTV",
    "Công ty TNHH một thành viên", "Tổng công ty", "Tập đoàn", "Doanh nghiệp tư nhân", "Liên danh",
)
_DEPARTMENTS = {
    Era.PRE: (
        "Sở Kế hoạch và Đầu tư", "Sở Giao thông vận tải", "Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở NN&PTNT", "Sở TN&MT", "Sở KH&ĐT", "Sở Lao động - Thương binh và Xã hội", "Sở Thông tin và Truyền thông",
    ),
    Era.POST: ("Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Sở Dân tộc và Tôn giáo", "Sở NN&MT"),
}
_ALL_DEPARTMENTS = (
    "Sở Tài chính", "Sở Xây dựng", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Công Thương", "Sở Nội vụ", "Sở Tư pháp",
    "Thanh tra tỉnh", "Sở Văn hóa, Thể thao và Du lịch",
)
_DISTRICT_OFFICES = (
    "Phòng Tài chính - Kế hoạch", "Phòng Kinh tế và Hạ tầng", "Phòng Quản lý đô thị", "Phòng Tài nguyên và Môi trường",
    "Phòng Nông nghiệp và PTNT", "Phòng Giáo dục và Đào tạo", "Phòng Nội vụ", "Phòng Văn hóa và Thông tin", "Phòng Tư pháp",
)
_COMMUNE_OFFICES = (
    "Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công",
    "Văn phòng HĐND và UBND",
)
_MINISTRIES = (
    "Bộ Tài chính", "Bộ Xây dựng", "Bộ Kế hoạch và Đầu tư", "Bộ Giao thông vận tải", "Bộ Nông nghiệp và Môi trường", "Bộ Y tế",
    "Bộ Công Thương", "Chính phủ", "Quốc hội", "Bộ Nội vụ", "Kiểm toán Nhà nước", "Thanh tra Chính phủ", "Bộ Quốc phòng",
)
_BANKS = (
    "Ngân hàng Nông nghiệp và Phát triển nông thôn", "Ngân hàng Chính sách xã hội", "Agribank", "Ngân hàng TMCP Công Thương",
    "Vietcombank", "Ngân hàng Nhà nước", "Kho bạc Nhà nước", "Quỹ Bảo vệ môi trường", "Ngân hàng Thế giới", "Quỹ Đầu tư phát triển",
)
_UNIONS = (
    "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Mặt trận Tổ quốc", "Liên đoàn Lao động",
    "Hội Chữ thập đỏ", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Hội Người cao tuổi", "Hội Khuyến học",
)
_SCHOOLS = (
    "Trường Mầm non", "Trường Tiểu học", "Trường THCS", "Trường Tiểu học và THCS", "Trường TH&THCS", "Trường THPT",
    "Trường PTDTBT THCS", "Trường Mẫu giáo", "Trường PTDTBT Tiểu học", "Trường Phổ thông dân tộc nội trú",
)
_SCHOOL_NAMES = (
    "Hoa Mai", "Sao Mai", "Ánh Dương", "Hoa Hồng", "Bình Minh", "Sơn Ca", "Họa Mi", "Kim Đồng", "Lê Lợi", "Quang Trung",
    "Nguyễn Trãi", "Võ Thị Sáu", "Lê Hồng Phong", "Chu Văn An", "Trần Phú", "Hùng Vương", "Nguyễn Du", "Lý Tự Trọng",
)
_STATIONS = ("Đồn Biên phòng", "Hạt Kiểm lâm", "Trạm Y tế", "Xí nghiệp Thủy nông", "Ban Quản lý rừng phòng hộ", "HTX Nông nghiệp",
             "Hợp tác xã dịch vụ nông nghiệp", "Hợp tác xã Nông nghiệp", "Nhà máy xi măng")
# fmt: on


def draw_person(setting: Setting, random_state: random.Random) -> str:
    """A made-up name, unmarked."""
    local = random_state.random() < 0.45
    surname = random_state.choice(_LOCAL_SURNAMES[setting.region] if local else _SURNAMES)
    if surname.endswith("'"):
        return surname + random_state.choice(("Bia", "Loan", "Mai", "Thủy", "Brih", "Tem", "Nga"))
    if surname in ("Y", "A", "Rơ Châm", "Ksor", "Siu", "Rah Lan", "Nay", "Kpă"):
        return f"{surname} {random_state.choice(('Thuin', 'Hlem', 'Djim', 'Blưk', 'Krông', 'Tơ', 'Nhơn', 'Lan', 'Hmok', 'Bình'))}"
    if surname in ("Giàng", "Sùng", "Thào", "Mùa", "Vàng") and random_state.random() < 0.7:
        return f"{surname} A {random_state.choice(('Páo', 'Sình', 'Tủa', 'Dơ', 'Chứ', 'Lử', 'Nhà', 'Vảng', 'Sáng'))}"
    if random_state.random() < 0.6:
        return " ".join(filter(None, (surname, random_state.choice(_MALE), random_state.choice(_MALE_GIVEN))))
    return f"{surname} {random_state.choice(_FEMALE)} {random_state.choice(_FEMALE_GIVEN)}"


def make_person(setting: Setting, random_state: random.Random) -> str:
    """A person's name."""
    return mark(Label.PERSON, draw_person(setting, random_state))


def unit_title(unit: Unit) -> str:
    """ "xã Tân Lập" of a unit, unmarked."""
    return f"{TYPE_WORD[unit.kind]} {unit.name}"


def _org(text: str) -> str:
    return mark(Label.ORG, text)


def make_committee(setting: Setting, random_state: random.Random) -> str:
    """The people's committee of the unit that speaks, with or without the unit's name."""
    head = random_state.choices(("UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân"), (75, 17, 8))[0]
    named = random_state.random() < 0.3
    return _org(f"{head} {unit_title(setting.seat) if named else setting.level_word}")


def make_council(setting: Setting, random_state: random.Random) -> str:
    """The people's council of the unit that speaks."""
    head = random_state.choices(("HĐND", "Hội đồng nhân dân", "Thường trực HĐND"), (70, 15, 15))[0]
    return _org(f"{head} {setting.level_word}")


def make_commune_committee(setting: Setting, random_state: random.Random) -> str:
    """The people's committee of one of the communes."""
    head = random_state.choices(("UBND", "Ủy ban nhân dân"), (9, 1))[0]
    return _org(f"{head} {unit_title(random_state.choice(setting.communes))}")


def make_department(setting: Setting, random_state: random.Random) -> str:
    """An office of the province, the district or the commune."""
    if setting.level is Level.PROVINCE or random_state.random() < 0.3:
        name = random_state.choice(_ALL_DEPARTMENTS + _DEPARTMENTS[setting.era])
        tail = (
            f" {unit_title(setting.province)}" if random_state.random() < 0.15 and not name.startswith("Thanh") else ""
        )
        return _org(name + tail)
    offices = _DISTRICT_OFFICES if setting.level is Level.DISTRICT else _COMMUNE_OFFICES
    tail = random_state.choice(("", "", f" {setting.level_word}", f" {unit_title(setting.seat)}"))
    return _org(random_state.choice(offices) + tail)


def make_board(setting: Setting, random_state: random.Random) -> str:
    """A board that manages works, or a centre for land."""
    title = unit_title(setting.seat)
    word = setting.level_word
    names = (
        f"Ban Quản lý dự án đầu tư xây dựng {word}",
        f"Ban Quản lý dự án đầu tư xây dựng {title}",
        f"Ban QLDA đầu tư xây dựng {word}",
        f"Ban QLDA ĐTXD {title}",
        "Ban Quản lý dự án các công trình giao thông",
        f"Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp {unit_title(setting.province)}",
        f"Ban Quản lý dự án đầu tư xây dựng khu vực {random_state.randint(1, 9)}",
        f"Trung tâm Phát triển quỹ đất {word}",
        f"Ban Quản lý dự án và Phát triển quỹ đất {title}",
    )
    return _org(random_state.choice(names))


def _brand(random_state: random.Random) -> str:
    words = random_state.sample(_BRANDS, random_state.choice((2, 2, 3)))
    tail = random_state.choices(("", f" {random_state.randint(2, 99)}", " Việt Nam", " Miền Trung"), (75, 15, 6, 4))[0]
    return " ".join(words) + tail


def make_company(setting: Setting, random_state: random.Random) -> str:
    """A firm: form, trade, name."""
    form = random_state.choice(_COMPANIES)
    trade = "" if random_state.random() < 0.12 else f"{random_state.choice(_TRADES)} "
    name = setting.province.name if random_state.random() < 0.1 else _brand(random_state)
    if form == "Liên danh":  # each partner is a firm of its own, the word before them is none
        return f"Liên danh {_org(f'Công ty TNHH {trade}{name}')} - {_org(f'Công ty CP {_brand(random_state)}')}"
    return _org(f"{form} {trade}{name}")


def make_school(setting: Setting, random_state: random.Random) -> str:
    """A school that acts or is a venue: an ORG."""
    return _org(draw_school(setting, random_state))


def draw_school(setting: Setting, random_state: random.Random) -> str:
    """A school's name, unmarked: after a commune, a hero or a flower, now and then numbered."""
    name = (
        random_state.choice(setting.communes).name
        if random_state.random() < 0.5
        else random_state.choice(_SCHOOL_NAMES)
    )
    if name[0].isdigit() or name[-1].isdigit():
        name = random_state.choice(_SCHOOL_NAMES)
    number = f" {random_state.randint(1, 3)}" if random_state.random() < 0.15 else ""
    return f"{random_state.choice(_SCHOOLS)} {name}{number}"


def make_party(setting: Setting, random_state: random.Random) -> str:
    """A body of the party."""
    match setting.level:
        case Level.PROVINCE:
            return _org(
                random_state.choice(
                    ("Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy", f"Tỉnh ủy {setting.province.name}")
                )
            )
        case Level.DISTRICT:
            head = (
                "Thị ủy" if setting.seat.kind == "town" else "Thành ủy" if setting.seat.kind == "city" else "Huyện ủy"
            )
            return _org(
                random_state.choice((head, f"Ban Thường vụ {head}", f"Thường trực {head}", f"Ban Dân vận {head}"))
            )
        case Level.COMMUNE:
            word = setting.level_word
            return _org(
                random_state.choice(
                    (f"Đảng ủy {word}", f"Ban Chấp hành Đảng bộ {word}", f"Đảng ủy {unit_title(setting.seat)}")
                )
            )


def make_police(setting: Setting, random_state: random.Random) -> str:
    """Police or army of a unit."""
    unit = random_state.choice((setting.seat, setting.seat, random_state.choice(setting.communes)))
    forms = [
        f"Công an {unit_title(unit)}",
        f"Công an {setting.level_word}",
        f"Ban Chỉ huy Quân sự {setting.level_word}",
    ]
    if setting.level is Level.PROVINCE:
        forms += ["Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Cục Quản lý thị trường"]
    return _org(random_state.choice(forms))


def make_bank(setting: Setting, random_state: random.Random) -> str:
    """A bank or fund, perhaps its branch."""
    tail = random_state.choice(
        ("", "", f" - Chi nhánh {setting.province.name}", f" Chi nhánh {unit_title(setting.province)}")
    )
    name = random_state.choice(_BANKS)
    return _org(name if name == "Ngân hàng Thế giới" else name + tail)


def make_union(setting: Setting, random_state: random.Random) -> str:
    """A mass organisation of a unit."""
    unit = random_state.choice((setting.level_word, unit_title(random_state.choice(setting.communes))))
    return _org(f"{random_state.choice(_UNIONS)} {unit}")


def make_ministry(_: Setting, random_state: random.Random) -> str:
    """A body of the state."""
    return _org(random_state.choice(_MINISTRIES))


def make_hospital(setting: Setting, random_state: random.Random) -> str:
    """A hospital or health centre."""
    unit = unit_title(setting.seat)
    forms = (f"Trung tâm Y tế {unit}", f"Bệnh viện Đa khoa {unit_title(setting.province)}", f"Trạm Y tế {unit_title(random_state.choice(setting.communes))}",
             "Trung tâm Kiểm soát bệnh tật tỉnh", "Bệnh viện Sản - Nhi tỉnh")  # fmt: skip
    return _org(random_state.choice(forms))


def make_station(setting: Setting, random_state: random.Random) -> str:
    """A station, cooperative or works named after a place."""
    return _org(f"{random_state.choice(_STATIONS)} {random_state.choice(setting.communes).name}")


def make_organisation(setting: Setting, random_state: random.Random) -> str:
    """Any organisation."""
    makers = (
        make_committee, make_committee, make_commune_committee, make_commune_committee, make_department, make_department,
        make_board, make_board, make_company, make_company, make_party, make_police, make_bank, make_union, make_ministry,
        make_hospital, make_school, make_station,
    )  # fmt: skip
    return random_state.choice(makers)(setting, random_state)


NAMES: dict[str, NameMaker] = {
    "person": make_person,
    "org": make_organisation,
    "committee": make_committee,
    "commune_committee": make_commune_committee,
    "council": make_council,
    "department": make_department,
    "board": make_board,
    "company": make_company,
    "school": make_school,
    "party": make_party,
    "police": make_police,
    "bank": make_bank,
    "union": make_union,
    "ministry": make_ministry,
    "hospital": make_hospital,
    "station": make_station,
}
"""Slot of a frame -> what fills it."""
