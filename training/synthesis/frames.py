"""Sentence frames and how they are filled.

A frame is a sentence with slots and choices:

{amount}          what a grammar writes for the slot "amount", with its marks
{PLACE:Hà Nội}    the text itself, marked
{=level}          a word of the setting, unmarked
<a|b|>            one of the options, perhaps the empty one; choices nest and may hold slots
"""

import random
import re
from collections.abc import Callable, Mapping

from service.labels import Label
from training.synthesis.citations import CITATIONS
from training.synthesis.dates import DATES
from training.synthesis.figures import FIGURES
from training.synthesis.inline import capitalise, mark
from training.synthesis.names import NAMES
from training.synthesis.places import PLACES
from training.synthesis.projects import PROJECTS
from training.synthesis.setting import Setting

Maker = Callable[[Setting, random.Random], str]

MAKERS: Mapping[str, Maker] = {**FIGURES, **DATES, **CITATIONS, **NAMES, **PLACES, **PROJECTS}
"""Every slot that a grammar fills; those that footnotes fill are not among them."""

WORDS: Mapping[str, Callable[[Setting], str]] = {
    "level": lambda setting: setting.level_word,
    "month": lambda setting: str(setting.month),
    "year": lambda setting: str(setting.year),
}

_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{([^{}]+)\}")


class FrameError(ValueError):
    """A frame with a slot that nothing fills; the message says which."""


def choose(frame: str, random_state: random.Random) -> str:
    """`frame` with its choices made, the innermost first."""
    while _CHOICE.search(frame):
        frame = _CHOICE.sub(lambda match: random_state.choice(match[1].split("|")), frame)
    return frame


def fill(
    frame: str,
    setting: Setting,
    random_state: random.Random,
    *,
    notes: Mapping[str, Callable[[], str]],
) -> str:
    """A sentence in inline form; `notes` fills the slots that footnotes have a part in, in the order of the text.

    Raises FrameError for an unknown slot.
    """

    def write(match: re.Match[str]) -> str:
        name, _, text = match[1].partition(":")
        if text:
            return mark(Label(name), text)
        if name.startswith("="):
            return WORDS[name[1:]](setting)
        if name in notes:
            return notes[name]()
        if name not in MAKERS:
            raise FrameError(f"Nothing fills the slot {{{name}}} of the frame {frame!r}.")
        return MAKERS[name](setting, random_state)

    return capitalise(_SLOT.sub(write, choose(frame, random_state)))
