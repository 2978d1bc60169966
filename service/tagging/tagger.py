"""The tagger: passages in, labelled spans out, every token seen."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from service.stopping import check_stop
from service.tagging.backends import Backend, Ids, Logits, create_backend
from service.tagging.decoding import TAGS, decode
from service.tagging.models import NETWORK, TOKENIZER, ModelFiles
from service.tagging.tokens import PieceEncoder, Tokens
from service.tagging.windows import Window, cut_windows

_PIECES_A_BATCH = 2048


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span `[start, end)` of a passage that the model found; `score` in [0, 1] says how sure it is."""

    start: int
    end: int
    label: str
    score: float


class Tagger:
    """A model in memory. Several threads may call it at once."""

    def __init__(self, model: ModelFiles, *, backend: str | None = None, threads: int = 0) -> None:
        self.model = model
        self._encoder = PieceEncoder.load(model.folder / TOKENIZER)
        # Compiling takes a second without Python's lock: meanwhile the process loads its other parts.
        executor = ThreadPoolExecutor(1, thread_name_prefix="load-model")
        self._loading = executor.submit(self._load, backend, threads)
        executor.shutdown(wait=False)

    def _load(self, name: str | None, threads: int) -> Backend:
        """The backend, with a first batch behind it: that one takes nine times as long as the next."""
        backend = create_backend(self.model.folder / NETWORK, name=name, threads=threads)
        backend(*_pad([[]], self._encoder))
        return backend

    @property
    def backend(self) -> str:
        """The name of what computes."""
        return self._loading.result().name

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """The spans of each text, ordered by start, longer first; spans of different labels may overlap."""
        sequences = [self._encoder.encode(text) for text in texts]
        tagged = []
        for tokens, logits in zip(
            sequences, compute_logits(sequences, self._encoder, self._loading.result()), strict=True
        ):
            spans = [
                Tagged(tokens.starts[span.first], tokens.ends[span.last - 1], span.label, span.score)
                for span in decode(logits / self.model.temperature, self.model.labels)
            ]
            tagged.append(sorted(spans, key=lambda span: (span.start, -span.end, span.label)))
        return tagged


_begun: dict[tuple[ModelFiles, str | None, int], Tagger] = {}


def begin_tagger(model: ModelFiles, *, backend: str | None = None, threads: int = 0) -> None:
    """Begin to load `model` ahead of what will use it: the next `take_tagger` with the same arguments gets it.

    A process that begins with this has its model compiled while it imports its other parts.
    """
    _begun[model, backend, threads] = Tagger(model, backend=backend, threads=threads)


def take_tagger(model: ModelFiles, *, backend: str | None = None, threads: int = 0) -> Tagger:
    """The tagger that was begun for `model`, else a new one."""
    return _begun.pop((model, backend, threads), None) or Tagger(model, backend=backend, threads=threads)


def compute_logits(
    sequences: Sequence[Tokens], encoder: PieceEncoder, run: Callable[[Ids, Ids], Logits]
) -> list[Logits]:
    """Logits (tokens, labels, tags) of each sequence; `run` computes one batch of windows.

    Windows of like length go together. Where two windows overlap, each token takes the one in which it stands further
    from the border: the first window up to the middle of the overlap, the second after it.
    """
    jobs = [(index, window) for index, tokens in enumerate(sequences) for window in cut_windows(tokens)]
    logits = [np.zeros((len(tokens.starts), 0, len(TAGS)), dtype=np.float32) for tokens in sequences]
    begins = _divide(jobs)
    order = sorted(range(len(jobs)), key=lambda at: jobs[at][1].end - jobs[at][1].start)
    for batch in _group(order, jobs):
        check_stop()
        windows = [jobs[at] for at in batch]
        pieces, mask = _pad([sequences[index].pieces[window.start : window.end] for index, window in windows], encoder)
        found = run(pieces, mask)
        for at, (index, window), rows in zip(batch, windows, found, strict=True):
            begin, end = begins[at]
            if not logits[index].size:
                logits[index] = np.zeros((len(sequences[index].starts), *rows.shape[1:]), dtype=np.float32)
            places = np.array(sequences[index].firsts[begin:end]) - window.start + 1
            logits[index][begin:end] = rows[places]
    return logits


def _divide(jobs: Sequence[tuple[int, Window]]) -> list[tuple[int, int]]:
    """The tokens `[first, last)` that each window answers for."""
    borders = []
    for at, (index, window) in enumerate(jobs):
        first, last = window.first, window.last
        if at and jobs[at - 1][0] == index:
            first = (window.first + jobs[at - 1][1].last) // 2
        if at + 1 < len(jobs) and jobs[at + 1][0] == index:
            last = (jobs[at + 1][1].first + window.last) // 2
        borders.append((first, last))
    return borders


def _group(order: Sequence[int], jobs: Sequence[tuple[int, Window]]) -> list[list[int]]:
    """Windows, given from short to long, in batches whose padded size is bounded."""
    batches: list[list[int]] = []
    for at in order:
        length = jobs[at][1].end - jobs[at][1].start + 2
        if batches and length * (len(batches[-1]) + 1) <= _PIECES_A_BATCH:
            batches[-1].append(at)
        else:
            batches.append([at])
    return batches


def _pad(windows: Sequence[Sequence[int]], encoder: PieceEncoder) -> tuple[Ids, Ids]:
    length = max(map(len, windows)) + 2
    pieces = np.full((len(windows), length), encoder.padding, dtype=np.int64)
    mask = np.zeros((len(windows), length), dtype=np.int64)
    for row, window in enumerate(windows):
        pieces[row, : len(window) + 2] = [encoder.begin, *window, encoder.end]
        mask[row, : len(window) + 2] = 1
    return pieces, mask
