"""A total against the parts that follow it, in its sentence or in the footnote that it carries."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from service.footnotes.notes import Footnote
from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.checks.notation import NUMBER, parse_number, write_number
from service.linking.figures import Figure
from service.linking.mentions import Mention, Sentence, Source
from service.linking.numbers import is_same_kind, read_number, read_unit
from service.linking.outline import without_asides

_SUMMED = (Label.QUANTITY, Label.AMOUNT)
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
    of ("19 đảng viên nữ, 22 đảng viên dưới 30 tuổi"). `figures` tell which values only compare, and total nothing. A
    finding is `sum_total`: the spans of the total and of each part that is a mention.
    """
    comparing = {each.value for figure in figures for each in figure.comparisons}
    for sentence in source.sentences:
        text = without_asides(sentence.text)
        pairs = [
            (mention, place)
            for mention, place in zip(sentence.mentions, sentence.places, strict=True)
            if mention.label in _SUMMED and mention.index not in comparing
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
_BARE = re.compile(rf"\s*(?:là )?(?P<first>{NUMBER})(?=\s[^\W\d_])|(?<=[^\W\d_] )(?P<last>{NUMBER})\s*\.?\s*\Z")
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
            parts.append((parse_number(bare["first"] or bare["last"]), None))
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
        f"Các phần cộng lại là {write_number(found)}, tổng được ghi là {total.text}.",
        f"The parts add up to {write_number(found)}, the total is given as {total.text}.",
    )


_ROUNDED = Decimal("1.005")
_FAR = Decimal("1.4")
_LISTED = 3
"""So many counts of one unit make a note a list of parts."""


def check_notes(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Figures of a sentence against the lists of the footnote that it carries: "55 tập thể, 87 cá nhân¹⁶".

    Only of notes with one marker, which list parts and nothing else. A finding is `note_sum`: the spans of the figure and
    of each part in the note.
    """
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
                f"Câu ghi {total.text}, các mục của chú thích {note.number} cộng lại là {write_number(found)}.",
                f"The sentence says {total.text}, the parts in note {note.number} add up to {write_number(found)}.",
            )


_TIMED = re.compile(r"(?:\A|[;,])\W*(?:trong )?(?:năm|tháng|quý)\s", re.IGNORECASE)
"""A part that begins with its time: several of them are no parts of one figure."""
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
