"""Speed beside a named peer, on one text in one run: characters a second and their ratios."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import underthesea
from spacy.language import Language

from service.pipeline import extract, load_pipeline
from service.text.normalisation import normalise
from service.text.words import WordTokenizer

SAMPLE = Path(__file__).parent.parent / "docs" / "sample-report.txt"
_LENGTH = 300_000
_PEER_LENGTH = 20_000


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


def main() -> int:
    """Print the table."""
    text = SAMPLE.read_text("utf-8")
    text = (text + "\n\n") * (_LENGTH // len(text) + 1)
    short = text[:_PEER_LENGTH]
    light = load_pipeline(tokenizer="trichluc.syllables")
    words = load_pipeline()
    bytes_a_char = len(text.encode()) / len(text)
    tokenizer = WordTokenizer(words.vocab)

    rules = measure_rules(light, text)
    rows = [
        ("trichluc, rules without tokenizer", rules),
        ("trichluc, whole pipeline", measure(lambda source: extract(source, nlp=words), text)),
        ("trichluc, word tokenizer", measure(tokenizer, text)),
        ("underthesea word_tokenize", measure(underthesea.word_tokenize, text)),
        ("underthesea ner", measure(underthesea.ner, short)),
    ]
    peer = dict(rows)["underthesea ner"]
    for name, speed in rows:
        print(
            f"{name:36}{speed:12,.0f} chars/s{speed * bytes_a_char / 1e6:8.2f} MB/s{speed / peer:9.1f} x underthesea ner"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
