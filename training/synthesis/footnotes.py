"""Footnotes of made documents: markers in every form, bodies that list what the anchor promised."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from training.synthesis.citations import make_dated_document, make_document
from training.synthesis.figures import make_amount, make_count, make_large_amount, make_percent
from training.synthesis.names import make_commune_committee, make_organisation
from training.synthesis.places import make_commune_names
from training.synthesis.projects import make_plain_project, make_project
from training.synthesis.setting import Setting


class MarkerForm(StrEnum):
    """How a document writes its footnote markers."""

    SUPERSCRIPT = "superscript"
    TAG = "tag"
    BRACKET = "bracket"
    REFERENCE = "reference"
    CARET = "caret"
    GLUED = "glued"


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_marker(number: int, form: MarkerForm, *, opens_body: bool = False) -> str:
    """The marker `number` after its anchor, or with `opens_body` at the start of its body."""
    match form:
        case MarkerForm.SUPERSCRIPT:
            return str(number).translate(_RAISED) + (" " if opens_body else "")
        case MarkerForm.TAG:
            return f"<sup>{number}</sup>" + (" " if opens_body else "")
        case MarkerForm.BRACKET:
            return f"[{number}]" + (" " if opens_body else "")
        case MarkerForm.REFERENCE:
            return f"[^{number}]" + (": " if opens_body else "")
        case MarkerForm.CARET:
            return f"^{number}^" + (" " if opens_body else "")
        case MarkerForm.GLUED:
            return f"{number}" + (" " if opens_body else "")


@dataclass(slots=True)
class Notes:
    """The footnotes of one document as they are called: each call counts up and leaves a body to be printed.

    With `form` None the document has none: what would have been an anchor stands alone.
    """

    setting: Setting
    random_state: random.Random
    form: MarkerForm | None
    limit: int = 6
    number: int = 0
    waiting: list[str] = field(default_factory=list)

    @property
    def slots(self) -> dict[str, Callable[[], str]]:
        """The frame slots that footnotes have a part in."""
        return {
            "note": self.call_remark,
            "noted_projects": self.call_projects,
            "noted_units": self.call_units,
            "noted_papers": self.call_papers,
            "noted_amount": self.call_amount,
        }

    def take_bodies(self) -> list[str]:
        """The bodies that wait to be printed, which then wait no longer."""
        bodies, self.waiting = self.waiting, []
        return bodies

    def _call(self, body: str) -> str:
        """A marker for `body`; nothing where the document has no footnotes or enough of them."""
        if self.form is None or self.number >= self.limit:
            return ""
        self.number += 1
        self.waiting.append(write_marker(self.number, self.form, opens_body=True) + body)
        return write_marker(self.number, self.form)

    def call_remark(self) -> str:
        """A marker alone: its body explains, cites or breaks a sum down."""
        return self._call(_write_remark(self.setting, self.random_state))

    def call_projects(self) -> str:
        """ "⟦03 dự án⟧³", and a body with that many items; seldom an anchor that promises no number."""
        count = self.random_state.randint(2, 5)
        anchor = make_count("works", self.setting, self.random_state, exactly=count)
        if self.random_state.random() < 0.12:
            anchor = self.random_state.choice(("một số dự án", "các công trình", "một số hạng mục", "nhiều công trình"))
        items = [make_project(self.setting, self.random_state) + self._detail() for _ in range(count)]
        if self.random_state.random() < 0.2:
            items = [make_plain_project(self.setting, self.random_state) for _ in range(count)]
            return anchor + self._call(_join_by_commas(items))
        return anchor + self._call(_list_items(items, self.random_state))

    def call_units(self) -> str:
        """ "⟦04 xã⟧²", and a body with their names."""
        count = min(self.random_state.randint(2, 4), len(self.setting.communes))
        anchor = make_count("communes", self.setting, self.random_state, exactly=count)
        head = self.random_state.choice(("Gồm: ", "Các xã: ", ""))
        return anchor + self._call(head + make_commune_names(self.setting, self.random_state, count=count) + ".")

    def call_papers(self) -> str:
        """ "⟦02 văn bản⟧⁵", and a body that cites them."""
        count = self.random_state.randint(1, 4)
        anchor = make_count("papers", self.setting, self.random_state, exactly=count)
        makers = (make_document, make_document, make_dated_document)
        items = [self.random_state.choice(makers)(self.setting, self.random_state) for _ in range(count)]
        return anchor + self._call("; ".join(items) + ".")

    def call_amount(self) -> str:
        """An amount, and a body that breaks it down."""
        parts = [
            f"{make_commune_committee(self.setting, self.random_state)} {make_amount(self.setting, self.random_state)}"
            for _ in range(self.random_state.randint(2, 4))
        ]
        return make_amount(self.setting, self.random_state) + self._call("Trong đó: " + "; ".join(parts) + ".")

    def _detail(self) -> str:
        """What a list may say of an item after its name."""
        amount, percent = (
            make_large_amount(self.setting, self.random_state),
            make_percent(self.setting, self.random_state),
        )
        owner = make_organisation(self.setting, self.random_state)
        details = ("", "", "", "", f" ({amount})", f": {amount}", f", tổng mức đầu tư {amount}", f", đạt {percent}",
                   f" (do {owner} làm chủ đầu tư)", f" ({percent})")  # fmt: skip
        return self.random_state.choice(details)


def _join_by_commas(items: list[str]) -> str:
    return ", ".join(items[:-1]) + " và " + items[-1] + "."


def _list_items(items: list[str], random_state: random.Random) -> str:
    """A body's list: numbered, lettered, by semicolons or on lines of its own."""
    style = random_state.choice(("brackets", "brackets", "brackets", "half", "semicolons", "semicolons", "lines"))
    head = random_state.choice(("", "", "Gồm: ", "Bao gồm: ", "Cụ thể: ", "Gồm các dự án: "))
    match style:
        case "brackets":
            return head + "; ".join(f"({index}) {item}" for index, item in enumerate(items, start=1)) + "."
        case "half":
            return head + "; ".join(f"{index}) {item}" for index, item in enumerate(items, start=1)) + "."
        case "lines":
            return "Gồm:\n" + ";\n".join(f"- {item}" for item in items) + "."
        case _:
            return head + "; ".join(items) + "."


def _write_remark(setting: Setting, random_state: random.Random) -> str:
    """The body of a marker that stands after a clause."""
    forms = (
        lambda: f"Theo {make_dated_document(setting, random_state)}.",
        lambda: f"{make_document(setting, random_state)} và {make_document(setting, random_state)}.",
        lambda: f"Không tính {make_amount(setting, random_state)} ghi thu, ghi chi.",
        lambda: (
            f"Cùng kỳ đạt {make_amount(setting, random_state)}, bằng {make_percent(setting, random_state)} dự toán."
        ),
        lambda: f"Số liệu do {make_organisation(setting, random_state)} cung cấp.",
        lambda: f"Do {make_project(setting, random_state)} chưa quyết toán.",
        lambda: "Số liệu ước thực hiện, chưa qua kiểm toán.",
        lambda: (
            f"Trong đó, {make_project(setting, random_state)} được bố trí {make_large_amount(setting, random_state)}."
        ),
    )
    return random_state.choice(forms)()
