"""How long a request may wait: until its time is up, or its client has gone."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from fastapi import Request

from service.api.problems import ProblemError
from service.api.workers import QueueFullError
from service.stopping import StoppedError

Result = TypeVar("Result")


class ClientGoneError(Exception):
    """Nobody waits for the answer any more."""


async def wait_for(request: Request, work: Awaitable[Result], *, seconds: float) -> Result:
    """What `work` gives; it is cancelled when `seconds` are over or the client hangs up. The body must be read.

    Raises ProblemError 503 where the row is full, 504; ClientGoneError; and what `work` raises.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_wait_for_leave(request))
    try:
        await asyncio.wait((working, leaving), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        if leaving.done():
            raise ClientGoneError
        raise ProblemError(
            "timeout", f"The text was not read within {seconds:g} seconds. Send it in parts, or as a job."
        )
    except QueueFullError as error:
        raise ProblemError(
            "queue_full",
            "As many texts wait as may. Try again after the seconds that Retry-After names.",
            headers={"Retry-After": str(error.seconds)},
        ) from error
    except StoppedError as error:  # the service is being ended
        raise ProblemError("not_ready", "The service ends. Try again in a moment.", headers=_SOON) from error
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.wait((working, leaving))


_SOON = {"Retry-After": "5"}


async def _wait_for_leave(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
