import re
from html.parser import HTMLParser

from service.pipeline import extract, load_pipeline
from service.render.html import render_html
from service.schema import Report
from tests.render.reports import TEXT as RECORDS
from tests.render.reports import build_report

TEXT = "Khởi công 01 dự án¹ & chi <5 tỷ đồng>.\n\n¹ Cầu Bản Mạ.\n"
HOSTILE = "</mark></script><script>alert(1)</script>\"' onmouseover=x &lt;b&gt;"
_VOID = {"meta", "br"}


class _Page(HTMLParser):
    """Collects ids, targets of links and tags, and that what is opened is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in _VOID:
            self._open.append(tag)
        for name, value in attrs:
            assert name in {
                "aria-label", "aria-labelledby", "charset", "class", "content", "href", "http-equiv", "id", "lang", "name",
                "scope", "tabindex", "title",
            }  # fmt: skip
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def render(text: str) -> str:
    return render_html(extract(text, nlp=load_pipeline(model="none")), text)


def shown(page: str) -> str:
    main = page[page.index('<main id="text">') : page.index("</main>")]
    return re.sub(r"<[^<>]+>", "", main).replace("↩", "")


def cells(page: str, section: str) -> list[list[str]]:
    """The words of the rows of the first table of a section."""
    body = page[page.index(f'<h2 id="{section}">') :]
    body = body[body.index("<tbody>") : body.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^<>]+>", "", cell.replace("<br>", " | ")) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def test_the_page_shows_the_text_unchanged() -> None:
    assert shown(render(TEXT)) == TEXT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown(render_html(build_report(), RECORDS)) == RECORDS


def test_anchor_and_body_are_linked_both_ways() -> None:
    page = render(TEXT)
    assert 'href="#fn1"' in page
    assert 'id="fn1"' in page
    assert 'href="#ref-fn1"' in page
    assert 'id="ref-fn1"' in page


def test_the_page_stands_on_its_own() -> None:
    page = render(TEXT)
    assert "http:" not in page
    assert "https:" not in page
    assert "<script" not in page


def test_projects_stand_beside_the_text() -> None:
    assert cells(render_html(build_report(), RECORDS), "projects") == [
        ["=Cầu A", "thẩm định dự án (chú thích 1)", "tổng mức đầu tư: 7 tỷ đồng 7.000.000.000 VND"],
        ["-Đường B", "", ""],
    ]


def test_figures_tell_their_value_and_comparisons() -> None:
    page = render_html(build_report(), RECORDS)
    assert cells(page, "figures") == [
        ["chi", "5 tỷ đồng 5.000.000.000 VND", "Năm 2024 2024", "đạt 40,5% – dự toán giao"]
    ]
    assert "<summary>1 số đếm" in page


def test_warnings_lead_to_their_words() -> None:
    page = render_html(build_report(), RECORDS)
    assert cells(page, "warnings") == [["44 cá nhân", "Không khớp.", "sum_total"]]
    assert '<a href="#w1">44 cá nhân</a>' in page


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    page = _Page(render_html(build_report(), RECORDS))
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"e6", "p1-1", "w1", "fn1"} <= set(page.ids)


def test_hostile_words_stay_words() -> None:
    report = build_report()
    page = render_html(make_hostile(report), RECORDS)
    assert "script" not in _Page(page).tags
    assert "<script" not in page
    assert "onmouseover=x" in page
    text = f"Thẩm định 01 dự án¹ {HOSTILE} chi 5 tỷ đồng năm 2024.\n\n¹ {HOSTILE} 7 tỷ đồng.\n"
    assert "script" not in _Page(render(text)).tags


def make_hostile(report: Report) -> Report:
    """The report with every free text replaced by HOSTILE."""
    entities = [entity.model_copy(update={"text": HOSTILE, "warnings": [HOSTILE]}) for entity in report.entities]
    return report.model_copy(
        update={
            "entities": [
                each.model_copy(update={"value": each.value and {**each.value, "unit": HOSTILE}}) for each in entities
            ],
            "document": report.document.model_copy(
                update={"metadata": report.document.metadata.model_copy(update={"title": HOSTILE})}
            ),
            "projects": [each.model_copy(update={"name": HOSTILE, "aliases": [HOSTILE]}) for each in report.projects],
            "figures": [
                each.model_copy(
                    update={
                        "subject": each.subject.model_copy(update={"text": HOSTILE}),
                        "comparisons": [
                            one.model_copy(update={"basis": one.basis.model_copy(update={"text": HOSTILE})})
                            for one in each.comparisons
                        ],
                    }
                )
                for each in report.figures
            ],
            "warnings": [each.model_copy(update={"code": HOSTILE, "message": HOSTILE}) for each in report.warnings],
        }
    )


def test_a_text_in_which_nothing_is_found_is_shown_alone() -> None:
    page = render("Không có gì.")
    assert "<aside" not in page
    assert shown(page) == "Không có gì."
