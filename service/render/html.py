"""A report as one HTML page: the text with coloured spans and footnotes that can be clicked."""

from html import escape
from itertools import pairwise
from pathlib import Path

from service.render.values import describe_value
from service.schema import Entity, Report

_STYLE = Path(__file__).with_name("page.css").read_text("utf-8")
_LABELS = {
    "PROJECT": "Dự án",
    "PLACE": "Địa danh",
    "AMOUNT": "Số tiền",
    "DATE": "Thời gian",
    "ORG": "Cơ quan, tổ chức",
    "PERSON": "Người",
    "DOCUMENT": "Văn bản",
    "PERCENT": "Tỷ lệ",
    "QUANTITY": "Số lượng",
}


def render_html(report: Report, text: str) -> str:
    """A page that stands on its own (no outside host, no script) showing `report` in `text`."""
    legend = " ".join(f'<mark class="{label}">{name}</mark>' for label, name in _LABELS.items())
    title = escape(report.document.metadata.title or "Trích lục")
    notices = "".join(f"<li><code>{escape(n.code)}</code> {escape(n.message)}</li>" for n in report.warnings)
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<p class="legend">{legend}</p>\n'
        + (
            f"<details><summary>Cảnh báo ({len(report.warnings)})</summary><ul>{notices}</ul></details>\n"
            if notices
            else ""
        )
        + f"<main>{_mark(report, text)}</main>\n</body>\n</html>\n"
    )


def _mark(report: Report, text: str) -> str:
    """The text cut at every border; each piece carries the marks of all that it lies in, so spans may overlap freely."""
    opening: dict[int, list[Entity]] = {}
    for entity in report.entities:
        opening.setdefault(entity.start, []).append(entity)
    bodies = [(span.start, span.end, note.id) for note in report.footnotes for span in note.spans]
    anchors = [(note.anchor.start, note.anchor.end, note.id) for note in report.footnotes if note.anchor and note.spans]
    borders = {0, len(text)}
    for entity in report.entities:
        borders |= {entity.start, entity.end}
    for start, end, _ in [*bodies, *anchors]:
        borders |= {start, end}
    body_at = _Cover(bodies)
    anchor_at = _Cover(anchors)
    pieces: list[str] = []
    active: list[Entity] = []
    seen: set[str] = set()
    for start, end in pairwise(sorted(borders)):
        active = [entity for entity in active if entity.end > start]
        active += sorted(opening.get(start, ()), key=lambda entity: -entity.end)
        piece = escape(text[start:end])
        for entity in reversed(active):
            hint = escape(f"{_LABELS[entity.label]}: {describe_value(entity)}", quote=True)
            piece = f'<mark class="{entity.label}" title="{hint}">{piece}</mark>'
        if note := anchor_at.find(start):
            ref = "" if f"ref-{note}" in seen else f' id="ref-{note}"'
            seen.add(f"ref-{note}")
            piece = f'<a{ref} class="anchor" href="#{note}">{piece}</a>'
        if note := body_at.find(start):
            back = "" if note in seen else f'<a id="{note}" class="back" href="#ref-{note}">↩</a>'
            seen.add(note)
            piece = f'{back}<span class="note">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


class _Cover:
    """Which of some stretches holds an offset that is asked in ascending order; the innermost wins."""

    def __init__(self, stretches: list[tuple[int, int, str]]) -> None:
        self._waiting = sorted(stretches, reverse=True)
        self._open: list[tuple[int, int, str]] = []

    def find(self, offset: int) -> str | None:
        while self._waiting and self._waiting[-1][0] <= offset:
            self._open.append(self._waiting.pop())
        self._open = [stretch for stretch in self._open if stretch[1] > offset]
        return self._open[-1][2] if self._open else None
