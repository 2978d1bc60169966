"""The pipeline in use: texts through it in threads, and another in its place when a model is promoted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from spacy.language import Language

from service.api.metrics import Metrics
from service.api.workers import Workers
from service.pipeline import NO_MODEL, build_pipeline, extract
from service.schema import ModelInfo
from service.settings import Settings
from service.tagging.models import CONFIG, ModelError

Result = TypeVar("Result")
_log = structlog.get_logger()
_MOST_STRINGS = 500_000
"""spaCy's vocabulary keeps each string that it ever saw, at some 370 bytes; a pipeline with more is built anew."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be loaded: a model's name, and when its files were written."""

    name: str
    written: int


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A pipeline in memory and what it is."""

    wanted: _Wanted
    nlp: Language
    model: ModelInfo


class Reader:
    """Runs work on the current pipeline. Each piece of work keeps the pipeline that it began with until it ends."""

    def __init__(self, settings: Settings, workers: Workers, metrics: Metrics) -> None:
        self._settings, self._workers, self._metrics = settings, workers, metrics
        self._current: _Loaded | None = None
        self._tried: _Wanted | None = None
        self._loading = asyncio.Lock()

    @property
    def model(self) -> ModelInfo | None:
        """The model in use, None before one is loaded."""
        return self._current.model if self._current else None

    async def load(self) -> None:
        """Load the first pipeline. Raises ModelError where its model is missing or broken."""
        self._tried = _find_wanted(self._settings)
        self._use(await asyncio.to_thread(_load, self._tried, self._settings))

    async def run(self, work: Callable[[Language], Result], *, background: bool = False) -> Result:
        """The result of `work` on the pipeline that is current when it begins. Raises as `Workers.run`."""
        return await self._workers.run(lambda: work(self._take()), background=background)

    async def watch(self) -> None:
        """Look for a promotion every few seconds, for ever."""
        while True:
            await asyncio.sleep(self._settings.reload_seconds)
            await self.refresh()

    async def refresh(self, *, again: bool = False) -> None:
        """Load the model that is current on disk where it is another one than in memory, or `again` in any case.

        A model that is broken is logged and the old one stays; it is tried anew only when its files have changed.
        """
        async with self._loading:
            wanted = await asyncio.to_thread(_find_wanted, self._settings)
            full = self._current is not None and len(self._current.nlp.vocab.strings) > _MOST_STRINGS
            if wanted == self._tried and not again and not full:
                return
            self._tried = wanted
            # Whatever goes wrong in a new model must not end the service that still has a good one.
            (loaded,) = await asyncio.gather(
                asyncio.to_thread(_load, wanted, self._settings, self._current), return_exceptions=True
            )
            if isinstance(loaded, _Loaded):
                self._use(loaded)
            elif isinstance(loaded, Exception):
                self._metrics.loads.labels(outcome="refused").inc()
                _log.error("model_refused", model=wanted.name, error=f"{type(loaded).__name__}: {loaded}")

    def _use(self, loaded: _Loaded) -> None:
        self._current = loaded
        self._metrics.loads.labels(outcome="loaded").inc()
        self._metrics.show_model(loaded.model)
        _log.info("model_loaded", model=loaded.model.name, version=loaded.model.version, sha256=loaded.model.sha256)

    def _take(self) -> Language:
        if self._current is None:
            raise RuntimeError("Reader.load must be awaited first.")
        return self._current.nlp


def _find_wanted(settings: Settings) -> _Wanted:
    name = settings.choose_model()
    config = settings.models / name / CONFIG
    return _Wanted(name, config.stat().st_mtime_ns if config.is_file() else 0)


def _load(wanted: _Wanted, settings: Settings, old: _Loaded | None = None) -> _Loaded:
    """Build the pipeline and read a line with it, so that the first text finds it warm."""
    if old is not None and old.wanted.name != wanted.name == NO_MODEL:
        raise ModelError(f"{settings.models}: không còn ghi mô hình hiện dùng; giữ mô hình cũ.")
    nlp = build_pipeline(wanted.name, settings)
    return _Loaded(wanted, nlp, extract("Khởi động ngày 1/1/2025.", nlp=nlp).model)
