"""A report as one HTML page: the text with coloured spans and footnotes that can be clicked; beside it, in tables whose
cells lead to the text, its warnings, projects and figures.

The page needs no script and no other host, and says so to the browser (Content-Security-Policy).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from service.labels import VIETNAMESE
from service.render.records import (
    ComparisonRecord,
    FactRecord,
    FigureRecord,
    ProjectRecord,
    StageRecord,
    join_words,
    read_figures,
    read_projects,
)
from service.render.values import describe_value, explain_value
from service.schema import Entity, Notice, Report

_STYLE = Path(__file__).with_name("page.css").read_text("utf-8")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(report: Report, text: str) -> str:
    """A page that stands on its own (no outside host, no script) showing `report` in `text`."""
    projects, figures = read_projects(report, text), read_figures(report)
    title = escape(join_words(report.document.metadata.title or "Trích lục"))
    legend = " ".join(f'<mark class="{label}">{name}</mark>' for label, name in VIETNAMESE.items())
    targets = [*_warning_targets(report.warnings), *_stage_targets(projects)]
    sections = [
        (identity, name, count, body)
        for identity, name, count, body in (
            ("warnings", "Cảnh báo", len(report.warnings), _show_warnings(report.warnings, text)),
            ("projects", "Dự án", len(projects), _show_projects(projects)),
            ("figures", "Số liệu", len(figures), _show_figures(figures)),
        )
        if count
    ]
    places = "".join(f'<li><a href="#{identity}">{name} ({count})</a></li>' for identity, name, count, _ in sections)
    shown = "".join(
        f'<section aria-labelledby="{identity}"><h2 id="{identity}">{name} ({count})</h2>{body}</section>\n'
        for identity, name, count, body in sections
    )
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{title}</h1>\n<nav aria-label="Mục lục"><ul><li><a href="#text">Văn bản</a></li>{places}</ul></nav>\n'
        f'<p class="legend">{legend}</p>\n</header>\n'
        f'<div class="sheet">\n<main id="text">{_mark(report, text, targets)}</main>\n'
        + (f'<aside aria-label="Kết quả trích lục" tabindex="0">\n{shown}</aside>\n' if shown else "")
        + "</div>\n</body>\n</html>\n"
    )


def _show_warnings(notices: Sequence[Notice], text: str) -> str:
    rows = []
    for number, notice in enumerate(notices, start=1):
        words = join_words(text[notice.start : notice.end]) if notice.start is not None else ""
        rows.append([_link(f"w{number}", words) if words else "", escape(notice.message), _code(notice.code)])
    return _table("warnings", ("Trong văn bản", "Nội dung", "Mã"), rows)


def _show_projects(projects: Iterable[ProjectRecord]) -> str:
    rows = []
    for project in projects:
        first, *others = project.mentions
        aliases = "".join(f"<br>≈ {escape(alias)}" for alias in project.aliases)
        more = "".join(f" {_link(mention.id, f'lần {at}')}" for at, mention in enumerate(others, start=2))
        stages = [_show_stage(project, at, stage) for at, stage in enumerate(project.stages, start=1)]
        facts = [_show_fact(fact) for fact in (*project.amounts, *project.dates)]
        rows.append([_link(first.id, project.name) + more + aliases, _lines(stages), _lines(facts)])
    return _table("projects", ("Tên", "Giai đoạn", "Số tiền, thời gian"), rows)


def _show_stage(project: ProjectRecord, at: int, stage: StageRecord) -> str:
    note = f" (chú thích {_link(stage.footnote.id, stage.footnote.marker)})" if stage.footnote else ""
    return _link(_stage_id(project, at), stage.name) + note


def _show_fact(fact: FactRecord) -> str:
    return f"{escape(fact.name)}: {_show_entity(fact.entity)}"


def _show_figures(figures: Sequence[FigureRecord]) -> str:
    telling, plain = [each for each in figures if not each.plain], [each for each in figures if each.plain]
    shown = _list_figures(telling) if telling else ""
    if plain:
        shown += f"<details><summary>{len(plain)} số đếm không kèm thời kỳ, so sánh</summary>{_list_figures(plain)}</details>"
    return shown


def _list_figures(figures: Iterable[FigureRecord]) -> str:
    rows = [
        [
            escape(figure.subject),
            _show_entity(figure.value),
            _show_entity(figure.period) if figure.period else "",
            _lines(map(_show_comparison, figure.comparisons)),
        ]
        for figure in figures
    ]
    return _table("figures", ("Chỉ tiêu", "Giá trị", "Thời kỳ", "So sánh"), rows)


def _show_comparison(comparison: ComparisonRecord) -> str:
    words = join_words(comparison.entity.text)
    return f"{escape(comparison.word)} {_link(comparison.entity.id, words)} – {escape(comparison.basis)}"


def _show_entity(entity: Entity) -> str:
    """An entity as a link to it, with its exact value where that says more."""
    value = explain_value(entity)
    return _link(entity.id, join_words(entity.text)) + (f' <span class="value">{escape(value)}</span>' if value else "")


def _table(section: str, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; the first of a row is its heading."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    lines = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'
        for first, *cells in rows
    )
    return f'<table aria-labelledby="{section}"><thead><tr>{heads}</tr></thead><tbody>\n{lines}</tbody></table>'


def _link(identity: str, words: str) -> str:
    return f'<a href="#{escape(identity, quote=True)}">{escape(words)}</a>'


def _code(code: str) -> str:
    return f"<code>{escape(code)}</code>"


def _lines(parts: Iterable[str]) -> str:
    return "<br>".join(parts)


def _stage_id(project: ProjectRecord, at: int) -> str:
    return f"{project.id}-{at}"


@dataclass(frozen=True, slots=True)
class _Wrap:
    """A stretch that an element with an id wraps, cut where others begin or end; the id goes to its first piece."""

    start: int
    end: int
    id: str
    tag: str
    attributes: str = ""

    def put(self, piece: str, *, first: bool) -> str:
        identity = f' id="{escape(self.id, quote=True)}"' if first else ""
        return f"<{self.tag}{identity}{self.attributes}>{piece}</{self.tag}>"


def _warning_targets(notices: Iterable[Notice]) -> Iterator[_Wrap]:
    for number, notice in enumerate(notices, start=1):
        if notice.start is not None and notice.end is not None:
            hint = f' class="warned" title="{escape(notice.message, quote=True)}"'
            yield _Wrap(notice.start, notice.end, f"w{number}", "span", hint)


def _stage_targets(projects: Iterable[ProjectRecord]) -> Iterator[_Wrap]:
    for project in projects:
        for at, stage in enumerate(project.stages, start=1):
            yield _Wrap(stage.evidence.start, stage.evidence.end, _stage_id(project, at), "span")


def _wrap_entity(entity: Entity) -> _Wrap:
    hint = escape(f"{VIETNAMESE[entity.label]}: {describe_value(entity)}", quote=True)
    return _Wrap(entity.start, entity.end, entity.id, "mark", f' class="{entity.label}" title="{hint}"')


def _mark(report: Report, text: str, targets: Sequence[_Wrap]) -> str:
    """The text cut at every border; each piece carries the marks of all that it lies in, so spans may overlap freely."""
    wraps = [*map(_wrap_entity, report.entities), *targets]
    opening: dict[int, list[_Wrap]] = {}
    for wrap in wraps:
        opening.setdefault(wrap.start, []).append(wrap)
    bodies = [(span.start, span.end, note.id) for note in report.footnotes for span in note.spans]
    anchors = [(note.anchor.start, note.anchor.end, note.id) for note in report.footnotes if note.anchor and note.spans]
    borders = {0, len(text)}
    for start, end in [
        *((wrap.start, wrap.end) for wrap in wraps),
        *((low, high) for low, high, _ in bodies + anchors),
    ]:
        borders |= {start, end}
    body_at = _Cover(bodies)
    anchor_at = _Cover(anchors)
    pieces: list[str] = []
    active: list[_Wrap] = []
    seen: set[str] = set()
    for start, end in pairwise(sorted(borders)):
        active = [wrap for wrap in active if wrap.end > start]
        active += sorted(opening.get(start, ()), key=lambda wrap: -wrap.end)
        piece = escape(text[start:end])
        for wrap in reversed(active):
            piece = wrap.put(piece, first=wrap.start == start)
        if note := anchor_at.find(start):
            ref = "" if f"ref-{note}" in seen else f' id="ref-{note}"'
            seen.add(f"ref-{note}")
            piece = f'<a{ref} class="anchor" href="#{note}">{piece}</a>'
        if note := body_at.find(start):
            back = (
                ""
                if note in seen
                else f'<a id="{note}" class="back" href="#ref-{note}" aria-label="Về chỗ gọi chú thích">↩</a>'
            )
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
