import pytest

from service.export.columns import TABLES, Annotated, Cell
from service.export.names import TableName
from service.labels import Label
from service.schema import Entity, Report, RoleOf
from tests.render.reports import TEXT, build_report


def read(name: TableName, report: Report | None = None) -> list[dict[str, Cell]]:
    table = TABLES[name]
    source = Annotated("a.txt", report or build_report(), TEXT)
    return [dict(zip([column.name for column in table.all], row, strict=True)) for row in table.read_rows(source)]


@pytest.mark.parametrize("name", TableName)
def test_no_two_columns_have_one_name(name: TableName) -> None:
    for names in ([column.name for column in TABLES[name].all], [column.heading for column in TABLES[name].all]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", TableName)
def test_every_row_tells_its_document(name: TableName) -> None:
    for row in read(name):
        assert (row["path"], row["document_number"], row["document_date"]) == ("a.txt", "+1/BC-UBND", "2024-12-05")


def test_amounts_of_a_project_are_whole_dong() -> None:
    row = read(TableName.PROJECTS)[0]
    assert row["total_investment"] == 7_000_000_000
    assert row["planned_capital"] is None
    assert row["other_facts"] == ()
    assert row["phases"] == ("thẩm định dự án",)
    assert row["footnotes"] == ("1",)


def give_amount(report: Report, number: int, text: str, value: dict[str, str]) -> Report:
    entity = Entity(id=f"e{number}", label=Label.AMOUNT, start=0, end=1, text=text, score=1, source="rule", value=value)
    project = report.projects[0]
    given = project.model_copy(
        update={"amounts": [*project.amounts, RoleOf(entity=entity.id, role="total_investment")]}
    )
    return report.model_copy(update={"entities": [*report.entities, entity], "projects": [given, report.projects[1]]})


def test_of_two_amounts_in_one_role_none_is_chosen() -> None:
    report = give_amount(build_report(), 9, "8 tỷ đồng", {"amount": "8000000000", "currency": "VND"})
    row = read(TableName.PROJECTS, report)[0]
    assert row["total_investment"] is None
    assert row["other_facts"] == ("tổng mức đầu tư: 7 tỷ đồng", "tổng mức đầu tư: 8 tỷ đồng")


def test_an_amount_of_another_currency_is_not_taken_for_dong() -> None:
    report = give_amount(build_report(), 9, "3 triệu USD", {"amount": "3000000", "currency": "USD"})
    row = read(TableName.PROJECTS, report)[0]
    assert row["total_investment"] == 7_000_000_000
    assert row["other_facts"] == ("tổng mức đầu tư: 3 triệu USD",)


def test_a_figure_has_its_number_unit_and_comparison() -> None:
    row = read(TableName.FIGURES)[0]
    assert (row["subject"], str(row["value"]), row["unit"], row["period"]) == ("chi", "5000000000", "VND", "2024")
    assert row["comparison_1_direction"] == "đạt"
    assert str(row["comparison_1_value"]) == "40.5"
    assert row["comparison_1_basis"] == "dự toán giao"
    assert row["comparison_2_direction"] is None


def test_a_footnote_lists_its_items() -> None:
    (row,) = read(TableName.FOOTNOTES)
    assert (row["marker"], row["promised"], row["found"], row["check"]) == (1, 2, 2, "khớp")
    assert row["items"] == ("=Cầu A, vốn 7 tỷ đồng", "-Đường B")
