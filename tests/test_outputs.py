from pathlib import Path

import pytest

from service.errors import InputError
from service.outputs import replacing


def test_a_file_takes_the_place_when_it_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_text("old")
    with replacing(output) as partial:
        partial.write_text("new")
        assert output.read_text() == "old"
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "new")]


def break_off(output: Path) -> None:
    with replacing(output) as partial:
        partial.write_text("half")
        raise RuntimeError


def test_what_fails_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_text("old")
    with pytest.raises(RuntimeError):
        break_off(output)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "old")]


def test_what_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="không ghi được") as caught, replacing(tmp_path / "no" / "out") as partial:
        partial.write_text("new")
    assert caught.value.code == "unwritable"
