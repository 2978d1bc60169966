"""XML of office files, parsed so that a hostile file costs nothing: no entities, no outside files, bounded depth."""

from collections.abc import Iterator

from lxml import etree

from service.errors import InputError


def parse_xml(name: str, data: bytes) -> etree._Element:
    """The root of an XML part.

    Raises InputError: "damaged" (no XML), "hostile" (it declares entities, which no office program writes).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in data[:100_000]:
            raise _refuse(name) from error
        raise InputError("damaged", f"{name}: nội dung XML bị hỏng ({error.msg}).") from error
    if root.getroottree().docinfo.doctype:
        raise _refuse(name)
    return root


def _refuse(name: str) -> InputError:
    return InputError("hostile", f"{name}: khai báo DOCTYPE hoặc thực thể XML, không an toàn nên không đọc.")


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace: Word's strict and transitional forms differ in that alone."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute of this name in the element's own namespace, else without one."""
    tag = element.tag
    if isinstance(tag, str) and tag.startswith("{"):
        value = element.get(f"{tag[: tag.index('}') + 1]}{name}")
        if value is not None:
            return str(value)
    value = element.get(name)
    return None if value is None else str(value)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant along a path of names; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local_name(each) == name), None)
    return element


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of this name."""
    return (each for each in element if local_name(each) == name)
