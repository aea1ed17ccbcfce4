"""The visible lines of an HTML page, in order, with what their elements say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from streams.core.segment import Mark, Role
from streams.core.text import one_line

_DROPPED: Final = (
    "script,style,noscript,template,svg,iframe,nav,form,button,select,dialog,object,video,audio,"
    "[hidden],[role=navigation],[role=search],[role=dialog],[role=contentinfo],body > footer"
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_HOLDERS: Final = frozenset({"article", "section", "div", "li"})
_FEWEST: Final = 3
_SHARE: Final = 0.25
_SHORT_ASIDE: Final = 200
_LEAST_TEXT: Final = 25
_ANCHOR: Final = re.compile(r"[\w:.-]{4,100}")


@dataclass(slots=True)
class _Holder:
    # an element that may hold one entry
    node: LexborNode
    group: tuple[int, str, str]
    size: int = 0
    hints: int = 0


@dataclass(slots=True)
class _Walk:
    # what is open while the tree is walked
    words: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    opening: tuple[bool, str | None] = (False, None)
    bullet: bool = False

    def flush(self) -> None:
        text = one_line(" ".join("".join(self.words).split()))
        self.words.clear()
        if not text:
            return
        role = self.roles[-1] if self.roles else ""
        if self.bullet and role in {"", "body"}:
            text, self.bullet = f"• {text}", False
        opens, anchor = self.opening
        self.opening = (False, None)
        self.marks.append(Mark(text, role, opens, anchor))


def visible(markup: str) -> list[Mark]:
    """The lines that a reader sees, from the page's headline on."""
    tree = LexborHTMLParser(markup)
    for node in tree.css(_DROPPED):
        node.decompose()
    for node in tree.css("aside"):
        # an entry's time may stand in one; what is longer is about other articles
        if len(node.text()) > _SHORT_ASIDE:
            node.decompose()
    body = tree.body
    if body is None:
        return []
    holders = _holders(body)
    return _marks(body, {holder.node.mem_id for holder in holders})


def _events(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    # without recursion: pages nest deeper than Python does
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, enters = stack.pop()
        yield node, enters
        if enters and node.tag != "-text":
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _holders(body: LexborNode) -> list[_Holder]:
    """The elements that hold an entry each: siblings of one class with most of the page's text."""
    found: list[_Holder] = []
    opened: list[_Holder] = []
    whole = 0
    for node, enters in _events(body):
        tag = node.tag or ""
        if tag == "-text":
            size = len((node.text() or "").strip())
            whole += size
            for holder in opened:
                holder.size += size
        elif enters and tag in _HOLDERS:
            parent = node.parent
            group = (parent.mem_id if parent else 0, tag, _class(node))
            # an id of its own is as good a sign as a time or a heading inside
            opened.append(_Holder(node, group, hints=int(_anchor(node) is not None)))
        elif enters and (tag == "time" or tag in _HEADINGS):
            for holder in opened:
                holder.hints += 1
        elif not enters and tag in _HOLDERS:
            found.append(opened.pop())
    groups: dict[tuple[int, str, str], list[_Holder]] = {}
    for holder in found:
        if holder.size:
            groups.setdefault(holder.group, []).append(holder)
    fitting = [
        group
        for group in groups.values()
        if len(group) >= _FEWEST
        and sum(holder.size >= _LEAST_TEXT for holder in group) * 2 > len(group)
        and sum(holder.hints > 0 for holder in group) * 2 > len(group)
        and sum(holder.size for holder in group) > _SHARE * whole
    ]
    # the innermost such group: wrappers of wrappers hold more text, but not one entry each
    return max(fitting, key=len, default=[])


def _class(node: LexborNode) -> str:
    names = (node.attributes.get("class") or "").split()
    return names[0] if names else ""


def _marks(body: LexborNode, holders: set[int]) -> list[Mark]:
    walk = _Walk()
    inside = done = 0
    anchors = Counter[str]()
    for node, enters in _events(body):
        tag = node.tag or ""
        if tag == "-text":
            walk.words.append(node.text() or "")
        elif tag == "br" or tag not in _INLINE:
            _block(walk, node, tag, enters=enters)
        if node.mem_id in holders:
            inside += 1 if enters else -1
            done += not enters
            if enters:
                anchor = _anchor(node)
                anchors[anchor or ""] += 1
                walk.opening = (True, anchor)
                walk.bullet = False
            elif done == len(holders):
                return walk.marks  # what follows the last entry is about other articles
    walk.flush()
    return walk.marks


def _block(walk: _Walk, node: LexborNode, tag: str, *, enters: bool) -> None:
    if tag == "time":
        _time(walk, node, enters=enters)
        return
    walk.flush()
    role = _role(node, tag)
    if role is None:
        walk.bullet = enters and tag == "li"
    elif enters:
        walk.roles.append(role)
    elif walk.roles:
        walk.roles.pop()


def _role(node: LexborNode, tag: str) -> Role | None:
    if tag == "h1":
        return "page-headline"
    if tag in _HEADINGS:
        return "heading"
    if tag == "figcaption":
        return "caption"
    if tag == "p":
        # a paragraph that is bold throughout is a heading of papers that have no other
        children = [child for child in node.iter(include_text=True) if _says(child)]
        bold = len(children) == 1 and children[0].tag in {"b", "strong"}
        return "" if bold else "body"
    return "body" if tag == "blockquote" else None


def _says(node: LexborNode) -> bool:
    return node.tag != "-text" or bool((node.text() or "").strip())


def _time(walk: _Walk, node: LexborNode, *, enters: bool) -> None:
    if walk.roles and walk.roles[-1] == "body":
        return  # "since Monday": a word of a sentence
    if enters:
        walk.flush()
        walk.roles.append("time")
        return
    # what the element says is exact; what it shows may be "2 hours ago"
    if exact := _exact(node.attributes.get("datetime") or ""):
        walk.words[:] = [exact]
    walk.flush()
    walk.roles.pop()


def _exact(text: str) -> str | None:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if at.tzinfo is None:
        return f"{at:%Y-%m-%d %H:%M:%S}"
    zone = f"{at:%z}"
    return f"{at:%Y-%m-%d %H:%M:%S} {zone[:3]}:{zone[3:5]}"


def _anchor(node: LexborNode) -> str | None:
    found = node.attributes.get("id") or node.attributes.get("data-id") or ""
    return found if _ANCHOR.fullmatch(found) else None
