import gc
import subprocess
import sys

import pytest
import spacy  # noqa: F401

from service.imports import collector_at_rest, defer_spacy_commands, wake_collector

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


READERS = "import sys, service.api.serving; print('lxml' in sys.modules, 'pypdfium2' in sys.modules)"


def test_readers_of_files_are_not_loaded_before_a_file_comes() -> None:
    assert _run(READERS) == "False False"


def test_the_collector_rests_until_it_is_woken_or_the_start_ends() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
        wake_collector()
        assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), collector_at_rest():
        raise ValueError("broken")
    assert gc.isenabled()
    gc.unfreeze()
