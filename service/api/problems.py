"""Errors over HTTP as `application/problem+json` (RFC 9457): one table says which there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from service.errors import InputError

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """The body of every error answer; some hold more fields, such as `limit` or `errors`."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(description="Always about:blank: `code` tells", examples=["about:blank"])] = (
        "about:blank"
    )
    title: Annotated[str, Field(description="The kind of problem", examples=["Payload too large"])]
    status: Annotated[int, Field(description="The HTTP status", examples=[413])]
    code: Annotated[str, Field(description="Stable name to act on", examples=["too_large"])]
    detail: Annotated[
        str,
        Field(
            description="What was wrong and what to do",
            examples=["The body has more than 5000000 bytes, the most that is taken. Send the text in parts."],
        ),
    ]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status and title, and an example of the details and further fields it comes with."""

    status: int
    title: str
    example: str
    extra: Mapping[str, Any] = field(default_factory=dict)


_AGAIN = "Try again after the seconds that Retry-After names."

PROBLEMS: dict[str, Kind] = {
    "bad_encoding": Kind(400, "Bad encoding", "The body is not UTF-8: byte 10. Encode the JSON in UTF-8."),
    "bad_json": Kind(400, "Bad JSON", 'The body is not JSON: Expecting value: line 1. Send {"text": "…"}.'),
    "bad_multipart": Kind(400, "Bad multipart", "The form breaks off. Send multipart/form-data with a part 'file'."),
    "unauthorized": Kind(401, "Unauthorized", "Send a known key: Authorization: Bearer KEY."),
    "not_found": Kind(404, "Not found", "There is no job 4f0c… of this key."),
    "method_not_allowed": Kind(405, "Method not allowed", "Method Not Allowed"),
    "job_finished": Kind(409, "Job finished", "The job is done; there is nothing left to cancel."),
    "too_large": Kind(
        413,
        "Payload too large",
        "The body has more than 5000000 bytes, the most that is taken. Send the text in parts.",
        {"limit": 5_000_000},
    ),
    "unsupported_media_type": Kind(
        415, "Unsupported media type", "The content type is text/plain; send application/json."
    ),
    "unsupported": Kind(415, "Unsupported file", "anh.png: là ảnh PNG, không phải văn bản."),
    "archive": Kind(415, "Archive", "kho.zip: an archive holds many documents; send it to /jobs."),
    "needs_libreoffice": Kind(415, "LibreOffice needed", "cu.doc: cần LibreOffice để đọc tệp .doc."),
    "invalid_request": Kind(
        422,
        "Invalid request",
        "text: Field required.",
        {"errors": [{"loc": ["text"], "msg": "Field required", "type": "missing"}]},
    ),
    "damaged": Kind(422, "Damaged file", "bc.docx: tệp bị hỏng hoặc thiếu phần cuối; hãy chép lại từ bản gốc."),
    "encrypted": Kind(422, "Encrypted file", "bc.docx: có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại."),
    "scanned": Kind(422, "Scanned file", "bc.pdf: chỉ có ảnh, không có lớp chữ; hãy nhận dạng chữ (OCR) trước."),
    "too_long": Kind(422, "Too many pages", "bc.pdf: có 10000 trang, nhiều hơn 3000; hãy chia nhỏ."),
    "hostile": Kind(422, "Hostile file", "bc.docx: giải nén ra quá lớn."),
    "rate_limited": Kind(429, "Too many requests", f"This key may send 60 requests a minute. {_AGAIN}"),
    "internal_error": Kind(500, "Internal error", "The text could not be read. Please report it with this text."),
    "queue_full": Kind(503, "Busy", f"As many texts wait as may. {_AGAIN}"),
    "jobs_full": Kind(503, "Busy", f"As many jobs are open as may. {_AGAIN}"),
    "not_ready": Kind(503, "Not ready", "The pipeline is still loading. Try again in a moment."),
    "timeout": Kind(504, "Timeout", "The text was not read within 60 seconds. Send it in parts, or as a job."),
}
"""Every code with what it means. Codes of files are those of `service.ingest`."""


class ProblemError(Exception):
    """Raised inside a request to answer it with the problem `code` of PROBLEMS."""

    def __init__(self, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any) -> None:
        super().__init__(detail)
        kind = PROBLEMS[code]
        self.problem = Problem(title=kind.title, status=kind.status, code=code, detail=detail, **extra)
        self.headers = headers

    @classmethod
    def of_file(cls, error: InputError) -> "ProblemError":
        """The problem of a file that can't be read."""
        if error.code == "archive":
            return cls("archive", f"{str(error).split(':')[0]}: an archive holds many documents; send it to /jobs.")
        return cls(error.code if error.code in PROBLEMS else "damaged", str(error))

    def to_response(self) -> JSONResponse:
        """The answer that tells it."""
        return JSONResponse(
            self.problem.model_dump(), status_code=self.problem.status, media_type=MEDIA_TYPE, headers=self.headers
        )


def describe(*codes: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the problems that an operation may answer with, an example each."""
    responses: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = PROBLEMS[code]
        response = responses.setdefault(
            kind.status,
            {
                "description": kind.title,
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
            },
        )
        example = ProblemError(code, kind.example, **kind.extra).problem.model_dump()
        response["content"][MEDIA_TYPE]["examples"][code] = {"value": example}
        if kind.title not in response["description"]:
            response["description"] += f"; {kind.title}"
        if kind.status in (429, 503):
            response["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait"}}
    return responses
