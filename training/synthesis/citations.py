"""Cited documents: type, number and symbol, as each kind of issuer writes them."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from service.labels import Label
from service.values.gazetteer import Era
from training.synthesis.dates import make_full_day
from training.synthesis.inline import mark
from training.synthesis.numbers import misread
from training.synthesis.setting import Level, Setting

CitationMaker = Callable[[Setting, random.Random], str]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of document: its type words, the pattern of its symbol after the number, and who issues it (inline)."""

    words: str
    symbol: str
    issuer: str


# {y} is a year, {d} the abbreviation of a department. "@" stands for the committee of the unit that speaks, "%" for its council.
_LOCAL = (
    _Kind("Quyết định", "/QĐ-UBND", "@"),
    _Kind("Quyết định", "/QĐ-UBND", "@"),
    _Kind("Quyết định", "/{y}/QĐ-UBND", "@"),
    _Kind("Kế hoạch", "/KH-UBND", "@"),
    _Kind("Tờ trình", "/TTr-UBND", "@"),
    _Kind("Tờ trình", "/TTr-{d}", ""),
    _Kind("Báo cáo", "/BC-UBND", "@"),
    _Kind("Báo cáo", "/BC-{d}", ""),
    _Kind("Thông báo", "/TB-UBND", "@"),
    _Kind("Thông báo", "/TB-VP", ""),
    _Kind("Công văn", "/UBND-{o}", "@"),
    _Kind("Công văn", "/{d}-{o}", ""),
    _Kind("Văn bản", "/UBND-{o}", "@"),
    _Kind("Văn bản", "/{d}-{o}", ""),
    _Kind("Chỉ thị", "/CT-UBND", "@"),
    _Kind("Công điện", "/CĐ-UBND", "@"),
    _Kind("Nghị quyết", "/NQ-HĐND", "%"),
    _Kind("Nghị quyết", "/NQ-HĐND", "%"),
    _Kind("Nghị quyết", "/{y}/NQ-HĐND", "%"),
    _Kind("Kết luận", "-KL/TU", ""),
    _Kind("Nghị quyết", "-NQ/TU", ""),
    _Kind("Chương trình", "-CTr/TU", ""),
    _Kind("Giấy mời", "/GM-UBND", "@"),
    _Kind("Giấy phép xây dựng", "/GPXD", ""),
    _Kind("Hợp đồng", "/{y}/HĐ-XD", ""),
    _Kind("Hợp đồng", "/HĐ-TVTK", ""),
    _Kind("Báo cáo thẩm định", "/BC-{d}", ""),
    _Kind("Kết luận thanh tra", "/KL-TTr", ""),
    _Kind("Hướng dẫn", "/HD-{d}", ""),
    _Kind("Biên bản", "/BB-{d}", ""),
)
_CENTRAL = (
    _Kind("Nghị định", "/{y}/NĐ-CP", "⟦ORG|Chính phủ⟧"),
    _Kind("Nghị quyết", "/NQ-CP", "⟦ORG|Chính phủ⟧"),
    _Kind("Quyết định", "/QĐ-TTg", "Thủ tướng ⟦ORG|Chính phủ⟧"),
    _Kind("Chỉ thị", "/CT-TTg", "Thủ tướng ⟦ORG|Chính phủ⟧"),
    _Kind("Công điện", "/CĐ-TTg", "Thủ tướng ⟦ORG|Chính phủ⟧"),
    _Kind("Thông tư", "/{y}/TT-BTC", "⟦ORG|Bộ Tài chính⟧"),
    _Kind("Thông tư", "/{y}/TT-BXD", "⟦ORG|Bộ Xây dựng⟧"),
    _Kind("Thông báo", "/TB-VPCP", "⟦ORG|Văn phòng Chính phủ⟧"),
    _Kind("Nghị quyết", "-NQ/TW", "⟦ORG|Bộ Chính trị⟧"),
    _Kind("Kết luận", "-KL/TW", "⟦ORG|Ban Bí thư⟧"),
    _Kind("Nghị quyết", "/{y}/QH15", "⟦ORG|Quốc hội⟧"),
    _Kind("Nghị quyết", "/NQ-UBTVQH15", "⟦ORG|Ủy ban Thường vụ Quốc hội⟧"),
)
_LAWS = ("Luật Đầu tư công", "Luật Đất đai", "Luật Xây dựng", "Luật Đấu thầu", "Luật Ngân sách nhà nước", "Luật")
_DEPARTMENTS = {
    Era.PRE: ("SKHĐT", "STC", "SXD", "SGTVT", "STNMT", "SNN", "SYT", "SNV", "BQLDA", "KBNN"),
    Era.POST: ("STC", "SXD", "SNNMT", "SYT", "SNV", "SKHCN", "BQLDA", "KTHTĐT", "PKT", "KBNN"),
}
_LOCAL_OFFICES = ("TCKH", "KTHT", "TNMT", "PTQĐ", "QLĐT", "TTr")
_OFFICES = ("KT", "TH", "XD", "TNMT", "VX", "NC", "GT", "ĐTXD")
_STANDARDS = ("QCVN 14:2008/BTNMT", "QCVN 40:2011/BTNMT", "TCVN 4054:2005", "TCVN 10380:2014", "QCVN 01:2021/BXD")
_SHORT = {"Quyết định": "QĐ", "Nghị quyết": "NQ", "Công văn": "CV", "Kế hoạch": "KH", "Thông báo": "TB"}


def _symbol(kind: _Kind, setting: Setting, random_state: random.Random) -> str:
    departments = _DEPARTMENTS[setting.era] if setting.level is Level.PROVINCE else _LOCAL_OFFICES
    return kind.symbol.format(
        y=setting.year - random_state.choice((0, 0, 1, 2)),
        d=random_state.choice(departments),
        o=random_state.choice(_OFFICES),
    )


def _number(random_state: random.Random) -> str:
    number = random_state.choice(
        (random_state.randint(1, 99), random_state.randint(100, 999), random_state.randint(1000, 9999))
    )
    return f"{number:02d}"


def _write(kind: _Kind, setting: Setting, random_state: random.Random, *, standing: bool) -> str:
    """The citation's text; one that is `standing` in a list of one type leaves its type out."""
    number = _number(random_state)
    if setting.careless:
        number = misread(number, random_state)
    chance = random_state.random()
    if standing:
        return number + _symbol(kind, setting, random_state)
    if chance < 0.04 and kind.words in _SHORT:
        return f"{_SHORT[kind.words]} số {number}"
    number += _symbol(kind, setting, random_state)
    if chance < 0.12:
        return f"{kind.words} {number}"
    if chance < 0.16 and kind.words in _SHORT:
        return f"{_SHORT[kind.words]} số {number}"
    return f"{kind.words} số {number}"


def _issuer(kind: _Kind, setting: Setting) -> str:
    word = setting.level_word
    return {
        "": "",
        "@": f" của {mark(Label.ORG, f'UBND {word}')}",
        "%": f" của {mark(Label.ORG, f'HĐND {word}')}",
    }.get(kind.issuer, f" của {kind.issuer}")


def _draw(random_state: random.Random) -> _Kind:
    return random_state.choice(_LOCAL if random_state.random() < 0.7 else _CENTRAL)


def make_document(setting: Setting, random_state: random.Random) -> str:
    """A citation: "Kế hoạch số 78/KH-UBND"; seldom a standard ("TCVN 4054:2005") or a numbered law."""
    chance = random_state.random()
    if chance < 0.02:
        return mark(Label.DOCUMENT, random_state.choice(_STANDARDS))
    if chance < 0.05:
        return make_law(setting, random_state)
    return mark(Label.DOCUMENT, _write(_draw(random_state), setting, random_state, standing=False))


def make_decision(setting: Setting, random_state: random.Random) -> str:
    """A decision of the unit that speaks."""
    return mark(Label.DOCUMENT, _write(_LOCAL[0], setting, random_state, standing=False))


def make_submission(setting: Setting, random_state: random.Random) -> str:
    """A submission of an office."""
    return mark(Label.DOCUMENT, _write(_Kind("Tờ trình", "/TTr-{d}", ""), setting, random_state, standing=False))


def make_resolution(setting: Setting, random_state: random.Random) -> str:
    """A resolution of the council or the party."""
    kinds = [kind for kind in _LOCAL if kind.words == "Nghị quyết"]
    return mark(Label.DOCUMENT, _write(random_state.choice(kinds), setting, random_state, standing=False))


def make_law(_: Setting, random_state: random.Random) -> str:
    """A law cited with its number: "Luật Đất đai số 31/2024/QH15", "Luật số 58/2024/QH15"."""
    year = random_state.randint(2021, 2025)
    return mark(Label.DOCUMENT, f"{random_state.choice(_LAWS)} số {random_state.randint(10, 99)}/{year}/QH15")


def make_dated_document(setting: Setting, random_state: random.Random) -> str:
    """A citation with its day and issuer: the issuer is an ORG, a title before it is nothing."""
    kind = _draw(random_state)
    text = mark(Label.DOCUMENT, _write(kind, setting, random_state, standing=False))
    return f"{text} {make_full_day(setting, random_state)}{_issuer(kind, setting)}"


def make_documents(setting: Setting, random_state: random.Random) -> str:
    """Several numbers of one type after a plural head: "các Nghị quyết số 01/NQ-HĐND, 02/NQ-HĐND"."""
    kind = random_state.choice(_LOCAL[:10])
    first = mark(Label.DOCUMENT, f"{kind.words} số {_number(random_state)}{_symbol(kind, setting, random_state)}")
    others = [
        mark(Label.DOCUMENT, _write(kind, setting, random_state, standing=True))
        for _ in range(random_state.randint(1, 3))
    ]
    return f"các {', '.join([first, *others[:-1]])}{random_state.choice((', ', ' và '))}{others[-1]}"


def make_head_number(kind: str, setting: Setting, random_state: random.Random) -> str:
    """A document's own number in its head: "Số: 78/BC-UBND", `kind` being "BC"; now and then not yet filled in."""
    if random_state.random() < 0.1:
        return f"Số:       /{kind}-UBND"
    issuer = "HĐND" if kind == "NQ" else "UBND"
    return mark(Label.DOCUMENT, f"Số: {_number(random_state)}/{kind}-{issuer}")


CITATIONS: dict[str, CitationMaker] = {
    "document": make_document,
    "dated_document": make_dated_document,
    "documents": make_documents,
    "decision": make_decision,
    "submission": make_submission,
    "resolution": make_resolution,
    "law": make_law,
}
"""Slot of a frame -> what fills it."""
