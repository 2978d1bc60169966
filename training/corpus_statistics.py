"""What is in the corpus: spans a label, documents a province, level, year, genre and noise."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Group
from rich.table import Table

from service.labels import Label
from training.corpus import Split
from training.documents import LabelledDocument

COUNTED = ("form", "level", "era", "genre", "noise", "year", "province")


def count_spans(documents: Sequence[LabelledDocument]) -> Counter[Label]:
    """How many spans of each label there are."""
    return Counter(Label(span.label) for document in documents for span in document.spans)


def count_syllables(documents: Sequence[LabelledDocument]) -> int:
    """How many runs between blanks the texts have."""
    return sum(len(document.text.split()) for document in documents)


def render_statistics(documents: Sequence[LabelledDocument]) -> Group:
    """Tables of all this, with a bar for each count."""
    spans = Table(title=f"{len(documents)} văn bản, {count_syllables(documents):,} âm tiết")
    spans.add_column("nhãn")
    parts = {split: [each for each in documents if each.about["split"] == split] for split in Split}
    counts = {split: count_spans(part) for split, part in parts.items()}
    for split, part in parts.items():
        spans.add_column(f"{split} ({len(part)})", justify="right")
    spans.add_column("cộng", justify="right")
    for label in Label:
        row = [counts[split][label] for split in Split]
        spans.add_row(label, *map(str, row), str(sum(row)))
    return Group(spans, *(_render_column(documents, field) for field in COUNTED))


def _render_column(documents: Sequence[LabelledDocument], field: str) -> Table:
    counts = Counter(document.about[field] or "?" for document in documents)
    table = Table(title=f"{field}: {len(counts)}", show_header=False)
    order = sorted(counts) if field == "year" else [value for value, _ in counts.most_common()]
    longest = max(counts.values(), default=1)
    for value in order:
        table.add_row(value, str(counts[value]), "█" * max(1, round(30 * counts[value] / longest)))
    return table
