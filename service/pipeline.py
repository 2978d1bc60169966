"""The whole flow on one screen: text in, a spaCy Doc through small components, a report out.

Each component computes with a pure function of its module (`match`) and writes what it found to the Doc (`set`):

    trichluc.footnotes   lines, footnotes, and the passages that are to be read as one
    trichluc.metadata    the document's own number, date, period: what incomplete dates are completed with
    trichluc.values      spans with their exact values, by rule
    trichluc.places      which administrative unit each place is, judged from the whole document
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from service.footnotes.finding import find_footnotes, mask_markers
from service.schema import Report
from service.text.layout import read_layout
from service.text.markup import mask_markup
from service.text.normalisation import normalise
from service.text.passages import Passage
from service.text.words import refine, token_starts
from service.values.dates import Reference
from service.values.finding import find_values
from service.values.metadata import read_metadata
from service.values.places import locate_document, parse_places
from service.values.reading import Match

ENTITIES = "entities"

for name in ("source", "layout", "footnotes", "masked", "metadata", "reference"):
    Doc.set_extension(name, default=None, force=True)
Span.set_extension("reading", default=None, force=True)
Span.set_extension("score", default=1.0, force=True)
Span.set_extension("source", default="rule", force=True)
