"""Documents for these tests: some of the corpus, and any that could break a format."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from service.labels import Label
from training.corpus import load_corpus
from training.documents import GoldSpan, LabelledDocument, order_spans
from training.formats import brat, conll, docbin, doccano, inline, jsonl, label_studio
from training.formats.losses import Loss, Lost

ROOT = Path(__file__).parents[3] / "annotations"
DATA = Path(__file__).parent / "data"
FORMATS: dict[str, Any] = {
    "doccano": doccano,
    "label-studio": label_studio,
    "conll": conll,
    "brat": brat,
    "docbin": docbin,
    "jsonl": jsonl,
    "inline": inline,
}
FOREIGN = ("doccano", "label-studio", "conll", "brat", "docbin")

# fmt: off
_PIECES = (
    "a", "B", "xã", "đồng", "Lạng Sơn", "7", "15ha", ".", ",", "-", "_", "___", "|", "\\", "\\n", "#", '"', "<", "²",
    "e\u0302\u0301", "a\u0323", "o\u031b", "\u0301", "Quô\u0301c",  # letters with marks apart, a mark alone
    " ", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", "\u00a0", "\u2028", "\x85", "\x1c",
    "\u200b", "\u00ad", "\ufeff", "&nbsp;", "&amp;", "&#7899;", "&NotEqualTilde;",
    "😀", "👩\u200d🌾", "𝐀", "\U00020000", "🇻🇳",
    "-DOCSTART-", "# id = x", "B-PLACE", "T1\tPLACE 0 1\ta",
)
# fmt: on
texts = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@st.composite
def documents(draw: Callable[[Any], Any], *, nesting: bool = False) -> LabelledDocument:
    """A document of any text with any spans that have a length; `nesting` says that none cross."""
    text = draw(texts)
    spans: list[GoldSpan] = []
    if text:
        borders = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
            lambda pair: pair[0] != pair[1]
        )
        for pair in draw(st.lists(borders, max_size=6)):
            span = GoldSpan(min(pair), max(pair), draw(st.sampled_from(Label)))
            if not nesting or not any(_crosses(span, other) for other in spans):
                spans.append(span)
    return LabelledDocument("X-01", text, order_spans(spans), {"id": "X-01", "form": "authored", "tỉnh": "Lạng Sơn"})


def _crosses(one: GoldSpan, other: GoldSpan) -> bool:
    first, second = sorted((one, other), key=lambda span: (span.start, -span.end))
    return first.start < second.start < first.end < second.end


def load_some(count: int = 10) -> list[LabelledDocument]:
    """Documents of the corpus, some of each hand, by name: files of a folder are read in that order."""
    authored = [document for document in load_corpus(ROOT) if document.about["form"] == "authored"]
    return sorted(authored[:: len(authored) // count][:count], key=lambda document: document.id)


def without(document: LabelledDocument, losses: Sequence[Loss]) -> tuple[GoldSpan, ...]:
    """The spans of a document that are not among the losses."""
    lost = [loss.span for loss in losses if loss.lost is Lost.SPAN and loss.document == document.id]
    kept = list(document.spans)
    for span in lost:
        assert span is not None
        kept.remove(span)
    return order_spans(kept)
