"""JSON-LD in HTML: the blocks of a page, the objects in them, what their ids refer to."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from selectolax.lexbor import LexborHTMLParser

Node = dict[str, Any]

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE
)
_OPENING: Final = re.compile(r"\A(?://\s*)?(?:<!\[CDATA\[|<!--)")
_CLOSING: Final = re.compile(r"(?://[ \t]*)?(?:\]\]>|-->)\Z")
_MOST_NODES: Final = 500_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the JSON-LD of a page says.

    Attributes:
        documents: one per block that is JSON.
        broken: place and text of those that are not.
        language: what the page says of itself.
    """

    documents: list[Any] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    language: str | None = None


def decode(data: bytes) -> str:
    """A page as text: by its byte order mark, as UTF-8, or by the charset that it names."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
        try:
            return data.decode(named[1].decode() if named else "cp1252", "replace")
        except (LookupError, ValueError):  # no such charset, or one that is not of text
            return data.decode("utf-8", "replace")


def blocks(page: str) -> Blocks:
    """Every block of JSON-LD in HTML; one that is broken does not hide the others."""
    tree = LexborHTMLParser(page)
    root = tree.css_first("html")
    found = Blocks(language=root.attributes.get("lang") if root else None)
    for number, script in enumerate(tree.css('script[type*="ld+json" i]'), 1):
        text = script.text()
        try:
            found.documents.append(_loads(text))
        except ValueError:
            found.broken.append((f"JSON-LD block {number}", text))
    return found


def document(page: str) -> Any:
    """JSON-LD that stands alone; nothing where it is none."""
    try:
        return _loads(page)
    except ValueError:
        return None


def nodes(documents: list[Any], stop: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Every object in reading order, but not those under the properties ``stop``."""
    stack = list(reversed(documents))
    for _ in range(_MOST_NODES):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(
                value
                for key, value in reversed(item.items())
                if key not in stop and isinstance(value, (dict, list))
            )
        elif isinstance(item, list):
            stack.extend(value for value in reversed(item) if isinstance(value, (dict, list)))


def index(documents: list[Any]) -> dict[str, Node]:
    """Objects by ``@id``; of several with one id, the one that says most."""
    known: dict[str, Node] = {}
    for node in nodes(documents):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(known.get(name, {"@id": name})):
            known[name] = node
    return known


def has_type(node: Node, wanted: str) -> bool:
    """Whether one of the node's types is the schema.org type ``wanted``."""
    return any(re.split(r"[/:#]", kind)[-1] == wanted for kind in texts(node.get("@type")))


def many(value: Any) -> list[Any]:
    """A value as a list: JSON-LD lets a list of one stand without brackets, or as ``@list``."""
    if isinstance(value, dict) and isinstance(inner := value.get("@list", value.get("@set")), list):
        return inner
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def texts(value: Any) -> list[str]:
    """The strings of a value that may be a string, a list, or an object with ``@value``."""
    found = []
    for item in many(value):
        text = item.get("@value") if isinstance(item, dict) else item
        if isinstance(text, str):
            found.append(text)
    return found


def _loads(text: str) -> Any:
    text = text.strip("\ufeff \t\r\n")
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        text = _CLOSING.sub("", _OPENING.sub("", text, count=1)).strip().rstrip(";")
    try:
        # line breaks inside strings are an error of many CMSs
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None
