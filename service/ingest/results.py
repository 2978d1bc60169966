"""What reading a file gives."""

from bisect import bisect_right
from dataclasses import dataclass

from service.ingest.kinds import Kind
from service.text.encoding import Loss


@dataclass(frozen=True, slots=True)
class Ingested:
    """The text made from a file; all offsets that are told of this file are offsets into it.

    `pages` holds where each page begins, in order, for kinds that have pages (PDF); `margins` the text of running
    heads and feet, which is not in `text`; `encoding` what the characters were read from.
    """

    text: str
    kind: Kind
    encoding: str = "unicode"
    warnings: tuple[Loss, ...] = ()
    pages: tuple[int, ...] = ()
    margins: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` stands; None where the kind has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None
