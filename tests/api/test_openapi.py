from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.app import create_app
from service.api.problems import PROBLEMS
from tests.api.running import RULES, Running, running

LIMITS = {"max_bytes": 20_000, "max_file_bytes": 20_000, "max_job_bytes": 20_000, "max_jobs": 10_000}
KEY = "a key of the tests"
KNOWN = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    made: dict[str, Any] = create_app(RULES).openapi()
    return made


def find_fields(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in schema.get("properties", {}).items():
        yield f"{path}.{name}", field


def is_told(field: dict[str, Any]) -> bool:
    """Whether a reader can see what a field looks like: by an example, its only values, or the form that it refers to."""
    if field.keys() & {"examples", "enum", "const", "$ref"}:
        return True
    parts = [part for part in field.get("anyOf", [field.get("items", {})]) if part.get("type") != "null"]
    return bool(parts) and all(part and is_told(part) for part in parts)


def test_every_field_has_an_example(description: dict[str, Any]) -> None:
    fields = [
        field for name, schema in description["components"]["schemas"].items() for field in find_fields(schema, name)
    ]
    assert len(fields) > 80
    assert [name for name, field in fields if not is_told(field)] == []


def test_every_error_has_an_example_with_its_code(description: dict[str, Any]) -> None:
    told = set()
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    examples = response["content"]["application/problem+json"]["examples"]
                    for code, example in examples.items():
                        told.add(code)
                        value = example["value"]
                        assert (value["code"], value["status"]) == (code, int(status)), (method, path)
                        assert PROBLEMS[code].status == int(status)
    assert told == set(PROBLEMS) - {"method_not_allowed"}


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    def walk(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            for each in part.values():
                yield from walk(each)
        elif isinstance(part, list):
            for each in part:
                yield from walk(each)

    schemas = description["components"]["schemas"]
    names = {reference.removeprefix("#/components/schemas/") for reference in walk(description)}
    assert {"Report", "FileReport", "JobRequest", "JobLine", "Problem"} <= names
    assert names <= set(schemas)


SCHEMA = schemathesis.openapi.from_dict(create_app(RULES).openapi())


def list_operations() -> Iterator[Any]:
    for each in SCHEMA.get_all_operations():
        assert isinstance(each, Ok)
        yield each.ok()


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    keys = frozenset({sha256(KEY.encode()).hexdigest()})
    with running(RULES.model_copy(update={**LIMITS, "api_keys": keys})) as started:
        yield started


@pytest.mark.parametrize("operation", list(list_operations()), ids=lambda each: each.label)
def test_the_service_does_what_its_description_says(operation: Any, server: Running) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        # Not all that fits the description can be read: a picture is a file too, "x" is no date.
        case.call_and_validate(base_url=server.url, headers=KNOWN, excluded_checks=[positive_data_acceptance])

    check()
