import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from service.footnotes.finding import find_footnotes
from service.text.layout import read_layout
from training.cli import add_commands
from training.footnote_evaluation import FootnoteScores, compare, evaluate_footnotes

TEXT = "Khởi công 01 dự án¹ và 02 cầu².\n\n¹ Chợ Mới.\n\n² Cầu A; cầu B.\n"


def gold(*, end: int) -> dict[str, object]:
    first, second = TEXT.index("¹ Chợ"), TEXT.index("² Cầu")
    return {
        "footnotes": [
            {
                "anchor": [TEXT.index("¹"), TEXT.index("¹") + 1],
                "body": [first, first + 10],
                "spans": [[first + 2, end]],
            },
            {"anchor": [5, 6], "body": [second, second + 5], "spans": [[second + 2, len(TEXT) - 1]]},
        ],
        "other_raised": [],
    }


def test_each_part_is_counted_by_itself() -> None:
    found = find_footnotes(TEXT, read_layout(TEXT))
    end = TEXT.index("Mới.") + 4
    assert compare(found, gold(end=end)) == FootnoteScores(
        gold=2, found=2, markers=1, bodies=2, starts=2, certain=2, ends=2, links=1
    )
    assert compare(found, gold(end=end - 1)).ends == 1


def test_the_command_measures_a_folder_and_skips_one_that_is_absent(tmp_path: Path) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    add_commands(app)
    run = CliRunner()
    absent = run.invoke(app, ["evaluate", "--footnotes", str(tmp_path / "none")])
    assert (absent.exit_code, "bỏ qua" in absent.output.replace("\n", "")) == (0, True)
    assert run.invoke(app, ["evaluate", "--footnotes", str(tmp_path)]).exit_code == 2
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(gold(end=TEXT.index("Mới.") + 4)), encoding="utf-8")
    assert evaluate_footnotes(tmp_path)["a"].starts == 2
    measured = run.invoke(app, ["evaluate", "--footnotes", str(tmp_path)], env={"COLUMNS": "150"})
    assert (measured.exit_code, "100.0%" in measured.output) == (0, True)
