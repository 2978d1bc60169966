"""Calendars: days that exist, EDTF (ISO 8601-2) strings, and the lunar calendar as Vietnam keeps it (UTC+7)."""

from calendar import monthrange

from lunar_vn import SUPPORTED_YEAR_RANGE, convert_lunar_to_solar, convert_solar_to_lunar


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the day exists; without a year 29 February counts as existing."""
    if not 1 <= month <= 12 or day < 1:
        return False
    return day <= (monthrange(year, month)[1] if year else (29 if month == 2 else monthrange(2001, month)[1]))


def write_edtf(year: int, month: int | None = None, day: int | None = None) -> str:
    """`2025`, `2025-04` (also with season codes 33–36 for quarters, 40–41 for half-years) or `2025-04-13`."""
    parts = [f"{year:04d}"]
    if month is not None:
        parts.append(f"{month:02d}")
        if day is not None:
            parts.append(f"{day:02d}")
    return "-".join(parts)


def convert_lunar(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The Gregorian (year, month, day) of a lunar day (of a month that is not a leap month); None if there is none."""
    first, last = SUPPORTED_YEAR_RANGE
    if not first < year < last or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    try:
        solar = convert_lunar_to_solar(day, month, year)
    except ValueError:
        return None
    back = convert_solar_to_lunar(solar.day, solar.month, solar.year)
    if (back.day, back.month) != (day, month):
        return None  # the 30th of a month of 29 days
    return solar.year, solar.month, solar.day
