import re

from service.pipeline import extract
from service.render.html import render_html

TEXT = "Khởi công 01 dự án¹ & chi <5 tỷ đồng>.\n\n¹ Cầu Bản Mạ.\n"


def test_the_page_shows_the_text_unchanged() -> None:
    page = render_html(extract(TEXT), TEXT)
    shown = re.sub(r"<[^<>]+>", "", page[page.index("<main>") : page.index("</main>")])
    assert shown.replace("↩", "") == TEXT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_anchor_and_body_are_linked_both_ways() -> None:
    page = render_html(extract(TEXT), TEXT)
    assert 'href="#fn1"' in page
    assert 'id="fn1"' in page
    assert 'href="#ref-fn1"' in page
    assert 'id="ref-fn1"' in page


def test_the_page_stands_on_its_own() -> None:
    page = render_html(extract(TEXT), TEXT)
    assert "http" not in page
    assert "<script" not in page
