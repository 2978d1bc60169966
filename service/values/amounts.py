"""AMOUNT: money, read exactly to the unit of its currency."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from service.labels import Label
from service.values.counted import COMPOUNDS, SINGLE_WORDS
from service.values.numerals import (
    LITERAL,
    SCALES,
    Literal,
    Number,
    match_words,
    parse_literal,
    read_sign,
    scan_literals,
    scan_words,
    write_decimal,
)
from service.values.overlaps import resolve_overlaps
from service.values.quantities import RATE_ONE, UNITS
from service.values.reading import Match, Reading, Value, WordEnd

_NOT_MONEY = "chí|bào|ý|thời|bộ|đội|nghiệp|hành|lòng|ruộng|lúa|cỏ|phục|hồ|loạt|đều|quy|chủ|hương|môn|tính|phạm|thuận|thau|tác|bằng"
# A footnote's marker may be glued to the unit, "l" being what OCR makes of a raised 1.
_UNIT_END = r"(?:(?!\w)|(?=[0-9]{1,2}(?!\w)|l(?!\w)))"
_DONG = (
    rf"(?:đồng|đông|đổng|đòng|dồng|đống|đồ ng|Đồng|ĐỒNG|Ðồng|ÐỒNG){_UNIT_END}(?!\s(?:{_NOT_MONEY})(?!\w))"
    r"(?:\s(?:Việt\sNam|VN)(?!\w))?"
)
# fmt: off
_CURRENCIES = {
    "VND": rf"{_DONG}|(?:VNĐ|VND|vnđ|vnd|VNÐ|đ|₫|Đ|ñoàng){_UNIT_END}",
    "AUD": r"(?:AUD|[Đđ]ô[- ]?la\s(?:Úc|Australia))(?!\w)",
    "SGD": r"(?:SGD|[Đđ]ô[- ]?la\sSingapore)(?!\w)",
    "USD": rf"(?:USD|usd|US\$|U\.S\. ?\$|[Đđ]ô[- ]?la(?:\s(?:Mỹ|Mĩ|My))?|[Đđ]ôla(?:\sMỹ)?|đô(?=\s?(?:[.,;:)/]|$))|\$){_UNIT_END}",
    "EUR": rf"(?:EUR|[Ee]uro|EURO|[Ơơ]-?rô|€){_UNIT_END}",
    "JPY": r"(?:JPY|yên(?:\sNhật(?:\sBản)?)?|Yên(?:\sNhật)?(?!\s[A-ZĐ])|¥)(?!\w)",
    "CNY": r"(?:CNY|RMB|NDT|[Nn]hân\sdân\stệ|tệ)(?!\w)",
    "KRW": r"(?:KRW|[Ww]on)(?!\w)",
    "GBP": r"(?:GBP|[Bb]ảng\sAnh|£)(?!\w)",
    "CHF": r"(?:CHF|franc\sThụy\sSĩ|franc\sThụy\sSỹ)(?!\w)",
    "RUB": r"(?:RUB|[Rr]úp)(?!\w)",
    "LAK": r"(?:LAK|[Kk]ip)(?!\w)",
    "THB": r"(?:THB|[Bb]ạt\sThái|[Bb]aht)(?!\w)",
}
_PREFIXES = {
    "$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "JPY": "JPY",
    "VND": "VND", "VNĐ": "VND", "₫": "VND",
}
_PER_WORDS = (
    "ngày đêm", "mét dài", "mét vuông", "mét khối", "héc ta", "hec ta", "khẩu phần", "cổ phần", "hộ nghèo", "khoá học", "khóa học",
    "người dân", "độ TSC", "đơn vị hành chính", "hành vi", "công đất",
)
"""What a rate is for, in several syllables, besides what is counted."""
# fmt: on
_NOT_PER = frozenset(
    ("tổng", "kế", "số", "mức", "dự", "vốn", "so", "trên", "nhu", "chỉ", "tỷ", "tỉ", "và", "hoặc", "kh", "nhiệm")
)
_NOT_AFTER_ONE = frozenset(("nghìn", "ngàn", "triệu", "trăm", "chục", "vạn", "phần", "đồng", "đô", "nửa"))
"""Behind "/1" they go on with a second number: "800 tỷ đồng/1 nghìn tỷ đồng"."""
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True)).replace(" ", r"\s")
_CURRENCY = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _CURRENCIES.items())
_STEP = re.compile(
    r"\s{0,3}(?:(?P<fused>(?i:tr\.?|tỷ|tỉ|n))(?=[đĐ](?!\w))"  # "trđ", "tr.đ", "nđ"
    rf"|(?P<scale>(?i:{_SCALE}))(?!\s(?:lệ|trọng|suất|giá|số|phú)(?!\w))(?P<point>\.)?"
    r"(?:(?![^\W\d])|(?=[đð]ồng)|(?=\d{1,3}(?!\w))))"
)
_FUSED = {"tr": "triệu", "tr.": "triệu", "n": "nghìn"}
_TAIL = re.compile(rf"(?!\s?\n\s?\n)\s{{0,3}}(?:{_CURRENCY})")
_SCALED_TAIL = re.compile(r"\s{1,2}(?:đồng|đông|đổng|đòng|dồng)(?!\w)")
"""After a scale "đồng" is money whatever follows: "850 triệu đồng bằng nguồn tài trợ"."""
_LEFT_SIGN = re.compile(r"(?:tỷ|tỉ)\s\S{1,5}\striệu\s\$")
"""Nobody counts dollars in two scales: the sign is left over from mathematics."""
_PREFIX = re.compile(r"(?:US\$|\$|€|£|¥|₫|(?<!\w)(?:USD|VND|VNĐ|EUR|GBP|JPY))(?P<gap>\s?)$")
_SHORT_SCALE_END = re.compile(r"\.?\s{0,2}(?:[,;)]|$)|\d{1,3}(?!\w)")
_NEXT = re.compile(rf"(?:\s{{1,3}}|(?<=tr)|(?<=tỷ)|(?<=tỉ)|(?<=triệu))({LITERAL})")
_PART = re.compile(r"/(?P<of>[1-9]\d?)(?=\s(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))")
_ENDS_BARE = re.compile(rf"\s?(?:{_DONG}|[),.;](?!\d)|$)|[ \t]{{0,3}}\n|\s(?:là|thì|và|cho|chi|tiền|vốn|để)(?!\w)")
_JOIN = re.compile(r"\s{0,2}(?:[-–—÷]|(?<=\s)(?:đến|tới|đên)(?=\s))\s{0,2}")
_LITERAL_AT = re.compile(rf"{LITERAL}(?!\w*[0-9])")
_PER_UNIT = r"(?:m²|m³|m2|m3|m\$\^\{?[23]\}?\$|km²|km2|[A-Za-zÀ-ỹđĐ]{1,12}(?:-[a-zà-ỹ]{1,6}){0,3})"
_PER = re.compile(rf"\s?/\s?(?P<one>{RATE_ONE})?(?P<unit>(?!\d){_PER_UNIT})(?!\w)")
_NAMES_BEFORE = re.compile(
    r"(?:số|iều|hoản|mục|hôn|tổ|đợt|đoạn|năm|tháng|ngày|quý|gói|lô|khu|phường|quận)\s{1,2}$", re.I
)
_LARGE = frozenset(
    ("tỷ", "tỉ", "nghìn tỷ", "ngàn tỷ", "nghìn tỉ", "ngàn tỉ", "trăm tỷ", "trăm tỉ", "chục tỷ", "chục tỉ")
)
"""Scales that are money where nothing counted follows them: "1.376,8 tỷ"."""

_COUNTED = re.compile(
    r"\s{1,2}(?:lượt|người|con|cây|tấn|tân|tẩn|m[²³23]|ha|km|lít|kWh|kwh|kw|KWh|sản phẩm|dân|liều|lao động|hộ|cái|chiếc|đôi|"
    r"cổ phiếu|giao dịch|thuê bao|tài khoản|viên|khách|TEU|TTQ|mét|bao|quả|trứng|kg|tham số|bản|đơn|học sinh|điện|khối|trang)(?!\w)"
)
_ENDS_AMOUNT = re.compile(
    r"\s{0,2}(?:[.,;:)\]]|$)(?!\d)|[ \t]{0,2}\n(?![a-zà-ỹđ])|\s[–-]\s|\s?/\s?(?:tháng|năm|người|ha|hộ|ngày|căn|nhà|gốc|suất)|\s{1,2}(?:từ|sang|cho|để|là|và|của|do|vào|so|trong|"
    r"nhưng|thì|mà|tiền|vốn|mỗi|chưa|trở|một)(?!\w)"
)
_PAYS = re.compile(r"(?:góp|tặng|trích|bị đòi|mất|kinh phí|cấp ngay|đối ứng|phạt|thưởng|ứng trước|hết)\s$")
_OF_PEOPLE = re.compile(r"(?:lượt|khách|người|dân|tấn|con|cây)\b[^.;\n]{0,25}$")


@dataclass(frozen=True, slots=True)
class _Sum:
    """Part of an amount as far as it is read: the number with its scales, up to `end`."""

    value: Decimal
    alternative: Decimal | None
    number: Number
    end: int
    scale: str | None


def find_amounts(text: str, *, word_end: WordEnd | None = None) -> list[Match]:
    """Every amount of money in `text`, in digits and in words, in order of start; `word_end` as in `match_amount`."""
    figures = _leave_overlaps(match_amount(text, literal, word_end=word_end) for literal in scan_literals(text))
    return compare_words(text, resolve_overlaps(figures, find_worded_amounts(text)))


def parse_amount(text: str) -> Reading:
    """Read a span of money; reason "no_currency" where a number has neither currency nor scale, else "no_number"."""
    matches = find_amounts(text, word_end=partial(_find_rate_end, text))
    if matches:
        return matches[0].reading
    for literal in (*scan_literals(text), *scan_words(text)):
        part = _read_sum(text, literal.number, literal.end)
        if part.scale or _scale_of(text, literal):
            return _state({"amount": write_decimal(part.value), "currency": "VND"}, part, literal)
        return Reading(None, "no_currency")
    return Reading(None, "no_number")


def _leave_overlaps(matches: Iterable[Match | None]) -> Iterator[Match]:
    end = 0
    for match in matches:
        if match is not None and match.start >= end:
            yield match
            end = match.end


def match_amount(text: str, literal: Literal, *, word_end: WordEnd | None = None) -> Match | None:
    """The amount, or the range of amounts, that begins with `literal` (in digits); None where it is no money.

    `word_end` gives the end of the word that a rate is for.
    """
    start, negative = read_sign(text, literal.start)
    if text[start - 1 : start] == "/" and text[start - 2 : start - 1].isdigit():
        return None  # the lower half of a fraction
    prefix = _PREFIX.search(text, max(0, start - 5), start)
    part = _read_first(text, literal)
    if prefix and prefix[0].strip() == "$" and prefix["gap"] and not part.scale:
        prefix = None  # "$ 3.126 tấn": the sign is left over from mathematics
    tail = _TAIL.match(text, part.end) or (_SCALED_TAIL.match(text, part.end) if part.scale else None)
    if tail and _LEFT_SIGN.search(text, literal.start, tail.end()):
        tail = None
    if prefix and prefix[0].strip() == "$" and tail and _code(tail) == "VND":
        prefix = None
    if tail and part.scale is None and tail[0].strip() in ("đ", "Đ") and part.value < 100:
        return None
    end = tail.end() if tail else part.end
    per, rated_end = _read_per(text, end, word_end) if tail or part.scale else (None, end)
    if span := _match_range(text, start, part, rated_end, literal, word_end):
        return span
    if tail is None and prefix is None and not _is_plainly_money(text, start, part):
        return None
    if prefix and tail is None and _COUNTED.match(text, part.end):
        return None
    code = _PREFIXES[prefix[0].strip()] if prefix else _code(tail)
    value = {"amount": write_decimal(-part.value if negative else part.value), "currency": code}
    if per:
        value["per"] = per
    return Match(prefix.start() if prefix else start, rated_end, Label.AMOUNT, _state(value, part, literal))


def _match_range(
    text: str, start: int, first: _Sum, end: int, literal: Literal, word_end: WordEnd | None
) -> Match | None:
    """The range that begins with `first`: its lower end takes the scale of the upper one where it has none."""
    join = _JOIN.match(text, end)
    second = _LITERAL_AT.match(text, join.end()) if join else None
    number = parse_literal(second[0]) if second else None
    if (
        second is None
        or number is None
        or (first.scale is None and _NAMES_BEFORE.search(text, max(0, start - 8), start))
    ):
        return None
    last = _read_sum(text, number, second.end())
    tail = _TAIL.match(text, last.end)
    if tail is None and (last.scale not in _LARGE or _COUNTED.match(text, last.end)):
        return None
    scale = SCALES[last.scale] if first.scale is None and last.scale else Decimal(1)
    low = replace(first, value=first.value * scale, alternative=first.alternative and first.alternative * scale)
    if low.value >= last.value or number.malformed or literal.number.malformed:
        return None
    per, stop = _read_per(text, tail.end() if tail else last.end, word_end)
    value = {"min": write_decimal(low.value), "max": write_decimal(last.value), "currency": _code(tail)}
    if per:
        value["per"] = per
    judged = replace(last, scale=last.scale or first.scale)
    others: dict[str, str] = {}
    for name, side in (("min", replace(low, scale=judged.scale)), ("max", judged)):
        if side.alternative is not None and _is_doubtful(side, value):
            others[name] = write_decimal(side.alternative)
    if not others:
        return Match(start, stop, Label.AMOUNT, Reading(value))
    reading = Reading(value, alternatives=({**value, **others},), warnings=("ambiguous_separator",))
    return Match(start, stop, Label.AMOUNT, reading)


def _read_first(text: str, literal: Literal) -> _Sum:
    """The amount's number with its scales; "1/2 tỷ" is half of one."""
    part = _PART.match(text, literal.end)
    if part is None:
        return _read_sum(text, literal.number, literal.end)
    whole = _read_sum(text, literal.number, part.end())
    return replace(whole, value=whole.value / int(part["of"]), alternative=None)


def _read_sum(text: str, number: Number, end: int) -> _Sum:
    """The number and the scales after it: "2 tỷ 350 triệu", "1 tỷ 2", "1,5 nghìn tỷ"; `end` is the number's end."""
    bare = _Sum(number.value, number.alternative, number, end, None)
    step = _STEP.match(text, end)
    if step is None:
        return bare
    name = _name_scale(step)
    if step["fused"]:
        scale = SCALES[name]
        return _Sum(number.value * scale, _times(number.alternative, scale), number, step.end(), name)
    if name in ("ty", "ti", "tr") and not (
        _TAIL.match(text, step.end()) or _SHORT_SCALE_END.match(text, step.end("scale"))
    ):
        return bare
    scale = SCALES[name]
    stop = step.end() if name == "tr" or not step["point"] else step.end("scale")
    whole = _Sum(number.value * scale, _times(number.alternative, scale), number, stop, name)
    return _read_smaller(text, whole, scale) or whole


def _read_smaller(text: str, whole: _Sum, scale: Decimal) -> _Sum | None:
    """What a scale leaves: "rưỡi", a smaller sum ("350 triệu", in digits or words), or bare decimals ("1 tỷ 2")."""
    if text.startswith((" rưỡi", " rưởi"), whole.end):
        return replace(whole, value=whole.value + scale / 2, alternative=None, end=whole.end + len(" rưỡi"))
    if words := match_words(text, whole.end + 1):
        if words.number.value >= 1000 and words.number.value < scale:
            return replace(whole, value=whole.value + words.number.value, alternative=None, end=words.end)
        return None
    follow = _NEXT.match(text, whole.end)
    small = parse_literal(follow[1]) if follow and scale >= 1000 else None
    if follow is None or small is None or small.value >= 1000 or small.malformed:
        return None
    after = _STEP.match(text, follow.end())
    if after and SCALES[_name_scale(after)] < scale:
        rest = _read_sum(text, small, follow.end())
        return replace(whole, value=whole.value + rest.value, alternative=None, end=rest.end)
    if not follow[1].isdecimal() or not _ENDS_BARE.match(text, follow.end()):
        return None
    decimals = small.value * scale / 10 ** len(follow[1])
    return replace(whole, value=whole.value + decimals, alternative=None, end=follow.end())


def _name_scale(step: re.Match[str]) -> str:
    """The scale's name in `SCALES`, also of one that a currency is joined to ("trđ")."""
    if step["fused"]:
        return _FUSED.get(step["fused"].lower(), "tỷ")
    return " ".join(step["scale"].lower().split())


def _times(value: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if value is None else value * scale


def _is_plainly_money(text: str, start: int, part: _Sum) -> bool:
    """Whether a number with its scale is money though no currency is written: "1.376,8 tỷ", "680 triệu từ nguồn …"."""
    if part.scale in _LARGE:
        return not _COUNTED.match(text, part.end)
    if part.scale not in ("triệu", "triêu", "tr"):
        return False
    if _PAYS.search(text, max(0, start - 12), start):
        return not _COUNTED.match(text, part.end)
    if not _ENDS_AMOUNT.match(text, part.end):
        return False
    return not _OF_PEOPLE.search(text, max(0, start - 40), start)


def _state(value: dict[str, str], part: _Sum, literal: Literal) -> Reading:
    """The reading of one amount, with the other way to take its signs where both are possible."""
    other: Value | None = None
    if part.alternative is not None:
        sign = "-" if value["amount"].startswith("-") else ""
        other = {**value, "amount": sign + write_decimal(part.alternative)}
    if part.number.malformed:
        return Reading(None, "malformed_number", alternatives=(other,) if other else ())
    if other and _is_doubtful(part, value):
        return Reading(value, alternatives=(other,), warnings=("ambiguous_separator",))
    return Reading(value, warnings=("broken_number",) if literal.broken else ())


def _is_doubtful(part: _Sum, value: Value) -> bool:
    """Whether "." may well stand for "," or the reverse.

    Four-digit milliards are rare enough ("1.924 tỷ" of a town), unless they end in a zero that no one would write as a
    decimal; thousands of millions are ordinary, but not for a head or a month. A decimal of three digits is doubtful
    where nothing is left to divide (no scale) or where it ends in a zero.
    """
    if not part.number.ambiguous or part.alternative is None:
        return False
    round_number = (
        int(part.number.value * 1000) % 10 == 0 if part.alternative > part.value else not part.number.value % 10
    )
    if part.alternative > part.value:
        return part.scale is None or round_number
    if part.scale in ("triệu", "triêu", "tr"):
        return bool(_PER_HEAD.search(value.get("per", "")))
    return part.scale in _LARGE and not round_number


_PER_HEAD = re.compile(r"người|tháng|khẩu|lao động|hộ|kg|m2|lượt|ngày")


def _read_per(text: str, end: int, word_end: WordEnd | None) -> tuple[str | None, int]:
    """The rate's denominator ("ha", "người/tháng", "thủ tục") and the end of the span with it."""
    units: list[str] = []
    while len(units) < 3 and (match := _PER.match(text, end)):
        begin, stop = match.span("unit")
        first = match["unit"].lower()
        if (first in _NOT_PER and not text.startswith("dự án", begin)) or (
            match["one"] and not _may_be_one(match["unit"])
        ):
            break
        for words in (*_PER_WORDS, *COMPOUNDS.get(first, ())):
            after = text[begin + len(words) : begin + len(words) + 1]
            if not after.isalpha() and text[begin : begin + len(words)].replace("\n", " ") == words:
                stop = max(stop, begin + len(words))
        if stop == match.end("unit") and word_end and first not in SINGLE_WORDS and match["unit"] not in UNITS:
            stop = max(stop, word_end(begin))
        units.append(_normalise_unit(text[begin:stop]))
        end = stop
    return "/".join(units) or None, end


def _may_be_one(unit: str) -> bool:
    """Whether a rate can be for one `unit`: no scale, no letter that is no unit, no word with a capital ("/1 Điều")."""
    if unit in UNITS:
        return True
    return len(unit) > 1 and unit.lower() not in _NOT_AFTER_ONE and (unit.islower() or unit.isupper())


_RATE_END = re.compile(r"[/\d(),;]|\s(?:đến|hoặc|và|[-–])\s")


def _find_rate_end(text: str, start: int) -> int:
    """The end of what begins at `start` of a span: before the next sign or word that ends it, or the span's own end."""
    return sign.start() if (sign := _RATE_END.search(text, start)) else len(text)


def _normalise_unit(unit: str) -> str:
    plain = unit.translate(_PLAIN)
    return plain if plain.isupper() or plain == "kWh" else plain.lower()


_PLAIN = str.maketrans("²³", "23", "${}^")


def _code(tail: re.Match[str] | None) -> str:
    return tail.lastgroup or "VND" if tail else "VND"


_SCALE_WORDS = re.compile(rf"(?:(?<=\s)|^)((?:{_SCALE})(?:\s(?:{_SCALE})){{0,2}})(?:\srưỡi)?$", re.IGNORECASE)
_ROUND = re.compile(r"\s(?:chẵn|tròn)(?!\w)")
_FRACTION_WORD = re.compile(r"phần\s$", re.IGNORECASE)


def find_worded_amounts(text: str) -> list[Match]:
    """Amounts spelled out, with a currency after them or plainly money ("hơn một tỷ rưỡi"), and ranges of them."""
    matches = (match_worded_amount(text, literal) for literal in scan_words(text))
    return list(_leave_overlaps(matches))


def match_worded_amount(text: str, literal: Literal, *, word_end: WordEnd | None = None) -> Match | None:
    """The amount, or the range, that begins with `literal` (in words); None where it is no money."""
    start, end = literal.start, literal.end
    before = text[max(0, start - 6) : start]
    if before.rstrip()[-1:].isdigit() or _FRACTION_WORD.search(before):
        return None
    low: Decimal | None = None
    value = literal.number.value
    if (join := _JOIN.match(text, end)) and (last := match_words(text, join.end())):
        scale = _scale_of(text, last)
        low, value, end = (value if _scale_of(text, literal) else value * (scale or 1)), last.number.value, last.end
        if low >= value:
            return None
        literal = last
    tail = _TAIL.match(text, end)
    scale = _scale_of(text, literal)
    if value < 100 or (tail is None and (not scale or scale < 10**9 or _COUNTED.match(text, end))):
        return None
    per, stop = _read_per(text, tail.end() if tail else end, word_end)
    if rounded := _ROUND.match(text, stop):
        stop = rounded.end()
    stated = {"min": write_decimal(low), "max": write_decimal(value)} if low else {"amount": write_decimal(value)}
    stated["currency"] = _code(tail)
    if per:
        stated["per"] = per
    return Match(start, stop, Label.AMOUNT, Reading(stated))


def _scale_of(text: str, literal: Literal) -> Decimal | None:
    """What the scale words at the end of a number in words multiply by."""
    match = _SCALE_WORDS.search(text[literal.start : literal.end])
    if match is None:
        return None
    scale = Decimal(1)
    for word in match[1].lower().split():
        scale *= SCALES.get(word, 1)
    return scale


_BETWEEN = re.compile(r"\s{0,3}\(\s?(?:(?:[Vv]iết\s)?[Bb]ằng\s(?:chữ|số)\s?:?\s?)?")


def compare_words(text: str, matches: list[Match]) -> list[Match]:
    """`matches` in order; an amount in figures and its words in brackets after it, or the reverse, that do not state
    one value both get the warning `words_differ`.
    """
    compared = list(matches)
    for index in range(1, len(compared)):
        first, second = compared[index - 1], compared[index]
        if first.label is not Label.AMOUNT or second.label is not Label.AMOUNT or second.start - first.end > 30:
            continue
        if not _BETWEEN.fullmatch(text, first.end, second.start) or _has_digit(text, first) == _has_digit(text, second):
            continue
        values = [match.reading.value for match in (first, second)]
        if None not in values and values[0] != values[1]:
            compared[index - 1], compared[index] = _warn(first), _warn(second)
    return compared


def _warn(match: Match) -> Match:
    reading = match.reading
    return replace(match, reading=replace(reading, warnings=(*reading.warnings, "words_differ")))


def _has_digit(text: str, match: Match) -> bool:
    return any(character.isdigit() for character in text[match.start : match.end])
