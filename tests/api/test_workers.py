import asyncio
from collections.abc import Callable
from threading import Event

import pytest

from service.api.workers import QueueFullError, Workers
from service.stopping import StoppedError, check_stop


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def wait_until(event: Event) -> Callable[[], str]:
    def work() -> str:
        assert event.wait(10)
        return "done"

    return work


def spin(begun: Event) -> None:
    begun.set()
    while True:
        check_stop()


def test_the_bound_and_the_order() -> None:
    async def run() -> None:
        workers, gate, order = Workers(1, waiting=2), Event(), list[str]()
        first = asyncio.create_task(workers.run(wait_until(gate)))
        await settle()
        behind = asyncio.create_task(workers.run(lambda: order.append("background"), background=True))
        more = [asyncio.create_task(workers.run(lambda: order.append("front"))) for _ in range(2)]
        await settle()
        assert (workers.working, workers.waiting) == (1, 2)
        with pytest.raises(QueueFullError) as full:
            await workers.run(lambda: None)
        assert full.value.seconds >= 1
        gate.set()
        assert await first == "done"
        await asyncio.gather(behind, *more)
        assert order == ["front", "front", "background"]
        await workers.close()
        assert (workers.working, workers.waiting) == (0, 0)

    asyncio.run(run())


def test_who_leaves_the_row_is_never_served() -> None:
    async def run() -> None:
        workers, gate, seen = Workers(1, waiting=2), Event(), list[str]()
        first = asyncio.create_task(workers.run(wait_until(gate)))
        await settle()
        gone = asyncio.create_task(workers.run(lambda: seen.append("gone")))
        stays = asyncio.create_task(workers.run(lambda: seen.append("stays")))
        await settle()
        gone.cancel()
        await settle()
        assert workers.waiting == 1
        gate.set()
        await asyncio.gather(first, stays)
        assert seen == ["stays"]
        await workers.close()

    asyncio.run(run())


def test_work_that_nobody_waits_for_is_stopped_and_its_thread_is_free_again() -> None:
    async def run() -> None:
        workers, begun = Workers(1, waiting=1), Event()
        task = asyncio.create_task(workers.run(lambda: spin(begun)))
        await asyncio.to_thread(begun.wait)
        task.cancel()
        assert await workers.run(lambda: "next") == "next"
        await workers.close()

    asyncio.run(run())


def test_closing_stops_what_is_computed() -> None:
    async def run() -> None:
        workers, begun = Workers(2, waiting=0), Event()
        task = asyncio.create_task(workers.run(lambda: spin(begun)))
        await asyncio.to_thread(begun.wait)
        await workers.close()
        with pytest.raises(StoppedError):
            await task

    asyncio.run(run())


def test_an_error_is_the_callers_and_frees_the_thread() -> None:
    async def run() -> None:
        workers = Workers(1, waiting=0)
        with pytest.raises(ZeroDivisionError):
            await workers.run(lambda: 1 // 0)
        assert await workers.run(lambda: 2) == 2
        await workers.close()

    asyncio.run(run())
