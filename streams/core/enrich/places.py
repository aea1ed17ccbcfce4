"""Names of places: known names in a place's surroundings. Which places they are says ``located``."""

from __future__ import annotations

from typing import NamedTuple

from .anchors import anchored, narrowed
from .gazetteer import Hit, demonyms, first_names, named
from .geo.atlas import ALTERNATE, BARE, PERSON, WORD, Candidate
from .geo.resolve import Named
from .lexicon import GENERIC_REGION, LOCATIVE, NOT_NAMES, word_set
from .located import Mentioned
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
_DOUBTFUL = WORD | PERSON | BARE | ALTERNATE


class Context(NamedTuple):
    """What an entry says of where it is about.

    Attributes:
        countries: those that it names, by name or by demonym (ISO 3166-1 alpha-2).
        names: where it names them, whatever else the words may be part of.
    """

    countries: frozenset[str]
    names: tuple[Named, ...]


def context(parts: list[tuple[Part, list[Hit]]]) -> Context:
    """The countries that an entry names."""
    found: set[str] = set()
    names: list[Named] = []
    for part, hits in parts:
        for hit in hits:
            found |= _countries(hit)
            if any(place.kind == "A" for place in hit.places):
                names.append(Named(part.text, hit.start, hit.end))
        words = part.words
        for index, word in enumerate(words):
            if not word.capital:
                continue
            start, text = word.start, word.text
            if index and joined(part, index):
                pair = f"{words[index - 1].text} {text}"
                if pair in demonyms():
                    start, text = words[index - 1].start, pair
            if text in demonyms():
                found.add(demonyms()[text])
                names.append(Named(part.text, start, word.end))
    return Context(frozenset(found), tuple(names))


def _countries(hit: Hit) -> set[str]:
    """The countries that a name stands for: its own, or that of a region or city known alone."""
    found = {place.country for place in hit.places if place.kind == "A"}
    if len({place.country for place in hit.places}) == 1:
        large = max(hit.places, key=lambda place: place.population)
        least = 100_000 if large.kind == "P" else 400_000
        if large.population >= least and not any(place.flags & _DOUBTFUL for place in hit.places):
            found.add(large.country)
    return found


def find(
    parts: list[tuple[Part, list[Hit], Mentions]], countries: frozenset[str]
) -> list[Mentioned]:
    """The names of places of an entry, in order; they are taken in the mentions."""
    joint: list[Mentioned] = []
    for part, hits, mentions in parts:
        for hit in hits:
            found = _resolve(part, hit, mentions, countries)
            if found:
                name = part.text[found.start : found.end]
                if mentions.add(Mention(found.start, found.end, "place", name)):
                    joint.append(found)
    return joint


def _resolve(  # noqa: PLR0911 - one return for each way of being sure or unsure
    part: Part, hit: Hit, mentions: Mentions, countries: frozenset[str]
) -> Mentioned | None:
    if not hit.places or not mentions.free(hit.start, hit.end):
        return None
    words = part.words
    first, after = part.at_or_after(hit.start), part.at_or_after(hit.end)
    region = _as_region(part, hit, after)
    if region:
        end = words[after].end if words[after].capital else hit.end
        return Mentioned(part, hit.start, end, 0.85)
    candidates = narrowed(part, after, [p for p in hit.places if not p.flags & BARE])
    if not candidates:
        return None
    country = next((place for place in candidates if place.kind == "A"), None)
    if not part.title_case and _within_name(part, first, after, country=country is not None):
        return None
    if country and not (country.country == "GE" and "US" in countries and "GE" not in countries):
        if part.text[hit.start : hit.end] in first_names() and not _locative(part, first):
            return None
        return Mentioned(part, hit.start, hit.end, 0.7)
    best, lead = _best(candidates, countries)
    return _judged(part, hit, first, after, best=best, lead=lead, countries=countries)


def _judged(
    part: Part, hit: Hit, first: int, after: int, *, best: Candidate, lead: float,
    countries: frozenset[str],
) -> Mentioned | None:  # fmt: skip
    located = _locative(part, first)
    settled = anchored(part, after, best)
    at_home = best.country in countries
    text = part.text[hit.start : hit.end]
    if best.flags & WORD:
        sure = settled or (located and at_home and hit.start not in part.sentence_starts)
    elif best.flags & PERSON or text in first_names():
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
    if part.title_case and (best.flags & _DOUBTFUL or best.population < _KNOWN_SIZE):
        sure = settled
    if not sure:
        return None
    confidence = 0.75 + 0.1 * located + 0.1 * at_home + 0.05 * settled + min(lead, 3) * 0.04
    return Mentioned(part, hit.start, hit.end, round(min(confidence, 0.98), 2))


def _best(candidates: list[Candidate], countries: frozenset[str]) -> tuple[Candidate, float]:
    """The likeliest place and how far it is ahead of the next one elsewhere."""

    def score(place: Candidate) -> float:
        home = _SAME_COUNTRY if place.country in countries else 0.0
        # of a city and a region of one name, text without "region" means the city
        kind = 3.0 if place.kind == "P" else 0.0
        return place.size + home + kind + (_OTHER_SPELLING if place.flags & ALTERNATE else 0.0)

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
