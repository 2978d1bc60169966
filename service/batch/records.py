"""Records as they are kept and handed from worker to parent: the report as JSON, packed."""

import json
import zlib
from typing import Any


def pack_record(record: dict[str, Any]) -> bytes:
    """A report with what a line holds beside it (all but the path, which differs where the content is the same)."""
    return zlib.compress(json.dumps(record, ensure_ascii=False).encode("utf-8"))


def unpack_record(packed: bytes, *, path: str) -> bytes:
    """The line, a JSON object in UTF-8 whose first member is the path."""
    # The record is an object that has members, so this needs no parsing.
    return b'{"path": ' + json.dumps(path, ensure_ascii=False).encode("utf-8") + b", " + zlib.decompress(packed)[1:]
