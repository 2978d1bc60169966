"""The FastAPI application: `POST /extract`, and what an operator asks a service."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any

import anyio
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from service.api.problems import MEDIA_TYPE, Problem, ProblemError
from service.pipeline import extract, load_pipeline
from service.schema import SCHEMA_VERSION, Report
from service.settings import Settings
from service.values.dates import Reference


class ExtractRequest(BaseModel):
    """A text to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(description="The text, as it is: offsets in the answer refer to exactly this string")]
    reference_date: Annotated[
        str | None,
        Field(
            description="Year, month or day that completes dates such as “ngày 19/4”; "
            "without it the date in the document's own head is used",
            examples=["2025-04"],
        ),
    ] = None


class Version(BaseModel):
    """What is running."""

    version: str
    schema_version: str
    model: Annotated[str, Field(description="Name of the model, none for the rules alone", examples=["trichluc-1"])]
    sha256: Annotated[str | None, Field(description="Hash of its weights")]


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description, "content": {MEDIA_TYPE: {}}}
    for status, description in {
        400: "The body is not JSON in UTF-8",
        413: "The body is too large; `limit` is the number of bytes taken",
        415: "The body's content type is not application/json",
        422: "The JSON is not what /extract takes; `errors` says where",
    }.items()
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. The pipeline is loaded when it starts, once."""
    settings = settings or Settings()
    limiter = anyio.CapacityLimiter(settings.workers)
    read = partial(_extract, settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.ready = False
        warm = await to_thread.run_sync(read, "Khởi động.")
        app.state.model = warm.model
        app.state.ready = True
        yield
        app.state.ready = False

    app = FastAPI(
        title="trichluc",
        summary="Vietnamese administrative text in; exact, located, linked data out",
        version=version("trichluc"),
        lifespan=lifespan,
    )
    _handle_errors(app)

    @app.post(
        "/extract",
        response_model=Report,
        responses=_PROBLEMS,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": ExtractRequest.model_json_schema()}},
            }
        },
    )
    async def post_extract(request: Request) -> Response:
        """Read one text: entities with exact values, footnotes, warnings."""
        body = await _read_body(request, limit=settings.max_bytes)
        asked = _parse_request(request, body)
        report = await to_thread.run_sync(
            partial(read, asked.text, reference_date=asked.reference_date), limiter=limiter
        )
        return Response(report.model_dump_json(), media_type="application/json")

    @app.get("/healthz")
    async def get_health() -> dict[str, str]:
        """Whether the process is alive."""
        return {"status": "ok"}

    @app.get("/readyz", responses={503: {"model": Problem}})
    async def get_readiness(request: Request) -> dict[str, str]:
        """Whether the pipeline is loaded and texts can be sent."""
        if not getattr(request.app.state, "ready", False):
            raise ProblemError(503, "not_ready", "Not ready", "The pipeline is still loading. Try again in a moment.")
        return {"status": "ready"}

    @app.get("/version")
    async def get_version(request: Request) -> Version:
        """The versions of the service, of the answers' form and of the model."""
        model = request.app.state.model
        return Version(
            version=version("trichluc"), schema_version=SCHEMA_VERSION, model=model.name, sha256=model.sha256
        )

    return app


def _extract(settings: Settings, text: str, *, reference_date: str | None = None) -> Report:
    """The report of a text, by the pipeline that `settings` ask for; it is built once a process."""
    nlp = load_pipeline(model=settings.model, folder=settings.models)
    return extract(text, reference_date=reference_date, nlp=nlp)


async def _read_body(request: Request, *, limit: int) -> bytes:
    """The whole body, given up as soon as it is longer than `limit` bytes: nothing larger is ever held."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise ProblemError(
                413,
                "too_large",
                "Payload too large",
                f"The body has more than {limit} bytes, the most that is taken. Send the text in parts.",
                limit=limit,
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _parse_request(request: Request, body: bytes) -> ExtractRequest:
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise ProblemError(
            415,
            "unsupported_media_type",
            "Unsupported media type",
            f"The content type is {content_type or 'missing'}; send application/json with a field 'text'.",
        )
    try:
        asked = ExtractRequest.model_validate(json.loads(body.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ProblemError(
            400, "bad_encoding", "Bad encoding", f"The body is not UTF-8: byte {error.start}. Encode the JSON in UTF-8."
        ) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ProblemError(
            400, "bad_json", "Bad JSON", f'The body is not JSON: {error}. Send {{"text": "…"}}.'
        ) from error
    except ValidationError as error:
        raise _invalid(error.errors(include_url=False, include_context=False, include_input=False)) from error
    if any("\ud800" <= char <= "\udfff" for char in asked.text):
        raise ProblemError(
            400, "bad_encoding", "Bad encoding", "The text holds half of a surrogate pair. Send valid Unicode."
        )
    try:
        Reference.parse(asked.reference_date) if asked.reference_date is not None else None
    except ValueError as error:
        raise _invalid([{"loc": ["reference_date"], "msg": str(error), "type": "value_error"}]) from error
    return asked


def _invalid(errors: Any) -> ProblemError:
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"]) or "body"
    return ProblemError(
        422,
        "invalid_request",
        "Invalid request",
        f'{where}: {first["msg"]}. Send {{"text": "…", "reference_date": "2025-04"}}.',
        errors=[{"loc": list(error["loc"]), "msg": error["msg"], "type": error["type"]} for error in errors],
    )


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(ProblemError)
    async def answer_problem(request: Request, error: ProblemError) -> Response:
        return error.to_response()

    @app.exception_handler(HTTPException)
    async def answer_http(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
        return ProblemError(error.status_code, code, str(error.detail), str(error.detail)).to_response()

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        return _invalid(error.errors()).to_response()

    @app.exception_handler(Exception)
    async def answer_failure(request: Request, error: Exception) -> Response:
        return ProblemError(
            500, "internal_error", "Internal error", "The text could not be read. Please report it with this text."
        ).to_response()
