import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from service.batch import parquet
from service.batch.records import pack_record, unpack_record
from service.batch.writers import choose_form, write_output
from service.errors import InputError
from service.pipeline import NO_MODEL, extract, load_pipeline

TEXT = (
    "BÁO CÁO\n\nKhởi công 02 dự án¹ trước ngày 30/6/2025, vốn 12 tỷ đồng, đạt 40% kế hoạch, tăng 3% so với cùng kỳ.\n\n"
    "¹ (1) Chợ Nà Phạ; (2) Xây mới cầu Bản Ngà.\n"
)


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    report = extract(TEXT, nlp=load_pipeline(model=NO_MODEL)).model_dump(mode="json")
    records = [report, {**report, "text": TEXT, "pages": [0, 12]}, {**report, "entities": []}]
    packed = [pack_record(record) for record in records]
    return [unpack_record(each, path=f'kho/"{number}" ắ.pdf') for number, each in enumerate(packed)]


def read_parquet(path: Path) -> list[dict[str, Any]]:
    """The lines that the rows were made of."""
    rows = pyarrow.parquet.read_table(path).to_pylist()
    for row in rows:
        row["document"] = {name: row.pop(name) for name in ("sha256", "chars", "coverage", "metadata")}
        for entity in row["entities"]:
            entity["value"] = entity["value"] and json.loads(entity["value"])
            entity["alternatives"] = list(map(json.loads, entity["alternatives"]))
        for name in ("text", "pages"):
            if row[name] is None:
                del row[name]
    return rows


def test_the_three_forms_hold_the_same(tmp_path: Path, lines: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BYTES_A_GROUP", len(lines[0]) + 1)
    for name in ("a.jsonl", "a.jsonl.gz", "a.parquet"):
        write_output(tmp_path / name, lines)
    plain = (tmp_path / "a.jsonl").read_bytes()
    records = [json.loads(line) for line in plain.splitlines()]
    assert next(iter(records[0])) == "path"
    assert records[0]["path"] == 'kho/"0" ắ.pdf'
    assert records[0]["entities"]
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == plain
    assert read_parquet(tmp_path / "a.parquet") == records
    assert pyarrow.parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups > 1
    assert list(tmp_path.glob("*.partial")) == []


def test_the_same_lines_are_the_same_bytes(tmp_path: Path, lines: list[bytes]) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz", "a.parquet", "b.parquet"):
        write_output(tmp_path / name, lines)
    for suffix in (".jsonl.gz", ".parquet"):
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_an_output_without_lines_is_an_output(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.gz", "a.parquet"):
        write_output(tmp_path / name, [])
    assert (tmp_path / "a.jsonl").read_bytes() == b""
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").schema.equals(parquet.SCHEMA)


def test_what_breaks_off_leaves_the_old_output(tmp_path: Path, lines: list[bytes]) -> None:
    output = tmp_path / "a.jsonl"
    output.write_text("cũ", "utf-8")

    def read_on() -> Any:
        yield lines[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left") as caught:
        write_output(output, read_on())
    assert caught.value.code == "unwritable"
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert output.read_text("utf-8") == "cũ"


def test_the_name_tells_the_form() -> None:
    assert choose_form(Path("A.JSONL")) is choose_form(Path("b.jsonl"))
    assert choose_form(Path("a.jsonl.gz")) is not choose_form(Path("a.jsonl"))
    for name in ("a.json", "a.gz", "parquet", "a.csv"):
        with pytest.raises(InputError, match=r"\.parquet"):
            choose_form(Path(name))


def test_the_columns_are_the_contract() -> None:
    assert parquet.SCHEMA.names == [
        "path", "sha256", "chars", "coverage", "metadata", "schema_version", "entities", "footnotes", "projects",
        "figures", "warnings", "model", "text", "pages",
    ]  # fmt: skip
    entity = parquet.SCHEMA.field("entities").type.value_type
    kinds = {entity.field(index).name: str(entity.field(index).type) for index in range(entity.num_fields)}
    assert kinds == {
        "id": "string",
        "label": "string",
        "start": "int64",
        "end": "int64",
        "text": "string",
        "score": "double",
        "source": "string",
        "value": "string",
        "alternatives": "list<item: string>",
        "inferred": "list<item: string>",
        "warnings": "list<item: string>",
        "footnote": "string",
        "item": "int64",
    }
