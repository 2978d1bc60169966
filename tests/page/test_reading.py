"""The page in a browser: a text is given, its report is seen, searched and kept."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import docx
import httpx
import pytest
from playwright.sync_api import Route, expect

from service.settings import Settings
from tests.page.conftest import Tab, serve

SAMPLE = Path("docs/sample-report.txt").read_text("utf-8")
NOTES = (
    "BÁO CÁO\n\nTrong tháng đã thẩm định 03 dự án¹, giải ngân 1.924 tỷ đồng. Họp ngày 31/02/2025.\n\n"
    + "Đoạn văn chen giữa.\n\n" * 60
    + "¹ (1) Đường A; (2) Đường B.\n\n² Ghi chú không có chỗ gọi.\n"
)


def report_of(address: str, text: str) -> Any:
    return httpx.post(f"{address}extract", json={"text": text}, timeout=30).raise_for_status().json()


def test_a_pasted_text_is_shown_with_its_entities(tab: Tab, address: str) -> None:
    report = report_of(address, SAMPLE)
    tab.read(SAMPLE)
    assert tab.page.locator("#reading").evaluate("(e) => e.textContent") == SAMPLE
    assert tab.marked == [entity["text"] for entity in report["entities"]]
    expect(tab.page.locator("#report-title")).to_be_focused()
    expect(tab.page.get_by_role("status")).to_contain_text(f"Đã đọc xong: {len(report['entities'])} mục")
    expect(tab.page.locator("#metadata")).to_contain_text("214/BC-UBND")


def test_any_signs_are_shown_as_they_are(tab: Tab) -> None:
    text = "😀 Chi 3,5 tỷ đồng 🏗️🏗️ trước ngày 30/6/2025 𠮷, đạt 40,5%. <img src=x onerror=alert(1)> &amp; <script>1</script>"
    tab.read(text)
    assert tab.page.locator("#reading").evaluate("(e) => e.textContent") == text
    assert tab.marked == ["3,5 tỷ đồng", "ngày 30/6/2025", "40,5%"]
    rows = list(csv.reader(io.StringIO(tab.keep("CSV mục tìm thấy").removeprefix("\ufeff"))))
    assert rows[1][3:6] == ["6", "17", "3,5 tỷ đồng"]


def test_entities_explain_themselves(tab: Tab) -> None:
    tab.read(NOTES)
    card = tab.page.get_by_role("tooltip")
    tab.page.get_by_text("1.924 tỷ đồng").first.hover()
    expect(card).to_contain_text("Số tiền")
    expect(card).to_contain_text("1.924.000.000.000 VND")
    expect(card).to_contain_text("Tìm thấy theo quy tắc")
    expect(card).to_contain_text("hiểu hai cách")
    tab.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    tab.page.locator("#reading mark", has_text="31/02/2025").focus()
    expect(card).to_contain_text("không phải là ngày có trong lịch")


def test_nested_entities_show_both(tab: Tab) -> None:
    text = "Đã khởi công Cải tạo chợ Mai Pha, xã Yên Trạch."
    spans = [("PROJECT", "Cải tạo chợ Mai Pha, xã Yên Trạch"), ("PLACE", "chợ Mai Pha"), ("PLACE", "xã Yên Trạch")]
    entities = [
        {
            **{"id": f"e{at}", "label": label, "start": text.index(words), "end": text.index(words) + len(words)},
            **{"text": words, "score": 0.87, "source": "model", "value": None, "alternatives": [], "inferred": []},
            **{"warnings": [], "footnote": None, "item": None},
        }
        for at, (label, words) in enumerate(spans)
    ]
    project = {"id": "p1", "name": spans[0][1], "aliases": [], "mentions": ["e0"], "places": ["e1", "e2"]}
    evidence = {"phase": "started", "evidence": {"start": 3, "end": 12}, "footnote": None}
    report = {
        "document": {"sha256": "0" * 64, "chars": len(text), "metadata": {"title": None, "number": None}},
        "entities": entities,
        "projects": [{**project, "amounts": [], "dates": [], "phases": [evidence]}],
        **{"footnotes": [], "figures": [], "warnings": []},
    }
    tab.page.route("**/extract", lambda route: route.fulfill(json=report))
    tab.read(text)
    assert tab.marked == [words for _, words in spans]
    outer = tab.page.locator("mark.PROJECT")
    assert outer.locator("mark.PLACE").count() == 2
    assert outer.evaluate("(e) => e.getClientRects()[0].height") > outer.locator("mark").first.evaluate(
        "(e) => e.getClientRects()[0].height"
    )
    outer.locator("mark").first.hover()
    expect(tab.page.get_by_role("tooltip")).to_contain_text("trong Dự án: Cải tạo chợ Mai Pha")
    expect(tab.page.get_by_role("tooltip")).to_contain_text("Mô hình chắc 87 %")
    row = tab.page.get_by_role("row").nth(1)
    for told in (spans[0][1], "khởi công", "chợ Mai Pha", "xã Yên Trạch", "dòng 1"):
        expect(row).to_contain_text(told)


def test_from_a_footnote_marker_to_its_body_and_back(tab: Tab) -> None:
    tab.read(NOTES)
    text = tab.page.locator("#reading")
    marker, body = tab.page.locator("#ref-fn1"), tab.page.locator("#body-fn1")
    marker.click()
    expect(body).to_be_focused()
    expect(body).to_be_in_viewport()
    expect(tab.page.get_by_role("tooltip")).to_contain_text("Hứa 3 mục, liệt kê 2 mục")
    assert text.evaluate("(e) => e.scrollTop") > 500
    tab.page.keyboard.press("Enter")
    expect(marker).to_be_focused()
    expect(marker).to_be_in_viewport()


def test_warnings_lead_to_their_places(tab: Tab) -> None:
    tab.read(NOTES)
    tab.page.get_by_role("tab", name="Cảnh báo").click()
    rows = tab.page.get_by_role("tabpanel").get_by_role("row")
    expect(rows.filter(has_text="không có chỗ gọi")).to_have_count(1)
    rows.filter(has_text="không có chỗ gọi").get_by_role("button").click()
    assert tab.page.locator("#reading").evaluate("(e) => e.scrollTop") > 500
    expect(tab.page.get_by_role("status")).to_contain_text("Đang ở dòng 127")
    rows.filter(has_text="không phải là ngày").get_by_role("button").click()
    expect(tab.page.locator("#reading mark", has_text="31/02/2025")).to_be_focused()
    assert tab.page.locator("#reading").evaluate("(e) => e.scrollTop") < 100


def test_footnotes_are_listed_with_their_state(tab: Tab) -> None:
    tab.read(NOTES)
    tab.page.get_by_role("tab", name="Chú thích").click()
    rows = tab.page.get_by_role("tabpanel").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("03 dự án")
    expect(rows.nth(1)).to_contain_text("2/3 – không khớp")
    expect(rows.nth(2)).to_contain_text("không có chỗ gọi")


def test_labels_can_be_hidden(tab: Tab) -> None:
    tab.read(SAMPLE)
    box = tab.page.get_by_role("checkbox", name="Thời gian")
    expect(tab.page.locator("label.DATE")).to_contain_text("9")
    date = tab.page.locator("mark.DATE").first
    tab.page.get_by_role("tab", name="Tất cả").click()
    expect(tab.page.get_by_role("tabpanel").get_by_text("Thời gian", exact=True)).to_have_count(9)
    box.uncheck()
    expect(date).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(tab.page.get_by_role("tabpanel").get_by_text("Thời gian", exact=True)).to_have_count(0)
    box.check()
    expect(date).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_json_and_csv_hold_the_report(tab: Tab, address: str) -> None:
    report = report_of(address, SAMPLE)
    tab.read(SAMPLE)
    assert json.loads(tab.keep("Tải JSON")) == report
    content = tab.keep("CSV mục tìm thấy")
    assert content.startswith("\ufeffmã,nhãn,")
    head, *rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    assert [(row[1], int(row[3]), int(row[4]), row[5].lstrip("'")) for row in rows] == [
        (each["label"], each["start"], each["end"], each["text"]) for each in report["entities"]
    ]
    values = [json.loads(row[head.index("giá trị (JSON)")] or "null") for row in rows]
    assert values == [each["value"] for each in report["entities"]]
    head, *rows = csv.reader(io.StringIO(tab.keep("CSV số liệu"), newline=""))
    assert len(rows) == len(report["figures"])
    assert rows[0][1:6] == [
        "Thu ngân sách",
        "18.640 triệu đồng",
        "18.640.000.000 VND",
        "ngày 25/10/2025",
        "đạt 91,3% – dự toán tỉnh giao; đạt 112,4% – so với cùng kỳ",
    ]
    assert tab.keep("CSV dự án").startswith("\ufeffmã,tên,")


@pytest.mark.parametrize("way", ["drop", "choose"])
def test_files_are_read(tab: Tab, tmp_path: Path, way: str) -> None:
    document = docx.Document()
    document.add_paragraph("Giải ngân 3,5 tỷ đồng đến ngày 30/6/2025.")
    path = tmp_path / "báo cáo.docx"
    document.save(str(path))
    if way == "choose":
        tab.page.locator("#file").set_input_files(path)
    else:
        tab.page.evaluate(
            """([name, bytes]) => {
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
              for (const type of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
            }""",
            [path.name, list(path.read_bytes())],
        )
    tab.wait()
    assert tab.marked == ["3,5 tỷ đồng", "ngày 30/6/2025"]
    expect(tab.page.locator("#metadata")).to_contain_text("báo cáo.docx")
    assert json.loads(tab.keep("Tải JSON"))["text"].strip() == "Giải ngân 3,5 tỷ đồng đến ngày 30/6/2025."


def test_the_month_completes_dates(tab: Tab) -> None:
    tab.page.get_by_label("Tháng của báo cáo").fill("2031-04")
    tab.read("Họp ngày 19/4.")
    tab.page.locator("#reading mark").hover()
    card = tab.page.get_by_role("tooltip")
    expect(card).to_contain_text("19/4/2031")
    expect(card).to_contain_text("Suy ra, không ghi trong văn bản: năm")


ERRORS: list[tuple[int | None, dict[str, Any], str, str]] = [
    (413, {"code": "too_large", "limit": 2_000_000}, "máy chủ chỉ nhận đến 2 MB", "chia văn bản"),
    (415, {"code": "unsupported_media_type"}, "không đọc loại tệp này", "dán vào ô"),
    (422, {"code": "scanned", "detail": "bc.pdf: chỉ có ảnh."}, "bc.pdf: chỉ có ảnh.", "OCR"),
    (422, {"code": "invalid_request", "detail": "reference_date"}, "không đọc được nội dung", "tháng"),
    (504, {"code": "timeout"}, "đọc quá lâu", "nhiều phần"),
    (500, {"code": "internal_error"}, "gặp lỗi (500)", "báo người quản trị"),
    (None, {}, "Không liên lạc được với máy chủ", "kiểm tra mạng"),
]


def refuse_with(status: int | None, problem: dict[str, Any]) -> Callable[[Route], None]:
    """Answers with a problem, or not at all."""
    return lambda route: route.abort() if status is None else route.fulfill(status=status, json=problem)


def test_errors_say_what_to_do(tab: Tab) -> None:
    alert = tab.page.get_by_role("alert")
    tab.page.locator("#text").fill("Chi 3,5 tỷ đồng.")
    for status, problem, told, advice in ERRORS:
        tab.page.route("**/extract", refuse_with(status, problem))
        tab.page.get_by_role("button", name="Đọc văn bản").click()
        expect(alert).to_contain_text(told)
        expect(alert).to_contain_text(advice)
        expect(tab.page.locator("#text")).to_have_value("Chi 3,5 tỷ đồng.")
        tab.page.unroute("**/extract")
    tab.page.get_by_role("button", name="Thử lại").click()
    assert tab.wait().marked == ["3,5 tỷ đồng"]
    expect(alert).to_be_hidden()
    tab.complaints.clear()  # the browser tells failed requests on the console


def test_an_empty_text_is_not_sent(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Đọc văn bản").click()
    expect(tab.page.get_by_role("alert")).to_contain_text("Chưa có văn bản nào")
    expect(tab.page.locator("#text")).to_be_focused()


def test_a_busy_service_is_asked_again(tab: Tab) -> None:
    def refuse_once(route: Route) -> None:
        route.fulfill(status=503, headers={"Retry-After": "1"}, json={"code": "queue_full"})
        tab.page.unroute("**/extract")

    tab.page.route("**/extract", refuse_once)
    tab.read("Chi 3,5 tỷ đồng.")
    assert tab.marked == ["3,5 tỷ đồng"]
    tab.complaints.clear()


def test_a_key_is_asked_for_and_kept_for_the_tab(open_tab: Callable[..., Tab], state: Path) -> None:
    key = "khoa-cua-van-phong"
    hashed = hashlib.sha256(key.encode()).hexdigest()
    settings = Settings(model="none", database=f"sqlite:///{state / 'keys.sqlite'}", api_keys=frozenset([hashed]))
    with serve(settings) as guarded:
        tab = open_tab(guarded)
        dialog = tab.page.get_by_role("dialog")
        tab.page.locator("#text").fill("Chi 3,5 tỷ đồng.")
        tab.page.get_by_role("button", name="Đọc văn bản").click()
        for given, told in (("sai", "Máy chủ này cần khóa truy cập."), (key, "Khóa truy cập không đúng.")):
            expect(dialog).to_contain_text(told)
            dialog.get_by_label("Khóa truy cập").fill(given)
            dialog.get_by_label("Khóa truy cập").press("Enter")
        tab.wait()
        assert tab.marked == ["3,5 tỷ đồng"]
        assert tab.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 1, ""]
        tab.complaints.clear()
        tab.page.context.close()  # the service ends when nobody is connected


def test_a_long_text_is_shown_whole(tab: Tab, address: str) -> None:
    text = SAMPLE * 4
    tab.read(text)
    assert tab.page.locator("#reading").evaluate("(e) => e.textContent") == text
    assert tab.marked == [entity["text"] for entity in report_of(address, text)["entities"]]
    last = tab.page.locator("#reading mark").last
    tab.page.locator("#reading").focus()
    tab.page.keyboard.press("ArrowLeft")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


def test_everything_by_keyboard(tab: Tab) -> None:
    page, press = tab.page, tab.page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    press("Enter")
    press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(NOTES)
    while page.evaluate("document.activeElement.id") != "read":
        press("Tab")
    press("Enter")
    tab.wait()
    expect(page.locator("#report-title")).to_be_focused()
    while page.evaluate("document.activeElement.id") != "reading":
        press("Tab")
    press("ArrowRight")
    expect(page.locator("#reading mark").first).to_be_focused()
    assert page.locator("#reading mark").first.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
    press("ArrowRight")
    expect(page.locator("#ref-fn1")).to_be_focused()
    press("Enter")
    expect(page.locator("#body-fn1")).to_be_focused()
    press("Enter")
    expect(page.locator("#ref-fn1")).to_be_focused()
    press("Tab")
    expect(page.get_by_role("tab", selected=True)).to_be_focused()
    press("ArrowRight")
    expect(page.get_by_role("tab", name="Cảnh báo")).to_be_focused()
    press("Tab")
    press("Tab")
    press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đang ở dòng")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(tab: Tab, scheme: Literal["light", "dark"]) -> None:
    tab.page.emulate_media(color_scheme=scheme)
    pairs = [("--ink", f".{label}", "--tint") for label in ("PROJECT", "PLACE", "AMOUNT", "DATE", "ORG", "PERSON")]
    pairs += [("--ink", f".{label}", "--tint") for label in ("DOCUMENT", "PERCENT", "QUANTITY")]
    pairs += [(ink, "body", ground) for ink in ("--ink", "--quiet", "--accent", "--alarm") for ground in ("--sheet",)]
    pairs += [("--quiet", "body", "--ground"), ("--accent", "body", "--ground"), ("--accent", "body", "--note")]
    pairs += [("--on-accent", "body", "--accent"), ("--alarm", "body", "--alarm-sheet"), ("--ink", "body", "--flash")]
    contrasts = tab.page.evaluate(
        """(pairs) => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const light = (colour) => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
              const share = part / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return pairs.map(([ink, where, ground]) => {
            const style = getComputedStyle(document.querySelector(where));
            const [dark, bright] = [ink, ground].map((name) => light(style.getPropertyValue(name))).sort((a, b) => a - b);
            return (bright + 0.05) / (dark + 0.05);
          });
        }""",
        pairs,
    )
    assert [(pair, round(contrast, 2)) for pair, contrast in zip(pairs, contrasts, strict=True) if contrast < 4.5] == []


def test_everything_has_a_name(tab: Tab) -> None:
    tab.read(SAMPLE)
    tab.page.get_by_role("button", name="Sửa nhãn").click()
    unnamed = tab.page.evaluate(
        """[...document.querySelectorAll("button, input, textarea, select, a[href], [role=tab]")]
          .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)"""
    )
    assert unnamed == []
    for landmark in ("banner", "main"):
        expect(tab.page.get_by_role(landmark)).to_have_count(1)
    expect(tab.page.get_by_role("region", name="Văn bản đã đọc")).to_be_visible()
    assert tab.page.evaluate("document.documentElement.lang") == "vi"


def test_a_phone_shows_it_without_scrolling_sideways(open_tab: Callable[..., Tab], address: str) -> None:
    tab = open_tab(address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)

    def width() -> Any:
        return tab.page.evaluate("document.documentElement.scrollWidth")

    assert width() == 360
    tab.read(NOTES)
    for name in ("Số liệu", "Cảnh báo", "Chú thích", "Tất cả"):
        tab.page.get_by_role("tab", name=name).tap()
        assert width() == 360
    tab.page.locator("#reading mark", has_text="1.924 tỷ đồng").tap()
    card = tab.page.get_by_role("tooltip")
    expect(card).to_contain_text("1.924.000.000.000 VND")
    assert card.evaluate("(e) => e.getBoundingClientRect().bottom") == 740
