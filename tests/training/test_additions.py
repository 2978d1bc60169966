import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.training.tiny import labelled
from training.additions import leave_known, load_additions
from training.corpus import FIELDS, CorpusError, Split
from training.documents import LabelledDocument
from training.formats import brat, conll, docbin, doccano, inline, jsonl, label_studio

DOCUMENTS = [labelled(f"Ở ⟦PLACE|xã {name}⟧ năm {at}.\n", name) for at, name in enumerate("ABCDE")]


def write(name: str, path: Path, documents: Sequence[LabelledDocument] = DOCUMENTS) -> Path:
    module = {"": inline, ".ann": brat}.get(path.suffix) or {
        "doccano": doccano,
        "ours": jsonl,
        "studio": label_studio,
        "columns": conll,
        "spacy": docbin,
    }[name]
    module.write(documents, path)
    return path


@pytest.mark.parametrize(
    "name", ["inline", "brat", "doccano.jsonl", "ours.jsonl", "studio.json", "columns.conll", "spacy.spacy"]
)
def test_every_form_that_import_reads_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    module = {
        "inline": inline,
        "brat": brat,
        "doccano.jsonl": doccano,
        "ours.jsonl": jsonl,
        "studio.json": label_studio,
        "columns.conll": conll,
        "spacy.spacy": docbin,
    }[name]
    module.write(DOCUMENTS, path)
    found = load_additions([path])
    assert [(each.id, each.text, each.spans) for each in found] == [
        (each.id, each.text, each.spans) for each in DOCUMENTS
    ]
    assert [each.about["split"] for each in found] == ["train", "train", "train", "test", "train"]


def test_a_folder_may_hold_files_of_several_forms(tmp_path: Path) -> None:
    inline.write(DOCUMENTS[:2], tmp_path)
    doccano.write(DOCUMENTS[2:], tmp_path / "rest.jsonl")
    (tmp_path / "refused.tsv").write_text("document\tfile\n", "utf-8")
    assert {each.id for each in load_additions([tmp_path])} == set("ABCDE")


def test_fewer_than_four_are_all_learnt(tmp_path: Path) -> None:
    inline.write(DOCUMENTS[:3], tmp_path)
    assert {each.about["split"] for each in load_additions([tmp_path])} == {Split.TRAIN}


def test_an_index_says_which_are_held_out(tmp_path: Path) -> None:
    (tmp_path / "authored").mkdir()
    lines = ["\t".join(FIELDS)]
    for document, split in zip(DOCUMENTS, ["test", "train", "dev", "train", "train"], strict=True):
        lines.append("\t".join([document.id, "authored", split, *["x"] * (len(FIELDS) - 3)]))
    inline.write(DOCUMENTS, tmp_path / "authored")
    (tmp_path / "index.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    found = load_additions([tmp_path])
    assert [each.about["split"] for each in found] == ["test", "train", "dev", "train", "train"]


def test_paths_are_put_together(tmp_path: Path) -> None:
    one, other, third = (tmp_path / name for name in "123")
    inline.write(DOCUMENTS[:2], one)
    inline.write(DOCUMENTS[1:], other)
    assert [each.id for each in load_additions([one, other])] == list("ABCDE")
    inline.write([labelled("khác", "A")], third)
    with pytest.raises(CorpusError, match="cùng mang tên A"):
        load_additions([one, third])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", "x", "không rõ dạng"),
        ("a.txt", "⟦PLACE|xã", "never closed"),
        ("a.jsonl", "{", "không phải là JSON"),
        ("a.jsonl", '{"text": "xã A", "label": [[0, 4, "LOC"]]}', "nhãn lạ “LOC”"),
        ("b/a.docx", "x", "không có báo cáo nào"),
    ],
)
def test_what_can_not_be_taken_is_told(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, "utf-8")
    with pytest.raises(CorpusError, match=message):
        load_additions([path if path.parent == tmp_path else path.parent])
    with pytest.raises(CorpusError, match="gone"):
        load_additions([tmp_path / "gone.txt"])


def test_what_the_corpus_has_is_left() -> None:
    again = labelled(DOCUMENTS[0].text, "Z")
    fresh, old = leave_known([again, DOCUMENTS[1]], [DOCUMENTS[0]])
    assert ([each.id for each in fresh], [each.id for each in old]) == (["B"], ["Z"])
    assert json.dumps(again.about) == "{}"
