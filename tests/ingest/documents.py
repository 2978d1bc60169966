"""Documents for tests: one content, written as .txt, .html, .docx and .pdf files of the kinds that offices make."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import font_roboto
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from fpdf import FPDF

from service.footnotes.finding import find_footnotes
from service.text.layout import read_layout

ROOT = Path(__file__).parents[2]
_LABELLED = re.compile(r"⟦[A-Z]+\|([^⟦⟧]*)⟧")
CALL = re.compile(r"\{(\d+)\}")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Document:
    """Paragraphs, in which "{1}" calls note 1; a note is a list of paragraphs. "=" begins a centred paragraph."""

    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()


def parse_document(text: str) -> Document:
    """The document that a plain text with superscript markers shows: pages put together, notes apart."""
    found = find_footnotes(text, read_layout(text))
    calls = {
        anchor.marker: f"{{{number}}}" for number, note in enumerate(found.notes, start=1) for anchor in note.anchors
    }
    source = "".join(_mark_calls(text, found.running.pieces, calls))
    notes = tuple(
        " ".join("".join(_mark_calls(text, body.pieces, calls)).replace("\x00", " ").split()) if body else ""
        for body in found.bodies
    )
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n", source) if part.strip()]
    return Document(tuple(paragraphs), notes)


def _mark_calls(text: str, pieces: Sequence[tuple[int, int]], calls: dict[tuple[int, int], str]) -> Iterator[str]:
    """The pieces with "{n}" for the markers; a sentence that a page cut is put together."""
    previous = ""
    for start, end in pieces:
        piece = text[start:end]
        if previous:
            yield " " if piece[0].islower() and previous[-1] not in ".;:" else "\n\n"
        previous = piece
        position = start
        for (begin, stop), call in sorted(calls.items()):
            if start <= begin < end:
                yield text[position:begin] + call
                position = stop
        yield text[position:end]


def write_text(document: Document) -> str:
    """Plain text with superscripts, the notes under the paragraphs that call them."""
    lines: list[str] = []
    for paragraph in document.paragraphs:
        lines.append(CALL.sub(lambda call: call[1].translate(SUPERSCRIPTS), paragraph.removeprefix("=")))
        called = [int(call[1]) for call in CALL.finditer(paragraph)]
        lines += [f"{str(number).translate(SUPERSCRIPTS)} {document.notes[number - 1]}" for number in called]
    return "\n\n".join(lines) + "\n"


def write_word(document: Document) -> bytes:
    """A Word file with native footnotes."""
    word = docx.Document()
    for paragraph in document.paragraphs:
        add_paragraph(word, paragraph)
    return add_notes(word, {number: (note,) for number, note in enumerate(document.notes, start=1)})


def add_paragraph(word: WordDocument, text: str) -> WordParagraph:
    """A paragraph; "=" at its start centres it, "{1}" is a footnote reference."""
    made = word.add_paragraph()
    if text.startswith("="):
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        text = text[1:]
    for piece in re.split(r"(\{\d+\})", text):
        if CALL.fullmatch(piece):
            refer_to(made, int(piece[1:-1]))
        elif piece:
            made.add_run(piece)
    return made


def refer_to(paragraph: WordParagraph, number: int, *, kind: str = "footnote") -> None:
    """Add a reference to a note at the paragraph's end."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference: Any = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def add_notes(word: WordDocument, notes: dict[int, tuple[str, ...]], *, kind: str = "footnote") -> bytes:
    """The Word file with a hand-made part of notes: python-docx has none."""
    return insert_notes(save_word(word), notes, kind=kind)


def save_word(word: WordDocument) -> bytes:
    """The bytes of a Word file."""
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def insert_notes(data: bytes, notes: dict[int, tuple[str, ...]], *, kind: str = "footnote") -> bytes:
    """A Word file with a part of footnotes or endnotes, by their ids."""
    bodies = "".join(_write_note(number, paragraphs, kind) for number, paragraphs in notes.items())
    rule = (
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
    )
    part = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{rule}{bodies}</w:{kind}s>'
    )
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = read_parts(data)
    parts[f"word/{kind}s.xml"] = part.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}s+xml"/></Types>'.encode(),
    )
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdNotes{kind}" Type="{base}/{kind}s" Target="{kind}s.xml"/></Relationships>'.encode(),
    )
    return write_parts(parts)


def _write_note(number: int, paragraphs: Sequence[str], kind: str) -> str:
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    made = "".join(
        f'<w:p>{mark if index == 0 else ""}<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p>'
        for index, text in enumerate(paragraphs)
    )
    return f'<w:{kind} w:id="{number}">{made}</w:{kind}>'


def read_parts(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(parts: dict[str, bytes]) -> bytes:
    """A zip file of members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def read_sample() -> str:
    """The sample report of the repository."""
    return (ROOT / "docs" / "sample-report.txt").read_text("utf-8")


def read_authored(name: str) -> str:
    """A text of the labelled corpus, without its labels."""
    text = (ROOT / "annotations" / "authored" / f"{name}.txt").read_text("utf-8")
    while _LABELLED.search(text):
        text = _LABELLED.sub(r"\1", text)
    return text


def write_html(document: Document) -> bytes:
    """A web page with raised numbers, the notes below a line."""
    paragraphs = [
        "<p>" + CALL.sub(r'<a href="#n\1"><sup>\1</sup></a>', escape(paragraph.removeprefix("="))) + "</p>"
        for paragraph in document.paragraphs
    ]
    notes = [
        f'<p id="n{number}"><sup>{number}</sup> {escape(n)}</p>' for number, n in enumerate(document.notes, start=1)
    ]
    body = "\n".join([*paragraphs, "<hr>______________", *notes])
    return f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode()


@dataclass(frozen=True)
class Sheet:
    """How a PDF is set: in points."""

    width: float = 595
    height: float = 842
    margin: float = 70
    size: float = 13
    note_size: float = 10
    columns: int = 1
    gutter: float = 24
    head: str = "BÁO CÁO KINH TẾ"

    @property
    def measure(self) -> float:
        """The length of a line."""
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns


class Setter:
    """A plain typesetter over fpdf2: wrapped lines, raised numbers, notes under a rule, running head and page number."""

    def __init__(self, sheet: Sheet = Sheet()) -> None:
        self.sheet = sheet
        self.pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
        self.pdf.add_font("Roboto", fname=Path(font_roboto.Roboto))
        self.pdf.set_auto_page_break(False)
        self.page = 0
        self.begin_page()

    def begin_page(self) -> None:
        self.pdf.add_page()
        self.page += 1
        self.column = 0
        self.y = self.sheet.margin
        self.notes: list[list[list[tuple[str, bool]]]] = []
        self.write(self.sheet.margin, 40, self.sheet.head, 9)
        self.write(self.sheet.width / 2, self.sheet.height - 30, str(self.page), 11)

    def write(self, x: float, y: float, text: str, size: float) -> float:
        """Draw text and return where it ends."""
        self.pdf.set_font("Roboto", size=size)
        self.pdf.text(x, y, text)
        return x + self.pdf.get_string_width(text)

    def wrap(self, text: str, size: float, measure: float, indent: float) -> list[list[tuple[str, bool]]]:
        """Lines of (text, raised) fragments, one a word or number."""
        lines: list[list[tuple[str, bool]]] = [[]]
        used = indent
        for word in text.split():
            pieces = [
                (part[1:-1], True) if CALL.fullmatch(part) else (part, False) for part in re.split(r"(\{\d+\})", word)
            ]
            pieces = [piece for piece in pieces if piece[0]]
            width = 0.0
            for piece, is_raised in pieces:
                self.pdf.set_font("Roboto", size=size * 0.6 if is_raised else size)
                width += self.pdf.get_string_width(piece)
            self.pdf.set_font("Roboto", size=size)
            blank = self.pdf.get_string_width(" ")
            if lines[-1] and used + blank + width > measure:
                lines.append([])
                used = 0.0
            if lines[-1]:
                lines[-1].append((" ", False))
                used += blank
            lines[-1] += pieces
            used += width
        return lines

    def draw(self, x: float, y: float, line: list[tuple[str, bool]], size: float) -> None:
        text = ""
        for piece, is_raised in [*line, ("", True)]:
            if is_raised:
                x = self.write(x, y, text, size) if text else x
                x = self.write(x, y - size * 0.35, piece, size * 0.6) if piece else x
                text = ""
            else:
                text += piece

    def room(self, notes: Sequence[list[list[tuple[str, bool]]]]) -> float:
        """Where the text of the page must end so that its notes fit."""
        # In columns the first ones are full before it is known what the last one calls.
        lines = sum(len(note) for note in notes) if self.sheet.columns == 1 else 24
        return self.sheet.height - self.sheet.margin - (lines * self.sheet.note_size * 1.25 + 14 if lines else 0)

    def set_paragraph(self, text: str, bodies: Sequence[str]) -> None:
        sheet = self.sheet
        indent = 28 if len(text) > 90 else 0
        for index, line in enumerate(self.wrap(text, sheet.size, sheet.measure, indent)):
            called = [int(piece) for piece, is_raised in line if is_raised]
            wide = sheet.width - 2 * sheet.margin
            new = [self.wrap(f"{{{n}}} {bodies[n - 1]}", sheet.note_size, wide, 0) for n in called]
            if self.y + sheet.size * 1.3 > self.room([*self.notes, *new]):
                self.break_column()
            self.notes += new
            self.y += sheet.size * 1.3
            x = sheet.margin + self.column * (sheet.measure + sheet.gutter) + (0 if index else indent)
            self.draw(x, self.y, line, sheet.size)
        self.y += 6

    def break_column(self) -> None:
        if self.column + 1 < self.sheet.columns:
            self.column += 1
            self.y = self.sheet.margin
        else:
            self.end_page()
            self.begin_page()

    def end_page(self) -> None:
        if self.notes:
            y = self.room(self.notes) + 6
            self.pdf.line(self.sheet.margin, y, self.sheet.margin + 140, y)
            y += 4
            for note in self.notes:
                for line in note:
                    y += self.sheet.note_size * 1.25
                    self.draw(self.sheet.margin, y, line, self.sheet.note_size)

    def finish(self) -> bytes:
        self.end_page()
        return bytes(self.pdf.output())


def write_pdf(document: Document, sheet: Sheet = Sheet()) -> bytes:
    """A PDF with the notes at the foot of their pages."""
    setter = Setter(sheet)
    for paragraph in document.paragraphs:
        setter.set_paragraph(paragraph.removeprefix("="), document.notes)
    return setter.finish()


def write_bare_pdf(content: bytes, *, pages: int = 1) -> bytes:
    """A PDF written by hand: `pages` times one page with this content stream."""
    packed = zlib.compress(content, 9)
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(made),
    )  # fmt: skip
