"""A part of a whole against the percentage that is given for it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.checks.notation import NUMBER, parse_number
from service.linking.figures import Figure
from service.linking.mentions import Mention, Sentence, Source
from service.linking.numbers import half_digit, read_number, read_unit
from service.linking.outline import FIGURES, NAME

_FRACTION = re.compile(
    rf"(?<![\w.,/-])(?<!số )(?<!ngõ )(?<!hẻm )(?<!kiệt )(?<!lô )(?<!thửa )(?P<part>{NUMBER})(?:\s[^\W\d_]+){{0,2}}\s?/\s?(?P<whole>{NUMBER})(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""Two numbers with a stroke between that are no house number."""
_WORDED = re.compile(
    rf"(?<![\w.,/-])(?P<part>{NUMBER})(?:\s(?:trên|trong)|(?:\s[^\W\d_]+){{1,3}}\s(?:trên|trong)(?=\s(?:tổng )?số))\s(?:(?:tổng )?số\s)?"
    rf"(?P<whole>{NUMBER})(?![\w/-]|[.,]\d)(?=\s[^\W\d_])",
    re.IGNORECASE,
)
""" "138 trên tổng số 184 thôn", "612 cháu trong số 680 trẻ"."""
_KINDS = r"(?:thôn|bản|xóm|ấp|buôn|làng|tổ|khu|khóm|khối|xã|phường|thị trấn|đặc khu|huyện|sở|ban|ngành|phòng|cơ quan|đơn vị|địa phương)"
_SHARED = re.compile(
    r"(?P<noun>(?:\s(?!(?:tỷ lệ|tỉ lệ|số|mức|tổng|năng suất|sản lượng|riêng|trong đó|còn|so|tăng|giảm|thêm|mỗi|đạt|bằng|chiếm|có)(?!\w))[^\W\d_]+"
    rf"|\s\d+(?:\s?-\s?\d+)?(?=\s(?:tháng )?tuổi)|,\s{_KINDS}(?!\w)|\sđạt(?=\s(?!tỷ lệ|tỉ lệ)[^\W\d_])){{0,14}})\s*\$?\s*"
    r"(?P<link>=|≈|(?:(?P<bracket>\()|(?P<comma>,))?\s*(?P<verb>(?:đạt|chiếm|bằng|tương đương|tương ứng|ứng với|tức(?: là)?|với)"
    r"(?:\s(?:với )?(?:tỷ|tỉ) lệ)?|(?:tỷ|tỉ) lệ(?:\s(?:hoàn thành|thực hiện|giải quyết))?(?:\s(?:đạt|là|bằng|chiếm))?)|\()\s*\$?\s*",
    re.IGNORECASE,
)
"""How a fraction goes on to its percentage: with what is counted, and a verb or a bracket."""
_OTHER_BASE = re.compile(
    r"\s*(?:so (?:với )?(?!tổng|kế hoạch|chỉ tiêu)|cùng kỳ|năm trước|trở lên|trở xuống|(?:của |trong |trên )?(?:tổng số|tổng diện tích|số|dân số|toàn|diện tích)(?!\w))",
    re.IGNORECASE,
)
"""What a percentage is of, or against, that is not the whole of the fraction: "chiếm 95,6% tổng số đại biểu"."""
_GOAL = re.compile(
    r"\s*(?:của |so với |so )?(?:dự toán|kế hoạch|chỉ tiêu|nghị quyết|KH(?!\w)|(?:tổng )?vốn|tổng)", re.IGNORECASE
)
_ITS_GOAL = re.compile(r"\s*(?:kế hoạch|chỉ tiêu|KH)(?: (?:được )?giao| đề ra)?\s*(?:[.,;)]|\Z)", re.IGNORECASE)
"""A plan that is the whole of a fraction said right before it; other plans are of money, or of a longer time."""
_NAMED_FIRST = re.compile(
    r"(?:\s[^\W\d_]+){0,4}\s?\(\s*(?:(?:tương đương|tương ứng|tức(?: là)?|với|bằng|là|đạt)\s)?", re.IGNORECASE
)
_CLOSED = re.compile(r"(?:\s(?!dưới|trên|đạt|có)[^\W\d_]+){0,5}\s?\)", re.IGNORECASE)
_CHANGED = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|hơn|gần|trên|dưới|khoảng)(?!\w)[^,;(]*\Z", re.IGNORECASE)
_RATE_OF = re.compile(
    r"(?:tỷ|tỉ) lệ (?:số )?(?P<unit>hộ|người|dân|trẻ|học sinh|xã|thôn|bản|lao động|phụ nữ|che phủ)(?!\w)", re.IGNORECASE
)
_VOTED = re.compile(r"(?<!\w)(?:biểu quyết|bỏ phiếu|tán thành|phiếu thuận)(?!\w)", re.IGNORECASE)
"""Votes are counted of those present, and their share is of all members."""
_SHORT = 3
_NO_FRACTIONS = (Label.DATE, Label.DOCUMENT, Label.PLACE, Label.ORG, Label.PERSON, Label.PROJECT)


def check_fractions(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A fraction and the percentage given for it: "217/345 = 42,98%", "18/24 km, đạt 57%", "57% (18/24 km)", or in words.

    One finding a percentage that is off by more than rounding, `fraction_percent`: the spans of the fraction, or of the
    part, and of the percentage.
    """
    for sentence in source.sentences:
        placed = list(zip(sentence.mentions, sentence.places, strict=True))
        shares = [(mention, place) for mention, place in placed if mention.label is Label.PERCENT]
        if not shares or _VOTED.search(sentence.text):
            continue
        yield from _check_portions(sentence)
        fractions = _find_fractions(sentence)
        for share, place in shares:
            at = bisect_right(fractions, place[0], key=lambda fraction: fraction.start())
            for fraction in fractions[max(0, at - 1) : at + 1]:
                if _is_share_of(sentence.text, fraction, place) and (
                    finding := _compare_share(sentence, fraction, share)
                ):
                    yield finding


def _check_portions(sentence: Sentence) -> Iterator[Contradiction]:
    """ "Trong 250 mẫu có 35 mẫu dương tính, chiếm 24%": a part, its whole before it, and its share of no other number."""
    placed = [
        (mention, place)
        for mention, place in zip(sentence.mentions, sentence.places, strict=True)
        if mention.label in FIGURES
    ]
    text = sentence.text
    for at, ((part, (start, end)), (share, (begin, stop))) in enumerate(pairwise(placed)):
        number, percent = read_number(part), read_number(share)
        if share.label is not Label.PERCENT or part.label is Label.PERCENT or number is None or percent is None:
            continue
        link = _SHARED.fullmatch(text, end, begin)
        if not link or "chiếm" not in (link["verb"] or "").lower() or _next_sign(text, stop).isalpha():
            continue
        wholes = [
            (read_number(mention) or Decimal(0), place)
            for mention, place in placed[max(0, at - _NEAR) : at]
            if mention.label is part.label and read_unit(mention) == read_unit(part)
        ]
        numbers = [Decimal(0), *(whole for whole, _ in wholes)]
        if not wholes or read_number(part, "of") is not None or number > wholes[-1][0]:
            continue
        if any(abs(number / whole * 100 - percent) <= 2 * half_digit(percent) for whole in numbers if whole):
            continue
        whole, (first, last) = wholes[-1]
        if _PORTION.search(text, last, start) and (
            _OF_WHOLE.search(text, max(0, first - _LEAD), first) or "trong đó" in text[last:start]
        ):
            yield _tell_share(text[start:end], (part.start, part.end), number / whole * 100, share, percent)


_NEAR = 12
_LEAD = 40
_PORTION = re.compile(r"(?<!\w)(?:trong đó|có)(?!\w)(?![^;]*(?<!\w)trong đó)[^;.]*\Z", re.IGNORECASE)
_OF_WHOLE = re.compile(r"(?<!\w)(?:trong|trong số|trong tổng số|tổng số)\s\Z", re.IGNORECASE)


def _find_fractions(sentence: Sentence) -> list[re.Match[str]]:
    """The fractions of a sentence, in order, that stand in no name or date."""
    text = list(sentence.text)
    for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
        if mention.label in _NO_FRACTIONS:
            text[start:end] = NAME * (end - start)
    masked = "".join(text)
    return sorted((*_FRACTION.finditer(masked), *_WORDED.finditer(masked)), key=lambda match: match.start())


def _is_share_of(text: str, fraction: re.Match[str], share: tuple[int, int]) -> bool:
    """Whether the percentage at `share`, next before or after the fraction, is said to be that of it."""
    if share[1] <= fraction.start():
        if not _NAMED_FIRST.fullmatch(text, share[1], fraction.start()) or not (
            closed := _CLOSED.match(text, fraction.end())
        ):
            return False
        before = text[max(0, share[0] - _BEFORE) : share[0]]
        before = before[max(before.rfind(sign) for sign in ";.(,") + 1 :]
        rate = _RATE_OF.search(before)
        counted = closed[0].strip(" )")
        return not _CHANGED.search(before) and (rate is None or not counted or rate["unit"].lower() in counted.lower())
    if (link := _SHARED.fullmatch(text, fraction.end(), share[0])) is None:
        return False
    bracket = "(" in link["link"]
    if _OTHER_BASE.match(text, share[1]) or (bracket and not link["verb"] and _next_sign(text, share[1]) not in "();,"):
        return False
    words = len(link["noun"].split())
    if (link["verb"] or "").lower().startswith("đạt") and not link["comma"] and not bracket and words:
        return not _next_sign(text, share[1]).isalpha()  # "12/15 xã đạt 80% kế hoạch" counts those that do
    return not _GOAL.match(text, share[1]) or (words <= _SHORT and _ITS_GOAL.match(text, share[1]) is not None)


def _next_sign(text: str, start: int) -> str:
    """The first character at `start` or after it that is no blank; none at the end of the text."""
    return text[start : start + _BLANKS].lstrip()[:1]


_BLANKS = 8
_BEFORE = 80


def _compare_share(sentence: Sentence, fraction: re.Match[str], share: Mention) -> Contradiction | None:
    """A finding where the percentage is not that of the fraction, which is no scale of a map ("1/500")."""
    part, whole = (parse_number(fraction[name]) for name in ("part", "whole"))
    percent = read_number(share)
    if percent is None or not whole or (part == 1 and whole >= _SCALE):
        return None
    real = part / whole * 100
    if abs(real - percent) <= 2 * half_digit(percent) or real > _MOST_PERCENT:
        return None
    start, end = fraction.span()
    stop = bisect_left(sentence.places, end, key=lambda place: place[0])
    for at in range(max(0, stop - _NEAR), stop):
        place = sentence.places[at]
        if sentence.mentions[at].label is Label.QUANTITY and end <= place[1]:
            start, end = min(start, place[0]), place[1]
    return _tell_share(sentence.text[start:end], sentence.locate(start, end), real, share, percent)


_SCALE = 100
_MOST_PERCENT = 300


def _tell_share(words: str, stretch: Stretch, real: Decimal, share: Mention, percent: Decimal) -> Contradiction:
    digits = max(-int(percent.as_tuple().exponent), 1)
    shown = f"{real:.{digits}f}".replace(".", ",")
    return Contradiction(
        "fraction_percent",
        (stretch, (share.start, share.end)),
        f"{words} là {shown}%, văn bản ghi {share.text}.",
        f"{words} is {shown}%, the text says {share.text}.",
    )
