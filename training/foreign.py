"""Another labelled corpus as training text: a CoNLL file with labels of its own."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from training.corpus import CorpusError, Split
from training.documents import LabelledDocument
from training.formats.conll import read
from training.formats.intake import FormatError
from training.scoring import Scores

_EVERY = 10
"""Without a dev file every tenth document chooses the epoch and is not trained on."""


def load_foreign(train: Path, *, dev: Path | None = None) -> list[LabelledDocument]:
    """The documents of CoNLL files, each with its split in `about`; labels are kept as they are.

    Raises CorpusError where a file can't be read or holds no label.
    """
    documents = load_documents(train)
    if dev is not None:
        return [*_place(documents, Split.TRAIN), *_place(load_documents(dev), Split.DEV)]
    held = documents[::_EVERY]
    rest = [document for at, document in enumerate(documents) if at % _EVERY]
    return [*_place(rest, Split.TRAIN), *_place(held, Split.DEV)]


def list_labels(documents: Sequence[LabelledDocument]) -> tuple[str, ...]:
    """The labels of the documents, in order of the alphabet."""
    return tuple(sorted({span.label for document in documents for span in document.spans}))


def render_scores(title: str, scores: Scores) -> Table:
    """Strict precision, recall and F1 of each label, and of all together."""
    table = Table("nhãn", "tỉ lệ đúng", "tỉ lệ tìm ra", "F1", "số nhãn chuẩn", title=title)
    for label, counts in [*scores.strict.items(), ("tất cả", scores.micro)]:
        shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
        table.add_row(label, *shares, str(counts.gold))
    return table


def load_documents(path: Path) -> list[LabelledDocument]:
    """The documents of a CoNLL file, labels as they are. Raises CorpusError where it can't be read or holds no label."""
    try:
        documents = read(path, foreign=True)
    except (OSError, FormatError) as error:
        raise CorpusError(f"{path}: {error}") from error
    if not list_labels(documents):
        raise CorpusError(f"{path}: no label stands in the last column; is it CoNLL with IOB tags?")
    return documents


def _place(documents: Sequence[LabelledDocument], split: Split) -> list[LabelledDocument]:
    return [
        LabelledDocument(document.id, document.text, document.spans, {**document.about, "split": split})
        for document in documents
    ]
