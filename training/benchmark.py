"""Speed beside a named peer, on one text in one run: characters a second and their ratios; start and memory."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import underthesea
from spacy.language import Language

from service.pipeline import NO_MODEL, extract, load_pipeline
from service.text.normalisation import normalise
from service.text.words import WordTokenizer

SAMPLE = Path(__file__).parent.parent / "docs" / "sample-report.txt"
_LENGTH = 20_000
"""Characters of text that all are given: about seven pages, since underthesea's ner takes a minute for more."""
_LONG = 300_000
"""Characters for the rules alone, which are too fast to measure on less."""


def measure(run: Callable[[str], object], text: str) -> float:
    """Characters a second of `run` on `text`, the best of three runs after one that warms up."""
    run(text[:1000])
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        run(text)
        best = min(best, perf_counter() - start)
    return len(text) / best


def measure_rules(nlp: Language, text: str) -> float:
    """Characters a second of the pipeline's components alone: the Doc is made before the clock runs."""
    best = float("inf")
    for _ in range(3):
        source = normalise(text)
        doc = nlp.make_doc(source.text)
        doc._.source = source
        start = perf_counter()
        for _, component in nlp.pipeline:
            doc = component(doc)
        best = min(best, perf_counter() - start)
    return len(text) / best


def measure_start() -> tuple[float, float]:
    """Seconds from the start of a process to its first answer, the best of three, and its resident memory in MB."""
    command = Path(sys.executable).with_name("trichluc")
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        subprocess.run([command, "extract", "-"], input=b"Chi 3 ty.", check=True, capture_output=True)
        best = min(best, perf_counter() - start)
    return best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Print the table."""
    sample = SAMPLE.read_text("utf-8") + "\n\n"
    long = sample * (_LONG // len(sample) + 1)
    text = long[:_LENGTH]
    rules = load_pipeline(tokenizer="trichluc.syllables", model=NO_MODEL)
    whole = load_pipeline()
    tokenizer = WordTokenizer(whole.vocab)
    bytes_a_char = len(text.encode()) / len(text)

    rows = [
        ("trichluc, rules without tokenizer", measure_rules(rules, long)),
        ("trichluc, word tokenizer", measure(tokenizer, text)),
        ("trichluc, whole pipeline with model", measure(lambda source: extract(source, nlp=whole), text)),
        ("underthesea word_tokenize", measure(underthesea.word_tokenize, text)),
        ("underthesea ner", measure(underthesea.ner, text)),
    ]
    peer = dict(rows)["underthesea ner"]
    for name, speed in rows:
        print(
            f"{name:36}{speed:12,.0f} chars/s{speed * bytes_a_char / 1e6:8.2f} MB/s{speed / peer:9.1f} x underthesea ner"
        )
    seconds, megabytes = measure_start()
    print(f"from start to first answer {seconds:.1f} s; resident memory {megabytes:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
