"""Sentences, by our own rules: word segmenters cut after "tr." and fuse over ". Bạn"."""

import re

# fmt: off
_ABBREVIATIONS = frozenset((
    "tp", "tx", "tt", "ts", "ths", "pgs", "gs", "ks", "cn", "bs", "ds", "đ/c", "đc", "tr", "tr.đ", "tđ", "v.v", "vv",
    "nxb", "q", "p", "h", "x", "t.p", "kt", "tm", "tl", "tuq", "ql", "tl", "đt", "đh", "kp", "sn", "no", "stt", "ông",
    "mr", "mrs", "dr", "st", "vd", "vd:", "gđ", "pgđ",
))
# fmt: on
_STOP = re.compile(r"[.!?…]+[\"”’»)\]*]{0,3}(?=\s|$)|\n[ \t]*(?=\n)|\n")
_LIST_ITEM = re.compile(r"\s*(?:[-–+•*]\s|\(?(?:\d{1,3}|[a-zđ]|[IVXivx]{1,5})[.)]\s)")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"]{1,12}\Z")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of the sentences of `text`, without the white space around them; together they hold all else.

    A sentence ends at a blank line, at a line break before a list item or after a closing sign, and at ". ! ? …"
    before white space; not after an abbreviation or an initial, not in a number, not at a line break in mid-sentence.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.start() < start:
            continue
        end = stop.end()
        ends = _ends_at_break(text, stop.start()) if stop[0][0] == "\n" else _ends_at_sign(text, start, stop)
        if ends:
            _append(found, text, start, end)
            start = end
    _append(found, text, start, len(text))
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    content = piece.strip()
    if content:
        begin = start + len(piece) - len(piece.lstrip())
        found.append((begin, begin + len(content)))


def _ends_at_sign(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the stop sign ends a sentence: what follows must be able to begin one."""
    after = text[stop.end() : stop.end() + 40].lstrip(' \t\n"“‘«([*')
    if stop[0][0] == ".":
        before = _WORD_BEFORE.search(text, max(start, stop.start() - 12), stop.start())
        word = before[0].lower() if before else ""
        if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and before and before[0].isupper()):
            return False
        if word.isdigit() and text[start : stop.start()].strip() == before[0]:  # type: ignore[index]
            return False  # the number of a heading or list item: "1. Thu ngân sách"
    return not after or not after[0].islower()


def _ends_at_break(text: str, at: int) -> bool:
    """Whether a line break ends a sentence."""
    rest = text[at + 1 : at + 60]
    if not rest.strip(" \t") or rest.lstrip(" \t").startswith("\n"):
        return True
    before = text[max(0, at - 3) : at].rstrip()
    if not before or before[-1] in ".;:!?…":
        return True
    if _LIST_ITEM.match(rest):
        return True
    line_start = text.rfind("\n", 0, at) + 1
    return text[line_start:at].isupper()
