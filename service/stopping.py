"""Work that may be stopped: who waits no longer sets an event, and long loops look at it between two steps.

A thread can't be ended from outside; this is how one that reads a long text for nobody is freed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

_stop: ContextVar[Event | None] = ContextVar("stop", default=None)


class StoppedError(Exception):
    """The work was stopped because nobody waits for it any more."""


@contextmanager
def stoppable(stop: Event) -> Iterator[None]:
    """Within it `check_stop` raises as soon as `stop` is set."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


def check_stop() -> None:
    """Raise StoppedError where the work that is going on in this thread was stopped."""
    stop = _stop.get()
    if stop is not None and stop.is_set():
        raise StoppedError("Nobody waits for this text any more.")
