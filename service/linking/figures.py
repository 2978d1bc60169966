"""Figures with their meaning: of what, for which period, and against what.

By the structure of the sentence: a figure's subject is the noun phrase that leads up to it ("tổng số tiền xử phạt: 28 triệu
đồng") or, for a count, the words that are counted ("90 giấy phép xây dựng"); percentages and amounts after "đạt", "bằng",
"tăng", "giảm" with a basis ("so với cùng kỳ", "dự toán tỉnh giao") compare the figure before them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.mentions import Mention, Sentence, Source


class Direction(StrEnum):
    """How a comparison reads: more or less than its basis, or a share of it."""

    UP = "up"
    DOWN = "down"
    SHARE = "share"


VIETNAMESE = {Direction.UP: "tăng", Direction.DOWN: "giảm", Direction.SHARE: "đạt"}
_FIGURES = (Label.AMOUNT, Label.PERCENT, Label.QUANTITY)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mention that compares, what it is compared with (offsets of the whole text), and the direction."""

    value: int
    basis: Stretch
    direction: Direction


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention's subject (offsets of the whole text), the DATE that is its period, and its comparisons."""

    subject: Stretch
    value: int
    period: int | None
    comparisons: tuple[Comparison, ...]


_VERB = re.compile(
    r"(?P<up>tăng|vượt|cao hơn|nhiều hơn)|(?P<down>giảm|thấp hơn|ít hơn|hụt)|(?P<share>đạt|bằng|chiếm|tương đương|=|ước đạt|hoàn thành)",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"\s*\(?\s*(?P<basis>(?:(?:so )?với|so (?=cùng|kế|dự)|trên|của|trong)?\s?(?:tổng (?:số|vốn|kế hoạch|mức|dự toán)|dự toán|kế hoạch|KH|chỉ tiêu|nghị quyết|NQ|cùng kỳ|"
    r"tháng trước|quý trước|năm trước|đầu năm|mục tiêu|số|so với)[^.;,()\n]*|(?:so với|so) [^.;,()\n]+)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:[\s:=–-]|\b(?:là|đạt|được|ước|khoảng|trên|hơn|gần|với|số tiền|có|gồm|đã|còn|lên|tới|đến|từ|chỉ|mới|tổng|vào|để|cho|thu|ở mức|ở|"
    r"chiếm|bằng|tăng|giảm|thêm|và|đó|tổng cộng|số|tỷ lệ đạt|trong)\b)+$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[\s,:;–*()\d./+-]|\b(?:trong đó|trong tháng|trong kỳ|trong quý|trong năm|trong|và|đã|đến nay|tính đến hết|tính đến|tính từ|riêng|đồng thời|ngoài ra|"
    r"cụ thể|kết quả|như|là|với|từ|đến|ước|hết|còn|toàn|có|tổ chức|thực hiện|tiếp tục)\b)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:(]\s|,\s|[;:(]|\s[-–]\s")
_COUNTED_END = re.compile(
    r"[.,;:()\n=/]|\s(?:với|cho|tại|trên|ở|và|của|để|từ|trong|đã|được|bị|là|do|theo|đạt|tăng|giảm|chiếm|có|gồm|trị giá)\s",
    re.IGNORECASE,
)
_MEASURES = frozenset(
    ("m2", "m3", "ha", "km", "km2", "m", "kg", "t", "tạ", "mw", "kwh", "mwp", "l", "g", "cm", "mm", "kv", "kva")
)


def find_figures(source: Source) -> list[Figure]:
    """The figures of a document, in order of the text."""
    found = [figure for sentence in source.sentences for figure in _read_sentence(sentence)]
    order = {mention.index: mention.start for mention in source.mentions}
    return sorted(found, key=lambda figure: order[figure.value])


def _read_sentence(sentence: Sentence) -> Iterator[Figure]:
    values = _values(sentence)
    figures: list[Figure] = []
    subject: Stretch | None = None
    for at, (mention, (start, end)) in enumerate(values):
        border = values[at - 1][1][1] if at else 0
        if figures and (comparison := _compare(sentence, mention, border, start, end)):
            last = figures[-1]
            figures[-1] = Figure(last.subject, last.value, last.period, (*last.comparisons, comparison))
            continue
        found = _find_subject(sentence, mention, border, start, end)
        if found is None:
            if subject is None:
                continue
            found = subject
        subject = found
        figures.append(Figure(found, mention.index, _find_period(sentence, start), ()))
    yield from figures


def _values(sentence: Sentence) -> list[tuple[Mention, Stretch]]:
    """The sentence's figures outside the names of projects."""
    projects = [mention for mention in sentence.mentions if mention.label is Label.PROJECT]
    return [
        (mention, place)
        for mention, place in zip(sentence.mentions, sentence.places, strict=True)
        if mention.label in _FIGURES
        and not any(project.start <= mention.start and mention.end <= project.end for project in projects)
    ]


def _compare(sentence: Sentence, mention: Mention, border: int, start: int, end: int) -> Comparison | None:
    """The comparison that a value makes with the figure before it, None where it stands by itself."""
    between = sentence.text[border:start]
    verbs = list(_VERB.finditer(between))
    fraction = mention.label is Label.PERCENT and re.fullmatch(r"\s*\$?\s*[=(]\s*\$?\s*", between)
    if not verbs and not fraction:
        return None
    direction = Direction.SHARE
    if verbs:
        direction = Direction(verbs[-1].lastgroup or Direction.SHARE)
    following = next((place[0] for place in sentence.places if place[0] >= end), len(sentence.text))
    if basis := _BASIS.match(sentence.text, end, _basis_end(sentence, end, following)):
        first, last = basis.span("basis")
        last = first + len(sentence.text[first:last].rstrip(" ,*$"))
        return Comparison(mention.index, sentence.locate(first, last), direction)
    if fraction and border:
        value_start, value_end = _before(sentence, start)
        return Comparison(mention.index, sentence.locate(value_start, value_end), Direction.SHARE)
    return None


def _basis_end(sentence: Sentence, end: int, following: int) -> int:
    """A basis may hold dates and names ("so với cùng kỳ năm 2024", "dự toán HĐND tỉnh giao"), but no figure."""
    for mention, (start, _) in zip(sentence.mentions, sentence.places, strict=True):
        if start >= end and mention.label in _FIGURES:
            return start
    return len(sentence.text) if following else following


def _before(sentence: Sentence, offset: int) -> Stretch:
    """The figure that ends last before `offset`."""
    return max(
        (
            place
            for mention, place in zip(sentence.mentions, sentence.places, strict=True)
            if place[1] <= offset and mention.label in _FIGURES
        ),
        key=lambda place: place[1],
    )


def _find_subject(sentence: Sentence, mention: Mention, border: int, start: int, end: int) -> Stretch | None:
    """What a figure is of: the counted words after it, or the words that lead up to it; None where neither says."""
    if mention.label is Label.QUANTITY and (counted := _find_counted(sentence, mention, start, end)):
        return counted
    low, high = _lead_up(sentence, border, start)
    if high > low and len(re.findall(r"[^\W\d_]+", sentence.text[low:high])) >= 2:
        return sentence.locate(low, high)
    return None


def _lead_up(sentence: Sentence, border: int, start: int) -> Stretch:
    """The words before a figure, without the words that only link ("là", "đạt", "với") and without its period.

    Where the last clause says too little ("thu được"), the clause before it is taken.
    """
    text = sentence.text
    breaks = [border, *(match.end() for match in _CLAUSE.finditer(text, border, start) if match.end() < start)]
    for low in reversed(breaks):
        span = _trim(sentence, low, start)
        if len(re.findall(r"[^\W\d_]+", text[span[0] : span[1]])) >= 2:
            return span
    return start, start


def _trim(sentence: Sentence, low: int, high: int) -> Stretch:
    text = sentence.text
    stop = _CLAUSE.search(text, low, high)
    if stop and len(text[low : stop.start()].split()) >= 2 and not text[stop.end() : high].strip(" :"):
        high = stop.start()
    changed = True
    while changed:
        changed = False
        for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
            if mention.label is Label.DATE and low <= start and end <= high:
                if not text[low:start].strip(" ,("):
                    low, changed = end, True
                elif not text[end:high].strip(" ,:)"):
                    high, changed = start, True
        if lead := _LEAD.match(text[low:high]):
            low, changed = low + lead.end(), True
        if (link := _LINK.search(text[low:high])) and link.group():
            high, changed = low + link.start(), True
    content = text[low:high]
    return low + len(content) - len(content.lstrip()), low + len(content.rstrip())


def _find_counted(sentence: Sentence, mention: Mention, start: int, end: int) -> Stretch | None:
    """The words that a count counts: from its unit to the end of the noun phrase."""
    value = mention.reading.value
    unit = str(value.get("unit") or "") if value else ""
    if not unit or unit.lower() in _MEASURES:
        return None
    number = re.match(r"[\d.,/\s()–-]+", sentence.text[start:end])
    low = start + (number.end() if number else 0)
    following = next((place[0] for place in sentence.places if place[0] >= end), len(sentence.text))
    stop = _COUNTED_END.search(sentence.text, end, following)
    high = stop.start() if stop else following
    high = low + len(sentence.text[low:high].rstrip(" \n,*"))
    return sentence.locate(low, high) if high > low else None


def _find_period(sentence: Sentence, start: int) -> int | None:
    """The date that a figure is for: the last before it in its sentence, else none."""
    periods = [
        mention.index
        for mention, place in zip(sentence.mentions, sentence.places, strict=True)
        if mention.label is Label.DATE and place[1] <= start and not _in_project(sentence.mentions, mention)
    ]
    return periods[-1] if periods else None


def _in_project(mentions: Sequence[Mention], mention: Mention) -> bool:
    return any(
        other.label is Label.PROJECT and other.start <= mention.start and mention.end <= other.end for other in mentions
    )
