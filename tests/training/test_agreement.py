from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from service.labels import Label
from training.agreement import measure_agreement, render_agreement
from training.corpus import CorpusError
from training.scoring import Counts


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.txt").write_bytes(content.encode())
    return folder


def test_files_that_both_hold_are_compared(tmp_path: Path) -> None:
    first = write(tmp_path / "1", a="tại ⟦PLACE|xã A⟧, ⟦DATE|2024⟧", b="⟦ORG|UBND⟧\r\n", c="⟦ORG|x⟧")
    second = write(tmp_path / "2", a="tại xã ⟦PLACE|A⟧, ⟦DATE|2024⟧", b="⟦ORG|UBND⟧\r\n", d="⟦ORG|x⟧")
    scores = measure_agreement(first, second)
    assert scores.micro == Counts(right=2, found=3, gold=3)
    assert (scores.strict[Label.PLACE], scores.overlap[Label.PLACE]) == (Counts(0, 1, 1), Counts(1, 1, 1))
    console = Console(file=StringIO(), record=True, width=100)
    console.print(render_agreement(scores, labels=[Label.PLACE, Label.DATE]))
    rows = [line.split() for line in console.export_text().replace("│", " ").splitlines()]
    assert ["PLACE", "0.000", "1.000", "1", "1"] in rows
    assert ["DATE", "1.000", "1.000", "1", "1"] in rows


@pytest.mark.parametrize(
    ("mine", "theirs", "message"),
    [
        ("tại ⟦PLACE|xã A⟧ nay", "tại ⟦PLACE|xã B⟧ nay", r"a\.txt.* 7: 'B nay'"),
        ("xã A", "xã A ", r"a\.txt.* 4: ' '"),
        ("xã A ", "xã A", r"a\.txt.* 4: ''"),
    ],
)
def test_texts_that_differ_are_refused(tmp_path: Path, mine: str, theirs: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        measure_agreement(write(tmp_path / "1", a=mine), write(tmp_path / "2", a=theirs))


def test_folders_that_share_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="share"):
        measure_agreement(write(tmp_path / "1", a="x"), write(tmp_path / "2", b="x"))


def test_broken_marks_are_refused_with_the_file_s_name(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.txt"):
        measure_agreement(write(tmp_path / "1", a="⟦PLACE|x"), write(tmp_path / "2", a="x"))
