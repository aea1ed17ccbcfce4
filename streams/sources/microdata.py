"""Microdata in HTML, read into the same objects as JSON-LD."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .jsonld import Node

# Where a property is no item of its own, these attributes hold its value (HTML standard, 5.2.4).
_VALUE: Final = {
    "meta": "content",
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "iframe": "src",
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
# Text properties whose markup matters: paragraphs, lists, links.
_PROSE: Final = frozenset({"articleBody", "text", "description", "reviewBody"})
_MOST_NODES: Final = 500_000


def nodes(page: str) -> list[Node]:
    """The top items of a page, each with its properties; those of properties hang in them."""
    root = LexborHTMLParser(page).root
    if root is None:
        return []
    top: list[Node] = []
    # an element, and the item that its properties belong to
    stack: list[tuple[LexborNode, Node | None]] = [(root, None)]
    for _ in range(_MOST_NODES):
        if not stack:
            break
        element, owner = stack.pop()
        attributes = element.attributes
        names = (attributes.get("itemprop") or "").split()
        inside = owner
        if "itemscope" in attributes:
            inside = _item(attributes)
            if names and owner is not None:
                _add(owner, names, inside)
            else:
                top.append(inside)
        elif names and owner is not None:
            for name in names:
                _add(owner, [name], _value(element, name))
        if not any(name in _PROSE for name in names) or "itemscope" in attributes:
            stack.extend((child, inside) for child in reversed(list(element.iter())))
    return top


def _item(attributes: dict[str, str | None]) -> Node:
    item: Node = {}
    if kinds := (attributes.get("itemtype") or "").split():
        item["@type"] = kinds
    name = (attributes.get("itemid") or "").strip()
    # an update's id on the page is what its own link would end in
    anchor = (attributes.get("id") or attributes.get("data-post-id") or "").strip()
    if name or anchor:
        item["@id"] = name or f"#{anchor}"
    return item


def _add(owner: Node, names: list[str], value: Node | str) -> None:
    for name in names:
        owner.setdefault(name, []).append(value)


def _value(element: LexborNode, name: str) -> str:
    attributes = element.attributes
    if name in _PROSE and element.tag not in {"meta", "data"}:
        return element.inner_html or ""
    # a page may write dates and addresses as "content" of any element
    for attribute in (_VALUE.get(element.tag or ""), "content"):
        if attribute and (value := attributes.get(attribute)) is not None:
            return value.strip()
    return " ".join(element.text(separator=" ").split())
