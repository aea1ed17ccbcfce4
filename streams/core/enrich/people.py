"""People: names by role, title, first name, apposition; later surnames joined to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas import Person, Span

from . import roles
from .gazetteer import Hit, demonyms, first_names, named
from .lexicon import HONORIFICS, NOT_NAMES, PARTICLES, PLAIN_SAYING
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
        # "President Putin": a title within the run
        title = begin > first
        honorific = title and words[begin - 1].lower in HONORIFICS
        if begin == last or any(w.text in demonyms() for w in words[begin:last]):
            return
        start, end = words[begin].start, words[last - 1].end
        name = part.text[start:end]
        if name in demonyms():
            return
        length = sum(word.text[0].isupper() or "-" in word.text for word in words[begin:last])
        role = None if honorific else roles.before(part, begin, mentions)
        intro = role or roles.introduced(part, begin, mentions)
        follows = roles.after(part, last, mentions)
        is_place = (start, end) in places and not title
        given = words[begin].text in first_names() and length >= 2
        rule, confidence = "", 0.0
        if is_place and not (given and (role or follows)):
            return
        if length >= 2 and given:
            rule, confidence = "person.first-name/1", 0.85
        if role and (length >= 2 or title) and not part.title_case:
            rule, confidence = "person.role/1", 0.9
        elif role and length == 1 and not named(name) and not is_place and len(name) > 2:
            rule, confidence = "person.role/1", 0.7
        elif honorific:
            rule, confidence = "person.title/1", 0.9
        elif not rule and (intro or follows) and 2 <= length <= 4:
            rule, confidence = "person.apposition/1", 0.8
        elif not rule and 2 <= length <= 3 and _speaks(part, begin, last):
            rule, confidence = "person.speaks/1", 0.65
        if not rule or name in self.bylines or any(w.lower in HEADS for w in words[begin:last]):
            return
        if part.title_case and length > 2:
            return
        if _signs(part, begin, last):
            self.bylines |= {name}
            return
        best = role or intro or follows
        self._take(part, start, end, name, rule, confidence, best, mentions)

    def _take(
        self, part: Part, start: int, end: int, name: str, rule: str, confidence: float,
        role: roles.Role | None, mentions: Mentions,
    ) -> None:  # fmt: skip
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
            short = _surname(name)
            someone = self._known.pop(short, None) or _Someone(name, rule, confidence)
            someone.name = name
            self._known[name] = someone
        someone.spans.append(part.span(start, end))
        if role and someone.role is None:
            someone.role, someone.affiliation = role.text, role.affiliation


def _titled(lower: str) -> bool:
    return (
        lower in HONORIFICS
        or roles.is_role(lower)
        or lower
        in {
            "prime",
            "foreign",
            "defence",
            "defense",
            "vice",
            "acting",
            "deputy",
            "interior",
            "home",
            "finance",
            "health",
            "former",
            "major",
            "lt",
            "gen",
            "col",
            "sgt",
            "rep",
            "sen",
            "gov",
        }
    )


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
    """Whether a line only says who reports: "A Name reports."."""
    start, end = part.sentence_at(part.words[first].start)
    follows = part.words[last : last + 2]
    return (
        part.words[first].start <= start + len("By ")
        and bool(follows)
        and follows[0].lower in {"reports", "writes", "reporting"}
        and end - part.words[last - 1].end <= 40
        and part.text[follows[0].end : end]
        .strip(" .:")
        .lower()
        .startswith(("", "from", "here", "in"))
        and (
            end - follows[0].end <= 2
            or part.text[follows[0].end :].startswith((" from", " here", " in ", ":"))
        )
    )


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
