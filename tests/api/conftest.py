from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True, scope="session")
def _own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test touches the jobs of the user who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRICHLUC_DATABASE", f"sqlite:///{tmp_path_factory.mktemp('jobs') / 'jobs.sqlite'}")
        yield


@pytest.fixture(autouse=True, scope="session")
def _quiet_logs() -> None:
    """What servers on other threads log does not get between the lines of the tests."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
