"""What changed between two published states of an entry."""

from __future__ import annotations

import re

from schemas import Delta
from streams.core.text import fold

from .content import Content
from .state import EntryState

_MARKED = re.compile(
    r"\b(?:(?:this|the) (?:post|article|entry|update|story|piece|headline|report)|we)\b[^.]{0,40}"
    r"\b(?:was|were|has been|have been|have|has)\b[^.]{0,20}\b(?:amended|corrected)\b"
    r"|\ban earlier version of this\b|^correction:|\bcorrects (?:the )?\w+",
    re.IGNORECASE | re.MULTILINE,
)


def is_correction(old: str, new: str) -> bool:
    """Whether a text says of itself, and did not before, that something was put right."""
    return bool(_MARKED.search(new)) and not _MARKED.search(old)


def compare(old: EntryState, new: Content) -> tuple[Delta, ...]:
    """Typed differences, the heading first, then the text in reading order, then the rest."""
    found: list[Delta] = []
    if fold(old.headline or "") != fold(new.headline or ""):
        found.append(Delta(type="headline", before=old.headline, after=new.headline))
    found += _paragraphs(old.body, new.body)
    if old.bylines != new.bylines:
        before, after = ", ".join(old.bylines) or None, ", ".join(new.bylines) or None
        found.append(Delta(type="byline", before=before, after=after))
    if not found:
        same_text = (old.headline, old.body) == (new.headline, new.body)
        found.append(Delta(type="flags" if same_text else "cosmetic"))
    return tuple(found)


def _paragraphs(old: str, new: str) -> list[Delta]:
    before, after = old.split("\n"), new.split("\n")
    folded_before = {fold(line) for line in before}
    folded_after = {fold(line) for line in after}
    removed = [line for line in before if line and fold(line) not in folded_after]
    added = [line for line in after if line and fold(line) not in folded_before]
    return [
        *(Delta(type="text-removed", before=line) for line in removed),
        *(Delta(type="text-added", after=line) for line in added),
    ]
