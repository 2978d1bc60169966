"""Correcting the spans of a report in the browser, and keeping them for the next training."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from playwright.sync_api import expect
from typer.testing import CliRunner

from tests.page.conftest import Tab
from training.documents import GoldSpan, parse_inline
from training.formats import cli, jsonl

TEXT = "📌 Khởi công Cải tạo Trạm Mai Pha, xã Yên Trạch; chi 3,5 tỷ đồng trước ngày 30/6/2025.\n\nHọp ở 12 xã.\n"


@pytest.fixture
def correcting(tab: Tab) -> Tab:
    tab.read(TEXT)
    tab.page.get_by_role("button", name="Sửa nhãn").click()
    return tab


def spans_of(tab: Tab) -> list[tuple[str, str]]:
    """The labels and words of the record that the page gives; its offsets are checked on the way."""
    record = json.loads(tab.keep("Tải JSONL để huấn luyện"))
    return [(span["label"], record["text"][span["start"] : span["end"]]) for span in record["spans"]]


def choose(tab: Tab, words: str) -> None:
    """Click a span."""
    tab.page.locator("#reading mark", has_text=words).first.click()


RULES = [("PLACE", "xã Yên Trạch"), ("AMOUNT", "3,5 tỷ đồng"), ("DATE", "ngày 30/6/2025"), ("QUANTITY", "12 xã")]


def test_spans_are_added_with_the_mouse(correcting: Tab) -> None:
    assert spans_of(correcting) == RULES
    correcting.select("ải tạo Trạm Mai Pha, xã Yên Trạch")  # half a word is taken whole
    menu = correcting.page.get_by_role("toolbar", name="Nhãn của đoạn đang chọn")
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="1 Dự án").click()
    correcting.select("Trạm Mai Pha")
    correcting.page.keyboard.press("2")
    expect(correcting.page.locator("mark.PROJECT mark.PLACE")).to_have_count(2)
    expect(correcting.page.locator("label.PROJECT")).to_contain_text("1")
    expect(correcting.page.locator("#changes")).to_have_text("2 nhãn khác với lần đọc tự động")
    project = [("PROJECT", "Cải tạo Trạm Mai Pha, xã Yên Trạch"), ("PLACE", "Trạm Mai Pha")]
    assert spans_of(correcting) == [*project, *RULES]


def test_labels_are_changed_and_spans_removed(correcting: Tab) -> None:
    choose(correcting, "12 xã")
    correcting.page.keyboard.press("2")
    choose(correcting, "3,5 tỷ")
    correcting.page.keyboard.press("Delete")
    assert spans_of(correcting) == [RULES[0], RULES[2], ("PLACE", "12 xã")]
    choose(correcting, "12 xã")
    correcting.page.keyboard.press("9")  # as it was read: nothing is changed about it
    expect(correcting.page.locator("#changes")).to_have_text("1 nhãn khác với lần đọc tự động")


def test_borders_are_moved_by_keys(correcting: Tab) -> None:
    press = correcting.page.keyboard.press
    choose(correcting, "xã Yên Trạch")
    for key in ("[", "[", "[", "["):
        press(key)
    assert spans_of(correcting)[0] == ("PLACE", "Trạm Mai Pha, xã Yên Trạch")
    correcting.page.locator("#reading mark").first.focus()
    for key in ("Shift+[", "Shift+]", "Shift+]"):
        press(key)
    assert spans_of(correcting)[0] == ("PLACE", "Mai Pha, xã")
    correcting.page.locator("#reading mark").first.focus()
    for key in ("]", "Alt+]", "Alt+]"):
        press(key)
    assert spans_of(correcting)[0] == ("PLACE", "Mai Pha, xã Yên T")


def test_a_span_is_moved_to_what_is_selected(correcting: Tab) -> None:
    choose(correcting, "12 xã")
    correcting.select("Họp ở")
    correcting.page.get_by_role("button", name="Về đoạn bôi đen").click()
    assert spans_of(correcting)[-1] == ("QUANTITY", "Họp ở")


def test_undo_and_redo(correcting: Tab) -> None:
    choose(correcting, "12 xã")
    correcting.page.keyboard.press("Delete")
    choose(correcting, "3,5 tỷ")
    correcting.page.keyboard.press("5")
    changed = [RULES[0], ("ORG", "3,5 tỷ đồng"), RULES[2]]
    assert spans_of(correcting) == changed
    correcting.page.keyboard.press("Control+z")
    correcting.page.get_by_role("button", name="Hoàn tác").click()
    expect(correcting.page.get_by_role("button", name="Hoàn tác")).to_be_disabled()
    assert spans_of(correcting) == RULES
    correcting.page.keyboard.press("Control+Shift+z")
    correcting.page.keyboard.press("Control+y")
    assert spans_of(correcting) == changed


def test_crossing_spans_are_refused_and_doubtful_ones_told(correcting: Tab) -> None:
    status = correcting.page.locator("#status")
    correcting.select("Mai Pha, xã Yên")
    correcting.page.keyboard.press("2")
    expect(status).to_contain_text("cắt chéo")
    assert spans_of(correcting) == RULES
    choose(correcting, "xã Yên Trạch")
    correcting.page.keyboard.press("5")
    correcting.select("Yên Trạch")
    correcting.page.keyboard.press("2")
    expect(status).to_contain_text("Bên trong Cơ quan, tổ chức không gán nhãn nào")
    expect(correcting.page.locator("#doubts summary")).to_have_text("Nên xem lại (1)")


def test_spans_are_added_by_keyboard_alone(correcting: Tab) -> None:
    press = correcting.page.keyboard.press
    correcting.page.locator("#reading").focus()
    for key in ("n", "ArrowRight", "ArrowRight", "]", "]", "]", "1"):
        press(key)
    assert spans_of(correcting) == [("PROJECT", "Cải tạo Trạm Mai"), *RULES]
    correcting.page.locator("#reading mark").first.focus()
    press("Escape")
    expect(correcting.page.locator(".entity.current")).to_have_count(0)
    expect(correcting.page.get_by_role("toolbar")).to_be_hidden()


def test_the_record_is_imported_without_loss(correcting: Tab, tmp_path: Path) -> None:
    correcting.select("Cải tạo Trạm Mai Pha, xã Yên Trạch")
    correcting.page.keyboard.press("1")
    record = tmp_path / "sửa.jsonl"
    record.write_text(correcting.keep("Tải JSONL để huấn luyện"), "utf-8", newline="")
    inline = correcting.keep("Tải văn bản có dấu nhãn")

    def place(label: str, words: str) -> GoldSpan:
        return GoldSpan(TEXT.index(words), TEXT.index(words) + len(words), label)

    spans = tuple(place(*each) for each in [("PROJECT", "Cải tạo Trạm Mai Pha, xã Yên Trạch"), *RULES])
    (document,) = jsonl.read(record)
    assert (document.text, document.spans) == (TEXT, spans)
    assert [span.value for span in document.spans][2:4] == [
        {"amount": "3500000000", "currency": "VND"},
        {"edtf": "2025-06-30"},
    ]
    assert parse_inline(inline) == (TEXT, spans)
    app = typer.Typer()
    cli.add_commands(app)
    done = CliRunner().invoke(app, ["import", str(record), "--format", "jsonl", "--out", str(tmp_path / "nhap")])
    assert done.exit_code == 0, done.output
    (written,) = (tmp_path / "nhap").glob("*.txt")
    assert written.read_bytes().decode() == inline


def test_corrections_are_sent_to_a_service_that_keeps_them(correcting: Tab, corrections: Path) -> None:
    choose(correcting, "12 xã")
    correcting.page.keyboard.press("Delete")
    correcting.page.get_by_role("button", name="Gửi về máy chủ").click()
    expect(correcting.page.locator("#status")).to_have_text("Máy chủ đã nhận bản sửa.")
    (file,) = corrections.iterdir()
    assert [span.label for span in jsonl.read(file)[0].spans] == ["PLACE", "AMOUNT", "DATE"]


def test_unsaved_corrections_are_not_dropped_unasked(correcting: Tab) -> None:
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    correcting.page.once("dialog", refuse)
    choose(correcting, "12 xã")
    correcting.page.keyboard.press("Delete")
    correcting.page.get_by_role("button", name="Văn bản khác").click()
    assert asked == ["Các nhãn đã sửa chưa được tải về. Bỏ chúng?"]
    expect(correcting.page.locator("#report")).to_be_visible()
    spans_of(correcting)
    correcting.page.get_by_role("button", name="Văn bản khác").click()
    expect(correcting.page.locator("#text")).to_be_focused()


def test_spans_are_corrected_on_a_phone(open_tab: Callable[..., Tab], address: str) -> None:
    tab = open_tab(address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    tab.read(TEXT)
    tab.page.get_by_role("button", name="Sửa nhãn").tap()
    tab.page.locator("#reading mark", has_text="12 xã").tap()
    menu = tab.page.get_by_role("toolbar")
    assert menu.evaluate("(e) => e.getBoundingClientRect().bottom") == 740
    menu.get_by_role("button", name="2 Địa danh").tap()
    menu.get_by_role("button", name="Thu đầu sang phải").tap()
    assert spans_of(tab) == [*RULES[:-1], ("PLACE", "xã")]
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 360
