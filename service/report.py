"""The edge between a Doc and the public contract: what the pipeline found, at offsets of the text as it was given."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from spacy.tokens import Doc, Span

from service import schema
from service.footnotes.notes import Footnote, Footnotes, Status
from service.labels import Label
from service.linking.checks import Contradiction
from service.linking.figures import Figure
from service.linking.projects import Project
from service.tagging.models import ModelFiles
from service.text.encoding import Loss
from service.text.normalisation import Normalised
from service.values.reading import Reading

ENTITIES = "entities"
"""The span group of a Doc that holds its entities; they may nest."""

for _name in (
    "source",
    "footnotes",
    "masked",
    "metadata",
    "reference",
    "tagged",
    "matches",
    "model",
    "projects",
    "figures",
    "contradictions",
):
    Doc.set_extension(_name, default=None, force=True)
Span.set_extension("reading", default=None, force=True)
Span.set_extension("score", default=1.0, force=True)
Span.set_extension("source", default="rule", force=True)


def build_report(
    doc: Doc, text: str, *, reference_date: str | None = None, notices: Sequence[Loss] = ()
) -> schema.Report:
    """The report of a Doc that went through the pipeline; `text` is what was given, before normalisation."""
    source: Normalised = doc._.source
    footnotes: Footnotes = doc._.footnotes
    spans = order_entities(doc)
    ids = [f"e{number}" for number in range(1, len(spans) + 1)]
    homes = _find_homes(spans, footnotes)
    entities = [
        _build_entity(span, identity, home, source=source, text=text)
        for span, identity, home in zip(spans, ids, homes, strict=True)
    ]
    index = _EntityIndex(spans, ids)
    metadata = doc._.metadata
    return schema.Report(
        document=schema.DocumentInfo(
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            chars=len(text),
            coverage=1.0,
            metadata=schema.Metadata(
                number=metadata.number,
                issuer=metadata.issuer,
                place=metadata.place,
                date=metadata.date,
                title=metadata.title,
                period=metadata.period,
                reference_date=reference_date or metadata.reference_date,
            ),
        ),
        entities=entities,
        footnotes=[
            _build_footnote(note, f"fn{number}", source=source, index=index)
            for number, note in enumerate(footnotes.notes, start=1)
        ],
        projects=[_build_project(each, f"p{at}", ids, source) for at, each in enumerate(doc._.projects or (), start=1)],
        figures=[
            _build_figure(each, f"f{at}", ids, source, text) for at, each in enumerate(doc._.figures or (), start=1)
        ],
        warnings=[
            *_tell_losses(notices),
            *_tell_footnotes(footnotes, source),
            *_tell_entities(entities),
            *_tell_contradictions(doc._.contradictions or (), source, text),
        ],
        model=_describe_model(doc._.model),
    )


def order_entities(doc: Doc) -> list[Span]:
    """The Doc's entities as the report numbers them: by start, the outer first."""
    return sorted(doc.spans[ENTITIES], key=lambda span: (span.start_char, -span.end_char))


def _build_project(project: Project, identity: str, ids: Sequence[str], source: Normalised) -> schema.Project:
    return schema.Project(
        id=identity,
        name=project.name,
        aliases=list(project.aliases),
        mentions=[ids[index] for index in project.mentions],
        places=[ids[index] for index in project.places],
        amounts=[schema.RoleOf(entity=ids[part.mention], role=part.role) for part in project.amounts],
        dates=[schema.RoleOf(entity=ids[part.mention], role=part.role) for part in project.dates],
        phases=[
            schema.Phase(
                phase=stage.phase,
                evidence=_stretch(source, *stage.evidence),
                footnote=None if stage.note is None else f"fn{stage.note + 1}",
            )
            for stage in project.stages
        ],
    )


def _build_figure(figure: Figure, identity: str, ids: Sequence[str], source: Normalised, text: str) -> schema.Figure:
    return schema.Figure(
        id=identity,
        subject=_quote(source, text, *figure.subject),
        value=ids[figure.value],
        period=None if figure.period is None else ids[figure.period],
        comparisons=[
            schema.Comparison(
                value=ids[each.value], basis=_quote(source, text, *each.basis), direction=each.direction.value
            )
            for each in figure.comparisons
        ],
    )


def _quote(source: Normalised, text: str, start: int, end: int) -> schema.NamedStretch:
    begin, stop = source.to_source(start, end)
    return schema.NamedStretch(start=begin, end=stop, text=text[begin:stop])


_LONGEST_QUOTE = 60


def _shorten(text: str, start: int, end: int) -> str:
    """The words `text[start:end]` on one line, cut where they are long."""
    words = " ".join(text[start:end].split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1].rstrip()}…"


def _tell_contradictions(found: Iterable[Contradiction], source: Normalised, text: str) -> list[schema.Notice]:
    """One notice a contradiction, at its first span; the message quotes the others."""
    notices = []
    for each in found:
        start, end = source.to_source(*each.spans[0])
        others = ", ".join(f"“{_shorten(text, *source.to_source(*span))}”" for span in each.spans[1:])
        where, where_en = (f" (xem thêm {others})", f" (see also {others})") if others else ("", "")
        notices.append(
            schema.Notice(
                code=each.code,
                message=each.message + where,
                message_en=each.message_en + where_en,
                start=start,
                end=end,
            )
        )
    return notices


def _describe_model(model: ModelFiles | None) -> schema.ModelInfo:
    if model is None:
        return schema.ModelInfo(name="none", version=version("trichluc"), sha256=None)
    return schema.ModelInfo(name=model.name, version=model.version, sha256=model.sha256)


def _build_entity(
    span: Span, identity: str, home: tuple[str, int | None] | None, *, source: Normalised, text: str
) -> schema.Entity:
    start, end = source.to_source(span.start_char, span.end_char)
    reading: Reading = span._.reading
    return schema.Entity(
        id=identity,
        label=Label(span.label_),
        start=start,
        end=end,
        text=text[start:end],
        score=span._.score,
        source=span._.source,
        value=dict(reading.value) if reading.value is not None else None,
        alternatives=[dict(value) for value in reading.alternatives],
        inferred=list(reading.inferred),
        warnings=list(reading.warnings) or ([reading.reason] if reading.reason else []),
        footnote=home[0] if home else None,
        item=home[1] if home else None,
    )


def _find_homes(spans: Sequence[Span], footnotes: Footnotes) -> list[tuple[str, int | None] | None]:
    """For each span the footnote (and the item of it) in whose body it stands."""
    stretches = sorted(
        (start, end, f"fn{number}", note)
        for number, note in enumerate(footnotes.notes, start=1)
        for start, end in note.spans
    )
    starts = [stretch[0] for stretch in stretches]
    homes: list[tuple[str, int | None] | None] = []
    for span in spans:
        at = bisect_right(starts, span.start_char) - 1
        if at < 0 or span.start_char >= stretches[at][1]:
            homes.append(None)
            continue
        _, _, identity, note = stretches[at]
        homes.append((identity, _find_item(note, span.start_char)))
    return homes


def _find_item(note: Footnote, offset: int) -> int | None:
    for item in note.items:
        if any(start <= offset < end for start, end in item.spans):
            return item.index
    return None


class _EntityIndex:
    """Entities by offset."""

    def __init__(self, spans: Sequence[Span], ids: Sequence[str]) -> None:
        self._spans, self._ids = spans, ids
        self._starts = [span.start_char for span in spans]

    def inside(self, start: int, end: int) -> list[str]:
        """Those that lie wholly in `[start, end)`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._ids[at] for at in range(first, last) if self._spans[at].end_char <= end]


def _build_footnote(note: Footnote, identity: str, *, source: Normalised, index: _EntityIndex) -> schema.Footnote:
    anchor = note.anchors[0].phrase if note.anchors else None
    return schema.Footnote(
        id=identity,
        marker=str(note.number),
        status=note.status.value,
        anchor=_stretch(source, *anchor) if anchor else None,
        anchor_entities=index.inside(*anchor) if anchor else [],
        spans=[_stretch(source, start, end) for start, end in note.spans],
        items=[
            schema.Item(
                index=item.index,
                spans=[_stretch(source, start, end) for start, end in item.spans],
                entities=[identity for start, end in item.spans for identity in index.inside(start, end)],
            )
            for item in note.items
        ],
        promised=note.promised,
        found=len(note.items),
        check=note.check,
    )


def _stretch(source: Normalised, start: int, end: int) -> schema.Stretch:
    begin, stop = source.to_source(start, end)
    return schema.Stretch(start=begin, end=stop)


def _tell_losses(notices: Iterable[Loss]) -> list[schema.Notice]:
    return [
        schema.Notice(code=loss.code, message=loss.message, start=loss.offset, end=loss.offset and loss.offset + 1)
        for loss in notices
    ]


def _tell_footnotes(footnotes: Footnotes, source: Normalised) -> list[schema.Notice]:
    found = []
    for note in footnotes.notes:
        if note.status is Status.UNRESOLVED:
            message = f"Số chú thích {note.number} không có nội dung chú thích."
            start, end = source.to_source(*note.anchors[0].marker)
            found.append(schema.Notice(code="unresolved_footnote", message=message, start=start, end=end))
        elif note.status is Status.ORPHAN and note.body_marker:
            message = f"Nội dung chú thích {note.number} không có chỗ gọi trong văn bản."
            start, end = source.to_source(*note.body_marker)
            found.append(schema.Notice(code="orphan_footnote", message=message, start=start, end=end))
        if note.check == "mismatch":
            message = f"Chú thích {note.number}: hứa {note.promised} mục, liệt kê {len(note.items)} mục."
            start, end = source.to_source(*note.anchors[0].phrase)
            found.append(schema.Notice(code="footnote_count", message=message, start=start, end=end))
    return found


_MESSAGES = {
    "invalid_date": "không phải là ngày có trong lịch",
    "ambiguous_separator": "dấu chấm, dấu phẩy trong số có thể hiểu hai cách",
    "words_differ": "số viết bằng chữ khác số viết bằng chữ số",
}


def _tell_entities(entities: Iterable[schema.Entity]) -> list[schema.Notice]:
    return [
        schema.Notice(code=code, message=f"“{entity.text}”: {_MESSAGES[code]}.", start=entity.start, end=entity.end)
        for entity in entities
        for code in entity.warnings
        if code in _MESSAGES
    ]
