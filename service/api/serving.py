"""The application in a server process."""

import uvicorn

from service.api.app import create_app
from service.api.job_store import JobStore
from service.api.logging import configure_logging
from service.pipeline import NO_MODEL
from service.settings import Settings
from service.tagging.models import open_model


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until the process is told to end (SIGTERM, SIGINT): running requests are finished first.

    Raises ModelError, DatabaseError before anything listens.
    """
    name = settings.choose_model()
    if name != NO_MODEL:
        open_model(name, folder=settings.models)
    store = JobStore(settings.database)
    store.open()
    store.close()
    configure_logging()
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,  # RequestLog tells more
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
