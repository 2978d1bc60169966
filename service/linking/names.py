"""Whether two project names mean one project: compared without what OCR and short forms change."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.text.spelling import fold

_WORD = re.compile(r"[^\W_]+")
_VERBS = (
    "đầu tư xây dựng mới",
    "đầu tư xây dựng",
    "đầu tư",
    "xây dựng mới",
    "xây dựng",
    "dự án",
    "công trình",
    "tuyến đường",
    "tuyến",
)
"""Words that a name may begin with or not: "Xây dựng cầu Tân Phú" is "Cầu Tân Phú"."""
_WORKS = frozenset(
    (
        "cải tạo", "nâng cấp", "mở rộng", "sửa chữa", "xây mới", "nạo vét", "thi công", "hoàn thiện", "chỉnh trang", "khơi thông",
        "tu bổ", "tôn tạo", "trùng tu", "bảo tồn", "di dời", "lắp đặt", "kiên cố", "cứng hóa", "cứng hoá", "xây dựng", "đầu tư",
    )
)  # fmt: skip
"""What is done to a thing: a short form names the thing alone."""
_LOOSE_LENGTH = 12
"""Below so many letters one letter's difference is another name."""
_ROMAN = re.compile(r"(?<!\w)[ivx]{1,4}(?!\w)")
_APART = frozenset(
    ("nối", "vào", "gom", "dẫn", "nhánh", "cạnh", "gần", "sau", "trước", "tránh", "cũ", "mới", "ngầm", "trên")
)
"""Words that make another thing of what follows: "đường nối A" is not "đường A"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name taken apart.

    `words` are its syllables in lower case; `core` those without a leading verb and without the places at its end;
    `numbers` every number, phase and section that tells it from its neighbours; `ending` the places at its end.
    `proper[i]` says that word i is written with a capital (or is a number), `breaks[i]` that a sign stands before it.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    numbers: tuple[str, ...]
    ending: tuple[str, ...]
    proper: tuple[bool, ...]
    breaks: tuple[bool, ...]


def read_name(text: str, places: Sequence[tuple[int, int]] = ()) -> Name:
    """Take a name apart; `places` are the `[start, end)` of the PLACEs inside `text`."""
    cut = len(text)
    for start, end in sorted(places, reverse=True):
        between = text[end:cut]
        before = text[:start].rstrip()
        if between.strip(" ,.;–-") or not before.endswith((",", "–", "-")):
            break
        cut = len(before.rstrip(",–- "))
    core = _mend(fold(text[:cut]))
    for verb in _VERBS:
        if core.startswith(verb + " ") and len(core) > len(verb) + 6:
            core = core[len(verb) + 1 :]
            break
    written = list(_WORD.finditer(unicodedata.normalize("NFC", text)))
    core_words = tuple(_WORD.findall(core))
    return Name(
        words=tuple(_mend(fold(match[0])) for match in written),
        core=core_words,
        numbers=tuple(word for word in core_words if _is_number(word)),
        ending=tuple(_WORD.findall(fold(text[cut:]))),
        proper=tuple(not match[0].islower() for match in written),
        breaks=tuple(
            bool(_SIGN.search(match.string, before.end() if before else 0, match.start()))
            for before, match in zip([None, *written], written, strict=False)
        ),
    )


_SIGN = re.compile(r"[^\w\s]")
_DAMAGED_NUMBER = re.compile(r"(?<!\w)(?=[lo]*\d|l(?!\w))[\dlo]+(?!\w)")


def _mend(text: str) -> str:
    """`text` (folded) with the letters that OCR read in its numbers as digits: "giai đoạn l", "2O gian"."""
    return _DAMAGED_NUMBER.sub(lambda match: match[0].replace("l", "1").replace("o", "0"), text)


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or _ROMAN.fullmatch(word) is not None


def same_project(first: Name, second: Name) -> bool:
    """Whether both names mean one project, OCR damage and the places at their ends apart.

    Different numbers (phases, road sections, school numbers) are different projects; so are different places.
    """
    if sorted(first.numbers) != sorted(second.numbers):
        return False
    if first.ending and second.ending and not _alike(first.ending, second.ending) and not _holds(first, second):
        return False
    return _alike(first.core, second.core)


def _holds(first: Name, second: Name) -> bool:
    """Whether the places of one are among those of the other: "xã A" and "xã A, huyện B"."""
    small, large = sorted((" ".join(map(bare, each.ending)) for each in (first, second)), key=len)
    return f" {small} " in f" {large} "


def _alike(first: Sequence[str], second: Sequence[str]) -> bool:
    """Equal without diacritics, with a few syllables differing in them or, in a long name, in one letter."""
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) > max(1, len(first) // 3):
        return False
    damaged = [pair for pair in ((bare(a), bare(b)) for a, b in differing) if pair[0] != pair[1]]
    if not damaged:
        return True
    length = sum(map(len, first)) + len(first) - 1
    return (
        length >= _LOOSE_LENGTH and len(damaged) <= max(1, len(first) // 6) and all(_damaged(*pair) for pair in damaged)
    )


def _damaged(first: str, second: str) -> bool:
    """Whether two syllables may be one that OCR read in two ways: one letter of a pair that looks alike, never a number."""
    if len(first) != len(second) or _is_number(first) or _is_number(second):
        return False
    differing = [frozenset(pair) for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and any(differing[0] <= alike for alike in _ALIKE)


_ALIKE = tuple(map(frozenset, ("il1tjfr", "o0cea", "nuhmr", "vyw", "bh", "gq", "g9", "s5")))


def is_short_for(short: Name, full: Name) -> bool:
    """Whether `short` leaves out words of `full` and no name: "kè sông Ka Long" of "Kè chống sạt lở bờ sông Ka Long,
    phường A", "chợ Đức Liễu" of "Nâng cấp chợ Đức Liễu (giai đoạn 2)".

    All its words stand in the full name, in order, from the first word on (what is done to the thing apart). What is
    left out between them is no name and no number; what is left out at the end is no number of the name itself
    ("Quảng Hải 2") nor the rest of a name ("Trần Hưng Đạo").
    """
    if len(short.words) < _SHORTEST or not any(short.proper[1:]):
        return False
    start = 0 if _skip_works(short) else _skip_works(full)
    if all(short.proper) and not _same_word(short.words[0], full.words[start]):
        start = _first_proper(full)  # the name without what it names: "Suối Cát" of "Trục thoát nước Suối Cát"
    if len(short.words) > len(full.words) - max(start, 1):
        return False
    at = start
    for number, word in enumerate(short.words):
        found = next((place for place in range(at, len(full.words)) if _same_word(word, full.words[place])), None)
        if found is None or (number == 0 and found != start):
            return False
        if any(full.proper[place] or full.words[place] in _APART for place in range(at, found)):
            return False
        at = found + 1
    if at == len(full.words) or full.breaks[at]:
        return True
    return not full.proper[at] and " ".join(full.words[at : at + 2]) not in _GROWN


_SHORTEST = 2
_GROWN = frozenset(("mở rộng", "kéo dài", "nối dài"))
"""Words that make another work of one: "khu dân cư A mở rộng"."""


def _same_word(first: str, second: str) -> bool:
    return first == second or (not _is_number(first) and bare(first) == bare(second))


def find_heads(name: Name) -> set[str]:
    """The words, without diacritics, that a short form of `name` may begin with."""
    places = (0, _skip_works(name), _first_proper(name))
    return {bare(name.words[at]) for at in places if at < len(name.words)}


def _first_proper(name: Name) -> int:
    """The place of the first word with a capital after the first word; that after the last word where there is none."""
    return next((at for at in range(1, len(name.words)) if name.proper[at]), len(name.words))


def _skip_works(name: Name) -> int:
    """The place of the first word after those that say what is done ("Cải tạo, nâng cấp …")."""
    at = 0
    while at + 1 < len(name.words) and " ".join(name.words[at : at + 2]) in _WORKS:
        at += 2
    return at


def bare(word: str) -> str:
    """A word without its diacritics."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
