"""Settings of a process, read from environment variables `TRICHLUC_…`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.tagging.models import SHIPPED

MEGABYTE = 1_000_000


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
