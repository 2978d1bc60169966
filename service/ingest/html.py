"""Web pages: the text of the body, raised numbers kept, tables as rows; scripts and hidden parts left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from service.ingest.decoding import finish_text
from service.ingest.fonts import PLAIN, Font, decode_font, find_fake_fonts, read_font
from service.ingest.kinds import Kind
from service.ingest.layout import CELL_BORDER, Block, Shape, join_blocks
from service.ingest.results import Ingested
from service.ingest.superscripts import raise_text
from service.text.encoding import decode

_SKIPPED = frozenset((
    "script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "select", "textarea", "button",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "input", "o:p",
))  # fmt: skip
_NOTE = re.compile(r"(?:user-content-)?(?:fn|ftn|footnote|note)[:_-]?(\d{1,3})")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_NEW_PAGE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']{1,60})", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f\u00a0]+")


@dataclass(slots=True)
class _Element:
    """An open element and what it says of the text inside."""

    tag: str
    font: Font
    raised: bool
    centred: bool
    is_skipped: bool
    keeps_breaks: bool


@dataclass(slots=True)
class _Table:
    """An open table: the blocks of the cells of its present row."""

    cells: list[list[Block]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    font: Font
    raised: bool


def read_html(data: bytes) -> Ingested:
    """The text of a web page; any bytes have one."""
    decoded = decode(data)
    has_fonts = decoded.encoding not in ("tcvn3", "vni")
    source = decoded.text.replace("\x00", "")
    target = _Target(has_fonts=has_fonts)
    # The depth of nesting is not bounded by huge_tree, and the target keeps only what is open: nothing is lost.
    parser = etree.HTMLParser(target=cast("Any", target), huge_tree=True, encoding="utf-8", no_network=True)
    if source.strip():
        parser.feed(source.encode("utf-8", "surrogatepass"))
        parser.close()
    text = join_blocks(target.finish())
    if not has_fonts:
        return Ingested(text, Kind.HTML, decoded.encoding, decoded.warnings)
    finished = finish_text(text, target.encodings)
    encoding = decoded.encoding if finished.encoding == "unicode" else finished.encoding
    return Ingested(finished.text, Kind.HTML, encoding, (*decoded.warnings, *finished.warnings))


class _Target:
    """Events of the parser to blocks."""

    def __init__(self, *, has_fonts: bool) -> None:
        self.encodings: set[str] = set()
        self._has_fonts = has_fonts
        self._open: list[_Element] = []
        self._skipping = 0
        self._pieces: list[_Piece] = []
        self._label = ""
        self._containers: list[list[Block]] = [[]]
        self._tables: list[_Table] = []
        self._counters: list[int | None] = []

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins."""
        tag = tag.lower() if isinstance(tag, str) else ""
        style = attributes.get("style") or ""
        above = self._open[-1] if self._open else _Element("", PLAIN, False, False, False, False)
        is_skipped = tag in _SKIPPED or "hidden" in attributes or _HIDDEN.search(style) is not None
        self._skipping += is_skipped
        self._open.append(
            _Element(
                tag,
                font=self._read_font(tag, attributes, style) or above.font,
                raised=above.raised or tag == "sup" or _RAISED.search(style) is not None,
                centred=(above.centred or tag == "center" or attributes.get("align", "").lower() == "center")
                or _CENTRED.search(style) is not None,
                is_skipped=is_skipped,
                keeps_breaks=above.keeps_breaks or tag == "pre",
            )
        )
        if self._skipping:
            return
        if tag == "br":
            self._add("\n")
        elif tag and tag not in _INLINE:
            self._flush()
        if _NEW_PAGE.search(style):
            self._flush()
            self._containers[-1].append(Block("", Shape.PAGE_BREAK))
        self._begin(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if not self._open:
            return
        element = self._open.pop()
        if not self._skipping and element.tag not in _INLINE and element.tag != "br":
            self._flush(centred=element.centred)
            self._finish(element.tag)
        self._skipping -= element.is_skipped

    def data(self, text: str) -> None:
        """Characters of the present element."""
        if not self._skipping:
            keeps = bool(self._open) and self._open[-1].keeps_breaks
            self._add(text if keeps else _BLANKS.sub(" ", text))

    def close(self) -> None:
        """The page ends."""

    def finish(self) -> list[Block]:
        """All blocks, those of tables that were never closed too."""
        self._flush()
        while len(self._containers) > 1:
            rest = self._containers.pop()
            self._containers[-1] += rest
        return self._containers[0]

    def _read_font(self, tag: str, attributes: Any, style: str) -> Font | None:
        if not self._has_fonts:
            return None
        name = attributes.get("face") if tag == "font" else None
        if name is None and (match := _FONT.search(style)):
            name = match[1]
        return read_font(name.strip()) if name else None

    def _add(self, text: str) -> None:
        top = self._open[-1] if self._open else _Element("", PLAIN, False, False, False, False)
        self._pieces.append(_Piece(text, top.font, top.raised))

    def _begin(self, tag: str, attributes: Any) -> None:
        match tag:
            case "ol":
                start = attributes.get("start") or "1"
                self._counters.append(int(start) if start.isdecimal() and len(start) < 9 else 1)
            case "ul":
                self._counters.append(None)
            case "li":
                self._label = self._count_item(attributes.get("id") or "")
            case "table":
                self._tables.append(_Table())
            case "td" | "th" if self._tables:
                self._containers.append([])
            case _:
                pass

    def _count_item(self, identity: str) -> str:
        note = _NOTE.fullmatch(identity)
        counter = self._counters[-1] if self._counters else None
        if self._counters and counter is not None:
            self._counters[-1] = counter + 1
        if note:
            return raise_text(note[1])
        return "-" if counter is None else f"{counter}."

    def _finish(self, tag: str) -> None:
        match tag:
            case "ol" | "ul" if self._counters:
                self._counters.pop()
            case "td" | "th" if self._tables and len(self._containers) > 1:
                self._tables[-1].cells.append(self._containers.pop())
            case "tr" if self._tables:
                self._finish_row()
            case "table" if self._tables:
                self._finish_row()
                self._tables.pop()
            case _:
                pass

    def _finish_row(self) -> None:
        """A row of data is one line; cells that hold several paragraphs stand one after the other."""
        cells = [cell for cell in self._tables[-1].cells if any(block.text for block in cell)]
        self._tables[-1].cells = []
        if len(cells) == 1 or any(len(cell) > 2 for cell in cells):
            self._containers[-1] += [block for cell in cells for block in cell]
        elif cells:
            texts = [" ".join(" ".join(block.text for block in cell).split("\n")) for cell in cells]
            self._containers[-1].append(Block(CELL_BORDER.join(texts), Shape.ROW))

    def _flush(self, *, centred: bool = False) -> None:
        """What was read since the last border of a block becomes one."""
        lines = [_BLANKS.sub(" ", line).strip() for line in self._write(self._pieces).split("\n")]
        self._pieces = []
        text = "\n".join(line for line in lines if line)
        if text:
            if self._label:
                text, self._label = f"{self._label} {text}", ""
            self._containers[-1].append(Block(text, Shape.CENTRED if centred else Shape.PARAGRAPH))

    def _write(self, pieces: Sequence[_Piece]) -> str:
        parts: list[str] = []
        index = 0
        is_fake = find_fake_fonts((piece.text, piece.font) for piece in pieces)
        while index < len(pieces):
            first = pieces[index]
            stop = index + 1
            while stop < len(pieces) and (pieces[stop].font, pieces[stop].raised) == (first.font, first.raised):
                stop += 1
            text = "".join(piece.text for piece in pieces[index:stop])
            if first.font.encoding is not None and not is_fake:
                text = decode_font(text, first.font)
                self.encodings.add(first.font.encoding)
            parts.append(raise_text(text) if first.raised else text)
            index = stop
        return "".join(parts)
