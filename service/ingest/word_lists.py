"""The numbers that Word counts by itself: "1.", "a)", "I.", written out as a reader sees them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from service.ingest.word_styles import Numbering
from service.ingest.xml import attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_REST = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Lists:
    """The lists of a file and where each counts at present; to be asked in the order of the text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for element in children(root, "abstractNum"):
            self._abstracts[attribute(element, "abstractNumId") or ""] = _read_levels(element)
        for element in children(root, "num"):
            self._add(element)

    def _add(self, element: etree._Element) -> None:
        reference = child(element, "abstractNumId")
        abstract = attribute(reference, "val") if reference is not None else None
        identity = attribute(element, "numId")
        if abstract is None or identity is None:
            return
        levels = dict(self._abstracts.get(abstract, {}))
        counter = abstract
        for override in children(element, "lvlOverride"):
            levels.update(_read_levels(override))
            start = child(override, "startOverride")
            level = _to_int(attribute(override, "ilvl"), 0)
            if start is not None:
                counter = f"num{identity}"  # it counts for itself
                old = levels.get(level, _Level("decimal", f"%{level + 1}.", 1))
                levels[level] = _Level(old.form, old.pattern, _to_int(attribute(start, "val"), 1))
        self._lists[identity] = (counter, levels)

    def count(self, numbering: Numbering) -> str:
        """The label of the next paragraph of a list; empty where the list shows none."""
        if numbering.list_id not in self._lists:
            return ""
        counter, levels = self._lists[numbering.list_id]
        level = levels.get(numbering.level)
        if level is None:
            return ""
        counts = self._counts.setdefault(counter, {})
        counts[numbering.level] = counts.get(numbering.level, level.start - 1) + 1
        for deeper in [each for each in counts if each > numbering.level]:
            del counts[deeper]
        if level.form == "bullet":
            return "-"
        if level.form == "none":
            return ""

        def show(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shown = levels.get(at, level)
            return _FORMS.get(shown.form, str)(counts.get(at, shown.start))

        return _PLACE.sub(show, level.pattern)


def _read_levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in children(element, "lvl"):
        form, pattern, start = child(level, "numFmt"), child(level, "lvlText"), child(level, "start")
        levels[_to_int(attribute(level, "ilvl"), 0)] = _Level(
            (attribute(form, "val") if form is not None else None) or "decimal",
            (attribute(pattern, "val") if pattern is not None else None) or "",
            _to_int(attribute(start, "val") if start is not None else None, 1),
        )
    return levels


def _to_int(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else default


def _to_roman(number: int) -> str:
    made = ""
    for value, sign in (*_ROMAN, *_ROMAN_REST):
        while number >= value and len(made) < 20:
            made += sign
            number -= value
    return made


def _to_letters(number: int) -> str:
    """a … z, then aa, bb …, as Word counts."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min(20, (number - 1) // 26 + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _to_letters,
    "upperLetter": lambda number: _to_letters(number).upper(),
    "lowerRoman": _to_roman,
    "upperRoman": lambda number: _to_roman(number).upper(),
}
