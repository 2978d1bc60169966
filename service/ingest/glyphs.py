"""What stands on the pages of a PDF: runs of characters with place, size and font, and ruled lines. By PDFium.

Coordinates are points with the origin at the lower left, after the page was turned so that most of its text runs from
left to right.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from service.ingest.fonts import PLAIN, Font, decode_font, read_font

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 2_000
_MAX_NESTING = 3
_WIDE_GAP = 0.8
"""Characters of one text object that stand so far apart (in sizes) are two runs: columns, cells, tabs."""
_WORD_GAP = 0.17
_THIN = 2.5


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline `y`, from `x0` to `x1`, without a wide gap; `size` is the font's on the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font = PLAIN


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line or bar that is drawn on the page, across or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Page:
    """The runs and rules of a page; `turned` are texts in another direction (stamps), `unmapped` counts characters
    that the file gives no meaning for."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    has_image: bool = False
    turned: tuple[str, ...] = ()
    unmapped: int = 0


@dataclass(slots=True)
class _Draft:
    """A run in the making."""

    text: list[str]
    x0: float
    x1: float
    y: float
    size: float
    direction: int
    font: Font


def read_page(page: Any) -> Page:
    """The runs and rules of an open pypdfium2 page."""
    textpage = page.get_textpage()
    try:
        drafts, unmapped = _read_runs(textpage.raw)
    finally:
        textpage.close()
    shapes = list(_read_shapes(page.raw))
    rules = [shape for shape in shapes if shape is not None]
    lengths = Counter[int]()
    for draft in drafts:
        lengths[draft.direction] += len(draft.text)
    direction = lengths.most_common(1)[0][0] if lengths else 0
    straight = [draft for draft in drafts if draft.direction == direction]
    turned = ["".join(draft.text).strip() for draft in drafts if draft.direction != direction]
    return Page(
        runs=tuple(run for draft in straight if (run := _finish(draft, direction)).text.strip()),
        rules=tuple(_turn_rule(rule, direction) for rule in rules),
        has_image=len(rules) < len(shapes),
        turned=tuple(text for text in turned if text),
        unmapped=unmapped,
    )


class _Objects:
    """What all characters of one text object share: font, size, direction; looked up once each."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._fonts: dict[int, Font] = {}
        self._matrix = pdfium.FS_MATRIX()

    def look_up(self, index: int, text_object: Any) -> tuple[float, int, Font]:
        """Size, direction in quarter turns, and font of the object at character `index`."""
        pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix)
        matrix = self._matrix
        size = pdfium.FPDFText_GetFontSize(self._handle, index) * math.hypot(matrix.c, matrix.d)
        direction = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        return abs(size), direction, self._read_font(index, text_object)

    def _read_font(self, index: int, text_object: Any) -> Font:
        pointer = ctypes.cast(pdfium.FPDFTextObj_GetFont(text_object), ctypes.c_void_p).value or 0
        if pointer not in self._fonts:
            name = ctypes.create_string_buffer(200)
            flags = ctypes.c_int()
            length = pdfium.FPDFText_GetFontInfo(self._handle, index, name, len(name), flags)
            known = 0 < length <= len(name)
            self._fonts[pointer] = read_font(name.value.decode("utf-8", "replace")) if known else PLAIN
        return self._fonts[pointer]


def _read_runs(handle: Any) -> tuple[list[_Draft], int]:
    """The runs of a text page in the order of the file, and the number of characters without a meaning."""
    drafts: list[_Draft] = []
    unmapped = 0
    objects = _Objects(handle)
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    last: int | None = None
    for index in range(max(0, pdfium.FPDFText_CountChars(handle))):
        text_object = pdfium.FPDFText_GetTextObject(handle, index)
        pointer = ctypes.cast(text_object, ctypes.c_void_p).value
        if pointer is None:
            continue  # blanks and line breaks that PDFium made up
        char = _read_char(pdfium.FPDFText_GetUnicode(handle, index))
        if char is None:
            unmapped += 1
            char = "\ufffd"
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        if pointer != last:
            size, direction, font = objects.look_up(index, text_object)
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            last = pointer
            left, right = _span(box, direction)
            drafts.append(_Draft([char], left, right, _baseline(x.value, y.value, direction), size, direction, font))
            continue
        draft = drafts[-1]
        left, right = _span(box, draft.direction)
        gap = left - draft.x1
        if unicodedata.combining(char):
            draft.text.append(char)
        elif gap > _WIDE_GAP * draft.size or right < draft.x0:
            drafts.append(_Draft([char], left, right, draft.y, draft.size, draft.direction, draft.font))
        else:
            if gap > _WORD_GAP * draft.size and char != " " and draft.text[-1] != " ":
                draft.text.append(" ")
            draft.text.append(char)
            draft.x1 = max(draft.x1, right)
    return drafts, unmapped


def _read_char(code: int) -> str | None:
    """The character of a code point; None where the file does not say what the glyph means."""
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    char = chr(code)
    if char in "\t\n\r\xa0" or unicodedata.category(char) == "Zs":
        return " "
    if char == "\x02":
        return "-"  # PDFium's sign for a hyphen at a line's end
    return None if code < 0x20 else char


def _span(box: Any, direction: int) -> tuple[float, float]:
    """Where a character begins and ends along its own direction."""
    match direction:
        case 0:
            return box.left, box.right
        case 1:
            return box.bottom, box.top
        case 2:
            return -box.right, -box.left
        case _:
            return -box.top, -box.bottom


def _baseline(x: float, y: float, direction: int) -> float:
    return (y, -x, -y, x)[direction]


def _finish(draft: _Draft, direction: int) -> Run:
    text = unicodedata.normalize("NFC", decode_font("".join(draft.text), draft.font))
    return Run(text, draft.x0, draft.x1, draft.y, draft.size, draft.font)


def _turn_rule(rule: Rule, direction: int) -> Rule:
    match direction:
        case 0:
            return rule
        case 1:
            return Rule(rule.y0, -rule.x1, rule.y1, -rule.x0)
        case 2:
            return Rule(-rule.x1, -rule.y1, -rule.x0, -rule.y0)
        case _:
            return Rule(-rule.y1, rule.x0, -rule.y0, rule.x1)


def _read_shapes(page: Any) -> Iterator[Rule | None]:
    """The rules drawn on a page, and None for each picture; of very many objects only the first."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    for index in range(count):
        yield from _read_object(pdfium.FPDFPage_GetObject(page, index), _MAX_NESTING)


def _read_object(shape: Any, nesting: int) -> Iterator[Rule | None]:
    match pdfium.FPDFPageObj_GetType(shape):
        case pdfium.FPDF_PAGEOBJ_IMAGE:
            yield None
        case pdfium.FPDF_PAGEOBJ_PATH:
            yield from _read_path(shape)
        case pdfium.FPDF_PAGEOBJ_FORM if nesting:
            for index in range(min(max(0, pdfium.FPDFFormObj_CountObjects(shape)), _MAX_OBJECTS)):
                inner = pdfium.FPDFFormObj_GetObject(shape, index)
                if pdfium.FPDFPageObj_GetType(inner) == pdfium.FPDF_PAGEOBJ_IMAGE:
                    yield None
        case _:
            pass


def _read_path(path: Any) -> Iterator[Rule]:
    """The thin parts of a path: stroked lines along an axis, and filled bars."""
    mode, is_stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, is_stroked)
    if not mode.value and not is_stroked.value:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    part: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _find_rules(part, is_stroked=bool(is_stroked.value))
            part = []
        part.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and is_stroked.value:
            part.append(part[0])
    yield from _find_rules(part, is_stroked=bool(is_stroked.value))


def _find_rules(part: list[tuple[float, float]], *, is_stroked: bool) -> Iterator[Rule]:
    if len(part) < 2:
        return
    left, right = min(x for x, _ in part), max(x for x, _ in part)
    low, high = min(y for _, y in part), max(y for _, y in part)
    if min(right - left, high - low) <= _THIN:
        if max(right - left, high - low) > _THIN:
            yield Rule(left, low, right, high)
    elif is_stroked:
        for (ax, ay), (bx, by) in pairwise(part):
            if (abs(ax - bx) < 1) != (abs(ay - by) < 1):
                yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
