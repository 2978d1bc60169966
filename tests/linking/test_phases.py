import pytest

from service.linking.phases import VIETNAMESE, Phase, find_phase


@pytest.mark.parametrize(
    ("statement", "phase"),
    [
        ("đã thẩm định chủ trương đầu tư 03 dự án", Phase.PROPOSAL_APPRAISED),
        ("HĐND huyện thông qua nghị quyết phê duyệt chủ trương đầu tư", Phase.PROPOSAL_APPROVED),
        ("trình điều chỉnh chủ trương đầu tư", Phase.PROPOSAL_ADJUSTED),
        ("thẩm định dự án, dự toán", Phase.APPRAISED),
        ("phê duyệt dự án trong quý II", Phase.APPROVED),
        ("lập đồ án quy hoạch", Phase.PLANNING),
        ("chi trả tiền bồi thường cho 12 hộ", Phase.CLEARANCE),
        ("đang lựa chọn nhà thầu", Phase.BIDDING),
        ("tổ chức khởi công ngày 19/8", Phase.STARTED),
        ("năm tới sẽ khởi công", Phase.PLANNED),
        ("nhà thầu trúng thầu với giá 9 tỷ đồng", Phase.BIDDING),
        ("nhà thầu đang thi công phần móng", Phase.CONSTRUCTION),
        ("nghiệm thu, bàn giao đưa vào sử dụng", Phase.ACCEPTANCE),
        ("phê duyệt quyết toán", Phase.SETTLEMENT),
        ("đoàn giám sát của HĐND", Phase.SUPERVISION),
        ("tạm dừng do thiếu vốn", Phase.STOPPED),
        ("dự kiến bố trí năm sau", Phase.PLANNED),
    ],
)
def test_the_words_that_prove_a_stage(statement: str, phase: Phase) -> None:
    found = find_phase(statement)
    assert found is not None
    assert found[0] is phase
    assert 0 <= found[1] < found[2] <= len(statement)


def test_a_statement_without_a_stage_and_names_for_all() -> None:
    assert find_phase("có 12 hộ dân sinh sống") is None
    assert set(VIETNAMESE) == set(Phase)
