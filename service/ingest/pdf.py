"""PDF files with a text layer: pages to marked text, footnotes under a rule at the foot of their page."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from service.errors import InputError
from service.ingest.glyphs import Page, Rule, read_page
from service.ingest.layout import RULE
from service.ingest.lines import Line, read_lines
from service.ingest.paragraphs import Leading, goes_on, join_lines

_EDGE = 3
"""So many lines at the top and at the foot of a page may be running heads."""
_MARGIN = 1.5
"""So much space (in sizes) stands at least between a running head and the text."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*")
_MARKER = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?!\d)|<sup>|\[\d{1,3}\]")
_PLAIN_MARKER = re.compile(r"(\d{1,3})(?:\.(?!\d))?(?=[\s(“\"]|[^\W\d_])\s?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALLS = re.compile(r"[⁰¹²³⁴-⁹]{1,3}")


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says: its running text and its notes' text, and how the text joins the page before."""

    text: str
    notes: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says: the text, where its pages begin, the heads and feet left out, and what was lost."""

    text: str
    pages: tuple[int, ...]
    margins: tuple[str, ...]
    encodings: tuple[str, ...]
    empty_pages: tuple[int, ...]
    """Pages (from 1) that show a picture and no text."""
    unmapped: int


def read_pdf(data: bytes, *, max_pages: int) -> PdfText:
    """The text of a PDF.

    The errors' messages name no file: this runs in a process that does not know its name.
    Raises InputError: "encrypted", "damaged", "too_long" (more than `max_pages`), "scanned" (no text layer).
    """
    document = _open(data)
    try:
        count = len(document)
        if count > max_pages:
            raise InputError("too_long", f"có {count} trang, quá giới hạn {max_pages}; hãy chia nhỏ tệp.")
        pages = [_read_page(document, index) for index in range(count)]
    finally:
        document.close()
    if not count:
        raise InputError("damaged", "tệp PDF không có trang nào.")
    _check_text(pages)
    return build_text(pages)


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise InputError("encrypted", "có mật khẩu; hãy bỏ mật khẩu rồi thử lại.") from error
        raise InputError("damaged", "tệp PDF bị hỏng hoặc thiếu phần cuối, không mở được.") from error


def _read_page(document: Any, index: int) -> Page:
    """One page; a page that PDFium can't open has no text."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page((), has_image=True)
    try:
        return read_page(page)
    except pypdfium2.PdfiumError:
        return Page((), has_image=True)
    finally:
        page.close()


_FEWEST_LETTERS = 25
"""A scanned page may bear a stamp of a signature or a number, but no more text than this (on average)."""


def _check_text(pages: Sequence[Page]) -> None:
    letters = sum(char.isalpha() for page in pages for run in page.runs for char in run.text)
    if any(page.has_image for page in pages) and letters < _FEWEST_LETTERS * len(pages):
        raise InputError(
            "scanned",
            "là bản quét (ảnh), không có lớp chữ; hãy nhận dạng chữ trước, ví dụ: ocrmypdf -l vie vào.pdf ra.pdf",
        )
    if not letters and not any(run.text.strip() for page in pages for run in page.runs):
        raise InputError("scanned", "tệp PDF không có chữ nào.")


def build_text(pages: Sequence[Page]) -> PdfText:
    """The marked text of pages whose runs and rules are known."""
    lines = [read_lines(page) for page in pages]
    lines, margins = _drop_margins(lines)
    lines = _widen(lines)
    size = _body_size(lines)
    leading = Leading.measure(lines)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    last: Line | None = None
    had_notes = False
    called: set[str] = set()
    for page, page_lines in zip(pages, lines, strict=True):
        running, notes = _split_notes(page_lines, page.rules, size, had_notes=had_notes)
        called.update(call.translate(_LOWERED) for line in page_lines for call in _CALLS.findall(line.text))
        text = join_lines(running, leading)
        if notes:
            text += ("\n\n" if text else "") + f"{RULE}\n{_join_notes(_mark_notes(notes, called), leading)}"
        if starts:
            continues = last is not None and bool(running) and goes_on(last, running[0])
            parts.append("\n\f\n" if continues else "\n\n\f\n")
            length += len(parts[-1])
        starts.append(length)
        parts.append(text)
        length += len(text)
        last = running[-1] if running else last
        had_notes = bool(notes)
    return PdfText(
        text="".join(parts) + "\n",
        pages=tuple(starts),
        margins=(*margins, *dict.fromkeys(text for page in pages for text in page.turned)),
        encodings=tuple(sorted({run.font.encoding for page in pages for run in page.runs if run.font.encoding})),
        empty_pages=tuple(at for at, page in enumerate(pages, start=1) if page.has_image and not page.runs),
        unmapped=sum(page.unmapped for page in pages),
    )


def _drop_margins(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without running heads and page numbers, and the texts of those heads."""
    shapes: dict[tuple[str, bool], list[tuple[int, Line]]] = {}
    for number, lines in enumerate(pages, start=1):
        ordered = sorted(lines, key=lambda line: -line.y)
        for is_top, line in [(True, each) for each in _edge_lines(ordered)] + [
            (False, each) for each in _edge_lines(ordered[::-1])
        ]:
            shapes.setdefault((_DIGITS.sub("#", line.text), is_top), []).append((number, line))
    dropped: set[int] = set()
    texts: list[str] = []
    least = max(2, 0.25 * len(pages))
    for found in shapes.values():
        is_number = _PAGE_NUMBER.fullmatch(found[0][1].text) is not None
        if is_number:
            found = _count_up(found)
        else:
            found = [each for each in found if sum(abs(each[1].y - other.y) <= 3 for _, other in found) >= least]
        if is_number or len({number for number, _ in found}) >= least:
            dropped.update(id(line) for _, line in found)
            texts += [] if is_number else [line.text for _, line in found]
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    return kept, tuple(dict.fromkeys(texts))


def _edge_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines at the edge of a page (the first of `lines`) that space sets apart from the text; a number even so."""
    for index, (outer, inner) in enumerate(pairwise(lines[: _EDGE + 1]), start=1):
        if abs(outer.y - inner.y) > _MARGIN * outer.size:
            return lines[:index]
    return [line for line in lines[:1] if _PAGE_NUMBER.fullmatch(line.text)]


def _count_up(found: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Those of the numbers that count the pages: most of them are as far from the page's own number."""
    offsets = Counter(_number(line) - page for page, line in found)
    offset, count = offsets.most_common(1)[0]
    if count < 2 and offset != 0:
        return []
    return [(page, line) for page, line in found if _number(line) - page == offset]


def _number(line: Line) -> int:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return int(match[1]) if match else 0


def _widen(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Full-width text of pages with short lines only gets the borders that it has on the other pages."""
    rights = [line.right for lines in pages for line in lines[:1] if line.column == 0]
    usual = median(rights) if rights else 0.0
    return [
        [replace(line, right=max(line.right, usual)) if line.column == 0 else line for line in lines] for lines in pages
    ]


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most letters."""
    counts = Counter[float]()
    for lines in pages:
        for line in lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _split_notes(
    lines: Sequence[Line], rules: Sequence[Rule], size: float, *, had_notes: bool
) -> tuple[list[Line], list[Line]]:
    """The running lines and the lines of the notes at the foot of each column."""
    notes: set[int] = set()
    for column in {line.column for line in lines}:
        own = sorted((line for line in lines if line.column == column), key=lambda line: -line.y)
        notes.update(id(line) for line in _find_notes(own, rules, size, had_notes=had_notes))
    return [line for line in lines if id(line) not in notes], [line for line in lines if id(line) in notes]


def _find_notes(lines: Sequence[Line], rules: Sequence[Rule], size: float, *, had_notes: bool) -> Sequence[Line]:
    """The lines of notes at the foot of a column: under a short rule, or small and begun by a marker."""
    width = lines[0].right - lines[0].left
    for rule in sorted((rule for rule in rules if rule.is_across), key=lambda rule: rule.y0):
        below = [line for line in lines if line.y < rule.y0]
        if not below or not 30 <= rule.x1 - rule.x0 <= 0.6 * width:
            continue
        if abs(rule.x0 - min(line.x0 for line in below)) > 2 * size:
            continue
        if below[0].is_row or any(line.size > 1.04 * size for line in below):
            continue
        begins = _MARKER.match(below[0].text) or _PLAIN_MARKER.match(below[0].text)
        if begins or below[0].size < 0.95 * size or (had_notes and len(below) < len(lines) / 2):
            return below
    start = len(lines)
    while start and lines[start - 1].size <= 0.93 * size and not lines[start - 1].is_row:
        start -= 1
    small = lines[start:]
    return small if start and any(_MARKER.match(line.text) for line in small) else ()


def _join_notes(lines: Sequence[Line], leading: Leading) -> str:
    """The text of notes: each begins a paragraph, however full the last line of the note before is."""
    notes: list[list[Line]] = []
    last = 0
    for line in lines:
        marker = _CALLS.match(line.text)
        number = int(marker[0].translate(_LOWERED)) if marker else 0
        if number > last or not notes:
            notes.append([])
            last = max(last, number)
        notes[-1].append(line)
    return "\n\n".join(join_lines(note, leading) for note in notes)


def _mark_notes(notes: Sequence[Line], called: Container[str]) -> list[Line]:
    """The lines of notes; where no number is raised, a number at a line's start that the text so far calls is a marker.

    The numbers of one page go up: "1) …" under note 2 is the rest of a wrapped line.
    """
    if any(_MARKER.match(line.text) for line in notes):
        return list(notes)
    marked = []
    last = 0
    for line in notes:
        plain = _PLAIN_MARKER.match(line.text)
        if plain and plain[1] in called and int(plain[1]) > last:
            last = int(plain[1])
            text = f"{plain[1].translate(_RAISED)} {line.text[plain.end() :]}"
            marked.append(replace(line, text=text))
        else:
            marked.append(line)
    return marked
