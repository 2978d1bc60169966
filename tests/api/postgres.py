"""A PostgreSQL cluster for the time of a test run, where its programs are installed."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def why_missing() -> str | None:
    """Why there can be no cluster here, None where there can."""
    if _find("initdb") is None:
        return "PostgreSQL's initdb is not installed"
    if os.geteuid() == 0 and not _has_user("postgres"):
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database, reached by a socket in a temporary folder."""
    with TemporaryDirectory(prefix="pg") as folder:
        home = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(home, "postgres")
        _run("initdb", "-D", str(home / "data"), "-U", "trichluc", "--auth=trust", "--no-sync")
        options = f"-k {home} -c listen_addresses= -c fsync=off"
        _run("pg_ctl", "-D", str(home / "data"), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://trichluc@/postgres?host={home}"
        finally:
            _run("pg_ctl", "-D", str(home / "data"), "-m", "immediate", "-w", "stop")


def _find(program: str) -> str | None:
    return shutil.which(program, path=os.pathsep.join([*map(str, _PLACES), os.environ.get("PATH", "")]))


def _has_user(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def _run(program: str, *arguments: str) -> None:
    found = _find(program)
    assert found is not None
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run([found, *arguments], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)
