"""The names of one entry read together: what is written alike is of one type, and named wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from .tagger import Name, Type

_INSIDE = re.compile(r"[\w’'&-]")
_LEAST = 3


def agreed(
    texts: Sequence[str], names: Sequence[Sequence[Name]], *, acts: Callable[[str], bool]
) -> list[list[Name]]:
    """The names with one type for each spelling, and their further mentions.

    Args:
        texts: parts of the entry.
        names: of each part.
        acts: whether a name may be a place here and a body there, as countries and capitals are.
    """
    sums: dict[str, dict[Type, int]] = {}
    spelt = [
        [text[name.start : name.end] for name in some]
        for text, some in zip(texts, names, strict=True)
    ]
    act = {spelling: acts(spelling) for spelling in dict.fromkeys(chain.from_iterable(spelt))}
    for spellings, some in zip(spelt, names, strict=True):
        for spelling, name in zip(spellings, some, strict=True):
            if not act[spelling]:
                types = sums.setdefault(spelling, {})
                types[name.type] = types.get(name.type, 0) + name.margin + 1
    best = {
        spelling: max(types, key=lambda kind: (types[kind], kind))
        for spelling, types in sums.items()
    }
    told = []
    for text, spellings, some in zip(texts, spelt, names, strict=True):
        own = [
            name
            if best.get(spelling, name.type) == name.type
            else name._replace(type=best[spelling])
            for spelling, name in zip(spellings, some, strict=True)
        ]
        for spelling, kind in best.items():
            # most are named wherever they stand
            if len(spelling) >= _LEAST and text.count(spelling) > spellings.count(spelling):
                own += _again(text, spelling, kind, own, max(sums[spelling].values()))
        told.append(sorted(own))
    return told


def _again(text: str, spelling: str, kind: Type, names: Sequence[Name], margin: int) -> list[Name]:
    found = []
    start = text.find(spelling)
    while start >= 0:
        end = start + len(spelling)
        alone = not _INSIDE.match(text, start - 1) if start else True
        ends = text[end : end + 1]
        free = all(end <= name.start or name.end <= start for name in names)
        if alone and free and not ends.isalnum() and ends not in {"-", "&"}:
            found.append(Name(start, end, kind, margin // 2))
        start = text.find(spelling, end)
    return found
