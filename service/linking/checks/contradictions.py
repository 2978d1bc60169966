"""What a check finds: statements of a text that can't all be so."""

from dataclasses import dataclass

from service.footnotes.notes import Stretch


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Spans of the text that disagree; `message` says how, in Vietnamese, and `message_en` in English.

    `code` is the check's in CHECKS. `spans` are half-open, in code points of the source's whole text; the one to look at
    comes first, then what it is at odds with.
    """

    code: str
    spans: tuple[Stretch, ...]
    message: str
    message_en: str
