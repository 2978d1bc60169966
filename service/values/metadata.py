"""What the head of a document says of the document: number, issuer, place, date, title, period."""

import re
from dataclasses import dataclass

from service.values.dates import Reference, find_dates, parse_date
from service.values.documents import find_documents

_HEAD = 6_000
_LINES = 60
# fmt: off
_KINDS = (
    "BÁO CÁO", "BÁO CẢO", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "KẾ HOẠCH", "THÔNG BÁO", "KẾT LUẬN", "TỜ TRÌNH", "CHỈ THỊ",
    "CÔNG ĐIỆN", "BIÊN BẢN", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "HƯỚNG DẪN", "PHƯƠNG ÁN", "THÔNG TƯ", "NGHỊ ĐỊNH", "QUY CHẾ",
    "QUY ĐỊNH", "GIẤY MỜI", "CÔNG VĂN", "DANH MỤC", "PHỤ LỤC", "BẢN TIN", "THÔNG CÁO",
)
# fmt: on
_KIND = re.compile(rf"^[\s*#]*(?P<kind>{'|'.join(_KINDS)})(?P<rest>[^\n]*)$", re.MULTILINE)
_PLACE_DATE = re.compile(
    r"(?P<place>(?!Thứ |Chủ nhật|Số |Phát hành)[^\W\d_][^\n,;:]{1,40}?),?\s{1,3}(?P<date>(?:[nN]g[àa]y|NGÀY)\s{0,12}(?:[\dlIO]{1,2})?\s{0,12}"
    r"(?:th[áả]ng)\s{0,12}(?:[\dlIO]{1,2})?\s{0,12}n[ăã]m\s{0,3}[12][\dOlI]{3})"
)
_DATELINE = re.compile(
    r"^\s*(?P<place>(?!Thứ |Chủ nhật|Số |Phát hành)[A-ZĐÀ-Ỹ][^\n,;:.]{1,30}),\s(?P<date>(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})",
    re.MULTILINE,
)
_BLANK_DAY = re.compile(r"tháng\s{0,12}(?P<month>\d{1,2})\s{0,12}năm\s{0,3}(?P<year>\d{4})")
_ISSUERS = re.compile(
    r"(?i:ủy ban nhân dân|uỷ ban nhân dân|UBND|HĐND|hội đồng nhân dân|sở |thanh tra|ban |cục |chi cục|bộ |phòng |"
    r"công an|đảng ủy|đảng bộ|huyện ủy|thành ủy|tỉnh ủy|văn phòng|trung tâm|tổng cục|công ty|hội |kho bạc|kiểm toán)"
)
_MOTTO = re.compile(r"\s{2,}(?:CỘNG H[OÒ]|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN).*|\s{3,}.*$", re.IGNORECASE)
_STOP = re.compile(
    r"^\s*(?:Kính gửi|Căn cứ|Thực hiện|I\.|A\.|1\.|PHẦN|Phần|Thời gian|Theo|\(|_{3,}|-{3,}|Trong|Để|Điều)"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head states; None where it does not. Dates are EDTF; `reference_date` completes other dates."""

    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    period: str | None = None
    reference_date: str | None = None

    @property
    def reference(self) -> Reference | None:
        """The reference date as dates are completed with it."""
        return Reference.parse(self.reference_date) if self.reference_date else None


def read_metadata(text: str) -> Metadata:
    """The metadata of the document whose (masked) text this is, from its first lines.

    The reference date is the document's own date, else the end of the period that the title names, else the first
    year in the head: a report speaks from the day on which it was signed.
    """
    head = "\n".join(text[:_HEAD].split("\n")[:_LINES])
    number = next((m for m in find_documents(head[:1500]) if head[m.start : m.start + 1] in "Ss"), None)
    place, date = _read_dateline(head)
    title, after = _read_title(head)
    period = _read_period(title, date)
    return Metadata(
        number=str(number.reading.value["number"]) if number and number.reading.value else None,
        issuer=_read_issuer(head[: after or 1500]),
        place=place,
        date=date,
        title=title,
        period=period,
        reference_date=date or _end_of(period) or _first_year(head),
    )


def _read_dateline(head: str) -> tuple[str | None, str | None]:
    """Place and date of "Hà Quảng, ngày 22 tháng 5 năm 2023"; the day may be blank."""
    match = _PLACE_DATE.search(head) or _DATELINE.search(head)
    if match is None:
        return None, None
    place = re.split(r"\s{3,}", match["place"].strip())[-1].strip(" *")
    reading = parse_date(match["date"])
    if reading.value is not None and len(str(reading.value["edtf"])) == 10:
        return place, str(reading.value["edtf"])
    if (blank := _BLANK_DAY.search(match["date"])) and 1 <= int(blank["month"]) <= 12:
        return place, f"{blank['year']}-{int(blank['month']):02d}"
    year = re.search(r"[12]\d{3}", match["date"])
    return place, year[0] if year else None


def _read_title(head: str) -> tuple[str | None, int]:
    """The kind of document and the lines under it that say what it is about; and where they begin."""
    match = _KIND.search(head)
    if match is None:
        return None, 0
    lines = [" ".join((match["kind"] + match["rest"]).replace("*", " ").split())]
    for line in head[match.end() :].split("\n")[1:8]:
        clean = " ".join(line.replace("*", " ").split())
        if not clean:
            if len(lines) > 1:
                break
            continue
        if _STOP.match(clean) or len(clean) > 300:
            break
        lines.append(clean)
    return " ".join(lines), match.start()


def _read_issuer(head: str) -> str | None:
    """The last line of the letterhead that names a body: the narrowest one, without the motto beside it."""
    found: list[str] = []
    for line in head.split("\n")[:12]:
        clean = _MOTTO.sub("", line.replace("*", " ").strip()).strip()
        if re.match(r"(?i)s[ốôồổ]\s?:|cộng h|độc lập|kính gửi", clean):
            continue
        if clean and len(clean) < 90 and _ISSUERS.match(clean):
            found.append(" ".join(clean.split()))
        elif clean and found and clean.isupper() and re.match(r"(?:XÃ|PHƯỜNG|HUYỆN|QUẬN|TỈNH|THÀNH PHỐ|THỊ)", clean):
            found[-1] += " " + " ".join(clean.split())
        elif found and clean and not clean.isupper():
            break
    return found[-1] if found else None


def _read_period(title: str | None, date: str | None) -> str | None:
    """The first date that the title names: a report's period, with the year of a later date of the title."""
    if not title:
        return None
    year = re.search(r"(?:19|20)\d{2}", title)
    reference = Reference(int(year[0])) if year else Reference(int(date[:4])) if date else None
    for match in find_dates(title, reference=reference):
        if match.reading.value is not None:
            return str(match.reading.value["edtf"])
    return None


_SEASON_END = {33: "03", 34: "06", 35: "09", 36: "12", 40: "06", 41: "12"}


def _end_of(period: str | None) -> str | None:
    """The month (or year) in which an EDTF period ends."""
    if period is None:
        return None
    end = period.split("/")[-1][:10]
    year, _, rest = end.partition("-")
    if rest[:2].isdigit() and int(rest[:2]) in _SEASON_END:
        return f"{year}-{_SEASON_END[int(rest[:2])]}"
    return end


def _first_year(head: str) -> str | None:
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", head)
    return str(years[0]) if years else None
