"""Where the names of projects and places begin and end: what the guidelines settle is not left to the model's guess.

Counted on the training part: a unit after a comma right behind a project's name belongs to it in 232 of 236 cases, a
bracket that opens with a section or phase ("(đoạn …", "(giai đoạn …") in 150 of 156; the type word of a built place
belongs to it wherever the place is not the whole project (of 97 markets and reservoirs in projects all do).
"""

import re
from collections.abc import Mapping

_HEAD = re.compile(r"(?:các\s+)?(?:tiểu dự án|dự án|công trình|hạng mục|đồ án)\s+(?=\w)", re.IGNORECASE)
_COMMA = re.compile(r"[^\S\n]{0,2},(?:[^\S\n]{0,2}|\n)")
_UNITS = r"(?:xã|phường|thị\s+trấn|đặc\s+khu|huyện|thị\s+xã|thành\s+phố|TP\.?|quận|tỉnh|thôn|bản|ấp|xóm|khu\s+phố|tổ|buôn|làng|khóm)"
_UNIT = re.compile(rf"{_UNITS}\s", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:[^\S\n]{0,2}|\n)\((?:giai\s+đoạn|đoạn|phân\s+(?:đoạn|khu|kỳ)|từ|nhánh|điểm\s+đầu)\s[^()\n]{1,150}\)",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\s*\(\s*cũ\s*\)$")
_DANGLING = re.compile(r"(?<=\w)\s+(?:thuộc|và|của|tại|với|do|ở|trên)$")
_SCOPE = re.compile(
    r",\s+(?:quy mô|công suất|tải trọng|khổ cầu|dài|chiều dài|diện tích|vốn|tổng (?:mức|vốn|chiều|diện|dự toán))\s",
    re.IGNORECASE,
)
"""What is said of a project behind its name, no longer the name: 38 of 42 times in the training part."""
_WITHIN = re.compile(r"\strên\sđịa\sbàn\stỉnh\s[^,;()]*$", re.IGNORECASE)
"""The part of a work that the statement is about; a scheme (quy hoạch) has it in its name: 5 of 5 and 3 of 3 times in train and dev."""
_SIZE = re.compile(
    r"\s*\(\s*(?:dài |rộng |quy mô |diện tích )?[\dlO][\dlO.,]*\s*(?:km|m|ha|m2|m²|hộ|MW|phòng|giường|tầng|nền|lô)\s*\)$"
)
_CLOSING = re.compile(r"[^()\n]{0,120}\)")


def settle_borders(text: str, start: int, end: int, places: Mapping[int, int]) -> tuple[int, int]:
    """The borders of the project that was found at `[start, end)` of `text`; `places` has the end of each PLACE by its start.

    A head ("dự án") at its start and "(cũ)" or a bare size in brackets at its end go; a bracket that it cuts is taken whole; a section or phase
    in brackets and units after commas right behind it are taken in. Never empty, never longer by a line break.
    """
    inside = text[start:end]
    if inside.strip():
        start, end = start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
    if head := _HEAD.match(text, start, end):
        start = head.end()
    while True:
        before = end
        inside = text[start:end]
        if inside.count("(") > inside.count(")") and (closing := _CLOSING.match(text, end)):
            end = closing.end()
        if section := _SECTION.match(text, end):
            end = section.end()
        if (comma := _COMMA.match(text, end)) and comma.end() in places and _UNIT.match(text, comma.end()):
            end = places[comma.end()]
        if end == before:
            break
    if dangling := _DANGLING.search(text, start, end):
        end = dangling.start()
    if scope := _SCOPE.search(text, start, end):
        end = scope.start()
    if (within := _WITHIN.search(text, start, end)) and "quy hoạch" not in text[start:end].lower():
        end = within.start()
    if size := _SIZE.search(text, start, end):
        end = size.start()
    if former := _FORMER.search(text, start, end):
        end = former.start() if former.start() > start else end
    return start, end


_BETWEEN = re.compile(r"\s?;\s+(?!hạng mục)", re.IGNORECASE)


def split_project(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names in `[start, end)` of `text`: a ";" outside brackets parts two, unless a part of the first follows."""
    found = []
    low = start
    for border in _BETWEEN.finditer(text, start, end):
        if text.count("(", low, border.start()) == text.count(")", low, border.start()):
            found.append((low, border.start()))
            low = border.end()
    return [(first, last) for first, last in (*found, (low, end)) if first < last]


_TYPE = (
    r"(?:cầu(?: treo| cứng| vượt)?|chợ(?: đầu mối)?|quảng trường|nghĩa trang(?: liệt sĩ)?|hồ(?: chứa nước| điều hòa)?|công viên|"
    r"nhà thờ|chùa|đền|đình|đập(?: dâng)?|cảng cá|cống|khu tái định cư|khu dân cư|khu đô thị(?: mới)?|khu công nghiệp|"
    r"cụm công nghiệp|kênh|rạch|suối|sông|cửa(?: sông| biển)?|phá|ngã ba|ngã tư|nút giao(?: thông)?|bến phà|quốc lộ|tỉnh lộ|đường|"
    r"dốc|đèo|sân bay|bãi tắm|đặc khu|khu du lịch(?: sinh thái)?|vườn quốc gia|khu nhà ở|khu kinh tế|vàm|bến đò|bến xe|hương lộ|"
    r"tiểu khu|cù lao|bán đảo|cửa khẩu|hẻm)"
).replace(" ", r"\s")
_BARE = re.compile(
    rf"(?<![\w-])(?<!yêu )(?<!nhu )(?<!toàn )(?<!điểm )(?<!gia )(?P<type>{_TYPE})[^\S\n]$", re.IGNORECASE
)
_TYPED = re.compile(rf"(?:{_TYPE}|{_UNITS}|núi|khu)\s", re.IGNORECASE)
_OF_AREA = re.compile(r"(?:khu|công\sviên)\s$", re.IGNORECASE)
_TWO_NAMES = re.compile(r"\s?[-–]\s?[A-ZĐ]")
_NAMED_AFTER_TWO = re.compile(
    r"(?:ngã\s(?:ba|tư)|nút\sgiao(?:\sthông)?|khu\s(?:dân\scư|tái\sđịnh\scư|đô\sthị(?:\smới)?)|(?:cụm|khu)\scông\snghiệp|đường|kênh)\s",
    re.IGNORECASE,
)
"""What has two places' names with a dash between: it stands outside them ("ngã tư ⟦Hùng Vương⟧ - ⟦Nguyễn Trãi⟧")."""
_ROAD_ROAD = re.compile(r"đường\s(?=(?:quốc\slộ|QL|phố)\W)", re.IGNORECASE)
_KILOMETRE = re.compile(r"Km\s?\d+(?:\+\d+)?\s(?=\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"\s*[\dIVX]*[A-Z]?(?:-[A-Z])?\s*$")
_BEHIND_NAME = re.compile(r"(?<=\w)\s(?:\d{1,2}|[IVX]{1,4})$")
_NUMBER_ITSELF = re.compile(r"(?:vành\sđai|khu\svực|mốc|khối|ngõ|ngách|kiệt|đội|số)\s", re.IGNORECASE)
_LONGEST_TYPE = 24
_PEOPLES = (
    "Ba Na|Bana|Bố Y|Brâu|Bru|Cao Lan|Chăm|Chơ Ro|Chu Ru|Chứt|Co|Cor|Cơ Ho|Cơ Lao|Cờ Lao|Cơ Tu|Cống|Dao|Ê Đê|Êđê|Gia Rai|Giáy|"
    "Gié Triêng|Giẻ Triêng|H'Mông|Hà Nhì|Hmông|Hoa|Hrê|J'rai|Jrai|K'Ho|Kháng|Khmer|Khơ Me|Khơ Mú|Kinh|La Chí|La Ha|La Hủ|Lô Lô|Lự|"
    "M'Nông|Mạ|Mảng|Mnông|Mông|Mường|Ngái|Nùng|Ơ Đu|Pa Cô|Pa Kô|Pà Thẻn|Phù Lá|Pu Péo|Ra Glai|Raglai|Rơ Măm|Sán Chay|Sán Chí|"
    "Sán Dìu|Si La|Stiêng|Tà Ôi|Tày|Thái|Thổ|Vân Kiều|X'tiêng|Xinh Mun|Xơ Đăng|Xtiêng"
)
"""Vietnam's peoples, but for the Lao, in their usual spellings (General Statistics Office, list of 1979)."""
_PEOPLE = re.compile(rf"(?:{_PEOPLES})(?:\s\d+)?")


def is_no_place(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` of `text` names a people, by itself or with its number, and so no place."""
    return _PEOPLE.fullmatch(text, start, end) is not None


_QUARTER_OF = re.compile(
    r"(?:tổ\sdân\sphố|khu\sphố|tổ|xóm|khối|khóm|thôn|ấp|bản|ngách)\s(?:số\s)?\d{1,3}[A-Z]?(?P<between>\s)(?=[A-ZĐ]|phố\s|đường\s|phường\s|xã\s)"
)


def split_place(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places in `[start, end)` of `text`: a numbered quarter and what it lies in are two ("tổ 5 Khai Quang")."""
    if quarter := _QUARTER_OF.match(text, start, end):
        return [(start, quarter.start("between")), (quarter.end("between"), end)]
    return [(start, end)]


_PROGRAMME = re.compile(
    r"(?<!\w)(?:chuyên đề|phong trào|cuộc vận động|đề án|chương trình|chủ đề|hội thi|cuộc thi|hội thảo|chiến dịch|khẩu hiệu|tọa đàm)[\s:]{0,2}[“\"']?$",
    re.IGNORECASE,
)
_LONGEST_PROGRAMME = 20


_SCHEME = re.compile(r"quy hoạch\s", re.IGNORECASE)
_COUNTED_WORKS = re.compile(
    r"(?:(?:xây|dựng|mới|cải|tạo|nâng|cấp|sửa|chữa|mở|rộng|làm|lắp|đặt|trồng|đầu|tư|và),?\s)+\d+\s\w+(?:\s\w+)?",
    re.IGNORECASE,
)


def is_no_project(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` is called a programme, campaign or theme, or counts works that have no name.

    Of 6,268 projects of the training and development parts none but a scheme ("đề án quy hoạch …") stands behind such a
    word, and none is like "Xây dựng mới 06 chợ", which says how many.
    """
    called = _PROGRAMME.search(text, max(0, start - _LONGEST_PROGRAMME), start) is not None
    if called and not _SCHEME.match(text, start, end):
        return True
    return _COUNTED_WORKS.fullmatch(text, start, end) is not None and text[start + 1 : end].islower()


_NUMBERED = re.compile(
    r"(?:thôn|bản|ấp|xóm|khóm|buôn|làng|khu\sphố|tổ\sdân\sphố|cầu(?:\streo)?|đường|quốc\slộ|tỉnh\slộ|kênh)\s",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<=\d)[a-zA-Z]\b|(?<=[^\W\d])\s\d{1,2}(?=[,;:)]|\.?(?:\n|$)|\.\s)")
"""The rest of a road's number, or a number behind a name before a sign: part of it in 110 of 115 places of the training part."""
_WATER = re.compile(r"(?:sông|biển)\s", re.IGNORECASE)
_MOUTH = re.compile(r"(?<!\w)cửa\s$", re.IGNORECASE)
_PLURAL = re.compile(rf"(?:các|những|hai|ba)\s(?:{_UNITS}|khối|đường|sông)\s", re.IGNORECASE)


def settle_place(text: str, start: int, end: int, project: tuple[int, int] | None) -> tuple[int, int]:
    """The borders of the place that was found at `[start, end)` of `text`, within `project` if it is in one.

    A built place has its type word ("chợ Mai Pha"), but where that would be the whole project, but for a number behind
    it, only the bare name ("Yên Phong" in "Khu công nghiệp Yên Phong II-A").
    """
    if former := _FORMER.search(text, start, end):
        end = former.start() if former.start() > start else end
    if lead := _ROAD_ROAD.match(text, start, end) or _KILOMETRE.match(text, start, end):
        start = lead.end()
    if (two := _NAMED_AFTER_TWO.match(text, start, end)) and _TWO_NAMES.match(text, end):
        return two.end(), end
    untyped = not (_TYPED.match(text, start, end) or _NUMBER_ITSELF.match(text, start, end))
    if untyped and project and end == project[1] and (number := _BEHIND_NAME.search(text, start, end)):
        return start, number.start()
    if plural := _PLURAL.match(text, text.rfind(" ", 0, max(0, start - 1)) + 1):
        return max(start, min(plural.end(), end - 1)), end
    if _NUMBERED.match(text, start, end) and (number := _NUMBER.match(text, end)):
        end = number.end()
    if _WATER.match(text, start, end) and (mouth := _MOUTH.search(text, max(0, start - 4), start)):
        start = mouth.start()
    low = start
    bare = _BARE.search(text, max(0, start - _LONGEST_TYPE), start)
    if typed := re.match(rf"(?P<type>{_TYPE})[^\S\n]", text[start:end], re.IGNORECASE):
        name = start + typed.end()
    elif bare and not _TYPED.match(text, start, end) and not _TWO_NAMES.match(text, end):
        if _OF_AREA.search(text, max(0, bare.start() - 10), bare.start()):
            return start, end
        low, name = bare.start(), start
    else:
        return start, end
    if project is None:
        return low, end
    first, last = project
    if low < first or (low == first and _ORDINAL.fullmatch(text, end, last)):
        return (name, end) if name < end else (start, end)
    return low, end
