"""Whether a later JSON Schema only grew: what was valid stays valid, what was promised stays so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


class Pair:
    """Two versions of a document.

    Args:
        old: what is out.
        new: what is to come.
        is_output: whether subscribers read it: what was always there must stay so.
    """

    def __init__(self, old: Schema, new: Schema, *, is_output: bool) -> None:
        self._old = old
        self._new = new
        self._is_output = is_output
        self._seen: set[tuple[str, str]] = set()

    def broken(self) -> list[str]:
        """What the new one takes away, a line each."""
        return list(self._compare(self._old, self._new, "$"))

    def _compare(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        names = old.get("$ref", ""), new.get("$ref", "")
        if all(names):
            if names in self._seen:
                return
            self._seen.add(names)
        befores, afters = _alternatives(old, self._old), _alternatives(new, self._new)
        for before in befores:
            matching = [after for after in afters if _tag(after) == _tag(before)]
            if not matching:
                yield f"{path}: no longer takes {_tag(before)}"
                continue
            found = [list(self._narrowed(before, after, path)) for after in matching]
            yield from min(found, key=len)
        if self._is_output:
            known = {_tag(one) for one in befores}
            # a new type of event is an addition; a field of a new type is not
            for after in afters:
                if _tag(after) not in known and _tag(after) != "null" and "=" not in _tag(after):
                    yield f"{path}: may now be {_tag(after)}"

    def _narrowed(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        yield from _tightened(old, new, path)
        yield from self._members(old, new, path)
        if "items" in old:
            yield from self._compare(old["items"], new.get("items", {}), f"{path}[]")

    def _members(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
            yield f"{path}.{name}: is required now"
        if self._is_output:
            for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
                yield f"{path}.{name}: is no longer always there"
        for name, schema in before.items():
            if name not in after:
                yield f"{path}.{name}: was removed"
            else:
                yield from self._compare(schema, after[name], f"{path}.{name}")


def _tightened(old: Schema, new: Schema, path: str) -> Iterator[str]:
    for name in _LOWER:
        if name in new and (name not in old or new[name] > old[name]):
            yield f"{path}: {name} went up"
    for name in _UPPER:
        if name in new and (name not in old or new[name] < old[name]):
            yield f"{path}: {name} went down"
    for name in ("pattern", "format", "const"):
        if name in new and new[name] != old.get(name):
            yield f"{path}: {name} changed"
    if "enum" in new and not set(old.get("enum", ["anything"])) <= set(new["enum"]):
        yield f"{path}: fewer values"
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{path}: unknown fields are refused"


def _alternatives(node: Schema, document: Schema) -> list[Schema]:
    """What a value may be, references followed, unions laid flat."""
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    for union in ("anyOf", "oneOf"):
        if union in node:
            return [one for part in node[union] for one in _alternatives(part, document)]
    return [node]


def _tag(node: Schema) -> str:
    """What tells an alternative from the others: its type, and of an event which one it is."""
    kind = node.get("properties", {}).get("type", {}).get("const")
    return f"object={kind}" if kind else str(node.get("type", "anything"))
