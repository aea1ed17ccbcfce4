"""What Copydesk finds in an entry. Every fact carries its evidence, rule and confidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Model, Span, UtcTime

Kind = Literal[
    "report",
    "quote",
    "statement",
    "summary",
    "key-points",
    "gallery",
    "embed",
    "related",
    "explainer",
    "live-event",
    "correction",
    "housekeeping",
    "boilerplate",
]


Root = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Assertion = Literal["happened", "planned", "threatened", "denied", "hypothetical"]


class Fact(Model):
    """Anything derived from the text.

    Attributes:
        evidence: where the text says so; absent where the fact is about the whole entry.
        rule: the rule or model that found it and its version, for example ``quote.direct/1``.
        confidence: 0 to 1.
    """

    evidence: Span | None = None
    rule: str
    confidence: float = Field(ge=0, le=1)


class Topic(Fact):
    """An IPTC Media Topic.

    Attributes:
        code: for example ``medtop:16000000``.
        name: for example ``conflict, war and peace``.
    """

    code: str
    name: str


class Person(Fact):
    """Someone named in the text.

    Attributes:
        name: the fullest form that the entry gives.
        role: as the text gives it ("mayor", "the UN chief's spokesperson").
        affiliation: organisation or country as the text gives it.
        mentions: every place where the person is named, surnames included.
    """

    name: str
    role: str | None = None
    affiliation: str | None = None
    mentions: tuple[Span, ...] = ()


class Organisation(Fact):
    """A body that acts: government, ministry, company, party, force, agency, outlet.

    Attributes:
        name: as the text gives it.
        seat: ISO 3166-1 alpha-2 code of its country, where sure.
        metonym: true where the text says a place and means its government ("Kyiv said").
        mentions: every place where it is named.
    """

    name: str
    seat: str | None = None
    metonym: bool = False
    mentions: tuple[Span, ...] = ()


class Place(Fact):
    """A place that the text names.

    Attributes:
        name: as the text gives it.
        geonames_id: id at GeoNames; absent where unsure.
        country: ISO 3166-1 alpha-2.
        region: ISO 3166-2, where known.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        feature: GeoNames feature class (``A`` country, region or county, ``P`` city, ``L`` area,
            ``H`` water, ``T`` height or island, ``S`` building or square).
        mentions: every place where it is named.
    """

    name: str
    geonames_id: int | None = None
    country: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None
    mentions: tuple[Span, ...] = ()


class Quote(Fact):
    """Words that the text gives as someone's.

    Attributes:
        text: the words, without the quotation marks round them; parts joined by a newline. Indirect or
            mixed it is the clause that somebody is said to have said, marks within it included.
        speaker: the name or description in the entry that says best who it is, pronouns resolved; absent
            where the text does not say.
        cue: the verb of saying ("said").
        directness: ``direct``, ``indirect`` or ``mixed``.
        spans: where it stands, a span a paragraph or half round its cue.
    """

    text: str
    speaker: str | None = None
    cue: str | None = None
    directness: Literal["direct", "indirect", "mixed"] = "direct"
    spans: tuple[Span, ...] = ()


class Claim(Fact):
    """Something that the text does not vouch for itself.

    Attributes:
        text: the sentence.
        claimant: who says it.
        status: how far it is backed.
        outlet: the medium that reported it ("Reuters has reported").
    """

    text: str
    claimant: str | None = None
    status: Literal["claimed", "confirmed", "denied", "unverified"]
    outlet: str | None = None


class Quantity(Fact):
    """A number that counts or measures something.

    Attributes:
        value: the number.
        unit: ``percent``, a currency code, a unit of measure, or absent for a plain count.
        bound: ``exactly``, ``at-least``, ``at-most`` or ``about``.
        counts: what it counts, as the text gives it ("Ukrainian drones").
        casualty: ``killed``, ``injured`` or ``missing``, where it counts victims.
    """

    value: float
    unit: str | None = None
    bound: Literal["exactly", "at-least", "at-most", "about"] = "exactly"
    counts: str | None = None
    casualty: Literal["killed", "injured", "missing"] | None = None


class Time(Fact):
    """A time that the text names, resolved against the entry's own time and zone.

    Attributes:
        text: as the text gives it ("this morning").
        start: first instant meant.
        end: first instant no longer meant.
    """

    text: str
    start: UtcTime
    end: UtcTime


class Actor(Model):
    """Who does something, or to whom it is done.

    Attributes:
        name: the fullest form that the entry gives, or the words of the text ("border guards").
        evidence: where the text says so.
    """

    name: str
    evidence: Span


class Action(Fact):
    """Something that somebody did, said or means to do, on the PLOVER scheme of political events.

    Attributes:
        text: the words that name it ("threatened to cut off").
        root: root class.
        quad: quad class: whether it is cooperation or conflict, in words or in deeds.
        source: who does it; absent where the text does not say.
        target: to whom it is done; absent where the text does not say.
        place: name of the one of ``places`` where it happens.
        geonames_id: id of that place at GeoNames.
        start: first instant of when it happens, where the sentence says so.
        end: first instant no longer in it.
        status: whether it has happened, is planned or threatened, is denied, or only possible.
    """

    text: str
    root: Root
    quad: Quad
    source: Actor | None = None
    target: Actor | None = None
    place: str | None = None
    geonames_id: int | None = None
    start: UtcTime | None = None
    end: UtcTime | None = None
    status: Assertion = "happened"


class Facts(Model):
    """Everything found in one entry."""

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    actions: tuple[Action, ...] = ()
