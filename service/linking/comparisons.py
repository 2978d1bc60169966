"""What a value compares: so much of a plan, so much more than the year before.

A value compares the figure before it where only a verb stands between them ("…, đạt 40,5%"), with its basis after the
value ("dự toán tỉnh giao"), before it ("so với cùng kỳ tăng 02 vụ") or nowhere; then the basis is the total, stated
earlier, that the share was taken of, found by dividing, or else the figure itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.mentions import Mention
from service.linking.numbers import is_share, read_number, read_unit
from service.linking.outline import VALUE, Outline, Placed, without_asides
from service.linking.subjects import find_counted


class Direction(StrEnum):
    """How a comparison reads: more or less than its basis, or a share of it."""

    UP = "up"
    DOWN = "down"
    SHARE = "share"


VIETNAMESE = {Direction.UP: "tăng", Direction.DOWN: "giảm", Direction.SHARE: "đạt"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mention that compares, what it is compared with (offsets of the whole text), and the direction."""

    value: int
    basis: Stretch
    direction: Direction


@dataclass(frozen=True, slots=True)
class Total:
    """A figure that a later one may be a share of: its mention, and where its subject stands in the whole text."""

    mention: Mention
    subject: Stretch


@dataclass(frozen=True, slots=True)
class Compared:
    """The value (its index in the sentence) that a comparison is of, and the comparison."""

    of: int
    comparison: Comparison


_VERB = (
    r"(?:(?P<up>tăng(?: thêm)?|vượt(?: mức)?|cao hơn|nhiều hơn|gấp)|(?P<down>giảm|thấp hơn|ít hơn|hụt|kém|dưới)|"
    r"(?P<share>đạt(?: tỷ lệ)?|bằng|chiếm(?: tỷ lệ)?|tương đương(?: với)?|tương ứng(?: với)?|ước đạt|hoàn thành|tỷ lệ(?: đạt)?|=))(?!\w)"
)
_HEDGE = r"(?:\s*(?:khoảng|trên|hơn|gần|được|mức|là|ở mức|tới|đến|thêm|xấp xỉ|chừng|chỉ|tỷ lệ|lên|còn|quá|\$|:))*\s*"
_LEAD = r"\s*(?:(?:và|hoặc|nhưng|song|còn|chỉ|mới|cũng|đã|ước|ước tính|không đạt|tức|đều|lại|vẫn|theo đó|qua đó)(?!\w)\s*,?\s*)*\$?\s*"
_AGAINST = r"(?:(?:so với|so|với)\s)?(?:cùng kỳ|kế hoạch|KH|dự toán|chỉ tiêu|tháng trước|quý trước|năm trước|tiến độ|đầu năm|nghị quyết|mục tiêu|giá thành|vụ|năm|bình quân|mức|mặt bằng)"
_VERB_ALONE = re.compile(rf"{_LEAD}{_VERB}{_HEDGE}\Z", re.IGNORECASE)
_BASIS_FIRST = re.compile(rf"{_LEAD}(?P<basis>so (?:với )?[^,;()]{{2,60}}?)\s{_VERB}{_HEDGE}\Z", re.IGNORECASE)
_BASIS_WITHIN = re.compile(
    rf"{_LEAD}{_VERB}\s(?P<basis>(?:so với\s|so\s)[^,;()]{{2,60}}?|{_AGAINST}[^,;()]{{0,50}}?){_HEDGE}\Z", re.IGNORECASE
)
_PLAN = re.compile(
    r"\s*(?P<basis>(?:kế hoạch|KH|chỉ tiêu|dự toán|cùng kỳ|nghị quyết|năm trước|tháng trước|quý trước)[^,;()]{0,40}?)\s*[:><≥≤=]*\s*\Z",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[,;(]|(?<!\w)và(?!\w)")

_STRONG = (
    r"(?:(?:so với|so|trên|của|trong)\s)?(?:tổng (?:số|vốn|kế hoạch|mức|dự toán|chi|thu|kinh phí|nguồn)|dự toán|kế hoạch|KH(?!\w)|chỉ tiêu|"
    r"nghị quyết|NQ(?!\w)|cùng kỳ|tháng trước|quý trước|năm trước|đầu năm|mục tiêu|tiến độ)|(?:so với|so)\s\S"
)
_BASIS_STRONG = re.compile(rf"\s*\(?\s*(?P<basis>(?:{_STRONG})[^.;,()]*)", re.IGNORECASE)
_BASIS_PLAIN = re.compile(r"\s(?P<basis>(?:(?:của|trên|trong)\s)?[^\W\d_][^.;,()]{1,70})")
_NO_BASIS = re.compile(
    r"(?:do|vì|nhờ|để|và|trong (?:đó|khi|tháng|quý|năm|kỳ)|riêng|còn|tại|ở|từ|là|với|theo|cho|khi|nên|trở|về|ra|sau|trước|vào|"
    r"nhưng|song|mà|đã|đang|sẽ|qua|như|bởi|có|gồm|thuộc|đối với|lên|xuống|rồi|thì|hồi|mỗi|nữa|đến|tới)(?!\w)",
    re.IGNORECASE,
)
_BASIS_END = re.compile(
    rf"\s(?:và|nhưng|song)\s(?:\S+\s)?(?:tăng|giảm|đạt|bằng|vượt|chiếm|cao|thấp)|\s(?:do|vì|nhờ|trong khi|trong đó|nên|thì)\s|{VALUE}|\s[-–]\s|\n\s*\n|[\"“”]",
    re.IGNORECASE,
)
_NEARBY = 12
"""So many earlier figures are tried as the total of a share, or as what a value compares."""
_LOOKED_AT = 80
"""Among so many are those of the same unit."""


def find_comparison(
    outline: Outline, at: int, figures: Sequence[int], chain: Mapping[int, Compared], totals: Sequence[Total]
) -> Compared | None:
    """What value number `at` compares, None where it is a figure by itself.

    `figures` are the values of the sentence before it that are figures, `chain` those that compare, and `totals`
    the document's figures so far, in order.
    """
    before = _level_before(outline, at)
    if before is None:
        return None
    previous = chain.get(before)
    base = previous.of if previous else before
    if base not in figures[-_NEARBY:]:
        return None
    link = _read_link(outline, before, at, previous)
    if link is None:
        return None
    placed = outline.values[at]
    of = _choose_base(outline, base, figures, placed, link)
    if of is None:
        return None
    basis = link.basis or _read_basis(outline, placed.end, tied=link.tied)
    if basis is not None:
        return _compare(outline, of, placed, outline.sentence.locate(*basis), link.direction)
    if not link.tied:
        return None
    return _compare_with_total(outline, of, placed, link.direction, figures, totals)


def _compare(outline: Outline, of: int, placed: Placed, basis: Stretch, direction: Direction) -> Compared:
    return Compared(of, Comparison(placed.mention.index, basis, direction))


_FARTHEST = 160
_DEEPEST = 8


def _level_before(outline: Outline, at: int) -> int | None:
    """The value before number `at` that does not stand in brackets which close between them."""
    start = outline.values[at].start
    for before in range(at - 1, max(-1, at - _DEEPEST), -1):
        between = outline.text[outline.values[before].end : start]
        if len(between) > _FARTHEST:
            return None
        if ")" not in without_asides(between):
            return before
    return None


@dataclass(frozen=True, slots=True)
class _Link:
    """How a value is tied to what stands before it.

    `basis` is what it is compared with where that is named before it, in the sentence. `tied` says that only the verb
    stands between, or a comma before the verb: then any noun phrase after the value is its basis.
    """

    direction: Direction
    basis: Stretch | None
    tied: bool


def _read_link(outline: Outline, before: int, at: int, previous: Compared | None) -> _Link | None:
    placed, start = outline.values[at], outline.values[before].end
    between = without_asides(outline.text[start : placed.start])
    rest = 0
    if previous is None and (counted := find_counted(outline, before)):
        rest = max(0, min(counted[1] - start, len(between)))
    pieces = list(_PIECE.finditer(between, rest))
    sign = pieces[-1][0] if pieces else ""
    begin = pieces[-1].end() if pieces else rest
    piece = between[begin:]
    tied = bool(sign) or not between[:rest].strip()
    if not piece.strip() or piece.strip() == "/":
        return _read_bare(outline, before, placed, sign, between[rest:], previous)
    for pattern in (_BASIS_FIRST, _BASIS_WITHIN, _VERB_ALONE):
        if match := pattern.match(piece):
            direction = next(each for each in Direction if match[each.value])
            if previous is not None and match[0].lstrip().startswith("tương"):
                direction = previous.comparison.direction
            named = match.groupdict().get("basis")
            basis = _shift(match.span("basis"), start + begin) if named else None
            return _Link(direction, basis, tied)
    if sign == "(" and (plan := _PLAN.match(piece)):
        return _compare_with_plan(outline, before, placed, _shift(plan.span("basis"), start + begin))
    return None


def _shift(span: Stretch, offset: int) -> Stretch:
    return span[0] + offset, span[1] + offset


def _read_bare(
    outline: Outline, before: int, placed: Placed, sign: str, between: str, previous: Compared | None
) -> _Link | None:
    """A value without a verb: "217/345 (62,9%)", "1.926 triệu đồng/2.740 triệu đồng", "62% dự toán A, 58% dự toán B"."""
    mention, other = placed.mention, outline.values[before].mention
    percent = mention.label is Label.PERCENT
    if percent and between.strip() == "(" and other.label is not Label.PERCENT:
        return _Link(Direction.SHARE, None, True)
    if between.strip() == "/" and mention.label is other.label and read_unit(mention) == read_unit(other):
        return _Link(Direction.SHARE, (placed.start, placed.end), True)
    if previous is not None and sign and percent and _BASIS_STRONG.match(outline.text, placed.end):
        return _Link(previous.comparison.direction, None, True)
    return None


def _compare_with_plan(outline: Outline, before: int, placed: Placed, basis: Stretch) -> _Link | None:
    """ "6,54% (kế hoạch 6,6%)": the bracket holds what the figure is measured by; which is more, the numbers say."""
    figure, plan = outline.values[before].mention, placed.mention
    number, planned = read_number(figure), read_number(plan)
    if figure.label is not plan.label or read_unit(figure) != read_unit(plan) or number is None or planned is None:
        return None
    direction = Direction.UP if number > planned else Direction.DOWN if number < planned else Direction.SHARE
    return _Link(direction, basis, True)


def _choose_base(outline: Outline, base: int, figures: Sequence[int], placed: Placed, link: _Link) -> int | None:
    """The figure that a value compares: the one before it, or the last of its own unit where it is no percentage."""
    mention = placed.mention
    if mention.label is Label.PERCENT or read_unit(mention) in (None, "lần"):
        return base
    if link.direction is Direction.SHARE and link.basis is None:
        return None
    for candidate in (base, *reversed(figures[-_NEARBY:])):
        other = outline.values[candidate].mention
        if other.label is mention.label and read_unit(other) == read_unit(mention):
            return candidate
    return base if link.basis is not None else None


def _read_basis(outline: Outline, end: int, *, tied: bool) -> Stretch | None:
    """The words after a value that name what it is compared with."""
    text = outline.text
    match = _BASIS_STRONG.match(text, end, end + _LONGEST_BASIS)
    if match is None and tied and (match := _BASIS_PLAIN.match(text, end, end + _LONGEST_BASIS)):
        match = None if _NO_BASIS.match(match["basis"]) or not match["basis"][0].islower() else match
    if match is None:
        return None
    first, last = match.span("basis")
    if stop := _BASIS_END.search(text, first, last):
        last = stop.start()
    last = first + len(text[first:last].rstrip(" \n,*$:"))
    return (first, last) if first < last else None


_LONGEST_BASIS = 110


def _compare_with_total(
    outline: Outline, of: int, placed: Placed, direction: Direction, figures: Sequence[int], totals: Sequence[Total]
) -> Compared:
    """A comparison whose basis is not named: with the earlier figure that the numbers show it to be of, or with itself."""
    mention = placed.mention
    figure = outline.values[of].mention
    if found := _find_total(figure, mention, direction, totals):
        return _compare(outline, of, placed, found.subject, direction)
    if direction is Direction.SHARE:
        for part in reversed(figures[-_NEARBY:]):
            other = outline.values[part].mention
            if part != of and (found := _find_total(other, mention, direction, _only(totals, figure))):
                return _compare(outline, part, placed, found.subject, direction)
    own = outline.sentence.locate(outline.values[of].start, outline.values[of].end)
    return _compare(outline, of, placed, own, direction)


def _only(totals: Sequence[Total], mention: Mention) -> list[Total]:
    return [total for total in totals[-_NEARBY:] if total.mention.index == mention.index]


def _find_total(figure: Mention, value: Mention, direction: Direction, totals: Sequence[Total]) -> Total | None:
    """The last of the figures nearby of which `value` is the share or the growth that `figure` makes."""
    part, size = read_number(figure), read_number(value)
    if part is None or size is None or figure.label is Label.PERCENT:
        return None
    same = [
        total
        for total in totals[-_LOOKED_AT:]
        if total.mention.label is figure.label
        and total.mention.index != figure.index
        and read_unit(total.mention) == read_unit(figure)
    ]
    for total in reversed(same[-_NEARBY:]):
        whole = read_number(total.mention)
        if whole is not None and whole > 0 and _fits(part, whole, size, value.label, direction):
            return total
    if direction is Direction.SHARE and value.label is Label.PERCENT and size != size.to_integral_value():
        return next(
            (first for first, second in pairwise(same[-_NEARBY:]) if _fits_both(part, first, second, size)), None
        )
    return None


def _fits_both(part: Decimal, first: Total, second: Total, percent: Decimal) -> bool:
    """Whether a share is of two totals together, named one after the other: "vốn năm …, cộng vốn kéo dài …"."""
    numbers = read_number(first.mention), read_number(second.mention)
    return None not in numbers and is_share(part, sum((each for each in numbers if each), Decimal(0)), percent)


def _fits(part: Decimal, whole: Decimal, size: Decimal, label: Label, direction: Direction) -> bool:
    if label is not Label.PERCENT:
        return direction is not Direction.SHARE and abs(part - whole) == size
    if direction is Direction.SHARE:
        return is_share(part, whole, size)
    return is_share(abs(part - whole), whole, size) and (part > whole) is (direction is Direction.UP)
