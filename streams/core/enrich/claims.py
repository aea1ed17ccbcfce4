"""Claims: sentences that the text puts in someone's mouth, and how far they are backed."""

from __future__ import annotations

import re
from typing import Literal

from schemas import Claim, Quote

from .attribution import Attribution
from .lexicon import word_set
from .organisations import Found
from .tokens import Part

Status = Literal["claimed", "confirmed", "denied", "unverified"]

_UNVERIFIED = re.compile(
    r"\b(?:could|can|was|were|has|have|had|is|are)(?: ?not|n[’']t)(?: yet)?(?: been)?(?: able to| possible to)?(?: be)?"
    r"(?: immediately| independently| yet| been)*"
    r" (?:corroborated?|verif(?:y|ied)|confirm(?:ed)?|authenticated?)\b|\bunable to (?:verify|confirm|corroborate)\b"
    r"|\b(?:unverified|unconfirmed|not (?:been )?independently verified)\b",
    re.IGNORECASE,
)
_DENIED = word_set("denied denies deny rejected rejects dismissed dismisses")
_CONFIRMED = word_set("confirmed confirms confirm acknowledged acknowledges admitted admits")
# Vows, demands and remarks cannot be true or false.
_NO_CLAIM = word_set(
    "vowed vows urged urges pledged pledges promised promises called calls asked asks spoke "
    "speaks speaking condemned condemns joked quipped commented comments responded responds "
    "replied replies recalled continued concluded"
)
_SIGNED = re.compile(r" (?:reports|writes)[.:]?$")
_PASSIVE = re.compile(r"\b(confirmed|denied|rejected|reported|claimed) by (?:the )?")
_SHOWS = re.compile(r"\bintelligence (?:has )?(confirmed|shows|showed|suggests|indicates)\b")


def find(
    part: Part, said: list[Attribution], bodies: list[Found], quotes: list[Quote]
) -> list[Claim]:
    """The claims of one part: one a sentence at most."""
    found = []
    covered = [(span.start, span.end) for quote in quotes for span in quote.spans]
    outlets = [body for body in bodies if body.outlet]
    names = {part.text[body.start : body.end] for body in outlets}
    for start, end in part.sentences:
        inside = sum(max(0, min(end, e) - max(start, s)) for s, e in covered)
        spoken = any(
            quote.directness == "direct"
            and "said" in quote.rule
            and start <= quote.spans[0].start < end
            for quote in quotes
        )
        if spoken or inside * 2 > end - start:
            continue
        if end - start < 40 and _SIGNED.search(part.text[start:end]):
            continue
        claim = _claim(part, start, end, said=said, outlets=outlets, names=names)
        if claim:
            found.append(claim)
    return found


def _claim(
    part: Part, start: int, end: int, *, said: list[Attribution], outlets: list[Found],
    names: set[str],
) -> Claim | None:  # fmt: skip
    here = [one for one in said if start <= one.start < end and one.cue.lower() not in _NO_CLAIM]
    claimants = [one for one in here if one.speaker and one.speaker not in names]
    outlet = next(
        (part.text[one.start : one.end] for one in outlets if start <= one.start < end), None
    )
    claimant = claimants[0].speaker if claimants else None
    cue = claimants[0].cue.lower() if claimants else ""
    unverified = _UNVERIFIED.search(part.text, start, end)
    passive = _PASSIVE.search(part.text, start, end) if not claimants else None
    shows = _SHOWS.search(part.text, start, end) if not claimants else None
    if passive:
        cue = passive[1]
        known = next((body for body in _after(part, passive.end())), None)
        claimant = known
    if not (claimants or unverified or passive or shows or (here and outlet)):
        return None
    status: Status = "claimed"
    if unverified:
        status = "unverified"
    elif cue in _DENIED:
        status = "denied"
    elif cue in _CONFIRMED or (shows and shows[1] == "confirmed"):
        status = "confirmed"
    return Claim.model_construct(
        text=part.text[start:end],
        claimant=claimant,
        status=status,
        outlet=outlet if claimant != outlet else None,
        evidence=part.span(start, end),
        rule="claim.attributed/1",
        confidence=0.8 if claimants or passive else 0.6,
    )


def _after(part: Part, offset: int) -> list[str]:
    """The capitalised name that starts at an offset, its possessor included."""
    words = part.words
    first = last = part.at_or_after(offset)
    while last < len(words) and (words[last].capital or words[last].lower in {"’s", "'s"}):
        if last > first and part.gap(last) not in {" ", ""}:
            break
        last += 1
    return [part.text[words[first].start : words[last - 1].end]] if last > first else []
