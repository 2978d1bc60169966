import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from service.api.app import create_app
from service.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE = 20_000


@contextmanager
def serve(settings: Settings) -> Iterator[str]:
    """A service on a free port; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        # Connections that are not used for a while stay: a slow machine's browser would find them closed.
        config = uvicorn.Config(create_app(settings), log_config=None, lifespan="on", timeout_keep_alive=600)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            # Until it has started the listener holds connections back, and they are answered then.
            httpx.get(f"{address}readyz", timeout=60).raise_for_status()
            yield address
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def corrections(state: Path) -> Path:
    return state / "corrections"


@pytest.fixture(scope="session")
def address(state: Path, corrections: Path) -> Iterator[str]:
    settings = Settings(model="none", database=f"sqlite:///{state / 'jobs.sqlite'}", corrections=corrections)
    with serve(settings) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium here; install it (Debian: apt-get install chromium) to test the page.")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=list(_SWITCHES))
        yield browser
        browser.close()


@dataclass
class Tab:
    """A browser's tab with the page in it, and what it did."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    """Errors on the console and of scripts; tests that provoke some clear it."""
    strangers: list[str] = field(default_factory=list)
    """Requests to other hosts."""

    def open(self) -> "Tab":
        self.page.goto(self.address)
        expect(self.page.get_by_role("button", name="Đọc văn bản")).to_be_enabled()
        return self

    def read(self, text: str) -> "Tab":
        """Paste a text and have it read."""
        self.page.locator("#text").fill(text)
        self.page.get_by_role("button", name="Đọc văn bản").click()
        return self.wait()

    def wait(self) -> "Tab":
        expect(self.page.locator("#report")).to_be_visible()
        expect(self.page.locator('#reading[aria-busy="false"]')).to_be_attached()
        return self

    @property
    def marked(self) -> list[str]:
        """The texts of the entities in the order of the text, pieces of one put together."""
        pieces: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#reading [data-id]')].map((e) => [e.dataset.id, e.textContent])"
        )
        joined: dict[str, str] = {}
        for identity, piece in pieces:
            joined[identity] = joined.get(identity, "") + piece
        return list(joined.values())

    def keep(self, button: str) -> str:
        """What is downloaded on pressing a button."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button, exact=True).click()
        return download.value.path().read_bytes().decode()

    def select(self, words: str) -> None:
        """Select words in the text with the mouse."""
        places: Any = self.page.evaluate(
            """(words) => {
              const walker = document.createTreeWalker(document.getElementById("reading"), NodeFilter.SHOW_TEXT);
              const nodes = [];
              while (walker.nextNode()) nodes.push(walker.currentNode);
              const at = nodes.map((node) => node.data).join("").indexOf(words);
              const locate = (offset) => {
                for (const node of nodes) {
                  if (offset < node.length) return [node, offset];
                  offset -= node.length;
                }
              };
              const box = (offset) => {
                const [node, within] = locate(offset);
                const range = document.createRange();
                range.setStart(node, within);
                range.setEnd(node, within + 1);
                if (offset === at) node.parentElement.scrollIntoView({ block: "center" });
                return range.getBoundingClientRect().toJSON();
              };
              return [box(at), box(at + words.length - 1)];
            }""",
            words,
        )
        first, last = places
        mouse = self.page.mouse
        mouse.move(first["left"] + 1, first["top"] + first["height"] / 2)
        mouse.down()
        mouse.move(last["right"] - 1, last["top"] + last["height"] / 2, steps=3)
        mouse.up()


def watch(tab: Tab) -> None:
    """Take down what a tab complains of and whom it asks for what."""
    tab.page.context.set_default_timeout(_PATIENCE)
    tab.page.context.set_default_navigation_timeout(3 * _PATIENCE)
    tab.page.on("console", lambda said: tab.complaints.append(said.text) if said.type == "error" else None)
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    ours = (tab.address, "data:", "blob:")
    tab.page.on("request", lambda asked: None if asked.url.startswith(ours) else tab.strangers.append(asked.url))


def judge(tab: Tab) -> None:
    """Nothing was complained of, and no other host was asked for anything."""
    assert tab.complaints == []
    assert tab.strangers == []


@pytest.fixture(scope="session")
def window(chromium: Browser, address: str) -> Iterator[Tab]:
    """The tab of all tests that need none of their own: opening one takes longer than most of them."""
    context = chromium.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    expect.set_options(timeout=_PATIENCE)
    window = Tab(context.new_page(), address)
    watch(window)
    yield window
    context.close()


@pytest.fixture
def tab(window: Tab) -> Iterator[Tab]:
    window.complaints.clear()
    yield window.open()
    window.page.unroute_all()
    judge(window)


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs with options of their own."""
    tabs: list[Tab] = []

    def open_one(address: str, **options: Any) -> Tab:
        context = chromium.new_context(locale="vi-VN", **options)
        tabs.append(Tab(context.new_page(), address))
        watch(tabs[-1])
        return tabs[-1].open()

    expect.set_options(timeout=_PATIENCE)
    yield open_one
    for tab in tabs:
        tab.page.context.close()
        judge(tab)
