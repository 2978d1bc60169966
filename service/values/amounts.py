"""AMOUNT: money, read exactly to the unit of its currency."""

import re
from dataclasses import dataclass
from decimal import Decimal

from service.values.numerals import (
    LITERAL,
    NUMBER_WORDS,
    SCALES,
    Literal,
    Number,
    parse_literal,
    parse_words,
    scan_literals,
    write_decimal,
)
from service.values.reading import Label, Match, Reading, Value

_NOT_MONEY = "chí|bào|ý|thời|bộ|đội|nghiệp|hành|lòng|ruộng|lúa|cỏ|phục|hồ|loạt|đều|quy|chủ|hương|môn"
_DONG = (
    rf"(?:đồng|đông|đổng|đòng|dồng|đống|Đồng|ĐỒNG|đồ ng)(?!\w)(?!\s(?:{_NOT_MONEY})(?!\w))(?:\s(?:Việt Nam|VN)(?!\w))?"
)
_CURRENCIES = {
    "VND": rf"{_DONG}|(?:VNĐ|VND|vnđ|vnd|VNÐ|đ|₫|Đ)(?!\w)",
    "USD": r"(?:USD|usd|US\$|U\.S\. ?\$|đô[- ]?la(?:\s(?:Mỹ|Mĩ|My))?|đô(?=\s?(?:[.,;:)/]|$))|Đô[- ]?la(?:\sMỹ)?|đôla(?:\sMỹ)?|\$)(?!\w)",
    "EUR": r"(?:EUR|euro|Euro|EURO|€)(?!\w)",
    "JPY": r"(?:JPY|[Yy]ên(?:\sNhật)?|¥)(?!\w)",
    "CNY": r"(?:CNY|RMB|NDT|[Nn]hân\sdân\stệ|tệ)(?!\w)",
    "KRW": r"(?:KRW|won|Won)(?!\w)",
    "GBP": r"(?:GBP|[Bb]ảng\sAnh|£)(?!\w)",
    "LAK": r"(?:LAK|[Kk]ip)(?!\w)",
    "THB": r"(?:THB|[Bb]ạt|[Bb]ath?)(?!\w)",
}
_SCALE = "|".join(sorted((re.escape(word) for word in SCALES), key=len, reverse=True)).replace(r"\ ", r"\s")
_BLANKS = r"\s{0,3}"
_CURRENCY = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _CURRENCIES.items())
_STEP = re.compile(
    rf"{_BLANKS}(?P<fused>(?i:tr\.?đ|tỷđ|tỉđ))(?!\w)|{_BLANKS}(?P<scale>(?i:{_SCALE}))"
    r"(?!\s(?:lệ|trọng|suất|giá|số|phú)(?!\w))(?P<point>\.)?(?:(?![^\W\d])|(?=đồng)|(?=\d{1,3}(?!\w)))"
)
_TAIL = re.compile(rf"{_BLANKS}(?:{_CURRENCY})")
_PREFIX = re.compile(r"(?:US\$|\$|€|£|USD|VND|EUR)\s?$")
_LONE_TR = re.compile(r"\.?\s{0,2}(?:[,;)]|$)")
_GLUED_PART = re.compile(r"\d{1,3}(?!\w)")
_NEXT = re.compile(rf"(?:\s{{1,3}}|(?<=tr)|(?<=tỷ)|(?<=triệu))({LITERAL})")
_PART = re.compile(r"/(?P<of>[1-9]\d?)(?=\s(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))")
_ENDS_BARE = re.compile(rf"\s?(?:{_DONG}|[),.;](?!\d)|$)|\s(?:là|thì|và|cho)\s")
_SECOND = re.compile(rf"\s{{0,2}}(?:-|–|—|÷|đến|tới)\s{{0,2}}({LITERAL})")
_PER_UNIT = r"(?:m²|m2|m³|m3|km²|km2|[A-Za-zÀ-ỹđĐ]{1,12}(?:-[a-zà-ỹ]{1,6}){0,3}\.?)"
_PER = re.compile(rf"\s?/\s?((?!\d){_PER_UNIT}(?:\s?/\s?{_PER_UNIT}){{0,2}})")
# fmt: off
_WORD_UNITS = (
    "gia đình", "doanh nghiệp", "tập thể", "cá nhân", "học sinh", "sinh viên", "trường hợp", "ngày công", "ngày đêm",
    "mét dài", "lao động", "công trình", "dự án", "giấy phép", "hồ sơ", "căn hộ", "đối tượng", "nhân khẩu",
)
# fmt: on
_PLAINLY_MONEY = frozenset({"tỷ", "tỉ", "nghìn tỷ", "ngàn tỷ", "nghìn tỉ", "ngàn tỉ", "trăm tỷ"})
_BRACKET_WORDS = re.compile(r"\s{0,3}\(\s?(?:[Vv]iết )?[Bb]ằng\schữ\s?:?\s?")


@dataclass(frozen=True, slots=True)
class _Sum:
    """Part of an amount as far as it is read: the number with its scales, up to `end`."""

    value: Decimal
    alternative: Decimal | None
    ambiguous: bool
    end: int
    scale: str | None


def find_amounts(text: str) -> list[Match]:
    """Every amount of money in `text`, in digits and in words, in order of start."""
    found: list[Match] = []
    end = 0
    for literal in scan_literals(text):
        if literal.start >= end and (match := match_amount(text, literal)):
            found.append(match)
            end = match.end
    return sorted([*found, *find_worded_amounts(text)], key=lambda match: match.start)


def parse_amount(text: str) -> Reading:
    """Read a span of money; reason "no_amount" where there is none in it."""
    matches = find_amounts(text)
    if matches:
        return matches[0].reading
    syllables = [word.lower() for word in _SYLLABLES.findall(text)]
    value = parse_words(syllables) if _is_scaled(syllables) else None
    if value is None:
        return Reading(None, "no_amount")
    return Reading({"amount": write_decimal(value), "currency": "VND"})


def match_amount(text: str, literal: Literal) -> Match | None:
    """The amount, or the range of amounts, that begins with `literal`; None where it is no money."""
    start = literal.start
    currency = None
    if prefix := _PREFIX.search(text, max(0, start - 5), start):
        start = prefix.start()
        currency = "EUR" if "€" in prefix[0] or "EUR" in prefix[0] else "GBP" if "£" in prefix[0] else None
        currency = currency or ("VND" if "VND" in prefix[0] else "USD")
    elif start and text[start - 1] in "-−" and not text[start - 2 : start - 1].strip(" (:;,"):
        start -= 1
    first = _read_first(text, literal)
    tail = _TAIL.match(text, first.end)
    if text[start - 1 : start] == "/" and text[start - 2 : start - 1].isdigit():
        return None  # the lower half of a fraction
    first_end = tail.end() if tail else first.end
    per, rated_end = _read_per(text, first_end) if tail or first.scale else (None, first_end)
    if text[start - 1 : start] == "+":
        return None
    if (second := _SECOND.match(text, rated_end)) and (number := parse_literal(second[1])):
        last = _read_sum(text, number, second.end(1))
        last_tail = _TAIL.match(text, last.end)
        if last_tail or (last.scale in _PLAINLY_MONEY and not _counts_things(text, last.end)):
            return _range(text, start, first, last, tail=last_tail, end=last_tail.end() if last_tail else last.end)
    if tail is None and currency is None and not _is_plainly_money(text, first):
        return None
    code = currency or _code(tail)
    negative = text[start] in "-−"
    value: dict[str, str] = {"amount": _write(first.value, negative=negative), "currency": code}
    if per:
        value["per"] = per
    return Match(start, rated_end, Label.AMOUNT, _judge(first, value, negative=negative))


def _read_first(text: str, literal: Literal) -> _Sum:
    """The amount's number with its scales; "1/2 tỷ" is half of one."""
    part = _PART.match(text, literal.end)
    if part is None:
        return _read_sum(text, literal.number, literal.end)
    whole = _read_sum(text, literal.number, part.end())
    return _Sum(whole.value / int(part["of"]), None, False, whole.end, whole.scale)


def _is_plainly_money(text: str, part: _Sum) -> bool:
    """Whether a number with its scale is money though no currency is written: "1.376,8 tỷ", "680 triệu từ nguồn …"."""
    if part.scale in ("trđ", "tỷđ"):
        return True
    if part.scale in _PLAINLY_MONEY:
        return not _counts_things(text, part.end)
    return part.scale in ("triệu", "tr") and _ENDS_AMOUNT.match(text, part.end) is not None


_ENDS_AMOUNT = re.compile(
    r"\s{0,2}(?:[.,;:)\]]|$)(?!\d)|\s?/\s?(?:tháng|năm|người|ha|hộ|ngày)|\s{1,2}(?:từ|sang|cho|để|là|và|của|do|vào|so|trong|nhưng|thì|mà|tiền|vốn|mỗi|chưa)(?!\w)"
)


def _judge(part: _Sum, value: Value, *, negative: bool) -> Reading:
    """The reading of one amount, with the other way to take its signs where both are possible."""
    if part.alternative is None:
        return Reading(value)
    other = {**value, "amount": _write(part.alternative, negative=negative)}
    few_dong = value["currency"] == "VND" and part.scale is None and part.alternative > part.value
    if not (part.ambiguous and (part.scale in _PLAINLY_MONEY or few_dong)):
        return Reading(value)
    return Reading(value, alternatives=(other,), warnings=("ambiguous_separator",))


def _read_sum(text: str, number: Number, end: int) -> _Sum:
    """The number and the scales after it: "2 tỷ 350 triệu", "1 tỷ 2", "1,5 nghìn tỷ"; `end` is the number's end."""
    step = _STEP.match(text, end)
    if step is None:
        return _Sum(number.value, number.alternative, number.ambiguous, end, None)
    if step["fused"]:
        scale, name = (Decimal(10) ** 6, "trđ") if step["fused"].lower().startswith("tr") else (Decimal(10) ** 9, "tỷđ")
        alternative = number.alternative * scale if number.alternative is not None else None
        return _Sum(number.value * scale, alternative, number.ambiguous, step.end(), name)
    name = " ".join(step["scale"].lower().split())
    if name in ("ty", "ti", "tr") and not (
        _TAIL.match(text, step.end()) or _LONE_TR.match(text, step.end("scale")) or _GLUED_PART.match(text, step.end())
    ):
        return _Sum(number.value, number.alternative, number.ambiguous, end, None)
    scale = SCALES[name]
    value = number.value * scale
    stop = step.end() if name == "tr" or not step["point"] else step.end("scale")
    alternative = number.alternative * scale if number.alternative is not None else None
    follow = _NEXT.match(text, stop)
    if follow and scale >= 1000 and (small := parse_literal(follow[1])) and small.value < 1000:
        after = _STEP.match(text, follow.end())
        if after and after["scale"] and SCALES[" ".join(after["scale"].lower().split())] < scale:
            rest = _read_sum(text, small, follow.end())
            return _Sum(value + rest.value, None, False, rest.end, name)
        bare = follow[1]
        if bare.isdigit() and len(bare) <= 3 and _ENDS_BARE.match(text, follow.end()):
            return _Sum(value + small.value * scale / 10 ** len(bare), None, False, follow.end(), name)
    if text.startswith(" rưỡi", stop):
        return _Sum(value + scale / 2, None, False, stop + 5, name)
    return _Sum(value, alternative, number.ambiguous, stop, name)


def _range(text: str, start: int, first: _Sum, last: _Sum, *, tail: re.Match[str] | None, end: int) -> Match:
    """A range: the first number takes the scale of the last where it has none and would else be the larger."""
    low = first.value
    if first.scale is None and last.scale is not None:
        low *= SCALES.get(last.scale, Decimal(10) ** 6)
    value: dict[str, str] = {"min": _write(low), "max": _write(last.value), "currency": _code(tail)}
    per, end = _read_per(text, end)
    if per:
        value["per"] = per
    return Match(start, end, Label.AMOUNT, Reading(value))


def _read_per(text: str, end: int) -> tuple[str | None, int]:
    """The rate's denominator ("ha", "người/tháng") and the end of the span with it."""
    match = _PER.match(text, end)
    if match is None:
        return None, end
    stop = match.end()
    for unit in _WORD_UNITS:
        head = unit.split()[0]
        if match[1].split("/")[-1].strip() == head and text.startswith(unit[len(head) :], stop):
            stop += len(unit) - len(head)
    words = text[match.start(1) : stop]
    if words.endswith("."):
        words, stop = words[:-1], stop - 1
    per = "/".join(part.strip().lower() for part in words.split("/"))
    return per.replace("m²", "m2").replace("m³", "m3"), stop


_COUNTED = re.compile(
    r"\s{1,2}(?:lượt|người|con|cây|tấn|m[²³23]|ha|km|lít|kWh|kwh|kw|sản phẩm|dân|liều|lao động|hộ|cái|chiếc|đôi|"
    r"cổ phiếu|giao dịch|thuê bao|tài khoản|viên|khách|TEU|mét|bao|quả|trứng|USD|euro|kg|tham số)(?!\w)"
)


def _counts_things(text: str, end: int) -> bool:
    return _COUNTED.match(text, end) is not None


def _code(tail: re.Match[str] | None) -> str:
    return tail.lastgroup or "VND" if tail else "VND"


def _write(value: Decimal, *, negative: bool = False) -> str:
    return write_decimal(-value if negative else value)


_SPELLED_END = re.compile(rf"(?:{_DONG}|đô[- ]la(?:\sMỹ)?|USD|VNĐ)")
_SYLLABLES = re.compile(r"[^\W\d_]+")
_ROUND = re.compile(r"\s(?:chẵn|tròn)(?=[.)])")


def find_worded_amounts(text: str) -> list[Match]:
    """Amounts spelled out, wherever "đồng" (or a dollar) follows number words; those in brackets after a figure
    ("(Bằng chữ: …)") are checked against it: `words_differ` warns on the words.
    """
    found: list[Match] = []
    for unit in _SPELLED_END.finditer(text):
        syllables, start = _words_before(text, unit.start())
        if len(syllables) < 2 and not (syllables and syllables[0] in ("tỷ", "triệu")):
            continue
        while syllables and (value := parse_words(syllables)) is None:
            nxt = _SYLLABLES.search(text, start + len(syllables[0]))
            syllables = syllables[1:]
            start = nxt.start() if nxt else start
        if (
            len(syllables) < 2
            or value is None
            or not _is_scaled(syllables)
            or text[max(0, start - 2) : start].strip().isdigit()
        ):
            continue
        rounded = _ROUND.match(text, unit.end())
        end = rounded.end() if rounded else unit.end()
        code = "USD" if unit[0].startswith(("đô", "USD")) else "VND"
        amount: dict[str, str] = {"amount": write_decimal(value), "currency": code}
        found.append(Match(start, end, Label.AMOUNT, Reading(amount, warnings=_check_figure(text, start, value))))
    return found


def _is_scaled(syllables: list[str]) -> bool:
    return any(word in ("trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "vạn", "mươi", "mười") for word in syllables)


def _words_before(text: str, end: int) -> tuple[list[str], int]:
    """The run of number words that ends before `end` (commas between groups allowed), and where it begins."""
    syllables: list[str] = []
    start = end
    last = text[max(0, end - 12) : end].split()
    if not last or last[-1].strip(",").lower() not in NUMBER_WORDS:
        return [], end
    floor = max(0, end - 300)
    window = text[floor:end]
    for match in reversed(list(_SYLLABLES.finditer(window))):
        gap = window[match.end() : start - floor]
        word = match[0].lower()
        if word == "phần":  # "ba phần tư tỷ đồng"
            return [], end
        if word not in NUMBER_WORDS or gap.strip(" \n,") or "\n\n" in gap or gap.count(",") > 1:
            break
        syllables.insert(0, word)
        start = floor + match.start()
    return syllables, start


def _check_figure(text: str, start: int, value: Decimal) -> tuple[str, ...]:
    """Whether the words in brackets say the figure before the bracket."""
    head = text[max(0, start - 80) : start]
    brackets = list(_BRACKET_WORDS.finditer(head))
    if not brackets or brackets[-1].end() != len(head):
        return ()
    before = head[: brackets[-1].start()].rstrip()
    figures = [match for literal in scan_literals(before) if (match := match_amount(before, literal))]
    if not figures or figures[-1].end < len(before) or figures[-1].reading.value is None:
        return ()
    return () if figures[-1].reading.value.get("amount") == write_decimal(value) else ("words_differ",)
