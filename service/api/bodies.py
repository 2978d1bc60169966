"""Bodies of requests, read within their limits."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.types import Message

from service.api.problems import ProblemError
from service.values.dates import Reference

Asked = TypeVar("Asked", bound=BaseModel)
JSON, MULTIPART = "application/json", "multipart/form-data"
DATE_FIELD: dict[str, Any] = {
    "type": "string",
    "description": "Year, month or day that completes dates without a year",
    "examples": ["2025-04"],
}
_UNICODE_ERRORS = ("bad_encoding", "string_unicode")


def content_type_of(request: Request) -> str:
    """The media type of the body without its parameters, in lower case."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def read_json(request: Request, form: type[Asked], *, limit: int) -> Asked:
    """The body as `form`. Raises ProblemError: 400, 413, 415, 422."""
    if content_type_of(request) != JSON:
        raise _refuse_type(request, f"send {JSON}")
    body = await _read_body(request, limit=limit)
    try:
        return form.model_validate(json.loads(body.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ProblemError(
            "bad_encoding", f"The body is not UTF-8: byte {error.start}. Encode the JSON in UTF-8."
        ) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ProblemError("bad_json", f'The body is not JSON: {error}. Send {{"text": "…"}}.') from error
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        if errors[0]["type"] in _UNICODE_ERRORS:
            raise ProblemError("bad_encoding", f"{_place(errors[0])}: not valid Unicode.") from error
        raise invalid(errors) from error


def describe_form(file: dict[str, Any]) -> dict[str, Any]:
    """The forms that `open_form` opens, for the OpenAPI description; `file` is the schema of their part `file`."""
    fields = {"file": file, "reference_date": DATE_FIELD}
    return {MULTIPART: {"schema": {"type": "object", "required": ["file"], "properties": fields}}}


@asynccontextmanager
async def open_form(request: Request, *, limit: int, files: int) -> AsyncIterator[FormData]:
    """The body as a form of at most `files` files, which lie in temporary files where they are large.

    Raises ProblemError: 400, 413, 415.
    """
    if content_type_of(request) != MULTIPART:
        raise _refuse_type(request, f"send {MULTIPART} with a part 'file'")
    limited = Request(request.scope, _Limited(request, limit))
    try:
        form = await limited.form(max_files=files, max_fields=4)
    except HTTPException as error:
        raise ProblemError("bad_multipart", f"{error.detail} Send multipart/form-data with a part 'file'.") from error
    try:
        yield form
    finally:
        await form.close()


def read_reference(form: FormData) -> str | None:
    """The field `reference_date` of a form. Raises ProblemError 422 where it is none."""
    value = form.get("reference_date")
    if value is None or value == "":
        return None
    try:
        Reference.parse(str(value))
    except ValueError as error:
        raise invalid([{"loc": ["reference_date"], "msg": str(error), "type": "value_error"}]) from error
    return str(value)


def invalid(errors: Any) -> ProblemError:
    """The problem of a body that is not what is taken; `errors` as pydantic tells them."""
    return ProblemError(
        "invalid_request",
        f"{_place(errors[0])}: {errors[0]['msg']}.",
        errors=[{"loc": list(error["loc"]), "msg": error["msg"], "type": error["type"]} for error in errors],
    )


def _place(error: Any) -> str:
    return ".".join(str(part) for part in error["loc"]) or "body"


async def _read_body(request: Request, *, limit: int) -> bytes:
    """The whole body, given up as soon as it is longer than `limit` bytes: nothing larger is ever held."""
    limited = Request(request.scope, _Limited(request, limit))
    return await limited.body()


class _Limited:
    """What gives the parts of a body, and raises a 413 where they are more than `limit` bytes together."""

    def __init__(self, request: Request, limit: int) -> None:
        self._receive, self._limit, self._size = request.receive, limit, 0
        length = request.headers.get("content-length", "")
        self._announced = int(length) if length.isdecimal() and len(length) < 20 else 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if max(self._size, self._announced) > self._limit:
            raise ProblemError(
                "too_large",
                f"The body has more than {self._limit} bytes, the most that is taken. Send the text in parts.",
                limit=self._limit,
            )
        return message


def _refuse_type(request: Request, advice: str) -> ProblemError:
    given = content_type_of(request) or "missing"
    return ProblemError("unsupported_media_type", f"The content type is {given}; {advice}.")
