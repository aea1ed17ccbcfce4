"""What each version of ninjs 1 added, for producers who promise to keep to an older one.

From the standard's own schemas; within a major version nothing was taken away. Names of
properties within the items of a list stand behind a point.
"""

from __future__ import annotations

from typing import Any, Final

from .json_items import Item, dicts

_ADDED: Final = {
    "1.1": "urgency usageterms",
    "1.2": "charcount ednote firstcreated infosource slugline title wordcount",
    "1.3": "$standard altids genre trustindicator",
    "1.4": "contentcreated expires rightsinfo",
    "1.5": "infosource.contactinfo organisation.contactinfo organisation.symbols person.contactinfo "
    "place.contactinfo subject.confidence subject.creator subject.relevance",
    "1.6": "digitalsourcetype",
}
VERSIONS: Final = ("1.0", *_ADDED, "2.0", "2.1", "2.2", "3.0", "3.1")
"""The versions of the standard."""

_COMPONENT: Final = "1.2"


def later(item: Item, version: str) -> str | None:
    """Which part of an item came into the standard only after a version; nothing where none did.

    Args:
        item: with property names in lower case.
        version: one of ``VERSIONS``; of versions 2 and 3 nothing is said.
    """
    for added, names in _ADDED.items():
        if added <= version:
            continue
        for name in names.split():
            if _has(item, name):
                return f"{name}: came with ninjs {added}, and {version} is expected"
    if item.get("type") == "component" and version < _COMPONENT:
        return f"type: component came with ninjs {_COMPONENT}, and {version} is expected"
    return None


def _has(item: Item, name: str) -> bool:
    outer, _, inner = name.partition(".")
    if not inner:
        return outer in item
    values: Any = item.get(outer)
    return any(inner in value for value in dicts(values if isinstance(values, list) else []))
