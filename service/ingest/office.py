"""Files that LibreOffice opens (.doc, .odt, .rtf): made .docx by it, where it is installed."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

from service.errors import InputError
from service.ingest.kinds import Kind
from service.ingest.limits import LIMITS, Limits

_ONE_AT_A_TIME = threading.Lock()
_PROGRAMS = ("soffice", "libreoffice")
# No macros, nothing loaded from outside, no questions: a document may be hostile.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_office() -> str | None:
    """LibreOffice's program; None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def convert_to_word(name: str, data: bytes, kind: Kind, *, limits: Limits = LIMITS) -> bytes:
    """A file of another word processor as .docx.

    Raises InputError: "needs_libreoffice", "timeout", "damaged" (LibreOffice could not open it; under a password, too).
    """
    program = find_office()
    if program is None:
        raise InputError(
            "needs_libreoffice",
            f"{name}: tệp .{kind.value} cần LibreOffice để đọc; hãy cài (Debian, Ubuntu: apt install "
            "libreoffice-writer-nogui) hoặc mở bằng Word rồi lưu thành .docx.",
        )
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="trichluc-") as folder:
        source = Path(folder, f"source.{kind.value}")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={_make_profile(os.getpid()).as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(Path(folder, "made")),
            str(source),
        ]
        _run(name, command, seconds=limits.seconds)
        made = Path(folder, "made", "source.docx")
        if not made.is_file():
            raise InputError("damaged", f"{name}: LibreOffice không mở được; tệp hỏng hoặc có mật khẩu.")
        return made.read_bytes()


@cache
def _make_profile(process: int) -> Path:
    """A profile for LibreOffice, which `process` keeps: it starts twice as fast the second time.

    LibreOffice locks its profile, so each process has its own, and its threads take turns.
    """
    folder = tempfile.TemporaryDirectory(prefix="trichluc-office-")
    atexit.register(folder.cleanup)
    profile = Path(folder.name)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile


def _run(name: str, command: list[str], *, seconds: int) -> None:
    """Run to its end, or end it with all that it started."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise InputError("timeout", f"{name}: LibreOffice không đọc xong trong {seconds} giây.") from error
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
