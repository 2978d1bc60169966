"""`/jobs`: many documents, read in the background, their results as lines of JSON."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import UploadFile

from service.api.bodies import (
    JSON,
    MULTIPART,
    content_type_of,
    describe_form,
    invalid,
    open_form,
    read_json,
    read_reference,
)
from service.api.job_store import FILE, TEXT, NewDocument
from service.api.keys import Owner
from service.api.messages import Failure, Job, JobRequest
from service.api.parts import Held, Parts
from service.api.problems import ProblemError, describe
from service.ingest.limits import LIMITS
from service.ingest.sources import open_stream

LINES = "application/x-ndjson"
MOST_FILES = 100
"""Files in one upload; an archive is one."""
# Unpacked documents lie in the database, so less is unpacked than where they only pass through memory.
_LIMITS = replace(LIMITS, archive_ratio=5, archive_files=100_000)
_RETRY_SECONDS = 30

router = APIRouter(tags=["jobs"], prefix="/jobs")
JobId = Annotated[str, Path(description="The job's id", examples=["4f0c6a1d2b3e4f5a8b9c0d1e2f3a4b5c"])]
_ALWAYS = ("unauthorized", "invalid_request", "rate_limited", "internal_error")


@router.post(
    "",
    status_code=202,
    response_model=Job,
    responses={
        202: {
            "description": "Taken",
            "headers": {"Location": {"schema": {"type": "string"}, "description": "Where the job is"}},
        },
        **describe(
            "bad_encoding",
            "bad_json",
            "bad_multipart",
            "too_large",
            "unsupported_media_type",
            "jobs_full",
            *_ALWAYS,
        ),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                JSON: {"schema": {"$ref": "#/components/schemas/JobRequest"}},
                **describe_form(
                    {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": MOST_FILES,
                        "items": {"type": "string", "format": "binary"},
                        "description": "Documents, and archives (.zip, .tar, .tar.gz) of documents",
                    }
                ),
            },
        }
    },
)
async def post_job(request: Request, response: Response, parts: Held, owner: Owner) -> Job:
    """Take many texts, or files and archives, and read them in the background."""
    if await asyncio.to_thread(parts.jobs.count_open) >= parts.settings.max_jobs:
        raise ProblemError(
            "jobs_full",
            "As many jobs are open as may. Try again after the seconds that Retry-After names.",
            headers={"Retry-After": str(_RETRY_SECONDS)},
        )
    job = await (_take_files if content_type_of(request) == MULTIPART else _take_texts)(request, parts, owner)
    parts.runner.wake()
    response.headers["Location"] = f"{request.scope.get('root_path', '')}/jobs/{job.id}"
    return job


@router.get("/{job}", responses=describe("not_found", *_ALWAYS))
async def get_job(job: JobId, parts: Held, owner: Owner) -> Job:
    """How far a job is."""
    return await _find(partial(parts.jobs.get, job, owner=owner))


@router.get(
    "/{job}/results",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "A JobLine a line",
            "content": {LINES: {"schema": {"$ref": "#/components/schemas/JobLine"}}},
        },
        **describe("not_found", *_ALWAYS),
    },
)
async def get_results(job: JobId, parts: Held, owner: Owner) -> StreamingResponse:
    """The lines of all documents that are finished by now, in their order; all there are once the job is done."""
    await _find(partial(parts.jobs.get, job, owner=owner))
    lines = (line + "\n" for line in parts.jobs.lines(job))
    return StreamingResponse(iterate_in_threadpool(lines), media_type=LINES)


@router.delete("/{job}", responses=describe("not_found", "job_finished", *_ALWAYS))
async def delete_job(job: JobId, parts: Held, owner: Owner) -> Job:
    """Cancel a job: what is not read yet never will be; what was read stays."""
    found = await _find(partial(parts.jobs.cancel, job, owner=owner))
    if found.status == "done":
        raise ProblemError("job_finished", f"The job {job} is done; there is nothing left to cancel.")
    return found


async def _take_texts(request: Request, parts: Parts, owner: str | None) -> Job:
    asked = await read_json(request, JobRequest, limit=parts.settings.max_job_bytes)
    documents = (NewDocument(each.path, TEXT, each.text.encode("utf-8"), each.reference_date) for each in asked.texts)
    return await asyncio.to_thread(parts.jobs.add, documents, owner=owner)


async def _take_files(request: Request, parts: Parts, owner: str | None) -> Job:
    async with open_form(request, limit=parts.settings.max_job_bytes, files=MOST_FILES) as form:
        date = read_reference(form)
        files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
        documents = _open_uploads(files, date)
        try:
            return await asyncio.to_thread(parts.jobs.add, documents, owner=owner)
        except ValueError as error:
            raise invalid(
                [{"loc": ["file"], "msg": "Send at least one document or archive with documents", "type": "missing"}]
            ) from error


def _open_uploads(files: Sequence[UploadFile], date: str | None) -> Iterator[NewDocument]:
    for file in files:
        for source in open_stream(file.filename or "-", file.file, limits=_LIMITS):
            problem = source.problem
            failure = Failure(code=problem.code, message=str(problem)) if problem else None
            yield NewDocument(source.path, FILE, source.data, date, failure)


async def _find(look: partial[Job]) -> Job:
    try:
        return await asyncio.to_thread(look)
    except KeyError as error:
        raise ProblemError("not_found", f"There is no job {error.args[0]} of this key.") from error
