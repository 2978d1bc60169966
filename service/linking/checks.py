"""A text against itself: what it says that can't all be so. Quiet by default: only what is surely at odds is told."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from service.footnotes.notes import Footnote, Stretch
from service.labels import Label
from service.linking.figures import Figure
from service.linking.mentions import Mention, Sentence, Source
from service.linking.numbers import half_digit, read_number, read_unit, to_decimal
from service.text.spelling import fold


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


_SHARE = re.compile(
    r"\s*\$?\s*(?:=|\(|đạt(?: tỷ lệ)?|chiếm(?: tỷ lệ)?|bằng|,?\s*tỷ lệ(?: đạt)?)\s*\$?\s*", re.IGNORECASE
)


def check_fractions(source: Source, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A fraction and the percentage given for it: "217/345 = 42,98%", set beside it, "18/24 km, đạt 57%", or in words."""
    mentions = {mention.index: mention for mention in source.mentions}
    pairs = {
        (figure.value, each.value): None
        for figure in figures
        for each in figure.comparisons
        if each.basis == (mentions[figure.value].start, mentions[figure.value].end)
    }
    for sentence in source.sentences:
        placed = zip(sentence.mentions, sentence.places, strict=True)
        for (first, (_, end)), (second, (start, _)) in pairwise(placed):
            if _SHARE.fullmatch(sentence.text[end:start]):
                pairs[first.index, second.index] = None
    for at, other in pairs:
        fraction, share = mentions[at], mentions[other]
        if fraction.label is not Label.QUANTITY or share.label is not Label.PERCENT:
            continue
        part, whole = read_number(fraction), read_number(fraction, "of")
        percent = read_number(share)
        if part is None or not whole or percent is None:
            continue
        if finding := _compare_share(fraction.text, (fraction.start, fraction.end), part / whole, share):
            yield finding
    for sentence in source.sentences:
        yield from _check_worded(sentence)


_WORDED = re.compile(r"(?<![\w.,/])(?P<part>\d{1,3}(?:\.\d{3})*|\d+)\s(?:trên|trong)\s(?:tổng số\s)?\Z", re.IGNORECASE)
_RATED = re.compile(r"[^.;:()]{0,80}[\s(](?:bằng|đạt|chiếm)(?: tỷ lệ)?\s*|\s*\(", re.IGNORECASE)
_BEFORE = 30


def _check_worded(sentence: Sentence) -> Iterator[Contradiction]:
    """ "138 trên tổng số 184 thôn …, bằng 65%": nothing else is counted between the whole and the share."""
    placed = list(zip(sentence.mentions, sentence.places, strict=True))
    for (whole, (start, end)), (share, (begin, _)) in pairwise(placed):
        if whole.label is not Label.QUANTITY or share.label is not Label.PERCENT:
            continue
        worded = _WORDED.search(sentence.text, max(0, start - _BEFORE), start)
        total, percent = read_number(whole), read_number(share)
        if worded is None or not total or percent is None or not _RATED.fullmatch(sentence.text, end, begin):
            continue
        part = Decimal(worded["part"].replace(".", ""))
        stretch = sentence.locate(worded.start(), end)
        if part <= total and (
            finding := _compare_share(sentence.text[worded.start() : end], stretch, part / total, share)
        ):
            yield finding


def _compare_share(words: str, stretch: Stretch, real: Decimal, share: Mention) -> Contradiction | None:
    """A finding where the percentage `share` is not that of the fraction `real`, which `words` state."""
    percent = read_number(share)
    if percent is None or abs(real * 100 - percent) <= 2 * half_digit(percent):
        return None
    digits = max(-int(percent.as_tuple().exponent), 1)
    shown = f"{real * 100:.{digits}f}".replace(".", ",")
    return Contradiction(
        "fraction_percent",
        (stretch, (share.start, share.end)),
        f"{words} là {shown}%, văn bản ghi {share.text}.",
        f"{words} is {shown}%, the text says {share.text}.",
    )


_OPENED = re.compile(
    r"[^()\d.;]{0,90}?(?P<bracket>\()?\s*(?<!\w)(?:trong đó|gồm|bao gồm|(?P<divided>chia ra|chia thành|chia theo[^,.;:]{0,30}))"
    r"\s*(?:có)?\s*:?\s*",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\.\.\.|…|v\.v|chủ yếu|trong số đó|nhất là|riêng|kể cả|không kể", re.IGNORECASE)
_WITHIN = re.compile(r"trong đó|gồm", re.IGNORECASE)


def check_sums(source: Source, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A total and the parts that follow it: "13 hồ sơ (trong đó: 01 hồ sơ …; 12 hồ sơ …)".

    In brackets, or where a total is divided ("chia ra"), the parts must make it; after "trong đó" without brackets they
    may be only some of it, so that they are at odds only where they make more, and may be no parts but traits of people,
    which one can have several of ("19 đảng viên nữ, 22 đảng viên dưới 30 tuổi").
    """
    comparing = {each.value for figure in figures for each in figure.comparisons}
    for sentence in source.sentences:
        pairs = list(zip(sentence.mentions, sentence.places, strict=True))
        for at, (total, (_, end)) in enumerate(pairs):
            if total.label not in (Label.QUANTITY, Label.AMOUNT) or total.index in comparing:
                continue
            opened = _OPENED.match(sentence.text, end, end + 130)
            if not opened:
                continue
            close = _find_close(sentence.text, opened)
            if close is None or _OPEN_END.search(sentence.text, opened.end(), close):
                continue
            parts = [
                mention
                for mention, place in pairs[at + 1 : at + 1 + _MOST_PARTS]
                if opened.end() <= place[0] and place[1] <= close and mention.index not in comparing
            ]
            told_whole = (opened["bracket"] or opened["divided"]) is not None
            if not told_whole and _OVERLAPPING.search(sentence.text, opened.end(), close):
                continue
            whole = told_whole and total.label is Label.QUANTITY
            if finding := _compare_sum(total, parts, whole=whole):
                yield finding


_OVERLAPPING = re.compile(
    r"(?<!\w)(?:nữ|tuổi|dân tộc|là người|tôn giáo|trình độ|trẻ em|khuyết tật|hộ nghèo|đồng thời)(?!\w)", re.IGNORECASE
)
_MOST_PARTS = 60


def _find_close(text: str, opened: re.Match[str]) -> int | None:
    """Where the parts end: at the bracket, or, without one, with the clause; None where brackets or lists nest."""
    if opened["bracket"]:
        close = text.find(")", opened.end())
        return None if close < 0 or "(" in text[opened.end() : close] else close
    end = min(len(text), opened.end() + _REACH)
    return None if _WITHIN.search(text, opened.end(), end) or "(" in text[opened.end() : end] else end


_REACH = 300


def _compare_sum(total: Mention, parts: Sequence[Mention], *, whole: bool) -> Contradiction | None:
    """A finding where two parts or more, all of the total's unit, make more than it, or with `whole` less."""
    if not whole:
        parts = [part for part in parts if part.label is total.label]
    numbers = [read_number(part) for part in parts]
    stated = read_number(total)
    if stated is None or len(parts) < 2 or any(part.label is not total.label for part in parts):
        return None
    if any(number is None or read_number(part, "of") is not None for number, part in zip(numbers, parts, strict=True)):
        return None
    if any(read_unit(part) not in (read_unit(total), None) for part in parts):
        return None
    found = sum((number for number in numbers if number is not None), Decimal(0))
    if found == stated or (not whole and found <= stated * _ROUNDED):
        return None
    return Contradiction(
        "sum_total",
        ((total.start, total.end), *((part.start, part.end) for part in parts)),
        f"Các phần cộng lại là {_show(found)}, tổng được ghi là {total.text}.",
        f"The parts add up to {_show(found)}, the total is given as {total.text}.",
    )


_ROUNDED = Decimal("1.005")
_LISTED = 3
"""So many counts of one unit make a note a list of parts."""


def check_notes(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Counts of a sentence against the lists of the footnote that it carries: "55 tập thể, 87 cá nhân¹⁶"."""
    bodies: dict[int | None, list[Sentence]] = {}
    for sentence in source.sentences:
        bodies.setdefault(sentence.note, []).append(sentence)
    running = [(sentence.locate(0, 1)[0], sentence) for sentence in source.sentences]
    running.sort(key=lambda pair: pair[0])
    for number, note in enumerate(source.footnotes.notes):
        if len(note.anchors) != 1 or not note.spans or note.open_ended:
            continue
        totals = _totals_before(running, note)
        body = bodies.get(number, [])
        listed = [mention for sentence in body for mention in sentence.mentions if mention.label is Label.QUANTITY]
        # A list of nothing but these counts may be parted by commas too.
        signs = ";," if len({read_unit(mention) for mention in listed}) == 1 else ";"
        clauses = sum(sum(map(sentence.text.count, signs)) + 1 for sentence in body)
        for total in totals:
            parts = [mention for mention in listed if read_unit(mention) == read_unit(total)]
            if len(parts) < _LISTED or clauses < len(parts) or len({read_unit(each) for each in totals}) < len(totals):
                continue
            numbers = [read_number(part, "number") or Decimal(0) for part in parts]
            stated = read_number(total, "number")
            found = sum(numbers, Decimal(0))
            if stated is None or found == stated or _subset(numbers, stated) or not stated / 2 <= found <= stated * 2:
                continue
            yield Contradiction(
                "note_sum",
                ((total.start, total.end), *((part.start, part.end) for part in parts)),
                f"Câu ghi {total.text}, các mục của chú thích {note.number} cộng lại là {_show(found)}.",
                f"The sentence says {total.text}, the parts in note {note.number} add up to {_show(found)}.",
            )


def _totals_before(sentences: Sequence[tuple[int, Sentence]], note: Footnote) -> list[Mention]:
    """The counts of the sentence before the note's marker; `sentences` are in order, each with its place in the text."""
    marker = note.anchors[0].marker[0]
    at = bisect_right(sentences, marker, key=lambda pair: pair[0]) - 1
    sentence = sentences[at][1] if at >= 0 else None
    if sentence is None or marker > sentence.locate(0, len(sentence.text))[1]:
        return []
    return [
        mention
        for mention in sentence.mentions
        if mention.label is Label.QUANTITY
        and mention.end <= marker
        and read_unit(mention)
        and read_number(mention, "of") is None
    ]


def _subset(numbers: Sequence[Decimal], stated: Decimal) -> bool:
    """Whether the first or the last few of the numbers make the total: a note may go on to other things."""
    return any(
        stated in (sum(numbers[:count], Decimal(0)), sum(numbers[-count:], Decimal(0)))
        for count in range(2, len(numbers) + 1)
    )


_PAST = re.compile(
    r"(?:(?<!\w)(?:tính đến|lũy kế đến|luỹ kế đến|tính từ đầu năm đến)(?: hết)?|(?:^|[;.]\s)\W*đến(?: hết)?|"
    r"(?<!\w)đã (?:\w+\s){1,3}(?:vào|từ|lúc|hồi|ngày)?)\s*$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\W*(?:\w+\s){0,6}?(?:đã|đạt|được|có|giải ngân|thu|hoàn thành|là|toàn)(?!\w)", re.IGNORECASE)
_TO_COME = re.compile(
    r"(?<!\w)(?:dự kiến|phấn đấu|kéo dài|gia hạn|xin|sẽ|thời hạn|hạn|chậm nhất|đề nghị|cam kết|yêu cầu|mục tiêu|phải|đăng ký|nếu|để)(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r",?\s(?!(?:\w+\s){0,12}(?:sẽ|nếu|khi)\s)(?:[^\W\d]+\s){1,8}đã\s", re.IGNORECASE)
"""How a sentence goes on that begins with the day of what it tells: "Ngày 21/6, Đoàn giám sát đã làm việc"."""
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
            date = str(mention.reading.value["edtf"])
            if len(date) == len(own) and date > own and _is_told(sentence.text, start, end):
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


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of the date at `[start, end)` as of a time that is over."""
    clause = text[max(0, start - 60) : start]
    clause = clause[max(clause.rfind(";"), clause.rfind(". ")) + 1 :]
    if _TO_COME.search(clause) or _TO_COME.search(text, end, end + _AHEAD):
        return False
    if not clause.strip() and _DONE.match(text, end):
        return True
    if not _PAST.search(clause):
        return False
    return "đã" in clause.lower() or _TOLD.match(text, end) is not None


_FORMER = re.compile(
    r"cũ|trước đây|trước khi|nguyên|nay là|sáp nhập|thuộc tỉnh|bãi bỏ|giải thể|bỏ cấp huyện|kết thúc hoạt động|tiếp nhận|bàn giao|"
    r"chuyển giao|kế thừa|từng",
    re.IGNORECASE,
)
_AROUND = 100
_REFORM = "2025-07-01"


def check_districts(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """A district spoken of as there is, in a document of a time without districts (from 1 July 2025)."""
    own = source.metadata.date
    if own is None or own < _REFORM or len(own) < len("2025-07"):
        return
    named = [
        (mention.start, mention.end)
        for mention in source.mentions
        if mention.label is Label.PLACE and re.match(r"huyện\s", mention.text, re.IGNORECASE)
    ]
    named += [match.span("district") for match in _DISTRICT_OFFICE.finditer(source.masked)]
    projects = [mention for mention in source.mentions if mention.label is Label.PROJECT]
    for start, end in sorted(set(named)):
        around = source.masked[max(0, start - _AROUND) : end + _AROUND]
        if _FORMER.search(around) or any(p.start <= start and end <= p.end for p in projects):
            continue
        words = source.masked[start:end]
        yield Contradiction(
            "abolished_district",
            ((start, end),),
            f"{words}: cấp huyện không còn từ 01/7/2025, văn bản đề {own}.",
            f"{words}: there are no districts from 1 July 2025, the document is of {own}.",
        )


_NAME = r"[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÍÓÚÝ]\w+(?:\s[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÍÓÚÝ]\w+){0,3}"
_DISTRICT_OFFICE = re.compile(
    rf"(?<!của )(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Công an|Huyện đoàn)\s(?P<district>huyện\s{_NAME})"
)
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
_LEAST_WORDS = 3
_LEAST_WITHOUT_TIME = 4
_MIXED_UP = re.compile(r"\d{1,3}\.\d{3}\s(?:tỷ|tỉ)")


def _other_amount(mention: Mention) -> Decimal | None:
    """What an amount is if its point was meant as a comma; None where it can't be."""
    if mention.reading.alternatives:
        return to_decimal(mention.reading.alternatives[0].get("amount"))
    amount = read_number(mention)
    return amount / 1000 if amount is not None and _MIXED_UP.match(mention.text) else None


def check_repetitions(source: Source, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """One figure given twice, for the same time, with two values: "thu ngân sách xã 9 tháng" of 5,2 and of 5,8 tỷ."""
    mentions = {mention.index: mention for mention in source.mentions}
    stated: dict[tuple[object, ...], tuple[Mention, Stretch]] = {}
    for figure in figures:
        value, period = mentions[figure.value], mentions.get(-1 if figure.period is None else figure.period)
        subject = fold(source.masked[slice(*figure.subject)])
        time = period.reading.value.get("edtf") if period and period.reading.value else None
        # What is counted or measured comes in many lots; what leads up to a value is one thing.
        led = figure.subject[1] <= value.start and not _is_limited(source, figure, value)
        least = _LEAST_WORDS if time is not None else _LEAST_WITHOUT_TIME
        if not led or len(subject.split()) < least or value.label is Label.PERCENT:
            continue
        key = (subject, time, value.label, read_unit(value))
        other, where = stated.setdefault(key, (value, figure.subject))
        first, second = read_number(other), read_number(value)
        if where == figure.subject or first is None or second is None or _agree(first, second, mistyped=time is None):
            continue
        yield Contradiction(
            "figure_twice",
            ((value.start, value.end), (other.start, other.end)),
            f"“{subject}” được ghi hai số: {other.text} và {value.text}.",
            f"“{subject}” is given twice, as {other.text} and as {value.text}.",
        )


def _is_limited(source: Source, figure: Figure, value: Mention) -> bool:
    """Whether a figure is of a part: of one place, or "riêng" of something."""
    low, high = figure.subject[0], value.start
    if _PART_OF.search(source.masked, max(0, low - 20), high):
        return True
    first = bisect_left(source.mentions, low, key=lambda mention: mention.start)
    last = bisect_left(source.mentions, high, key=lambda mention: mention.start)
    return any(mention.label in (Label.PLACE, Label.ORG, Label.PROJECT) for mention in source.mentions[first:last])


_PART_OF = re.compile(r"(?<!\w)(?:riêng|trong đó|còn lại|tại|của (?:ngành|xã|thôn|khối))(?!\w)", re.IGNORECASE)


def _agree(first: Decimal, second: Decimal, *, mistyped: bool) -> bool:
    """Whether two numbers may both be so: one may be rounded. With `mistyped` only the same digits in another order are
    at odds ("4.215 ha", "4.125 ha"): what is said of no time may be of two."""
    if mistyped:
        digits, others = str(first), str(second)
        return digits == others or len(digits) < _LEAST_DIGITS or sorted(digits) != sorted(others)
    return abs(first - second) <= max(abs(first), abs(second)) / 100


_LEAST_DIGITS = 3


CHECKS: dict[str, Callable[[Source, Sequence[Figure]], Iterator[Contradiction]]] = {
    "fraction_percent": check_fractions,
    "sum_total": check_sums,
    "note_sum": check_notes,
    "future_date": check_dates,
    "abolished_district": check_districts,
    "implausible_amount": check_separators,
    "figure_twice": check_repetitions,
}
"""Every check by the code of what it finds."""


def _show(number: Decimal) -> str:
    return f"{number:,.0f}".replace(",", ".")
