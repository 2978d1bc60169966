"""The page at `/`: a report seen, searched and corrected in the browser.

The page is plain HTML, CSS and JavaScript modules in `static/`, all served from here: it asks no other host for anything.
"""

import hashlib
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel

from service.api.problems import ProblemError
from service.labels import INSIDE_PROJECT, VIETNAMESE, Label
from service.linking import comparisons, phases, projects
from service.linking.comparisons import Direction
from service.linking.phases import Phase
from service.linking.projects import Role
from service.settings import Settings

_STATIC = Path(__file__).with_name("static")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
}


class PageSetup(BaseModel):
    """What the page has to know of the service: its limits, and the Vietnamese names of what a report holds."""

    max_bytes: int
    max_file_bytes: int
    keeps_corrections: bool
    labels: dict[Label, str]
    inside_project: list[Label]
    phases: dict[Phase, str]
    roles: dict[Role, str]
    directions: dict[Direction, str]


def build_router(settings: Settings) -> APIRouter:
    """The routes of the page: `/`, its files below `/static/`, and `/page.json`, which tells it what to know."""
    router = APIRouter(include_in_schema=False)
    files = {path.name: _File(path) for path in _STATIC.iterdir() if path.suffix in _TYPES}
    setup = PageSetup(
        max_bytes=settings.max_bytes,
        max_file_bytes=settings.max_file_bytes,
        keeps_corrections=settings.corrections is not None,
        labels=VIETNAMESE,
        inside_project=[label for label in Label if label in INSIDE_PROJECT],
        phases=phases.VIETNAMESE,
        roles=projects.VIETNAMESE,
        directions=comparisons.VIETNAMESE,
    )

    @router.get("/")
    async def get_page(if_none_match: Annotated[str | None, Header()] = None) -> Response:
        return files["index.html"].answer(if_none_match)

    @router.get("/static/{name}")
    async def get_file(name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
        if name not in files:
            raise ProblemError("not_found", f"The page has no file {name!r}.")
        return files[name].answer(if_none_match)

    @router.get("/page.json")
    async def get_setup() -> PageSetup:
        return setup

    return router


class _File:
    """A file of the page, held in memory: all together are smaller than one report."""

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        self._type = _TYPES[path.suffix]
        self._headers = {**_HEADERS, "ETag": f'"{hashlib.sha256(self._content).hexdigest()[:32]}"'}

    def answer(self, known: str | None) -> Response:
        """The file, or that it has not changed since the browser got what `known` (If-None-Match) names."""
        if known == self._headers["ETag"]:
            return Response(status_code=304, headers=self._headers)
        return Response(self._content, media_type=self._type, headers=self._headers)
