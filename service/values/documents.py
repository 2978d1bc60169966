"""DOCUMENT: administrative and legal documents cited with a number or symbol."""

import re

from service.labels import Label
from service.values.dates import find_dates
from service.values.reading import Match, Reading, Value

# fmt: off
_TYPES = (
    "Thông tư liên tịch", "Thông báo kết luận", "Kết luận thanh tra", "Báo cáo thẩm tra", "Báo cáo thẩm định",
    "Nghị quyết liên tịch", "Kế hoạch liên tịch", "Quy chế phối hợp", "Giấy chứng nhận đầu tư", "Giấy phép xây dựng",
    "Giấy phép khai thác", "Quyết định", "Quyết đinh", "Quyêt định", "Nghị quyết", "Nghi quyết", "Chi thị", "Nghị quyêt",
    "Nghịquyết", "Nghị định", "Nghi định", "Thông tư", "Chỉ thị", "Chỉ thi", "Kế hoạch", "Kê hoạch", "Công văn",
    "Công điện", "Tờ trình", "Thông báo", "Báo cáo", "Văn bản", "Kết luận", "Hướng dẫn", "Chương trình hành động",
    "Chương trình", "Đề án", "Phương án", "Pháp lệnh", "Hiến pháp", "Lệnh", "Quy định", "Quy chế", "Biên bản",
    "Hợp đồng", "Giấy mời", "Giấy phép", "Công thư", "Tờ khai", "Thư mời", "Thỏa thuận", "Thoả thuận", "Công bố giá",
    "Báo cáo kiểm toán", "Quyết định cưỡng chế", "Lệnh khẩn cấp", "Tờ trình liên ngành", "Tờ trình liên sở", "Thông tư liên bộ", "Qui định", "Qui chế",
    "Quyểt định", "Q uyết định", "Nghị địn h", "Công điên", "Công vãn", "HĐ", "Bộ luật", "Luật", "Sắc lệnh",
    "QĐ", "QÐ", "NQ", "NĐ", "TT", "CT", "CV", "KH", "TB", "TTr", "BC", "HD", "KL", "VB",
)
# fmt: on
_TYPE = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(_TYPES, key=len, reverse=True))
_SO = r"(?:[sS][ốôồổỗo]|S[ỐÔ]|Sè|Soá)"
_DIGITS = r"[0-9OolI]{1,6}[a-zA-Z]?"
_LETTERS = r"(?:[A-ZĐÐ]{2}[A-ZĐÐa-zà-ỹ]{0,11}|[A-ZĐÐ](?=/))"
# "535/TTr. TC.VG ngày"; but "15/TTr. UBND huyện yêu cầu" goes on with a sentence.
_TTR_GAP = r"(?<=TTr)\.[ ](?=[A-ZĐ]{2,4}(?:[-.][A-ZĐ]|[,;)]|$|\s(?:ngày|về|của)\s))"
# After the number: "/KH-UBND", "-NQ/TW", "/2017/QH14", "/2020/NĐ-CP", "/UBND-KTCN", with stray blanks round the signs.
_SYMBOL = (
    rf"(?:[ ]?[/-][ ]?[12][0-9OolI]{{3}})?[ ]?[/-][ ]?{_LETTERS}(?:[0-9]{{1,2}})?"
    rf"(?:(?:[ ]?[-/&][ \n]?|\.(?=(?:[A-ZĐ]{{2,4}}|TTr)(?!\w))|{_TTR_GAP}){_LETTERS}(?:[0-9]{{1,2}})?){{0,8}}"
    r"(?:-[A-Z][0-9]{1,2})?(?![^\W\d_])"
    r"(?:[ ][IVX]{1,4}(?!\w))?"
)
_NUMBER = rf"(?P<number>{_DIGITS}{_SYMBOL})"
_CITED = re.compile(
    rf"(?:(?P<type>(?i:{_TYPE})(?!\w))(?P<name>(?:\s[^\W\d_]{{1,8}}){{0,7}}?)\s)?(?P<so>{_SO}\s?:?\s?)?{_NUMBER}"
    rf"|(?P<bare_type>(?i:{_TYPE})(?!\w)(?:\s[^\W\d_]{{1,8}}){{0,6}}?)\s{_SO}\s?:?\s?(?P<bare>{_DIGITS}(?:/[12][0-9]{{3}})?)(?![\w/-])"
    r"|(?P<standard>(?:QCVN|TCVN|TCXDVN|TCN|TCCS|QCXDVN)\s?[0-9O]{1,5}(?:-[0-9]{1,3})?(?:\s?:\s?[0-9]{4})?(?:/[A-ZĐ]{2,8})?)"
    r"|(?P<policy>(?:Nghị quyết|Quyết định|NQ|QĐ)\s(?P<policy_number>30a|135|134|167)(?![\w/-]))"
)
_SMALL_SYMBOL = re.compile(r"(?<=[\d])[/-](?:[12]\d{3}/)?[a-zđ]{2,8}(?:[-/.][a-zđ]{2,8}){0,2}(?!\w)")
_SHORT = re.compile(rf"(?P<type>(?i:{_TYPE}))\s(?P<number>{_DIGITS})")
_SCAN = re.compile(
    r"[/-]\s?[A-ZĐÐ]|[0-9]/[12][0-9OolI]{3}|(?:QCVN|TCVN|TCXDVN|TCCS)|\s(?:[sS][ốôồổỗ]|S[ỐÔ])\s?:?\s?[0-9OolI]|(?:quyết|định|QĐ|NQ) (?:30a|135|134|167)"
)
_SMALL_KNOWN = re.compile(
    r"(?<=[0-9])/(?:[12][0-9]{3}/)?(?:(?:qđ|nq|nđ|ttr|tt|ct|cv|kh|tb|bc|hd|kl|vb|pl|ubnd|sgtvt)(?:-[a-zđ]{2,8}|\.(?:ubnd|ub|hđnd|hc|vx|tl|nc)(?!\w)){1,2}|qh[0-9]{2})(?!\w)"
)
"""A symbol in small letters, as some archives write whole documents: "1846/qđ-ubnd"."""
_PACKAGE = re.compile(r"(?:gói|gói thầu|lô|thửa)\s$", re.IGNORECASE)
_REACH = 90
_WORD_START = re.compile(r"(?<![\w/.-])[\wĐÐ]")
_HEAD = re.compile(rf"(?P<all>{_SO}\s?:\s{{0,4}}{_NUMBER})")
_LAW_NAME = re.compile(r"(?i:luật|bộ luật|pháp lệnh)")
_AND_ANOTHER = re.compile(r"(?<!\w)và (?:Nghị|Quyết|Thông|Luật)\b")
_ISSUER = re.compile(
    r"[\s,]{0,3}(?:(?:của|do)\s)(?P<issuer>(?:[^\W\d_]|[ &-]){3,60}?)(?=\s(?:về|ban hành|quy định|phê duyệt|ngày|đã|và|để|tại|v/v|,|sửa|hướng dẫn|có|là|trong|triển khai|nhằm|đối với|cho|thì|đến|từ)\s|[,.;:()“\"\n]|$)"
)
_OCR = str.maketrans("lIOo", "1100")


def find_documents(text: str) -> list[Match]:
    """Every cited document in `text`, in order; the date and issuer that follow a span are part of its value."""
    found: list[Match] = []
    end = 0
    text = _SMALL_KNOWN.sub(lambda match: match[0].upper(), text)
    for hint in _SCAN.finditer(text):
        if hint.start() < end:
            continue
        match = _match_around(text, hint, floor=max(end, hint.start() - _REACH))
        if match is not None:
            found.append(match)
            end = match.end
    return found


def parse_document(text: str, *, following: str = "") -> Reading:
    """Read a span that cites a document; `following` is the text after it, which may give its date and issuer.

    Reason "no_number" where the span holds no document number.
    """
    # Some archives hold titles in small letters: "quyết định số 06/2008/qđ-ubnd".
    for written in (text, _SMALL_SYMBOL.sub(lambda match: match[0].upper(), text)):
        for start in (match.start() for match in _WORD_START.finditer(written)):
            if match := _CITED.match(written, start):
                return _read(match, following)
    if match := _SHORT.fullmatch(text.strip()):
        value = {"type": _name_type(match["type"]), "number": _clean_number(match["number"])}
        return Reading({**value, **_read_context(following)})
    return Reading(None, "no_number")


def _match_around(text: str, hint: re.Match[str], *, floor: int) -> Match | None:
    """The citation that covers a hint: the earliest start from which one pattern reaches it."""
    line = max(floor, text.rfind("\n\n", floor, hint.start()) + 1)
    for word in _WORD_START.finditer(text, line, hint.end()):
        if (line > 0 and word.start() == line and text[line - 1].isalnum()) or not _may_begin(text, word.start()):
            continue
        match = _CITED.match(text, word.start())
        if match is None or match.end() < hint.end() or not _is_sound(match):
            continue
        if not match["type"] and match["number"] and _PACKAGE.search(text, max(0, match.start() - 9), match.start()):
            continue
        start, end = match.span()
        head = re.compile(rf"{_SO}\s?:\s{{0,4}}$").search(text, max(0, start - 10), start)
        if head and not match["type"]:
            start = head.start()
        return Match(start, end, Label.DOCUMENT, _read(match, text[end : end + 160]))
    return None


def _may_begin(text: str, start: int) -> bool:
    return (
        text[start].isdigit()
        or text[start] in "lIOo"
        or text[start].isupper()
        or text[start : start + 2].lower() in _STARTS
    )


_STARTS = frozenset({word[:2].lower() for word in _TYPES} | {"số", "sô", "sồ", "sổ"})


def _is_sound(match: re.Match[str]) -> bool:
    """Whether the words between the type and the number can belong to a name ("Luật Đầu tư công số …")."""
    number = match["number"] or match["bare"] or match["standard"] or match["policy_number"]
    if not any(char.isdigit() for char in number):
        return False
    if (
        match["number"]
        and not (match["type"] or match["so"])
        and ("/" not in number or re.match(r"\w+[ ]?-[ ]|\w+[ ]?/[ ][^-/]*$", number))
    ):
        return False  # "2 - UBND huyện" numbers a paragraph, "1/ TIẾN ĐỘ" a heading
    if match["type"] and match["so"] and ":" in match["so"] and "\n" in match[0][: match.start("so") - match.start()]:
        return False  # "PHÒNG TÀI CHÍNH - KẾ HOẠCH", and its letter's number on the next line
    name = (match["name"] or "").strip()
    if not name:
        return match["bare_type"] is None or _is_plain_type(match["bare_type"])
    if _LAW_NAME.fullmatch(match["type"]):
        if match["so"] is None or _AND_ANOTHER.search(name):
            return False
        return name[0].isupper() or match["type"][0].islower() or match["type"].startswith("Pháp")
    return False


def _is_plain_type(words: str) -> bool:
    clean = " ".join(words.split()).lower()
    return any(clean == word.lower() for word in _TYPES) or clean.startswith(("luật ", "bộ luật "))


def _read(match: re.Match[str], following: str) -> Reading:
    number = match["number"] or match["bare"] or match["standard"] or match["policy_number"]
    if match["standard"]:
        kind, number = number.split()[0] if " " in number else re.split(r"[\s0-9]", number)[0], number
    else:
        kind = match["type"] or match["bare_type"] or (match["policy"] or "").rpartition(" ")[0] or None
        kind = _name_type(kind)
        kind = kind or _type_of_symbol(number)
    value: Value = {"type": kind, "number": _clean_number(number), **_read_context(following)}
    return Reading(value)


def _read_context(following: str) -> dict[str, str | None]:
    """The date and issuer that are written after a citation."""
    date, after = _read_date(following)
    return {"date": date, "issuer": _read_issuer(following[after:])}


_FULL_TYPES = {
    "qđ": "Quyết định", "qð": "Quyết định", "nq": "Nghị quyết", "nđ": "Nghị định", "tt": "Thông tư", "ct": "Chỉ thị",
    "cv": "Công văn", "kh": "Kế hoạch", "tb": "Thông báo", "ttr": "Tờ trình", "bc": "Báo cáo", "hd": "Hướng dẫn",
    "kl": "Kết luận", "vb": "Văn bản", "cđ": "Công điện", "nđ-cp": "Nghị định", "ttlt": "Thông tư liên tịch", "ctr": "Chương trình", "quyết đinh": "Quyết định", "quyêt định": "Quyết định",
    "nghi quyết": "Nghị quyết", "nghị quyêt": "Nghị quyết", "nghịquyết": "Nghị quyết", "nghi định": "Nghị định",
    "quyểt định": "Quyết định", "q uyết định": "Quyết định", "nghị địn h": "Nghị định", "công điên": "Công điện",
    "công vãn": "Công văn", "hđ": "Hợp đồng", "qui định": "Quy định", "qui chế": "Quy chế", "chỉ thi": "Chỉ thị", "chi thị": "Chỉ thị", "kê hoạch": "Kế hoạch",
}  # fmt: skip


def _name_type(words: str | None) -> str | None:
    """The type in its usual spelling: "QĐ" and "quyết định" are "Quyết định"."""
    if words is None:
        return None
    clean = " ".join(words.split())
    full = _FULL_TYPES.get(clean.lower(), clean)
    return full[0].upper() + full[1:].lower() if full.isupper() or full[0].islower() else full


def _type_of_symbol(number: str) -> str | None:
    """The type that the symbol abbreviates: "QĐ" of "13/QĐ-UBND"; a bare issuer ("521/UBND-KT") signs a Công văn."""
    parts = re.split(r"[^A-Za-zĐÐà-ỹ]+", number)
    for part in parts:
        if part.lower() in _FULL_TYPES:
            return _FULL_TYPES[part.lower()]
    return "Công văn" if len(parts) > 1 and parts[1].startswith(("UBND", "HĐND", "S", "B")) else None


def _clean_number(number: str) -> str:
    """The number without stray blanks; letters that OCR put for its digits read as digits."""
    clean = re.sub(r"\s*([/&.-])\s*", r"\1", number.replace("Ð", "Đ")).strip()
    head = re.match(r"[0-9OolI]+(?:/[12][0-9OolI]{3})?", clean)
    return head[0].translate(_OCR) + clean[head.end() :] if head else clean


def _read_date(following: str) -> tuple[str | None, int]:
    """The EDTF day that follows a citation at once ("ngày 27/02/2025"), and where it ends."""
    lead = re.match(r"[\s,(]{0,3}", following)
    start = lead.end() if lead else 0
    if (
        not following[start : start + 4].lower().startswith(("ngày", "ngà"))
        and not following[start : start + 1].isdigit()
    ):
        return None, 0
    dates = find_dates(following[start : start + 40])
    if not dates or dates[0].start or dates[0].reading.value is None:
        return None, 0
    edtf = str(dates[0].reading.value["edtf"])
    return (edtf, start + dates[0].end) if len(edtf) == 10 else (None, 0)


def _read_issuer(following: str) -> str | None:
    match = _ISSUER.match(following)
    return " ".join(match["issuer"].split()) if match else None
