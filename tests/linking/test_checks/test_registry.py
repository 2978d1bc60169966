from service.linking.checks import CHECKS, find_contradictions
from service.linking.figures import find_figures
from tests.linking.marked import read


def test_every_check_is_tried_and_every_message_is_in_both_languages() -> None:
    source = read("Đúng hạn ⟦QUANTITY|217/345⟧ = ⟦PERCENT|42,98%⟧.")
    (finding,) = find_contradictions(source, find_figures(source))
    assert finding.code in CHECKS
    assert "62,90%" in finding.message
    assert "the text says" in finding.message_en
