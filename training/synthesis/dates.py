"""Dates in every form that reports write: days, months, quarters, half-years, years, times, ranges, lunar days."""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta

from service.labels import Label
from training.synthesis.inline import mark
from training.synthesis.numbers import misread
from training.synthesis.setting import Setting

DateMaker = Callable[[Setting, random.Random], str]

_ROMAN = ("I", "II", "III", "IV")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DASHES = (" - ", " - ", "-", " – ", "–")
_SHORT_YEAR = re.compile(r"/\d{1,2}/\d\d$")
_FEASTS = ("30/4", "01/5", "2/9", "02/9", "19/8", "27/7", "20/11", "22/12", "08/3", "3/2")


def _date(text: str, setting: Setting, random_state: random.Random) -> str:
    misreadable = setting.careless and not _SHORT_YEAR.search(text)  # "15/4/l7" is no date to anyone
    return mark(Label.DATE, misread(text, random_state) if misreadable else text)


def draw_day(setting: Setting, random_state: random.Random) -> date:
    """A day from a year before the document's own to half a year after it."""
    return date(setting.year, setting.month, setting.day) + timedelta(random_state.randint(-360, 180))


def _month_number(month: int, random_state: random.Random) -> str:
    """Official writing pads January and February only; others pad all or none."""
    return f"{month:02d}" if month < 3 or random_state.random() < 0.3 else str(month)


def _write_day(day: date, random_state: random.Random, *, with_year: bool, named: bool) -> str:
    head = "ngày " if named else ""
    digits = f"{day.day:02d}" if random_state.random() < 0.7 else str(day.day)
    month = _month_number(day.month, random_state)
    if not with_year:
        worded = named and random_state.random() < 0.3
        return f"{head}{digits} tháng {month}" if worded else f"{head}{digits}/{month}"
    chance = random_state.random()
    if chance < 0.25 and named:
        return f"{head}{digits} tháng {month} năm {day.year}"
    if chance < 0.32:
        return f"{head}{digits}-{month}-{day.year}"
    if chance < 0.36:
        return f"{head}{digits}.{month}.{day.year}"
    if chance < 0.39:
        return f"{head}{digits}/{month}/{day.year % 100}"
    return f"{head}{digits}/{month}/{day.year}"


def make_day(setting: Setting, random_state: random.Random) -> str:
    """A day with or without "ngày": "13/4/2025", "ngày 13 tháng 4 năm 2025", "13-4-2025", "ngày 20/4"."""
    with_year = not setting.dated or random_state.random() < 0.7
    named = random_state.random() < 0.6
    day = draw_day(setting, random_state)
    return _date(_write_day(day, random_state, with_year=with_year, named=named), setting, random_state)


def make_named_day(setting: Setting, random_state: random.Random) -> str:
    """A day that begins with "ngày"."""
    with_year = not setting.dated or random_state.random() < 0.7
    day = draw_day(setting, random_state)
    return _date(_write_day(day, random_state, with_year=with_year, named=True), setting, random_state)


def make_full_day(setting: Setting, random_state: random.Random) -> str:
    """A day with "ngày" and its year, as after a cited document."""
    day = draw_day(setting, random_state)
    return _date(_write_day(day, random_state, with_year=True, named=True), setting, random_state)


def make_feast(setting: Setting, random_state: random.Random) -> str:
    """The day of a feast: "30/4", "02/9"."""
    year = "" if setting.dated and random_state.random() < 0.7 else f"/{setting.year}"
    return _date(random_state.choice(_FEASTS) + year, setting, random_state)


def make_month(setting: Setting, random_state: random.Random) -> str:
    """ "tháng 4/2025", "tháng 04 năm 2025", "tháng 4"."""
    day = draw_day(setting, random_state)
    month = _month_number(day.month, random_state)
    tails = [f"/{day.year}", f" năm {day.year}", *(["", ""] if setting.dated else [])]
    return _date(f"tháng {month}{random_state.choice(tails)}", setting, random_state)


def make_quarter(setting: Setting, random_state: random.Random) -> str:
    """ "quý I/2025", "quý II năm 2025", "quý 3/2025", "quý IV"."""
    quarter = random_state.randrange(4)
    number = str(quarter + 1) if random_state.random() < 0.15 else _ROMAN[quarter]
    tails = [f"/{setting.year}", f" năm {setting.year}", *([""] if setting.dated else [])]
    return mark(Label.DATE, f"quý {number}{random_state.choice(tails)}")


def make_year(setting: Setting, random_state: random.Random) -> str:
    """ "năm 2025"."""
    return _date(f"năm {setting.year + random_state.choice((-2, -1, -1, 0, 0, 0, 0, 1, 1, 2))}", setting, random_state)


def make_far_year(setting: Setting, random_state: random.Random) -> str:
    """The year that a plan reaches to: "năm 2035"."""
    return mark(Label.DATE, f"năm {(setting.year // 5 + random_state.randint(1, 6)) * 5}")


def make_months(setting: Setting, random_state: random.Random) -> str:
    """The year so far, or what is left of it: "09 tháng đầu năm 2025", "6 tháng cuối năm", "nửa đầu năm 2025"."""
    year = "" if setting.dated and random_state.random() < 0.3 else f" {setting.year}"
    chance = random_state.random()
    if chance < 0.1:
        return _date(f"nửa {random_state.choice(('đầu', 'cuối'))} năm{year}", setting, random_state)
    if chance < 0.2 and year:
        return _date(f"{random_state.randint(2, 11)} tháng năm{year}", setting, random_state)
    if chance < 0.35:
        return _date(f"6 tháng cuối năm{year}", setting, random_state)
    count = random_state.randint(2, 11)
    number = f"{count:02d}" if random_state.random() < 0.4 else str(count)
    return _date(f"{number} tháng đầu năm{year}", setting, random_state)


def make_period(setting: Setting, random_state: random.Random) -> str:
    """Years from and to, with the word for them: "giai đoạn 2021 - 2025", "nhiệm kỳ 2020-2025"."""
    first = setting.year // 5 * 5 + random_state.choice((-5, 0, 0, 1))
    head = random_state.choice(("giai đoạn", "giai đoạn", "giai đoạn", "nhiệm kỳ", "thời kỳ"))
    length = {"thời kỳ": 9}.get(head, random_state.choice((4, 5)))
    return _date(f"{head} {first}{random_state.choice(_DASHES)}{first + length}", setting, random_state)


def make_planning_period(setting: Setting, random_state: random.Random) -> str:
    """The years that a planning scheme covers: "thời kỳ 2021 - 2030"."""
    first = setting.year // 10 * 10 + 1
    head = random_state.choice(("giai đoạn", "thời kỳ"))
    return mark(Label.DATE, f"{head} {first}{random_state.choice(_DASHES)}{first + 9}")


def make_years(setting: Setting, random_state: random.Random) -> str:
    """The years of a work: "2021 - 2025", "năm 2023 đến năm 2025", "2024-2026"."""
    first = setting.year + random_state.randint(-3, 1)
    last = first + random_state.randint(1, 4)
    if random_state.random() < 0.3:
        return _date(f"năm {first} đến năm {last}", setting, random_state)
    return _date(f"{first}{random_state.choice(_DASHES)}{last}", setting, random_state)


def make_school_year(setting: Setting, random_state: random.Random) -> str:
    """ "năm học 2024 - 2025", "học kỳ II năm học 2024-2025"."""
    term = random_state.choice(("", "", "", "học kỳ I ", "học kỳ II ", "học kỳ I, "))
    return _date(f"{term}năm học {setting.year - 1}{random_state.choice(_DASHES)}{setting.year}", setting, random_state)


def make_time(setting: Setting, random_state: random.Random) -> str:
    """A clock time on a day: "16 giờ 30, ngày 20/4/2025", "8h00 ngày 14/10/2022"."""
    day = draw_day(setting, random_state)
    hour, minute = random_state.randint(6, 20), random_state.choice((0, 15, 30, 45))
    times = (
        f"{hour:02d} giờ {minute:02d} phút ",
        f"{hour} giờ {minute:02d}, ",
        f"{hour:02d} giờ {minute:02d} ",
        f"{hour}h{minute:02d} ",
        f"{hour} giờ ",
        f"{hour:02d} giờ {minute:02d}, {_WEEKDAYS[day.weekday()]}, ",
    )
    with_year = not setting.dated or random_state.random() < 0.7
    written = _write_day(day, random_state, with_year=with_year, named=True)
    return _date(random_state.choice(times) + written, setting, random_state)


def make_range(setting: Setting, random_state: random.Random) -> str:
    """Two days and all between, as one span: "ngày 16/11/2024 đến ngày 10/4/2025", "30/4 - 01/5/2025"."""
    first = draw_day(setting, random_state)
    last = first + timedelta(random_state.choice((1, 2, 4, 9, 20, 45, 120)))
    year = "" if setting.dated and first.year == last.year == setting.year else f"/{last.year}"
    one, other = f"{first.day:02d}/{first.month}", f"{last.day:02d}/{last.month}"
    if first.year != last.year:
        one += f"/{first.year}"
    forms = [
        f"ngày {one} đến ngày {other}{year}",
        f"ngày {one} đến {other}{year}",
        f"ngày {one}/{first.year} đến ngày {other}/{last.year}"
        if one.count("/") == 1
        else f"ngày {one} đến {other}{year}",
        f"{one} - {other}{year}",
        f"{one}-{other}{year}",
    ]
    if first.month == last.month and first.year == last.year:
        forms += [
            f"ngày {first.day} đến ngày {other}{year}",
            f"{first.day} - {other}{year}",
            f"ngày {first.day}-{other}{year}",
        ]
    return mark(Label.DATE, random_state.choice(forms))


def make_month_range(setting: Setting, random_state: random.Random) -> str:
    """ "tháng 1 đến tháng 5/2025"."""
    first = random_state.randint(1, 8)
    last = random_state.randint(first + 1, 12)
    return _date(f"tháng {first} đến tháng {last}/{setting.year}", setting, random_state)


def make_lunar(setting: Setting, random_state: random.Random) -> str:
    """A day of the lunar calendar: "10/3 âm lịch", "mùng 6 tháng Giêng", "rằm tháng 7"."""
    day, month = random_state.randint(1, 29), random_state.randint(1, 12)
    if not setting.dated:
        return mark(Label.DATE, f"{day}/{month} âm lịch năm {setting.year}")
    forms = (
        f"{day}/{month} âm lịch",
        f"ngày {day:02d}/{month} âm lịch",
        f"ngày {day} tháng {month} âm lịch",
        f"ngày {day}/{month} (âm lịch)",
        f"mùng {random_state.randint(1, 10)} tháng Giêng",
        f"mồng {random_state.randint(1, 10)} tháng 3 âm lịch",
        f"rằm tháng {random_state.choice(('Giêng', '7', '8'))}",
    )
    return mark(Label.DATE, random_state.choice(forms))


DATES: dict[str, DateMaker] = {
    "day": make_day,
    "named_day": make_named_day,
    "full_day": make_full_day,
    "feast": make_feast,
    "month": make_month,
    "quarter": make_quarter,
    "year": make_year,
    "far_year": make_far_year,
    "months": make_months,
    "period": make_period,
    "years": make_years,
    "school_year": make_school_year,
    "time": make_time,
    "range": make_range,
    "month_range": make_month_range,
    "lunar": make_lunar,
}
"""Slot of a frame -> what fills it."""
