"""Footnotes measured against texts with gold structure (offsets from the layout of the original pages)."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from rich.table import Table

from service.footnotes.finding import find_footnotes
from service.footnotes.notes import Footnotes
from service.text.layout import read_layout


@dataclass(frozen=True, slots=True)
class FootnoteScores:
    """Counts over the footnotes of one document or of several.

    A marker, a body's start, a body's end (of its last stretch) and a link (marker and body of one note) are right
    where their offsets are those of the gold; `found` and `bodies` count what was claimed, for precision. Gold ends
    that are not certain are left out of `certain` and `ends`. Other raised characters are neither right nor wrong.
    """

    gold: int = 0
    found: int = 0
    markers: int = 0
    bodies: int = 0
    starts: int = 0
    certain: int = 0
    ends: int = 0
    links: int = 0

    def __add__(self, other: "FootnoteScores") -> "FootnoteScores":
        return FootnoteScores(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def score_document(text: str, gold: dict[str, object]) -> FootnoteScores:
    """The scores of one text; `gold` has the form of the gold files (`footnotes`, `other_raised`)."""
    return compare(find_footnotes(text, read_layout(text)), gold)


def compare(footnotes: Footnotes, gold: dict[str, object]) -> FootnoteScores:
    """The scores of footnotes that were found against the gold."""
    notes: list[dict[str, list[int] | list[list[int]] | str | bool]] = gold["footnotes"]  # type: ignore[assignment]
    raised = {tuple(item["span"] if isinstance(item, dict) else item) for item in gold.get("other_raised", [])}  # type: ignore[attr-defined]
    calls = {anchor.marker: index for index, note in enumerate(footnotes.notes) for anchor in note.anchors}
    bodies = {n.body_marker[0]: index for index, n in enumerate(footnotes.notes) if n.body_marker}
    markers = starts = ends = certain = links = 0
    for note in notes:
        anchor, body = tuple(note["anchor"]), note["body"]  # type: ignore[arg-type]
        caller, start = calls.get(anchor), bodies.get(body[0])  # type: ignore[arg-type, index]
        markers += caller is not None
        starts += start is not None
        links += caller is not None and caller == start
        if note.get("body_end_certain", True):
            certain += 1
            end = note["spans"][-1][1]  # type: ignore[index]
            ends += (
                start is not None
                and footnotes.notes[start].spans[-1:] != ()
                and footnotes.notes[start].spans[-1][1] == end
            )
    return FootnoteScores(
        gold=len(notes),
        found=sum(1 for span in calls if span not in raised),
        markers=markers,
        bodies=sum(1 for start in bodies if not any(low <= start < high for low, high in raised)),
        starts=starts,
        certain=certain,
        ends=ends,
        links=links,
    )


def evaluate_footnotes(folder: Path) -> dict[str, FootnoteScores]:
    """The scores of every `<id>.txt` with a `<id>.gold.json` in `folder`, by id."""
    scores = {}
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = path.with_name(f"{name}.txt").read_bytes().decode("utf-8")
        scores[name] = score_document(text, json.loads(path.read_text("utf-8")))
    return scores


def render_scores(scores: dict[str, FootnoteScores]) -> Table:
    """A table a document, with the sum in the last line."""
    table = Table(title="Footnotes against gold")
    for column in (
        "document",
        "notes",
        "markers",
        "marker precision",
        "body starts",
        "body precision",
        "body ends",
        "links",
    ):
        table.add_column(column, justify="left" if column == "document" else "right")
    total = sum(scores.values(), FootnoteScores())
    for name, score in [*scores.items(), ("all", total)]:
        parts = (
            _share(score.markers, score.gold),
            _share(score.markers, score.found),
            _share(score.starts, score.gold),
            _share(score.starts, score.bodies),
            _share(score.ends, score.certain),
            _share(score.links, score.gold),
        )
        table.add_row(name, str(score.gold), *parts)
    return table


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
