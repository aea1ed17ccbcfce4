"""People: names by role, title, first name, apposition; later surnames joined to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from schemas import Person, Span

from . import roles
from .gazetteer import Hit, demonyms, first_names, named
from .lexicon import HONORIFICS, NO_ONE, NOT_NAMES, PARTICLES, PLAIN_SAYING, TITLES
from .mentions import Mention, Mentions
from .organisations import HEADS
from .runs import Run, joined
from .tokens import Part


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

    def read(self, part: Part, runs: list[Run], hits: list[Hit], mentions: Mentions) -> None:
        """Find full names and names with a title in one part."""
        places = {(hit.start, hit.end) for hit in hits if hit.places}
        for run in runs:
            for first, last in _pieces(part, run, mentions):
                self._read_piece(part, first, last, places, mentions)

    def join(self, part: Part, runs: list[Run], mentions: Mentions) -> None:
        """Find the people again by their surnames alone."""
        surnames: dict[str, _Someone | None] = {}
        for someone in self._known.values():
            for surname in {_surname(someone.name), someone.name.split()[-1]}:
                # two people of one surname: abstain
                surnames[surname] = None if surname in surnames else someone
        for run in runs:
            for index in range(run.first, run.last):
                word = part.words[index]
                match = surnames.get(word.text)
                end = word.end
                if match is None and index + 1 < run.last and word.lower in PARTICLES:
                    end = part.words[index + 1].end
                    match = surnames.get(part.text[word.start : end])
                if match and mentions.add(Mention(word.start, end, "person", match.name)):
                    match.spans.append(part.span(word.start, end))

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

    def _read_piece(
        self, part: Part, first: int, last: int, places: set[tuple[int, int]], mentions: Mentions
    ) -> None:
        words = part.words
        begin = first
        while begin < last and _titled(words[begin].lower):
            begin += 1
        if begin == last or any(w.text in demonyms() for w in words[begin:last]):
            return
        start, end = words[begin].start, words[last - 1].end
        name = part.text[start:end]
        if name in demonyms() or name in self.bylines:
            return
        if any(word.lower in NO_ONE or word.lower in HEADS for word in words[begin:last]) or (
            last - begin > 1 and roles.is_role(words[last - 1].text)
        ):
            return
        # "President Putin": a title within the run
        title = begin > first
        honorific = title and words[begin - 1].lower in HONORIFICS
        before = None if honorific else roles.before(part, begin, mentions)
        if before is None and not honorific and last - begin == 1:
            return  # a lone word needs its role or title right before it
        around = roles.introduced(part, begin, mentions) or roles.after(part, last, mentions)
        signs = _Signs(
            length=sum(word.text[0].isupper() or "-" in word.text for word in words[begin:last]),
            given=words[begin].text in first_names(),
            place=(start, end) in places and not title,
            word=bool(named(name)),
            title=title,
            honorific=honorific,
            before=before is not None,
            around=around is not None,
        )
        rule, confidence = _judged(signs, part, begin, last)
        if not rule:
            return
        if _signs(part, begin, last):
            self.bylines |= {name}
            return
        found = _Someone(name, rule, confidence)
        if role := before or around:
            found.role, found.affiliation = role.text, role.affiliation
        self._take(part, start, end, found=found, mentions=mentions)

    def _take(
        self, part: Part, start: int, end: int, *, found: _Someone, mentions: Mentions
    ) -> None:
        name = found.name
        someone = self._known.get(name)
        if someone is None:
            # "Von der Leyen" opens a sentence: its particle has a capital there only
            wanted = name.casefold()
            matches = [
                one
                for one in self._known.values()
                if wanted in {_surname(one.name).casefold(), one.name.split()[-1].casefold()}
            ]
            someone = matches[0] if len(matches) == 1 else None
        if not mentions.add(Mention(start, end, "person", someone.name if someone else name)):
            return
        if someone is None:
            someone = self._known.pop(_surname(name), found)
            someone.name = name
            self._known[name] = someone
        someone.spans.append(part.span(start, end))
        if someone.role is None:
            someone.role, someone.affiliation = found.role, found.affiliation


class _Signs(NamedTuple):
    """What speaks for a run of words being someone's name."""

    length: int
    given: bool
    place: bool
    word: bool
    title: bool
    honorific: bool
    before: bool
    around: bool


def _judged(signs: _Signs, part: Part, first: int, last: int) -> tuple[str, float]:
    """The rule that takes the words for a name, and how sure it is; empty where none does."""
    several = signs.length >= 2
    given = signs.given and several
    if signs.place and not (given and (signs.before or signs.around)):
        return "", 0.0
    if part.title_case:
        return ("person.first-name/1", 0.75) if given and signs.length == 2 else ("", 0.0)
    alone = (
        not (signs.word or signs.place) and part.words[last - 1].end - part.words[first].start > 2
    )
    rules = (
        (signs.before and (several or signs.title), "person.role/1", 0.9),
        (signs.before and alone, "person.role/1", 0.7),
        (signs.honorific, "person.title/1", 0.9),
        (given, "person.first-name/1", 0.85),
        (signs.around and 2 <= signs.length <= 4, "person.apposition/1", 0.8),
        (2 <= signs.length <= 3 and _speaks(part, first, last), "person.speaks/1", 0.65),
    )
    return next(((rule, sure) for holds, rule, sure in rules if holds), ("", 0.0))


def _titled(lower: str) -> bool:
    return lower in TITLES or roles.is_role(lower)


def _pieces(part: Part, run: Run, mentions: Mentions) -> list[tuple[int, int]]:
    """Stretches of a run that no other name has taken, without leading demonyms."""
    words = part.words
    pieces = []
    first = run.first
    for index in range(run.first, run.last + 1):
        taken = index < run.last and not mentions.free(words[index].start, words[index].end)
        if index == run.last or taken:
            if index > first:
                pieces.append((first, index))
            first = index + 1
    return [piece for first, last in pieces for piece in _stripped(part, first, last)]


def _stripped(part: Part, first: int, last: int) -> list[tuple[int, int]]:
    words = part.words
    # "Ukraine President X", "Ukrainian President X", "US President X": the country goes before
    for index in range(first, last - 1):
        if roles.is_role(words[index].text) and index > first:
            lead = part.text[words[first].start : words[index - 1].end]
            known = lead in demonyms() or named(lead) or index - first == 1
            if known and lead not in first_names():
                return [(index, last)]
    while first < last and (
        words[first].text in demonyms()
        or (words[first].lower in NOT_NAMES and len(words[first].text) > 1)
    ):
        first += 1
    if part.title_case and last - first > 2 and words[first].text in first_names():
        return [(first, first + 2)]
    return [(first, last)] if first < last else []


def _signs(part: Part, first: int, last: int) -> bool:
    """Whether a line only says who reports: "A Name reports from Leeds."."""
    start, end = part.sentence_at(part.words[first].start)
    follows = part.words[last : last + 1]
    if not follows or follows[0].lower not in {"reports", "writes", "reporting"}:
        return False
    rest = part.text[follows[0].end : end]
    near = part.words[first].start <= start + len("By ") and len(rest) <= 40
    return near and (len(rest) <= 2 or rest.startswith((" from", " here", " in ", ":")))


def _speaks(part: Part, first: int, last: int) -> bool:
    words = part.words
    if last < len(words) and part.gap(last) == " " and words[last].lower in PLAIN_SAYING:
        return True
    return first > 0 and joined(part, first) and words[first - 1].lower in {"said", "says"}


def _surname(name: str) -> str:
    """The last name with its particles ("von der Leyen")."""
    pieces = name.split()
    first = len(pieces) - 1
    while first > 1 and pieces[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(pieces[first:])
