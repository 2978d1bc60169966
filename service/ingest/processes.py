"""PDFium in a process of its own: a hostile PDF may crash it or make it run for ever, and costs only that process.

`python -m service.ingest.processes PAGES SECONDS BYTES` reads a PDF from its input and writes what it says as JSON.
PDFium must not be called by two threads at once either; two processes may.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from service.errors import InputError
from service.ingest.limits import LIMITS, Limits
from service.ingest.pdf import PdfText, read_pdf

_SECONDS_TO_START = 10


def read_pdf_apart(name: str, data: bytes, *, limits: Limits = LIMITS) -> PdfText:
    """As `service.ingest.pdf.read_pdf`, in another process.

    Raises InputError: as there, and "timeout", "damaged" where that process crashed.
    """
    bounds = [str(bound) for bound in (limits.pages, limits.seconds, limits.memory_bytes)]
    command = [sys.executable, "-P", "-m", __name__, *bounds]
    try:
        # PDFium's process ends itself by its bound on processor time; this is for one that only waits.
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=2 * limits.seconds + _SECONDS_TO_START, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("timeout", f"{name}: không đọc xong trong {limits.seconds} giây.") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        if done.returncode in _OVERTIME:
            raise InputError("timeout", f"{name}: không đọc xong trong {limits.seconds} giây.") from error
        raise InputError("damaged", f"{name}: tệp PDF làm hỏng trình đọc; có thể tệp bị lỗi.") from error
    if "problem" in answer:
        raise InputError(answer["problem"], f"{name}: {answer['message']}")
    return PdfText(
        text=answer["text"],
        pages=tuple(answer["pages"]),
        margins=tuple(answer["margins"]),
        encodings=tuple(answer["encodings"]),
        empty_pages=tuple(answer["empty_pages"]),
        unmapped=answer["unmapped"],
    )


_OVERTIME = (-24, -9)
"""SIGXCPU, and SIGKILL some seconds later."""


def _bound(seconds: int, memory_bytes: int) -> None:
    """What this process may use at most, where the system can say so."""
    try:
        import resource
    except ImportError:
        return
    for kind, bound in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory_bytes)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))


def main(arguments: list[str]) -> None:
    """Read a PDF from standard input, within bounds, and write a PdfText or a problem."""
    pages, seconds, memory_bytes = (int(argument) for argument in arguments)
    _bound(seconds, memory_bytes)
    try:
        answer = asdict(read_pdf(sys.stdin.buffer.read(), max_pages=pages))
    except InputError as error:
        answer = {"problem": error.code, "message": str(error)}
    except MemoryError:
        answer = {"problem": "too_large", "message": "cần quá nhiều bộ nhớ để đọc tệp PDF này."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
