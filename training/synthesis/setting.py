"""Where and when a made document stands: its era, its units, its day. Everything in it is drawn to agree with this."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from service.values.gazetteer import KIND_WORDS, Era, Unit, load_gazetteer


class Level(StrEnum):
    """Which level of the administration speaks. Districts ended with the earlier era."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Region(StrEnum):
    """Parts of the country whose villages, rivers and persons are named alike."""

    NORTH_EAST = "north_east"
    NORTH_WEST = "north_west"
    DELTA = "delta"
    CENTRE = "centre"
    HIGHLANDS = "highlands"
    SOUTH = "south"


# fmt: off
_REGIONS = {
    Region.NORTH_EAST: ("Hà Giang", "Cao Bằng", "Bắc Kạn", "Tuyên Quang", "Lào Cai", "Yên Bái", "Lạng Sơn", "Thái Nguyên"),
    Region.NORTH_WEST: ("Điện Biên", "Lai Châu", "Sơn La", "Hòa Bình"),
    Region.DELTA: (
        "Hà Nội", "Hải Phòng", "Hải Dương", "Hưng Yên", "Thái Bình", "Nam Định", "Ninh Bình", "Hà Nam", "Vĩnh Phúc",
        "Bắc Ninh", "Bắc Giang", "Phú Thọ", "Quảng Ninh",
    ),
    Region.CENTRE: (
        "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Bình", "Quảng Trị", "Huế", "Đà Nẵng", "Quảng Nam", "Quảng Ngãi",
        "Bình Định", "Phú Yên", "Khánh Hòa", "Ninh Thuận", "Bình Thuận",
    ),
    Region.HIGHLANDS: ("Kon Tum", "Gia Lai", "Đắk Lắk", "Đắk Nông", "Lâm Đồng"),
}
# fmt: on
_REGION_OF = {name: region for region, names in _REGIONS.items() for name in names}
TYPE_WORD = {kind: word for word, kind in KIND_WORDS.items()}
"""The kind of a unit -> the word before its name ("commune" -> "xã")."""

_COMMUNE_KINDS = frozenset(("ward", "commune", "township", "special_zone"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a made document is about. `communes` has the units it may name, its own first where a commune speaks.

    `dated` says that its head states its day: only then may its dates leave out the year. `careless` says that it was
    scanned or typed badly: letters stand for some digits.
    """

    era: Era
    level: Level
    province: Unit
    district: Unit | None
    communes: tuple[Unit, ...]
    year: int
    month: int
    day: int
    dated: bool
    careless: bool

    @property
    def seat(self) -> Unit:
        """The unit that speaks."""
        match self.level:
            case Level.PROVINCE:
                return self.province
            case Level.DISTRICT if self.district:
                return self.district
            case _:
                return self.communes[0]

    @property
    def region(self) -> Region:
        """The part of the country."""
        return _REGION_OF.get(self.province.name, Region.SOUTH)

    @property
    def level_word(self) -> str:
        """What the unit that speaks calls itself: "tỉnh", "huyện", "thị xã", "phường"."""
        return TYPE_WORD[self.seat.kind]


def draw_setting(random_state: random.Random, *, without: Collection[str] = ()) -> Setting:
    """A setting in one of the provinces that are not named in `without`."""
    era = random_state.choice((Era.PRE, Era.POST))
    province, districts = random_state.choice(
        [(province, districts) for province, districts in _read_tree(era) if province.name not in without]
    )
    level = random_state.choice((Level.PROVINCE, Level.DISTRICT, Level.COMMUNE))
    if era is Era.POST and level is Level.DISTRICT:
        level = Level.COMMUNE
    district, communes = random_state.choice(districts)
    if level is Level.PROVINCE:
        communes = tuple(commune for _, group in districts for commune in group)
    year, month = random_state.randint(2016, 2024), random_state.randint(1, 12)
    if era is Era.POST:
        year, month = random_state.choice([(2025, month) for month in range(7, 13)] + [(2026, m) for m in range(1, 13)])
    return Setting(
        era=era,
        level=level,
        province=province,
        district=district,
        communes=tuple(random_state.sample(communes, min(12, len(communes)))),
        year=year,
        month=month,
        day=random_state.randint(1, 28),
        dated=random_state.random() < 0.7,
        careless=random_state.random() < 0.15,
    )


_District = tuple[Unit | None, tuple[Unit, ...]]


@cache
def _read_tree(era: Era) -> tuple[tuple[Unit, tuple[_District, ...]], ...]:
    """Each province of an era with its districts (after July 2025 the one None), each of them with its communes.

    Names of two parts with a dash are left out: in running text they read as two places.
    """
    units = [unit for unit in load_gazetteer() if unit.era is era and "-" not in unit.name]
    communes: dict[tuple[tuple[str, str], ...], list[Unit]] = {}
    for unit in units:
        if unit.kind in _COMMUNE_KINDS:
            communes.setdefault(unit.within, []).append(unit)
    tree: list[tuple[Unit, tuple[_District, ...]]] = []
    for province in (unit for unit in units if not unit.within):
        top = (province.kind, province.name)
        districts: list[_District] = [
            (unit, tuple(group))
            for unit in units
            if unit.within == (top,) and (group := communes.get(((unit.kind, unit.name), top)))
        ]
        if direct := communes.get((top,)):
            districts.append((None, tuple(direct)))
        tree.append((province, tuple(districts)))
    return tuple(tree)
