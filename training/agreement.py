"""Two annotators' labels of the same texts: how far they agree."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from service.labels import Label
from training.corpus import CorpusError
from training.documents import GoldSpan, LabelError, parse_inline
from training.scoring import Scores, Span, score


def measure_agreement(first: Path, second: Path) -> Scores:
    """Strict and overlapping agreement over the inline files that both folders hold, the first taken as gold.

    Raises CorpusError where a file's text differs between the two or is wrongly marked, or where none is shared.
    """
    names = sorted({path.name for path in first.glob("*.txt")} & {path.name for path in second.glob("*.txt")})
    if not names:
        raise CorpusError(f"{first} and {second} share no .txt file.")
    return score([_read_pair(first / name, second / name) for name in names])


def _read_pair(first: Path, second: Path) -> tuple[set[Span], set[Span]]:
    (text, spans), (other_text, other_spans) = _read(first), _read(second)
    if text != other_text:
        shorter = min(len(text), len(other_text))
        at = next((i for i, (a, b) in enumerate(zip(text, other_text, strict=False)) if a != b), shorter)
        raise CorpusError(f"{second.name}: the texts differ at character {at}: {other_text[at : at + 40]!r}.")
    mine, theirs = ({(s.start, s.end, s.label) for s in each} for each in (spans, other_spans))
    return mine, theirs


def _read(path: Path) -> tuple[str, tuple[GoldSpan, ...]]:
    try:
        return parse_inline(path.read_bytes().decode("utf-8"))
    except (UnicodeDecodeError, LabelError) as error:
        raise CorpusError(f"{path}: {error}") from error


def render_agreement(scores: Scores, *, labels: Sequence[Label] = tuple(Label)) -> Table:
    """A table with strict F1, F1 of overlaps and both counts for each label."""
    table = Table(title=f"Thống nhất (micro, khớp hẳn): {scores.micro.f1:.3f}")
    for heading in ("nhãn", "khớp hẳn", "chồng lấn", "người 1", "người 2"):
        table.add_column(heading, justify="left" if heading == "nhãn" else "right")
    for label in labels:
        strict, overlap = scores.strict[label], scores.overlap[label]
        table.add_row(label, f"{strict.f1:.3f}", f"{overlap.f1:.3f}", str(strict.gold), str(strict.found))
    return table
