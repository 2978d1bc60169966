"""Settings of a process, read from environment variables `TRICHLUC_…`."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1_000_000


class Settings(BaseSettings):
    """What an operator may set. `TRICHLUC_MAX_BYTES=2000000` sets `max_bytes`."""

    model_config = SettingsConfigDict(env_prefix="TRICHLUC_", frozen=True)

    max_bytes: Annotated[int, Field(gt=0, description="Largest request body, in bytes")] = 5 * MEGABYTE
    workers: Annotated[int, Field(gt=0, description="Texts that are read at the same time")] = 2
