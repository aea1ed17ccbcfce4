"""Quantities: counts, measures, shares, sums of money and victims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from schemas import Quantity

from . import uncounted
from .casualties import Casualty, casualty
from .counted import counted, extension, mass
from .measures import COMPOUND, Measure, read
from .ranges import together
from .starts import starts
from .tokens import Part

_SIZED = {"storey": "storey", "story": "storey", "page": "page"}
_SHARES = re.compile(
    r" (?:of|a|an|the|his|her|its|their|that|less|more|majority|full|empty|in|are|is|was|were|did"
    r"|do|have|has|had|said|say|by|to|from|at|on|as|since|than|and|or|don’t|didn’t)\b|[.,;:)]|$"
    r"| (?!times|days)[a-z]+s\b"
)
_HALF_LEAD = re.compile(
    r"(?:^|[.!?:;,“\"(\n—–] ?|\b(?:to|by|for|than|of|from|at|with|nearly|almost|about|is|was|are"
    r"|were|be|lost|cost|costs|and|or|over|under|least|some|up|roughly|around|just|only|a|cut|more"
    r"|eat|took|take|has|have|had|called it “?) )[“‘]?$",
    re.IGNORECASE,
)
_OF_THE = re.compile(r" of (?!(?:them|whom),? (?:an?|was|is|were) )")
_SINGULAR = re.compile(r" (?:is|was|has)\b")
_WORSE = re.compile(
    r" (?:of (?:them|whom)|seriously|critically|severely|badly|fatally|in (?:a )?critical)\b"
)
_DEPENDENT = re.compile(
    r"[^.;:!?\n]*(?:,| including| among them| of them,)(?: at least| among them| including)? ?$"
)
_CONFIDENCE = {"unit": 0.92, "victims": 0.92, "counted": 0.88, "share": 0.86, "bare": 0.82}
"""How often each sort was right in span and value in the dev half of bench/gold, by the share of new
sentences that were right when the rules first met them (0.94)."""


def find(
    part: Part, taken: Iterable[tuple[int, int]] = (), offset: timedelta | None = None
) -> list[Quantity]:
    """The quantities of one part, in order.

    Args:
        part: the text.
        taken: stretches that are something else: times.
        offset: the zone of the entry, which tells dollars and degrees apart.
    """
    found: list[Quantity] = []
    measures = together(part, list(read(part, taken, offset)))
    hurt = starts(part).victims
    for one in measures:
        quantity = _quantity(part, one, found[-1] if found else None, hurt=hurt)
        if quantity:
            found.append(quantity)
    return found


def _quantity(part: Part, one: Measure, last: Quantity | None, *, hurt: bool) -> Quantity | None:
    if one.unit is None:
        compound = COMPOUND.match(part.text, one.number.end)
        if compound is None:
            return _count(part, one, last, hurt=hurt)
        end = compound.end()
        unit = _SIZED.get(compound["what"])
        counts, after = counted(part, end, single=True)
        if counts is None:
            counts, after = counted(part, end)
        if compound["what"] in {"storey", "story", "strong"}:
            counts, after = None, end
        return _made(part, one._replace(unit=unit, end=end), counts, after, None)
    counts, after = (None, one.end) if one.unit == "time" else _measured(part, one)
    return _made(part, one, counts, after, None)


def _count(part: Part, one: Measure, last: Quantity | None, *, hurt: bool) -> Quantity | None:
    """A number without a unit: what it counts, and whether these are victims."""
    text, number = part.text, one.number
    single = number.value == 1 and number.form == "words"
    if single and _OF_THE.match(text, one.end):
        return None
    end = extension(part, one.end, others=True)
    counts: str | None = None
    after = end
    if text[one.end : end] != " others":
        counts, after = counted(part, end, single=single)
    if _excluded(text, one, counts):
        return None
    victims = casualty(part, number.start, after)[0] if hurt else None
    if victims is None and last is not None and last.casualty:
        victims = _inherited(text, last, one.start, after, last.casualty)
    if counts is None and victims is None and (single or _says_nothing(text, one)):
        return None
    if number.form == "share" and not _is_share(text, one):
        return None
    if victims and counts and counts.lower() in {"dead", "injured", "missing", "wounded"}:
        counts, after = None, end
    return _made(part, one._replace(end=end), counts, after, victims)


def _made(
    part: Part, one: Measure, counts: str | None, after: int, victims: Casualty | None
) -> Quantity:
    sort = (
        "victims" if victims
        else "unit" if one.unit
        else "share" if one.number.form in {"share", "ratio", "vague"}
        else "counted" if counts
        else "bare"
    )  # fmt: skip
    return Quantity.model_construct(
        value=one.value,
        unit=one.unit,
        bound=one.bound,
        counts=counts,
        casualty=victims,
        evidence=part.span(one.start, max(after, one.end)),
        rule="quantity.pattern/2",
        confidence=_CONFIDENCE[sort],
    )


def _measured(part: Part, one: Measure) -> tuple[str | None, int]:
    """What is measured: "20 tons of roses", "an eight-day trip"."""
    end = one.end
    if part.text.startswith(" of ", end):
        index = part.at_or_after(end) + 1
        if index < len(part.words) and part.gap(index) == " ":
            thing, after = counted(part, end)
            return (thing, after) if thing else mass(part, index)
    if part.text[one.number.end : one.number.end + 1] == "-":
        return counted(part, end, single=True)
    return None, end


def _excluded(text: str, one: Measure, counts: str | None) -> bool:
    """Whether a number counts nothing: part of a name, an age, a score and the like."""
    number = one.number
    if number.form in {"vague", "share", "ratio"}:
        return False
    if uncounted.is_score(text, number.start, one.end) or uncounted.is_labelled(text, number):
        return True
    if number.form == "digits" and counts is None and uncounted.is_code(text, number):
        return True
    # what counts things is no age, and in digits no piece of a name
    unclear = counts is None or counts[0].isupper()
    if unclear and uncounted.is_age(text, number):
        return True
    bare = one.bound == "exactly" and one.start == number.start
    if bare and (unclear or number.form == "words") and uncounted.is_name(text, number):
        return True
    return number.form == "words" and number.value == 1 and uncounted.is_pronoun(text, number)


def _says_nothing(text: str, one: Measure) -> bool:
    """Whether a number that counts nothing named is a mere "zero", "18+" or year."""
    if one.number.form == "words":
        return one.value == 0
    return text[one.end - 1] == "+" or (
        one.bound == "exactly" and uncounted.is_year(text, one.number)
    )


def _is_share(text: str, one: Measure) -> bool:
    """Whether what looks like a fraction is one: "a third was hurt" means a third person."""
    written = text[one.number.start : one.number.end].lower()
    if written == "a third" and _SINGULAR.match(text, one.number.end):
        return False
    if not _SHARES.match(text, one.number.end):
        return False
    alone = written == "half" and one.bound == "exactly"
    return not alone or bool(_HALF_LEAD.search(text[max(0, one.start - 12) : one.start]))


def _inherited(
    text: str, last: Quantity, start: int, after: int, victims: Casualty
) -> Casualty | None:
    """Victims among those that were counted before: "nine were hurt, two of them seriously"."""
    if last.evidence is None or not 0 <= start - last.evidence.end < 80:
        return None
    between = text[last.evidence.end : start]
    if not _DEPENDENT.fullmatch(between):
        return None
    including = between.rstrip().endswith(("including", "among them", "among them at least"))
    among = including or _WORSE.match(text, after) or " of them" in text[start:after]
    return victims if among else None
