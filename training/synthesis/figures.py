"""Money, percentages, counts and measures, with the rare forms as often as a model must see them to know them."""

import random
from collections.abc import Callable
from dataclasses import replace

from service.labels import Label
from training.synthesis.inline import mark
from training.synthesis.numbers import draw_integer, misread, spell, write_count, write_decimal, write_integer
from training.synthesis.setting import Setting

FigureMaker = Callable[[Setting, random.Random], str]

_RANGES = (" - ", " - ", "-", " đến ", " – ")

# --- money


def _millions(setting: Setting, random_state: random.Random) -> str:
    """ "14.170 triệu đồng", "402,15 triệu đồng", "870 trđ"."""
    whole = draw_integer(random_state, 3, 400_000)
    if random_state.random() < 0.3:
        number = write_decimal(whole, random_state, careless=setting.careless)
    else:
        number = write_integer(whole, random_state, careless=setting.careless)
    return number + random_state.choices((" triệu đồng", " triệu", " trđ", "trđ", " tr.đồng"), (80, 8, 6, 3, 3))[0]


def _milliards(setting: Setting, random_state: random.Random) -> str:
    """ "3,86 tỷ đồng", "1.924 tỷ đồng", "450 tỉ đồng"."""
    whole = draw_integer(random_state, 1, 9_000)
    if random_state.random() < 0.6:
        number = write_decimal(whole, random_state, careless=setting.careless)
    else:
        number = write_integer(whole, random_state, careless=setting.careless)
    return number + random_state.choices((" tỷ đồng", " tỉ đồng", " tỷ", " nghìn tỷ đồng"), (80, 8, 10, 2))[0]


def _full(setting: Setting, random_state: random.Random) -> str:
    """ "28.000.000 đồng", "94.318.227.500 đồng", "28 000 000đ"."""
    value = draw_integer(random_state, 50_000, 90_000_000_000) // 1000 * 1000
    if random_state.random() < 0.2:
        value += random_state.randrange(1000)
    number = write_integer(value, random_state, careless=setting.careless)
    return number + random_state.choices((" đồng", "đ", " đ", " VNĐ", "đồng"), (80, 6, 4, 7, 3))[0]


def _steps(setting: Setting, random_state: random.Random) -> str:
    """Two scales: "2 tỷ 350 triệu đồng", "1 tỷ 2", "5 tỷ 080 triệu", "3 triệu 500 nghìn đồng", "1 tỷ rưỡi"."""
    whole, rest = draw_integer(random_state, 1, 400), random_state.randint(5, 98) * 10
    forms = (
        f"{whole} tỷ {rest} triệu đồng",
        f"{whole} tỷ {rest} triệu đồng",
        f"{whole} tỷ {rest:03d} triệu",
        f"{whole} tỷ {random_state.randint(1, 9)}",
        f"{whole} triệu {rest} nghìn đồng",
        f"{whole} triệu {rest} ngàn đồng",
        f"{whole} tỷ rưỡi",
    )
    return random_state.choice(forms)


def _foreign(setting: Setting, random_state: random.Random) -> str:
    """ "2,5 triệu USD", "412.000 USD", "38 triệu Euro", "1,2 tỷ yên Nhật"."""
    currency = random_state.choices(
        ("USD", "đô la Mỹ", "Euro", "EUR", "yên Nhật", "nhân dân tệ", "won", "AUD"), (70, 6, 6, 4, 5, 4, 3, 2)
    )[0]
    if random_state.random() < 0.3:
        return f"{write_integer(draw_integer(random_state, 1_000, 900_000), random_state)} {currency}"
    whole = draw_integer(random_state, 1, 3_000)
    number = write_decimal(whole, random_state) if random_state.random() < 0.6 else write_integer(whole, random_state)
    return f"{number} {random_state.choices(('triệu', 'tỷ'), (9, 1))[0]} {currency}"


def _negative(setting: Setting, random_state: random.Random) -> str:
    clean = replace(setting, careless=False)  # "-l,2" would no longer look like a number
    return "-" + random_state.choice((_millions, _milliards))(clean, random_state)


def _money_range(setting: Setting, random_state: random.Random) -> str:
    """ "3 đến 5 tỷ đồng", "75 - 80 triệu đồng", "1,2 tỷ đồng đến 1,5 tỷ đồng"."""
    low = draw_integer(random_state, 2, 300)
    high = low + draw_integer(random_state, 1, max(2, low))
    scale = random_state.choice(("tỷ đồng", "triệu đồng"))
    join = random_state.choice(_RANGES)
    if random_state.random() < 0.2:
        return f"{low} {scale} đến {high} {scale}"
    if random_state.random() < 0.2:
        return f"{low},{random_state.randint(1, 9)}{join}{high},{random_state.randint(1, 9)} {scale}"
    return f"{low}{join}{high} {scale}"


def _words(random_state: random.Random, value: int) -> str:
    return f"{spell(value, random_state)} đồng"


def _round_value(random_state: random.Random) -> int:
    """An amount of whole millions, or of whole thousands where it is small: words can say it without growing long."""
    if random_state.random() < 0.3:
        return random_state.randint(2, 980) * 10_000
    return draw_integer(random_state, 12, 90_000) * 1_000_000


def make_amount(setting: Setting, random_state: random.Random) -> str:
    """Any amount of money in figures."""
    form = random_state.choices((_millions, _milliards, _full, _steps, _foreign, _money_range), (42, 30, 16, 7, 2, 3))[
        0
    ]
    return mark(Label.AMOUNT, form(setting, random_state))


def make_large_amount(setting: Setting, random_state: random.Random) -> str:
    """An amount such as a work costs."""
    form = random_state.choices((_millions, _milliards, _steps), (30, 60, 10))[0]
    return mark(Label.AMOUNT, form(setting, random_state))


def make_full_amount(setting: Setting, random_state: random.Random) -> str:
    """An amount to the last đồng."""
    return mark(Label.AMOUNT, _full(setting, random_state))


def make_foreign_amount(setting: Setting, random_state: random.Random) -> str:
    """An amount in a foreign currency."""
    return mark(Label.AMOUNT, _foreign(setting, random_state))


def make_signed_amount(setting: Setting, random_state: random.Random) -> str:
    """An amount with its minus."""
    return mark(Label.AMOUNT, _negative(setting, random_state))


def make_amount_range(setting: Setting, random_state: random.Random) -> str:
    """A range of amounts."""
    return mark(Label.AMOUNT, _money_range(setting, random_state))


def make_worded_amount(_: Setting, random_state: random.Random) -> str:
    """An amount in words."""
    return mark(Label.AMOUNT, _words(random_state, _round_value(random_state)))


def make_amount_with_words(_: Setting, random_state: random.Random) -> str:
    """Figures, and the same in words in brackets: two spans."""
    value = _round_value(random_state)
    words = _words(random_state, value)
    head = random_state.choice(("", "Bằng chữ: ", "bằng chữ: ", "viết bằng chữ: "))
    if head == "" or random_state.random() < 0.6:
        words = words[0].upper() + words[1:]
    figures = f"{value:,}".replace(",", ".")
    return f"{mark(Label.AMOUNT, f'{figures} đồng')} ({head}{mark(Label.AMOUNT, words)})"


def _rate(unit: str, low: int, high: int, step: int) -> FigureMaker:
    """What writes a rate in đồng a unit, "50.000 đồng/kg" or a range of it."""

    def make(setting: Setting, random_state: random.Random) -> str:
        value = max(low, draw_integer(random_state, low, high) // step * step)
        currency = random_state.choices(("đồng", "đ"), (9, 1))[0]
        number = write_integer(value, random_state, careless=setting.careless)
        if random_state.random() < 0.2:
            number = f"{value:,} - {value + step * random_state.randint(1, 9):,}".replace(",", ".")
        elif value >= 1_000_000:
            return mark(Label.AMOUNT, f"{_shorten(value)} đồng/{unit}")
        elif currency == "đ":
            return mark(Label.AMOUNT, f"{number}đ/{unit}")
        return mark(Label.AMOUNT, f"{number} đồng/{unit}")

    return make


def _shorten(value: int) -> str:
    """ "1,5 triệu" of 1,500,000."""
    whole, rest = divmod(value, 1_000_000)
    decimals = f"{rest:06d}".rstrip("0")[:2].rstrip("0")
    return f"{whole}{',' if decimals else ''}{decimals} triệu"


# --- percentages


def make_percent(setting: Setting, random_state: random.Random) -> str:
    """A percentage: "40,5%", "12 %", "15 phần trăm", "10-12%", seldom in words."""
    chance = random_state.random()
    if chance < 0.02:
        return mark(Label.PERCENT, f"{spell(random_state.randint(11, 99), random_state)} phần trăm")
    if chance < 0.06:
        low = random_state.randint(2, 80)
        one, other = str(low), str(low + random_state.randint(1, 15))
        join = random_state.choice(_RANGES)
        return mark(Label.PERCENT, random_state.choice((f"{one}{join}{other}%", f"{one}%{join}{other}%")))
    return mark(
        Label.PERCENT, _percent(setting, random_state) + random_state.choices(("%", " %", " phần trăm"), (88, 9, 3))[0]
    )


def _percent(setting: Setting, random_state: random.Random) -> str:
    chance = random_state.random()
    if chance < 0.08:
        return "100"
    whole = random_state.choice(
        (random_state.randint(0, 20), random_state.randint(20, 99), random_state.randint(100, 160))
    )
    if chance < 0.4 and whole:
        return misread(str(whole), random_state) if setting.careless else str(whole)
    places = random_state.choice((1, 1, 2))
    number = f"{whole},{random_state.randrange(10**places):0{places}d}"
    return misread(number, random_state) if setting.careless else number


def make_signed_percent(setting: Setting, random_state: random.Random) -> str:
    """A change with its sign, or in percentage points: "-2,5%", "+3,1%", "0,5 điểm phần trăm"."""
    if random_state.random() < 0.25:
        return mark(Label.PERCENT, f"{write_decimal(random_state.randint(0, 4), random_state)} điểm phần trăm")
    return mark(
        Label.PERCENT, f"{random_state.choice('--+')}{random_state.randint(0, 30)},{random_state.randint(1, 9)}%"
    )


# --- counts

# "word|tail": the word is the span's, the tail stands after it; "*n" after them says how high counts go.
# fmt: off
_COUNTED: dict[str, tuple[str, ...]] = {
    "households": ("hộ", "hộ", "hộ| dân", "hộ| gia đình", "hộ| nghèo", "hộ| cận nghèo", "hộ| bị ảnh hưởng", "trường hợp"),
    "works": ("dự án", "dự án", "công trình", "công trình", "hạng mục", "gói thầu", "tuyến đường", "dự án| khởi công mới"),
    "plans": ("đồ án", "đồ án| quy hoạch", "quy hoạch| phân khu"),
    "people": (
        "người", "người", "lao động", "học sinh", "học viên", "cán bộ", "cán bộ|, công chức", "đại biểu", "đoàn viên",
        "hội viên", "lượt| người", "đối tượng", "đảng viên", "giáo viên", "công nhân", "nhân khẩu", "thanh niên",
        "chiến sĩ", "lượt| bệnh nhân", "em", "lượt| công dân", "hội viên| nông dân",
    ),
    "cases": ("vụ", "vụ", "vụ| việc", "trường hợp", "trường hợp| vi phạm", "đối tượng", "vụ| vi phạm", "vụ án", "tin| báo"),
    "papers": (
        "văn bản", "quyết định", "giấy phép", "giấy phép| xây dựng", "kế hoạch", "hồ sơ", "hồ sơ| đất đai", "đơn",
        "đơn thư", "biên bản", "báo cáo", "ý kiến", "ý kiến| cử tri", "kiến nghị", "thủ tục| hành chính", "tờ rơi",
        "tin bài", "nghị quyết", "thông báo", "tài liệu",
    ),
    "meetings": (
        "cuộc", "cuộc| họp", "buổi", "buổi| tuyên truyền", "lớp", "lớp| tập huấn", "hội nghị", "đợt", "đợt| kiểm tra",
        "lượt", "phiên", "cuộc| thanh tra", "lần", "chuyến",
    ),
    "units": (
        "xã", "xã", "phường", "thôn", "cơ sở", "doanh nghiệp", "trường", "hợp tác xã", "đơn vị", "tổ chức", "chi bộ",
        "khu dân cư", "địa phương", "cơ quan", "trang trại", "mô hình", "câu lạc bộ", "tổ| hòa giải", "điểm trường",
        "cơ sở| kinh doanh", "thôn|, bản", "xã|, phường",
    ),
    "communes": ("xã", "xã", "đơn vị", "địa phương", "xã|, phường"),
    "animals": ("con", "con", "con| lợn", "con| gia cầm", "con| trâu, bò"),
    "things": (
        "nhà", "nhà| tạm", "căn| nhà", "cây", "cây| xanh", "bóng| đèn", "trụ điện", "cống", "cầu", "phòng học", "vị trí",
        "điểm| sạt lở", "trạm| bơm", "trạm biến áp", "máy| tính", "liều| vắc xin", "suất| quà", "thẻ| bảo hiểm y tế",
        "camera", "biển| báo", "hố| ga", "bộ| bàn ghế", "sản phẩm| OCOP", "thửa| đất", "lô| đất", "giường| bệnh",
        "chiếc| thuyền", "xe", "tàu| cá", "ngày công", "mét| rãnh",
    ),
    "lots": ("nền", "nền| tái định cư", "lô", "lô| đất", "thửa| đất"),
    "victims": ("người",),
    "offences": ("vụ", "vụ án", "vụ việc"),
    "offenders": ("đối tượng", "bị can", "người"),
    "criteria": ("tiêu chí", "chỉ tiêu"),
}
_SCALES = {
    "households": 900, "works": 60, "plans": 15, "people": 30_000, "cases": 400, "papers": 9_000, "meetings": 120,
    "units": 150, "communes": 20, "animals": 400_000, "things": 9_000, "lots": 400, "victims": 9, "offences": 90, "offenders": 200, "criteria": 30,
}
# fmt: on


def _draw_counted(topic: str, random_state: random.Random) -> tuple[str, str]:
    word, _, tail = random_state.choice(_COUNTED[topic]).partition("|")
    return word, tail


def make_count(topic: str, setting: Setting, random_state: random.Random, *, exactly: int | None = None) -> str:
    """A number and the first word of what is counted, the rest of the phrase after it: "⟦15 hộ⟧ gia đình"."""
    word, tail = _draw_counted(topic, random_state)
    value = exactly or draw_integer(random_state, 1, _SCALES[topic])
    number = write_count(value, random_state, careless=setting.careless)
    chance = random_state.random()
    if exactly is None and chance < 0.04:
        high = value + random_state.randint(1, max(2, value // 3))
        number = f"{write_count(value, random_state)}{random_state.choice(_RANGES)}{write_count(high, random_state)}"
    elif exactly is None and chance < 0.06 and value > 20_000:
        number = f"{random_state.randint(11, 900)} nghìn"
    elif chance < 0.08 and 1 < value < 11:
        number = f"{value:02d} ({spell(value, random_state)})"
    elif exactly is None and chance < 0.09:
        number = (
            f"{draw_integer(random_state, 1, 9)},{random_state.randint(1, 9)} triệu" if topic == "people" else number
        )
    return mark(Label.QUANTITY, f"{number} {word}") + tail


def _count_maker(topic: str) -> FigureMaker:
    return lambda setting, random_state: make_count(topic, setting, random_state)


def _fraction_maker(topic: str) -> FigureMaker:
    """What writes a part of a whole: "187/264 hộ", "08/08 phường", "37 việc/275"."""

    def make(setting: Setting, random_state: random.Random) -> str:
        word, tail = _draw_counted(topic, random_state)
        whole = draw_integer(random_state, 3, _SCALES[topic])
        part = whole if random_state.random() < 0.2 else random_state.randint(1, whole)
        pad = random_state.random() < 0.5
        one, other = (
            f"{value:02d}" if pad and value < 10 else f"{value:,}".replace(",", ".") for value in (part, whole)
        )
        return mark(Label.QUANTITY, f"{one}/{other} {word}") + tail

    return make


def make_bare_fraction(_: Setting, random_state: random.Random) -> str:
    """A part of a whole without a noun: "217/345"."""
    whole = random_state.randint(40, 980)
    return mark(Label.QUANTITY, f"{random_state.randint(35, whole)}/{whole}")


def make_bare_count(setting: Setting, random_state: random.Random) -> str:
    """A count after its noun: "hồ sơ trễ hạn: ⟦07⟧"."""
    return mark(
        Label.QUANTITY, write_count(draw_integer(random_state, 1, 900), random_state, careless=setting.careless)
    )


# --- measures


def _measure(units: tuple[str, ...], low: int, high: int) -> FigureMaker:
    """What writes a measure in one of `units` (those with a blank before them keep it): "15ha", "3.549,7 m²"."""

    def make(setting: Setting, random_state: random.Random) -> str:
        whole = draw_integer(random_state, low, high)
        chance = random_state.random()
        if chance < 0.4 and whole < 10_000:
            number = write_decimal(whole, random_state, careless=setting.careless)
        elif chance < 0.45 and whole > 2:
            number = f"{whole}{random_state.choice(_RANGES)}{whole + random_state.randint(1, whole)}"
        else:
            number = write_integer(whole, random_state, careless=setting.careless)
        return mark(Label.QUANTITY, number + random_state.choice(units))

    return make


def make_duration(_: Setting, random_state: random.Random) -> str:
    """How long: "05 năm", "60 ngày", "18 tháng"."""
    unit, high = random_state.choice((("năm", 10), ("tháng", 36), ("ngày", 120), ("tuần", 8), ("giờ", 72)))
    return mark(Label.QUANTITY, f"{write_count(random_state.randint(1, high), random_state)} {unit}")


def make_part_of_length(_: Setting, random_state: random.Random) -> str:
    """ "4,9/12,2 km"."""
    whole = random_state.randint(3, 60)
    part = f"{random_state.randint(1, whole - 1)},{random_state.randint(1, 9)}"
    return mark(
        Label.QUANTITY, f"{part}/{whole},{random_state.randint(1, 9)}{random_state.choice((' km', 'km', ' ha'))}"
    )


FIGURES: dict[str, FigureMaker] = {
    "amount": make_amount,
    "large_amount": make_large_amount,
    "full_amount": make_full_amount,
    "foreign_amount": make_foreign_amount,
    "signed_amount": make_signed_amount,
    "amount_range": make_amount_range,
    "worded_amount": make_worded_amount,
    "amount_with_words": make_amount_with_words,
    "price": _rate("kg", 5_000, 300_000, 500),
    "land_price": _rate("m2", 40_000, 40_000_000, 10_000),
    "hectare_rate": _rate("ha", 3_000_000, 300_000_000, 500_000),
    "income": _rate("người/năm", 25_000_000, 98_000_000, 100_000),
    "monthly_rate": _rate("người/tháng", 360_000, 9_000_000, 20_000),
    "household_rate": _rate("hộ", 1_000_000, 60_000_000, 500_000),
    "percent": make_percent,
    "signed_percent": make_signed_percent,
    **{topic: _count_maker(topic) for topic in _COUNTED},
    **{
        f"part_of_{topic}": _fraction_maker(topic)
        for topic in ("households", "units", "works", "cases", "papers", "criteria")
    },
    "bare_fraction": make_bare_fraction,
    "bare_count": make_bare_count,
    "duration": make_duration,
    "length": _measure((" km", "km", " km", " m", "m", " mét"), 1, 90),
    "metres": _measure((" m", "m", " m", " mét"), 2, 900),
    "part_of_length": make_part_of_length,
    "area": _measure((" ha", "ha", " ha", " m2", " m²", "m2", "m²", " héc ta"), 1, 40_000),
    "hectares": _measure((" ha", "ha", " ha"), 1, 90_000),
    "volume": _measure((" m3", " m³", "m3", " triệu m³", " nghìn m3"), 2, 9_000),
    "weight": _measure((" tấn", " tấn", " tấn", " kg", " tạ"), 2, 90_000),
    "yield": _measure((" tạ/ha", " tạ/ha", " tấn/ha"), 4, 80),
    "flow": _measure((" m³/ngày đêm", " m3/ngày đêm", " tấn/ngày", " m3/giờ"), 20, 60_000),
    "power": _measure((" MW", " kW", "MW", " kVA", " triệu kWh"), 2, 900),
    "rain": _measure((" mm", "mm"), 20, 400),
}
"""Slot of a frame -> what fills it."""
