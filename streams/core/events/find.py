"""The actions of an entry, with who acts upon whom, where, when, and whether it has happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas import Action, Actor, Organisation, Person, Place, Quote, Time
from streams.core.enrich.lexicon import NOT_NAMES
from streams.core.enrich.tokens import Part, Word

from . import words as w
from .actors import Phrase, Sentence, actors
from .clauses import Clause, clauses
from .confidence import confidence
from .reading import Reading, noun, read
from .roots import QUADS
from .status import status
from .text import Text
from .verbs import PEOPLE

MOST = 5
"""Actions of one entry at most: what follows is detail."""
LONGEST = 9
"""Words that name an action at most; of what would take more, the first stands for it."""
_LONG = 6
"""Letters of a word at least, of which the ending may tell that people are meant."""
_RULE = "action.clause/1"


class _Name(NamedTuple):
    start: int
    end: int
    name: str


def find(
    parts: Iterable[Part],
    *,
    people: Sequence[Person],
    organisations: Sequence[Organisation],
    places: Sequence[Place],
    times: Sequence[Time],
    quotes: Sequence[Quote],
) -> tuple[Action, ...]:
    """One action a sentence at most, the body's before the headline's.

    Args:
        parts: body and headline.
        people: of the entry, as are the following; actors are called by their names.
        organisations: of the entry.
        places: of the entry; where an action happens.
        times: of the entry; when it happens.
        quotes: of the entry; what is said in direct ones is not what the entry tells.
    """
    found: dict[object, Action] = {}
    named: tuple[Person | Organisation | Place, ...] = (*people, *organisations, *places)
    for part in parts:
        text = Text(part)
        if len(text.sport) >= 2:
            continue
        names: list[_Name] | None = None
        for start, end in part.sentences:
            best = main(text, part.at_or_after(start), part.at_or_after(end))
            if best is None or part.text[start:end].isupper():
                continue
            if _quoted(quotes, part, part.words[best.reading.verb].start):
                continue
            if names is None:
                names = [
                    _Name(span.start, span.end, one.name)
                    for one in named
                    for span in one.mentions
                    if span.field == part.field
                ]
            action = _action(best, names, places, times, (start, end))
            if action is None:
                continue
            source, target = action.source, action.target
            key = action.root, source and source.name, target and target.name
            found.setdefault(key, action)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


class Found(NamedTuple):
    """A reading, where it was found, and the words of its sentence."""

    told: frozenset[str]
    sentence: Sentence
    clause: Clause
    reading: Reading


def main(text: Text, first: int, last: int) -> Found | None:
    """The action that a sentence is about: the first one of its main clauses, else of the others."""
    named = text.has(text.nouns, first, last)
    acting = text.has(text.acting, first, last)
    if not named and not acting:
        return None
    told = frozenset(text.lower[first:last])
    cut = clauses(text, first, last)
    sentence = Sentence(text.part, text.lower, cut, last)
    spare: Found | None = None
    for reader, worth in ((read, acting), (noun, named)):
        if not worth:
            continue
        for clause in cut:
            reading = reader(text, clause, told)
            if reading is None:
                continue
            if not clause.beside:
                return Found(told, sentence, clause, reading)
            spare = spare or Found(told, sentence, clause, reading)
        if spare:
            return spare
    return None


def _action(
    found: Found,
    names: Sequence[_Name],
    places: Sequence[Place],
    times: Sequence[Time],
    bounds: tuple[int, int],
) -> Action | None:
    part, clause, reading = found.sentence.part, found.clause, found.reading
    source, target = (
        _actor(found.sentence, phrase, names, bodies)
        for phrase, bodies in zip(
            actors(found.sentence, clause, reading),
            (w.BODIES, w.ACTING_BODIES) if reading.passive else (w.ACTING_BODIES, w.BODIES),
            strict=True,
        )
    )
    opens = reading.first if reading.mood.future else min(reading.stance, reading.verb)
    closes = reading.end if reading.end - opens <= LONGEST else min(opens + 1, reading.end)
    start, end = part.words[opens].start, part.words[closes - 1].end
    # no name is cut in two
    end = max([end, *(one.end for one in names if one.start < end < one.end)])
    place = _within(places, part, bounds)
    sure = confidence(
        reading,
        found.told,
        source=source is not None,
        target=target is not None,
        place=place is not None,
        beside=clause.beside,
    )
    if sure is None:
        return None
    time = _when(times, part, bounds)
    return Action.model_construct(
        text=part.text[start:end],
        root=reading.root,
        quad=QUADS[reading.root],
        source=source,
        target=target,
        place=place.name if place else None,
        geonames_id=place.geonames_id if place else None,
        start=time.start if time else None,
        end=time.end if time else None,
        status=status(reading, found.told),
        evidence=part.span(start, end),
        rule=_RULE,
        confidence=sure,
    )


def _actor(
    sentence: Sentence, phrase: Phrase | None, names: Sequence[_Name], bodies: frozenset[str]
) -> Actor | None:
    """The phrase as an actor, if it can act: names and people do, "the blast" does not.

    A name of the entry with which the phrase ends is what the actor is called.
    """
    if phrase is None:
        return None
    part = sentence.part
    words = part.words[phrase.first : phrase.last]
    start, end = words[0].start, words[-1].end
    inside = [one for one in names if one.start < end and start < one.end]
    if not (
        inside
        or any(
            sentence.lower[at] in bodies
            or (bodies is w.ACTING_BODIES and _people(sentence.lower[at]))
            for at in range(phrase.first, phrase.last)
        )
        or any(
            word.capital
            and word.lower not in w.DATES
            and (word.start not in part.sentence_starts or _alone(words))
            for word in words
        )
    ):
        return None
    known = inside[0] if len(inside) == 1 and inside[0].end >= end else None
    return Actor.model_construct(
        name=known.name if known else part.text[start:end], evidence=part.span(start, end)
    )


def _quoted(quotes: Sequence[Quote], part: Part, at: int) -> bool:
    return any(
        span.field == part.field and span.start <= at < span.end
        for quote in quotes
        if quote.directness == "direct"
        for span in quote.spans
    )


def _people(word: str) -> bool:
    return len(word) >= _LONG and word.endswith(PEOPLE)


def _alone(words: Sequence[Word]) -> bool:
    """Whether one word makes the phrase: "Washington"; at a sentence's start nothing else tells."""
    return len(words) == 1 and words[0].lower not in NOT_NAMES and not words[0].text.endswith("ing")


def _within(places: Sequence[Place], part: Part, bounds: tuple[int, int]) -> Place | None:
    """The place that the sentence says something happens in."""
    for place in places:
        for span in place.mentions:
            if span.field != part.field or not bounds[0] <= span.start < bounds[1]:
                continue
            at = part.at_or_after(span.start)
            before = {part.words[i].lower for i in range(max(at - 2, 0), at)}
            if before & {"in", "at", "near", "outside", "across", "around", "on"}:
                return place
    return None


def _when(times: Sequence[Time], part: Part, bounds: tuple[int, int]) -> Time | None:
    here = [
        time
        for time in times
        if time.evidence
        and time.evidence.field == part.field
        and bounds[0] <= time.evidence.start < bounds[1]
    ]
    return here[0] if len(here) == 1 else None
