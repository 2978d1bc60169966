"""Blocks of a document put together to a text: the form that all kinds with paragraphs and notes end in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

RULE = "_" * 20
"""What is written for the rule above footnotes: what follows it to the page's end is notes."""

CELL_BORDER = " | "


class Shape(Enum):
    """How a block stands to its neighbours."""

    PARAGRAPH = auto()
    CENTRED = auto()
    """Lines of a title: two of them have one line break between them."""
    ROW = auto()
    PAGE_BREAK = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table, or a page break (without text)."""

    text: str
    shape: Shape = Shape.PARAGRAPH


def join_blocks(blocks: Iterable[Block], notes: Sequence[tuple[int, str]] = ()) -> str:
    """The text of blocks in order, and under a rule at its end the notes with their numbers.

    Notes of files without pages stand at the end: nothing then cuts a sentence, and under the rule the footnote finder
    takes all paragraphs of a note for it.
    """
    parts: list[str] = []
    previous: Shape | None = None
    for block in blocks:
        if block.shape is Shape.PAGE_BREAK:
            if parts:
                parts.append("\n\n\f\n")
            previous = None
            continue
        if previous is not None:
            close = previous is block.shape and block.shape is not Shape.PARAGRAPH
            parts.append("\n" if close else "\n\n")
        parts.append(block.text)
        previous = block.shape
    if notes:
        body = "\n\n".join(f"[^{number}]: {text}" for number, text in notes)
        parts += ["\n\n" if parts else "", RULE, "\n", body]
    return "".join([*parts, "\n"])
