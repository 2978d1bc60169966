"""A text against itself: what it says that can't all be so. Quiet by default: only what is surely at odds is told."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from service.footnotes.notes import Footnote, Stretch
from service.labels import Label
from service.linking.figures import Figure
from service.linking.mentions import Mention, Sentence, Source
from service.linking.numbers import half_digit, is_same_kind, read_number, read_unit, to_decimal
from service.linking.outline import NAME, draw_outline, without_asides
from service.text.spelling import fold
from service.values.gazetteer import KIND_WORDS, Era, load_gazetteer
from service.values.numerals import parse_words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Spans of the text that disagree; `message` says how, in Vietnamese and in English."""

    code: str
    spans: tuple[Stretch, ...]
    message: str
    message_en: str


def find_contradictions(
    source: Source, figures: Sequence[Figure], *, skipped: Sequence[str] = ()
) -> list[Contradiction]:
    """All findings but those of the checks named in `skipped`, in order of the text; `figures` are those of the source."""
    found = [finding for code, check in CHECKS.items() if code not in skipped for finding in check(source, figures)]
    return sorted(found, key=lambda finding: finding.spans)


_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_FRACTION = re.compile(
    rf"(?<![\w.,/-])(?<!số )(?<!ngõ )(?<!hẻm )(?<!kiệt )(?<!lô )(?<!thửa )(?P<part>{_NUMBER})(?:\s[^\W\d_]+){{0,2}}\s?/\s?(?P<whole>{_NUMBER})(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""Two numbers with a stroke between that are no house number."""
_WORDED = re.compile(
    rf"(?<![\w.,/-])(?P<part>{_NUMBER})(?:\s(?:trên|trong)|(?:\s[^\W\d_]+){{1,3}}\s(?:trên|trong)(?=\s(?:tổng )?số))\s(?:(?:tổng )?số\s)?"
    rf"(?P<whole>{_NUMBER})(?![\w/-]|[.,]\d)(?=\s[^\W\d_])",
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
    """A fraction and the percentage given for it: "217/345 = 42,98%", "18/24 km, đạt 57%", "57% (18/24 km)", or in words."""
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
        if mention.label in (*_SUMMED, Label.PERCENT)
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
    part, whole = (Decimal(fraction[name].replace(".", "").replace(",", ".")) for name in ("part", "whole"))
    percent = read_number(share)
    if percent is None or not whole or (part == 1 and whole >= _SCALE):
        return None
    real = part / whole * 100
    if abs(real - percent) <= 2 * half_digit(percent) or real > _MOST_PERCENT:
        return None
    start, end = fraction.span()
    for mention, place in zip(sentence.mentions, sentence.places, strict=True):
        if mention.label is Label.QUANTITY and place[0] < end <= place[1]:
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


_OPENED = re.compile(
    r"[^()\d.;:]{0,90}?(?P<bracket>\()?;?\s*(?:(?<!\w)(?:(?P<some>trong đó)|(?P<all>(?:bao )?gồm(?! cả)|(?P<divided>chia ra|chia thành|(?:chia|phân) theo[^,.;:()\d]{0,30})))"
    r"\s*(?:có(?!\w))?\s*(?P<colon>:)?|(?P<listed>:|(?<=\()))\s*",
    re.IGNORECASE,
)
"""How a total goes on to its parts: those after `all` make the whole, those after `some` may be a few of them."""
_TOTALLED = re.compile(r"(?<!\w)(?:tổng|tất cả|toàn bộ|cả thảy)(?!\w)", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\.\.\.|…|v\.v|(?<!\w)(?:chủ yếu|trong số đó|nhất là|riêng|kể cả|không kể|tiêu biểu|như|khác(?! nhau| \d)|một số|phần còn lại|số còn lại|còn lại là|lồng ghép|"
    r"hơn|gần|khoảng|trên \d|xấp xỉ|bình quân|mỗi)(?!\w)",
    re.IGNORECASE,
)
"""What tells that the parts aren't all named, or are rounded."""
_WITHIN = re.compile(r"(?<!\w)(?:trong đó|gồm)(?!\w)", re.IGNORECASE)
_OVERLAPPING = re.compile(
    r"(?<!\w)(?:nữ|tuổi|dân tộc (?:thiểu số|ít người)|là người|tôn giáo|trình độ|trẻ em|khuyết tật|hộ nghèo|thiếu|đồng thời)(?!\w)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?<!\w)nam(?!\w)[^.;]*(?<!\w)nữ(?!\w)|(?<!\w)nữ(?!\w)[^.;]*(?<!\w)nam(?!\w)", re.IGNORECASE)
_MOST_PARTS = 60
_REACH = 300
_LEAD = 40


def check_sums(source: Source, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A total and the parts that follow it: "13 hồ sơ (trong đó: 01 hồ sơ …; 12 hồ sơ …)".

    Where a total is divided ("gồm", "chia ra") the parts must make it; after "trong đó" they may be only some of it, so
    that they are at odds only where they make more, and may be no parts but traits of people, which one can have several
    of ("19 đảng viên nữ, 22 đảng viên dưới 30 tuổi").
    """
    comparing = {each.value for figure in figures for each in figure.comparisons}
    for sentence in source.sentences:
        text = without_asides(sentence.text)
        pairs = [
            (mention, place)
            for mention, place in zip(sentence.mentions, sentence.places, strict=True)
            if mention.label in (Label.QUANTITY, Label.AMOUNT) and mention.index not in comparing
        ]
        for at, (total, place) in enumerate(pairs):
            opened = _OPENED.match(sentence.text, place[1], place[1] + 130)
            if not opened or not text[place[0] : place[1]].strip():
                continue
            words = sentence.text if opened["bracket"] else text
            close = _find_close(words, opened)
            if close is None or _OPEN_END.search(words, opened.end(), close):
                continue
            inside = words[opened.end() : close]
            if not opened["divided"] and _OVERLAPPING.search(inside) and not _BOTH.search(inside):
                continue
            following = pairs[at + 1 : at + 1 + _MOST_PARTS]
            parts = _read_parts(
                words, opened.end(), close, following, total, divided=bool(opened["divided"] or opened["listed"])
            )
            if opened["listed"] and not (
                len(parts) >= _LISTED or _TOTALLED.search(text, max(0, place[0] - _LEAD), place[0])
            ):
                continue
            exact = bool(opened["all"] or opened["listed"] or (opened["bracket"] and opened["colon"]))
            if finding := _compare_sum(total, parts, whole=exact):
                yield finding


def _find_close(text: str, opened: re.Match[str]) -> int | None:
    """Where the parts end: at the bracket, or, without one, within reach; None where brackets or lists nest."""
    if opened["bracket"]:
        close = text.find(")", opened.end(), opened.end() + 2 * _REACH)
        return None if close < 0 or "(" in text[opened.end() : close] else close
    end = min(len(text), opened.end() + _REACH)
    return None if _WITHIN.search(text, opened.end(), end) or "(" in text[opened.end() : end] else end


_COMMA = re.compile(r",(?!\d)|;|(?<!\w)và(?!\w)", re.IGNORECASE)
_SEMICOLON = re.compile(r";|(?<!\w)và(?=\s[^;]*\Z)", re.IGNORECASE)
_BARE = re.compile(rf"\s*(?:là )?(?P<first>{_NUMBER})(?=\s[^\W\d_])|(?<=[^\W\d_] )(?P<last>{_NUMBER})\s*\.?\s*\Z")
_GOES_ON = re.compile(
    r"\s*(?:tăng|giảm|đạt|bằng|chiếm|đã|được|có|còn|với|so|vượt|thu hút|trong khi|nhưng|song|đến|hiện|tổng|lũy kế|luỹ kế|trung bình|trị giá|đồng thời|"
    r"ngoài ra)(?!\w)",
    re.IGNORECASE,
)
"""How a clause begins that is no further part."""


def _read_parts(
    text: str,
    start: int,
    end: int,
    pairs: Sequence[tuple[Mention, tuple[int, int]]],
    total: Mention,
    *,
    divided: bool,
) -> list[tuple[Decimal, Mention | None]]:
    """The parts listed in `[start, end)`, each with its mention or None for a bare number; none where one can't be read.

    The list ends with its clause: at ";" where commas part it, or where something else is told. Where the total is
    `divided`, the parts may be counted in other words ("96 trường hợp, chia theo phương tiện: 71 mô tô, …").
    """
    inside = [
        (mention, place) for mention, place in pairs if start <= place[0] and place[1] <= end and text[place[0]] != " "
    ]
    parted = len(inside) > 1 and ";" in text[inside[0][1][1] : inside[1][1][0]]
    signs = _SEMICOLON if parted else _COMMA
    parts: list[tuple[Decimal, Mention | None]] = []
    begin = start
    for sign in [*signs.finditer(text, start, end), None]:
        stop = sign.start() if sign else end
        chunk = [mention for mention, place in inside if begin <= place[0] and place[1] <= stop]
        counted = [mention for mention in chunk if mention.label is total.label]
        if parts and _GOES_ON.match(text, begin):
            break
        if len(counted) > 1 and signs is _COMMA:
            return []
        bare = _BARE.search(text[begin:stop]) if not chunk and total.label is Label.QUANTITY else None
        if counted:
            number = read_number(counted[0])
            if number is None or not (divided or is_same_kind(read_unit(counted[0]), read_unit(total))):
                return []
            parts.append((number, counted[0]))
        elif bare:
            parts.append((Decimal((bare["first"] or bare["last"]).replace(".", "").replace(",", ".")), None))
        elif chunk:
            return []
        if sign and sign[0] == ";" and signs is _COMMA:
            break
        begin = sign.end() if sign else end
    return parts


def _compare_sum(
    total: Mention, parts: Sequence[tuple[Decimal, Mention | None]], *, whole: bool
) -> Contradiction | None:
    """A finding where two parts or more make more than the total, or with `whole` less, but not far less: then not all
    are named."""
    stated = read_number(total)
    numbers = [number for number, _ in parts]
    if not stated or len(parts) < 2 or any(mention and read_number(mention, "of") for _, mention in parts):
        return None
    found = sum(numbers, Decimal(0))
    if max(numbers) >= stated or found > stated * _FAR or found < stated / _FAR or (not whole and found < stated):
        return None
    if _makes(numbers, total, stated) or (not whole and _some_make(numbers, stated)):
        return None
    return Contradiction(
        "sum_total",
        ((total.start, total.end), *((mention.start, mention.end) for _, mention in parts if mention)),
        f"Các phần cộng lại là {_show(found)}, tổng được ghi là {total.text}.",
        f"The parts add up to {_show(found)}, the total is given as {total.text}.",
    )


_ROUNDED = Decimal("1.005")
_FAR = Decimal("1.4")
_LISTED = 3
"""So many counts of one unit make a note a list of parts."""


def check_notes(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Figures of a sentence against the lists of the footnote that it carries: "55 tập thể, 87 cá nhân¹⁶"."""
    bodies: dict[int | None, list[Sentence]] = {}
    for sentence in source.sentences:
        bodies.setdefault(sentence.note, []).append(sentence)
    running = [(sentence.locate(0, 1)[0], sentence) for sentence in source.sentences]
    running.sort(key=lambda pair: pair[0])
    for number, note in enumerate(source.footnotes.notes):
        if len(note.anchors) != 1 or not note.spans:
            continue
        totals = _totals_before(running, note)
        body = bodies.get(number, [])
        listed = [mention for sentence in body for mention in sentence.mentions if mention.label in _SUMMED]
        # A list of nothing but these counts may be parted by commas too, and so may one without semicolons.
        one = len({read_unit(mention) for mention in listed}) == 1
        signs = (";", ", ", " và ") if one or not any(";" in sentence.text for sentence in body) else (";",)
        clauses = sum(sum(map(sentence.text.count, signs)) + 1 for sentence in body)
        times = sum(len(_TIMED.findall(sentence.text)) for sentence in body)
        for total in totals:
            parts = [
                mention
                for mention in listed
                if mention.label is total.label and is_same_kind(read_unit(mention), read_unit(total))
            ]
            least = _LISTED if len(parts) != clauses or len(parts) != len(listed) else 2
            if (
                len(parts) < least
                or clauses < len(parts)
                or times > 1
                or any(_SOME.search(sentence.text) for sentence in body)
            ):
                continue
            numbers = [read_number(part) or Decimal(0) for part in parts]
            stated = read_number(total)
            found = sum(numbers, Decimal(0))
            if not stated or _makes(numbers, total, stated) or not stated / 2 <= found <= stated * 2:
                continue
            yield Contradiction(
                "note_sum",
                ((total.start, total.end), *((part.start, part.end) for part in parts)),
                f"Câu ghi {total.text}, các mục của chú thích {note.number} cộng lại là {_show(found)}.",
                f"The sentence says {total.text}, the parts in note {note.number} add up to {_show(found)}.",
            )


_TIMED = re.compile(r"(?:\A|[;,])\W*(?:trong )?(?:năm|tháng|quý)\s", re.IGNORECASE)
"""A part that begins with its time: several of them are no parts of one figure."""
_SUMMED = (Label.QUANTITY, Label.AMOUNT)
_SOME = re.compile(
    r"\.\.\.|…|v\.v|(?<!\w)(?:mỗi|bình quân|các [^;,.\d]+ khác|trong đó|tiêu biểu|chủ yếu|một số|riêng|cùng kỳ|lũy kế|luỹ kế|so với)(?!\w)",
    re.IGNORECASE,
)
"""What makes a note no list of all the parts."""


def _totals_before(sentences: Sequence[tuple[int, Sentence]], note: Footnote) -> list[Mention]:
    """The figures of the sentence before the note's marker that it may divide: the one right before the marker, else
    those of units that no other has. `sentences` are in order, each with its place in the text."""
    marker = note.anchors[0].marker[0]
    at = bisect_right(sentences, marker, key=lambda pair: pair[0]) - 1
    sentence = sentences[at][1] if at >= 0 else None
    if sentence is None or marker > sentence.locate(0, len(sentence.text))[1]:
        return []
    before = [
        mention
        for mention in sentence.mentions
        if mention.label in _SUMMED
        and mention.end <= marker
        and read_unit(mention)
        and read_number(mention) is not None
        and read_number(mention, "of") is None
    ]
    units = Counter(map(read_unit, before))
    return [mention for mention in before if units[read_unit(mention)] == 1 or marker - mention.end <= 1]


def _makes(numbers: Sequence[Decimal], total: Mention, stated: Decimal) -> bool:
    """Whether all or the first or the last few of the numbers make the total, which may be rounded where it is no count:
    a list may go on to other things."""
    counts = total.label is Label.QUANTITY and all(each == each.to_integral_value() for each in (stated, *numbers))
    rounded = Decimal(1) if counts else _ROUNDED
    sums = [sum(part, Decimal(0)) for end in range(2, len(numbers) + 1) for part in (numbers[:end], numbers[-end:])]
    return any(stated / rounded <= found <= stated * rounded for found in sums)


def _some_make(numbers: Sequence[Decimal], stated: Decimal) -> bool:
    """Whether some of a few numbers make the total: then the others tell something else of it."""
    return len(numbers) <= _FEW and any(
        sum(part, Decimal(0)) == stated for count in range(2, len(numbers)) for part in combinations(numbers, count)
    )


_FEW = 8
_PAST = re.compile(
    r"(?:(?<!\w)(?:tính đến|lũy kế đến|luỹ kế đến|tính từ đầu năm đến)(?: hết)?|(?:^|[;.]\s)\W*đến(?: hết)?|"
    r"(?<!\w)đã (?:\w+\s){1,3}(?:vào|từ|lúc|hồi|ngày)?)\s*$",
    re.IGNORECASE,
)
_EVENTS = (
    r"(?:nghiệm thu|bàn giao|đưa vào|khánh thành|khởi công|động thổ|thông xe|hoàn thành|hoàn tất|kết thúc|làm xong|xong|tổ chức|diễn ra|khai mạc|bế mạc|"
    r"khai giảng|ra mắt|ra quân|phát động|làm việc|kiểm tra|giám sát|họp|tiếp|đối thoại|đến|trao|tặng|ký kết|ký|ban hành|công bố|thông qua|bầu|thu hoạch|"
    r"gieo cấy|đi|khảo sát|thăm|khép lại|bắt đầu|thi|xử lý|xử phạt|lập biên bản|đón|tập huấn|diễn tập|sơ kết|tổng kết|vận hành|hoạt động|thành lập|tử vong|"
    r"giải ngân|thanh toán|chi trả|quyết toán|phê duyệt|xét xử|khởi tố|bắt giữ|phát hiện|xảy ra|tiêm|cấp phát|nhận)"
)
_HAPPENS = r"(?<!\w)xảy ra\s(?:(?:vào|lúc|hồi|khoảng|trong|\d+ giờ(?: \d+ phút)?)\s)*\Z"
_HAPPENED = re.compile(
    rf"{_HAPPENS}|(?<!\w)đã (?:được )?{_EVENTS}(?!\w)(?:[^,;:.()\d]|,\s(?={_EVENTS}(?!\w))|\d(?!\d?[/-])){{0,90}}?\s(?:vào|trong|sáng|chiều|tối|hôm)?\s*\Z",
    re.IGNORECASE,
)
""" "đã nghiệm thu, bàn giao đưa vào sử dụng ngày 25/11": an event that was, and right after it its day."""
_TAKES_EFFECT = re.compile(
    r"(?<!\w)(?:ký|ban hành|nhận|cấp|thông qua|phê duyệt|công bố)(?!\w).*\stừ\s*\Z", re.IGNORECASE
)
_TOLD = re.compile(r"\W*(?:\w+\s){0,6}?(?:đã|đạt|được|có|giải ngân|thu|hoàn thành|là|toàn)(?!\w)", re.IGNORECASE)
_TO_COME = re.compile(
    r"(?<!\w)(?:dự kiến|phấn đấu|kéo dài|gia hạn|xin|sẽ|sắp|thời hạn|hạn|chậm nhất|đề nghị|cam kết|yêu cầu|mục tiêu|phải|đăng ký|nếu|để|kế hoạch|lịch|"
    r"ấn định|hiệu lực|thống nhất|áp dụng|dời|lùi|hoãn|chuẩn bị|hướng tới|chào mừng|kỷ niệm|phục vụ|trước|kịp|hợp đồng|mời|kỳ họp|phiên họp|đại hội|"
    r"cho đến|(?<!bàn )giao|chốt|hẹn|báo trước|thông báo|triệu tập|chương trình|(?<!công )(?<!quá )(?<!quy )trình|bàn(?! giao)|bảo hành)(?!\w)",
    re.IGNORECASE,
)
"""What makes a later day one that is planned, awaited or agreed on."""
_OPENS = re.compile(r"\W*(?:trong|vào|sáng|chiều|tối|hôm|đêm|từ)?\s*\Z", re.IGNORECASE)
_DONE = re.compile(r"(?!\s(?:là|phải|hết|có)\s)[^.;:]{1,100}?\s(?P<done>đã)\s", re.IGNORECASE)
"""How a sentence goes on that begins with the day of what it tells: "Ngày 21/6, Đoàn giám sát đã làm việc"."""
_OCCURRED = re.compile(r"(?:,?\s(?:tại|ở|trên)\s[^.;:]{1,60}?)?,?\s(?:đã )?xảy ra\s", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:những|các|mà|theo|như|do|khi|số|nội dung|vụ|việc)\s(?:[^\W\d_]+\s){0,3}\Z", re.IGNORECASE
)
"""Before "đã": it says what the thing is like, not what was done that day ("với những xã | đã đăng ký")."""
_AHEAD = 30


def check_dates(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A date after the document's own that is told as past: "tính đến hết ngày 13/5/2025" in a report of April."""
    own = source.metadata.date
    if own is None or len(own) != len("2025-04-30") or _misread(own, source):
        return
    for sentence in source.sentences:
        for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
            if mention.label is not Label.DATE or mention.reading.value is None or mention.reading.inferred:
                continue
            date = str(mention.reading.value["edtf"]).split("/")[0][: len("2025-04-30")]
            if _is_later(date, own) and _is_told(sentence.text, start, end):
                yield Contradiction(
                    "future_date",
                    ((mention.start, mention.end),),
                    f"{mention.text} sau ngày của văn bản ({own}) mà được kể như đã qua.",
                    f"{mention.text} is after the document's own date ({own}) and told as past.",
                )


def _misread(own: str, source: Source) -> bool:
    """Whether many of the full dates are after the document's: then that one is none, but some date of its text."""
    dates = [
        str(mention.reading.value["edtf"])
        for mention in source.mentions
        if mention.label is Label.DATE and mention.reading.value and not mention.reading.inferred
    ]
    full = [date for date in dates if len(date) == len(own)]
    return sum(date > own for date in full) * 3 > len(full) > _FEW_DATES


_FEW_DATES = 6


def _is_later(date: str, own: str) -> bool:
    """Whether a day or a month is after the day `own`: "2025-05" is after 2025-04-30."""
    if len(date) == len("2025-04"):
        return date[5:] <= _DECEMBER and date > own[:7]
    return len(date) == len(own) and date > own


_DECEMBER = "12"
"""Larger numbers in its place are quarters."""


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of the date at `[start, end)` as of a time that is over."""
    clause = text[max(0, start - _CLAUSE) : start]
    clause = clause[max(clause.rfind(";"), clause.rfind(". ")) + 1 :]
    if _TO_COME.search(clause) or _TO_COME.search(text, end, end + _AHEAD):
        return False
    if _OPENS.fullmatch(clause) and _OCCURRED.match(text, end):
        return True
    if _OPENS.fullmatch(clause) and (done := _DONE.match(text, end)):
        subject = text[end : done.start("done")].lstrip(" ,")
        named = _RELATIVE.search(subject)
        return not (
            (named and named.start())
            or _TO_COME.search(subject)
            or _TO_COME.search(text, done.end(), done.end() + _AHEAD)
        )
    if _HAPPENED.search(clause) and not _TAKES_EFFECT.search(clause):
        return True
    if not _PAST.search(clause):
        return False
    return "đã" in clause.lower() or _TOLD.match(text, end) is not None


_CLAUSE = 140


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
    2025)."""
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
_PEOPLE = frozenset(("người", "đối tượng", "hộ", "trường hợp", "lượt", "em", "học sinh", "cháu", "khẩu", "lao động"))
_PAID = re.compile(
    r"(?<!\w)(?:số tiền|kinh phí|trợ cấp|hỗ trợ|chi trả|trị giá|tiền|lương|quà|thưởng|với|truy lĩnh|học bổng)(?!\w)",
    re.IGNORECASE,
)
_NOT_PAID = re.compile(
    r"[;|]|\.\s|(?<!\w)(?:bồi thường|thu hồi|tái định cư|thiệt hại|doanh thu|đầu tư|sản xuất|thu ngân sách|dư nợ|vốn|giá trị|doanh số|kim ngạch)(?!\w)",
    re.IGNORECASE,
)
"""What an amount may be of that is not paid to the people named before it."""
_LEADING = 40
_TOO_MUCH = Decimal(200_000_000)
"""More than this for each person is no allowance."""


def check_separators(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """An amount whose signs may be mixed up, judged by the people it was paid to: "2.352 đối tượng … 1.924 tỷ đồng"."""
    for sentence in source.sentences:
        people: tuple[Mention, tuple[int, int]] | None = None
        for mention, place in zip(sentence.mentions, sentence.places, strict=True):
            if mention.label is Label.QUANTITY and read_unit(mention) in _PEOPLE:
                people = mention, place
            if mention.label is not Label.AMOUNT or people is None or not _is_paid(sentence.text, people[1], place):
                continue
            amount, other, heads = read_number(mention), _other_amount(mention), read_number(people[0])
            if amount is None or other is None or not heads:
                continue
            if amount / heads > _TOO_MUCH >= other / heads:
                yield Contradiction(
                    "implausible_amount",
                    ((mention.start, mention.end), (people[0].start, people[0].end)),
                    f"{mention.text} cho {people[0].text} là {_show(amount / heads)} đồng mỗi suất; có lẽ dấu chấm là dấu phẩy.",
                    f"{mention.text} for {people[0].text} is {_show(amount / heads)} đồng each; the point may be a comma.",
                )


def _is_paid(text: str, people: tuple[int, int], amount: tuple[int, int]) -> bool:
    """Whether a sentence says that the amount is paid to the people counted before it."""
    if amount[0] - people[1] > _FARTHEST or not _PAID.search(text, people[1], amount[0]):
        return False
    return not _NOT_PAID.search(text, max(0, people[0] - _LEADING), amount[0])


_FARTHEST = 150
"""So many characters at most stand between the people and what they are paid."""
_MIXED_UP = re.compile(r"\d{1,3}\.\d{3}\s(?:tỷ|tỉ)")


def _other_amount(mention: Mention) -> Decimal | None:
    """What an amount is if its point was meant as a comma; None where it can't be."""
    if mention.reading.alternatives:
        return to_decimal(mention.reading.alternatives[0].get("amount"))
    amount = read_number(mention)
    return amount / 1000 if amount is not None and _MIXED_UP.match(mention.text) else None


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


_FIGURE_AND_WORDS = re.compile(
    rf"(?<![\w.,/-])(?P<figure>{_NUMBER})(?:\s(?P<unit>[^\W\d_]+))?\s?\(\s?(?:(?:viết )?bằng chữ:?\s?)?"
    r"(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,20}?)(?(unit)\s(?P=unit))\s?\)",
    re.IGNORECASE,
)
""" "27 (hai mươi sáu) hộ", "36 phiếu (ba mươi lăm phiếu)"."""


_COINS = ("đồng", "đ", "vnđ", "vnd")


def check_words(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A number and its words in brackets: "27 (hai mươi sáu) hộ". Of amounts, their own rule tells."""
    for match in _FIGURE_AND_WORDS.finditer(source.masked):
        words = parse_words(match["words"].lower().split())
        figure = Decimal(match["figure"].replace(".", "").replace(",", "."))
        if words is None or words == figure or (match["unit"] or "").lower() in _COINS:
            continue
        yield Contradiction(
            "words_differ",
            (match.span(),),
            f"{match['figure']} được viết bằng chữ là “{match['words']}” ({_show(words)}).",
            f"{match['figure']} is spelt out as “{match['words']}” ({_show(words)}).",
        )


CHECKS: dict[str, Callable[[Source, Sequence[Figure]], Iterator[Contradiction]]] = {
    "fraction_percent": check_fractions,
    "sum_total": check_sums,
    "note_sum": check_notes,
    "future_date": check_dates,
    "abolished_district": check_districts,
    "implausible_amount": check_separators,
    "figure_twice": check_repetitions,
    "words_differ": check_words,
}
"""Every check by the code of what it finds."""


def _show(number: Decimal) -> str:
    return f"{number:,.0f}".replace(",", ".")
