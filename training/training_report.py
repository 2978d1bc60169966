"""A training run as one HTML page for those who label: what got better and worse, curves, a table a label, what is
taken for what, and the worst sentences."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from service.text.sentences import split_sentences
from training.changes import Change, compare
from training.scoring import Span, score

REPORT = "report.html"
WORST = 50
_EXAMPLES = 20
_NOTHING = "–"
_WIDTH, _HEIGHT = 640, 220
_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:right}
td:first-child,th:first-child{text-align:left}.miss{background:#fdd}.extra{background:#ddf}
svg{border:1px solid #bbb}li{margin:.6rem 0}"""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage's text with its gold spans and those that were found, both at its own offsets."""

    document: str
    text: str
    gold: frozenset[Span]
    found: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same passages, called `name`, as the model `parent` reads them (`before`) and as the new one does (`after`)."""

    name: str
    parent: str
    before: Sequence[JudgedPassage]
    after: Sequence[JudgedPassage]


def render_report(
    title: str,
    log: Sequence[Mapping[str, Any]],
    passages: Sequence[JudgedPassage],
    *,
    labels: Sequence[str],
    comparisons: Sequence[Comparison] = (),
) -> str:
    """The page. `log` has a mapping an epoch with "epoch", "loss" and, where dev was read, "micro"; `passages` are of dev."""
    curves = [("F1 trên dev", [float(line["micro"]) for line in log])] if all("micro" in line for line in log) else []
    curves.append(("sai số khi học", _scale(log)))
    parts = [
        f"<!doctype html>\n<html lang='vi'>\n<meta charset='utf-8'>\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>",
        f"<h1>{escape(title)}</h1>",
        "<p>F1 là điểm từ 0 đến 1: 1 là máy tìm đúng mọi nhãn, đúng từng chữ, và không tìm thừa nhãn nào. Các số dưới đây là "
        "của riêng mô hình, chưa có luật đi kèm; dùng hay không do lệnh <code>trichluc promote</code> xét.</p>",
        *(part for comparison in comparisons for part in _tell_comparison(comparison, labels)),
        "<h2>Quá trình học</h2>",
        _draw(curves),
        "<p>Sai số vẽ theo tỉ lệ so với lúc cao nhất.</p>",
        "<h2>Từng nhãn (phần dev)</h2>",
        _tabulate_labels(passages, labels),
        "<h2>Nhãn nào bị nhầm thành nhãn nào</h2>",
        "<p>Hàng là nhãn chuẩn, cột là nhãn máy tìm được trên cùng những chữ ấy; “–” là không có. Nhãn đúng không tính.</p>",
        _tabulate_confusions(passages, [*labels, _NOTHING]),
        f"<h2>{WORST} câu sai nhiều nhất</h2>",
        "<p><span class='miss'>nhãn chuẩn, máy bỏ sót</span> <span class='extra'>máy tìm, sai</span></p>",
        "<ol>" + "".join(f"<li>{item}</li>" for item in _list_worst(passages)) + "</ol>",
    ]
    return "\n".join(parts) + "\n"


def _tell_comparison(comparison: Comparison, labels: Sequence[str]) -> list[str]:
    """A table a label and examples of what got better and worse."""
    before, after = (
        score(((each.gold, each.found) for each in passages), labels=labels)
        for passages in (comparison.before, comparison.after)
    )
    rows = [
        (label, f"{old.f1:.3f}", f"{new.f1:.3f}", f"{new.f1 - old.f1:+.3f}", str(old.gold))
        for label in labels
        for old, new in [(before.strict[label], after.strict[label])]
        if old.gold or old.found or new.found
    ]
    rows.append(
        (
            "tất cả",
            f"{before.micro.f1:.3f}",
            f"{after.micro.f1:.3f}",
            f"{after.micro.f1 - before.micro.f1:+.3f}",
            str(before.micro.gold),
        )
    )
    changes = [
        change
        for old, new in zip(comparison.before, comparison.after, strict=True)
        for change in compare(old.document, old.text, gold=old.gold, before=old.found, after=new.found)
    ]
    parts = [
        f"<h2>So với {escape(comparison.parent)}: {escape(comparison.name)}</h2>",
        _table(("nhãn", comparison.parent, "mô hình mới", "chênh lệch", "số nhãn chuẩn"), rows),
    ]
    for heading, better in (("Tốt lên", True), ("Kém đi", False)):
        chosen = [change for change in changes if change.better is better]
        shown = f", dưới đây là {_EXAMPLES} chỗ đầu" if len(chosen) > _EXAMPLES else ""
        parts.append(f"<h3>{heading}: {len(chosen)} chỗ{shown}</h3>")
        parts.append("<ol>" + "".join(f"<li>{_show_change(change)}</li>" for change in chosen[:_EXAMPLES]) + "</ol>")
    return parts


def _show_change(change: Change) -> str:
    readings = (("cần tìm", change.gold), ("trước", change.before), ("nay", change.after))
    told = "; ".join(f"{name}: <b>{escape(text or 'không có')}</b>" for name, text in readings)
    return f"{escape(change.document)}: {escape(change.sentence)}<br>{told}"


def _scale(log: Sequence[Mapping[str, Any]]) -> list[float]:
    highest = max((float(line["loss"]) for line in log), default=1.0) or 1.0
    return [float(line["loss"]) / highest for line in log]


def _draw(curves: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Curves over epochs, values from 0 to 1, as an SVG picture."""
    colours = ("#06c", "#c60")
    lines = []
    for (name, values), colour in zip(curves, colours, strict=False):
        step = (_WIDTH - 40) / max(1, len(values) - 1)
        points = " ".join(
            f"{20 + at * step:.1f},{_HEIGHT - 20 - value * (_HEIGHT - 40):.1f}" for at, value in enumerate(values)
        )
        lines.append(f"<polyline fill='none' stroke='{colour}' stroke-width='2' points='{points}'/>")
        lines.append(f"<text x='{_WIDTH - 130}' y='{40 + 18 * len(lines) // 2}' fill='{colour}'>{escape(name)}</text>")
    return f"<svg width='{_WIDTH}' height='{_HEIGHT}' role='img'>{''.join(lines)}</svg>"


def _tabulate_labels(passages: Iterable[JudgedPassage], labels: Sequence[str]) -> str:
    scores = score(((each.gold, each.found) for each in passages), labels=labels)
    rows = [
        (
            label,
            f"{strict.precision:.3f}",
            f"{strict.recall:.3f}",
            f"{strict.f1:.3f}",
            f"{overlap.f1:.3f}",
            str(strict.gold),
        )
        for label in labels
        for strict, overlap in [(scores.strict[label], scores.overlap[label])]
    ]
    return _table(("nhãn", "tỉ lệ đúng", "tỉ lệ tìm ra", "F1", "F1 kể cả khớp một phần", "số nhãn chuẩn"), rows)


def _tabulate_confusions(passages: Iterable[JudgedPassage], names: Sequence[str]) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for each in passages:
        missed, extra = sorted(each.gold - each.found), sorted(each.found - each.gold)
        for span in missed:
            counts[span[2], _partner(span, extra)] += 1
        for span in extra:
            if _partner(span, missed) == _NOTHING:
                counts[_NOTHING, span[2]] += 1
    rows = [(row, *(str(counts[row, column] or "") for column in names)) for row in names]
    return _table(("nhãn chuẩn", *names), rows)


def _partner(span: Span, others: Iterable[Span]) -> str:
    """The label of a span among `others` that shares words with `span`: of its own label if there is one."""
    labels = [label for start, end, label in others if start < span[1] and span[0] < end]
    return span[2] if span[2] in labels else labels[0] if labels else _NOTHING


def _list_worst(passages: Iterable[JudgedPassage]) -> list[str]:
    """The sentences with most wrong spans, marked."""
    found: list[tuple[int, str]] = []
    for each in passages:
        wrong = sorted(
            [(*span, "miss") for span in each.gold - each.found] + [(*span, "extra") for span in each.found - each.gold]
        )
        starts = [start for start, *_ in wrong]
        for start, end in split_sentences(each.text):
            inside = wrong[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside:
                notes = ", ".join(
                    f"<span class='{kind}'>{escape(f'{label} {each.text[low:high]}')}</span>"
                    for low, high, label, kind in inside
                )
                found.append((len(inside), f"{escape(each.document)}: {escape(each.text[start:end])}<br>{notes}"))
    return [item for _, item in sorted(found, key=lambda pair: -pair[0])[:WORST]]


def _table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heading)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
