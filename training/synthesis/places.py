"""Places: units of the setting, and villages, roads, waters, bridges and the like under names made as the region makes them."""

import random
from collections.abc import Callable

from service.labels import Label
from service.values.gazetteer import Unit
from service.values.places import COUNTRIES, REGIONS
from training.synthesis.inline import mark
from training.synthesis.names import unit_title
from training.synthesis.setting import TYPE_WORD, Level, Region, Setting

PlaceMaker = Callable[[Setting, random.Random], str]

# First and second syllables of small places' names.
# fmt: off
_SYLLABLES: dict[Region, tuple[str, str]] = {
    Region.NORTH_EAST: (
        "Nà Khuổi Pác Lũng Kéo Cốc Phia Tát Khau Bó Thôm Bản Nặm Tổng Phiêng",
        "Pèn Lầu Chang Mò Sấn Rì Hoan Cưởm Mật Dóa Pán Nặm Đeng Vài Slao Lặng Cóc Han Khoang Tăng Luông Mười Diểu Pục Đán",
    ),
    Region.NORTH_WEST: (
        "Huổi Nậm Nà Pá Co Phiêng Púng Tà Chiềng Hua Pom Bó Mường Xa Thẩm",
        "Lót Khoa Sàng Tấu Ban Hin Ngập Muông Hốc Khẩu Cang Luông Sản Mạ Pheo Lay Chua Nưa Hạ Dên Tở Mỵ",
    ),
    Region.DELTA: (
        "Đông Đoài Thượng Hạ Trung Phú Vân Ngọc Yên Xuân Đại Kim Cổ Thanh Lai Hoàng Bích",
        "Lâm Xá Trì Khê Bối Nội Thọ Hòa Cát Lạc Trạch Mỹ Quang Đình Điền Bồng Lũ Chử Động Khánh Trại",
    ),
    Region.CENTRE: (
        "Phú An Mỹ Tân Vĩnh Xuân Hòa Thạch Lộc Cẩm Long Diên Triều Khe Đồng Bàu Trà Hưng",
        "Sơn Thạnh Lương Khê Thượng Hải Phước Điền Lâm Bình Định Hội Trung Lai Nhơn Hậu Trạch Bắc Lộc Giang",
    ),
    Region.HIGHLANDS: (
        "Ea Ia Đắk Krông Kon Plei Chư Đăk Tơ Kdang Dak Cư Ayun",
        "Rơ Tul Mlah Sar Drơng Kly Tơnang Jrai Blang Hleo Nhang Pal Lốp Kmăt Brông Ring Yông Kram Tung Mót Bir",
    ),
    Region.SOUTH: (
        "Rạch Cái Bàu Giồng Xẻo Trà Láng Bến Gò Hòa Tân Mỹ Thạnh Phú Bà Ông Kinh",
        "Dừa Trầm Sậy Tre Bần Gáo Lớn Quao Môn Ngang Đế Mắm Cui An Lộc Trị Đước Sen Nhỏ Chánh Thới Điền",
    ),
}
_VILLAGES: dict[Region, tuple[str, ...]] = {
    Region.NORTH_EAST: ("thôn", "xóm", "bản", "tổ dân phố", "tổ"),
    Region.NORTH_WEST: ("bản", "bản", "xóm", "tiểu khu", "thôn"),
    Region.DELTA: ("thôn", "thôn", "xóm", "khu phố", "tổ dân phố", "làng"),
    Region.CENTRE: ("thôn", "thôn", "xóm", "khu phố", "bản", "khối phố"),
    Region.HIGHLANDS: ("buôn", "làng", "thôn", "bon", "tổ dân phố"),
    Region.SOUTH: ("ấp", "ấp", "khóm", "khu phố"),
}
_HEROES = (
    "Lê Lợi", "Trần Hưng Đạo", "Nguyễn Trãi", "Lý Thường Kiệt", "Hùng Vương", "Phan Đình Phùng", "Hai Bà Trưng", "Quang Trung",
    "Võ Nguyên Giáp", "Nguyễn Văn Cừ", "Hoàng Văn Thụ", "Ngô Quyền", "Bà Triệu", "Trường Chinh", "Lê Hồng Phong",
    "Phạm Văn Đồng", "Nguyễn Tất Thành", "Lê Duẩn", "Trần Phú", "Nguyễn Huệ", "Điện Biên Phủ", "Hoàng Diệu", "Phan Bội Châu",
    "Nguyễn Thị Minh Khai", "Lê Thánh Tông", "Đinh Tiên Hoàng", "Lý Thái Tổ", "Tôn Đức Thắng", "Võ Văn Kiệt", "Cách Mạng Tháng Tám",
    "30 tháng 4", "Nguyễn Chí Thanh", "Lương Thế Vinh", "Chu Văn An", "Trần Nhật Duật", "Mạc Đĩnh Chi", "Nguyễn Đình Chiểu",
)
_DATED_ROADS = ("đường 30/4", "đường 3/2", "đường 2/9", "đường 19/5", "đường 23/3")
_WATERS: dict[Region, tuple[str, ...]] = {
    Region.SOUTH: ("sông", "kênh", "kênh", "rạch", "rạch"),
    Region.HIGHLANDS: ("sông", "suối", "suối", "hồ"),
    Region.DELTA: ("sông", "sông", "kênh", "hồ", "ngòi"),
    Region.CENTRE: ("sông", "sông", "suối", "kênh", "đầm", "hồ"),
    Region.NORTH_EAST: ("sông", "suối", "suối", "ngòi", "hồ"),
    Region.NORTH_WEST: ("sông", "suối", "suối", "hồ"),
}
_RIVERS = ("Hồng", "Đà", "Lô", "Gâm", "Cầu", "Thương", "Mã", "Chu", "Lam", "Gianh", "Hương", "Thu Bồn", "Côn", "Ba", "Sê San",
           "Đồng Nai", "Tiền", "Hậu", "Vàm Cỏ Đông", "Bằng", "Kỳ Cùng", "Hiếu", "Trà Khúc", "Đáy", "Luộc")
# fmt: on


def _place(text: str) -> str:
    return mark(Label.PLACE, text)


def draw_small_name(setting: Setting, random_state: random.Random) -> str:
    """The name of a village, stream or field, unmarked: "Khuổi Sấn", "Rạch Dừa", "Thượng Khê"."""
    if random_state.random() < 0.2:
        name = random_state.choice(setting.communes).name
        if not any(character.isdigit() for character in name):
            return name
    first, second = (random_state.choice(part.split()) for part in _SYLLABLES[setting.region])
    return f"{first} {second}"


def draw_name(setting: Setting, random_state: random.Random) -> str:
    """The name of a commune, a district or a small place, unmarked and without digits."""
    candidates = [unit.name for unit in (*setting.communes[:6], *([setting.district] if setting.district else []))]
    names = [name for name in candidates if not any(character.isdigit() for character in name)]
    if names and random_state.random() < 0.5:
        return random_state.choice(names)
    return draw_small_name(setting, random_state)


def _write_unit(unit: Unit, random_state: random.Random) -> str:
    """A unit with its type word, seldom shortened: "thành phố Cao Bằng", "TP. Cao Bằng", "P. 5"."""
    title = unit_title(unit)
    if unit.name == "Hồ Chí Minh":
        return random_state.choice((title, "TP. Hồ Chí Minh", "TPHCM", "TP Hồ Chí Minh"))
    short = {"city": ("TP. ", "TP ", "tp. "), "town": ("TX. ",), "township": ("TT. ",), "ward": ("P. ", "P.")}.get(
        unit.kind
    )
    if short and random_state.random() < 0.12 and not unit.name[0].isdigit():
        return random_state.choice(short) + unit.name
    return title


def make_commune(setting: Setting, random_state: random.Random) -> str:
    """A commune, ward or township of the setting."""
    return _place(_write_unit(random_state.choice(setting.communes), random_state))


def make_district(setting: Setting, random_state: random.Random) -> str:
    """A district; a commune where there are none."""
    parents = sorted({unit.within[0] for unit in setting.communes if len(unit.within) > 1})
    if not parents:
        return make_commune(setting, random_state)
    kind, name = random_state.choice(parents)
    return _place(f"{TYPE_WORD[kind]} {name}")


def make_province(setting: Setting, random_state: random.Random) -> str:
    """The province with its type word."""
    return _place(_write_unit(setting.province, random_state))


def make_province_name(setting: Setting, _: random.Random) -> str:
    """The province by its name alone."""
    return _place(setting.province.name)


def make_seat(setting: Setting, random_state: random.Random) -> str:
    """The unit that speaks."""
    return _place(_write_unit(setting.seat, random_state))


def draw_village(setting: Setting, random_state: random.Random) -> str:
    """A village with its type word, unmarked: "thôn 3", "bản Nà Pèn", "khu phố 2", "tổ dân phố số 5"."""
    word = random_state.choice(_VILLAGES[setting.region])
    numbered = word in ("tổ dân phố", "khu phố", "tổ", "tiểu khu") or random_state.random() < 0.25
    if numbered and random_state.random() < 0.85:
        number = random_state.randint(1, 14)
        return f"{word} số {number}" if word == "tổ dân phố" and random_state.random() < 0.3 else f"{word} {number}"
    number_after = f" {random_state.randint(1, 3)}" if random_state.random() < 0.08 else ""
    return f"{word} {draw_small_name(setting, random_state)}{number_after}"


def make_village(setting: Setting, random_state: random.Random) -> str:
    """A village, hamlet or quarter."""
    return _place(draw_village(setting, random_state))


def draw_road(setting: Setting, random_state: random.Random) -> str:
    """A road with its type word, unmarked: "đường Lê Lợi", "Quốc lộ 3", "ĐT.747B", "đường 30/4"."""
    number = random_state.randint(1, 99)
    forms = (
        lambda: f"đường {random_state.choice(_HEROES)}",
        lambda: f"đường {random_state.choice(_HEROES)}",
        lambda: f"phố {random_state.choice(_HEROES)}",
        lambda: f"{random_state.choice(('Quốc lộ', 'quốc lộ', 'QL.', 'QL'))} {number}{random_state.choice(('', '', 'A', 'B', 'C'))}".replace(". ", "."),
        lambda: f"{random_state.choice(('đường tỉnh', 'tỉnh lộ', 'Tỉnh lộ', 'Đường tỉnh'))} {random_state.randint(101, 990)}{random_state.choice(('', '', 'B', 'D'))}",
        lambda: f"{random_state.choice(('ĐT.', 'ĐT ', 'TL.'))}{random_state.randint(101, 990)}{random_state.choice(('', '', 'B'))}",
        lambda: f"{random_state.choice(('ĐH.', 'đường huyện ', 'ĐH '))}{number}",
        lambda: f"đường Vành đai {random_state.randint(1, 4)}",
        lambda: f"đường số {number}",
        lambda: random_state.choice(_DATED_ROADS),
    )  # fmt: skip
    return random_state.choices(forms, (20, 20, 4, 18, 12, 12, 5, 4, 3, 2))[0]()


def make_road(setting: Setting, random_state: random.Random) -> str:
    """A road."""
    return _place(draw_road(setting, random_state))


def draw_water(setting: Setting, random_state: random.Random) -> str:
    """A river, stream, canal or lake, unmarked."""
    word = random_state.choice(_WATERS[setting.region])
    if word == "sông" and random_state.random() < 0.5:
        return f"sông {random_state.choice(_RIVERS)}"
    return f"{word} {draw_small_name(setting, random_state)}"


def make_water(setting: Setting, random_state: random.Random) -> str:
    """A water."""
    return _place(draw_water(setting, random_state))


def _named(*words: str) -> PlaceMaker:
    """What makes a place of one of these types."""
    return lambda setting, random_state: _place(
        f"{random_state.choice(words)} {draw_small_name(setting, random_state)}"
    )


make_lake = _named("hồ", "hồ", "đập")
make_bridge = _named("cầu", "cầu", "cầu", "cầu treo", "cầu cứng")
make_junction = _named("ngã ba", "ngã tư", "nút giao", "vòng xoay")
make_market = _named("chợ", "chợ", "chợ đầu mối")
make_estate = _named("khu công nghiệp", "Khu công nghiệp", "cụm công nghiệp", "KCN", "CCN")
make_quarter = _named("khu đô thị", "khu dân cư", "khu tái định cư", "khu dân cư", "KDC")
make_height = _named("đèo", "núi", "đồi")
make_relic = _named("đình", "chùa", "đền", "khu di tích", "hang")
make_park = _named("công viên", "quảng trường", "vườn hoa", "sân vận động", "nhà thi đấu")
make_gate = _named("cửa khẩu", "cửa khẩu", "cảng", "bến phà", "bến xe")


def make_hall(setting: Setting, random_state: random.Random) -> str:
    """A building used as a location."""
    forms = (
        f"Hội trường UBND {setting.level_word}",
        f"hội trường {unit_title(setting.seat)}",
        f"khách sạn {random_state.choice(('Hương Sen', 'Mường Thanh', 'Hoàng Gia', 'Sông Xanh', 'Phương Đông'))}",
        f"Trung tâm Hội nghị {unit_title(setting.province)}",
        f"sân vận động {setting.level_word}",
        f"Quảng trường {random_state.choice(_HEROES)}",
    )
    return _place(random_state.choice(forms))


def make_country(_: Setting, random_state: random.Random) -> str:
    """A country."""
    return _place(random_state.choice(COUNTRIES[:20]))


def make_region(_: Setting, random_state: random.Random) -> str:
    """A region with a name of its own."""
    return _place(random_state.choice((*REGIONS, "Biển Đông", "Đông Nam Bộ")))


def _join(parts: list[str], random_state: random.Random) -> str:
    last = random_state.choice((" và ", " và ", ", "))
    return ", ".join(parts[:-1]) + last + parts[-1]


def make_commune_names(setting: Setting, random_state: random.Random, *, count: int | None = None) -> str:
    """Communes of one kind after a plural head: "các xã ⟦A⟧, ⟦B⟧ và ⟦C⟧"; with `count` without the "các"."""
    by_kind: dict[str, list[Unit]] = {}
    for unit in setting.communes:
        by_kind.setdefault(unit.kind, []).append(unit)
    kind, units = max(by_kind.items(), key=lambda item: len(item[1]))
    wanted = min(count or random_state.randint(2, 4), len(units))
    if wanted < 2:
        return _place(unit_title(units[0]))
    names = [_place(unit.name) for unit in random_state.sample(units, wanted)]
    head = "" if count else f"các {TYPE_WORD[kind]}{random_state.choice((' ', ' ', ': '))}"
    return head + _join(names, random_state)


def make_communes(setting: Setting, random_state: random.Random) -> str:
    """Communes listed, the type word before each, before the first, or in the plural before all."""
    if random_state.random() < 0.5:
        return make_commune_names(setting, random_state)
    units = random_state.sample(setting.communes, min(random_state.randint(2, 3), len(setting.communes)))
    if len(units) < 2:
        return _place(unit_title(units[0]))
    if random_state.random() < 0.4 and all(unit.kind == units[0].kind for unit in units):
        return _join([_place(unit_title(units[0])), *(_place(unit.name) for unit in units[1:])], random_state)
    return _join([_place(unit_title(unit)) for unit in units], random_state)


def make_villages(setting: Setting, random_state: random.Random) -> str:
    """ "thôn ⟦…⟧ và thôn ⟦…⟧", with the type word in each."""
    return _join([make_village(setting, random_state) for _ in range(random_state.randint(2, 3))], random_state)


def parents(unit: Unit, random_state: random.Random) -> list[str]:
    """None, one or all of the units above `unit`, nearest first, each a PLACE."""
    above = [_place(f"{TYPE_WORD[kind]} {name}") for kind, name in unit.within if "-" not in name]
    return above[: random_state.choices((0, 1, 2), (50, 35, 15))[0]]


def make_address(setting: Setting, random_state: random.Random) -> str:
    """A place with the units above it: "thôn A, xã B, huyện C" is three PLACEs."""
    unit = random_state.choice(setting.communes)
    inner = random_state.choice((make_village, make_village, make_road))(setting, random_state)
    chain = [inner, _place(_write_unit(unit, random_state)), *parents(unit, random_state)]
    if setting.level is Level.COMMUNE or random_state.random() < 0.3:
        chain = chain[: random_state.choice((1, 2, 2))]
    house = f"số {random_state.randint(1, 300)} " if "đường " in inner and random_state.random() < 0.2 else ""
    return house + ", ".join(chain)


def make_place(setting: Setting, random_state: random.Random) -> str:
    """Any place."""
    makers = (
        make_commune, make_commune, make_commune, make_village, make_village, make_village, make_road, make_road, make_water,
        make_bridge, make_junction, make_market, make_estate, make_quarter, make_height, make_relic, make_park, make_gate,
        make_district, make_address,
    )  # fmt: skip
    return random_state.choice(makers)(setting, random_state)


PLACES: dict[str, PlaceMaker] = {
    "place": make_place,
    "commune": make_commune,
    "communes": make_communes,
    "district": make_district,
    "province": make_province,
    "province_name": make_province_name,
    "seat": make_seat,
    "village": make_village,
    "villages": make_villages,
    "road": make_road,
    "water": make_water,
    "bridge": make_bridge,
    "junction": make_junction,
    "market": make_market,
    "estate": make_estate,
    "quarter_place": make_quarter,
    "lake": make_lake,
    "height": make_height,
    "relic": make_relic,
    "park": make_park,
    "gate": make_gate,
    "hall": make_hall,
    "country": make_country,
    "region": make_region,
    "address": make_address,
}
"""Slot of a frame -> what fills it."""
