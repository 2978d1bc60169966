"""Applications that run: in this process on a thread, and in a process of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import httpx
import uvicorn

from service.api.app import create_app
from service.api.parts import Parts
from service.settings import Settings

RULES = Settings(model="none")
REPORT = (Path(__file__).parents[2] / "docs" / "sample-report.txt").read_text("utf-8")

_AS_INSTALLED = "import sys; sys.modules['torch'] = None"
"""A service is installed without torch; here, where it is, spaCy would spend seconds on it."""


class Running:
    """A server on a thread of this process."""

    def __init__(self, settings: Settings) -> None:
        app = create_app(settings)
        self.parts: Parts = app.state.parts
        self.settings = settings
        self.http = httpx.Client(timeout=60)  # one for all: each client reads the machine's certificates anew
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_config=None, access_log=False, timeout_graceful_shutdown=10)
        )
        self._thread = Thread(target=self._server.run)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.005)
        self.http.base_url = self.url

    def begin_to_stop(self) -> None:
        self._server.should_exit = True

    def stop(self) -> None:
        self.http.close()
        self.begin_to_stop()
        self._thread.join()

    @property
    def port(self) -> int:
        port: int = self._server.servers[0].sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    server = Running(settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Process:
    """`trichluc serve` in a process of its own, in which it may be killed."""

    def __init__(self, *options: str, log: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.http = httpx.Client(base_url=self.url, timeout=60)
        arguments = ["serve", "--port", str(self.port), *options]
        command = [sys.executable, "-c", f"{_AS_INSTALLED}; from service.cli import main; main()", *arguments]
        with log.open("ab") as stream:
            self._process = subprocess.Popen(command, stderr=stream, env={**os.environ, **environment})
        self.pid = self._process.pid

    def wait_until_ready(self) -> None:
        while True:
            assert self._process.poll() is None, self.log.read_text("utf-8")
            with suppress(httpx.TransportError):
                if self.http.get("/readyz").is_success:
                    return
            time.sleep(0.05)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self) -> int:
        return self._process.wait(60)

    def kill(self) -> None:
        self.http.close()
        self._process.kill()
        self._process.wait()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
