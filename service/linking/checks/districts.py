"""Districts in documents of a time without them: Vietnam has had no level between province and commune since 1 July 2025."""

import re
from collections.abc import Iterator, Sequence

from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.figures import Figure
from service.linking.mentions import Mention, Source
from service.values.gazetteer import KIND_WORDS, Era, load_gazetteer

_FORMER = re.compile(
    r"(?<!\w)(?:cũ|trước đây|trước kia|trước khi|(?-i:nguyên)(?! (?:nhân|liệu|tắc|trạng|vẹn|đán|vật))|nay (?:là|thuộc)|sáp nhập|hợp nhất|sắp xếp|thuộc tỉnh|bãi bỏ|giải thể|bỏ cấp huyện|"
    r"kết thúc|chấm dứt|không còn|không tổ chức|tiếp nhận|bàn giao|chuyển giao|kế thừa|để lại|đổi tên|(?:thành )?lập (?:từ|trên cơ sở)|từng (?:là|thuộc|có|do)|khi ấy|khi đó|lúc ấy|lúc đó|bấy giờ|thời (?:huyện|kỳ|còn|trước)|"
    r"ngày trước|ngày xưa|lịch sử|sinh (?:năm|ra|ngày)|quê|thời điểm đó|thuộc địa phận)(?!\w)",
    re.IGNORECASE,
)
"""What makes a district one that was."""
_CALLED = re.compile(
    r"(?<!\w)(?:công ty|doanh nghiệp|hợp tác xã|trường|bệnh viện|trung tâm|trạm|chi nhánh|bưu điện|viện kiểm sát|tòa án|toà án|chợ|bến xe|hạt|đường|"
    r"đài|quỹ|ban quản lý|kho bạc|nhà máy|cụm|khu|ngân hàng|phòng giao dịch|chi cục|đội|hội(?! đồng nhân dân)|câu lạc bộ|nhà|bà|ông|tuyến|dự án|công trình|quy hoạch|"
    r"thương hiệu|sách|ga|cảng|cầu)(?:\s(?!(?:tại|của|ở|trên|thuộc|từ|cho|với|và|do|về|gồm|có|đến|sang|địa bàn)\s)[^\s,;.:()]+){0,6}\s\Z",
    re.IGNORECASE,
)
"""Before a district: it is part of a name, which may have outlived it."""
_REFORM = "2025-07-01"


def check_districts(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A district, or a town or city of its rank, spoken of as there is, in a document of a time without them (from 1 July
    2025).

    None in a sentence that speaks of the past, nor within a name. A finding is `abolished_district`: the span of the unit
    with its kind, "huyện Cẩm Mỹ".
    """
    own = source.metadata.date
    if own is None or own < _REFORM or len(own) < len("2025-07"):
        return
    for sentence in source.sentences:
        if _FORMER.search(sentence.text) or any(map(_is_before_reform, sentence.mentions)):
            continue
        found = {
            place
            for mention, place in zip(sentence.mentions, sentence.places, strict=True)
            if mention.label is Label.PLACE and _is_abolished(mention.text)
        }
        found |= {
            match.span("district")
            for match in _DISTRICT_OFFICE.finditer(sentence.text)
            if _is_abolished(match["district"])
        }
        names = [
            place
            for mention, place in zip(sentence.mentions, sentence.places, strict=True)
            if found
            and (
                mention.label in (Label.PROJECT, Label.PERSON, Label.DOCUMENT)
                or (mention.label is Label.ORG and not _OFFICE.match(mention.text))
            )
        ]
        for begin, stop in sorted(found):
            if not _is_living(sentence.text, begin, stop) or any(low <= begin and stop <= high for low, high in names):
                continue
            start, end = sentence.locate(begin, stop)
            words = sentence.text[begin:stop]
            yield Contradiction(
                "abolished_district",
                ((start, end),),
                f"{words}: cấp huyện không còn từ 01/7/2025, văn bản đề {own}.",
                f"{words}: there are no districts from 1 July 2025, the document is of {own}.",
            )


_NAMED = 60
_PLACED = re.compile(
    r"(?:(?<!\w)(?P<word>toàn|tại|ở|trên|địa bàn|trong|của|giữa|thuộc|là|giao|đề nghị|yêu cầu|chỉ đạo|đôn đốc|kiến nghị|hiện(?: nay)?|nay|ủy ban nhân dân|"
    r"uỷ ban nhân dân|ubnd|hđnd|hội đồng nhân dân|công an|chủ tịch|cấp ủy|lãnh đạo)\s+|[,;:.(–-]\s*|\A\W*)\Z",
    re.IGNORECASE,
)
"""What stands before a district that is spoken of as there is; after a mere comma it must act."""
_ACTS = re.compile(
    r"\s(?:có|đang|đã|hiện|vẫn|còn|sẽ|cần|phải|được|đạt|tiếp tục|là|tổ chức|chỉ đạo|thực hiện|triển khai|phối hợp)(?!\w)",
    re.IGNORECASE,
)


def _is_living(text: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of the district at `[start, end)` as of a place that something is in, or that acts; in
    the name of a project, a road or a body it may outlive itself."""
    before = text[max(0, start - _NAMED) : start]
    if _CALLED.search(before):
        return False
    placed = _PLACED.search(before)
    acts = _ACTS.match(text, end) is not None
    if placed is None:
        return acts and _JOINED.search(before) is not None
    return acts or placed["word"] is not None


_JOINED = re.compile(r"(?<!\w)(?:và|cùng|với)\s*\Z", re.IGNORECASE)
_NAME = r"[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÍÓÚÝ][\w’']+(?:[\s-]+[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÍÓÚÝ][\w’']*){0,3}"
_OFFICE = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Công an|Huyện đoàn|Thường trực)\s", re.IGNORECASE
)
_DISTRICT_OFFICE = re.compile(
    rf"(?<!của )(?:UBND|(?:Ủy|Uỷ) ban nhân dân|HĐND|Hội đồng nhân dân|Công an|Chủ tịch)\s(?P<district>(?:huyện|thị xã|thành phố|quận)\s{_NAME})"
)


_TITLED = re.compile(r"(?P<kind>huyện|thị xã|thành phố|quận)\s+(?P<name>.+)", re.IGNORECASE | re.DOTALL)


def _is_abolished(words: str) -> bool:
    """Whether a place is a district, or a town, city or urban district of its rank that the gazetteer knows."""
    titled = _TITLED.fullmatch(words)
    if titled is None:
        return False
    kind = KIND_WORDS[titled["kind"].lower()]
    units = load_gazetteer().find(titled["name"], kind=kind)
    return all(unit.era is Era.PRE for unit in units) and (bool(units) or kind == "district")


def _is_before_reform(mention: Mention) -> bool:
    """Whether a date is wholly before the reform, or its day."""
    if mention.label is not Label.DATE or not mention.reading.value:
        return False
    last = str(mention.reading.value["edtf"]).split("/")[-1]
    year, month = last[:4], _LAST_MONTHS.get(last[5:7], last[5:7])
    return year < _REFORM[:4] or (bool(month) and year + "-" + month + last[7:] <= _REFORM)


_LAST_MONTHS = {"33": "03", "34": "06", "35": "09", "36": "12", "40": "06", "41": "12"}
"""Of the quarters and half-years of EDTF."""
