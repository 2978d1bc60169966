"""Amounts a thousand times too large, since a point was written where a comma was meant: "1.924 tỷ" for "1,924 tỷ"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.labels import Label
from service.linking.checks.contradictions import Contradiction
from service.linking.checks.notation import write_number
from service.linking.figures import Figure
from service.linking.mentions import Mention, Source
from service.linking.numbers import read_number, read_unit, to_decimal

_PEOPLE = frozenset(("người", "đối tượng", "hộ", "trường hợp", "lượt", "em", "học sinh", "cháu", "khẩu", "lao động"))
_PAID = re.compile(
    r"(?<!\w)(?:số tiền|kinh phí|trợ cấp|hỗ trợ|chi trả|trị giá|tiền|lương|quà|thưởng|với|truy lĩnh|học bổng)(?!\w)",
    re.IGNORECASE,
)
_NOT_PAID = re.compile(
    r"[;|]|\.\s|(?<!\w)(?:bồi thường|thu hồi|tái định cư|thiệt hại|doanh thu|đầu tư|sản xuất|thu ngân sách|dư nợ|vốn|giá trị|doanh số|kim ngạch)(?!\w)",
    re.IGNORECASE,
)
"""What an amount may be of that is not paid to the people named before it."""
_LEADING = 40
_TOO_MUCH = Decimal(200_000_000)
"""More than this for each person is no allowance."""


def check_separators(source: Source, _figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """An amount whose signs may be mixed up, judged by the people it was paid to: "2.352 đối tượng … 1.924 tỷ đồng".

    Only where the amount is too much for each of them in đồng, and would not be with the other sign. A finding is
    `implausible_amount`: the spans of the amount and of the people.
    """
    for sentence in source.sentences:
        people: tuple[Mention, tuple[int, int]] | None = None
        for mention, place in zip(sentence.mentions, sentence.places, strict=True):
            if mention.label is Label.QUANTITY and read_unit(mention) in _PEOPLE:
                people = mention, place
            if mention.label is not Label.AMOUNT or people is None or not _is_paid(sentence.text, people[1], place):
                continue
            amount, other, heads = read_number(mention), _other_amount(mention), read_number(people[0])
            if amount is None or other is None or not heads:
                continue
            if amount / heads > _TOO_MUCH >= other / heads:
                yield Contradiction(
                    "implausible_amount",
                    ((mention.start, mention.end), (people[0].start, people[0].end)),
                    f"{mention.text} cho {people[0].text} là {write_number(amount / heads)} đồng mỗi suất; có lẽ dấu chấm là dấu phẩy.",
                    f"{mention.text} for {people[0].text} is {write_number(amount / heads)} đồng each; the point may be a comma.",
                )


def _is_paid(text: str, people: tuple[int, int], amount: tuple[int, int]) -> bool:
    """Whether a sentence says that the amount is paid to the people counted before it."""
    if amount[0] - people[1] > _FARTHEST or not _PAID.search(text, people[1], amount[0]):
        return False
    return not _NOT_PAID.search(text, max(0, people[0] - _LEADING), amount[0])


_FARTHEST = 150
"""So many characters at most stand between the people and what they are paid."""
_MIXED_UP = re.compile(r"\d{1,3}\.\d{3}\s(?:tỷ|tỉ)")


def _other_amount(mention: Mention) -> Decimal | None:
    """What an amount is if its point was meant as a comma; None where it can't be."""
    if mention.reading.alternatives:
        return to_decimal(mention.reading.alternatives[0].get("amount"))
    amount = read_number(mention)
    return amount / 1000 if amount is not None and _MIXED_UP.match(mention.text) else None
