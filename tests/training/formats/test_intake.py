import json
from pathlib import Path

import pytest

from service.labels import Label
from training.documents import GoldSpan
from training.formats.alignment import Stated
from training.formats.intake import (
    Claim,
    ClaimedDocument,
    ClaimedRelation,
    FormatError,
    describe_document,
    iterate_json_lines,
    read_text,
    take_in,
)
from training.formats.relations import Relation, relations_of

FILE = Path("a.jsonl")
TEXT = "Ông A ở xã Mỹ An"


def claim(start: int, end: int, label: str, key: str = "", line: int = 3) -> Claim:
    return Claim(Stated(start, end, TEXT[start:end]), label, line, key)


def test_labels_are_ours_or_mapped() -> None:
    claimed = ClaimedDocument("1", TEXT, 3, (claim(4, 5, "PER"), claim(8, 16, "PLACE")))
    (document,) = take_in([claimed], FILE, labels={"PER": Label.PERSON})
    assert document.spans == (GoldSpan(4, 5, Label.PERSON), GoldSpan(8, 16, Label.PLACE))
    assert all(isinstance(span.label, Label) for span in document.spans)


def test_an_unknown_label_is_refused_by_name_with_file_and_line() -> None:
    claimed = ClaimedDocument("b7", TEXT, 3, (claim(4, 5, "PER", line=9),))
    with pytest.raises(FormatError, match=r"a\.jsonl, dòng 9: b7: nhãn lạ “PER”; dùng --map PER="):
        take_in([claimed], FILE)


def test_what_is_refused_is_left_out_and_the_rest_taken() -> None:
    claims = (claim(4, 5, "PER", "x"), Claim(Stated(0, 99, "không có"), "PLACE", 4, "y"), claim(8, 16, "PLACE", "z"))
    relations = (ClaimedRelation("z", "z", "giữ", 5), ClaimedRelation("z", "x", "bỏ", 6))
    refused: list[FormatError] = []
    (document,) = take_in([ClaimedDocument("1", TEXT, 3, claims, relations)], FILE, refuse=refused.append)
    assert document.spans == (GoldSpan(8, 16, Label.PLACE),)
    assert relations_of(document) == (Relation(0, 0, "giữ"),)
    assert [(error.line, error.document) for error in refused] == [(3, "1"), (4, "1"), (6, "1")]


def test_mended_offsets_are_told() -> None:
    told: list[str] = []
    claimed = ClaimedDocument("1", "😀 xã Mỹ An", 3, (Claim(Stated(3, 11, "xã Mỹ An"), "PLACE", 3),))
    (document,) = take_in([claimed], FILE, tell=told.append)
    assert document.spans == (GoldSpan(2, 10, Label.PLACE),)
    assert told == ["a.jsonl, dòng 3: 1: đã sửa vị trí của 1 nhãn (đếm theo đơn vị UTF-16)."]


ORIGINALS = {"bao-cao-1": "Ông  A ở\r\nxa\u0303 Mỹ An\n", "khác": "Ông B ở xã Mỹ An"}


def test_spans_are_carried_over_to_the_text_that_was_given_out() -> None:
    claimed = ClaimedDocument("17", TEXT, 1, (claim(8, 16, "PLACE"),))
    (document,) = take_in([claimed], FILE, originals=ORIGINALS)
    assert (document.id, document.text) == ("bao-cao-1", ORIGINALS["bao-cao-1"])
    assert [document.text[span.start : span.end] for span in document.spans] == ["xa\u0303 Mỹ An"]


@pytest.mark.parametrize(
    ("identity", "text"), [("1", "Ông C ở xã Mỹ An"), ("1", "hai bản"), ("a", "hai bản"), ("b", "hai  bản")]
)
def test_a_text_that_is_not_exactly_one_of_the_originals_is_refused(identity: str, text: str) -> None:
    originals = {**ORIGINALS, "a": "hai bản", "b": "hai\nbản"}
    claimed = ClaimedDocument(identity, text, 2)
    refused: list[FormatError] = []
    found = take_in([claimed], FILE, originals=originals, refuse=refused.append)
    if identity in originals:
        assert [document.text for document in found] == [originals[identity]]
    else:
        assert found == []
        assert [error.line for error in refused] == [2]


def test_files_that_can_not_be_read_are_named_with_their_line(tmp_path: Path) -> None:
    broken = tmp_path / "a.jsonl"
    broken.write_bytes(b'"m\xe1\xbb\x99t"\n"hai \xff"\n')
    with pytest.raises(FormatError, match=r"a\.jsonl, dòng 2: không phải là UTF-8"):
        read_text(broken)
    with pytest.raises(FormatError, match=r"thiếu: không đọc được"):
        read_text(tmp_path / "thiếu")


def test_line_breaks_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert read_text(file) == "a\r\nb\rc"


def test_lines_that_are_no_objects_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"a": "x\u2028y"}\n\nkhông\n[1]\n{"b": 2}\r\n', "utf-8", newline="")
    refused: list[FormatError] = []
    assert list(iterate_json_lines(file, refuse=refused.append)) == [(1, {"a": "x\u2028y"}), (5, {"b": 2})]
    assert [error.line for error in refused] == [3, 4]


def test_what_a_record_says_of_its_document_becomes_strings() -> None:
    record = {"id": 1, "nguồn": "sở", "số": 3, "trống": None, "ai": ["x"], "about": {"tỉnh": "Lạng Sơn"}}
    assert describe_document(record, without=["id"]) == {
        "nguồn": "sở",
        "số": "3",
        "ai": json.dumps(["x"]),
        "tỉnh": "Lạng Sơn",
    }
