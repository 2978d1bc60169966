import docx
import pytest
from docx.enum.text import WD_BREAK

from service.errors import InputError
from service.ingest.word import read_word
from service.pipeline import extract
from tests.ingest.documents import (
    add_notes,
    add_paragraph,
    insert_notes,
    read_parts,
    refer_to,
    save_word,
    write_parts,
)

RULE = "_" * 20


def read(data: bytes) -> str:
    return read_word("a.docx", data).text


def edit(data: bytes, old: str, new: str, *, part: str = "word/document.xml") -> bytes:
    parts = read_parts(data)
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return write_parts(parts)


def test_paragraphs_and_titles() -> None:
    word = docx.Document()
    for text in ("Một", "", "=BÁO CÁO", "=Tình hình tháng 4", "Hai"):
        add_paragraph(word, text)
    assert read(save_word(word)) == "Một\n\nBÁO CÁO\nTình hình tháng 4\n\nHai\n"


def test_notes_stand_under_a_rule_at_the_end() -> None:
    word = docx.Document()
    add_paragraph(word, "Khởi công 02 công trình{7}; xong 01 chợ{8}.")
    add_paragraph(word, "Hết.")
    text = read(add_notes(word, {8: ("Chợ Nà Phạ.",), 7: ("Cầu Bản Mạ;", "Đường vào thôn.")}))
    assert text == (
        "Khởi công 02 công trình[^1]; xong 01 chợ[^2].\n\nHết.\n\n"
        f"{RULE}\n[^1]: Cầu Bản Mạ;\n\nĐường vào thôn.\n\n[^2]: Chợ Nà Phạ.\n"
    )
    report = extract(text)
    assert [(note.marker, note.status, len(note.spans)) for note in report.footnotes] == [
        ("1", "linked", 1),
        ("2", "linked", 1),
    ]
    span = report.footnotes[0].spans[0]
    assert text[span.start : span.end] == "Cầu Bản Mạ;\n\nĐường vào thôn."


def test_endnotes_and_notes_with_a_sign_are_numbered_after_the_footnotes() -> None:
    word = docx.Document()
    paragraph = add_paragraph(word, "Cuối")
    refer_to(paragraph, 1, kind="endnote")
    paragraph.add_run(" sao")
    refer_to(paragraph, 2)
    paragraph.runs[-1]._r[-1].set(docx.oxml.ns.qn("w:customMarkFollows"), "1")
    paragraph.runs[-1].add_text("*")
    paragraph.add_run(" chân")
    refer_to(paragraph, 1)
    data = insert_notes(add_notes(word, {1: ("chân",), 2: ("sao",)}), {1: ("cuối",)}, kind="endnote")
    assert read(data) == f"Cuối[^3] sao[^2] chân[^1]\n\n{RULE}\n[^1]: chân\n\n[^2]: sao\n\n[^3]: cuối\n"


def test_a_note_that_nothing_calls_is_not_shown() -> None:
    word = docx.Document()
    add_paragraph(word, "Chữ.")
    assert read(add_notes(word, {1: ("lạc",)})) == "Chữ.\n"


def test_changes_are_accepted() -> None:
    word = docx.Document()
    add_paragraph(word, "Thu CŨ|MỚI tỷ")
    added = '</w:t></w:r><w:ins w:id="1"><w:r><w:t>7,5</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">'
    dropped = '</w:t></w:r><w:del w:id="2"><w:r><w:delText>6,5</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">'
    data = edit(edit(save_word(word), "CŨ|", dropped), "MỚI", added)
    assert read(data) == "Thu 7,5 tỷ\n"
    mark = "<w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr>"
    add_paragraph(word, "đồng.")
    joined = edit(save_word(word), "<w:p><w:r><w:t>Thu", f"<w:p>{mark}<w:r><w:t>Thu")
    assert read(joined) == "Thu CŨ|MỚI tỷđồng.\n"


def test_tables_are_rows_and_heads_are_read_by_columns() -> None:
    word = docx.Document()
    head = word.add_table(1, 2)
    for cell, lines in zip(
        head.rows[0].cells, (["UBND XÃ A", "Số: 1/BC-UBND"], ["CỘNG HÒA XÃ HỘI", "A, ngày 1/2/2024"]), strict=True
    ):
        cell.text = lines[0]
        cell.add_paragraph(lines[1])
    data = word.add_table(2, 3, style="Table Grid")
    for row, texts in zip(data.rows, (("1", "Cầu Bản Mạ", "12 tỷ"), ("2", "Chợ", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    data.rows[0].cells[1].add_paragraph("xã Bắc")
    assert read(save_word(word)) == (
        "UBND XÃ A\nSố: 1/BC-UBND\n\nCỘNG HÒA XÃ HỘI\nA, ngày 1/2/2024\n\n1 | Cầu Bản Mạ xã Bắc | 12 tỷ\n2 | Chợ\n"
    )


def test_heads_and_feet_are_set_apart() -> None:
    word = docx.Document()
    add_paragraph(word, "Chữ.")
    word.sections[0].header.paragraphs[0].text = "BÁO CÁO THÁNG"
    word.sections[0].footer.paragraphs[0].text = "Trang 3"
    made = read_word("a.docx", save_word(word))
    assert (made.text, made.margins) == ("Chữ.\n", ("BÁO CÁO THÁNG",))


def test_page_breaks() -> None:
    word = docx.Document()
    add_paragraph(word, "Một").add_run().add_break(WD_BREAK.PAGE)
    add_paragraph(word, "Hai")
    add_paragraph(word, "Ba").paragraph_format.page_break_before = True
    assert read(save_word(word)) == "Một\n\n\f\nHai\n\n\f\nBa\n"


def test_raised_text_and_other_looks() -> None:
    word = docx.Document()
    paragraph = add_paragraph(word, "15 m")
    for text, look in (
        ("2", "superscript"),
        (" đất", None),
        ("(1)", "superscript"),
        (" ẩn", "hidden"),
        (" hoa", "all_caps"),
    ):
        run = paragraph.add_run(text)
        if look:
            setattr(run.font, look, True)
    assert read(save_word(word)) == "15 m² đất<sup>(1)</sup> HOA\n"


def test_numbers_that_word_counts_are_written_out() -> None:
    word = docx.Document()
    for text, style in (("Một", "List Number"), ("Hai", "List Number"), ("gạch", "List Bullet"), ("Ba", "List Number")):
        word.add_paragraph(text, style=style)
    assert read(save_word(word)) == "1. Một\n\n2. Hai\n\n- gạch\n\n3. Ba\n"


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    word = docx.Document()
    add_paragraph(word, "Chữ.")
    data = save_word(word)
    document = read_parts(data)["word/document.xml"].decode()
    assert read(edit(data, "<w:r><w:t>Chữ.", f"{drawing}<w:r><w:t>Chữ.")) == "Chữ.\n\nHỎA TỐC\n"
    assert "Chữ." in document


@pytest.mark.parametrize(
    ("font", "runs", "text"),
    [
        (".VnTime", ["Céng hßa x· héi chñ nghÜa ViÖt Nam"], "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", ["Céng hßa"], "CỘNG HÒA"),
        ("VNI-Times", ["Coäng hoøa xaõ ho", "äi"], "Cộng hòa xã hội"),
        (".VnTime", ["Cộng hòa xã hội"], "Cộng hòa xã hội"),
        ("Times New Roman", ["Cộng hòa"], "Cộng hòa"),
    ],
)
def test_fonts_that_are_an_encoding(font: str, runs: list[str], text: str) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for part in runs:
        run = paragraph.add_run(part)
        run.font.name = font
    paragraph.add_run(" (Unicode: ở đây)")
    made = read_word("a.docx", save_word(word))
    assert made.text == f"{text} (Unicode: ở đây)\n"
    assert [loss.code for loss in made.warnings] == (
        ["legacy_encoding"] if runs[0] not in text and font[0] in ".V" else []
    )


def test_the_soft_hyphen_of_tcvn3_is_a_letter() -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run("n|íc ta, nhµ n|íc")
    run.font.name = ".VnTime"
    data = edit(
        save_word(word), "n|íc ta, nhµ n|íc", "n</w:t><w:softHyphen/><w:t>íc ta, nhµ n</w:t><w:softHyphen/><w:t>íc"
    )
    assert read(data) == "nước ta, nhà nước\n"


def test_legacy_letters_without_a_font_s_name() -> None:
    word = docx.Document()
    add_paragraph(word, "ñy ban nh©n d©n huyÖn b¸o c¸o t×nh h×nh ph¸t triÓn kinh tÕ - x· héi")
    assert "Ủy ban nhân dân huyện báo cáo" in read(save_word(word)).replace("ủy", "Ủy")


def test_hostile_files_are_refused() -> None:
    word = docx.Document()
    add_paragraph(word, "Chữ.")
    data = save_word(word)
    bomb = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
        b"<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;'>" % (n + 1, *[n] * 10) for n in range(97, 110)
    )
    parts = read_parts(data)
    for document in (bomb + b"]><w>&n;</w>", b"<!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>"):
        with pytest.raises(InputError, match=r"a\.docx") as caught:
            read(write_parts({**parts, "word/document.xml": document}))
        assert caught.value.code == "hostile"
    with pytest.raises(InputError) as caught:
        read(write_parts({**parts, "word/document.xml": b"<w:document"}))
    assert caught.value.code == "damaged"
    with pytest.raises(InputError) as caught:
        read(write_parts({**parts, "word/document.xml": b" " * 70_000_000}))
    assert caught.value.code == "too_large"
    deep = b"<w:document xmlns:w='w'><w:body>" + b"<w:tbl><w:tr><w:tc>" * 5_000
    with pytest.raises(InputError):
        read(write_parts({**parts, "word/document.xml": deep}))


def test_a_damaged_file_is_an_error_or_a_text() -> None:
    word = docx.Document()
    add_paragraph(word, "Khởi công 02 công trình{1}.")
    data = add_notes(word, {1: ("Chợ.",)})
    messages = []
    for at in range(0, len(data), 997):
        broken = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            read(broken)
        except InputError as error:
            messages.append(str(error))
    assert messages
    assert all(message.startswith("a.docx: ") for message in messages)


def test_tables_in_tables_are_read() -> None:
    word = docx.Document()
    cell = word.add_table(1, 1).rows[0].cells[0]
    for _ in range(60):
        cell = cell.add_table(1, 1).rows[0].cells[0]
    cell.text = "Trong cùng"
    assert read(save_word(word)) == "Trong cùng\n"
