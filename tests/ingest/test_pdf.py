from pathlib import Path

import font_roboto
import pytest
from fontTools.ttLib import TTFont
from fpdf import FPDF
from PIL import Image

from service.errors import InputError
from service.ingest.fonts import Font
from service.ingest.glyphs import Page, Rule, Run
from service.ingest.pdf import build_text, read_pdf
from service.pipeline import extract
from tests.ingest.documents import Document, Sheet, parse_document, read_sample, write_bare_pdf, write_pdf

RULE = "_" * 20
LONG = "Công tác quản lý đất đai được tăng cường, giải quyết 217/345 hồ sơ của người dân trong xã đúng thời hạn. "


def read(data: bytes) -> str:
    return read_pdf(data, max_pages=100).text


def test_pages_and_their_notes() -> None:
    document = Document(
        tuple(f"{number}. {LONG * 5}Khởi công 01 dự án{{{number}}} trong xã." for number in range(1, 13)),
        tuple(f"Đường số {number} {'vào thôn Nà Lầu ' * 8}." for number in range(1, 13)),
    )
    made = read_pdf(write_pdf(document), max_pages=100)
    assert len(made.pages) >= 3
    assert made.text.count(RULE) == len(made.pages) == made.text.count("\f") + 1
    assert made.margins == ("BÁO CÁO KINH TẾ",)
    for number, start in enumerate(made.pages[1:], start=1):
        assert made.text[start - 2 : start] == "\f\n", number
    footnotes = extract(made.text).footnotes
    assert [note.status for note in footnotes] == ["linked"] * 12
    for note, body in zip(footnotes, document.notes, strict=True):
        assert " ".join(made.text[span.start : span.end] for span in note.spans) == body.replace("  ", " ")


def test_a_sentence_goes_on_over_a_page() -> None:
    text = read(write_pdf(Document((LONG * 40,))))
    assert "\n\f\n" in text
    assert "\n\n\f" not in text
    assert " ".join(text.split()) == " ".join((LONG * 40).split())


def test_two_columns_are_read_one_after_the_other() -> None:
    document = parse_document(read_sample())
    one, two = (read(write_pdf(document, Sheet(size=11, columns=columns))) for columns in (1, 2))
    assert one == two


def test_notes_without_a_rule_are_told_by_their_size() -> None:
    runs = [
        Run("Khởi công 01 dự án", 70, 180, 700, 12), Run("1", 180, 184, 704.5, 7), Run("trong quý này.", 187, 270, 700, 12),
        Run("1", 70, 73, 104.5, 6), Run(" Chợ Nà Phạ.", 73, 150, 100, 10),
    ]  # fmt: skip
    text = build_text([Page(tuple(runs))]).text
    assert text == f"Khởi công 01 dự án¹ trong quý này.\n\n{RULE}\n¹ Chợ Nà Phạ.\n"
    assert [note.status for note in extract(text).footnotes] == ["linked"]


def test_plain_numbers_under_the_rule_are_markers_if_they_are_called() -> None:
    runs = [
        Run("Khởi công 01 dự án", 70, 180, 700, 12), Run("1", 180, 184, 704.5, 7), Run("trong quý này.", 187, 270, 700, 12),
        Run("1 Khu công nghiệp Hiệp Thạnh (giai đoạn", 70, 300, 120, 10), Run("1) và Chợ.", 70, 120, 108, 10),
    ]  # fmt: skip
    made = build_text([Page(tuple(runs), (Rule(70, 135, 200, 135),))])
    assert made.text.endswith(f"{RULE}\n¹ Khu công nghiệp Hiệp Thạnh (giai đoạn 1) và Chợ.\n")


def test_a_head_of_one_page_stays() -> None:
    assert "BÁO CÁO KINH TẾ" in read(write_pdf(Document(("Chữ.",))))


def test_turned_pages_are_read_and_stamps_set_apart() -> None:
    pdf = FPDF(unit="pt", format=(595, 842))
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    with pdf.rotation(90, 300, 400):
        for line in range(5):
            pdf.text(100, 300 + 16 * line, f"Line {line} of a turned table of the annex")
    pdf.text(20, 20, "STAMP")
    made = read_pdf(bytes(pdf.output()), max_pages=9)
    assert made.text.startswith("Line 0 of a turned table of the annex")
    assert made.margins == ("STAMP",)


def test_legacy_fonts_are_told() -> None:
    made = build_text([Page((Run("Cộng hòa", 70, 180, 700, 12, Font("tcvn3")),))])
    assert (made.text, made.encodings) == ("Cộng hòa\n", ("tcvn3",))


def test_scanned_files_are_refused_and_pages_named() -> None:
    def scan(lines: int) -> bytes:
        pdf = FPDF()
        pdf.set_font("Helvetica", size=9)
        for number in range(2):
            pdf.add_page()
            pdf.image(Image.new("L", (40, 60), 200), 0, 0, 200, 280)
            for line in range(lines * number):
                pdf.text(10, 20 + 5 * line, "STAMP 1 of the seal")
        return bytes(pdf.output())

    with pytest.raises(InputError, match="ocrmypdf") as caught:
        read(scan(1))
    assert caught.value.code == "scanned"
    assert read_pdf(scan(10), max_pages=9).empty_pages == (1,)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (write_bare_pdf(b"", pages=101), "too_long"),
        (b"%PDF-1.7\n", "damaged"),
        (write_bare_pdf(b"BT ET"), "scanned"),
    ],
)
def test_what_can_not_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.code == code


def test_a_password_is_told() -> None:
    pdf = FPDF()
    pdf.set_encryption("owner", "user")
    pdf.add_page()
    with pytest.raises(InputError, match="mật khẩu") as caught:
        read(bytes(pdf.output()))
    assert caught.value.code == "encrypted"


def test_broken_files_are_an_error_or_a_text() -> None:
    data = write_pdf(parse_document(read_sample()))
    for at in range(0, len(data), len(data) // 60):
        for broken in (data[:at], data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]):
            try:
                text = read(broken)
            except InputError:
                continue
            assert text


def test_a_font_s_name_tells_the_encoding(tmp_path: Path) -> None:
    font = TTFont(font_roboto.Roboto)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = ".VnTime"
    font.save(tmp_path / "font.ttf")
    pdf = FPDF()
    pdf.add_font("V", fname=tmp_path / "font.ttf")
    pdf.add_font("R", fname=Path(font_roboto.Roboto))
    pdf.add_page()
    pdf.set_font("V", size=13)
    pdf.text(20, 40, "Céng hßa x· héi chñ nghÜa ViÖt Nam")
    pdf.set_font("R", size=13)
    pdf.text(20, 60, "Độc lập - Tự do - Hạnh phúc")
    made = read_pdf(bytes(pdf.output()), max_pages=9)
    assert made.text == "Cộng hòa xã hội chủ nghĩa Việt Nam\n\nĐộc lập - Tự do - Hạnh phúc\n"
    assert made.encodings == ("tcvn3",)
