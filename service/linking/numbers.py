"""The numbers and units of mentions, for sums and shares."""

from decimal import Decimal, InvalidOperation

from service.labels import Label
from service.linking.mentions import Mention

_KEYS = {Label.AMOUNT: "amount", Label.PERCENT: "percent", Label.QUANTITY: "number"}


def read_number(mention: Mention, key: str | None = None) -> Decimal | None:
    """The number that a figure's value holds under `key` (by its label where none is given), None where it has none."""
    value = mention.reading.value
    return to_decimal(value.get(key or _KEYS.get(mention.label, ""))) if value else None


def to_decimal(value: object) -> Decimal | None:
    """`value`, part of a reading, as a number; None where it is none."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def read_unit(mention: Mention) -> str | None:
    """The counted word or unit of a quantity, or the currency of an amount, with what it is for each of."""
    value = mention.reading.value
    if not value:
        return None
    unit = value.get("unit") or value.get("currency")
    rate = value.get("per")
    return f"{unit}/{rate}" if rate else str(unit) if unit else None


# fmt: off
_PEOPLE = frozenset((
    "người", "đoàn viên", "đảng viên", "hội viên", "cán bộ", "công chức", "viên chức", "lao động", "học sinh", "sinh viên", "giáo viên", "em",
    "cháu", "trẻ", "trẻ em", "đồng chí", "đối tượng", "bệnh nhân", "công nhân", "chiến sĩ", "đại biểu", "cá nhân", "nhân khẩu", "khẩu", "học viên",
    "thanh niên", "nam", "nữ", "trường hợp", "hồ sơ", "bị can", "bị cáo", "thí sinh", "nạn nhân", "nông dân", "phụ nữ", "ca",
))
# fmt: on


def is_same_kind(unit: str | None, other: str | None) -> bool:
    """Whether what is counted in one unit may be a part of what is counted in the other: "người" of "đoàn viên", "vụ" of
    "vụ việc"."""
    if unit is None or other is None or unit == other:
        return True
    shorter, longer = sorted((unit, other), key=len)
    return longer.startswith(f"{shorter} ") or (unit in _PEOPLE and other in _PEOPLE)


def is_share(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Whether `part` is `percent` of `whole`, to the digits that `percent` is written with."""
    return whole > 0 and abs(part / whole * 100 - percent) <= half_digit(percent)


def half_digit(number: Decimal) -> Decimal:
    """Half a unit of the last digit of `number`: what rounding may take away."""
    exponent = number.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
