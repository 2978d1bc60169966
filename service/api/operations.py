"""What an operator asks: is it alive, is it ready, what is it, what does it do."""

from importlib.metadata import version

from fastapi import APIRouter, Response

from service.api.messages import Status, Version
from service.api.metrics import CONTENT_TYPE
from service.api.parts import Held
from service.api.problems import ProblemError, describe
from service.schema import SCHEMA_VERSION

router = APIRouter(tags=["operations"])
_SOON = {"Retry-After": "5"}


@router.get("/healthz")
async def get_health() -> Status:
    """Whether the process is alive."""
    return Status(status="ok")


@router.get("/readyz", responses=describe("not_ready"))
async def get_readiness(parts: Held) -> Status:
    """Whether the pipeline is loaded and texts can be sent."""
    if not parts.ready:
        raise ProblemError("not_ready", "The pipeline is still loading. Try again in a moment.", headers=_SOON)
    return Status(status="ready")


@router.get("/version", responses=describe("not_ready"))
async def get_version(parts: Held) -> Version:
    """The versions of the service, of the answers' form and of the model that is in use now."""
    model = parts.reader.model
    if model is None:
        raise ProblemError("not_ready", "The pipeline is still loading. Try again in a moment.", headers=_SOON)
    return Version(version=version("trichluc"), schema_version=SCHEMA_VERSION, model=model.name, sha256=model.sha256)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {
            "description": "Counters in Prometheus's text form",
            "content": {
                "text/plain": {
                    "schema": {"type": "string"},
                    "examples": {"one": {"value": "trichluc_texts_total 41.0"}},
                }
            },
        }
    },
)
async def get_metrics(parts: Held) -> Response:
    """Requests, latencies, the queue, the model and what was found, for Prometheus."""
    return Response(parts.metrics.render(), media_type=CONTENT_TYPE)
