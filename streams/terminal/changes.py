"""What changed from one revision to the next, legible with and without colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from rich.text import Text

from schemas import Delta

from .marks import line

_OLD: Final = "red"
_NEW: Final = "green"
_WORD: Final = re.compile(r"\S+\s*")
# Kinds of change that read best side by side.
_SHORT: Final = frozenset({"number", "name", "byline"})


def change_lines(deltas: Iterable[Delta], *, width: int | None = None) -> Iterator[Text]:
    """A line or two for each difference: ``- before``, ``+ after``, or ``before → after``.

    Args:
        deltas: of the event.
        width: characters after which a line is cut; ``None`` for never.
    """
    for delta in deltas:
        if delta.type == "cosmetic":
            yield Text("~ nothing that a reader would notice", style="dim")
        elif delta.type in _SHORT and delta.before and delta.after:
            yield _cut(_beside(delta), width)
        elif delta.before and delta.after:
            yield from (_cut(one, width) for one in _below(delta.before, delta.after))
        elif delta.before:
            yield _cut(Text(f"- {line(delta.before)}", style=f"strike {_OLD}"), width)
        elif delta.after:
            yield _cut(Text(f"+ {line(delta.after)}", style=_NEW), width)
        else:
            yield Text(f"~ {delta.type}", style="dim")


def _beside(delta: Delta) -> Text:
    found = Text("~ ")
    found.append(line(delta.before or ""), style=f"strike {_OLD}")
    found.append(" → ")
    found.append(line(delta.after or ""), style=f"bold {_NEW}")
    if delta.counts:
        found.append(f" {line(delta.counts)}", style="dim")
    return found


def _below(before: str, after: str) -> tuple[Text, Text]:
    """Both texts, one below the other, with the words that differ in bold."""
    old, new = _WORD.findall(line(before)), _WORD.findall(line(after))
    first, second = Text("- ", style=_OLD), Text("+ ", style=_NEW)
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        style = "" if how == "equal" else "bold"
        first.append("".join(old[i:j]), style=f"{style} strike" if style else "")
        second.append("".join(new[k:m]), style=style)
    return first, second


def _cut(text: Text, width: int | None) -> Text:
    if width is not None:
        text.truncate(width, overflow="ellipsis")
    return text
