import pytest

from tests.training.tiny import labelled, spans_of
from training.changes import Change, compare

GOLD = "Ở ⟦PLACE|xã A⟧.\nCó ⟦ORG|Sở B⟧ và\nC."
TEXT = labelled(GOLD).text


def changes(before: str, after: str, gold: str = GOLD) -> list[Change]:
    sides = {"gold": spans_of(gold), "before": spans_of(before), "after": spans_of(after)}
    return list(compare("D", TEXT, **sides))


def test_equal_findings_are_no_change() -> None:
    wrong = "Ở xã ⟦PLACE|A⟧.\nCó Sở B và\nC."
    assert changes(GOLD, GOLD) == changes(wrong, wrong) == changes(wrong, "Ở xã A.\nCó Sở B và\nC.")[1:] == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("Ở xã A.\nCó ⟦ORG|Sở B⟧ và\nC.", ""),
        ("Ở xã ⟦PLACE|A⟧.\nCó ⟦ORG|Sở B⟧ và\nC.", "PLACE A"),
        ("Ở ⟦ORG|xã A⟧.\nCó ⟦ORG|Sở B⟧ và\nC.", "ORG xã A"),
        ("Ở ⟦PLACE|xã⟧ ⟦PLACE|A⟧.\nCó ⟦ORG|Sở B⟧ và\nC.", "PLACE xã; PLACE A"),
        ("Ở ⟦ORG|xã⟧ ⟦PLACE|A⟧.\nCó ⟦ORG|Sở B⟧ và\nC.", "PLACE A"),
    ],
)
def test_a_lost_span_is_told_with_what_stands_in_its_place(found: str, told: str) -> None:
    lost = [change for change in changes(GOLD, found) if change.label == "PLACE"]
    assert lost == [Change("D", "Ở xã A.", "PLACE", False, "PLACE xã A", "PLACE xã A", told)]
    found_again = [change for change in changes(found, GOLD) if change.label == "PLACE"]
    assert found_again == [Change("D", "Ở xã A.", "PLACE", True, "PLACE xã A", told, "PLACE xã A")]


def test_a_stray_span_is_told_by_itself() -> None:
    stray = "Ở ⟦PLACE|xã A⟧.\nCó ⟦ORG|Sở B⟧ và\n⟦PLACE|C⟧."
    (worse,) = changes(GOLD, stray)
    assert (worse.better, worse.gold, worse.before, worse.after) == (False, "", "", "PLACE C")
    (better,) = changes(stray, GOLD)
    assert (better.better, better.before, better.after) == (True, "PLACE C", "")


def test_changes_stand_in_order_of_place() -> None:
    nothing = "Ở xã A.\nCó Sở B và\nC."
    assert [change.gold for change in changes(nothing, GOLD)] == ["PLACE xã A", "ORG Sở B"]
