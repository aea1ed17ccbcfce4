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
from .common_bodies import Found
from .located import located
from .mentions import Mentions
from .people import People
from .runs import runs
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
    named = [(part, gazetteer.hits(part), runs(part), Mentions(part)) for part in parts]
    people = People(frozenset(bylines))
    bodies: list[tuple[Part, Found]] = []
    # order matters: a ministry may hold a country's name, a person's role the ministry; what is
    # left and speaks is a government; the rest are places
    for part, hits, stretches, mentions in named:
        bodies += [(part, one) for one in organisations.find(part, hits, stretches, mentions)]
        people.read(part, stretches, hits, mentions)
    for part, hits, stretches, mentions in named:
        people.join(part, stretches, mentions)
        bodies += [(part, one) for one in metonyms.find(part, hits, mentions)]
    about = places.context([(part, hits) for part, hits, _, _ in named])
    mentioned = places.find(
        [(part, hits, mentions) for part, hits, _, mentions in named], about.countries
    )
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
    named_places = located(mentioned, about.names)
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
