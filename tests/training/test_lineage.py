import json
from pathlib import Path

import pytest

from tests.training.tiny import labelled
from training.lineage import RECIPE, Lineage, LineageError, check_name, list_documents, read_lineage, write_lineage

LINEAGE = Lineage(
    base="e5-small",
    documents=list_documents([labelled("một", "A"), labelled("hai", "B")]),
    added=list_documents([labelled("ba", "N")]),
    parent="one",
    parent_sha256="12ab",
    settings={"epochs": 4, "replay": None},
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    for lineage in (LINEAGE, Lineage("e5-small", {})):
        write_lineage(tmp_path, lineage)
        assert read_lineage(tmp_path) == lineage
    write_lineage(tmp_path, LINEAGE)
    record = json.loads((tmp_path / RECIPE).read_text("utf-8"))
    assert record["parent"] == {"name": "one", "sha256": "12ab"}
    assert record["data"] == {"count": 3, "sha256": LINEAGE.data_sha256}
    assert (record["epochs"], list(record["documents"])) == (4, ["A", "B"])


def test_the_data_s_hash_is_of_ids_and_texts() -> None:
    one, other = (Lineage("", list_documents(map(labelled, texts))) for texts in (["a"], ["b"]))
    assert one.data_sha256 != other.data_sha256
    turned = Lineage("", dict(reversed(list(LINEAGE.documents.items()))), LINEAGE.added)
    assert turned.data_sha256 == LINEAGE.data_sha256


def test_a_recipe_of_the_first_version_lists_ids_alone(tmp_path: Path) -> None:
    (tmp_path / RECIPE).write_text('{"base": "x", "documents": ["A", "B"], "epochs": 5}', "utf-8")
    lineage = read_lineage(tmp_path)
    assert (list(lineage.documents), lineage.data_sha256, lineage.settings) == (["A", "B"], "", {"epochs": 5})


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"base": "x", "documents": 1}', '{"documents": []}'])
def test_a_broken_recipe_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / RECIPE).write_text(content, "utf-8")
    with pytest.raises(LineageError, match=RECIPE):
        read_lineage(tmp_path)


@pytest.mark.parametrize("name", ["none", "current"])
def test_names_that_mean_something_else_are_refused(name: str) -> None:
    with pytest.raises(LineageError, match=f"“{name}”"):
        check_name(name)
    check_name(name + "-1")
