"""Values in words, for people who read tables."""

import re
from collections.abc import Mapping
from typing import Any

from service.labels import Label
from service.schema import Entity


def describe_value(entity: Entity) -> str:
    """One line for an entity's value: "14.170.000.000 VND", "2025-04-13", "ward · 05983"; its warnings if it has none."""
    if entity.value is None:
        return f"? {', '.join(entity.warnings)}" if entity.warnings else ""
    describe = _DESCRIBE.get(entity.label)
    text = describe(entity.value) if describe else ""
    notes = [*(f"suy ra: {part}" for part in entity.inferred), *entity.warnings]
    return f"{text} ({', '.join(notes)})" if notes else text


def explain_value(entity: Entity) -> str:
    """The value in words, "" where the entity's own characters say just that: "44 cá nhân", "40,5%"."""
    value = describe_value(entity)
    return "" if _fold(value) == _fold(entity.text) else value


def _fold(text: str) -> str:
    return _INSIGNIFICANT.sub("", text).lower()


_INSIGNIFICANT = re.compile(r"\s|(?<![\d.,])0+(?=\d)")


def _group(number: str) -> str:
    """A plain decimal string with "." between thousands and "," before decimals, as Vietnamese writes it."""
    whole, fraction = number.lstrip("-").partition(".")[::2]
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if number.startswith("-") else "") + grouped + (f",{fraction}" if fraction else "")


def _number(value: Mapping[str, Any], key: str) -> str:
    if "min" in value:
        return f"{_group(value['min'])} – {_group(value['max'])}"
    return _group(value[key])


def _amount(value: Mapping[str, Any]) -> str:
    per = f"/{value['per']}" if "per" in value else ""
    return f"{_number(value, 'amount')} {value['currency']}{per}"


def _quantity(value: Mapping[str, Any]) -> str:
    of = f" / {_group(value['of'])}" if value.get("of") else ""
    return f"{_number(value, 'number')}{of} {value.get('unit') or ''}".rstrip()


def _date(value: Mapping[str, Any]) -> str:
    return str(value["edtf"]) + (" (âm lịch)" if value.get("calendar") == "lunar" else "")


def _place(value: Mapping[str, Any]) -> str:
    code = value["code"] or (f"{len(value['candidates'])} đơn vị trùng tên" if value["candidates"] else None)
    return " · ".join(str(part) for part in (value["type"], code) if part)


def _document(value: Mapping[str, Any]) -> str:
    return " · ".join(str(value[key]) for key in ("type", "number", "date", "issuer") if value.get(key))


def _percent(value: Mapping[str, Any]) -> str:
    return f"{_number(value, 'percent')} %"


_DESCRIBE = {
    Label.AMOUNT: _amount,
    Label.DATE: _date,
    Label.PERCENT: _percent,
    Label.QUANTITY: _quantity,
    Label.PLACE: _place,
    Label.DOCUMENT: _document,
}
