"""Vietnam's administrative units before and after the reform of 1 July 2025, with their official codes.

The data are those of the package `vietnamadminunits` (MIT): its tables are read as files, the package itself is not
imported, because the import loads geometry libraries that nothing here needs.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from service.text.spelling import fold


class Era(StrEnum):
    """On which side of the reform of 1 July 2025 (districts abolished, provinces and communes merged) a unit exists."""

    PRE = "pre-2025-07"
    POST = "post-2025-07"


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit of one era.

    `kind` is "province", "city", "district", "urban_district", "town", "township", "ward", "commune" or
    "special_zone"; `name` is without its type word; `within` holds its parents, nearest first, as
    `(kind, name)`; `province` is the code of its province; `successors` are the codes of the units that took its
    area over in July 2025 (empty for units of the later era).
    """

    code: str
    kind: str
    name: str
    era: Era
    within: tuple[tuple[str, str], ...]
    province: str
    successors: tuple[str, ...] = ()


KIND_WORDS = {
    "tỉnh": "province",
    "thành phố": "city",
    "huyện": "district",
    "quận": "urban_district",
    "thị xã": "town",
    "thị trấn": "township",
    "phường": "ward",
    "xã": "commune",
    "đặc khu": "special_zone",
}


class Gazetteer:
    """All units, found by name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_name: dict[str, list[Unit]] = {}
        for unit in units:
            self._by_name.setdefault(fold(unit.name), []).append(unit)

    def __iter__(self) -> Iterator[Unit]:
        """All units of both eras, those of one name together."""
        return (unit for units in self._by_name.values() for unit in units)

    @property
    def provinces(self) -> list[Unit]:
        """The provinces and central cities of both eras."""
        return [unit for unit in self if not unit.within]

    def find(self, name: str, *, kind: str | None = None) -> list[Unit]:
        """The units called `name` (spelling of tone marks, case and blanks aside), of `kind` where one is given."""
        units = self._by_name.get(fold(name), [])
        return [unit for unit in units if kind is None or unit.kind == kind]

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._by_name


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once a process.

    Raises RuntimeError where the package that carries the data is not installed or holds no data.
    """
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package 'vietnamadminunits' is missing: install trichluc with its dependencies.")
    return Gazetteer(_read_units(Path(spec.submodule_search_locations[0]) / "data"))


def _read_units(folder: Path) -> Iterator[Unit]:
    database = folder / "dataset.db"
    if not database.is_file():
        raise RuntimeError(f"The package 'vietnamadminunits' has no data at {database}: install it again.")
    with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as connection:
        new = connection.execute(
            "SELECT province, provinceCode, ward, wardCode, provinceKey, wardKey FROM admin_units"
        ).fetchall()
        old = connection.execute(
            "SELECT province, provinceCode, district, districtCode, ward, wardCode, provinceKey, districtKey, wardKey"
            " FROM admin_units_legacy"
        ).fetchall()
    new_codes = {(row[4], row[5]): row[3] for row in new}
    yield from _read_new(new)
    yield from _read_old(
        old,
        provinces={row[4]: row[1] for row in new},
        successors=_read_successors(folder / "converter_2025.json", new_codes),
    )


_TITLE = re.compile(rf"({'|'.join(KIND_WORDS)}) (.+)", re.IGNORECASE)


@cache
def _split_title(title: str) -> tuple[str, str]:
    """`("ward", "Chi Lăng")` of "Phường Chi Lăng"."""
    titled = _TITLE.fullmatch(title)
    if titled is None:
        raise RuntimeError(f"The gazetteer holds a unit of unknown kind: {title!r}.")
    return KIND_WORDS[titled[1].lower()], titled[2]


def _read_new(rows: Iterable[tuple[str, ...]]) -> Iterator[Unit]:
    provinces: set[str] = set()
    for province, province_code, ward, ward_code, *_ in rows:
        parent = _split_title(province)
        if province_code not in provinces:
            provinces.add(province_code)
            yield Unit(province_code, *parent, Era.POST, (), province_code)
        if ward:
            yield Unit(ward_code, *_split_title(ward), Era.POST, (parent,), province_code)


def _read_old(
    rows: Iterable[tuple[str, ...]],
    *,
    provinces: dict[str, str],
    successors: "_Successors",
) -> Iterator[Unit]:
    seen: set[str] = set()
    for province, province_code, district, district_code, ward, ward_code, *keys in rows:
        top, middle = _split_title(province), _split_title(district)
        if province_code not in seen:
            seen.add(province_code)
            successor = provinces[successors.provinces[keys[0]]]
            yield Unit(province_code, *top, Era.PRE, (), province_code, (successor,))
        if district_code not in seen:
            seen.add(district_code)
            yield Unit(district_code, *middle, Era.PRE, (top,), province_code)
        if ward:
            heirs = successors.wards.get("_".join(keys), ())
            yield Unit(ward_code, *_split_title(ward), Era.PRE, (middle, top), province_code, heirs)


@dataclass(frozen=True, slots=True)
class _Successors:
    provinces: dict[str, str]
    """Key of an old province -> key of the new one."""
    wards: dict[str, tuple[str, ...]]
    """Key `province_district_ward` of an old commune -> codes of the new ones, the one with most of its area first."""


def _read_successors(path: Path, new_codes: dict[tuple[str, str], str]) -> _Successors:
    tables = json.loads(path.read_text("utf-8"))
    provinces = {old: new for new, olds in tables["DICT_PROVINCE"].items() for old in olds}
    wards: dict[str, tuple[str, ...]] = {}
    for province, merged in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in merged.items():
            for old in olds:
                wards[old] = (new_codes[province, ward],)
    for province, divided in tables["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            wards[old] = tuple(new_codes[province, part["newWardKey"]] for part in ordered)
    return _Successors(provinces, wards)
