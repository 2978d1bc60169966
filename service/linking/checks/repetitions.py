"""One figure given twice, with two values."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.figures import Figure
from service.linking.mentions import Mention, Source
from service.linking.numbers import read_number, read_unit
from service.linking.outline import draw_outline
from service.text.spelling import fold


@dataclass(frozen=True, slots=True)
class _Statement:
    """A figure as its clause states it.

    `before` and `after` are the content words around it, nearest last and first; `times` the dates of its clause,
    `names` the places and organisations, `marks` the words that make it another figure than the plain one.
    """

    value: Mention
    number: Decimal
    sentence: int
    subject: str
    period: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    times: frozenset[str]
    names: frozenset[str]
    marks: frozenset[str]
    recalled: bool

    @property
    def words(self) -> frozenset[str]:
        """All content words near the value."""
        return frozenset((*self.before, *self.after))


def check_repetitions(source: Source, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """One figure given twice, with two values.

    Either for one time that both clauses name ("thu ngân sách xã 9 tháng" of 5,2 and of 5,8 tỷ), or where digits have
    changed places ("6.845 ha", "6.485 ha"), or where a text goes back to its figure ("diện tích 310 ha nêu trên").
    `figures` are those of the source; percentages aren't compared. A finding is `figure_twice`: the spans of the later
    value and of the earlier one.
    """
    stated: dict[tuple[Label, str | None], list[_Statement]] = {}
    for each in _read_statements(source, figures):
        earlier = stated.setdefault((each.value.label, read_unit(each.value)), [])
        near = earlier[-_COMPARED:]
        same = any(_agree(other.number, each.number) for other in near if other.words & each.words)
        other = None if same else next((one for one in reversed(near) if _is_at_odds(one, each)), None)
        earlier.append(each)
        if other is None:
            continue
        yield Contradiction(
            "figure_twice",
            ((each.value.start, each.value.end), (other.value.start, other.value.end)),
            f"“{each.subject}” được ghi hai số: {other.value.text} và {each.value.text}.",
            f"“{each.subject}” is given twice, as {other.value.text} and as {each.value.text}.",
        )


_COMPARED = 60
"""So many earlier figures of the same unit are compared."""


def _is_at_odds(first: _Statement, second: _Statement) -> bool:
    """Whether two figures of the same unit are surely one figure, and differ."""
    if first.sentence == second.sentence or first.marks != second.marks or first.names != second.names:
        return False
    if _agree(first.number, second.number):
        return False
    subjects = [frozenset(_content(each.subject)) for each in (first, second)]
    if not (subjects[0] <= subjects[1] or subjects[1] <= subjects[0]):
        return False
    if first.period is not None and first.times == second.times == {first.period} and second.period == first.period:
        named = first.subject == second.subject and len(first.subject.split()) >= _LEAST_WORDS
        return named and max(first.number, second.number) <= 2 * min(first.number, second.number)
    if first.times and second.times and first.times != second.times:
        return False
    if not second.recalled and not _is_swapped(first.number, second.number):
        return False
    return (
        min(map(len, subjects)) >= _LEAST_WORDS
        or _is_shared(first.before[::-1], second.before[::-1])
        or _holds(first.before, second.before[-_LEAST_WORDS:])
        or _holds(first.before, second.after[:_LEAST_WORDS])
        or _holds(second.before, first.before[-_LEAST_WORDS:])
        or _holds(second.before, first.after[:_LEAST_WORDS])
        or (min(map(len, subjects)) >= _LEAST_SHARED and len(first.words & second.words) >= _LEAST_WORDS)
        or _is_shared(first.after, second.after)
    )


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether the run, of three words, occurs among the words."""
    return len(run) == _LEAST_WORDS and any(
        words[at : at + _LEAST_WORDS] == run for at in range(len(words) - _LEAST_WORDS + 1)
    )


def _is_shared(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two figures have the nearest two words or three on one side of them in common."""
    count = min(len(words), len(others), _LEAST_WORDS)
    return count >= _LEAST_SHARED and words[:count] == others[:count]


_LEAST_WORDS = 3
_LEAST_SHARED = 2


def _agree(first: Decimal, second: Decimal) -> bool:
    """Whether two numbers may both be so: one may be rounded, unless it has the digits of the other in another order."""
    return abs(first - second) <= max(abs(first), abs(second)) / 100 and not _is_swapped(first, second)


def _is_swapped(first: Decimal, second: Decimal) -> bool:
    """Whether two numbers of three digits or more differ in nothing but two digits that have changed places."""
    digits, others = (format(abs(number), "f").rstrip("0").rstrip(".") for number in (first, second))
    odd = [at for at, pair in enumerate(zip(digits, others, strict=False)) if pair[0] != pair[1]]
    return len(digits) == len(others) >= _LEAST_DIGITS and len(odd) == 2 and sorted(digits) == sorted(others)


_LEAST_DIGITS = 3
_MARKS = re.compile(
    r"(?<!\w)(?:cùng kỳ|năm (?:trước|ngoái|kia)|tháng trước|quý trước|kỳ trước|đầu (?:năm|kỳ|vụ)|cuối (?:năm|kỳ|vụ)|trước đây|trước đó|ban đầu|điều chỉnh|bổ sung|"
    r"kế hoạch|chỉ tiêu|dự toán|dự kiến|mục tiêu|phấn đấu|được giao|tỉnh giao|huyện giao|đăng ký|còn lại|còn|riêng|trong đó|tại|giai đoạn|từ nay|sau|"
    r"tối đa|tối thiểu|mức|loại|hạng|của (?:ngành|xã|thôn|khối)|thêm|tăng|giảm|mới|lũy kế|luỹ kế|quý|tháng|đợt|vụ (?:xuân|mùa|hè|đông)|bình quân|mỗi|nam|nữ)(?!\w)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?<!\w)(?:cùng kỳ|năm (?:trước|ngoái)|(?:theo|của|trong) (?:kế hoạch|dự toán|chỉ tiêu)|trở lên|trở xuống)(?!\w)",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"(?<!\w)(?:đính chính|sửa (?:lại|thành)|chỉnh lại|ghi nhầm|nhầm|không phải|thay (?:vì|cho)|số liệu cũ|thống kê lại|rà soát lại|chênh lệch|lệch|sai|"
    r"theo số liệu của|theo báo cáo của)(?!\w)",
    re.IGNORECASE,
)
"""Where a text itself says that two numbers differ."""
_RECALLED = re.compile(
    r"[^.;]{0,25}?(?<!\w)(?:nêu trên|nói trên|trên đây|ở trên|đã nêu|kể trên|vừa nêu|đã nói|đã báo cáo)(?!\w)",
    re.IGNORECASE,
)
# fmt: off
_EMPTY_WORDS = frozenset((
    "là", "đạt", "có", "được", "khoảng", "đã", "với", "của", "và", "trên", "hơn", "gần", "thì", "mà", "nên", "do", "vì", "để", "cho", "đến", "hiện", "nay",
    "năm", "tháng", "ngày", "so", "trong", "theo", "các", "những", "ước", "này", "nêu", "nói", "cả", "chỉ", "vẫn", "phải", "lên", "tới", "nhờ", "hiện", "thường",
))
# fmt: on
_NEAR_WORDS = 8
_REACH = 300
_WORD = re.compile(r"[^\W\d_]+")


def _read_statements(source: Source, figures: Sequence[Figure]) -> Iterator[_Statement]:
    """The figures that may be given twice, each as its clause states it, in order of the text."""
    of = {figure.value: figure for figure in figures}
    mentions = {mention.index: mention for mention in source.mentions}
    found = []
    for number, sentence in enumerate(source.sentences):
        if _CORRECTED.search(sentence.text):
            continue
        outline = draw_outline(sentence)
        for at, placed in enumerate(outline.values):
            figure, value = of.get(placed.mention.index), read_number(placed.mention)
            if figure is None or value is None or placed.mention.label is Label.PERCENT:
                continue
            text = outline.text
            furthest = max(0, placed.start - _REACH)
            low = max(furthest, *(text.rfind(sign, furthest, placed.start) + 1 for sign in ";:.(\n"))
            limit = min(len(text), placed.end + _REACH)
            after = _CLAUSE_END.search(text, placed.end, limit)
            high = after.start() if after else limit
            begin = max(low, outline.values[at - 1].end if at else 0)
            first = bisect_left(outline.outer, low, key=lambda each: each.start)
            last = bisect_right(outline.outer, high, key=lambda each: each.start)
            inside = outline.outer[first:last]
            period = mentions.get(-1 if figure.period is None else figure.period)
            found.append(
                _Statement(
                    value=placed.mention,
                    number=value,
                    sentence=number,
                    subject=fold(source.masked[slice(*figure.subject)]),
                    period=str(period.reading.value["edtf"]) if period and period.reading.value else None,
                    before=_content(text[begin : placed.start])[-_NEAR_WORDS:],
                    after=_content(text[placed.end : high])[:_NEAR_WORDS],
                    times=frozenset(
                        str(each.mention.reading.value["edtf"])
                        if each.mention.reading.value
                        else fold(each.mention.text)
                        for each in inside
                        if each.mention.label is Label.DATE
                    ),
                    names=frozenset(
                        (
                            *(fold(each.mention.text) for each in inside if each.mention.label in _NAMING),
                            *(match[0] for match in _NAME_OR_NUMBER.finditer(text, low, high)),
                        )
                    ),
                    marks=frozenset(
                        match[0].lower()
                        for match in (
                            *_MARKS.finditer(text, low, placed.start),
                            *_AGAINST.finditer(text, placed.end, high),
                        )
                    ),
                    recalled=_RECALLED.match(text, placed.end) is not None,
                )
            )
    return iter(sorted(found, key=lambda each: each.value.start))


_NAMING = (Label.PLACE, Label.ORG, Label.PROJECT)
_NAME_OR_NUMBER = re.compile(r"(?<=[^\W\d_] )(?:[^\W\d_a-zà-ỹđ][^\W_]*|\d+)(?!\w)")
"""A capital letter or a number amid a clause: of something that has a name of its own ("gói thầu số 2")."""
_CLAUSE_END = re.compile(r"[,;.(\n](?!\d)")


def _content(text: str) -> tuple[str, ...]:
    """The words of `text` that tell what it is about."""
    return tuple(word for word in map(fold, _WORD.findall(text)) if word not in _EMPTY_WORDS)
