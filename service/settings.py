"""Settings of a process, read from environment variables `TRICHLUC_…`."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.tagging.models import SHIPPED, current_name

MEGABYTE = 1_000_000
NO_MODEL = "none"
"""The name to give in place of a model's to have the rules alone."""
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


def _find_database() -> str:
    """SQLite in the user's folder for state."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return f"sqlite:///{Path(home) / 'trichluc' / 'jobs.sqlite'}"


class Settings(BaseSettings):
    """What an operator may set. `TRICHLUC_MAX_BYTES=2000000` sets `max_bytes`."""

    model_config = SettingsConfigDict(env_prefix="TRICHLUC_", frozen=True)

    max_bytes: Annotated[int, Field(gt=0, description="Largest request body, in bytes")] = 5 * MEGABYTE
    workers: Annotated[int, Field(gt=0, description="Texts that are read at the same time")] = 2
    models: Annotated[Path, Field(description="The folder of trained models")] = SHIPPED
    model: Annotated[str | None, Field(description="Name of the model, none for the rules alone")] = None
    backend: Annotated[
        Literal["openvino", "onnxruntime"] | None,
        Field(description="What computes the model; by default what is there"),
    ] = None
    skipped_checks: Annotated[
        frozenset[str], Field(description="Codes of the checks to leave out, such as fraction_percent")
    ] = frozenset()
    threads: Annotated[int, Field(ge=0, description="Threads that compute the model, 0 for as many as fit")] = 0
    queue: Annotated[int, Field(ge=0, description="Requests that may wait for a free worker; more are refused")] = 32
    seconds: Annotated[float, Field(gt=0, description="Longest time for one request, waiting and reading")] = 60
    max_file_bytes: Annotated[int, Field(gt=0, description="Largest upload to /extract/file, in bytes")] = 20 * MEGABYTE
    max_job_bytes: Annotated[int, Field(gt=0, description="Largest upload to /jobs, in bytes")] = 100 * MEGABYTE
    max_jobs: Annotated[int, Field(gt=0, description="Jobs that may be unfinished; more are refused")] = 100
    job_seconds: Annotated[float, Field(gt=0, description="Longest time for one document of a job")] = 600
    job_days: Annotated[float, Field(gt=0, description="Days after which a job with its texts is deleted")] = 7
    lease_seconds: Annotated[
        float, Field(gt=0, description="Seconds after which the work of a service that died is taken over")
    ] = 30
    database: Annotated[
        str, Field(description="Where jobs are kept: sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME")
    ] = Field(default_factory=_find_database)
    reload_seconds: Annotated[float, Field(gt=0, description="Seconds between two looks for a promoted model")] = 5
    shutdown_seconds: Annotated[int, Field(ge=0, description="Seconds that requests have to finish at the end")] = 30
    api_keys: Annotated[
        frozenset[Sha256],
        NoDecode,
        Field(description="SHA-256 of each key that is let in, with commas between; without any, everybody is"),
    ] = frozenset()
    rate: Annotated[int, Field(ge=0, description="Requests a minute for each key, 0 for no limit")] = 0
    origins: Annotated[
        frozenset[str], NoDecode, Field(description="Web origins that may call (CORS), with commas between")
    ] = frozenset()

    corrections: Annotated[
        Path | None, Field(description="The folder that keeps reports corrected in the page; without it none is kept")
    ] = None

    @field_validator("api_keys", "origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    def choose_model(self, name: str | None = None) -> str:
        """The name of the model to use: `name`, else the one that is set, else the current one, else NO_MODEL."""
        return name or self.model or current_name(self.models) or NO_MODEL
