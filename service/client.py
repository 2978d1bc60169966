"""A client of the service: texts and files to reports, archives to jobs, over HTTP.

with Client("http://localhost:8000") as client:
    report = client.extract("Chi 3,5 tỷ đồng trước ngày 30/6/2025.")
    job = client.submit_files([Path("kho.zip")])
    for line in client.results(client.wait(job.id).id):
        ...
"""

import email.utils
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from service.api.messages import FileReport, Job, JobLine, JobText, Version
from service.errors import TrichlucError
from service.schema import Report

_WORTH_A_RETRY = (429, 503)
_LONGEST_PAUSE = 60.0
_FINISHED = ("done", "cancelled")


class ServiceError(TrichlucError):
    """The service answered with a problem. `code` is its stable name, `status` the HTTP status, `problem` all of it."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code", "http_error"))
        super().__init__(f"{status} {self.code}: {problem.get('detail', '')}")


class Client:
    """A service at `base_url`. Requests are tried again, at most `retries` times, while it is busy or out of reach.

    It waits as long as Retry-After asks, else ever longer. Sending a document twice reads it twice and harms nothing;
    a job is sent again only where the service said that it did not take it.
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        timeout: float = 120.0,
        retries: int = 5,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=base_url, headers=headers, timeout=timeout, transport=transport)
        self._retries, self._sleep = retries, sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def extract(self, text: str, *, reference_date: str | None = None) -> Report:
        """The report of a text; offsets refer to it. Raises ServiceError; httpx.TransportError where none answers."""
        body = {"text": text, "reference_date": reference_date}
        return Report.model_validate_json(self._send("POST", "/extract", json=body).content)

    def extract_file(self, path: Path, *, reference_date: str | None = None) -> FileReport:
        """The report of a file; offsets refer to its `text`. Raises as `extract`, and OSError."""
        answer = self._send_files("/extract/file", [path], reference_date, again=True)
        return FileReport.model_validate_json(answer.content)

    def submit_texts(self, texts: Sequence[JobText]) -> Job:
        """A job of many texts. Raises as `extract`."""
        body = {"texts": [text.model_dump() for text in texts]}
        return Job.model_validate_json(self._send("POST", "/jobs", again=False, json=body).content)

    def submit_files(self, paths: Sequence[Path], *, reference_date: str | None = None) -> Job:
        """A job of files and archives. Raises as `extract`, and OSError."""
        return Job.model_validate_json(self._send_files("/jobs", paths, reference_date, again=False).content)

    def job(self, identity: str) -> Job:
        """How far a job is. Raises as `extract`."""
        return Job.model_validate_json(self._send("GET", f"/jobs/{identity}").content)

    def wait(self, identity: str, *, poll: float = 1.0) -> Job:
        """The job when it is done or cancelled; asked for every `poll` seconds. Raises as `extract`."""
        while (job := self.job(identity)).status not in _FINISHED:
            self._sleep(poll)
        return job

    def results(self, identity: str) -> Iterator[JobLine]:
        """The finished lines of a job, one in memory at a time. Raises as `extract`."""
        with self._http.stream("GET", f"/jobs/{identity}/results") as answer:
            if answer.is_error:
                answer.read()
                raise _as_error(answer)
            for line in answer.iter_lines():
                yield JobLine.model_validate_json(line)

    def cancel(self, identity: str) -> Job:
        """Cancel a job. Raises as `extract`; "job_finished" where it is done."""
        return Job.model_validate_json(self._send("DELETE", f"/jobs/{identity}").content)

    def version(self) -> Version:
        """What is running. Raises as `extract`."""
        return Version.model_validate_json(self._send("GET", "/version").content)

    def _send_files(
        self, url: str, paths: Sequence[Path], reference_date: str | None, *, again: bool
    ) -> httpx.Response:
        data = {"reference_date": reference_date} if reference_date else {}
        with ExitStack() as stack:
            files = [("file", (path.name, stack.enter_context(path.open("rb")))) for path in paths]
            return self._send("POST", url, again=again, data=data, files=files)

    def _send(self, method: str, url: str, *, again: bool = True, **body: Any) -> httpx.Response:
        """The answer, when there is one that is no error; `again` says whether a lost request may be repeated."""
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                answer = self._http.request(method, url, **_rewound(body))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if last:
                    raise
                pause = _pause(attempt)
            except httpx.TransportError:
                if last or not again:
                    raise
                pause = _pause(attempt)
            else:
                if answer.is_success:
                    return answer
                if last or answer.status_code not in _WORTH_A_RETRY:
                    raise _as_error(answer)
                pause = _read_retry_after(answer) or _pause(attempt)
            self._sleep(pause)
        raise AssertionError("every way out of the loop returns or raises")


def _rewound(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body with its files at their beginning: an attempt before may have read them."""
    for _, (_, stream) in body.get("files", ()):
        stream.seek(0)
    return body


def _pause(attempt: int) -> float:
    return float(min(_LONGEST_PAUSE, 0.5 * 2**attempt))


def _read_retry_after(answer: httpx.Response) -> float | None:
    """Seconds until it is worth to try again: Retry-After is a number of them, or a date (RFC 9110, 10.2.3)."""
    value = answer.headers.get("Retry-After", "")
    if value.isdecimal():
        return min(_LONGEST_PAUSE, float(value))
    try:
        moment = email.utils.parsedate_to_datetime(value).timestamp()
    except ValueError:
        return None
    return max(0.0, min(_LONGEST_PAUSE, moment - time.time()))


def _as_error(answer: httpx.Response) -> ServiceError:
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    return ServiceError(answer.status_code, problem if isinstance(problem, dict) else {"detail": answer.text[:200]})
