"""What an application holds while it runs, and how a request gets at it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service.api.job_runner import JobRunner
from service.api.job_store import JobStore
from service.api.keys import Keys
from service.api.metrics import Metrics
from service.api.reader import Reader
from service.api.workers import Workers
from service.settings import Settings


@dataclass(slots=True)
class Parts:
    """The parts of one application. `ready` is set while requests may come."""

    settings: Settings
    metrics: Metrics
    keys: Keys
    workers: Workers
    reader: Reader
    jobs: JobStore
    runner: JobRunner
    ready: bool = False


def _get_parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


Held = Annotated[Parts, Depends(_get_parts)]
"""The parts of the application that a request came to."""
