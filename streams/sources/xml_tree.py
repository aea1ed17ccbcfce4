"""XML, read so that a document can neither fetch anything nor grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from streams.errors import SourceError

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(data: bytes) -> etree._Element:
    """The root of a document.

    Raises:
        SourceError: it is not well-formed, or it declares entities, which no feed needs.
    """
    if b"<!ENTITY" in data:
        raise SourceError("it declares XML entities, which are not read: fetch it without a DTD")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:150]
        raise SourceError(f"its XML is not well-formed ({said}): fetch it again") from None


def name(element: etree._Element) -> str:
    """An element's name without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """The elements at the end of a path of names, whatever their namespaces."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if name(child) == path[0]:
            yield from children(child, *path[1:])


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at the end of a path."""
    return next(children(element, *path), None)


def text(element: etree._Element | None, *path: str) -> str:
    """All text inside the first element at the end of a path, as one line."""
    found = first(element, *path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def language(element: etree._Element) -> str | None:
    """The ``xml:lang`` of an element."""
    value: str | None = element.get(_LANG)
    return value


def html(element: etree._Element) -> str:
    """What is inside an element as HTML, without namespaces."""
    for inner in element.iter():
        if isinstance(inner.tag, str):
            inner.tag = name(inner)
    etree.cleanup_namespaces(element)
    markup: str = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
    return markup
