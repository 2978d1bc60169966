"""The service under load beside the bare pipeline, in one run: requests a second, latencies, and their ratio.

A page is 2,500 characters. For each size texts go through the pipeline one after the other, then through the service
(in a process of its own, as `trichluc serve` runs it) from several clients at once. Prints a table.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import httpx

from service.pipeline import extract, load_pipeline
from training.benchmark import SAMPLE

PAGE = 2_500
"""Characters."""
SIZES = {1: 120, 5: 40, 30: 8}
"""Pages of a text, and how many texts of that size are sent."""
_SECONDS = 600
_PORT = 8_199


def make_texts(pages: int, count: int) -> list[str]:
    """Different texts of that many pages, cut from the sample report over and over."""
    line = SAMPLE.read_text("utf-8")
    endless = line * (2 + pages * PAGE // len(line))
    return [f"Báo cáo số {number}.\n{endless[: pages * PAGE]}" for number in range(count)]


def measure_pipeline(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Seconds for each text, one after the other."""
    seconds = []
    for text in texts:
        begun = perf_counter()
        read(text)
        seconds.append(perf_counter() - begun)
    return seconds


def measure_service(url: str, texts: Sequence[str], *, clients: int) -> tuple[float, list[float]]:
    """Seconds for all texts, and for each, sent by `clients` at once."""
    with httpx.Client(base_url=url, timeout=_SECONDS) as http, ThreadPoolExecutor(clients) as pool:

        def ask(text: str) -> float:
            begun = perf_counter()
            http.post("/extract", json={"text": text}).raise_for_status()
            return perf_counter() - begun

        begun = perf_counter()
        seconds = list(pool.map(ask, texts))
        return perf_counter() - begun, seconds


@contextmanager
def serve(model: str | None) -> Iterator[str]:
    """The address of a service that runs while this is open."""
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "TRICHLUC_DATABASE": f"sqlite:///{Path(folder) / 'jobs.sqlite'}",
            "TRICHLUC_SECONDS": str(_SECONDS),
        }
        command = [sys.executable, "-c", "from service.cli import main; main()", "serve", "--port", str(_PORT)]
        process = subprocess.Popen(
            [*command, *(["--model", model] if model else [])], env=environment, stderr=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{_PORT}"
        try:
            while process.poll() is None:
                with suppress(httpx.TransportError):
                    if httpx.get(f"{url}/readyz").is_success:
                        break
                sleep(0.1)
            yield url
        finally:
            process.terminate()
            process.wait()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the service under load beside the bare pipeline.")
    parser.add_argument("--model", help="name of the model, none for the rules alone")
    parser.add_argument("--clients", type=int, default=8, help="requests under way at once")
    parser.add_argument("--share", type=float, default=1.0, help="of the usual number of texts")
    asked = parser.parse_args()
    nlp = load_pipeline(model=asked.model)
    print(f"{os.cpu_count()} processors, {asked.clients} clients, a page is {PAGE:,} characters")
    print(
        f"{'pages':>5} {'texts':>5} {'pipeline/s':>10} {'service/s':>10} {'ratio':>6}"
        f" {'pipeline p50':>12} {'p50':>7} {'p95':>7} {'p99':>7}  seconds"
    )
    with serve(asked.model) as url:
        for pages, usual in SIZES.items():
            texts = make_texts(pages, max(4, round(usual * asked.share)))
            measure_pipeline(lambda text: extract(text, nlp=nlp), texts[:2])  # both are warm before the clock runs
            measure_service(url, texts[:2], clients=2)
            bare = measure_pipeline(lambda text: extract(text, nlp=nlp), texts)
            elapsed, seconds = measure_service(url, texts, clients=asked.clients)
            cuts = quantiles(seconds, n=100, method="inclusive")
            alone, served = len(texts) / sum(bare), len(texts) / elapsed
            print(
                f"{pages:5} {len(texts):5} {alone:10.2f} {served:10.2f} {served / alone:6.2f}"
                f" {quantiles(bare, n=2)[0]:12.3f} {cuts[49]:7.3f} {cuts[94]:7.3f} {cuts[98]:7.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
