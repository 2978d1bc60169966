"""Word files (.docx): paragraphs, tables and lists as a reader sees them, with native notes and tracked changes accepted.

Read from the XML itself: python-docx knows no footnotes, mammoth neither fonts (TCVN3, VNI) nor automatic numbers nor page
breaks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from service.errors import InputError
from service.ingest.decoding import finish_text
from service.ingest.fonts import PLAIN, Font, decode_font, find_fake_fonts, read_font
from service.ingest.kinds import Kind
from service.ingest.layout import CELL_BORDER, Block, Shape, join_blocks
from service.ingest.limits import LIMITS, Limits
from service.ingest.packages import Package
from service.ingest.results import Ingested
from service.ingest.superscripts import raise_text
from service.ingest.word_lists import Lists
from service.ingest.word_styles import Look, Style, Styles, join_styles, read_look, read_style
from service.ingest.xml import attribute, child, children, local_name

_TAB = "   "
"""What stands for a tab: wide enough to be seen as a gap between two columns of a head."""
# What is not part of the text as it is shown with all changes accepted.
_SKIPPED = frozenset((
    "del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText", "fldData", "sdtPr", "sdtEndPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "sectPr", "footnoteRef", "endnoteRef", "annotationRef", "separator",
    "continuationSeparator", "rt", "commentReference", "smartTagPr", "customXmlPr",
))  # fmt: skip
_FIXED = {"tab": _TAB, "ptab": _TAB, "cr": "\n", "noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"
"""In a TCVN3 font the letter "ư"."""
_PAGE_FIELD = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?\d{0,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")

NoteKind = Literal["footnote", "endnote"]


@dataclass(frozen=True, slots=True)
class _Reference:
    """A call of a note; `is_custom` where the author set a sign of his own and Word counts no number."""

    kind: NoteKind
    identity: str
    is_custom: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one look, or a call of a note."""

    text: str = ""
    font: Font = PLAIN
    raised: bool = False
    capitals: bool = False
    reference: _Reference | None = None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it is read: pieces, and how it stands."""

    pieces: list[_Piece] = field(default_factory=list)
    label: str = ""
    centred: bool = False
    starts_page: bool = False
    ends_page: bool = False
    joins_next: bool = False
    boxes: list["_Item"] = field(default_factory=list)
    """What text boxes that hang on the paragraph say."""


@dataclass(slots=True)
class _Table:
    """A table as it is read: cells of rows, each with its own items."""

    rows: list[list[list["_Item"]]]
    has_borders: bool


_Item = _Paragraph | _Table


def read_word(name: str, data: bytes, *, limits: Limits = LIMITS) -> Ingested:
    """The text of a .docx file; notes stand at its end, "[^1]" where they are called.

    Raises InputError: "damaged", "hostile" (XML entities), "too_large" (unpacked), "unsupported" (no Word document).
    """
    package = Package(name, data, part_bytes=limits.part_bytes)
    main = next((part for kind, part in package.relations("") if kind == "officeDocument"), "word/document.xml")
    root = package.read(main)
    body = child(root, "body")
    if body is None:
        raise InputError("unsupported", f"{name}: không có nội dung văn bản Word.")
    relations = package.relations(main)
    roots = {kind: package.read(part) for kind, part in relations if kind in ("styles", "numbering")}
    reader = _Reader(Styles(roots.get("styles")), Lists(roots.get("numbering")))
    items = reader.read_items(body)
    notes: dict[tuple[NoteKind, str], list[_Item]] = {}
    kinds: tuple[NoteKind, ...] = ("footnote", "endnote")
    for note_kind in kinds:
        part = next((part for kind, part in relations if kind == f"{note_kind}s"), None)
        note_root = package.read(part) if part else None
        for element in children(note_root, note_kind) if note_root is not None else ():
            if attribute(element, "type") in (None, "normal"):
                notes[note_kind, attribute(element, "id") or ""] = reader.read_items(element)
    margins = [
        reader.read_items(margin)
        for kind, part in relations
        if kind in ("header", "footer") and (margin := package.read(part)) is not None
    ]
    return _write(items, notes, margins)


class _Reader:
    """Elements to paragraphs and tables; counts the lists on its way."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles, self._lists = styles, lists

    def read_items(self, parent: etree._Element) -> list[_Item]:
        """The paragraphs and tables inside an element, in order."""
        items: list[_Item] = []
        for element in parent:
            match local_name(element):
                case "p":
                    items.append(self._read_paragraph(element))
                case "tbl":
                    items.append(self._read_table(element))
                case "AlternateContent":
                    items += self.read_items(_choose(element))
                case name if name and name not in _SKIPPED:
                    items += self.read_items(element)
                case _:
                    pass
        return items

    def _read_paragraph(self, element: etree._Element) -> _Paragraph:
        properties = child(element, "pPr")
        named = child(properties, "pStyle")
        style = self._styles.find(attribute(named, "val")) if named is not None else self._styles.default
        style = join_styles(read_style(element), join_styles(style, self._styles.default))
        paragraph = _Paragraph(centred=bool(style.centred), starts_page=bool(style.breaks_page))
        if style.numbering is not None:
            paragraph.label = self._lists.count(style.numbering)
        if properties is not None:
            section = child(properties, "sectPr")
            kind = child(section, "type")
            paragraph.ends_page = section is not None and (kind is None or attribute(kind, "val") != "continuous")
            paragraph.joins_next = child(properties, "rPr", "del") is not None
        self._read_inline(element, paragraph, style)
        return paragraph

    def _read_inline(self, parent: etree._Element, paragraph: _Paragraph, style: Style) -> None:
        """The runs inside an element: links, insertions, fields and the like are passed through."""
        for element in parent:
            name = local_name(element)
            if name == "r":
                self._read_run(element, paragraph, style)
            elif name == "AlternateContent":
                self._read_inline(_choose(element), paragraph, style)
            elif name == "t":
                paragraph.pieces.append(_Piece(element.text or ""))
            elif name == "txbxContent":
                paragraph.boxes += self.read_items(element)
            elif name and name not in _SKIPPED:
                self._read_inline(element, paragraph, style)

    def _read_run(self, run: etree._Element, paragraph: _Paragraph, style: Style) -> None:
        properties = child(run, "rPr")
        look = read_look(properties)
        named = child(properties, "rStyle")
        if named is not None:
            look = look.over(self._styles.find(attribute(named, "val")).look)
        look = look.over(style.look)
        if look.hidden:
            return
        self._read_content(run, paragraph, style, look)

    def _read_content(self, run: etree._Element, paragraph: _Paragraph, style: Style, look: Look) -> None:
        font = read_font(look.font)
        piece = _Piece("", font, raised=bool(look.raised), capitals=bool(look.capitals))
        for element in run:
            name = local_name(element)
            if name == "t":
                paragraph.pieces.append(replace(piece, text=element.text or ""))
            elif name in _FIXED:
                paragraph.pieces.append(replace(piece, text=_FIXED[name]))
            elif name == "br":
                text = "\f" if attribute(element, "type") == "page" else "\n"
                paragraph.pieces.append(_Piece(text))
            elif name == "softHyphen":
                paragraph.pieces.append(replace(piece, text=_SOFT_HYPHEN if font.encoding == "tcvn3" else ""))
            elif name == "sym":
                paragraph.pieces.append(replace(piece, text=_read_symbol(element, font)))
            elif name in ("footnoteReference", "endnoteReference"):
                kind: NoteKind = "footnote" if name == "footnoteReference" else "endnote"
                is_custom = attribute(element, "customMarkFollows") not in (None, "0", "false", "off")
                reference = _Reference(kind, attribute(element, "id") or "", is_custom)
                paragraph.pieces.append(_Piece(reference=reference))
                if is_custom:
                    return  # what follows in this run is the author's sign
            elif name == "AlternateContent":
                self._read_content(_choose(element), paragraph, style, look)
            elif name and name not in _SKIPPED:
                self._read_inline(element, paragraph, style)

    def _read_table(self, table: etree._Element) -> _Table:
        rows = [
            [self.read_items(cell) for cell in _find(row, "tc")]
            for row in _find(table, "tr")
            if child(row, "trPr", "del") is None
        ]
        return _Table(rows, self._has_borders(table))

    def _has_borders(self, table: etree._Element) -> bool:
        properties = child(table, "tblPr")
        own = child(properties, "tblBorders")
        if own is not None:
            return any(attribute(border, "val") not in ("none", "nil") for border in own)
        if any(
            True
            for row in _find(table, "tr")
            for cell in _find(row, "tc")
            if child(cell, "tcPr", "tcBorders") is not None
        ):
            return True
        named = child(properties, "tblStyle")
        return named is not None and self._styles.has_borders(attribute(named, "val"))


def _choose(element: etree._Element) -> etree._Element:
    """The first of the forms in which a drawing is written for newer and older programs: they say the same."""
    return next((each for each in element if local_name(each) in ("Choice", "Fallback")), element)


def _find(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those that stand in content controls."""
    for element in parent:
        found = local_name(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _find(element, name)


def _read_symbol(element: etree._Element, font: Font) -> str:
    """A sign of a symbol font: which one it shows only that font knows, unless it is a letter of a legacy font."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    own = read_font(attribute(element, "font"))
    if own.encoding is not None or font.encoding is not None:
        return chr(code) if code < 0x110000 else ""
    return "•" if 0xE000 <= code < 0xF900 or code > 0x10FFFF else chr(code)


def _write(
    items: Sequence[_Item], notes: dict[tuple[NoteKind, str], list[_Item]], margins: Sequence[Sequence[_Item]]
) -> Ingested:
    """The text of what was read."""
    numbers = _number_notes(items, notes)
    called = {key: notes[key] for key in sorted(numbers, key=numbers.__getitem__)}
    pieces = [piece for each in (items, *called.values(), *margins) for piece in _all_pieces(each)]
    is_fake = find_fake_fonts((piece.text, piece.font) for piece in pieces)
    writer = _Writer(numbers, is_fake=is_fake)
    blocks = list(writer.write_items(items))
    bodies = []
    for key, body in called.items():
        paragraphs = [block.text for block in writer.write_items(body) if block.text]
        bodies.append((numbers[key], "\n\n".join(paragraphs)))
    text = join_blocks(blocks, bodies)
    heads = dict.fromkeys(
        line for each in margins if (line := " ".join(block.text for block in writer.write_items(each) if block.text))
    )
    decoded = finish_text(text, writer.encodings)
    return Ingested(
        text=decoded.text,
        kind=Kind.WORD,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
        margins=tuple(head for head in heads if not _PAGE_FIELD.fullmatch(head)),
    )


def _all_pieces(items: Iterable[_Item]) -> Iterator[_Piece]:
    for item in items:
        if isinstance(item, _Paragraph):
            yield from item.pieces
            yield from _all_pieces(item.boxes)
        else:
            for row in item.rows:
                for cell in row:
                    yield from _all_pieces(cell)


def _number_notes(
    items: Sequence[_Item], notes: dict[tuple[NoteKind, str], list[_Item]]
) -> dict[tuple[NoteKind, str], int]:
    """The notes that are called, with numbers: footnotes as Word counts them, then those with signs, then endnotes.

    One row of numbers, so that no two notes have one number, though each page or section may begin to count anew.
    """
    order: list[_Reference] = []
    seen: set[tuple[NoteKind, str]] = set()
    waiting = list(_all_pieces(items))
    while waiting:
        found = [piece.reference for piece in waiting if piece.reference is not None]
        waiting = []
        for reference in found:
            key = reference.kind, reference.identity
            if key in notes and key not in seen:
                seen.add(key)
                order.append(reference)
                waiting += _all_pieces(notes[key])
    order.sort(key=lambda reference: (reference.kind == "endnote", reference.is_custom))
    return {(reference.kind, reference.identity): number for number, reference in enumerate(order, start=1)}


class _Writer:
    """Paragraphs and tables to blocks of text; remembers which font encodings it met."""

    def __init__(self, numbers: dict[tuple[NoteKind, str], int], *, is_fake: bool) -> None:
        self._numbers, self._is_fake = numbers, is_fake
        self.encodings: set[str] = set()

    def write_items(self, items: Sequence[_Item]) -> Iterator[Block]:
        """The blocks of items, in order; empty paragraphs are none."""
        carried: list[_Piece] = []
        for item in items:
            if isinstance(item, _Table):
                yield from self._write_table(item)
                continue
            item.pieces[:0] = carried
            carried = []
            if item.joins_next and item is not items[-1]:
                carried = item.pieces
                continue
            yield from self._write_paragraph(item)

    def _write_paragraph(self, paragraph: _Paragraph) -> Iterator[Block]:
        if paragraph.starts_page:
            yield Block("", Shape.PAGE_BREAK)
        shape = Shape.CENTRED if paragraph.centred else Shape.PARAGRAPH
        text = self.write_pieces(paragraph.pieces)
        if paragraph.label and text.strip():
            text = f"{paragraph.label} {text.lstrip()}"
        for index, part in enumerate(text.split("\f")):
            if index:
                yield Block("", Shape.PAGE_BREAK)
            lines = [line.strip() for line in part.split("\n")]
            if any(lines):
                yield Block("\n".join(line for line in lines if line), shape)
        yield from self.write_items(paragraph.boxes)
        if paragraph.ends_page:
            yield Block("", Shape.PAGE_BREAK)

    def _write_table(self, table: _Table) -> Iterator[Block]:
        """A line a row; the cells of a table without borders that hold several paragraphs one after the other."""
        for row in table.rows:
            cells = [[block.text for block in self.write_items(cell) if block.text] for cell in row]
            cells = [cell for cell in cells if cell]
            if not cells:
                continue
            if len(cells) == 1 or (not table.has_borders and any(len(cell) > 1 for cell in cells)):
                for cell in cells:
                    separator = "\n" if len(cells) > 1 else "\n\n"
                    yield Block(separator.join(cell))
            else:
                yield Block(CELL_BORDER.join(" ".join(" ".join(cell).split("\n")) for cell in cells), Shape.ROW)

    def write_pieces(self, pieces: Sequence[_Piece]) -> str:
        """The text of pieces: neighbours of one look are decoded as one, for a VNI letter may stand in two runs."""
        parts: list[str] = []
        group: list[_Piece] = []
        for piece in pieces:
            if piece.reference is None and not piece.text:
                continue
            if group and (piece.reference is not None or replace(group[0], text="") != replace(piece, text="")):
                parts.append(self._write_group(group))
                group = []
            if piece.reference is None:
                group.append(piece)
            else:
                number = self._numbers.get((piece.reference.kind, piece.reference.identity))
                parts.append(f"[^{number}]" if number else "")
        return "".join([*parts, self._write_group(group)])

    def _write_group(self, group: Sequence[_Piece]) -> str:
        text = "".join(piece.text for piece in group)
        if not group:
            return text
        if group[0].font.encoding is not None and not self._is_fake:
            text = decode_font(text, group[0].font)
            self.encodings.add(group[0].font.encoding)
        if group[0].capitals:
            text = text.upper()
        return raise_text(text) if group[0].raised else text
