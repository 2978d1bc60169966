"""What styles of a Word file say of its runs and paragraphs: font, raising, capitals, hiding, numbering, centring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from lxml import etree

from service.ingest.xml import attribute, child, children, local_name


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run; None where nothing is said."""

    font: str | None = None
    raised: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, base: "Look") -> "Look":
        """These properties, and those of `base` where these say nothing."""
        mine = {each.name: getattr(self, each.name) for each in fields(Look)}
        return Look(**{name: getattr(base, name) if value is None else value for name, value in mine.items()})


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list that a paragraph belongs to, and its level in it, from 0."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """A style: how its runs look, and what it says of its paragraphs."""

    look: Look = Look()
    numbering: Numbering | None = None
    centred: bool | None = None
    breaks_page: bool | None = None


PLAIN = Style()
_LONGEST_CHAIN = 20
_LEVELS = frozenset("012345678")


class Styles:
    """The styles of a file by their ids, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = PLAIN
        if root is None:
            return
        base = read_look(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in children(root, "style"):
            identity = attribute(element, "styleId")
            if identity is not None:
                self._elements[identity] = element
        self.default = Style(base)
        for identity, element in self._elements.items():
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self.default = join_styles(self.find(identity), Style(base))

    def find(self, identity: str | None) -> Style:
        """The style of this id with all that it is based on; a plain one where there is none."""
        if identity is None or identity not in self._elements:
            return PLAIN
        if identity not in self._known:
            made = PLAIN
            for element in self._chain(identity):
                made = join_styles(made, read_style(element))
            self._known[identity] = made
        return self._known[identity]

    def has_borders(self, identity: str | None) -> bool:
        """Whether a style of tables draws lines."""
        for element in self._chain(identity):
            borders = child(element, "tblPr", "tblBorders")
            if borders is not None:
                return any(attribute(border, "val") not in ("none", "nil") for border in borders)
        return False

    def _chain(self, identity: str | None) -> Iterator[etree._Element]:
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(identity or "")
            if element is None:
                return
            yield element
            based_on = child(element, "basedOn")
            identity = None if based_on is None else attribute(based_on, "val")


def join_styles(style: Style, base: Style) -> Style:
    """`style`, and `base` where it says nothing."""
    return Style(
        look=style.look.over(base.look),
        numbering=style.numbering or base.numbering,
        centred=base.centred if style.centred is None else style.centred,
        breaks_page=base.breaks_page if style.breaks_page is None else style.breaks_page,
    )


def read_style(element: etree._Element) -> Style:
    """What a style, or a paragraph (its direct properties), says itself."""
    paragraph = child(element, "pPr")
    look = read_look(child(element, "rPr"))
    if paragraph is None:
        return Style(look)
    alignment = child(paragraph, "jc")
    return Style(
        look=look,
        numbering=_read_numbering(child(paragraph, "numPr")),
        centred=None if alignment is None else attribute(alignment, "val") == "center",
        breaks_page=read_switch(paragraph, "pageBreakBefore"),
    )


def _read_numbering(element: etree._Element | None) -> Numbering | None:
    if element is None:
        return None
    list_id, level = child(element, "numId"), child(element, "ilvl")
    if list_id is None:
        return None
    depth = attribute(level, "val") if level is not None else None
    return Numbering(attribute(list_id, "val") or "0", int(depth) if depth in _LEVELS else 0)


def read_look(properties: etree._Element | None) -> Look:
    """What the properties of a run say themselves."""
    if properties is None:
        return Look()
    names: Mapping[str, etree._Element] = {local_name(each): each for each in properties}
    font = None
    if (fonts := names.get("rFonts")) is not None:
        font = attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or attribute(fonts, "cs")
    place = names.get("vertAlign")
    return Look(
        font=font,
        raised=None if place is None else attribute(place, "val") == "superscript",
        capitals=read_switch(properties, "caps"),
        hidden=read_switch(properties, "vanish"),
    )


def read_switch(properties: etree._Element, name: str) -> bool | None:
    """An on-off property; None where it is not there."""
    element = child(properties, name)
    return None if element is None else attribute(element, "val") not in ("0", "false", "off")
