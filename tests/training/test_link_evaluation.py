import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.training.test_corpus import write_corpus
from tests.training.test_links import DOCUMENT, MARKED, at, record, store
from training.cli import add_commands
from training.documents import LabelledDocument
from training.link_evaluation import describe, evaluate_checks, find_links, is_right, score_links, summarise_links
from training.links import FigureLink, Links, Planted, load_links
from training.scoring import Counts


def gold(tmp_path: Path) -> Links:
    ((_, links),) = load_links(store(tmp_path, record()), [DOCUMENT])
    return links


def test_what_is_found_in_a_document_is_scored_as_right(tmp_path: Path) -> None:
    scores = score_links(gold(tmp_path), find_links(DOCUMENT))
    for part in summarise_links({"A-01": scores}).values():
        assert part["f1"] == 1.0 or part["gold"] == 0


def test_each_part_is_counted_by_itself(tmp_path: Path) -> None:
    links = gold(tmp_path)
    (figure,), (note,) = links.figures, links.notes
    other = replace(links, figures=(replace(figure, subject=(20, 21)),))
    assert (score_links(links, other).values.right, score_links(links, other).subjects.right) == (1, 0)
    assert score_links(links, replace(links, figures=())).figures == Counts(0, 0, 1)
    bare = replace(links, figures=(replace(figure, comparisons=(), period=None),))
    assert (score_links(links, bare).comparisons, score_links(links, bare).periods) == (
        Counts(0, 0, 1),
        Counts(0, 0, 1),
    )
    cut = replace(links, notes=(replace(note, body=None, items=note.items[:1]),))
    scores = score_links(links, cut)
    assert (scores.notes.right, scores.phrases.right, scores.items) == (0, 1, Counts(1, 1, 2))


def test_a_figure_is_right_with_all_its_comparisons_and_no_more(tmp_path: Path) -> None:
    (figure,) = gold(tmp_path).figures
    (comparison,) = figure.comparisons
    assert is_right(figure, figure)
    for wrong in (
        (),
        (replace(comparison, direction=type(comparison.direction).UP),),
        (replace(comparison, basis=(0, 3)),),
        (comparison, replace(comparison, value=(0, 3))),
    ):
        assert not is_right(figure, replace(figure, comparisons=wrong))
    assert is_right(replace(figure, subject=(0, 8)), replace(figure, subject=(2, 12)))


def test_clusters_are_scored_by_mention() -> None:
    a, b, c, d = (0, 1), (2, 3), (4, 5), (6, 7)
    mine = Links(projects=((a, b, c), (d,)), figures=(), notes=())
    theirs = Links(projects=((a, b), (c, d)), figures=(), notes=())
    scores = score_links(mine, theirs)
    assert scores.projects.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert scores.projects.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.joins == Counts(1, 2, 3)
    missing = score_links(mine, Links(projects=(), figures=(), notes=()))
    assert (missing.projects.precision, missing.joins) == (1.0, Counts(0, 0, 3))
    assert describe(missing.projects)["gold"] == 4


def test_a_figure_found_where_there_is_none_costs_precision() -> None:
    extra = Links(projects=(), figures=(FigureLink((5, 9), (0, 3), None, ()),), notes=())
    assert score_links(Links((), (), ()), extra).figures == Counts(0, 1, 0)


def test_planted_contradictions_are_told_once_and_false_alarms_counted() -> None:
    wrong = "Đúng hạn 217/345 = 42,98%."
    planted = [
        Planted("W1", wrong, "fraction_percent", "217/345"),
        Planted("W2", "Đúng hạn 217/345 = 62,90%.", "fraction_percent", "217/345"),
        Planted("T1", wrong, None, None),
    ]
    assert evaluate_checks(planted)["fraction_percent"] == Counts(1, 2, 2)


def test_the_command_measures_a_split(tmp_path: Path) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    add_commands(app)
    folder = write_corpus(tmp_path / "corpus", {"A-01": ("authored", "dev", MARKED)})
    store(folder, record())
    run = CliRunner()
    command = ["evaluate", "--links", "--data", str(folder), "--split", "dev", "--json", str(tmp_path / "out.json")]
    assert run.invoke(app, command).exit_code == 1
    planted = [{"id": "W1", "text": "Đúng hạn 217/345 = 42,98%.", "code": "fraction_percent", "words": "217/345"}]
    (folder / "links" / "planted.json").write_text(json.dumps(planted), "utf-8")
    measured = run.invoke(app, command, env={"COLUMNS": "150"})
    assert (measured.exit_code, "fraction_percent" in measured.output) == (0, True)
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (written["links"]["figures"]["f1"], written["checks"]["fraction_percent"]["recall"]) == (1.0, 1.0)


def test_links_are_found_at_offsets_of_the_stored_text() -> None:
    decomposed = LabelledDocument("A-01", "\ufeff" + DOCUMENT.text, tuple(
        replace(span, start=span.start + 1, end=span.end + 1) for span in DOCUMENT.spans
    ), {})  # fmt: skip
    (figure,) = find_links(decomposed).figures
    assert figure.value == tuple(offset + 1 for offset in at("5 tỷ đồng"))
