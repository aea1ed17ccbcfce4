"""Names of places: what the tagger takes for places. Which places they are says ``located``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from streams.core.names.tagger import Name

from .gazetteer import Hit, demonyms
from .geo.resolve import Named
from .located import Mentioned
from .mentions import Mention, Mentions
from .named import confidence
from .runs import joined
from .tokens import Part


def context(parts: Sequence[tuple[Part, Sequence[Hit]]]) -> tuple[Named, ...]:
    """Where an entry names countries and peoples, whatever else the words may be part of."""
    names: list[Named] = []
    peoples, ends = demonyms(), _ends_of_pairs()
    for part, hits in parts:
        names += [
            Named(part.text, hit.start, hit.end)
            for hit in hits
            if any(place.kind == "A" for place in hit.places)
        ]
        words = part.words
        for index, word in enumerate(words):
            if not word.capital:
                continue
            start, text = word.start, word.text
            if text in ends and index and joined(part, index):
                pair = f"{words[index - 1].text} {text}"
                if pair in peoples:
                    start, text = words[index - 1].start, pair
            if text in peoples:
                names.append(Named(part.text, start, word.end))
    return tuple(names)


@cache
def _ends_of_pairs() -> frozenset[str]:
    """What words for a people in two words end in: "Saudi Arabian"."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in demonyms() if " " in name)


def find(part: Part, names: Sequence[Name], mentions: Mentions) -> list[Mentioned]:
    """The names of places in one part, in order; they are taken in the mentions."""
    found = []
    for name in names:
        if name.type == "loc":
            text = part.text[name.start : name.end]
            if mentions.add(Mention(name.start, name.end, "place", text)):
                found.append(Mentioned(part, name.start, name.end, confidence(name)))
    return found
