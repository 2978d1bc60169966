"""The FastAPI application: its parts, put together, and what happens when it starts and ends."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

from service.api import corrections, extraction, jobs, operations, page
from service.api.bodies import invalid
from service.api.job_runner import JobRunner
from service.api.job_store import JobStore
from service.api.keys import Keys
from service.api.logging import REQUEST_ID, RequestLog, headers_for
from service.api.messages import JobLine, JobRequest
from service.api.metrics import Metrics
from service.api.parts import Parts
from service.api.problems import Problem, ProblemError
from service.api.reader import Reader
from service.api.waiting import ClientGoneError
from service.api.workers import Workers
from service.imports import wake_collector
from service.settings import Settings

_CLIENT_GONE = 499
"""What is logged where nobody took the answer; nothing is sent."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. It loads its pipeline and opens its jobs when it starts.

    Starting raises ModelError where the model is missing or broken, DatabaseError where the database can't be had.
    """
    settings = settings or Settings()
    parts = _build_parts(settings)
    app = FastAPI(
        title="trichluc",
        summary="Vietnamese administrative text in; exact, located, linked data out",
        version=version("trichluc"),
        lifespan=_live,
    )
    app.state.parts = parts
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(settings.origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", REQUEST_ID],
            expose_headers=["Location", "Retry-After", REQUEST_ID],
        )
    app.add_middleware(RequestLog, metrics=parts.metrics)
    for router in (
        extraction.router,
        jobs.router,
        operations.router,
        corrections.build_router(settings),
        page.build_router(settings),
    ):
        app.include_router(router)
    _handle_errors(app)
    _name_schemas(app)
    return app


def _build_parts(settings: Settings) -> Parts:
    metrics = Metrics()
    workers = Workers(settings.workers, waiting=settings.queue)
    metrics.watch(workers)
    reader = Reader(settings, workers, metrics)
    store = JobStore(settings.database)
    runner = JobRunner(settings, store, reader, metrics)
    return Parts(settings, metrics, Keys(settings), workers, reader, store, runner)


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    """Load, open, run until the server ends; then put back what jobs had begun. Requests have ended by then."""
    parts: Parts = app.state.parts
    await parts.reader.load()
    await asyncio.to_thread(parts.jobs.open)
    tasks = [asyncio.create_task(parts.runner.run()), asyncio.create_task(parts.reader.watch())]
    _reload_on_hangup(parts.reader)
    wake_collector()
    parts.ready = True
    try:
        yield
    finally:
        parts.ready = False
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await parts.workers.close()
        with suppress(SQLAlchemyError):  # what is not put back now is taken over when its lease has run out
            await parts.runner.release()
        await asyncio.to_thread(parts.jobs.close)


def _reload_on_hangup(reader: Reader) -> None:
    """Load the model anew on SIGHUP, where there is such a signal and this is the thread that gets it."""
    under_way = set[asyncio.Task[None]]()

    def reload() -> None:
        task = asyncio.create_task(reader.refresh(again=True))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    with suppress(NotImplementedError, RuntimeError, ValueError, AttributeError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload)


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(ProblemError)
    async def answer_problem(request: Request, error: ProblemError) -> Response:
        return error.to_response()

    @app.exception_handler(HTTPException)
    async def answer_http(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "invalid_request")
        return ProblemError(code, str(error.detail), headers=error.headers).to_response()

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        return invalid(error.errors()).to_response()

    @app.exception_handler(ClientGoneError)
    @app.exception_handler(ClientDisconnect)
    async def answer_nobody(request: Request, error: Exception) -> Response:
        return Response(status_code=_CLIENT_GONE)

    @app.exception_handler(Exception)
    async def answer_failure(request: Request, error: Exception) -> Response:
        answer = ProblemError(
            "internal_error", "The text could not be read. Please report it with this text."
        ).to_response()
        # It is sent from outside RequestLog, which would set these.
        answer.headers.update({**headers_for(request.url.path), REQUEST_ID: request.scope.get("request_id", "")})
        return answer


def _name_schemas(app: FastAPI) -> None:
    """Put the forms that only bodies and streams refer to into the OpenAPI description."""
    build = app.openapi

    def describe() -> dict[str, Any]:
        made = build()
        schemas = made["components"]["schemas"]
        for model in (Problem, JobRequest, JobLine):
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
            for name, part in {**schema.pop("$defs", {}), model.__name__: schema}.items():
                schemas.setdefault(name, part)
        return made

    app.openapi = describe  # type: ignore[method-assign]
