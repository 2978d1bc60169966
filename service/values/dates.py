"""DATE: days, months, quarters, years, times on a day and ranges of them, read as EDTF."""

import re
from dataclasses import dataclass, replace

from service.labels import Label
from service.values.calendars import convert_lunar, is_day, write_edtf
from service.values.counted import COMPOUNDS, SINGLE_WORDS
from service.values.numerals import parse_words
from service.values.reading import Match, Reading, Value


@dataclass(frozen=True, slots=True)
class Reference:
    """The moment from which incomplete dates are completed."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read "2025", "2025-04" or "2025-04-30". Raises ValueError for anything else or for a day that is none."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if match is None:
            raise ValueError(f"{text!r} is no date: write 2025, 2025-04 or 2025-04-30.")
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or year == 0 or (month is not None and not is_day(year, month, day or 1)):
            raise ValueError(f"{text!r} is no date of the calendar.")
        return cls(year, month, day)


@dataclass(frozen=True, slots=True)
class _Point:
    """What is written of one date: only what is there is set. `end` is its exclusive end in the text."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    hour: int | None = None
    minute: int | None = None
    season: int | None = None
    """EDTF code of a quarter (33–36) or half-year (40–41)."""
    months: tuple[int, int] | None = None
    last_year: int | None = None
    lunar: bool = False
    weak: bool = False
    """Only what stands around it can show that it is a date ("19/4", "2024")."""


_D = r"[0-9lIO|]{1,2}"
_Y4 = r"(?:[12lI][0-9OolI]{3})"
_Y = rf"(?:{_Y4}|[0-9]{{2}})(?![0-9OolI])"
_B = r"[ \t]{0,3}\n?[ \t]{0,3}"
_NGAY = r"(?:[nN]g[àáa]y|NGÀY)"
_THANG = r"(?:[tT]h[áảàaă] ?ng|THÁNG)"
_NAM = r"(?:[nN][ăãaàâ]m|nặm|nărn|NĂM)"
_QUY = r"(?:[qQ]u[ýyỷ]|[qQ]úy|QUÝ)"
_DEN = r"(?:-|–|—|÷|đến|tới|ĐẾN)"
_HALF = r"(?:đ[ầâẩà]u|cu[ốôổ]i|giữa|ĐẦU|CUỐ[Il])"
_MONTH_WORDS = {
    "giêng": 1, "một": 11, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_WORD = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_ROMAN = r"(?:[Il]V|lV|[Il]{1,3}|[1-4](?!\d|/\d{1,2}(?!\d))|một|hai|ba|bốn|tư)(?!\w)"
_WEEKDAY = r"(?:(?:[tT]hứ \w{2,5}|[cC]hủ [nN]hật),? ?)?"

_TIME = re.compile(
    rf"(?P<hour>{_D})\s?(?:giờ|g|h|H|:(?=[0-9OolI]{{2}}(?![./-])))\s?(?P<minute>[0-9OolI]{{2}})?\s?(?:phút|’|'|p)?"
    rf"(?:\s(?:sáng|chiều|tối|trưa|đêm))?{_B},?{_B}{_WEEKDAY}(?={_NGAY}|{_D}\s?[/.-])"
)
_AFTER_TIME = re.compile(r"\s{1,2}(?:[-–]\s)?(?P<hour>[0-9]{1,2})(?::|h|giờ)(?P<minute>[0-9]{2})(?!\d)")
_FULL = re.compile(
    rf"(?:{_NGAY}{_B})?(?P<day>{_D})\s?(?P<sign>[/.-])\s?(?P<month>{_D})\s?(?P<sign2>[/.-])\s?(?P<year>{_Y})(?![/\w])"
)
_WORDS = re.compile(
    rf"(?:{_NGAY}{_B})?(?:[mM](?:ùng|ồng)\s)?(?P<day>{_D}(?:\s\d)?){_B}{_THANG}{_B}(?:(?P<month>{_D})|(?P<name>(?i:{_MONTH_WORD})))(?:(?!\w)|(?=năm\s?[12]))"
    rf"(?:{_B}(?:{_NAM}{_B}|,{_B}{_NAM}{_B}|[/,-]\s?)(?P<year>{_Y}))?"
)
_SHORT = re.compile(
    rf"(?:(?P<named>{_NGAY}|[mM](?:ùng|ồng)){_B})?(?P<day>{_D})(?P<sign>\s?[/.-]\s?)(?P<month>{_D})(?![\w/]|[.,]\d|-\d(?!\d?/\d))"
)
_DAY_RANGE = re.compile(
    rf"(?:(?P<named>{_NGAY}){_B})?(?P<first>{_D})\s?(?P<sign>-|–|đến|tới|rạng)\s?(?:{_NGAY}\s)?"
    rf"(?=(?P<day>{_D})\s?[/-]\s?{_D}(?!\w))"
)
_LISTED_DAYS = re.compile(
    rf"(?:{_NGAY}{_B})?(?P<day>{_D})(?=(?P<between>(?:\s?(?:,|và|, và)\s?(?:{_NGAY}{_B})?{_D}(?!\w|\s?[/.-]|\s{_THANG})){{0,5}}"
    rf"\s?(?:,|và|, và)\s?(?:{_NGAY}{_B})?)(?:{_D}\s?[/-]\s?{_D}(?!\w)|{_D}{_B}{_THANG}))"
)
_SEVERAL_DAYS = re.compile(r"(?:các|những|hai|ba) ngày:? $", re.IGNORECASE)
_CUMULATED = re.compile(
    rf"(?P<count>0?[1-9]|1[01])\s{_THANG}(?!\w)(?P<reached>\s(?:ước|đạt|được|bằng|tăng|giảm)(?!\w))?(?!\s(?:{_HALF}|{_NAM}|vận hành|sáp nhập|thực hiện|thí điểm|thi công|hoạt động|triển khai|qua|liên tiếp|một lần)(?!\w))"
)
_CUMULATED_HEAD = re.compile(
    r"(?:[lL][ũu][ỹy] kế|[cC]ộng dồn|[tT]hu ngân sách|[gG]iải ngân|[kK]inh tế - xã hội|KT-XH|[aA]n ninh|[bB]áo cáo|BÁO CÁO|K[ếê]t quả|K[ẾÊ]T QUẢ|"
    r"THỰC HIỆN|[lL]ượng khách|[sS]ản phẩm|mức tăng|Qua)\s$"
)
"""What is reported of the months of the year so far: "lũy kế 9 tháng"."""
_LONE_DAY = re.compile(rf"{_NGAY}{_B}(?:(?:mùng|mồng)\s)?(?P<day>{_D})(?![\w/]|[.,-]\d)")
_NEW_YEAR = re.compile(r"(?:ngày\s)?(?:[mM]ùng|[mM]ồng)\s(?P<day>\d{1,2})\sTết(?:\s\w+\s\w+)?(?:\s(?P<year>\d{4}))?")
_LUNAR_DAY = re.compile(
    rf"(?:{_NGAY}\s)?(?:(?:[mM]ùng|[mM]ồng)\s(?P<word>[^\W\d]{{2,4}})|(?P<full>[rR]ằm))\s{_THANG}\s(?:(?P<month>{_D})|(?P<name>(?i:{_MONTH_WORD})))(?!\w)"
)
_MONTH = re.compile(
    rf"(?P<head>{_THANG}{_B}|T(?=\d{{1,2}}/\d))(?:(?P<month>{_D})(?![\w%]|[.,]\d\d?(?:[^\W\d]|\s(?:triệu|tỷ|nghìn|ngàn|tấn|ha|km|m)(?!\w))|[.,]\d{{3}}(?!\d)|/\d{{1,2}}/)|(?P<name>(?i:tư|giêng|chạp|một|hai|ba|năm|sáu|bảy|tám|chín|mười một|mười hai|mười))(?!\w))"
    rf"(?:{_B}(?:(?:[/.-]|–)\s?|{_NAM}{_B}|,?{_B}{_NAM}{_B})(?P<year>{_Y4})(?!\d))?"
)
_QUARTER = re.compile(rf"{_QUY}{_B}(?P<roman>{_ROMAN})(?:{_B}(?:[/-]\s?|{_NAM}{_B})(?P<year>{_Y4})(?!\d))?")
_HALF_YEAR = re.compile(rf"[nN]ửa\s(?P<which>{_HALF})\s{_NAM}(?:\s(?P<year>{_Y4}))?")
_MONTHS = re.compile(
    rf"(?P<count>[0-9lIO]{{1,2}}|(?i:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một)){_B}{_THANG}{_B}"
    rf"(?:(?P<which>{_HALF}){_B}{_NAM}(?:{_B}(?P<year>{_Y4}))?|{_NAM}{_B}(?P<plain>{_Y4})|(?P<this>đầu))(?!\w)"
    rf"|(?P<short>0?[1-9]|1[01])T/(?P<of>{_Y4})(?!\w)"
)
_SPAN_HEAD = r"(?:(?:[gG]iai\sđoạn|GIAI\sĐOẠN|[nN]hiệm\skỳ|NHIỆM\sKỲ|[tT]hời\skỳ|[nN]iên (?:vụ|độ|khóa|khoá)|[gG]iai đọan|[kK]ỳ)\s)"
_YEARS = re.compile(
    rf"(?:(?:[hH]ọc kỳ|HỌC KỲ)\s(?P<term>{_ROMAN}),?\s)?(?P<school>(?:[nN]ăm học|NĂM HỌC)\s)?(?P<head>{_SPAN_HEAD})?(?:(?P<nam>{_NAM}){_B})?"
    rf"(?P<year>{_Y4})\s?{_DEN}\s?(?:{_NAM}\s)?(?P<last>{_Y4})(?![\w/])"
)
_YEAR = re.compile(rf"(?:(?P<nam>{_NAM}){_B}|(?P<head>{_SPAN_HEAD}))(?P<year>{_Y4}|2 0[0-9]{{2}})(?![\w%]|[.,/]\d)")
_NUMBER_BEFORE = re.compile(r"(?:[sS]ố:?|[/-])\s?$")
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")
_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9Ol]{2})(?![\w/]|[.,-]\d)")
_BARE_YEAR = re.compile(r"(?P<year>(?:19|2[0O])[0-9Ol]{2})(?![\w%/]|[.,]\d|-\d)")
_WORDED_YEAR = re.compile(r"[nN]ăm\s(?P<words>(?:một nghìn chín trăm|hai nghìn|hai ngàn)(?:\s[^\W\d]{2,6}){0,6})")
_HOURS = re.compile(
    rf"(?P<hour>{_D})\s?(?:giờ|g|h)\s?(?P<minute>[0-9OolI]{{2}})?\s?(?:phút|’|')?\s?(?:-|–|đến|tới)\s?(?={_D}\s?(?:giờ|g|h))"
)
_YEARS_COUNTED = re.compile(r"\d $")
_LUNAR = re.compile(
    r"\s?,?\s?(?:\((?:âm lịch|Âm lịch|ÂL)\)|(?:âm lịch|Âm lịch|ÂL|AL)(?!\w))(?:\s{1,2}(?:năm\s)?(?P<year>(?:19|20)\d{2}))?"
)

_ANCHOR = re.compile(
    r"[0-9]|[lIO](?=[0-9OlI]?[/.:-][0-9lIO])|[lIO][0-9OlI]?(?=\s?(?:tháng|giờ))|[nN](?=g[àáa]y|[ăãaàâ]m|hiệm|iên|ửa)|N(?=GÀY|ĂM|HIỆM)"
    r"|[tT](?=h[áảàa]ng|hời\sk)|T(?=HÁNG|\d)|[qQ](?=u[ýyỷ]|úy)|Q(?=UÝ)|[gG](?=iai\s)|G(?=IAI)|[mM](?=ùng|ồng)|[hH](?=ọc kỳ|ai tháng)|[rR](?=ằm)"
    r"|[bB](?=a tháng|ốn tháng|ảy tháng)|[sS](?=áu tháng)|[SCB](?=(?:ÁU|HÍN|A|ẢY|ỐN) THÁNG)|[tT](?=ám tháng)|[cC](?=hín tháng)|[kK](?=ỳ [12])"
)
# Most numbers are no dates: what follows the first digits tells.
_MAY_BEGIN = re.compile(
    r"[0-9lIO|]{1,2}(?:\s?[/–-]|\s?\.\s?[0-9lIO]{1,2}(?![0-9])|\s{0,3}(?:[tT]h|TH|giờ|[hgH:]|đến|tới|và|rạng|,)|T/)"
    r"|[12l][0-9OolI]{3}(?![0-9])"
)
_RANGE = re.compile(rf"{_B}{_DEN}(?:\s(?:hết\s)?|\s?)(?:(?:hết|cuối)\s)?")
_OCR = str.maketrans("lI|Oo", "11100")


def find_dates(text: str, *, reference: Reference | None = None) -> list[Match]:
    """Every date in `text`, in order; `reference` completes those that leave out the year."""
    found: list[Match] = []
    end = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < end or (start and text[start - 1].isalnum()):
            continue
        if not text[start].isalpha() and not _MAY_BEGIN.match(text, start):
            continue
        if text[start].isalpha() and text[start - 4 : start] == "các " and text.startswith("ngày", start):
            continue  # a plural head stays outside: "các ngày 5, 6/4"
        if text[start].isalpha() and (_counts_years(text, start) or _is_feast(text, start)):
            continue
        points = _match_range(text, start, follows=bool(found) and _continues_list(text[end:start]))
        if points is None:
            continue
        found.append(Match(start, points[-1].end, Label.DATE, _read(points, reference)))
        end = points[-1].end
    return found


def parse_date(text: str, *, reference: Reference | None = None) -> Reading:
    """Read a span that states a date; reason "no_date" where there is none in it, "invalid_date" for 31/02.

    That it is a date is known here, so a day needs no "ngày" ("10.4") and "9 tháng" is the first nine of the year.
    """
    stripped = text.strip()
    for written in (stripped, f"ngày {stripped}", f"{stripped} đầu năm"):
        for start in range(len(written)):
            if start and written[start - 1].isalnum():
                continue
            if points := _match_range(written, start, follows=True):
                return _read(points, reference)
    return Reading(None, "no_date")


def _counts_years(text: str, start: int) -> bool:
    """Whether "năm" before a period is what is counted: "bình quân 4 năm 2016 - 2019"."""
    if _YEARS_COUNTED.search(text, max(0, start - 2), start) is None:
        return False
    years = _YEARS.match(text, start)
    return years is not None and years["nam"] is not None


def _is_feast(text: str, start: int) -> bool:
    """Whether "Ngày" begins a feast's name: of "Tưởng niệm Ngày 27/7" only the date is one."""
    if text[start : start + 5] != "Ngày " or not text[max(0, start - 2) : start - 1].islower():
        return False
    point = _short(text, start + 5)
    return point is not None and (point.day, point.month) in _FEASTS


def _continues_list(gap: str) -> bool:
    """Whether only a comma or "và" stands between two dates: "năm 2023, 2024 và 2025"."""
    return gap.strip(" \n") in (",", "và", ";", ", và")


def _match_range(text: str, start: int, *, follows: bool) -> tuple[_Point, ...] | None:
    """The date or range at `start`; `follows` says that what stands before proves a bare date."""
    if not text[start].isalpha() or text[start] in "lIO":
        hours = _match_hours(text, start)
        if hours is not None:
            return hours
    if day := _match_listed_day(text, start, follows=follows):
        return (day,)
    first = _match_point(text, start)
    if first is None:
        return None
    if text[start].isdigit() and not first.months and _NOT_NUMBERED.search(text[max(0, start - 20) : start]):
        return None
    last = None
    if first.last_year is None and (dash := _RANGE.match(text, first.end)):
        last = _match_point(text, dash.end()) or _match_dotted(text, first, dash.end())
        if last is not None and not _belongs(first, last, text, start):
            last = None
    if last is not None:
        if (
            first.weak
            and last.weak
            and not (follows or _is_announced(text, start) or _is_bracketed(text, start, last.end))
            and not (_is_above_one(first) and not _counts(text, last.end))
        ):
            return None
        return first, last
    if first.day is not None and first.month is None and first.last_day is None:
        return None  # "ngày 5" alone: of no month
    if first.weak and not _is_proved(text, start, first, follows=follows):
        return None
    return (first,)


def _match_hours(text: str, start: int) -> tuple[_Point, _Point] | None:
    """Two times of one day: "07 giờ 30 đến 11 giờ 30 ngày 12/3/2024"."""
    match = _HOURS.match(text, start)
    last = _match_point(text, match.end()) if match else None
    if match is None or last is None or last.hour is None:
        return None
    hour, minute = _number(match["hour"]), _number(match["minute"]) or 0
    if hour is None or hour > 24 or minute >= 60:
        return None
    return replace(last, hour=hour, minute=minute), last


def _match_listed_day(text: str, start: int, *, follows: bool) -> _Point | None:
    """A day whose month and year stand at the end of the list that it begins: "ngày 22, 23 và 24/9"."""
    if text[start] not in "nN" and not follows and not _SEVERAL_DAYS.search(text, max(0, start - 10), start):
        return None
    match = _LISTED_DAYS.match(text, start)
    if match is None:
        return None
    day, last = _number(match["day"]), _match_day(text, match.end("between"))
    if day is None or last is None or last.day is None or last.month is None or not 1 <= day < last.day <= 31:
        return None
    return replace(last, day=day, last_day=None, end=match.end("day"), weak=False)


def _match_dotted(text: str, first: _Point, start: int) -> _Point | None:
    """The last day of a range whose first has a dot too, which proves it: "ngày 29.4 - 01.5"."""
    if first.day is None or first.month is None or text[first.end - 2 : first.end - 1] != "." or first.year:
        return None
    match = _SHORT.match(text, start)
    day, month = (_number(match["day"]), _number(match["month"])) if match else (None, None)
    if match is None or match["sign"] != "." or not day or not month or day > 31 or month > 12:
        return None
    return _Point(match.end(), None, month, day)


def _is_above_one(point: _Point) -> bool:
    """Whether a day and month read as a fraction would be more than one: then it is none, but a date."""
    day = point.last_day or point.day
    return day is not None and point.month is not None and day > point.month


def _belongs(first: _Point, last: _Point, text: str, start: int) -> bool:
    """Whether two dates with a dash between them make one range."""
    if first.months or last.months or last.last_year:
        return False
    if first.day is not None and first.month is None:
        return last.day is not None and last.month is not None
    if (first.day is None) != (last.day is None) or (first.season is None) != (last.season is None):
        return False
    return (first.month is None) == (last.month is None) or first.day is not None


def _match_point(text: str, start: int) -> _Point | None:
    """What one date writes at `start`, by the first form that fits."""
    if timed := _TIME.match(text, start):
        point = _match_day(text, timed.end())
        if point is not None and point.day is not None and point.hour is None and (point.month or point.weak):
            hour, minute = _number(timed["hour"]), _number(timed["minute"] or "")
            counted = point.weak and _counts(text, point.end)  # "hồi 16 giờ 45 phút, 9/9 thành viên"
            if hour is not None and hour <= 24 and (minute or 0) < 60 and not counted:
                return replace(point, hour=hour, minute=minute or 0, weak=False)
    return _match_day(text, start)


def _match_day(text: str, start: int) -> _Point | None:
    for match_form in (
        _full,
        _new_year,
        _worded_day,
        _years,
        _months,
        _day_range,
        _short,
        _month,
        _quarter,
        _year,
        _lone_day,
    ):
        point = match_form(text, start)
        if point is not None:
            lunar = _LUNAR.match(text, point.end) if point.day is not None and point.hour is None else None
            if lunar:
                year = int(lunar["year"]) if lunar["year"] else point.year
                return replace(point, lunar=True, end=lunar.end(), weak=False, year=year)
            return point
    return None


def _number(digits: str | None) -> int | None:
    if not digits:
        return None
    clean = digits.translate(_OCR).replace(" ", "")
    return int(clean) if clean.isascii() and clean.isdigit() else None


def _year_number(digits: str | None) -> int | None:
    """A year in four digits, or in two of this century."""
    number = _number(digits)
    if number is None:
        return None
    return number + 2000 if number < 100 else number


def _is_real(*parts: str) -> bool:
    """Whether letters that stand for digits are backed by at least one real digit."""
    return any(char.isdigit() for part in parts for char in part)


def _full(text: str, start: int) -> _Point | None:
    if iso := _ISO.match(text, start):
        return _Point(iso.end(), int(iso["year"]), int(iso["month"]), int(iso["day"]))
    match = _FULL.match(text, start)
    if match is None or not _is_real(match["day"], match["month"], match["year"]):
        return None
    if match["sign"] != match["sign2"] and not match[0].startswith(("ngày", "Ngày")):
        return None
    day, month, year = _number(match["day"]), _number(match["month"]), _year_number(match["year"])
    if day is None or month is None or year is None or day > 31 + 9 or month > 19:
        return None
    if len(match["year"]) == 2 and (match["sign"] != "/" or not 1 <= month <= 12 or not 1 <= day <= 31):
        return None
    if match["sign"] == "." and len(match["year"]) == 4 and not 1 <= month <= 12:
        return None
    point = _Point(match.end(), year, month, day)
    if after := _AFTER_TIME.match(text, match.end()):
        return replace(point, hour=int(after["hour"]), minute=int(after["minute"]), end=after.end())
    return point


def _worded_day(text: str, start: int) -> _Point | None:
    if match := _LUNAR_DAY.match(text, start):
        day = 15 if match["full"] else _day_word(match["word"])
        month = _number(match["month"]) or _MONTH_WORDS.get((match["name"] or "").lower())
        if day is not None and month is not None:
            return _Point(match.end(), None, month, day, lunar=True)
    match = _WORDS.match(text, start)
    if match is None or not _is_real(match["day"]):
        return None
    day = _number(match["day"])
    month = _number(match["month"]) or _MONTH_WORDS.get((match["name"] or "").lower())
    if day is None or month is None or day > 40:
        return None
    lunar = (match["name"] or "").lower() in ("giêng", "chạp")
    if not match[0][:2].lower().startswith(("ng", "mù", "mồ")) and match["name"] and not lunar:
        return None
    if not match[0][:2].lower().startswith(("ng", "mù", "mồ")) and match["year"] is None and not lunar:
        before = text[max(0, start - 12) : start].lower().rstrip()
        if not before.endswith(
            (
                "từ",
                "đến",
                "sáng",
                "đêm",
                "vào",
                "nhất",
                "chiều",
                "và",
                ",",
                "-",
                "tối",
                "phúc",
                "nữ",
                "hôm",
                "trước",
                "sau",
                "hết",
            )
        ):
            return None
    return _Point(match.end(), _year_number(match["year"]), month, day, lunar=lunar)


def _day_word(word: str) -> int | None:
    value = parse_words([word.lower()])
    return int(value) if value is not None else None


def _new_year(text: str, start: int) -> _Point | None:
    match = _NEW_YEAR.match(text, start)
    if match is None:
        return None
    return _Point(match.end(), _number(match["year"]), 1, int(match["day"]), lunar=True)


def _short(text: str, start: int) -> _Point | None:
    match = _SHORT.match(text, start)
    if match is None or not _is_real(match["day"], match["month"]):
        return None
    day, month = _number(match["day"]), _number(match["month"])
    if day is None or month is None or not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    if match["sign"].strip() != "/" and not match["named"]:
        before = _DAY_BEFORE.search(text, max(0, start - 7), start)
        if match["sign"] not in ("-", ".") or before is None:
            return None
        # "trước 8-9 hộ" counts, "chiều 11-11 thông cống" and "đến 30-9 toàn thành phố" do not.
        counts = match["sign"] == "." or (not before["time"] and day < month)
        if _GOES_ON.match(text, match.end()) and (counts or text.startswith(" giờ", match.end())):
            return None
    return _Point(match.end(), None, month, day, weak=match["named"] is None)


def _lone_day(text: str, start: int) -> _Point | None:
    """A day whose month stands at the other end of its range: "ngày 01 đến 15/4/2025", "ngày 5 và 6/4"."""
    match = _LONE_DAY.match(text, start)
    day = _number(match["day"]) if match else None
    if match is None or day is None or not 1 <= day <= 31:
        return None
    return _Point(match.end(), day=day)


def _day_range(text: str, start: int) -> _Point | None:
    """Two days of one month: "10 - 11/3/2018", "ngày 5 và 6/4"."""
    match = _DAY_RANGE.match(text, start)
    first = _number(match["first"]) if match else None
    if match is None or first is None or not _is_real(match["first"]):
        return None
    several = _SEVERAL_DAYS.search(text, max(0, start - 10), start) is not None
    other = _full(text, match.end()) or _short(text, match.end())
    if other is None or other.day is None or not 1 <= first < other.day:
        return None
    return replace(other, day=first, last_day=other.day, weak=not (match["named"] or several or other.year))


def _month(text: str, start: int) -> _Point | None:
    bare = _MONTH_YEAR.match(text, start)
    if bare and text[start - 1 : start] != "/" and not _NUMBER_BEFORE.search(text[max(0, start - 6) : start]):
        return _Point(bare.end(), _year_number(bare["year"]), _number(bare["month"]))
    match = _MONTH.match(text, start)
    if match is None:
        return None
    month = _number(match["month"]) or _MONTH_WORDS.get((match["name"] or "").lower())
    if month is None or not 1 <= month <= 12:
        return None
    if match["name"] and not match["year"] and match["name"].lower() in ("năm", "một"):
        return None
    before = text[max(0, start - 24) : start]
    if match["year"] is None and before.lower().endswith("mỗi "):
        return None
    if before.lower().endswith("cách mạng ") or _NAMED_DAY.search(before):
        return None
    return _Point(match.end(), _year_number(match["year"]), month)


def _quarter(text: str, start: int) -> _Point | None:
    match = _QUARTER.match(text, start)
    if match is None:
        return None
    roman = match["roman"]
    names = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "IV": 4, "lV": 4}
    quarter = names.get(roman) or (int(roman) if roman.isdigit() else len(roman))
    return _Point(match.end(), _year_number(match["year"]), season=32 + quarter)


def _months(text: str, start: int) -> _Point | None:
    if half := _HALF_YEAR.match(text, start):
        return _Point(
            half.end(), _year_number(half["year"]), season=41 if half["which"].lower().startswith("cu") else 40
        )
    sofar = _CUMULATED.match(text, start)
    if sofar and (sofar["reached"] or _CUMULATED_HEAD.search(text, max(0, start - 18), start)):
        return _Point(sofar.end("count") + 1 + len("tháng"), months=(1, int(sofar["count"])))
    match = _MONTHS.match(text, start)
    if match is None:
        return None
    if match["short"]:
        return _Point(match.end(), _year_number(match["of"]), months=(1, int(match["short"])))
    count = _number(match["count"])
    if count is None:
        value = parse_words(match["count"].lower().split())
        count = int(value) if value is not None else None
    if count is None or not 1 <= count <= 12:
        return None
    if match["this"]:
        return None
    year = _year_number(match["year"] or match["plain"])
    last = (match["which"] or "").lower().startswith("cu")
    if (match["which"] or "").lower() == "giữa":
        return None
    if count == 6:
        return _Point(match.end(), year, season=41 if last else 40)
    return _Point(match.end(), year, months=(13 - count, 12) if last else (1, count))


def _years(text: str, start: int) -> _Point | None:
    match = _YEARS.match(text, start)
    if match is None:
        return None
    year, last = _number(match["year"]), _number(match["last"])
    if year is None or last is None or not 1900 <= year <= last <= 2199:
        return None
    return _Point(match.end(), year, last_year=last)


def _year(text: str, start: int) -> _Point | None:
    if worded := _WORDED_YEAR.match(text, start):
        words = worded["words"].lower().split()
        while words and (value := parse_words(words)) is None:
            words.pop()
        if len(words) >= 3 and value is not None and 1900 <= value <= 2199:
            end = start
            for word in ["năm", *words]:
                end = text.lower().index(word, end) + len(word)
            return _Point(end, int(value))
    match = _YEAR.match(text, start) or _BARE_YEAR.match(text, start)
    if match is None:
        return None
    year = _number(match["year"])
    if year is None or not 1000 <= year <= 2199:
        return None
    return _Point(match.end(), year, weak=match.re is _BARE_YEAR)


_ANNOUNCES = re.compile(
    r"(?:(?:^|\W)(?:đến|từ|tới|sáng|chiều|tối|trưa|đêm|hết|trước|sau|hôm|dịp|lễ|vào|kể từ|tính đến|hôm nay|qua|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|tỵ|thìn|mão|dần|sửu|tý|hợi|tuất|dậu|thân|mùi|ngọ|mỗi năm|đợt|"
    r"quốc khánh|cách mạng|thành lập|việt nam|lao động|phụ nữ|nhà giáo|thống nhất|giải phóng|độc lập|mừng|niệm|từ ngày|khai giảng|ngày:?)"
    r",?\s{0,2}\(?)$",
    re.IGNORECASE,
)
_YEAR_ANNOUNCED = re.compile(
    r"(?:\W|^)(?:đầu|cuối|giữa|so với|so|giá so sánh|xuân|hè|thu|đông|mùa|từ|đến|sang|tỵ|ty|thìn|mão|dần|sửu|tý|hợi|tuất|dậu|thân|"
    r"mùi|ngọ|kế hoạch|kế hoạch vốn|kh|apec|thu ngân sách|dương lịch|âm lịch|mùa mưa|mùa khô|trước|dự toán|vụ mùa|các năm|những năm|đông xuân|hè thu|nguyên đán)\s$",
    re.IGNORECASE,
)
_NOT_NUMBERED = re.compile(
    r"(?:\W|^)(?:cầu|đường|phố|chợ|trường|bệnh viện|quảng trường|công viên|xã|kênh|số|tỷ lệ|khu|hẻm|ngõ|kiệt|nhà|mầm non|"
    r"tiểu học|mẫu giáo|thcs|thpt|cp|công ty|chiến thắng|ấp|thôn|tổ|lần|đợt|tuần)\s$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s(?!đến|tới|và)[^\W\d_]")
_FEAST_BEFORE = re.compile(r"(?:Ngày|Lễ|Tháng|Tuần|[kK]ỷ niệm|[cC]hào mừng)\s[^.;:\n\d]{2,60}\s$")
_NAMED_DAY = re.compile(r"(?:\W|^)(?:cầu|đường|phố|chợ|kênh|quảng trường|công viên)\s\d{1,2}\s$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?:hôm|trước|từ|đến|tới|hết|(?P<time>[sS]áng|[cC]hiều|[tT]ối|[đĐ]êm|thoại))\s$")
# fmt: off
_FEASTS = frozenset((
    (30, 4), (1, 5), (2, 9), (19, 5), (3, 2), (8, 3), (20, 10), (20, 11), (22, 12), (27, 7), (27, 2), (26, 3), (1, 6),
    (21, 6), (10, 10), (19, 8), (9, 1), (12, 11), (7, 5), (18, 11), (28, 7),
))
# fmt: on
"""Days that everybody writes without a year or preposition: "kỷ niệm 30/4"."""
_REACHES = re.compile(r"(?:đạt|được|có|còn|là|:)\s$")
_ATTAINS = re.compile(r"(?:đạt|được|có|còn)\s$")
_NEXT_WORD = re.compile(r"[ \t]{1,2}([^\W\d_]+)(?:[ \t]([^\W\d_]+))?")


def _is_announced(text: str, start: int) -> bool:
    return _ANNOUNCES.search(text[max(0, start - 20) : start]) is not None


def _is_bracketed(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] in (")", ",")


def _counts(text: str, end: int) -> bool:
    """Whether a noun that is counted follows: then "13/14" is a fraction and "2020" a number."""
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return text[end : end + 1] in "%²³" and end < len(text)
    first = match[1].lower()
    return first in SINGLE_WORDS or f"{first} {(match[2] or '').lower()}" in COMPOUNDS.get(first, ())


def _is_proved(text: str, start: int, point: _Point, *, follows: bool) -> bool:
    """Whether what stands around a bare "19/4" or "2024" shows that it is a date."""
    before = text[max(0, start - 20) : start]
    if _counts(text, point.end) and not (_is_above_one(point) and _is_announced(text, start)):
        return False
    if point.day is not None:
        if follows or _is_announced(text, start) or _is_bracketed(text, start, point.end):
            return True
        if _is_above_one(point):
            return not _ATTAINS.search(before)
        named = (point.day, point.month) in _FEASTS or _FEAST_BEFORE.search(text[max(0, start - 72) : start])
        return bool(named) and not _REACHES.search(before)
    return follows or _YEAR_ANNOUNCED.search(before) is not None


def _read(points: tuple[_Point, ...], reference: Reference | None) -> Reading:
    """The EDTF value of one point or of a range whose ends lend each other what they lack."""
    inferred: list[str] = []
    first, last = points[0], points[-1]
    if len(points) == 2:
        first = replace(
            first,
            year=first.year if first.year is not None else _earlier_year(first, last),
            month=first.month if first.month is not None else last.month,
        )
        last = replace(last, year=last.year if last.year is not None else first.year)
    if first.year is None:
        if reference is None:
            return Reading(None, "no_year")
        inferred.append("year")
        first = replace(first, year=reference.year)
        last = first if len(points) == 1 else replace(last, year=reference.year)
    values = [_write(point) for point in ((first,) if len(points) == 1 else (first, last))]
    if any(value is None for value in values):
        return Reading(None, "invalid_date", inferred=tuple(inferred), warnings=("invalid_date",))
    edtf = "/".join(str(value) for value in values)
    value: Value = {"edtf": edtf, "calendar": "lunar"} if first.lunar else {"edtf": edtf}
    return Reading(value, inferred=tuple(inferred))


def _earlier_year(first: _Point, last: _Point) -> int | None:
    """The year of a range's first end, lent by its last: the one before it where the months run over New Year."""
    if last.year is None:
        return None
    runs_over = first.month is not None and last.month is not None and first.month > last.month
    return last.year - 1 if runs_over else last.year


def _write(point: _Point) -> str | None:
    """EDTF of a point whose year is known, None for a day that does not exist."""
    year = point.year
    if year is None:
        return None
    if point.last_year is not None:
        return f"{write_edtf(year)}/{write_edtf(point.last_year)}"
    if point.months is not None:
        return f"{write_edtf(year, point.months[0])}/{write_edtf(year, point.months[1])}"
    if point.season is not None:
        return write_edtf(year, point.season)
    if point.month is None:
        return write_edtf(year)
    if point.day is None:
        return write_edtf(year, point.month) if 1 <= point.month <= 12 else None
    if point.lunar:
        solar = convert_lunar(year, point.month, point.day)
        return write_edtf(*solar) if solar else None
    if not is_day(year, point.month, point.day):
        return None
    if point.last_day is not None:
        last = write_edtf(year, point.month, point.last_day) if is_day(year, point.month, point.last_day) else None
        return last and f"{write_edtf(year, point.month, point.day)}/{last}"
    day = write_edtf(year, point.month, point.day)
    return day if point.hour is None else f"{day}T{point.hour:02d}:{point.minute or 0:02d}"
