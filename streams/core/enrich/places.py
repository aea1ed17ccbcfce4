"""Places: known names in a place's surroundings, ranked by size and by what else is named."""

from __future__ import annotations

from typing import NamedTuple

from schemas import Place, Span

from .anchors import anchored, narrowed
from .gazetteer import Candidate, Hit, demonyms, first_names, named
from .lexicon import GENERIC_REGION, LOCATIVE, NOT_NAMES, word_set
from .mentions import Mention, Mentions
from .roles import is_role
from .runs import joined
from .tokens import Part

# ln(population) + these; a country that the entry names anyway outweighs a factor of 20 in size.
_SAME_COUNTRY = 3.0
_OTHER_SPELLING = -1.0
_DIRECTIONS = word_set(
    "north south east west northern southern eastern western central downtown greater inner "
    "outer mainland upper lower"
)
# Capitalised, these make another name: "South Vietnam", "West Jersey".
_COMPASS = frozenset({"north", "south", "east", "west"})
_KNOWN_SIZE = 200_000


class _Found(NamedTuple):
    start: int
    end: int
    place: Candidate
    confidence: float
    part: Part


def context(parts: list[tuple[Part, list[Hit]]]) -> frozenset[str]:
    """The countries that an entry names, by name or by demonym."""
    found = set()
    for part, hits in parts:
        for hit in hits:
            found |= _countries(hit)
        words = part.words
        for index, word in enumerate(words):
            if not word.capital:
                continue
            if index and joined(part, index):
                pair = demonyms().get(f"{words[index - 1].text} {word.text}")
                if pair:
                    found.add(pair)
                    continue
            if word.text in demonyms():
                found.add(demonyms()[word.text])
    return frozenset(found)


def _countries(hit: Hit) -> set[str]:
    """The countries that a name stands for: its own, or that of a region or city known alone."""
    found = {place.country for place in hit.places if place.kind == "A"}
    if len({place.country for place in hit.places}) == 1:
        large = max(hit.places, key=lambda place: place.population)
        least = 100_000 if large.kind == "P" else 400_000
        if large.population >= least and not any(place.flags for place in hit.places):
            found.add(large.country)
    return found


def find(
    parts: list[tuple[Part, list[Hit], Mentions]], countries: frozenset[str]
) -> tuple[Place, ...]:
    """The places of an entry, each with all its mentions."""
    joint: dict[int, list[_Found]] = {}
    for part, hits, mentions in parts:
        for hit in hits:
            found = _resolve(part, hit, mentions, countries)
            if found and mentions.add(Mention(found.start, found.end, "place", found.place.name)):
                joint.setdefault(found.place.id, []).append(found)
    return tuple(_place(found) for found in joint.values())


def _place(found: list[_Found]) -> Place:
    first = found[0]
    place = first.place
    spans: tuple[Span, ...] = tuple(one.part.span(one.start, one.end) for one in found)
    return Place.model_construct(
        name=first.part.text[first.start : first.end],
        geonames_id=place.id,
        country=place.country,
        region=place.region,
        latitude=place.latitude,
        longitude=place.longitude,
        feature="P" if place.kind == "P" else "A",
        mentions=spans,
        evidence=spans[0],
        rule="place.gazetteer/1",
        confidence=max(one.confidence for one in found),
    )


def _resolve(part: Part, hit: Hit, mentions: Mentions, countries: frozenset[str]) -> _Found | None:  # noqa: PLR0911 - one return for each way of being sure or unsure
    if not hit.places or not mentions.free(hit.start, hit.end):
        return None
    words = part.words
    first, after = part.at_or_after(hit.start), part.at_or_after(hit.end)
    region = _as_region(part, hit, after)
    if region:
        end = words[after].end if words[after].capital else hit.end
        return _Found(hit.start, end, _best(region, countries)[0], 0.85, part)
    candidates = narrowed(part, after, [p for p in hit.places if "b" not in p.flags])
    if not candidates:
        return None
    country = next((place for place in candidates if place.kind == "A"), None)
    if not part.title_case and _within_name(part, first, after, country=country is not None):
        return None
    if country and not (country.name == "Georgia" and "US" in countries and "GE" not in countries):
        if part.text[hit.start : hit.end] in first_names() and not _locative(part, first):
            return None
        return _Found(hit.start, hit.end, country, 0.95, part)
    best, lead = _best(candidates, countries)
    return _judged(part, hit, first, after, best=best, lead=lead, countries=countries)


def _judged(
    part: Part, hit: Hit, first: int, after: int, *, best: Candidate, lead: float,
    countries: frozenset[str],
) -> _Found | None:  # fmt: skip
    located = _locative(part, first)
    settled = anchored(part, after, best)
    at_home = best.country in countries
    text = part.text[hit.start : hit.end]
    if "w" in best.flags:
        sure = settled or (located and at_home and hit.start not in part.sentence_starts)
    elif "p" in best.flags or text in first_names():
        large = best.population >= 1_000_000
        sure = settled or large or (located and (at_home or best.population >= 100_000))
    elif best.population >= _KNOWN_SIZE:
        sure = len(text) > 3 or located
    else:
        sure = (
            settled
            or (located and (at_home or best.population >= 50_000))
            or (at_home and best.population >= 50_000)
        )
    if part.title_case and (best.flags or best.population < _KNOWN_SIZE):
        sure = settled
    if not sure:
        return None
    confidence = 0.6 + 0.1 * located + 0.1 * at_home + 0.05 * settled + min(lead, 3) * 0.04
    return _Found(hit.start, hit.end, best, round(min(confidence, 0.95), 2), part)


def _best(candidates: list[Candidate], countries: frozenset[str]) -> tuple[Candidate, float]:
    """The likeliest place and how far it is ahead of the next one elsewhere."""

    def score(place: Candidate) -> float:
        home = _SAME_COUNTRY if place.country in countries else 0.0
        # of a city and a region of one name, text without "region" means the city
        kind = 3.0 if place.kind == "P" else 0.0
        return place.size + home + kind + (_OTHER_SPELLING if "a" in place.flags else 0.0)

    ranked = sorted(candidates, key=lambda place: (-score(place), place.id))
    rivals = [place for place in ranked[1:] if place.country != ranked[0].country]
    return ranked[0], score(ranked[0]) - score(rivals[0]) if rivals else 3.0


def _as_region(part: Part, hit: Hit, after: int) -> list[Candidate]:
    """The regions that are meant where a word such as "Oblast" follows."""
    words = part.words
    at = after
    # a common noun after a country is not part of a name: "the Russia border region"
    if any(place.kind == "A" for place in hit.places):
        return []
    while at < len(words) and part.gap(at) == " " and words[at].lower in GENERIC_REGION:
        if words[at].lower != "border":
            return [place for place in hit.places if place.kind == "R"]
        at += 1
    return []


def _within_name(part: Part, first: int, after: int, *, country: bool) -> bool:
    """Whether capitalised neighbours make it a piece of a longer name ("Boston Globe")."""
    words = part.words
    if first > 0 and part.gap(first) == " " and words[first - 1].capital:
        before = words[first - 1]
        if (
            before.lower not in NOT_NAMES | _DIRECTIONS - _COMPASS
            and before.text not in demonyms()
            and not _role_like(before.text)
            and not (before.start in part.sentence_starts and before.lower in LOCATIVE)
            and not named(before.text)
        ):
            return True
    if after < len(words) and part.gap(after) in {" ", "-"} and words[after].capital:
        follower = words[after]
        return not (
            follower.lower in NOT_NAMES
            or _role_like(follower.text)
            or follower.text in demonyms()
            or country
        )
    return False


def _role_like(word: str) -> bool:
    return is_role(word) or word.lower() in {
        "prime",
        "foreign",
        "defence",
        "interior",
        "vice",
        "deputy",
    }


def _locative(part: Part, first: int) -> bool:
    words = part.words
    if first and part.gap(first) == ", ":
        return bool(named(words[first - 1].text))
    if first == 0 or part.gap(first) not in {" ", "-"}:
        return False
    before = words[first - 1].lower
    if before == "and" and first > 1:
        return words[first - 2].capital
    return before in LOCATIVE or (before in {"city", "town", "village", "capital", "port"})
