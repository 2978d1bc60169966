from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin, Span, SpanGroup

from service.labels import Label
from tests.training.tiny import labelled
from training.documents import GoldSpan
from training.formats import docbin
from training.formats.intake import FormatError


def test_spans_nest_in_a_group_and_the_outer_ones_are_entities(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    report = labelled("Chi ⟦AMOUNT|5 tỷ⟧  cho ⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧⟧.")
    assert docbin.write([report], path) == []
    nlp = spacy.blank("xx")
    (doc,) = DocBin().from_disk(path).get_docs(nlp.vocab)
    assert doc.text == report.text
    assert [(span.label_, span.text) for span in doc.spans["entities"]] == [
        ("AMOUNT", "5 tỷ"),
        ("PROJECT", "Kè sông Cầu"),
        ("PLACE", "sông Cầu"),
    ]
    assert [(span.label_, span.text) for span in doc.ents] == [("AMOUNT", "5 tỷ"), ("PROJECT", "Kè sông Cầu")]
    assert [token.text for token in doc] == ["Chi", "5", "tỷ", " ", "cho", "Kè", "sông", "Cầu", "."]


def test_foreign_groups_and_entities_are_read(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    doc = nlp("Ông A ở xã Mỹ An, tỉnh Đồng Tháp")
    place = Span(doc, 3, 6, label="LOC")
    assert place.text == "xã Mỹ An"
    doc.ents = [place, Span(doc, 1, 2, label="PERSON")]
    doc.spans["sc"] = SpanGroup(doc, spans=[Span(doc, 3, 10, label="PLACE"), place])
    path = tmp_path / "kho.spacy"
    DocBin(docs=[doc, nlp("trống")]).to_disk(path)
    first, second = docbin.read(path, labels={"LOC": Label.PLACE})
    assert first.spans == (
        GoldSpan(4, 5, Label.PERSON),
        GoldSpan(8, 32, Label.PLACE),
        GoldSpan(8, 16, Label.PLACE),
    )
    assert (first.id, second.id, second.text, second.spans) == ("kho-1", "kho-2", "trống", ())
    refused: list[FormatError] = []
    docbin.read(path, refuse=refused.append)
    assert [(error.line, error.document) for error in refused] == [(1, "kho-1")]


@pytest.mark.parametrize("content", [b"", b"khong phai", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_no_docbin_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="DocBin"):
        docbin.read(path)
    with pytest.raises(FormatError, match="DocBin"):
        docbin.read(tmp_path / "none.spacy")
