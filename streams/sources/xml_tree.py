"""XML, read so that a document can neither fetch anything nor grow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from streams.errors import SourceError

_PREFIX: Final = re.compile(r"(</?)[A-Za-z_][\w.-]*:(?=[A-Za-z])")
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
        return iter(())
    if not path:
        return iter((element,))
    found = _named(element).get(path[0], ())
    if len(path) == 1:
        return iter(found)
    return (inner for one in found for inner in children(one, *path[1:]))


@lru_cache(maxsize=256)
def _named(element: etree._Element) -> dict[str, list[etree._Element]]:
    # an item's parts are asked for by name again and again; lxml searches them anew each time
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        found.setdefault(name(child), []).append(child)
    return found


def inside(element: etree._Element, *names: str) -> list[etree._Element]:
    """The elements of some names at any depth, the element itself too; safe to change."""
    return list(element.iter(*(f"{{*}}{name}" for name in names)))


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at the end of a path."""
    return next(children(element, *path), None)


def text(element: etree._Element | None, *path: str) -> str:
    """All text inside the first element at the end of a path, as one line."""
    found = first(element, *path)
    if found is None:
        return ""
    words = "".join(found.itertext()) if len(found) else found.text or ""
    return " ".join(words.split())


def remove(element: etree._Element) -> None:
    """Take an element out, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    # lxml takes the text behind an element away with it
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
    _named.cache_clear()


def language(element: etree._Element) -> str | None:
    """The ``xml:lang`` of an element."""
    value: str | None = element.get(_LANG)
    return value


def html(element: etree._Element) -> str:
    """What is inside an element as HTML, without prefixes of namespaces."""
    markup: str = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
    return _PREFIX.sub(r"\1", markup)
