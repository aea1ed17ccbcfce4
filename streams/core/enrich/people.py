"""People: names that the tagger finds, joined by surname, with the role that the text gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from schemas import Person, Span
from streams.core.names.tagger import Name

from . import roles
from .gazetteer import Hit
from .lexicon import NOT_NAMES, PARTICLES
from .mentions import Mention, Mentions
from .named import confidence
from .tokens import Part

_RULE: Final = "person.tagger/1"
_JOINED: Final = "person.surname/1"


@dataclass(slots=True)
class _Someone:
    name: str
    rule: str
    confidence: float
    role: str | None = None
    affiliation: str | None = None
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class People:
    """The people of one entry, in the order in which they are found.

    Attributes:
        bylines: names that are not people of the news.
    """

    bylines: frozenset[str]
    _known: dict[str, _Someone] = field(default_factory=dict)

    def read(self, part: Part, names: list[Name], mentions: Mentions, *, full: bool) -> None:
        """Take the names of one part: those of two words and more, or the single ones."""
        for name in names:
            if name.type == "per" and full == (" " in part.text[name.start : name.end]):
                self._read(part, name, mentions)

    def join(self, part: Part, hits: list[Hit], mentions: Mentions) -> None:
        """Find the people again by their surnames, where nothing else is named."""
        if not self._known:
            return
        bearers = self._bearers()
        listed = _listed(hits)
        surnames = {word for someone in self._known.values() for word in _surnames(someone.name)}
        for index, word in enumerate(part.words):
            if not word.capital:
                continue
            named, particle = word.text in surnames, word.lower in PARTICLES
            if not (named or particle) or word.start in listed or word.lower in NOT_NAMES:
                continue
            end = word.end
            if not named and index + 1 < len(part.words):
                end = part.words[index + 1].end
            text = part.text[word.start : end]
            someone = bearers.get(text) if text in surnames else None
            if someone and not _within_other(part, index) and mentions.add(
                Mention(word.start, end, "person", someone.name)
            ):  # fmt: skip
                someone.spans.append(part.span(word.start, end))

    def all(self) -> tuple[Person, ...]:
        """Everyone found, each with all mentions."""
        return tuple(
            Person.model_construct(
                name=someone.name,
                role=someone.role,
                affiliation=someone.affiliation,
                mentions=tuple(someone.spans),
                evidence=someone.spans[0],
                rule=someone.rule,
                confidence=someone.confidence,
            )
            for someone in self._known.values()
        )

    def _bearers(self) -> dict[str, _Someone | None]:
        """Whose a surname or first name is; nobody's where two have it."""
        found: dict[str, _Someone | None] = {}
        for someone in self._known.values():
            pieces = someone.name.split()
            for name in {*_surnames(someone.name), pieces[0]} - {someone.name}:
                # two people of one surname: abstain
                found[name] = None if name in found else someone
        return found

    def _read(self, part: Part, name: Name, mentions: Mentions) -> None:
        text = part.text[name.start : name.end]
        if text in self.bylines or not mentions.free(name.start, name.end):
            return
        first, last = part.at_or_after(name.start), part.at_or_after(name.end)
        if _signs(part, first, last):
            self.bylines |= {text}
            return
        found = _Someone(" ".join(text.split()), _RULE, confidence(name))
        role = (
            roles.before(part, first, mentions)
            or roles.introduced(part, first, mentions)
            or roles.after(part, last, mentions)
        )
        if role:
            found.role, found.affiliation = role.text, role.affiliation
        bearers = self._bearers()
        someone = self._known.get(found.name) or bearers.get(_folded(found.name))
        if someone is None and found.name in bearers:
            return
        if not mentions.add(
            Mention(name.start, name.end, "person", someone.name if someone else found.name)
        ):
            return
        if someone is None:
            # the headline's surname comes before the full name
            someone = self._known.pop(_surname(found.name), found)
            someone.name = found.name
            self._known[found.name] = someone
        someone.spans.append(part.span(name.start, name.end))
        if someone.role is None:
            someone.role, someone.affiliation = found.role, found.affiliation


def retyped(parts: list[tuple[Part, list[Name], list[Hit]]]) -> list[list[Name]]:
    """The names of an entry, where a surname that the tagger read otherwise names its bearer."""
    surnames = {
        surname
        for part, names, _ in parts
        for name in names
        if name.type == "per" and " " in part.text[name.start : name.end]
        for surname in _surnames(part.text[name.start : name.end])
    }
    if not surnames:
        return [names for _, names, _ in parts]
    told = []
    for part, names, hits in parts:
        listed = _listed(hits)
        told.append([
            name._replace(type="per")
            if part.text[name.start : name.end] in surnames and name.start not in listed
            else name
            for name in names
        ])  # fmt: skip
    return told


def _listed(hits: list[Hit]) -> set[int]:
    """Where bodies and countries start that lists know."""
    return {hit.start for hit in hits if hit.body or any(one.kind == "A" for one in hit.places)}


def _signs(part: Part, first: int, last: int) -> bool:
    """Whether a line only says who reports: "A Name reports from Leeds."."""
    start, end = part.sentence_at(part.words[first].start) if first < len(part.words) else (0, 0)
    follows = part.words[last : last + 1]
    if not follows or follows[0].lower not in {"reports", "writes", "reporting"}:
        return False
    rest = part.text[follows[0].end : end]
    near = part.words[first].start <= start + len("By ") and len(rest) <= 40
    return near and (len(rest) <= 2 or rest.startswith((" from", " here", " in ", ":")))


def _within_other(part: Part, index: int) -> bool:
    """Whether a capitalised word follows right away, which makes the surname part of a longer name."""
    words = part.words
    after = (
        index + 1 < len(words) and part.gap(index + 1) in {" ", "-"} and words[index + 1].capital
    )
    return after and words[index + 1].lower not in NOT_NAMES and not part.title_case


def _folded(name: str) -> str:
    # "Von der Leyen" opens a sentence: its particle has a capital there only
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in PARTICLES and rest else name


def _surnames(name: str) -> set[str]:
    """The last word, and that with its particles."""
    return {_surname(name), name.rsplit(maxsplit=1)[-1]}


def _surname(name: str) -> str:
    """The last name with its particles ("von der Leyen")."""
    pieces = name.split()
    first = len(pieces) - 1
    while first > 1 and pieces[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(pieces[first:])
