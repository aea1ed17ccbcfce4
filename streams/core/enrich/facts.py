"""Everything found in the text of one entry."""

from __future__ import annotations

from datetime import datetime

from schemas import Claim, Facts, Organisation, Quote
from streams.core import events

from . import (
    attribution,
    gazetteer,
    metonyms,
    organisations,
    places,
    quantities,
    time_mentions,
    times,
)
from .located import located
from .mentions import Mentions
from .named import names
from .organisations import Found
from .people import People, retyped
from .tokens import Part


def extract(headline: str, body: str, *, at: datetime | None, bylines: tuple[str, ...]) -> Facts:
    """Find people, bodies, places, quotes, claims, quantities, times and actions in English text.

    Args:
        headline: plain text, one line.
        body: plain text, a line per paragraph.
        at: the entry's own time with its zone; without it no times are resolved.
        bylines: who wrote it: not people of the news.
    """
    # the body goes first: it has the full names that headlines shorten
    parts = [part for part in (Part("body", body), Part("headline", headline)) if part.words]
    hits = [gazetteer.hits(part) for part in parts]
    found = names(list(zip(parts, hits, strict=True)))
    found = retyped(list(zip(parts, found, hits, strict=True)))
    named = [
        (part, known, some, Mentions(part))
        for part, known, some in zip(parts, hits, found, strict=True)
    ]
    people = People(frozenset(bylines))
    bodies: list[tuple[Part, Found]] = []
    # roles may name bodies, so these go first; surnames are joined to full names
    for part, known, some, mentions in named:
        bodies += [(part, one) for one in metonyms.find(part, some, mentions)]
        bodies += [(part, one) for one in organisations.find(part, some, known, mentions)]
    for full in (True, False):
        for part, _, some, mentions in named:
            people.read(part, some, mentions, full=full)
    for part, known, _, mentions in named:
        people.join(part, known, mentions)
    mentioned = [
        one for part, _, some, mentions in named for one in places.find(part, some, mentions)
    ]
    about = places.context([(part, known) for part, known, _, _ in named])
    spoken: list[Quote] = []
    claimed: list[Claim] = []
    for part, _, _, mentions in named:
        words, unsure = attribution.find(part, mentions)
        spoken += words
        claimed += unsure
    offset = at.utcoffset() if at else None
    named_times = [(part, time_mentions.mentions(part)) for part in parts]
    resolved = (
        tuple(one for part, told in named_times for one in times.find(part, at, told)) if at else ()
    )
    named_people, named_bodies = people.all(), _organisations(bodies)
    named_places = located(mentioned, about)
    return Facts.model_construct(
        people=named_people,
        organisations=named_bodies,
        places=named_places,
        quotes=tuple(spoken),
        claims=tuple(claimed),
        quantities=tuple(
            one
            for part, told in named_times
            for one in quantities.find(part, times.spans(part, told), offset)
        ),
        times=resolved,
        actions=events.find(
            parts,
            people=named_people,
            organisations=named_bodies,
            places=named_places,
            times=resolved,
            quotes=spoken,
        ),
    )


def _organisations(bodies: list[tuple[Part, Found]]) -> tuple[Organisation, ...]:
    joint: dict[tuple[str, bool], list[tuple[Part, Found]]] = {}
    for part, found in bodies:
        joint.setdefault((found.key, found.metonym), []).append((part, found))
    result = []
    for group in joint.values():
        spans = tuple(part.span(one.start, one.end) for part, one in group)
        part, first = group[0]
        result.append(
            Organisation.model_construct(
                name=part.text[first.start : first.end],
                seat=next((one.seat for _, one in group if one.seat), None),
                metonym=first.metonym,
                mentions=spans,
                evidence=spans[0],
                rule=first.rule,
                confidence=first.confidence,
            )
        )
    return tuple(result)
