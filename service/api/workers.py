"""Threads that compute, and the bounded row of those who wait for one: the event loop itself never computes."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import TypeVar

from service.stopping import stoppable

Result = TypeVar("Result")
_WEIGHT = 0.2
"""Of the newest in the running mean of what a piece of work takes."""


class QueueFullError(Exception):
    """As many wait as may; `seconds` is when it is worth to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} seconds")
        self.seconds = seconds


class Workers:
    """`threads` pieces of work at a time; at most `waiting` wait.

    Work in the background waits until nobody else does, and outside that bound: whoever sends it bounds it.
    """

    def __init__(self, threads: int, *, waiting: int) -> None:
        self.threads = threads
        self._most = waiting
        self._free = threads
        self._rows: tuple[deque[asyncio.Future[None]], ...] = (deque(), deque())
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="trichluc")
        self._stops: set[Event] = set()
        self._mean = 1.0

    @property
    def waiting(self) -> int:
        """How many wait, the background aside."""
        return len(self._rows[0])

    @property
    def working(self) -> int:
        """How many threads compute."""
        return self.threads - self._free

    async def run(self, work: Callable[[], Result], *, background: bool = False) -> Result:
        """The result of `work`, computed in a thread. Raises QueueFullError, and what `work` raises.

        A caller that is cancelled leaves the row, or, where its work has begun, stops it (see service.stopping); the
        thread counts as taken until the work has really ended.
        """
        await self._wait(self._rows[background], bounded=not background)
        loop, stop, begun = asyncio.get_running_loop(), Event(), monotonic()
        self._stops.add(stop)

        def leave(_: Future[Result]) -> None:
            loop.call_soon_threadsafe(self._leave, stop, begun)

        future = self._pool.submit(_run, work, stop)
        future.add_done_callback(leave)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            stop.set()
            raise

    async def close(self) -> None:
        """Stop what is still computed, and wait until it has ended."""
        for stop in self._stops:
            stop.set()
        while self._stops:
            await asyncio.sleep(0.01)
        self._pool.shutdown()

    async def _wait(self, row: deque[asyncio.Future[None]], *, bounded: bool) -> None:
        if self._free:
            self._free -= 1
            return
        if bounded and len(row) >= self._most:
            raise QueueFullError(max(1, math.ceil(self._mean * (len(row) + 1) / self.threads)))
        turn = asyncio.get_running_loop().create_future()
        row.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                row.remove(turn)
            else:  # its turn had come at the same moment
                self._pass_on()
            raise

    def _leave(self, stop: Event, begun: float) -> None:
        self._stops.discard(stop)
        self._mean += _WEIGHT * (monotonic() - begun - self._mean)
        self._pass_on()

    def _pass_on(self) -> None:
        """Give a free thread to who is next."""
        for row in self._rows:
            for turn in row:
                if not turn.done():
                    row.remove(turn)
                    turn.set_result(None)
                    return
        self._free += 1


def _run(work: Callable[[], Result], stop: Event) -> Result:
    with stoppable(stop):
        return work()
