from io import StringIO
from pathlib import Path

from rich.console import Console

from service.batch.progress import Tally, show_progress


def test_a_terminal_shows_how_far_it_is_and_what_failed(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name, "utf-8")
    shown = StringIO()
    with show_progress([tmp_path], Console(file=shown, force_terminal=True, width=120)) as tell:
        tell(Tally(2, 1))
    assert "2/" in shown.getvalue()
    assert "1 hỏng" in shown.getvalue()


def test_elsewhere_nothing_is_shown(tmp_path: Path) -> None:
    shown = StringIO()
    with show_progress([tmp_path], Console(file=shown)) as tell:
        tell(Tally(2, 1))
    assert shown.getvalue() == ""
