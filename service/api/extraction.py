"""`POST /extract` and `POST /extract/file`: one document in, its report out."""

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Depends, Request, Response
from spacy.language import Language
from starlette.datastructures import UploadFile

from service.api.bodies import JSON, describe_form, invalid, open_form, read_json, read_reference
from service.api.keys import admit
from service.api.messages import ExtractRequest, FileReport
from service.api.metrics import Metrics
from service.api.parts import Held
from service.api.problems import ProblemError, describe
from service.api.reports import report_file
from service.api.waiting import wait_for
from service.errors import InputError
from service.ingest.limits import LIMITS, Limits
from service.pipeline import extract
from service.schema import Report

router = APIRouter(tags=["extraction"], dependencies=[Depends(admit)])
_ALWAYS = ("unauthorized", "too_large", "unsupported_media_type", "invalid_request", "rate_limited")
_WORK = ("internal_error", "queue_full", "not_ready", "timeout")
_FILE = ("unsupported", "archive", "needs_libreoffice", "damaged", "encrypted", "scanned", "too_long", "hostile")


@router.post(
    "/extract",
    response_model=Report,
    responses=describe("bad_encoding", "bad_json", *_ALWAYS, *_WORK),
    openapi_extra={
        "requestBody": {"required": True, "content": {JSON: {"schema": ExtractRequest.model_json_schema()}}}
    },
)
async def post_text(request: Request, parts: Held) -> Response:
    """Read one text: entities with exact values, footnotes, projects, figures, warnings."""
    asked = await read_json(request, ExtractRequest, limit=parts.settings.max_bytes)
    work = partial(_render_text, asked, parts.metrics)
    answer = await wait_for(request, parts.reader.run(work), seconds=parts.settings.seconds)
    return Response(answer, media_type=JSON)


@router.post(
    "/extract/file",
    response_model=FileReport,
    responses=describe("bad_multipart", *_ALWAYS, *_FILE, *_WORK),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": describe_form(
                {
                    "type": "string",
                    "format": "binary",
                    "description": ".txt, .md, .html, .docx, .pdf; .doc, .odt, .rtf where LibreOffice is",
                }
            ),
        }
    },
)
async def post_file(request: Request, parts: Held) -> Response:
    """Read one file. Offsets are offsets into the `text` that the answer holds."""
    settings = parts.settings
    async with open_form(request, limit=settings.max_file_bytes, files=1) as form:
        date, file = read_reference(form), form.get("file")
        if not isinstance(file, UploadFile):
            raise invalid([{"loc": ["file"], "msg": "Field required, with a file name", "type": "missing"}])
        name, data = file.filename or "-", await file.read()
    limits = replace(LIMITS, seconds=max(1, int(settings.seconds)))
    work = partial(_render_file, name, data, date, limits, parts.metrics)
    try:
        answer = await wait_for(request, parts.reader.run(work), seconds=settings.seconds)
    except InputError as error:
        raise ProblemError.of_file(error) from error
    return Response(answer, media_type=JSON)


def _render_text(asked: ExtractRequest, metrics: Metrics, nlp: Language) -> str:
    report = extract(asked.text, reference_date=asked.reference_date, nlp=nlp)
    metrics.count_report(report)
    return report.model_dump_json()


def _render_file(name: str, data: bytes, date: str | None, limits: Limits, metrics: Metrics, nlp: Language) -> str:
    report = report_file(name, data, reference_date=date, limits=limits, nlp=nlp)
    metrics.count_report(report)
    return report.model_dump_json()
