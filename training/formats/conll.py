"""CoNLL columns: a token a line, its tag in the last column; IOB2 is written, IOB1 and BIOES (BILOU, BMES) are read too.

Documents are parted by `-DOCSTART-` lines and sentences by blank lines; in a file without such lines, or with a bare one
at its head alone (Label Studio), each block between blank lines is a document. A tag layer is flat: of spans that overlap
the outer is written, the others are named.

So that a text comes back as it was, what stands in and after a token is written in a column between token and tag, in
the notation that UDPipe uses in CoNLL-U: "_" for one blank after it, `SpaceAfter=No`, `SpacesAfter=\\s\\n`, and for a
word of several syllables, joined by "_", `SpacesInToken=`. After `-DOCSTART-`, whose column has the blanks before the
first token, comments `# id = …` and `# about = {…}` say what is known of the document. Files without all this are read
too: tokens are then joined by a blank, sentences by a line break, and "_" between letters is a blank where many words
are joined so.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Unpack

from service.text.sentences import split_sentences
from service.text.spelling import LETTER
from training.documents import GoldSpan, LabelledDocument
from training.formats.alignment import Place, Stated
from training.formats.intake import (
    ABOUT,
    Claim,
    ClaimedDocument,
    FormatError,
    Options,
    Refuse,
    raise_refusal,
    read_text,
    take_in,
)
from training.formats.level import Level
from training.formats.losses import Loss, Lost, flatten, keep
from training.formats.tokens import cut_tokens

_START = "-DOCSTART-"
_COMMENT = re.compile(r"# (\w+) = (.*)")
_JOINED = re.compile(rf"(?<={LETTER})_(?={LETTER})")
_SHARE_OF_WORDS = 0.05
"""From this share of tokens with "_" between letters on, a file without notation of blanks is one of words."""
_TAG = re.compile(r"O|([BIESLUM])-(.+)")
_BEGINS, _ENDS = "BSU", "ESLU"
_NOTES = ("SpaceAfter=", "SpacesAfter=", "SpacesInToken=")
_ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p"}
_ESCAPED = {escape: sign for sign, escape in _ESCAPES.items()}


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents of a CoNLL file. Raises FormatError, or gives it to `refuse` (see Options)."""
    return take_in(_claim_documents(path, options.get("refuse", raise_refusal)), path, **options)


def write(documents: Sequence[LabelledDocument], path: Path, *, level: Level = Level.SYLLABLE) -> list[Loss]:
    """Write documents by syllables or words; what could not be held: spans inside others, blanks at a span's edges."""
    losses: list[Loss] = []
    lines: list[str] = []
    for original in documents:
        document, lost = keep(original, about=True)
        losses += lost
        if document.id != " ".join(document.id.split()):
            losses.append(Loss(document.id, Lost.ABOUT, "tên văn bản có dấu cách thừa hoặc xuống dòng"))
        flat, others = flatten(document.spans)
        losses += [Loss(document.id, Lost.SPAN, "nằm trong hoặc chồng lên nhãn khác", span) for span in others]
        tokens = cut_tokens(
            document.text, level=level, borders=(each for span in flat for each in (span.start, span.end))
        )
        starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
        spans = [span for span in flat if span.start in starts and span.end in ends]
        reason = "bắt đầu hoặc kết thúc bằng dấu cách hay ký tự không nhìn thấy"
        losses += [Loss(document.id, Lost.SPAN, reason, span) for span in flat if span not in spans]
        lines += _write_document(document, tokens, spans)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    return losses


def _write_document(document: LabelledDocument, tokens: Sequence[Place], spans: Sequence[GoldSpan]) -> Iterator[str]:
    text = document.text
    before = text[: tokens[0][0]] if tokens else text
    yield f"{_START}\t{_note_after(before)}\tO"
    yield f"# id = {' '.join(document.id.split())}"
    if document.about:
        yield f"# {ABOUT} = {json.dumps(document.about, ensure_ascii=False)}"
    yield ""
    openings = {span.start: span for span in spans}
    sentences = {start for start, _ in split_sentences(text)}
    inside: GoldSpan | None = None
    for number, (start, end) in enumerate(tokens):
        if inside and start >= inside.end:
            inside = None
        if number and not inside and start in sentences:
            yield ""
        tag = f"I-{inside.label}" if inside else "O"
        if start in openings:
            inside = openings[start]
            tag = f"B-{inside.label}"
        following = tokens[number + 1][0] if number + 1 < len(tokens) else len(text)
        token, after = text[start:end], text[end:following]
        notes = [f"SpacesInToken={_escape(token)}"] if any(map(str.isspace, token)) else []
        notes += [_note_after(after)] if after != " " else []
        yield f"{'_'.join(token.split())}\t{'|'.join(notes) or '_'}\t{tag}"
    yield ""


def _note_after(blanks: str) -> str:
    return f"SpacesAfter={_escape(blanks)}" if blanks else "SpaceAfter=No"


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)


def _unescape(text: str) -> str:
    return re.sub(r"\\.", lambda escape: _ESCAPED.get(escape[0], escape[0]), text)


@dataclass(frozen=True, slots=True)
class _Row:
    """A token: its line, form and tag, and what the file says stands in and after it, None where it says nothing."""

    line: int
    form: str
    tag: str
    inner: str | None = None
    after: str | None = None

    @property
    def has_notes(self) -> bool:
        """Whether the file says anything of the token's blanks."""
        return self.inner is not None or self.after is not None


@dataclass(slots=True)
class _Block:
    """A document as its sentences, and what stands before the first token, None where the file does not say."""

    line: int
    id: str
    before: str | None = None
    about: dict[str, str] = field(default_factory=dict)
    sentences: list[list[_Row]] = field(default_factory=lambda: [[]])

    @property
    def has_notes(self) -> bool:
        """Whether the file says what stands between the tokens."""
        return self.before is not None or any(row.has_notes for sentence in self.sentences for row in sentence)


def _claim_documents(path: Path, refuse: Refuse) -> Iterator[ClaimedDocument]:
    blocks = _read_blocks(path, refuse)
    forms = [row.form for block in blocks if not block.has_notes for each in block.sentences for row in each]
    of_words = sum(_JOINED.search(form) is not None for form in forms) > _SHARE_OF_WORDS * len(forms)
    for block in blocks:
        text, places = _build_text(block, of_words=of_words)
        claims = _read_tags(block, places, path, refuse)
        yield ClaimedDocument(block.id, text, block.line, tuple(claims), about=block.about, exact=True)


def _read_blocks(path: Path, refuse: Refuse) -> list[_Block]:
    lines = [line.removesuffix("\r") for line in read_text(path).split("\n")]
    starts = [columns for columns in map(_split, lines) if columns[0] == _START]
    marked = len(starts) > 1 or any(_read_notes(columns)[1] is not None for columns in starts)
    blocks: list[_Block] = []
    between = True  # whether the line before was blank, a comment or a document's start
    for number, line in enumerate(lines, start=1):
        columns = _split(line)
        if not line.strip():
            between = True
        elif columns[0] == _START:
            between = True
            if marked:
                blocks.append(_Block(number, f"{path.stem}-{len(blocks) + 1}", _read_notes(columns)[1]))
        elif between and (comment := _COMMENT.fullmatch(line)):
            if blocks and not blocks[-1].sentences[0]:
                _read_comment(blocks[-1], *comment.groups(), path=path, line=number, refuse=refuse)
        elif len(columns) < 2:
            refuse(FormatError(path, number, "cần ít nhất hai cột: từ và thẻ"))
        else:
            if not blocks or (between and not marked):
                blocks.append(_Block(number, f"{path.stem}-{len(blocks) + 1}"))
            elif between and blocks[-1].sentences[-1]:
                blocks[-1].sentences.append([])
            blocks[-1].sentences[-1].append(_Row(number, columns[0], columns[-1], *_read_notes(columns)))
            between = False
    return blocks


def _split(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.strip(" ").split(" ")


def _read_comment(block: _Block, key: str, value: str, *, path: Path, line: int, refuse: Refuse) -> None:
    if key == "id":
        block.id = value
    if key != ABOUT:
        return
    try:
        block.about = {str(name): str(each) for name, each in json.loads(value).items()}
    except (ValueError, AttributeError) as error:
        refuse(FormatError(path, line, f"không hiểu “# {ABOUT} =” ({error})"))


def _read_notes(columns: Sequence[str]) -> tuple[str | None, str | None]:
    """What the columns between token and tag say stands in the token and after it, None where they don't."""
    inner = after = None
    for column in columns[1:-1]:
        for note in column.split("|"):
            if not note.startswith(_NOTES):
                continue
            name, value = note.split("=", 1)
            if name == "SpacesInToken":
                inner = _unescape(value)
            elif name == "SpacesAfter":
                after = _unescape(value)
            elif value == "No":
                after = ""
    return inner, after


def _build_text(block: _Block, *, of_words: bool) -> tuple[str, list[Place]]:
    """The text of a block and the place of each of its tokens."""
    pieces, places = [block.before or ""], []
    length = len(pieces[0])
    for number, sentence in enumerate(block.sentences, start=1):
        for at, row in enumerate(sentence, start=1):
            form, after = row.form, " "
            if block.has_notes:
                form = form if row.inner is None else row.inner
                after = after if row.after is None else row.after
            else:
                form = _JOINED.sub(" ", form) if of_words else form
                if at == len(sentence):
                    after = "\n" if number < len(block.sentences) else ""
            places.append((length, length + len(form)))
            pieces += [form, after]
            length += len(form) + len(after)
    return "".join(pieces), places


def _read_tags(block: _Block, places: Sequence[Place], path: Path, refuse: Refuse) -> list[Claim]:
    """The spans of a block's tags, in any of the schemes: what continues nothing begins a span, as IOB1 has it."""
    claims: list[Claim] = []
    remaining = iter(places)
    for sentence in block.sentences:
        opened: Claim | None = None
        for row in sentence:
            start, end = next(remaining)
            tag = _TAG.fullmatch(row.tag)
            if tag is None:
                reason = f"không hiểu thẻ “{row.tag}” (cần O, B-…, I-…, E-… hoặc S-…)"
                refuse(FormatError(path, row.line, reason, document=block.id))
            if tag is None or tag[1] is None:
                opened = None
                continue
            prefix, label = tag.groups()
            if opened and prefix not in _BEGINS and opened.label == label:
                opened = replace(opened, stated=Stated(opened.stated.start, end))
                claims[-1] = opened
            else:
                opened = Claim(Stated(start, end), label, row.line)
                claims.append(opened)
            if prefix in _ENDS:
                opened = None
    return claims
