"""Organisations: names that the tagger takes for bodies, and known bodies that it passes over."""

from __future__ import annotations

from typing import Final, NamedTuple

from streams.core.names.tagger import Name

from .gazetteer import Hit, body_named, demonyms, named
from .lexicon import word_set
from .mentions import Mention, Mentions
from .named import confidence
from .tokens import Part

# Words that name something else when a sentence starts with them.
_UNSURE: Final = word_set("apple shell meta amnesty conservatives treasury who ap pa")


class Found(NamedTuple):
    """An organisation in the text, before its mentions are joined.

    Attributes:
        start: first character.
        end: one past the last.
        key: its usual name; mentions of one key are joined.
        seat: country whose body it is, ISO 3166-1 alpha-2.
        metonym: the name of a place or building stands for those who act there.
        outlet: it publishes news.
        rule: what found it.
        confidence: how sure that is.
    """

    start: int
    end: int
    key: str
    seat: str | None
    metonym: bool
    outlet: bool
    rule: str
    confidence: float


def find(part: Part, names: list[Name], hits: list[Hit], mentions: Mentions) -> list[Found]:
    """The organisations of one part; their places are taken in ``mentions``."""
    bodies = [name for name in names if name.type == "org"]
    found = [_named(part, name) for name in bodies if mentions.free(name.start, name.end)]
    taken = [one for one in found if _take(one, mentions)]
    for hit in hits:
        if hit.body and _sure(part, hit) and not any(
            name.start < hit.end and hit.start < name.end for name in names
        ):  # fmt: skip
            one = _known(part, hit.start, hit.end, 0.8)
            if one and _take(one, mentions):
                taken.append(one)
    return sorted(taken)


def _take(found: Found, mentions: Mentions) -> bool:
    return mentions.add(Mention(found.start, found.end, "organisation", found.key))


def _named(part: Part, name: Name) -> Found:
    known = _known(part, name.start, name.end, confidence(name))
    if known:
        return known
    text = part.text[name.start : name.end]
    seat = _seat(part, name.start)
    return Found(
        name.start, name.end, text, seat, False, False, "organisation.tagger/1", confidence(name)
    )


def _known(part: Part, start: int, end: int, sure: float) -> Found | None:
    body = body_named(part.text[start:end])
    if body is None:
        return None
    metonym = body.kind == "metonym"
    rule = "organisation.metonym/1" if metonym else "organisation.list/1"
    return Found(start, end, body.name, body.seat, metonym, body.kind == "outlet", rule, sure)


def _sure(part: Part, hit: Hit) -> bool:
    """Whether a name that is in the list is likely meant where the tagger is silent."""
    text = part.text[hit.start : hit.end]
    if hit.body is None or hit.body.kind == "company":
        return False
    starts = hit.start in part.sentence_starts or part.title_case
    if (text.lower() in _UNSURE and starts) or (text == "WHO" and part.text.isupper()):
        return False
    first, after = part.at_or_after(hit.start), part.at_or_after(hit.end)
    follows = after < len(part.words) and part.gap(after) == " " and part.words[after].capital
    precedes = first > 0 and part.gap(first) == " " and part.words[first - 1].capital
    return part.title_case or not (follows or precedes)


def _seat(part: Part, start: int) -> str | None:
    """The country that the first word names, or the possessor before it."""
    words = part.words
    first = part.at_or_after(start)
    if first >= len(words):
        return None
    for length in (2, 1):
        lead = part.text[words[first].start : words[min(first + length, len(words)) - 1].end]
        if lead in demonyms():
            return demonyms()[lead]
        for place in named(lead):
            if place.kind == "A":
                return place.country
    if first >= 2 and words[first - 1].lower in {"’s", "'s"}:
        return _country_before(part, first - 1)
    return None


def _country_before(part: Part, index: int) -> str | None:
    """The country whose name or demonym ends right before a word."""
    for length in (1, 2, 3):
        first = index - length
        if first < 0:
            break
        text = part.text[part.words[first].start : part.words[index - 1].end]
        if text in demonyms():
            # "North Korean" must not be read as "Korean"
            longer = f"{part.words[first - 1].text} {text}" if first else ""
            return demonyms().get(longer, demonyms()[text])
        for place in named(text):
            if place.kind == "A":
                return place.country
    return None
