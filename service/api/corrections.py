"""`POST /corrections`: reports that were corrected in the page, kept for the next training where a folder is set for them."""

import asyncio
import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from service.api.bodies import read_json
from service.api.keys import admit
from service.labels import Label
from service.settings import Settings


class CorrectedSpan(BaseModel):
    """A span as a person left it; `value` is what the service read, where nobody changed the span."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: Annotated[int, Field(ge=0)]
    end: int
    label: Label
    value: dict[str, Any] | None = None


class Correction(BaseModel):
    """A corrected report: a line of the JSON Lines that `trichluc import` takes. Offsets are code points of `text`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=500)]
    form: Literal["authored"]
    text: str
    sha256: str
    spans: list[CorrectedSpan]
    footnotes: list[dict[str, Any]]

    @model_validator(mode="after")
    def _check_places(self) -> "Correction":
        if sha256(self.text.encode()).hexdigest() != self.sha256:
            raise PydanticCustomError("sha256", "sha256 is not that of the text")
        for span in self.spans:
            if not span.start < span.end <= len(self.text):
                raise PydanticCustomError("span", f"the span [{span.start}, {span.end}) is empty or outside the text")
        return self


class Kept(BaseModel):
    """The name of the file that a correction was put into."""

    file: str


def build_router(settings: Settings) -> APIRouter:
    """The route for corrections; none where `settings` name no folder for them."""
    # A route of the page, so not described in OpenAPI.
    router = APIRouter(include_in_schema=False, dependencies=[Depends(admit)])
    folder = settings.corrections
    if folder is None:
        return router

    @router.post("/corrections", status_code=201)
    async def post_correction(request: Request) -> Kept:
        """Keep a corrected report. A later one of the same text takes the place of an earlier one."""
        correction = await read_json(request, Correction, limit=settings.max_file_bytes)
        return Kept(file=await asyncio.to_thread(write_correction, folder, correction))

    return router


def write_correction(folder: Path, correction: Correction) -> str:
    """Write a correction to `folder`, whole or not at all; the file's name. Raises OSError where that can't be done."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{correction.sha256}.jsonl"
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=folder, suffix=".part", delete=False) as part:
        try:
            part.write(correction.model_dump_json() + "\n")
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(folder / name)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return name
