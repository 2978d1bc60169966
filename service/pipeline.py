"""The whole flow on one screen: text in, a spaCy Doc through small components, a report out.

Each component computes with a pure function of its module (`match_…`) and writes what it found to the Doc (`set_…`):

    trichluc_footnotes   lines, footnotes, and the passages that are to be read as one
    trichluc_metadata    the document's own number, date, period: what incomplete dates are completed with
    trichluc_tagger      spans that the model finds (only where there is a model)
    trichluc_values      spans with their exact values, by rule; rules and model put together
    trichluc_places      which administrative unit each place is, judged from the whole document
    trichluc_linker      projects, figures and contradictions: what the spans say together
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from service.footnotes.finding import find_footnotes, mask_markers
from service.footnotes.notes import Footnotes
from service.labels import Label
from service.linking.checks import find_contradictions
from service.linking.figures import find_figures
from service.linking.mentions import Mention, Source
from service.linking.projects import find_projects
from service.report import ENTITIES, build_report, order_entities
from service.schema import Report
from service.settings import NO_MODEL as NO_MODEL
from service.settings import Settings
from service.stopping import check_stop
from service.tagging.models import open_model
from service.tagging.tagger import Tagged, Tagger, take_tagger
from service.text.encoding import Loss
from service.text.layout import read_layout
from service.text.markup import mask_markup
from service.text.normalisation import normalise
from service.text.passages import Passage
from service.text.words import refine, token_ends, token_starts
from service.values.combination import Found, combine, join_listed
from service.values.dates import Reference
from service.values.finding import find_values
from service.values.gazetteer import load_gazetteer
from service.values.metadata import read_metadata
from service.values.places import locate_document, parse_places
from service.values.reading import Match, Reading

COMPONENTS = (
    "trichluc_footnotes",
    "trichluc_metadata",
    "trichluc_tagger",
    "trichluc_values",
    "trichluc_places",
    "trichluc_linker",
)
LONGEST_TEXT = 50_000_000


def load_pipeline(
    *, tokenizer: str = "trichluc.words", model: str | None = None, folder: Path | None = None
) -> Language:
    """The pipeline, built once a process.

    `tokenizer` names a registered one ("trichluc.syllables" needs no model); `model` a trained model of `folder` (by
    default that which `Settings.models` names), NO_MODEL for the rules alone, None for the one that is set or shipped.
    Raises ModelError where that model is missing or broken.
    """
    settings = Settings() if folder is None else Settings(models=folder)
    return _keep_pipeline(tokenizer, settings.choose_model(model), settings)


def load_tagger(model: str, folder: Path) -> Tagger:
    """The tagger in the pipeline with that model of `folder`, for what the model finds without the rules.

    Raises as `load_pipeline`.
    """
    component = load_pipeline(model=model, folder=folder).get_pipe("trichluc_tagger")
    assert isinstance(component, SetTags)
    return component.tagger


@cache
def _keep_pipeline(tokenizer: str, model: str, settings: Settings) -> Language:
    return build_pipeline(model, settings, tokenizer=tokenizer)


def build_pipeline(model: str, settings: Settings, *, tokenizer: str = "trichluc.words") -> Language:
    """A new pipeline with the model of that name, kept nowhere: who lets go of it frees it. Raises as `load_pipeline`."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer}}})
    nlp.max_length = LONGEST_TEXT
    for name in COMPONENTS:
        if name == "trichluc_linker":
            nlp.add_pipe(name, config={"skipped": sorted(settings.skipped_checks)})
        elif name != "trichluc_tagger":
            nlp.add_pipe(name)
        elif model != NO_MODEL:
            config = {"model": model, "folder": str(settings.models), "backend": settings.backend}
            nlp.add_pipe(name, config={**config, "threads": settings.threads})
    load_gazetteer()  # while the model is being compiled
    return nlp


def extract(
    text: str, *, reference_date: str | None = None, notices: Sequence[Loss] = (), nlp: Language | None = None
) -> Report:
    """Everything that is read in `text`; offsets in the report are offsets into it.

    `reference_date` ("2025-04") completes dates in place of the document's own; `notices` are what decoding lost.
    Raises ValueError for a reference date that is none.
    """
    doc = read(text, reference_date=reference_date, nlp=nlp or load_pipeline())
    return build_report(doc, text, reference_date=reference_date, notices=notices)


def read(text: str, *, reference_date: str | None = None, nlp: Language) -> Doc:
    """The Doc of `text` after all components. Raises ValueError for a reference date that is none."""
    source = normalise(text)
    doc = nlp.make_doc(source.text)
    doc._.source = source
    doc._.reference = Reference.parse(reference_date) if reference_date else None
    return nlp(doc)


@Language.component("trichluc_footnotes")
def set_footnotes(doc: Doc) -> Doc:
    """Find the lines and footnotes; mask markers and markup."""
    text = doc._.source.text  # a Doc's own text is joined anew from its tokens each time that it is asked for
    footnotes = find_footnotes(text, read_layout(text))
    doc._.footnotes = footnotes
    doc._.masked = mask_markup(mask_markers(text, footnotes))
    return doc


@Language.component("trichluc_metadata")
def set_metadata(doc: Doc) -> Doc:
    """Read the document's head; its date is the reference unless the caller gave one."""
    doc._.metadata = read_metadata(doc._.masked)
    if doc._.reference is None:
        doc._.reference = doc._.metadata.reference
    return doc


@Language.factory("trichluc_tagger")
class SetTags:
    """Find what the model finds in every passage."""

    def __init__(self, nlp: Language, name: str, model: str, folder: str, backend: str | None, threads: int) -> None:
        self.tagger = take_tagger(open_model(model, folder=Path(folder)), backend=backend, threads=threads)

    def __call__(self, doc: Doc) -> Doc:
        """Write what was found to `doc._.tagged`."""
        doc._.tagged = match_tags(doc, self.tagger)
        doc._.model = self.tagger.model
        return doc


@Language.component("trichluc_values")
def set_values(doc: Doc) -> Doc:
    """Find and read the spans of every passage, and put them together with the model's."""
    matches = doc._.matches = match_values(doc)
    found = [_as_found(match) for match in matches]
    if doc._.model:
        found = combine(doc._.masked, matches, doc._.tagged)
        found = join_listed(doc._.masked, found, _list_items(doc._.footnotes))
    doc = refine(doc, [border for each in found for border in (each.start, each.end)])
    starts = token_starts(doc)
    spans = []
    for each in found:
        span = Span(doc, bisect_left(starts, each.start), bisect_left(starts, each.end), label=each.label)
        span._.reading, span._.score, span._.source = each.reading or Reading(None), each.score, each.source
        spans.append(span)
    doc.spans[ENTITIES] = SpanGroup(doc, name=ENTITIES, spans=spans)
    return doc


@Language.component("trichluc_places")
def set_places(doc: Doc) -> Doc:
    """Narrow every place's units by the document's date and province, and by the parents that follow it."""
    spans = [span for span in doc.spans[ENTITIES] if span.label_ == Label.PLACE]
    context = locate_document(doc._.metadata, doc._.reference, [span._.reading for span in spans])
    texts = [(span.start_char, span.end_char) for span in spans]
    for span, reading in zip(spans, parse_places(doc._.masked, texts, context=context), strict=True):
        span._.reading = reading
    return doc


@Language.factory("trichluc_linker", default_config={"skipped": []})
class SetLinks:
    """Join the spans to projects and figures; check the text against itself, but for the checks `skipped`."""

    def __init__(self, nlp: Language, name: str, skipped: list[str]) -> None:
        self.skipped = skipped

    def __call__(self, doc: Doc) -> Doc:
        """Write what was found to `doc._.projects`, `doc._.figures` and `doc._.contradictions`."""
        source = match_mentions(doc)
        doc._.projects = find_projects(source)
        doc._.figures = find_figures(source)
        doc._.contradictions = find_contradictions(source, doc._.figures, skipped=self.skipped)
        return doc


def match_mentions(doc: Doc) -> Source:
    """The Doc's entities, in the order in which the report numbers them, as linking sees them."""
    mentions = tuple(
        Mention(
            index=index,
            start=span.start_char,
            end=span.end_char,
            label=Label(span.label_),
            text=doc._.masked[span.start_char : span.end_char],
            reading=span._.reading,
        )
        for index, span in enumerate(order_entities(doc))
    )
    return Source(doc._.masked, mentions, doc._.footnotes, doc._.metadata, doc._.reference)


def match_values(doc: Doc) -> list[Match]:
    """The values of all passages, at offsets of the Doc's text, in order."""
    footnotes: Footnotes = doc._.footnotes
    starts = token_starts(doc)
    ends = token_ends(doc)
    found: list[Match] = []
    for masked in footnotes.passages(doc._.masked):
        check_stop()
        word_end = _WordEnds(masked, starts, ends)
        matches = find_values(masked.text, reference=doc._.reference, word_end=word_end)
        for match in matches:
            start, end = footnotes.locate(masked, match.start, match.end)
            found.append(Match(start, end, match.label, match.reading))
    return sorted(found, key=lambda match: (match.start, -match.end))


def match_tags(doc: Doc, tagger: Tagger) -> list[Tagged]:
    """What `tagger` finds in all passages, at offsets of the Doc's text, in order."""
    footnotes: Footnotes = doc._.footnotes
    passages = footnotes.passages(doc._.masked)
    found = []
    for passage, spans in zip(passages, tagger.tag([passage.text for passage in passages]), strict=True):
        for span in spans:
            start, end = footnotes.locate(passage, span.start, span.end)
            found.append(replace(span, start=start, end=end))
    return sorted(found, key=lambda span: (span.start, -span.end))


def _list_items(footnotes: Footnotes) -> list[tuple[int, int]]:
    """The items, whole ones, of notes that list what their anchor counts, in the number that it promises."""
    return [
        item.spans[0]
        for note in footnotes.notes
        if note.check == "match" and note.anchors[0].lists
        for item in note.items
        if len(item.spans) == 1
    ]


def _as_found(match: Match) -> Found:
    return Found(match.start, match.end, match.label, 1.0, "rule", match.reading)


class _WordEnds:
    """Where the Doc's word that begins at an offset of a passage ends, as an offset of that passage."""

    def __init__(self, passage: Passage, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._passage, self._starts, self._ends = passage, starts, ends

    def __call__(self, offset: int) -> int:
        begin, _ = self._passage.locate(offset, offset + 1)
        token = bisect_left(self._starts, begin)
        if token >= len(self._ends) or self._starts[token] != begin:
            return offset + 1
        return offset + self._ends[token] - begin
