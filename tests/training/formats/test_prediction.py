import pytest

from service.labels import Label
from service.pipeline import load_pipeline
from training.documents import LabelledDocument
from training.formats.prediction import Prediction, predict

TEXT = "Chi 14.170 trie\u0323\u0302u đồng 😀 trước ngày 19/4/2025.\r\nTại xã Mỹ An."


def test_what_the_pipeline_finds_stands_at_the_text_s_own_offsets() -> None:
    (prediction,) = predict([("A", TEXT)], nlp=load_pipeline(model="none"))
    document = prediction.document
    assert (document.id, document.text, document.about) == ("A", TEXT, {})
    found = {(span.label, TEXT[span.start : span.end]) for span in document.spans}
    assert {(Label.AMOUNT, "14.170 trie\u0323\u0302u đồng"), (Label.DATE, "ngày 19/4/2025")} <= found
    assert prediction.model.startswith("rules ")
    assert len(prediction.scores) == len(document.spans)


@pytest.mark.parametrize(
    ("scores", "certainty"), [((), 1.0), ((0.5,), 0.5), ((1.0, 0.2), 0.2), ((1.0, 0.9, 0.5, 0.7), 0.6)]
)
def test_the_less_sure_half_says_how_certain_a_document_is(scores: tuple[float, ...], certainty: float) -> None:
    assert Prediction(LabelledDocument("A", "", (), {}), scores, "m").certainty == pytest.approx(certainty)


def test_the_least_certain_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = {"chắc": (1.0, 0.9), "ngờ": (0.4, 1.0), "trống": ()}
    monkeypatch.setattr(
        "training.formats.prediction._predict",
        lambda name, text, nlp: Prediction(LabelledDocument(name, text, (), {}), scores[name], "m"),
    )
    found = predict([("trống", ""), ("chắc", ""), ("ngờ", "")], nlp=load_pipeline(model="none"))
    assert [prediction.document.id for prediction in found] == ["ngờ", "chắc", "trống"]
