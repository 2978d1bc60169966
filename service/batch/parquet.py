"""Parquet: a row a document, with columns that are the contract's (`service.schema`), in row groups of bounded size.

    path            string           the document
    sha256, chars, coverage, metadata  its `document`, each part a column
    entities, footnotes, projects, figures, warnings   lists of structs, with the names of the contract
    model, schema_version
    text            string or null   what the offsets point into, where the text was made from another kind of file
    pages           list of int64    for a PDF the offsets at which its pages begin

Numbers are int64 and float64. A value (`entities.value`, `entities.alternatives`), whose members depend on the label,
is a string of JSON. The columns follow from the models of the contract, so that neither can change without the other.
"""

import json
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin

import pyarrow
import pyarrow.parquet
from pydantic import BaseModel

from service.schema import DocumentInfo, Report

_BYTES_A_GROUP = 8_000_000
"""So much JSON at most (but at least one document) makes a row group: rows in memory take some ten times that."""


def _tell_type(annotation: Any) -> pyarrow.DataType:
    """The column type for the type of a model's field."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (annotation,) = (argument for argument in arguments if argument is not NoneType)
        return _tell_type(annotation)
    if origin is list:
        return pyarrow.list_(_tell_type(arguments[0]))
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, str)):
        return pyarrow.string()
    if origin is Literal:
        return _tell_type(type(arguments[0]))
    if annotation is float:
        return pyarrow.float64()
    if annotation is int:
        return pyarrow.int64()
    if issubclass(annotation, BaseModel):
        return pyarrow.struct(_tell_types(annotation))
    raise TypeError(f"No column type for {annotation}.")


def _tell_types(model: type[BaseModel]) -> list[tuple[str, pyarrow.DataType]]:
    return [(name, _tell_type(field.annotation)) for name, field in model.model_fields.items()]


SCHEMA = pyarrow.schema(
    [
        ("path", pyarrow.string()),
        *_tell_types(DocumentInfo),
        *((name, kind) for name, kind in _tell_types(Report) if name != "document"),
        ("text", pyarrow.string()),
        ("pages", pyarrow.list_(pyarrow.int64())),
    ]
)


def write_parquet(stream: BinaryIO, lines: Iterable[bytes]) -> None:
    """Write lines of JSON (reports with path, text and pages) as the rows of a Parquet file."""
    with pyarrow.parquet.ParquetWriter(stream, SCHEMA, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        size = 0
        for line in lines:
            if rows and size + len(line) > _BYTES_A_GROUP:
                writer.write_table(pyarrow.Table.from_pylist(rows, SCHEMA))
                rows, size = [], 0
            record = json.loads(line)
            record |= record.pop("document")
            rows.append(_make_struct(record, SCHEMA))
            size += len(line)
        if rows:
            writer.write_table(pyarrow.Table.from_pylist(rows, SCHEMA))


def _make_struct(record: Mapping[str, Any], fields: Iterable[Any]) -> dict[str, Any]:
    return {field.name: _make_value(record.get(field.name), field.type) for field in fields}


def _make_value(value: Any, kind: pyarrow.DataType) -> Any:
    if value is None:
        return None
    if pyarrow.types.is_struct(kind):
        return _make_struct(value, kind)
    if pyarrow.types.is_list(kind):
        return [_make_value(each, kind.value_type) for each in value]
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value
