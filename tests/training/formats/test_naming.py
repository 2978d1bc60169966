import pytest

from training.documents import LabelledDocument
from training.formats.naming import name_files


def name(*ids: str) -> tuple[list[str], list[str]]:
    names, losses = name_files(LabelledDocument(each, "", (), {}) for each in ids)
    return names, [loss.document for loss in losses]


def test_ids_that_fit_are_the_names() -> None:
    assert name("A-01", "báo cáo 9 tháng", "2025.10") == (["A-01", "báo cáo 9 tháng", "2025.10"], [])


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("12/BC-UBND", "12_BC-UBND"),
        ("../../etc", "_.._etc"),
        ("", "document"),
        ("...", "document"),
        ("a" * 200, "a" * 80),
    ],
)
def test_ids_that_do_not_fit_are_changed_and_named(identity: str, expected: str) -> None:
    assert name(identity) == ([expected], [identity])


def test_no_two_files_have_one_name() -> None:
    assert name("a", "A", "a", "a-2") == (["a", "A-2", "a-3", "a-2-2"], ["A", "a", "a-2"])
