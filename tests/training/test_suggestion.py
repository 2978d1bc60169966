import pytest
from spacy.language import Language

from service.labels import Label
from service.pipeline import NO_MODEL, load_pipeline
from service.tagging.decoding import LABELS, SINGLE
from tests.tagging.tiny import tag_pieces, tiny_tokenizer, write_model
from training.suggestion import suggest

SURE, UNSURE = "Sơn", "Lạng"
"""Places: of the second the model is about 55 % sure, of several together less."""


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Language:
    table = tag_pieces({f"▁{SURE}": Label.PLACE, f"▁{UNSURE}": Label.PLACE})
    table[tiny_tokenizer().token_to_id(f"▁{UNSURE}"), LABELS.index(Label.PLACE), SINGLE] = 0.2
    folder = tmp_path_factory.mktemp("models")
    write_model(folder, "tiny", table)
    return load_pipeline(model="tiny", folder=folder)


def words(first: int, count: int = 10) -> str:
    """Words that no text with other numbers has; no rule reads them."""
    return " ".join(f"từ{number}" for number in range(first, first + count))


def names(texts: dict[str, str], nlp: Language, *, labelled: str = "", count: int = 9) -> list[str]:
    return [each.name for each in suggest(texts.items(), nlp=nlp, labelled=[labelled], count=count)]


@pytest.mark.parametrize(
    ("texts", "labelled", "order"),
    [
        ({"a": f"{words(0)} {SURE}", "b": f"{words(10)} {UNSURE}"}, "", ["b", "a"]),
        ({"a": f"{words(0)} {UNSURE}", "b": f"{words(10)} {UNSURE}"}, words(0), ["b", "a"]),
        ({"a": f"{words(0)} {UNSURE}", "b": f"{words(10)} {SURE}"}, words(0), ["b", "a"]),
        ({"a": words(0), "b": f"{words(10)} {UNSURE}"}, "", ["b", "a"]),
        ({"b": words(0), "a": words(10)}, "", ["a", "b"]),
        ({"a": "", "b": words(0)}, "", ["b", "a"]),
        ({}, "", []),
    ],
    ids=["unsure first", "new first", "old is worth little", "none found", "equals by name", "empty", "none"],
)
def test_the_unsure_and_new_come_first(nlp: Language, texts: dict[str, str], labelled: str, order: list[str]) -> None:
    assert names(texts, nlp, labelled=labelled) == order


def test_of_two_copies_one_comes_last(nlp: Language) -> None:
    copied = f"{words(0)} {UNSURE} {UNSURE} {UNSURE}"
    texts = {"a": copied, "b": copied, "c": f"{words(10)} {SURE}", "d": f"{words(10, 5)} {words(20, 5)} {SURE}"}
    assert names(texts, nlp) == ["a", "c", "d", "b"]
    *_, copy = suggest(texts.items(), nlp=nlp, labelled=[], count=4)
    assert (copy.name, copy.worth, copy.novelty) == ("b", 0, 0)
    assert copy.doubt > 0.6


def test_a_copy_of_a_labelled_text_is_worth_nothing(nlp: Language) -> None:
    text = f"{words(0)} {UNSURE}"
    (found,) = suggest([("a", text)], nlp=nlp, labelled=[text.upper()], count=1)
    assert (found.worth, found.novelty) == (0, 0)


def test_doubt_is_that_of_the_less_sure_half(nlp: Language) -> None:
    texts = {
        "sure": f"{SURE} và {SURE}",
        "half": f"{SURE} và {UNSURE}",
        "most": f"{SURE} và {UNSURE}, {SURE}, {SURE}; chi 5 tỷ đồng, 6 tỷ đồng",
        "unsure": f"{UNSURE} và {UNSURE}",
    }
    found = {each.name: each for each in suggest(texts.items(), nlp=nlp, labelled=[], count=4)}
    doubt = found["unsure"].doubt
    assert 0.4 < doubt < 0.5
    assert found["sure"].doubt == pytest.approx(0, abs=1e-3)
    assert found["half"].doubt == doubt
    assert found["most"].doubt == pytest.approx(doubt / 2, abs=1e-3)
    assert [found[name].spans for name in texts] == [2, 2, 4, 2]


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_no_more_are_chosen_than_asked_for_and_there_are(nlp: Language, count: int) -> None:
    texts = {name: f"{words(at)} {UNSURE}" for at, name in enumerate("abc")}
    assert names(texts, nlp, count=count) == names(texts, nlp)[:count]
    assert len(names(texts, nlp, count=count)) == min(count, 3)


def test_the_order_of_the_texts_does_not_matter(nlp: Language) -> None:
    texts = {f"{at}": f"{words(at * 3)} {SURE if at % 2 else UNSURE}" for at in range(8)}
    again = dict(reversed(texts.items()))
    assert suggest(texts.items(), nlp=nlp, labelled=[], count=8) == suggest(
        again.items(), nlp=nlp, labelled=[], count=8
    )


def test_without_a_model_what_is_new_counts() -> None:
    texts = {"a": "Tại xã Gia Cát chi 5 tỷ đồng.", "b": words(0)}
    rules = load_pipeline(model=NO_MODEL)
    assert names(texts, rules, labelled=texts["a"]) == ["b", "a"]
    assert {each.doubt for each in suggest(texts.items(), nlp=rules, labelled=[], count=2)} == {0}


def test_where_rules_and_model_read_differently_is_worth_more(nlp: Language) -> None:
    texts = {"a": f"{words(0)} hết {SURE}", "b": f"{words(10)} 3 tỷ đồng {SURE}"}
    first, second = suggest(texts.items(), nlp=nlp, labelled=[], count=2)
    assert (first.name, first.dispute, second.dispute) == ("b", 1.0, 0.0)
    assert first.doubt == second.doubt
