import pytest

from service.linking.phases import Phase
from service.linking.projects import Project, Role, find_projects
from tests.linking.marked import read


def see(marked: str) -> list[tuple[str, ...]]:
    """The spellings of each project's mentions."""
    source = read(marked)
    return [tuple(source.mentions[index].text for index in project.mentions) for project in find_projects(source)]


@pytest.mark.parametrize(
    ("marked", "projects"),
    [
        (
            "Dự án ⟦PROJECT|Cầu Bến Đá⟧ chậm. Tỉnh kiểm tra ⟦PROJECT|cầu Bến Đá⟧.",
            [("Cầu Bến Đá", "cầu Bến Đá")],
        ),
        (
            "Khởi công ⟦PROJECT|Chợ Phố Ràng, ⟦PLACE|thị trấn Phố Ràng⟧⟧. Về ⟦PROJECT|chợ Phố Ràng⟧, còn 02 hộ.",
            [("Chợ Phố Ràng, thị trấn Phố Ràng", "chợ Phố Ràng")],
        ),
        (
            "Đang làm ⟦PROJECT|Trường THCS Tân Nguyên (nhà đa năng)⟧. Đã nghiệm thu ⟦PROJECT|Trường THCS Tân Nguyên⟧.",
            [("Trường THCS Tân Nguyên (nhà đa năng)", "Trường THCS Tân Nguyên")],
        ),
        (
            "Có ⟦PROJECT|Đường Cảm Ân (giai đoạn 1)⟧. Có ⟦PROJECT|Đường Cảm Ân (giai đoạn 2)⟧. Kiểm tra ⟦PROJECT|đường Cảm Ân⟧.",
            [("Đường Cảm Ân (giai đoạn 1)",), ("Đường Cảm Ân (giai đoạn 2)",), ("đường Cảm Ân",)],
        ),
        (
            "Gồm ⟦PROJECT|Trường Mầm non Hoa Lan⟧; ⟦PROJECT|Trường Mầm non Hoa Lan - nhà bếp⟧.",
            [("Trường Mầm non Hoa Lan",), ("Trường Mầm non Hoa Lan - nhà bếp",)],
        ),
    ],
)
def test_mentions_of_one_project_are_joined(marked: str, projects: list[tuple[str, ...]]) -> None:
    assert see(marked) == projects


def only(marked: str) -> Project:
    (project,) = find_projects(read(marked))
    return project


def roles(marked: str) -> list[tuple[str, Role]]:
    source = read(marked)
    (project,) = find_projects(source)
    return [(source.mentions[part.mention].text, part.role) for part in (*project.amounts, *project.dates)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "⟦PROJECT|Cầu Bến Đá⟧ có tổng mức đầu tư ⟦AMOUNT|62 tỷ đồng⟧, đã giải ngân ⟦AMOUNT|18 tỷ đồng⟧.",
            [("62 tỷ đồng", Role.TOTAL_INVESTMENT), ("18 tỷ đồng", Role.DISBURSED)],
        ),
        (
            "⟦PROJECT|Cầu Bến Đá⟧ khởi công ⟦DATE|ngày 3/2/2023⟧, hoàn thành ⟦DATE|tháng 12/2024⟧.",
            [("ngày 3/2/2023", Role.STARTED), ("tháng 12/2024", Role.COMPLETED)],
        ),
        (
            "Huyện làm ⟦PROJECT|Cầu Bến Đá⟧. Tổng mức đầu tư ⟦AMOUNT|62 tỷ đồng⟧. Trời mưa nhiều, mất ⟦AMOUNT|2 tỷ đồng⟧.",
            [("62 tỷ đồng", Role.TOTAL_INVESTMENT)],
        ),
        (
            "Khối lượng dự án ⟦PROJECT|Đập Cao⟧ đạt ⟦AMOUNT|30 tỷ đồng⟧; giải ngân ⟦AMOUNT|25 tỷ đồng⟧/⟦AMOUNT|40 tỷ đồng⟧ kế hoạch.",
            [
                ("30 tỷ đồng", Role.WORK_DONE),
                ("25 tỷ đồng", Role.DISBURSED),
                ("40 tỷ đồng", Role.PLANNED_CAPITAL),
            ],
        ),
        (
            "⟦PROJECT|Chợ Hạ⟧ được huyện giao ⟦AMOUNT|5 tỷ đồng⟧; còn 04 hộ chưa nhận tiền, số tiền ⟦AMOUNT|1 tỷ đồng⟧.",
            [("5 tỷ đồng", Role.PLANNED_CAPITAL), ("1 tỷ đồng", Role.COMPENSATION)],
        ),
        (
            "Khánh thành ⟦PROJECT|Cầu Cạn⟧, trị giá ⟦AMOUNT|2,4 tỷ đồng⟧, trong đó dân đóng góp ⟦AMOUNT|400 triệu đồng⟧.",
            [("2,4 tỷ đồng", Role.TOTAL_INVESTMENT), ("400 triệu đồng", Role.OTHER)],
        ),
        (
            "⟦DATE|Ngày 20/4/2025⟧, HĐND tỉnh thông qua chủ trương đầu tư ⟦PROJECT|Cầu Cạn⟧ với tổng vốn ⟦AMOUNT|9 tỷ đồng⟧.",
            [("9 tỷ đồng", Role.TOTAL_INVESTMENT), ("Ngày 20/4/2025", Role.APPROVED)],
        ),
        (
            "Chi trả bồi thường ⟦QUANTITY|01 dự án⟧¹.\n\n¹ ⟦PROJECT|Hồ Lừm⟧ với ⟦AMOUNT|2 tỷ đồng⟧.\n",
            [("2 tỷ đồng", Role.COMPENSATION)],
        ),
    ],
)
def test_amounts_and_dates_have_roles(marked: str, expected: list[tuple[str, Role]]) -> None:
    assert roles(marked) == expected


def test_the_total_of_two_projects_belongs_to_neither() -> None:
    source = read("⟦PROJECT|Cầu Bến Đá⟧ và ⟦PROJECT|Chợ Phố Ràng⟧ có tổng mức đầu tư ⟦AMOUNT|62 tỷ đồng⟧.")
    assert all(project.amounts == () for project in find_projects(source))


def test_a_footnote_s_projects_are_at_the_stage_that_its_sentence_tells() -> None:
    marked = "Nghiệm thu ⟦QUANTITY|02 công trình⟧¹.\n\n¹ (1) ⟦PROJECT|Cầu Bến Đá⟧; (2) ⟦PROJECT|Chợ Phố Ràng⟧.\n"
    source = read(marked)
    for project in find_projects(source):
        (stage,) = project.stages
        assert (stage.phase, stage.note, source.masked[slice(*stage.evidence)]) == (Phase.ACCEPTANCE, 0, "Nghiệm thu")


def test_an_item_s_own_stage_stands_beside_that_of_the_sentence() -> None:
    marked = "Đang thi công ⟦QUANTITY|02 công trình⟧¹.\n\n¹ (1) ⟦PROJECT|Cầu Lừm⟧, khởi công ⟦DATE|tháng 2/2025⟧; (2) ⟦PROJECT|Chợ Hạ⟧.\n"
    first, second = find_projects(read(marked))
    assert [stage.phase for stage in first.stages] == [Phase.CONSTRUCTION, Phase.STARTED]
    assert [stage.phase for stage in second.stages] == [Phase.CONSTRUCTION]


def test_the_fullest_of_the_most_frequent_spellings_names_a_project() -> None:
    project = only("⟦PROJECT|cầu Bến Đá⟧ a. ⟦PROJECT|Cầu Bến Đá⟧ b. ⟦PROJECT|Xây dựng cầu Bến Đá⟧ c.")
    assert project.name == "Xây dựng cầu Bến Đá"
    assert set(project.aliases) == {"cầu Bến Đá", "Cầu Bến Đá"}
