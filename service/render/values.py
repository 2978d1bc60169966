"""Values in words, for people who read tables."""

from collections.abc import Mapping
from typing import Any

from service.labels import Label
from service.linking import comparisons, phases, projects
from service.schema import Comparison, Entity, Report


def describe_value(entity: Entity) -> str:
    """One line for an entity's value: "14.170.000.000 VND", "2025-04-13", "ward · 05983"; its warnings if it has none."""
    if entity.value is None:
        return f"? {', '.join(entity.warnings)}" if entity.warnings else ""
    describe = _DESCRIBE.get(entity.label)
    text = describe(entity.value) if describe else ""
    notes = [*(f"suy ra: {part}" for part in entity.inferred), *entity.warnings]
    return f"{text} ({', '.join(notes)})" if notes else text


def name_phase(phase: str) -> str:
    """A project's stage in Vietnamese."""
    return phases.VIETNAMESE[phases.Phase(phase)]


def name_role(role: str) -> str:
    """An amount's or date's role in Vietnamese."""
    return projects.VIETNAMESE[projects.Role(role)]


def describe_comparison(comparison: Comparison, report: Report) -> str:
    """One line: "đạt 40,5% – dự toán tỉnh giao"."""
    direction = comparisons.VIETNAMESE[comparisons.Direction(comparison.direction)]
    return f"{direction} {report.text_of(comparison.value)} – {' '.join(comparison.basis.text.split())}"


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
