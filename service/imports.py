"""What importing a library costs a process that starts, and how it is spared."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMAND = "spacy.cli.info"


def defer_spacy_commands() -> None:
    """Let `import spacy` leave out spaCy's command line, with the web clients that it needs, until it is asked for.

    spaCy 3.8's package imports `spacy.cli` for nothing but the function `spacy.info`: 0.25 of 0.8 seconds. It must be
    called before spaCy is imported; later it does nothing.
    """
    if "spacy" not in sys.modules:
        deferred = ModuleType(_COMMAND)
        deferred.info = _info  # type: ignore[attr-defined]
        sys.modules[_COMMAND] = deferred


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, imported at its first call."""
    if getattr(sys.modules.get(_COMMAND), "info", None) is _info:
        del sys.modules[_COMMAND]
    return import_module(_COMMAND).info(*arguments, **options)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let Python's collector rest while the process starts: nothing that imports make is garbage, and it would look
    through all of it again and again, an eighth of the time. `wake_collector` ends it earlier.
    """
    gc.disable()
    try:
        yield
    finally:
        wake_collector()


def wake_collector() -> None:
    """Let the collector work again, if it rests; what is there by now it need never look at."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
