from service.labels import Label
from service.render.records import read_figures, read_footnotes, read_projects
from service.schema import NamedStretch
from tests.render.reports import TEXT, build_report, find


def test_a_project_knows_its_stages_and_facts() -> None:
    project, other = read_projects(build_report(), TEXT)
    assert [(stage.name, stage.words, stage.footnote and stage.footnote.marker) for stage in project.stages] == [
        ("thẩm định dự án", "Thẩm định", "1")
    ]
    assert [(fact.name, fact.entity.text) for fact in project.amounts] == [("tổng mức đầu tư", "7 tỷ đồng")]
    assert other.mentions[0].text == "-Đường\nB"


def test_a_figure_knows_what_it_is_compared_with() -> None:
    figure, count = read_figures(build_report())
    assert figure.period is not None
    assert (figure.subject, figure.value.text, figure.period.text) == ("chi", "5 tỷ đồng", "Năm 2024")
    assert [(each.word, each.entity.text, each.basis) for each in figure.comparisons] == [
        ("đạt", "40,5%", "dự toán giao")
    ]
    assert (figure.plain, count.plain) == (False, True)


def test_a_footnote_quotes_the_text_in_one_line() -> None:
    (note,) = read_footnotes(build_report(), TEXT)
    assert note.anchor == "02 dự án"
    assert note.items == ("=Cầu A, vốn 7 tỷ đồng", "-Đường B")
    assert note.body == "=Cầu A, vốn 7 tỷ đồng; -Đường B."


def test_without_the_text_nothing_is_quoted() -> None:
    (note,) = read_footnotes(build_report(), None)
    assert (note.anchor, note.body, note.items, note.found) == (None, None, (), 2)
    assert read_projects(build_report(), None)[0].stages[0].words is None


def test_a_plan_that_is_given_is_not_what_a_figure_grew_by() -> None:
    report = build_report()
    figure = report.figures[0]
    basis = NamedStretch(text="đạt", **find("đạt"))
    plan = figure.comparisons[0].model_copy(update={"basis": basis, "direction": "up"})
    percent = report.entities[3].model_copy(update={"label": Label.AMOUNT})
    changed = report.model_copy(
        update={
            "figures": [figure.model_copy(update={"comparisons": [plan]})],
            "entities": [*report.entities[:3], percent, *report.entities[4:]],
        }
    )
    assert read_figures(changed)[0].comparisons[0].word == "cao hơn"
