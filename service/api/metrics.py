"""What Prometheus may ask for. Each application has a registry of its own, so that two in one process don't mix."""

from collections import Counter as Count

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from service.api.workers import Workers
from service.schema import ModelInfo, Report

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.requests = Counter(
            "trichluc_requests",
            "Requests by method, route and status",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self.seconds = Histogram(
            "trichluc_request_seconds",
            "How long answers take",
            ["method", "route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._texts = Counter("trichluc_texts", "Texts that were read", registry=self._registry)
        self._characters = Counter("trichluc_characters", "Code points that were read", registry=self._registry)
        self._entities = Counter("trichluc_entities", "Entities found", ["label"], registry=self._registry)
        self.documents = Counter(
            "trichluc_job_documents", "Documents of jobs that ended", ["status"], registry=self._registry
        )
        self.loads = Counter("trichluc_model_loads", "Models loaded or refused", ["outcome"], registry=self._registry)
        self._model = Gauge(
            "trichluc_model_info", "The model in use", ["name", "version", "sha256"], registry=self._registry
        )
        self._queue = Gauge("trichluc_queue_depth", "Requests that wait for a thread", registry=self._registry)
        self._working = Gauge("trichluc_working_threads", "Threads that read a text", registry=self._registry)

    def watch(self, workers: Workers) -> None:
        """Show the depth of these workers' queue."""
        self._queue.set_function(lambda: workers.waiting)
        self._working.set_function(lambda: workers.working)

    def count_report(self, report: Report) -> None:
        """Count what was read. May be called from any thread."""
        self._texts.inc()
        self._characters.inc(report.document.chars)
        for label, count in Count(entity.label for entity in report.entities).items():
            self._entities.labels(label=label).inc(count)

    def show_model(self, model: ModelInfo) -> None:
        """Show which model is in use."""
        self._model.clear()
        self._model.labels(name=model.name, version=model.version, sha256=model.sha256 or "").set(1)

    def render(self) -> bytes:
        """All of them in Prometheus's text form."""
        return generate_latest(self._registry)
