"""What a foreign file claims, held against its text: labelled documents, or a refusal with file, line and reason."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypedDict, Unpack

from service.labels import Label
from training.documents import GoldSpan, LabelledDocument, order_spans
from training.formats.alignment import CODE_POINTS, Folded, Place, Stated, carry_over, explain, fold_text, locate
from training.formats.relations import Relation, relate


class FormatError(ValueError):
    """Something in a file that can't be taken.

    `line` counts from 1 (in a file without lines, its documents), 0 is the file as a whole; `document` may be empty.
    """

    def __init__(self, path: Path, line: int, reason: str, *, document: str = "") -> None:
        where = f"{path}, dòng {line}" if line else str(path)
        super().__init__(": ".join(filter(None, (where, document, reason))))
        self.path, self.line, self.reason, self.document = path, line, reason, document


Refuse = Callable[[FormatError], object]
"""What is done with something that can't be taken."""


def raise_refusal(error: FormatError) -> NoReturn:
    """Raise the first thing that is refused."""
    raise error


class Options(TypedDict, total=False):
    """What each format's `read` takes besides the path.

    `labels` names the Label that a label of the file stands for; those of the same name need none.
    `foreign` keeps every label as it is: the file is another corpus, with labels of its own.
    `originals` are the texts that the annotators were given, by document: spans are carried over to them.
    `refuse` is called with whatever can't be taken, which is then left out; by default it raises.
    `tell` is called with a message for each document whose offsets were mended.
    """

    labels: Mapping[str, Label]
    foreign: bool
    originals: Mapping[str, str]
    refuse: Refuse
    tell: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Claim:
    """A span as a file has it: what it states of its place, its label, and `key`, by which relations name it."""

    stated: Stated
    label: str
    line: int
    key: str = ""
    value: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ClaimedRelation:
    """A relation as a file has it, between the keys of two spans."""

    head: str
    tail: str
    type: str
    line: int


@dataclass(frozen=True, slots=True)
class ClaimedDocument:
    """A document as a file has it. `exact` says that its offsets are sure to be code points of `text`."""

    id: str
    text: str
    line: int
    claims: tuple[Claim, ...] = ()
    relations: tuple[ClaimedRelation, ...] = ()
    about: Mapping[str, str] | None = None
    exact: bool = False


def take_in(claimed: Iterable[ClaimedDocument], path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The documents that the file `path` claims, their spans at code points of their texts, ordered, checked.

    A span that is nowhere in its text or has an unknown label, a relation of such a span, and a document that is none
    of the originals are refused: FormatError, raised or given to `refuse`.
    """
    originals = _Originals(options["originals"]) if options.get("originals") else None
    documents = []
    for each in claimed:
        home = originals.find(each) if originals else None
        if originals and home is None:
            reason = "văn bản này không giống đúng một văn bản gốc nào (so từng chữ, không kể dấu cách)"
            options.get("refuse", raise_refusal)(FormatError(path, each.line, reason, document=each.id))
        else:
            documents.append(_settle(each, path, home, options))
    return documents


def _settle(claimed: ClaimedDocument, path: Path, home: "_Original | None", options: Options) -> LabelledDocument:
    labels, refuse = options.get("labels", {}), options.get("refuse", raise_refusal)
    spans: dict[int, GoldSpan] = {}
    for at, (claim, place) in enumerate(zip(claimed.claims, _locate(claimed, path, home, options), strict=True)):
        label: str | None = labels.get(claim.label) or Label.__members__.get(claim.label)
        if label is None and options.get("foreign", False):
            label = claim.label
        if label is None:
            reason = f"nhãn lạ “{claim.label}”; dùng --map {claim.label}=PLACE (hoặc nhãn khác) để nói nó là nhãn nào"
        elif place is None:
            reason = explain(claimed.text, claim.stated)
        else:
            spans[at] = GoldSpan(*place, label, claim.value)
            continue
        refuse(FormatError(path, claim.line, reason, document=claimed.id))
    ordered = order_spans(list(spans.values()))
    keys = {claimed.claims[at].key: ordered.index(span) for at, span in spans.items()}
    relations = []
    for relation in claimed.relations:
        if relation.head in keys and relation.tail in keys:
            relations.append(Relation(keys[relation.head], keys[relation.tail], relation.type))
        else:
            reason = f"quan hệ “{relation.type}” nối với nhãn không có hoặc đã bị từ chối"
            refuse(FormatError(path, relation.line, reason, document=claimed.id))
    document = LabelledDocument(
        home.id if home else claimed.id, home.text if home else claimed.text, ordered, dict(claimed.about or {})
    )
    return relate(document, tuple(relations))


def _locate(
    claimed: ClaimedDocument, path: Path, home: "_Original | None", options: Options
) -> tuple[Place | None, ...]:
    """The places of a document's claims in its original text, or in its own where there is none."""
    stated = [claim.stated for claim in claimed.claims]
    if claimed.exact:
        places: tuple[Place | None, ...] = tuple(
            (each.start, each.end) if 0 <= each.start < each.end <= len(claimed.text) else None for each in stated
        )
    else:
        located = locate(claimed.text, stated)
        places = located.places
        moved = sum(place not in (None, (each.start, each.end)) for each, place in zip(stated, places, strict=True))
        if moved and "tell" in options:
            way = located.counting.describe() if located.counting != CODE_POINTS else "tìm theo chữ của nhãn"
            options["tell"](f"{path}, dòng {claimed.line}: {claimed.id}: đã sửa vị trí của {moved} nhãn ({way}).")
    if home is None or home.text == claimed.text:
        return places
    folded = fold_text(claimed.text)
    return tuple(place and carry_over(place, folded, home.folded) for place in places)


@dataclass(frozen=True, slots=True)
class _Original:
    id: str
    text: str
    folded: Folded


class _Originals:
    """Original texts, found by their characters; where several have the same, by the document's id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._by_key: dict[str, list[_Original]] = {}
        for identity, text in texts.items():
            folded = fold_text(text)
            self._by_key.setdefault(folded.key, []).append(_Original(identity, text, folded))

    def find(self, claimed: ClaimedDocument) -> _Original | None:
        same = self._by_key.get(fold_text(claimed.text).key, [])
        if len(same) > 1:
            same = [original for original in same if original.id == claimed.id]
        return same[0] if len(same) == 1 else None


def read_text(path: Path, *, encoding: str = "utf-8-sig") -> str:
    """The text of a file, its line breaks as they are. Raises FormatError where it can't be read or isn't UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(path, 0, f"không đọc được ({error.strerror})") from error
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(path, data.count(b"\n", 0, error.start) + 1, "không phải là UTF-8") from error


def iterate_json_lines(path: Path, *, refuse: Refuse) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file, each with its line; a line that is none goes to `refuse`."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            refuse(FormatError(path, number, f"không phải là JSON ({error})"))
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            refuse(FormatError(path, number, "không phải là một đối tượng JSON"))


def describe_document(record: Mapping[str, Any], *, without: Iterable[str] = ()) -> dict[str, str]:
    """What a JSON record says of its document besides the keys `without`: what is no string is written as JSON."""
    left_out = {*without, DOCUMENT, ABOUT}
    about = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in record.items()
        if key not in left_out and value not in (None, [], {})
    }
    written = record.get(ABOUT)
    return {**about, **{str(key): str(value) for key, value in written.items()}} if isinstance(written, dict) else about


DOCUMENT, ABOUT = "document", "about"
"""The keys under which JSON formats that let a record have keys of its own keep a document's id and what is known of it."""
