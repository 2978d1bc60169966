import subprocess
import sys

import spacy  # noqa: F401

from service.imports import defer_spacy_commands

LOADED = "import sys, service.pipeline; print('weasel' in sys.modules, 'httpx' in sys.modules)"
ASKED = "import service.pipeline, spacy; print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)"
COMMANDS = "import service.pipeline; from spacy.cli import download; print(callable(download))"


def _run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_the_pipeline_does_not_load_spacy_s_command_line() -> None:
    assert _run(LOADED) == "False False"


def test_what_was_left_out_is_there_when_it_is_asked_for() -> None:
    assert _run(ASKED) == "True"
    assert _run(COMMANDS) == "True"


def test_a_loaded_spacy_is_left_alone() -> None:
    before = sys.modules["spacy.cli.info"]
    defer_spacy_commands()
    assert sys.modules["spacy.cli.info"] is before
