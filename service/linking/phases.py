"""The stage that a project is said to be in: a closed list, and the words that prove each."""

import re
from enum import StrEnum
from typing import TypeVar


class Phase(StrEnum):
    """The stages of a project in the order of the law on public investment."""

    PLANNING = "planning"
    PROPOSAL_APPRAISED = "proposal_appraised"
    PROPOSAL_APPROVED = "proposal_approved"
    PROPOSAL_ADJUSTED = "proposal_adjusted"
    APPRAISED = "appraised"
    APPROVED = "approved"
    ADJUSTED = "adjusted"
    CLEARANCE = "clearance"
    BIDDING = "bidding"
    STARTED = "started"
    CONSTRUCTION = "construction"
    SUPERVISION = "supervision"
    ACCEPTANCE = "acceptance"
    SETTLEMENT = "settlement"
    STOPPED = "stopped"
    PLANNED = "planned"


VIETNAMESE = {
    Phase.PLANNING: "lập, thẩm định quy hoạch",
    Phase.PROPOSAL_APPRAISED: "thẩm định chủ trương đầu tư",
    Phase.PROPOSAL_APPROVED: "phê duyệt chủ trương đầu tư",
    Phase.PROPOSAL_ADJUSTED: "điều chỉnh chủ trương đầu tư",
    Phase.APPRAISED: "thẩm định dự án",
    Phase.APPROVED: "phê duyệt dự án",
    Phase.ADJUSTED: "điều chỉnh dự án",
    Phase.CLEARANCE: "bồi thường, giải phóng mặt bằng",
    Phase.BIDDING: "lựa chọn nhà thầu",
    Phase.STARTED: "khởi công",
    Phase.CONSTRUCTION: "thi công",
    Phase.SUPERVISION: "giám sát",
    Phase.ACCEPTANCE: "nghiệm thu, bàn giao",
    Phase.SETTLEMENT: "quyết toán",
    Phase.STOPPED: "dừng, thu hồi",
    Phase.PLANNED: "kế hoạch",
}

Told = TypeVar("Told")


def compile_cues(*cues: tuple[Told, str]) -> tuple[tuple[Told, re.Pattern[str]], ...]:
    """What words tell, each with the pattern of those words, in any case."""
    return tuple((told, re.compile(pattern, re.IGNORECASE)) for told, pattern in cues)


# The first that matches decides, so the more special stand first. The words are those of Luật Đầu tư công 2019
# (chủ trương, thẩm định, phê duyệt, quyết toán) and of the reports that follow it.
_CUES = compile_cues(
    (Phase.PROPOSAL_ADJUSTED, r"điều chỉnh(?:,\s\w+\s\w+)? chủ trương"),
    (Phase.PROPOSAL_APPRAISED, r"thẩm định(?:\s\w+){0,4}? chủ trương"),
    (Phase.PROPOSAL_APPROVED, r"(?:phê duyệt|quyết định|thông qua|chấp thuận|chấp nhận)(?:\s\w+){0,3}? chủ trương"),
    (Phase.SETTLEMENT, r"quyết toán"),
    (Phase.SUPERVISION, r"giám sát"),
    (
        Phase.ACCEPTANCE,
        r"nghiệm thu|bàn giao (?:đưa|công trình|dự án)|đưa vào (?:sử dụng|khai thác|vận hành)|khánh thành|thông xe|hoàn thành|hết bảo hành",
    ),
    (Phase.ADJUSTED, r"điều chỉnh"),
    (Phase.PLANNING, r"(?:lập|thẩm định|phê duyệt|công bố)(?:[\s,]+\w+){0,5}? (?:đồ án|quy hoạch)"),
    (Phase.APPRAISED, r"thẩm định|thẩm tra"),
    (Phase.PLANNED, r"(?:sẽ|dự kiến|phấn đấu|chuẩn bị|kế hoạch)(?:\s\w+){0,2}? khởi công"),
    (Phase.STARTED, r"khởi công|động thổ"),
    (
        Phase.CLEARANCE,
        r"bồi thường|giải phóng mặt bằng|GPMB|thu hồi đất|kiểm đếm|tái định cư|bàn giao mặt bằng|chi trả",
    ),
    (Phase.BIDDING, r"đấu thầu|lựa chọn nhà thầu|lựa chọn nhà đầu tư|mời thầu|mở thầu|trúng thầu|hồ sơ mời"),
    (Phase.CONSTRUCTION, r"thi công|đang xây dựng|đang triển khai xây|triển khai xây dựng"),
    (Phase.STOPPED, r"tạm dừng|dừng thực hiện|thu hồi (?:chủ trương|dự án)|chấm dứt hoạt động"),
    (Phase.APPROVED, r"phê duyệt"),
    (Phase.PLANNED, r"kế hoạch|dự kiến|chuẩn bị đầu tư|sẽ (?:đầu tư|xây dựng)"),
)


def find_phase(statement: str) -> tuple[Phase, int, int] | None:
    """The stage that `statement` tells, and the `[start, end)` of the words that prove it; None where it tells none."""
    for phase, cue in _CUES:
        if match := cue.search(statement):
            return phase, match.start(), match.end()
    return None
