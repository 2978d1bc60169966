"""Documents for tests: one content, written as .txt, .html, .docx and .pdf files of the kinds that offices make."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from service.footnotes.finding import find_footnotes
from service.text.layout import read_layout

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
    reference = OxmlElement(f"w:{kind}Reference")
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
    return (Path(__file__).parents[2] / "docs" / "sample-report.txt").read_text("utf-8")
