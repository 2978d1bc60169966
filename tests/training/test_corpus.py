import hashlib
import json
from pathlib import Path

import pytest

from service.labels import Label
from training.corpus import FIELDS, CorpusError, Split, load_corpus, read_index, write_standoff
from training.corpus_check import check_copied, check_document, check_duplicates, check_values
from training.documents import GoldSpan, LabelledDocument, parse_inline

ROOT = Path(__file__).parents[2] / "annotations"


def document(source: str, name: str = "X-01") -> LabelledDocument:
    text, spans = parse_inline(source)
    return LabelledDocument(name, text, spans, {})


def write_corpus(folder: Path, rows: dict[str, tuple[str, str, str]]) -> Path:
    lines = ["\t".join(FIELDS)]
    (folder / "authored").mkdir(parents=True)
    (folder / "real").mkdir()
    for name, (form, split, content) in rows.items():
        lines.append(
            "\t".join([name, form, split, "Lạng Sơn", "commune", "2024", "pre-2025-07", "report", "none", "test"])
        )
        path = folder / form / (f"{name}.txt" if form == "authored" else f"{name}.json")
        path.write_text(content, "utf-8")
    (folder / "index.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_documents_come_in_the_index_s_order_with_their_split(tmp_path: Path) -> None:
    folder = write_corpus(
        tmp_path, {"B": ("authored", "test", "⟦PLACE|xã A⟧"), "A": ("authored", "train", "chi ⟦AMOUNT|5 tỷ đồng⟧")}
    )
    assert [loaded.id for loaded in load_corpus(folder)] == ["B", "A"]
    (train,) = load_corpus(folder, splits=[Split.TRAIN])
    assert (train.text, train.about["province"]) == ("chi 5 tỷ đồng", "Lạng Sơn")


def test_standoff_labels_find_their_passage_again(tmp_path: Path) -> None:
    data = "Mở đầu.\nTại xã Tân Hòa.\n".encode()
    passage = LabelledDocument("R", "Tại xã Tân Hòa.", (GoldSpan(4, 14, Label.PLACE),), {})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "r.txt").write_bytes(data)
    standoff = write_standoff(passage, path="r.txt", data=data, begin=8)
    assert json.loads(standoff)["sha256"] == hashlib.sha256(data).hexdigest()
    folder = write_corpus(tmp_path / "corpus", {"R": ("real", "train", standoff)})
    assert load_corpus(folder) == []
    (loaded,) = load_corpus(folder, real=tmp_path / "texts")
    assert (loaded.text, loaded.spans) == (passage.text, passage.spans)
    (tmp_path / "texts" / "r.txt").write_bytes(data + b" ")
    with pytest.raises(CorpusError, match="sha256"):
        load_corpus(folder, real=tmp_path / "texts")


def test_errors_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="index"):
        read_index(tmp_path)
    folder = write_corpus(tmp_path, {"A": ("authored", "train", "⟦PLACE|xã A")})
    with pytest.raises(CorpusError, match=r"A\.txt"):
        load_corpus(folder)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("⟦PLACE|xã A ⟧", "blank_edge"),
        ("dự án ⟦PROJECT|dự án Kè sông Cầu⟧", "head"),
        ("⟦DATE|từ ngày 5/4⟧", "preposition"),
        ("⟦AMOUNT|khoảng 5 tỷ đồng⟧", "preposition"),
        ("⟦PERSON|ông Nguyễn Văn A⟧", "title"),
        ("về ⟦PLACE|huyện⟧", "bare_place"),
        ("⟦DOCUMENT|Quyết định của tỉnh⟧", "no_number"),
        ("⟦QUANTITY|03 dự án³⟧", "marker"),
        ("⟦PROJECT|Kè sông (đoạn 1⟧", "bracket"),
        ("⟦PLACE|xã A;⟧", "punctuation"),
        ("x⟦PLACE|ã Tân⟧", "cut_word"),
        ("⟦ORG|UBND ⟦PLACE|xã A⟧⟧", "nesting"),
        ("⟦PROJECT|⟦PLACE|Chợ Mới⟧⟧", "same_span"),
    ],
)
def test_what_the_check_finds(source: str, code: str) -> None:
    assert code in {finding.code for finding in check_document(document(source))}


@pytest.mark.parametrize(
    "source",
    [
        "dự án ⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧ giai đoạn 2⟧³; ⟦PLACE|TP.⟧ ngày⟦DATE|15/4⟧, ⟦QUANTITY|5 km²⟧, ⟦PERCENT|-2,5%⟧",
        "tại ⟦DOCUMENT|QĐ số lO/QĐ-UBND⟧ của ⟦ORG|UBND xã A⟧",
    ],
)
def test_what_the_check_lets_pass(source: str) -> None:
    assert [finding for finding in check_document(document(source)) if finding.code != "bare_place"] == []


def test_values_that_cannot_be_read_are_listed() -> None:
    (finding,) = check_values(document("nộp ⟦AMOUNT|nhiều tiền⟧ và ⟦AMOUNT|5 tỷ đồng⟧"))
    assert (finding.code, finding.start, finding.end) == ("no_value", 4, 14)


def test_values_are_read_in_decomposed_text_too() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Số tiền ⟦AMOUNT|năm tỷ đồng⟧; tại ⟦PLACE|tỉnh Quảng Ngãi⟧")
    assert list(check_values(document(decomposed))) == []


def test_duplicates_and_copies_are_found() -> None:
    words = " ".join(f"từ{number}" for number in range(40))
    first, second, other = document(words, "A"), document("x " + words, "B"), document("khác hẳn " * 20, "C")
    assert [(finding.document, finding.code) for finding in check_duplicates([first, second, other])] == [
        ("A", "duplicate")
    ]
    assert {finding.document for finding in check_copied([first, other], [("real", words)])} == {"A"}


def test_the_shipped_corpus_loads_and_passes() -> None:
    documents = load_corpus(ROOT)
    assert len(documents) > 100
    assert [finding for loaded in documents for finding in check_document(loaded)] == []


def test_no_test_province_is_trained_on() -> None:
    rows = read_index(ROOT)
    provinces = {split: {row["province"] for row in rows if row["split"] == split} for split in ("train", "test")}
    assert provinces["test"]
    assert not provinces["train"] & provinces["test"]
