"""Places: what a span names (type, name, official code, era), and a rule that finds places by their type words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from service.labels import Label
from service.text.spelling import LETTER, fold
from service.values.counted import COMPOUNDS
from service.values.dates import Reference
from service.values.gazetteer import KIND_WORDS, Era, Unit, load_gazetteer
from service.values.metadata import Metadata
from service.values.overlaps import resolve_overlaps
from service.values.reading import Match, Reading, Value

T = TypeVar("T")

TYPE_WORDS: dict[str, str] = {
    **KIND_WORDS,
    **dict.fromkeys(("tp.", "tp"), "city"),
    **dict.fromkeys(("tx.", "tx"), "town"),
    **dict.fromkeys(("tt.",), "township"),
    "h.": "district",
    "q.": "urban_district",
    "p.": "ward",
    "x.": "commune",
    **dict.fromkeys(("thôn", "xóm", "làng", "bản", "buôn", "bon", "plei", "ấp", "khóm", "phum", "sóc"), "village"),
    **dict.fromkeys(("khu phố", "tổ dân phố", "tdp", "khối phố", "khối", "tiểu khu", "tổ", "đội"), "residential_group"),
    **dict.fromkeys(
        ("đường", "phố", "đại lộ", "quốc lộ", "ql", "ql.", "tỉnh lộ", "tl", "đường tỉnh", "đt", "đt."), "road"
    ),
    **dict.fromkeys(
        ("hương lộ", "đường huyện", "đh", "đh.", "đường cao tốc", "cao tốc", "ngõ", "hẻm", "ngách"), "road"
    ),
    **dict.fromkeys(("đường vành đai", "vành đai"), "road"),
    **dict.fromkeys(("ngã ba", "ngã tư", "ngã năm", "ngã sáu", "nút giao", "vòng xoay"), "junction"),
    **dict.fromkeys(("cầu", "cầu vượt"), "bridge"),
    "hầm": "tunnel",
    "đèo": "pass",
    "sông": "river",
    **dict.fromkeys(("suối", "ngòi"), "stream"),
    **dict.fromkeys(("kênh", "rạch", "mương", "hói"), "canal"),
    **dict.fromkeys(("hồ", "đầm", "phá"), "lake"),
    "vịnh": "bay",
    **dict.fromkeys(("biển",), "sea"),
    **dict.fromkeys(("đảo", "cù lao", "cồn", "quần đảo"), "island"),
    **dict.fromkeys(("núi", "đồi"), "mountain"),
    "rừng": "forest",
    **dict.fromkeys(("đê", "đập"), "dyke"),
    "chợ": "market",
    **dict.fromkeys(("công viên", "vườn quốc gia"), "park"),
    "quảng trường": "square",
    "phố đi bộ": "street",
    **dict.fromkeys(
        ("khu đô thị", "kđt", "khu dân cư", "kdc", "khu tái định cư", "khu tđc", "khu nhà ở"), "urban_area"
    ),
    **dict.fromkeys(("khu công nghiệp", "kcn", "cụm công nghiệp", "ccn", "khu chế xuất"), "industrial_park"),
    **dict.fromkeys(("khu kinh tế", "kkt", "khu kinh tế cửa khẩu"), "economic_zone"),
    **dict.fromkeys(("khu du lịch", "khu di tích"), "area"),
    **dict.fromkeys(("cửa khẩu", "lối mở"), "border_gate"),
    **dict.fromkeys(("cảng", "cảng biển", "bến cảng"), "port"),
    **dict.fromkeys(("sân bay", "cảng hàng không"), "airport"),
    **dict.fromkeys(("ga", "bến xe", "bến phà"), "station"),
    **dict.fromkeys(("đền", "chùa", "đình", "nhà thờ"), "relic"),
    "khách sạn": "hotel",
}
"""Type words that a place's span includes -> `type` of its value."""

_NUMBERED = frozenset(
    word
    for word, kind in TYPE_WORDS.items()
    if kind in ("village", "residential_group", "road", "ward", "urban_district") or word in ("cầu", "kênh", "chợ")
)

# fmt: off
COUNTRIES = [
    "Việt Nam", "Trung Quốc", "Lào", "Campuchia", "Căm-pu-chia", "Thái Lan", "Nhật Bản", "Hàn Quốc", "Triều Tiên",
    "Đài Loan", "Singapore", "Xinh-ga-po", "Malaysia", "Indonesia", "Philippines", "Myanmar", "Ấn Độ", "Hoa Kỳ", "Mỹ",
    "Canada", "Cuba", "Nga", "Liên bang Nga", "Ukraine", "Đức", "Pháp", "Anh", "Ý", "Italia", "Hà Lan", "Bỉ",
    "Thụy Sĩ", "Thụy Điển", "Phần Lan", "Đan Mạch", "Na Uy", "Tây Ban Nha", "Úc", "Australia", "Ô-xtrây-li-a",
    "New Zealand", "Hồng Kông", "Israel",
]
# fmt: on
# A country whose name is also an everyday syllable or a personal name is found only by a model.
_SURE_COUNTRIES = [
    name for name in COUNTRIES if name not in ("Mỹ", "Nga", "Đức", "Pháp", "Anh", "Ý", "Úc", "Bỉ", "Lào")
]
REGIONS = ["Tây Nguyên", "Tây Bắc Bộ", "Đồng bằng sông Cửu Long", "Đồng bằng sông Hồng", "ĐBSCL"]

_BLANK = r"[ \t\u00a0]"
_UPPER = "A-ZĐÐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper() and len(letter) == 1)
_SYLLABLE = rf"[{_UPPER}]{LETTER}{{0,12}}"
_NAME = re.compile(
    rf"{_SYLLABLE}(?:{_BLANK}{{1,2}}{_SYLLABLE}|{_BLANK}?[-–]{_BLANK}?{_SYLLABLE}){{0,7}}(?:{_BLANK}[IVX0-9]{{1,4}}[A-Z]?(?![\w.,%/]*\d)\b)?"
)
_DASH = re.compile(rf"{_BLANK}?[-–]{_BLANK}?")
_NUMBER = re.compile(r"(?:số )?[0-9]{1,4}(?:[.,/-][0-9]{1,3})?[A-Z]?(?![\w%])")


# A name can begin only where a capital letter or a digit follows a blank (or the point of "TP.", "ĐT."): these few
# places are found by a scan, and the type word is then looked up backwards.
_NAME_START = re.compile(rf"(?:(?<=[ \t\u00a0])|(?<=\.))(?=[{_UPPER}0-9]|số [0-9])")
_NOT_A_NAME = re.compile(r"(?:hội|đi bộ)(?!\w)", re.IGNORECASE)  # "xã hội"; "Phố đi bộ …" has its own type word
_NOT_A_TYPE = ("xã hội", "giỗ tổ", "nhu cầu", "yêu cầu", "văn bản", "biên bản", "quân đội", "địa bàn")


def _index_types() -> dict[str, list[str]]:
    """Last word of a type -> the types that end with it, longest first."""
    index: dict[str, list[str]] = {}
    for word in sorted(TYPE_WORDS, key=len, reverse=True):
        index.setdefault(word.split()[-1], []).append(word)
    return index


_TYPES_BY_LAST_WORD = _index_types()


_LONGEST_WORD = 12


def _type_before(text: str, name: int) -> tuple[int, str] | None:
    """Where the type word before the name at `name` begins, and the type word in lower case."""
    end = name
    while end and text[end - 1] in " \t\u00a0" and name - end < 3:
        end -= 1
    low = max(0, end - _LONGEST_WORD)
    last = max(text.rfind(sign, low, end) for sign in " \n(") + 1 or low
    for word in _TYPES_BY_LAST_WORD.get(text[last:end].lower(), ()):
        start = end - len(word)
        if text[max(0, start) : end].lower() != word or (start and text[start - 1].isalnum()):
            continue
        if text[max(0, end - 8) : end].lower().endswith(_NOT_A_TYPE):
            continue
        return start, word
    return None


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What the document says of its own whereabouts: its era, if its date is known, and its province's codes."""

    era: Era | None = None
    provinces: frozenset[str] = frozenset()


def parse_place(text: str, *, context: PlaceContext | None = None, parents: Sequence[str] = ()) -> Reading:
    """Read a place's span: its type, its name and, for an administrative unit, which unit it is.

    `parents` are the names of the units that follow the span in its phrase ("xã A, huyện B, tỉnh C": of A, "huyện B"
    and "tỉnh C"). A unit that stays ambiguous has `code` None and all its `candidates`, never a guess.
    """
    return _parse(text, context or PlaceContext(), tuple(parents))


@lru_cache(maxsize=10_000)  # a report names the same places again and again
def _parse(text: str, context: PlaceContext, parents: tuple[str, ...]) -> Reading:
    kind, name = _split_type(text)
    if not name:
        return Reading(None, "no_name")
    gazetteer = load_gazetteer()
    units: list[Unit] = []
    if kind is None or kind in KIND_WORDS.values():
        units = _narrow(gazetteer.find(name, kind=kind), context=context, parents=parents)
    if kind is None and units:
        units = [unit for unit in units if not unit.within] or units
    if kind is None:
        kind = _shared(unit.kind for unit in units) or ("country" if name in COUNTRIES else None)
    codes = {unit.code for unit in units}
    value: Value = {
        "type": kind,
        "name": name,
        "code": codes.pop() if len(codes) == 1 else None,
        "era": _shared(unit.era.value for unit in units),
        "candidates": [_describe(unit) for unit in units],
    }
    return Reading(value)


_PARENT_GAP = re.compile(r"\s?,\s{1,2}|\s?[-–]\s")
_HEAD_WEIGHT = 3


def parse_places(text: str, spans: Sequence[tuple[int, int]], *, context: PlaceContext) -> list[Reading]:
    """Read the places at `spans` of `text` (in order): those that follow one with a comma are its parents."""
    readings: list[Reading] = []
    parents: list[str] = []
    for index in range(len(spans) - 1, -1, -1):
        start, end = spans[index]
        follows = index + 1 < len(spans) and _PARENT_GAP.fullmatch(text, end, spans[index + 1][0]) is not None
        parents = [text[slice(*spans[index + 1])], *parents][:2] if follows else []
        readings.append(parse_place(text[start:end], context=context, parents=_wider(text[start:end], parents)))
    return readings[::-1]


_RANK = {
    "province": 0,
    "city": 1,
    "district": 1,
    "urban_district": 1,
    "town": 1,
    "township": 2,
    "ward": 2,
    "commune": 2,
}


def _wider(place: str, parents: Sequence[str]) -> list[str]:
    """Of the places that follow one, those of a higher level: in "xã A, xã B, huyện C" only C is A's parent."""
    rank = _RANK.get(_split_type(place)[0] or "", 3)
    return [parent for parent in parents if _RANK.get(_split_type(parent)[0] or "", 3) < rank]


def locate_document(metadata: Metadata, reference: Reference | None, readings: Sequence[Reading]) -> PlaceContext:
    """The era and province of a document: from its date, its head, and the provinces that its places could lie in."""
    era = None
    if reference is not None:
        era = Era.POST if (reference.year, reference.month or 12) >= (2025, 7) else Era.PRE
    votes: dict[str, float] = {}
    head = " ".join(part for part in (metadata.issuer, metadata.place) if part)
    named = [match.reading for match in find_places(head.title())] + (
        [parse_place(metadata.place)] if metadata.place else []
    )
    for reading, weight in [*((reading, _HEAD_WEIGHT) for reading in named), *((reading, 1) for reading in readings)]:
        candidates = reading.value["candidates"] if reading.value else []
        provinces = {candidate["province"] for candidate in candidates if era is None or candidate["era"] == era.value}
        for province in provinces:
            votes[province] = votes.get(province, 0) + weight / len(provinces)
    if not votes:
        return PlaceContext(era)
    best = max(votes.values())
    winners = frozenset(province for province, count in votes.items() if count == best)
    return PlaceContext(era, winners if best >= 1 and len(winners) == 1 else frozenset())


def _split_type(text: str) -> tuple[str | None, str]:
    """`("ward", "Chi Lăng")` of "phường Chi Lăng", `(None, "Lạng Sơn")` of "Lạng Sơn"."""
    clean = " ".join(text.split())
    for name in _NAME_START.finditer(clean):
        before = _type_before(clean, name.start())
        if before and before[0] == 0:
            return TYPE_WORDS[before[1]], clean[name.start() :]
    return None, clean


def _narrow(units: list[Unit], *, context: PlaceContext, parents: Sequence[str]) -> list[Unit]:
    """Drop the units that contradict the era, the parents named or the province, one test after the other.

    A test that would leave nothing is passed over: the text may name a unit of the other era.
    """
    keys = [fold(_split_type(parent)[1]) for parent in parents]
    tests = (
        lambda unit: context.era is None or unit.era == context.era,
        lambda unit: all(key in {fold(name) for _, name in unit.within} for key in keys),
        lambda unit: not context.provinces or unit.province in context.provinces,
    )
    for test in tests:
        units = [unit for unit in units if test(unit)] or units
    return units


def _shared(items: Iterable[T]) -> T | None:
    """The one value that all items have, None where there are several or none."""
    found = set(items)
    return found.pop() if len(found) == 1 else None


def _describe(unit: Unit) -> Value:
    return {
        "code": unit.code,
        "type": unit.kind,
        "name": unit.name,
        "within": [name for _, name in unit.within],
        "province": unit.province,
        "era": unit.era.value,
        "successors": list(unit.successors),
    }


_ORG_HEADS = (
    "UBND|HĐND|UBMTTQ|MTTQ|BCH|BQL|[ỦU][ỷỶyY] ban|Hội đồng|Mặt trận|Công an|Sở|Phòng|Ban|Chi cục|Cục|Trung tâm|"
    "Đảng bộ|Đảng [uủ][ỷy]|Huyện [uủ][ỷy]|Thành [uủ][ỷy]|Tỉnh [uủ][ỷy]|Thị [uủ][ỷy]|Tòa án|Viện|Hội|Liên đoàn|Đoàn|"
    "Chi nhánh|Kho bạc|Ngân hàng|Bệnh viện|Trường|Trạm|Công ty|HTX|Hợp tác xã|Xí nghiệp|VNPT|Bảo hiểm|Thanh tra|"
    "Văn phòng|Bộ|Quỹ|Đài|Báo|Đồn|Hạt"
)
_LOCATIVES = "tại|ở|trên|từ|đến|qua|cho|các|của|thuộc|trong|với|về|là|đã|được|ra|tới|sang|gồm"
_ORG_BEFORE = re.compile(rf"(?<!\w)(?i:{_ORG_HEADS})(?: (?!(?:{_LOCATIVES}) )[^\s,;:.()\[\]]{{1,12}}){{0,9}} ?$")
_PERSON_BEFORE = re.compile(r"(?:ông|bà|đồng chí|Chủ tịch|già|chị|anh|cụ):? ?$", re.IGNORECASE)
_BEFORE = 60


def find_places(text: str) -> list[Match]:
    """Places by rule, in order, none inside another: a type word with a name or number, or a province or country.

    Each match is the whole span with its type word. A place inside the name of an organisation ("UBND xã Tân An") is
    no place. What only context can tell ("Kế Sách" alone, a village without its type word) is left to the model.
    Readings are without context; see `parse_place`.
    """
    spans: list[tuple[int, int]] = []
    end = 0
    for match in _NAME_START.finditer(text):
        name = match.start()
        before = _type_before(text, name) if name >= end else None
        if before is None or before[0] < end or _inside_organisation(text, before[0]):
            continue
        start, word = before
        stop = _end_of_name(text, name, word=word)
        if stop is None:
            continue
        kind = TYPE_WORDS[word]
        spans += _split_ends(text, start, name, stop, keeps_head=kind != "road") if kind in _SPLIT else [(start, stop)]
        end = stop
    bare = [match.span() for match in _bare_pattern().finditer(text) if not _inside_organisation(text, match.start())]
    return resolve_overlaps(_read(text, spans), _read(text, bare))


def _read(text: str, spans: Iterable[tuple[int, int]]) -> list[Match]:
    return [Match(start, stop, Label.PLACE, parse_place(text[start:stop])) for start, stop in spans]


_SPLIT = frozenset(("road", "village", "residential_group", "bridge", "junction", "border_gate"))


def _split_ends(text: str, start: int, name: int, end: int, *, keeps_head: bool) -> list[tuple[int, int]]:
    """A name with a dash names two places: of a road ("đường Cao Lộc - Lộc Bình") each end, of a village the first
    with its type word.
    """
    borders = [dash.span() for dash in _DASH.finditer(text, name, end)]
    if not borders:
        return [(start, end)]
    starts = [start if keeps_head else name, *(stop for _, stop in borders)]
    return list(zip(starts, [*(begin for begin, _ in borders), end], strict=True))


def _end_of_name(text: str, start: int, *, word: str) -> int | None:
    """Where the name that begins at `start` ends, None where no name begins there."""
    if _NOT_A_NAME.match(text, start):
        return None
    if number := _NUMBER.match(text, start):
        counts = TYPE_WORDS[word] == "ward" and _is_counted(text, number.end())
        return number.end() if word in _NUMBERED and not counts else None
    name = _NAME.match(text, start)
    if name is None:
        return None
    gazetteer = load_gazetteer()
    kind = TYPE_WORDS[word]
    if kind in KIND_WORDS.values():
        ends = [blank.start() for blank in re.finditer(rf"{_BLANK}|$", name[0])]
        for end in reversed(ends):
            if gazetteer.find(name[0][:end], kind=kind):
                return start + end
    if name[0].isupper() and len(name[0]) > 4:
        return None  # a heading in capitals does not show where a name ends
    return name.end()


_COUNTED = re.compile(r"\s(?:người|hộ|tháng|vụ|ca|lượt|em|suất|cuộc|buổi|đợt)(?!\w)")


def _is_counted(text: str, end: int) -> bool:
    """Whether the number that ends at `end` counts what follows: "khen phường 11 cá nhân"."""
    following = _COUNTED_COMPOUND.match(text, end)
    return _COUNTED.match(text, end) is not None or (
        following is not None and following[1] in COMPOUNDS.get(following[1].split()[0], ())
    )


_COUNTED_COMPOUND = re.compile(rf"\s({LETTER}{{1,7}}\s{LETTER}{{1,7}})(?!\w)")


def _inside_organisation(text: str, start: int) -> bool:
    before = text[max(0, start - _BEFORE) : start]
    line = before.rfind("\n") + 1
    if line == len(before) and text[start].isupper():  # the letterhead's second line: "ỦY BAN NHÂN DÂN / XÃ BÌNH KHÊ"
        line = before.rfind("\n", 0, max(0, line - 1)) + 1
        before = before.rstrip("\n") + " "
    before = before[line:]
    return _ORG_BEFORE.search(before) is not None or _PERSON_BEFORE.search(before) is not None


@cache
def _bare_pattern() -> re.Pattern[str]:
    names = {unit.name for unit in load_gazetteer().provinces} | set(_SURE_COUNTRIES) | set(REGIONS)
    ordered = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{ordered})(?!\w)(?!\s[{_UPPER}](?!ỉnh))")
