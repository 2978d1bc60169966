"""The files that put the service into containers, as far as they can be judged without a container engine."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return loaded


def test_the_service_is_shut_in(compose: dict[str, Any]) -> None:
    service = compose["services"]["service"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert any(place.startswith("/tmp") for place in service["tmpfs"])
    assert service["ports"][0].startswith("127.0.0.1:")
    assert "jobs:/var/lib/trichluc" in service["volumes"]
    assert set(compose["volumes"]) == {"jobs", "postgres"}


def test_postgres_is_an_option(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["profiles"] == ["postgres"]
    assert compose["services"]["service"]["depends_on"]["postgres"]["required"] is False


def test_every_setting_that_is_passed_on_exists(compose: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    passed = {name for name in compose["services"]["service"]["environment"] if name.startswith("TRICHLUC_")}
    passed |= {word.split("=")[0] for word in dockerfile.split() if word.startswith("TRICHLUC_")}
    assert len(passed) >= 5
    assert {name.removeprefix("TRICHLUC_").lower() for name in passed} <= set(Settings.model_fields)


def test_the_image_runs_as_nobody_in_particular_and_knows_its_health() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001"]
    assert any(line.startswith("HEALTHCHECK") for line in lines)
