import pytest

from service.ingest.html import read_html
from service.pipeline import extract
from tests.ingest.documents import SUPERSCRIPTS


def read(page: str) -> str:
    return read_html(page.encode()).text


def test_blocks_are_paragraphs_and_blanks_are_one() -> None:
    page = "<html><head><title>x</title></head><body><h1>BÁO  CÁO</h1><p>Thu\n 3,5&nbsp;tỷ <b>đồng</b>.<br>Hết<div>Ba</div>"
    assert read(page) == "BÁO CÁO\n\nThu 3,5 tỷ đồng.\nHết\n\nBa\n"


def test_scripts_and_hidden_parts_are_left_out() -> None:
    page = "<body><script>a()</script><style>b{}</style><p hidden>c</p><p style='display:none'>d<span>e</span></p><p>Chữ</p>"
    assert read(page) == "Chữ\n"


def test_raised_numbers_are_markers() -> None:
    assert read("<p>02 dự án<a href='#f'><sup>1</sup></a>, 15 m<sup>2</sup>, chợ<sup>(3)</sup>") == (
        "02 dự án¹, 15 m², chợ<sup>(3)</sup>\n"
    )


def test_rows_are_lines() -> None:
    page = "<table><tr><th>TT<th>Tên<tr><td>1<td><p>Cầu</p><p>Mạ</p><tr><td>2<td>Chợ</table><p>Hết"
    assert read(page) == "TT | Tên\n1 | Cầu Mạ\n2 | Chợ\n\nHết\n"


def test_lists_count() -> None:
    assert read("<ol start=3><li>ba<li>bốn</ol><ul><li>gạch</ul>") == "3. ba\n\n4. bốn\n\n- gạch\n"


@pytest.mark.parametrize(
    "notes",
    [
        '<hr><ol><li id="fn1"><p>Chợ Nà Phạ. <a href="#fnref1">↩</a></p></li></ol>',
        '<div><p id="_ftn1"><a href="#_ftnref1"><sup>1</sup></a> Chợ Nà Phạ.</p></div>',
    ],
)
def test_notes_of_pages_are_linked(notes: str) -> None:
    text = read(f"<p>Xã đã khởi công 01 công trình<sup><a href='#fn1'>1</a></sup>.</p>{notes}")
    assert [(note.marker, note.status) for note in extract(text).footnotes] == [("1", "linked")]


def test_legacy_fonts_and_encodings() -> None:
    made = read_html(b"<p><font face='.VnTime'>C\xc3\xa9ng h\xc3\x9fa</font> x</p>")
    assert (made.text, made.encoding) == ("Cộng hòa x\n", "tcvn3")
    body = "<p>ñy ban nh©n d©n huyÖn b¸o c¸o t×nh h×nh ph¸t triÓn kinh tÕ - x· héi n¨m</p>".encode("latin-1")
    assert read_html(body).text == "ủy ban nhân dân huyện báo cáo tình hình phát triển kinh tế - xã hội năm\n"


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<table>",
        "<td>",
        "</p>",
        "<!--",
        "<",
        "<a ",
        "&",
        "<b><p>",
        "<li>",
        "<sup>1",
        "<ol>",
        "\x00",
        "<![CDATA[",
    ],
)
def test_hostile_pages_end(unit: str) -> None:
    text = read(f"<p>Đầu</p>{unit * 20_000}cuối")
    assert text.startswith("Đầu")
    assert "1".translate(SUPERSCRIPTS) not in text or unit == "<sup>1"


def test_nothing_is_lost_in_deep_pages() -> None:
    assert "cuối" in read("<div>" * 5_000 + "cuối")


def test_any_bytes_have_a_text() -> None:
    for data in (b"", b"\x00", b"\xff\xfe<\x00", "<p>ố".encode("utf-16"), bytes(range(256))):
        assert isinstance(read_html(data).text, str)
