"""What can be wrong with a labelled corpus, found by machine; each finding names its document and place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.labels import INSIDE_PROJECT, Label
from service.values.parsing import NO_VALUE
from training.documents import GoldSpan, LabelledDocument, parse_inline, write_inline
from training.gold_values import read_gold


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks wrong at `[start, end)` of a document; `code` is stable."""

    document: str
    code: str
    message: str
    start: int = 0
    end: int = 0


def check_document(document: LabelledDocument) -> Iterator[Finding]:
    """Findings in one document: marks, borders, nesting."""
    text, spans = document.text, document.spans

    def found(span: GoldSpan, code: str, message: str) -> Finding:
        return Finding(document.id, code, f"{message}: {show(text, span)}", span.start, span.end)

    if any(not 0 <= span.start < span.end <= len(text) for span in spans):
        yield Finding(document.id, "offsets", "A span is empty or lies outside the text.")
        return
    yield from _check_nesting(document)
    if parse_inline(write_inline(text, spans)) != (text, spans):
        yield Finding(document.id, "round_trip", "The inline form does not strip back to the text.")
    for span in spans:
        for code, message in _judge_borders(text, span):
            yield found(span, code, message)


def _check_nesting(document: LabelledDocument) -> Iterator[Finding]:
    opened: list[GoldSpan] = []
    for span in document.spans:
        while opened and opened[-1].end <= span.start:
            opened.pop()
        if opened:
            outer = opened[-1]
            code = None
            if span.end > outer.end:
                code = "crossing"
            elif (span.start, span.end) == (outer.start, outer.end):
                code = "same_span"
            elif outer.label is not Label.PROJECT or span.label not in INSIDE_PROJECT:
                code = "nesting"
            if code:
                message = f"{span.label} in {outer.label}: {show(document.text, outer)}"
                yield Finding(document.id, code, message, span.start, span.end)
        opened.append(span)


_ABBREVIATED = re.compile(r"(?:\b(?:TP|TX|TT|Tp|P|Q|H|X)|tr\.đ)\.$")
_HEAD = re.compile(r"(?:các\s)?(?:dự án|công trình|hạng mục|đồ án|gói thầu|tiểu dự án)\s", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:từ|đến|hết|tính|trong|trước|sau|vào|hồi|lúc)\s", re.IGNORECASE)
_HEDGE = re.compile(r"(?:khoảng|trên|hơn|gần|từ|đạt|tăng|giảm|dưới|tổng|còn)\s", re.IGNORECASE)
_TITLE = re.compile(r"(?:ông|bà|đồng chí|đ/c|chủ tịch|bí thư|anh|chị|giám đốc|thầy|cô)\s", re.IGNORECASE)
_BARE_PLACES = frozenset(
    [
        "thành phố",
        "tp",
        "tp.",
        "tỉnh",
        "xã",
        "huyện",
        "phường",
        "thị trấn",
        "thị xã",
        "thôn",
        "bản",
        "ấp",
        "quận",
        "khu phố",
        "tổ dân phố",
        "trung ương",
        "miền bắc",
        "miền nam",
        "miền trung",
    ]
)
_FORMULA = re.compile(r"cộng hòa xã hội chủ nghĩa việt nam|độc lập - tự do", re.IGNORECASE)
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _judge_borders(text: str, span: GoldSpan) -> Iterator[tuple[str, str]]:
    """Codes and messages for the borders of one span."""
    words = unicodedata.normalize("NFC", text[span.start : span.end])
    if words != words.strip():
        yield "blank_edge", "begins or ends with a blank"
    if span.start and text[span.start - 1].isalnum() and text[span.start].isalnum() and not _glued(text, span):
        yield "cut_word", "begins inside a word"
    if words[-1] in ".;:,…" and not _ABBREVIATED.search(words):
        yield "punctuation", "ends with punctuation"
    if words[0] in '–(*;,.:“"' or (words[0] == "-" and not words[1:2].isdigit()):
        yield "punctuation", "begins with punctuation"
    if words.count("(") != words.count(")"):
        yield "bracket", "has half a bracket"
    if _FORMULA.search(words):
        yield "formula", "labels the state's formula"
    if span.label is Label.PROJECT and _HEAD.match(words):
        yield "head", "a PROJECT excludes the head before it"
    if span.label is Label.DATE and _PREPOSITION.match(words):
        yield "preposition", "a DATE excludes the preposition"
    if span.label in (Label.AMOUNT, Label.QUANTITY, Label.PERCENT) and _HEDGE.match(words):
        yield "preposition", "a figure excludes the word before it"
    if span.label is Label.PERSON and _TITLE.match(words) and not words.isupper():
        yield "title", "a PERSON is the name alone"
    if span.label is Label.PLACE and words.lower() in _BARE_PLACES:
        yield "bare_place", "a place word alone is no PLACE"
    if span.label is Label.DOCUMENT and not re.search(r"\d|[lIO]{1,3}[/-]", words):
        yield "no_number", "a DOCUMENT has a number"
    if words[-1] in _SUPERSCRIPT and not re.search(r"[kcdhm]?m[²³]$", words):
        yield "marker", "ends with a footnote marker"


def _glued(text: str, span: GoldSpan) -> bool:
    """A span may begin right after a digit's end or letters that damaged text glued to it ("ngàyl5", "bằng12 tỷ")."""
    before, first = text[span.start - 1], text[span.start]
    return before.isdigit() != first.isdigit() or (first.isupper() and before.islower())


def check_values(document: LabelledDocument) -> Iterator[Finding]:
    """The spans whose value the readers can't read, or read otherwise than it is stored: rule or label is to be mended."""
    for span, reading in zip(document.spans, read_gold(document), strict=True):
        if span.label not in NO_VALUE and (reading is None or reading.value is None):
            reason = reading.reason if reading else "no reader"
            yield Finding(document.id, "no_value", f"{reason}: {show(document.text, span)}", span.start, span.end)
        elif span.value is not None and reading is not None and dict(reading.value or {}) != span.value:
            message = f"stored {span.value}, read {dict(reading.value or {})}: {show(document.text, span)}"
            yield Finding(document.id, "other_value", message, span.start, span.end)


_WORD = re.compile(r"\w+")
_SHINGLE = 8
_COPIED = 12
_FORMULAS = 12


def _shingles(text: str, size: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def check_duplicates(documents: Sequence[LabelledDocument]) -> Iterator[Finding]:
    """Pairs of authored documents that share more than a tenth of the smaller one's runs of eight words."""
    documents = [document for document in documents if document.about.get("form") != "real"]
    shingles = [_shingles(document.text, _SHINGLE) for document in documents]
    for (first, mine), (second, other) in combinations(zip(documents, shingles, strict=True), 2):
        share = len(mine & other) / max(1, min(len(mine), len(other)))
        if share > 0.1:
            yield Finding(first.id, "duplicate", f"{share:.0%} of it stands in {second.id} too.")


def check_copied(documents: Sequence[LabelledDocument], texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Authored documents that share runs of twelve words with one of `texts` (name, text): nothing may be copied.

    Official formulas and names repeat everywhere, so a dozen such runs are let pass.
    """
    mine = [(document, _shingles(document.text, _COPIED)) for document in documents]
    for name, text in texts:
        theirs = _shingles(text, _COPIED)
        for document, shingles in mine:
            shared = sorted(shingles & theirs)
            if len(shared) > _FORMULAS:
                yield Finding(document.id, "copied", f"{name}, {len(shared)} runs such as: {' '.join(shared[0])}")


def show(text: str, span: GoldSpan, *, around: int = 30) -> str:
    """A span in its surroundings, on one line."""
    before, after = text[max(0, span.start - around) : span.start], text[span.end : span.end + around]
    return f"…{before}⟦{span.label}|{text[span.start : span.end]}⟧{after}…".replace("\n", "⏎")
