"""Organisations: known bodies, ministries and forces of a country, names that end in what they are."""

from __future__ import annotations

from .common_bodies import Found, common_bodies
from .gazetteer import Hit, demonyms, named
from .lexicon import word_set
from .mentions import Mention, Mentions
from .runs import Run, joined
from .tokens import Part

HEADS = word_set(
    "ministry department agency authority commission committee council court parliament "
    "assembly senate congress party union bank university college institute institution "
    "academy association federation foundation organisation organization society service "
    "office bureau board corps army navy force forces police command guard guards brigade "
    "battalion regiment division fund group corporation corp company inc ltd plc llc trust "
    "network alliance coalition movement front league club hospital school church airlines "
    "airways railways administration secretariat centre center embassy consulate museum "
    "inquiry tribunal watchdog observatory media news times post herald tribune gazette "
    "telegraph united city town rovers wanderers athletic"
)
# These end other names too: "Mexico City", "Manchester United" is a club only after a place.
_CLUB = word_set("united city town rovers wanderers athletic")
_OPENERS = word_set(
    "ministry department university bank office institute board council committee commission "
    "court federation union association academy college house centre center party church "
    "confederation society"
)
_LINKS = frozenset({"of", "for"})
# Words that name someone or something else when a sentence starts with them.
_UNSURE = word_set("apple shell meta amnesty conservatives treasury who ap pa")


def find(part: Part, hits: list[Hit], runs: list[Run], mentions: Mentions) -> list[Found]:
    """The organisations of one part; their places are taken in ``mentions``."""
    countries = [hit for hit in hits if any(place.kind == "A" for place in hit.places)]
    candidates = [*_known(part, hits), *_run_names(part, runs, countries), *common_bodies(part)]
    candidates.sort(key=lambda found: (found.start - found.end, found.start))
    taken = [
        found
        for found in candidates
        if mentions.add(Mention(found.start, found.end, "organisation", found.key))
    ]
    return sorted(taken)


def _known(part: Part, hits: list[Hit]) -> list[Found]:
    found = []
    for hit in hits:
        if hit.body is None:
            continue
        first = part.at_or_after(hit.start)
        after = part.at_or_after(hit.end)
        text = part.text[hit.start : hit.end]
        if text.lower() in _UNSURE and (hit.start in part.sentence_starts or part.title_case):
            continue
        if text == "WHO" and part.text.isupper():
            continue
        follows = after < len(part.words) and part.gap(after) == " " and part.words[after].capital
        precedes = first > 0 and part.gap(first) == " " and part.words[first - 1].capital
        sure = hit.body.kind != "company" or part.title_case or not (follows or precedes)
        if sure:
            body = hit.body
            metonym = body.kind == "metonym"
            found.append(
                Found(
                    hit.start,
                    hit.end,
                    body.name,
                    body.seat,
                    metonym,
                    body.kind == "outlet",
                    "organisation.metonym/1" if metonym else "organisation.list/1",
                    0.9,
                )
            )
    return found


def _run_names(part: Part, runs: list[Run], countries: list[Hit]) -> list[Found]:
    if part.title_case:
        return []
    found = []
    for run in runs:
        bounds = _headed(part, run)
        if bounds is None:
            continue
        first, last = bounds
        words = part.words
        start, end = words[first].start, words[last - 1].end
        text = part.text[start:end]
        # "the Russian Federation" is a country
        if any(hit.start <= start and end <= hit.end for hit in countries):
            continue
        found.append(
            Found(start, end, text, _seat(part, first), False, False, "organisation.head/1", 0.75)
        )
    return found


def _headed(part: Part, run: Run) -> tuple[int, int] | None:
    words = part.words
    first, last = run
    if words[first].lower in _OPENERS and last < len(words) and words[last].lower in _LINKS:
        end = last + 1
        while end < len(words) and joined(part, end) and words[end].lower in {"the", "and"}:
            end += 1
        while end < len(words) and words[end].capital and joined(part, end):
            end += 1
        if words[end - 1].capital and end > last + 1:
            return first, end
    for end in range(last, first + 1, -1):
        lower = words[end - 1].lower
        if lower in HEADS:
            if lower in _CLUB and not named(words[first].text):
                return None
            if lower == "city" and named(part.text[words[first].start : words[end - 1].end]):
                return None
            return first, end
    return None


def _seat(part: Part, first: int) -> str | None:
    """The country that the first word names, or the possessor before it."""
    words = part.words
    lead = words[first].text
    if lead in demonyms():
        return demonyms()[lead]
    for place in named(lead):
        if place.kind == "A":
            return place.country
    if first >= 2 and words[first - 1].lower in {"’s", "'s"}:
        return country_before(part, first - 1)
    return None


def country_before(part: Part, index: int) -> str | None:
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
