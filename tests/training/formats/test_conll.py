from pathlib import Path

import pytest

from service.labels import Label
from tests.training.formats.documents import DATA
from tests.training.tiny import labelled
from training.documents import GoldSpan, LabelledDocument
from training.formats import conll
from training.formats.intake import FormatError
from training.formats.level import Level
from training.formats.losses import Lost

MAPPING = {"LOC": Label.PLACE, "LOCATION": Label.PLACE, "PER": Label.PERSON, "ORGANIZATION": Label.ORG}


def read_words(document: LabelledDocument) -> list[tuple[str, str]]:
    return [(span.label, document.text[span.start : span.end]) for span in document.spans]


def test_words_joined_by_underscores_become_text_again() -> None:
    first, second = conll.read(DATA / "words.conll", labels=MAPPING)
    assert first.text == "Đồng thời , bệnh viện tiếp tục thực hiện các biện pháp tại xã Hưng Thạnh ."
    assert read_words(first) == [("PLACE", "xã Hưng Thạnh")]
    assert read_words(second)[:2] == [("PERSON", "Nông Văn Thiệp"), ("ORG", "Ban Quản lý dự án huyện")]
    assert [first.id, second.id] == ["words-1", "words-2"]


def test_iob1_is_read_and_docstart_parts_documents() -> None:
    first, second = conll.read(DATA / "iob1.conll", labels=MAPPING)
    assert first.text == "Đoàn khảo sát Lạng Sơn Cao Bằng .\nUBND xã họp"
    assert read_words(first) == [("PLACE", "Lạng Sơn"), ("PLACE", "Cao Bằng"), ("ORG", "UBND xã")]
    assert read_words(second) == [("AMOUNT", "5 tỷ")]


def test_bioes_is_read() -> None:
    (document,) = conll.read(DATA / "bioes.conll", labels=MAPPING)
    assert read_words(document) == [
        ("AMOUNT", "5 tỷ đồng"),
        ("PLACE", "Huế"),
        ("PLACE", "Huế"),
        ("DATE", "năm 2024"),
    ]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-ORG I-ORG O", [("ORG", "a b")]),
        ("I-ORG I-ORG B-ORG", [("ORG", "a b"), ("ORG", "c")]),
        ("I-ORG I-DATE I-DATE", [("ORG", "a"), ("DATE", "b c")]),
        ("B-ORG B-ORG I-ORG", [("ORG", "a"), ("ORG", "b c")]),
        ("S-ORG S-ORG O", [("ORG", "a"), ("ORG", "b")]),
        ("U-ORG B-DATE L-DATE", [("ORG", "a"), ("DATE", "b c")]),
        ("B-ORG M-ORG E-ORG", [("ORG", "a b c")]),
        ("B-ORG E-ORG I-ORG", [("ORG", "a b"), ("ORG", "c")]),
        ("O O O", []),
    ],
)
def test_schemes_of_tags(tmp_path: Path, tags: str, spans: list[tuple[str, str]]) -> None:
    path = tmp_path / "a.conll"
    path.write_text("".join(f"{word} {tag}\n" for word, tag in zip("abc", tags.split(), strict=True)), "utf-8")
    (document,) = conll.read(path)
    assert read_words(document) == spans


def test_what_is_no_row_or_tag_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_bytes("# nguồn = một kho\r\nxã\tB-PLACE\r\nA\r\nB\tX-PLACE\r\nC\tI-NƠI\r\n".encode())
    refused: list[FormatError] = []
    (document,) = conll.read(path, refuse=refused.append)
    assert (document.text, read_words(document)) == ("xã B C", [("PLACE", "xã")])
    assert [error.line for error in refused] == [3, 4, 5]
    assert "hai cột" in refused[0].reason
    assert "X-PLACE" in refused[1].reason
    assert "“NƠI”" in refused[2].reason


def test_an_underscore_in_a_text_of_syllables_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("".join(f"{word} O\n" for word in [*"abcdefghijklmnopqrstuvwxyz", "a_b"]), "utf-8")
    assert conll.read(path)[0].text.endswith("z a_b")


def test_a_lone_docstart_is_the_head_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("-DOCSTART- -X- O\nxã -X- _ B-PLACE\nA -X- _ I-PLACE\n\nhọp -X- _ O\n", "utf-8")
    assert [(each.id, each.text, len(each.spans)) for each in conll.read(path)] == [
        ("a-1", "xã A", 1),
        ("a-2", "họp", 0),
    ]


SOURCE = "UBND  ⟦PLACE|xã Mỹ An⟧ chi:\n⟦PROJECT|Kè ⟦PLACE|sông Cầu⟧⟧ (⟦AMOUNT|5 tỷ đồng⟧).\n"


def test_the_columns_say_how_the_text_was_spaced(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    losses = conll.write([labelled(SOURCE, "A-1", tỉnh="x")], path)
    assert path.read_text("utf-8").splitlines()[:9] == [
        "-DOCSTART-\tSpaceAfter=No\tO",
        "# id = A-1",
        '# about = {"tỉnh": "x"}',
        "",
        "UBND\tSpacesAfter=\\s\\s\tO",
        "xã\t_\tB-PLACE",
        "Mỹ\t_\tI-PLACE",
        "An\t_\tI-PLACE",
        "chi\tSpaceAfter=No\tO",
    ]
    assert [(loss.lost, loss.span) for loss in losses] == [(Lost.SPAN, GoldSpan(23, 31, Label.PLACE))]
    (found,) = conll.read(path)
    assert (found.id, found.about, found.text) == ("A-1", {"tỉnh": "x"}, labelled(SOURCE).text)


def test_words_are_written_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    conll.write([labelled("Họp tại ⟦PLACE|thành phố Hà Nội⟧")], path, level=Level.WORD)
    assert path.read_text("utf-8").splitlines()[3:] == [
        "Họp\t_\tO",
        "tại\t_\tO",
        "thành_phố\tSpacesInToken=thành\\sphố\tB-PLACE",
        "Hà_Nội\tSpacesInToken=Hà\\sNội|SpaceAfter=No\tI-PLACE",
        "",
    ]


def test_sentences_are_parted_but_no_span(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    conll.write([labelled("Một. ⟦ORG|Hai. Ba⟧. Bốn.")], path)
    blocks = path.read_text("utf-8").rstrip().split("\n\n")
    assert [[row.split("\t")[0] for row in block.splitlines()] for block in blocks[1:]] == [
        ["Một", "."],
        ["Hai", ".", "Ba", "."],
        ["Bốn", "."],
    ]


def test_an_id_that_a_comment_can_not_hold_is_named(tmp_path: Path) -> None:
    losses = conll.write([LabelledDocument("A \n 1", "x", (), {})], tmp_path / "a.conll")
    assert [loss.lost for loss in losses] == [Lost.ABOUT]
    assert conll.read(tmp_path / "a.conll")[0].id == "A 1"
