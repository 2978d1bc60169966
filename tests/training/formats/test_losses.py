from service.labels import Label
from training.documents import GoldSpan, LabelledDocument
from training.formats.losses import Loss, Lost, flatten, keep, nest
from training.formats.relations import RelatedDocument, Relation, relate, relations_of

OUTER, INNER, CROSSING = GoldSpan(0, 6, Label.PROJECT), GoldSpan(2, 4, Label.PLACE), GoldSpan(5, 9, Label.ORG)


def test_the_outer_of_spans_that_overlap_is_kept() -> None:
    assert flatten([INNER, CROSSING, OUTER]) == ([OUTER], [INNER, CROSSING])
    assert nest([INNER, CROSSING, OUTER]) == ([OUTER, INNER], [CROSSING])


def test_spans_side_by_side_are_all_kept() -> None:
    spans = [GoldSpan(0, 2, Label.PLACE), GoldSpan(2, 4, Label.PLACE)]
    assert flatten(spans) == (spans, [])
    assert nest(spans) == (spans, [])


def test_relations_follow_the_spans_that_are_kept() -> None:
    document = RelatedDocument(
        "A",
        "0123456789",
        (GoldSpan(0, 0, Label.ORG), OUTER, INNER),
        {"tỉnh": "x"},
        (Relation(1, 2, "giữ"), Relation(0, 2, "mất")),
    )
    kept, losses = keep(document, relations=True)
    assert kept.spans == (OUTER, INNER)
    assert relations_of(kept) == (Relation(0, 1, "giữ"),)
    assert [(loss.document, loss.lost) for loss in losses] == [
        ("A", Lost.SPAN),
        ("A", Lost.ABOUT),
        ("A", Lost.RELATION),
    ]
    assert losses[1] == Loss("A", Lost.ABOUT, "dạng này không giữ thông tin về văn bản: tỉnh")


def test_a_document_without_relations_is_a_plain_one() -> None:
    plain = LabelledDocument("A", "x", (), {})
    assert relate(RelatedDocument("A", "x", (), {}, (Relation(0, 0, "t"),)), ()) == plain
    assert keep(plain) == (plain, [])
