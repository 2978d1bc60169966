"""Errors over HTTP as `application/problem+json` (RFC 9457)."""

from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """The body of every error answer."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Payload too large",
                    "status": 413,
                    "code": "too_large",
                    "detail": "The body has 6000000 bytes; at most 5000000 are taken. Send the text in parts.",
                    "limit": 5000000,
                }
            ]
        },
    )

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str


class ProblemError(Exception):
    """Raised inside a request to answer it with a problem."""

    def __init__(self, status: int, code: str, title: str, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.problem = Problem(title=title, status=status, code=code, detail=detail, **extra)

    def to_response(self) -> JSONResponse:
        """The answer that tells it."""
        return JSONResponse(self.problem.model_dump(), status_code=self.problem.status, media_type=MEDIA_TYPE)
