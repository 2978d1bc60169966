import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from training.corpus import CorpusError, Split, load_corpus
from training.documents import LabelledDocument, parse_inline
from training.links import load_links, load_planted

ROOT = Path(__file__).parents[2] / "annotations"
MARKED = (
    "Thu ⟦AMOUNT|5 tỷ đồng⟧ ⟦DATE|năm 2024⟧, đạt ⟦PERCENT|40%⟧ dự toán; làm 02 dự án¹.\n\n"
    "¹ ⟦PROJECT|Cầu Bến Đá⟧; ⟦PROJECT|Chợ Phố Ràng⟧.\n"
)
TEXT, SPANS = parse_inline(MARKED)
DOCUMENT = LabelledDocument("A-01", TEXT, SPANS, {})


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def record() -> dict[str, Any]:
    """The links of DOCUMENT as they are stored."""
    return {
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "projects": [[at("Cầu Bến Đá")], [at("Chợ Phố Ràng")]],
        "figures": [
            {
                "value": at("5 tỷ đồng"),
                "subject": at("Thu"),
                "period": at("năm 2024"),
                "comparisons": [{"value": at("40%"), "basis": at("dự toán"), "direction": "share"}],
            }
        ],
        "footnotes": [
            {
                "number": 1,
                "status": "linked",
                "anchors": [{"marker": at("¹"), "phrase": at("02 dự án")}],
                "body": TEXT.index("Cầu"),
                "items": [[at("Cầu Bến Đá")], [at("Chợ Phố Ràng")]],
            }
        ],
    }


def store(folder: Path, links: dict[str, Any]) -> Path:
    (folder / "links").mkdir()
    (folder / "links" / "A-01.json").write_text(json.dumps(links), "utf-8")
    return folder


def test_links_are_loaded_for_the_documents_that_have_them(tmp_path: Path) -> None:
    other = LabelledDocument("A-02", "xã", (), {})
    ((document, links),) = load_links(store(tmp_path, record()), [other, DOCUMENT])
    assert document is DOCUMENT
    (figure,) = links.figures
    assert (TEXT[slice(*figure.subject)], figure.comparisons[0].direction) == ("Thu", "share")
    assert [TEXT[slice(*item[0])] for item in links.notes[0].items] == ["Cầu Bến Đá", "Chợ Phố Ràng"]


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Puts `value` at a place of a record: "figures.0.value"."""

    def apply(links: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = links
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[int(last) if last.isdigit() else last] = value

    return apply


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (change("sha256", "0"), "not the text that was linked"),
        (change("projects", [[at("Cầu Bến Đá")]]), "is in no group"),
        (change("projects.0.0", at("Cầu Bến")), "is not labelled"),
        (change("projects.0", [at("Cầu Bến Đá"), at("Cầu Bến Đá")]), "linked 2 times"),
        (change("figures.0.value", at("5 tỷ")), "labelled neither"),
        (change("figures.0.subject", [0, 4]), "no stretch of words"),
        (change("figures.0.subject", [0, 9999]), "no stretch of words"),
        (change("figures.0.subject", [9, 9]), "no stretch of words"),
        (change("figures.0.period", at("dự toán")), "no DATE"),
        (change("figures.0.comparisons.0.value", at("5 tỷ đồng")), "linked 2 times"),
        (change("figures.0.comparisons.0.direction", "more"), "more"),
        (change("footnotes.0.status", "orphan"), "note 1 is not orphan"),
        (change("footnotes.0.body", None), "note 1 is not linked"),
        (change("figures", [{"value": at("40%")}]), "subject"),
    ],
)
def test_links_that_can_t_be_are_refused_by_name(
    tmp_path: Path, mistake: Callable[[dict[str, Any]], None], message: str
) -> None:
    links = record()
    mistake(links)
    with pytest.raises(CorpusError, match=message) as error:
        load_links(store(tmp_path, links), [DOCUMENT])
    assert "A-01.json" in str(error.value)


def test_planted_texts_hold_the_words_of_what_is_planted(tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    path = tmp_path / "links" / "planted.json"
    for wrong in (
        {"id": "W", "text": "a", "code": "sum_total", "words": None},
        {"id": "W", "text": "a a", "code": "sum_total", "words": "a"},
        {"id": "W", "text": "a"},
    ):
        path.write_text(json.dumps([wrong]), "utf-8")
        with pytest.raises(CorpusError, match="planted"):
            load_planted(tmp_path)


def test_the_corpus_has_links_in_every_split_and_no_fewer_clean_texts_than_planted_ones() -> None:
    linked = load_links(ROOT, load_corpus(ROOT))
    assert len(linked) >= 40
    assert {document.about["split"] for document, _ in linked} == set(Split)
    planted = load_planted(ROOT)
    assert len(planted) <= 2 * sum(each.code is None for each in planted)
