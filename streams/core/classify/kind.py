"""What sort of entry it is: what its source says, what it is made of, else what its words say."""

from __future__ import annotations

from typing import cast

import numpy as np

from schemas import Entry, Kind

from .heads import KINDS, Scores

_END = ".!?…:;”’\"')"
_MANY = 2
_LINE = 160


def kind_of(entry: Entry, scores: Scores | None) -> Kind:
    """The kind of an entry; ``scores`` are absent where the language is not known to the heads."""
    if entry.kind is not None:
        return entry.kind
    headline, body = (entry.headline or "").strip(), entry.body.strip()
    if not body and not headline:
        return "embed"
    if not body and entry.media:
        return "gallery" if len(entry.media) > _MANY else "embed"
    if _is_teaser(entry, headline, body) and (entry.links or scores is None):
        return "related"
    return likeliest(scores) if scores else "report"


def likeliest(scores: Scores) -> Kind:
    """The kind that fits best."""
    return cast("Kind", KINDS[int(np.argmax(scores.kind))])


def _is_teaser(entry: Entry, headline: str, body: str) -> bool:
    """A link to another story: a heading with a line below it that is no sentence."""
    if entry.key_event or entry.pinned or "\n" in body or not headline or not body:
        return False
    return len(body) < _LINE and not body.endswith(tuple(_END)) and not entry.bylines
