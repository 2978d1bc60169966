"""Files that are written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.errors import InputError


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A path to write to; what is there takes the place of `output` when the block ends, and is removed where it fails.

    Raises InputError "unwritable" where it can't be written, and what the block raises.
    """
    partial = output.with_name(output.name + ".partial")
    try:
        yield partial
        partial.replace(output)
    except OSError as error:
        raise InputError("unwritable", f"{output}: không ghi được ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            partial.unlink()
