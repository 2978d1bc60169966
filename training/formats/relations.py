"""Relations between the spans of a document, for the formats that have them."""

from dataclasses import dataclass

from training.documents import LabelledDocument


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a type between two spans, given by their places in the document's `spans`."""

    head: int
    tail: int
    type: str


@dataclass(frozen=True, slots=True)
class RelatedDocument(LabelledDocument):
    """A labelled document with relations between its spans."""

    relations: tuple[Relation, ...] = ()


def relations_of(document: LabelledDocument) -> tuple[Relation, ...]:
    """The relations of a document, none for one that is no RelatedDocument."""
    return document.relations if isinstance(document, RelatedDocument) else ()


def relate(document: LabelledDocument, relations: tuple[Relation, ...]) -> LabelledDocument:
    """The same document with these relations; without any it is a plain LabelledDocument."""
    plain = (document.id, document.text, document.spans, document.about)
    return RelatedDocument(*plain, relations) if relations else LabelledDocument(*plain)
