"""What goes over the wire beside the report: requests, reports of files, jobs. The client reads the same types."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from service.schema import Model, Report
from service.values.dates import Reference

MOST_TEXTS = 10_000
"""Texts in one JSON job."""


class ExtractRequest(BaseModel):
    """A text to read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[
        str,
        Field(
            description="The text, as it is: offsets in the answer refer to exactly this string",
            examples=["Chi 3,5 tỷ đồng trước ngày 30/6/2025."],
        ),
    ]
    reference_date: Annotated[
        str | None,
        Field(
            description="Year, month or day that completes dates such as “ngày 19/4”; "
            "without it the date in the document's own head is used",
            examples=["2025-04"],
        ),
    ] = None

    @field_validator("text")
    @classmethod
    def _check_text(cls, text: str) -> str:
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise PydanticCustomError("bad_encoding", "holds half of a surrogate pair; send valid Unicode")
        return text

    @field_validator("reference_date")
    @classmethod
    def _check_reference(cls, date: str | None) -> str | None:
        if date is not None:
            Reference.parse(date)
        return date


class JobText(ExtractRequest):
    """A text of a job."""

    path: Annotated[
        str | None, Field(description="Your name for the text; its line has it too", examples=["2025/bao-cao-04.txt"])
    ] = None


class JobRequest(BaseModel):
    """Many texts to read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: Annotated[
        list[JobText],
        Field(
            min_length=1,
            max_length=MOST_TEXTS,
            description="The texts, in the order of the results",
            examples=[[{"text": "Chi 3,5 tỷ đồng trước ngày 30/6/2025.", "path": "2025/bao-cao-04.txt"}]],
        ),
    ]


class FileReport(Report):
    """The report of a file. All its offsets are offsets into `text`."""

    kind: Annotated[str, Field(description="The kind of file", examples=["docx"])]
    text: Annotated[str, Field(description="The text made from the file", examples=["Chi 3,5 tỷ đồng."])]
    pages: Annotated[
        list[int],
        Field(description="Where each page begins in `text`, for kinds that have pages (PDF)", examples=[[0, 2480]]),
    ]


class JobCounts(Model):
    """How many documents of a job are in which state."""

    queued: Annotated[int, Field(ge=0, description="Waiting", examples=[7])] = 0
    running: Annotated[int, Field(ge=0, description="Being read", examples=[2])] = 0
    done: Annotated[int, Field(ge=0, description="Read", examples=[31])] = 0
    failed: Annotated[int, Field(ge=0, description="Could not be read; their lines say why", examples=[1])] = 0
    cancelled: Annotated[int, Field(ge=0, description="Not read, since the job was cancelled", examples=[0])] = 0

    @property
    def total(self) -> int:
        """All documents of the job."""
        return self.queued + self.running + self.done + self.failed + self.cancelled


JobStatus = Literal["queued", "running", "done", "cancelled"]


class Job(Model):
    """A job and how far it is."""

    id: Annotated[str, Field(description="Its name", examples=["4f0c6a1d2b3e4f5a8b9c0d1e2f3a4b5c"])]
    status: Annotated[JobStatus, Field(description="done: every document was read or has failed", examples=["running"])]
    created: Annotated[datetime, Field(description="When it was taken, UTC", examples=["2025-06-30T08:15:00Z"])]
    counts: Annotated[JobCounts, Field(examples=[{"queued": 7, "running": 2, "done": 31, "failed": 1, "cancelled": 0}])]


class Failure(Model):
    """Why a document could not be read."""

    code: Annotated[str, Field(description="Stable name", examples=["scanned"])]
    message: Annotated[str, Field(description="In words", examples=["bc.pdf: chỉ có ảnh, không có lớp chữ."])]


class JobLine(Model):
    """One line of a job's results: either `report` or `error`."""

    position: Annotated[int, Field(ge=0, description="The document's place in the job, from 0", examples=[0])]
    path: Annotated[str | None, Field(description="Its name", examples=["kho.zip/2025/bc.docx"])]
    report: Annotated[FileReport | Report | None, Field(description="For a file with its text and pages")] = None
    error: Failure | None = None


class Version(Model):
    """What is running."""

    version: Annotated[str, Field(description="Of the service and its rules", examples=["0.1.0"])]
    schema_version: Annotated[str, Field(description="Of the answers' form", examples=["1.1"])]
    model: Annotated[str, Field(description="Name of the model, none for the rules alone", examples=["trichluc-1"])]
    sha256: Annotated[str | None, Field(description="Hash of its weights", examples=["257f94aa…"])]


class Status(Model):
    """How the service is."""

    status: Annotated[str, Field(description="ok, or ready", examples=["ok"])]
