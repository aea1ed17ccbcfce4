"""Who a subject is: pronouns and surnames as the name that the entry gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from streams.core.enrich.gazetteer import demonyms
from streams.core.enrich.lexicon import HEADS, NO_ONE, ROLE_HEADS
from streams.core.enrich.mentions import Mentions
from streams.core.enrich.roles import is_role
from streams.core.enrich.runs import runs

from .cue import Cue
from .names import Subject
from .phrases import Phrases
from .reading import Clause, Reading
from .verbs import BETWEEN, PEOPLE_PRONOUNS

_REACH_CLAUSES = 8
_ANYBODY = frozenset(
    "man woman nun priest don driver pensioner farmer widow striker player".split()
)
_KIN = re.compile(
    r"\b(?:wife|husband|widow|widower|son|daughter|mother|father|brother|sister|aunt|uncle|cousin|"
    r"grandson|granddaughter|grandmother|grandfather|partner|fianc\w+|nephew|niece|friend),? ([A-Z]\w+)"
)


class Named(NamedTuple):
    """A person whom the text has named before."""

    start: int
    name: str


class Speakers:
    """Resolves the subjects of one part."""

    def __init__(
        self, reading: Reading, mentions: Mentions, cues: list[Cue], phrases: Phrases
    ) -> None:
        self.reading = reading
        self.mentions = mentions
        self.phrases = phrases
        self._told = [cue for cue in cues if cue.subject is not None]
        self._names: dict[tuple[Subject, int], str | None] = {}
        self._by_clause: dict[int, list[Cue]] = {}
        for cue in self._told:
            self._by_clause.setdefault(cue.clause.start, []).append(cue)

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.reading.clauses]

    @cached_property
    def people(self) -> list[Named]:
        """The people whom the text names for certain, outside of quotations."""
        part = self.reading.part
        found = {
            one.start: Named(one.start, one.name)
            for one in self.mentions.found
            if one.kind == "person" and self.reading.outside(part.at_or_after(one.start))
        }
        for cue in self._told:
            subject = cue.subject
            if subject is None or not subject.named:
                continue
            inside = self.mentions.within(subject.start, subject.end)
            spoken = cue.form in {"after", "inverted"} and (
                part.text[cue.start - 2 : cue.start].strip(" ,")[-1:] in {"”", '"', "’", "'"}
            )
            prefix = part.text[subject.start : subject.end].lower().split()
            spoken = spoken or (
                len(prefix) > 1
                and (
                    prefix[0] in {"his", "her", "their"}
                    or any(is_role(w.strip(",")) for w in prefix)
                )
            )
            if not inside and (" " in subject.text or spoken) and not subject.text.isupper():
                at = part.text.find(subject.text, subject.start, subject.end)
                found[at] = Named(at, subject.text)
        return [found[at] for at in sorted(found)]

    def name(self, subject: Subject | None, at: int) -> str | None:
        """The name or description that says best who a subject is."""
        if subject is None:
            return None
        key = (subject, at)
        if key not in self._names:
            self._names[key] = self._name(subject, at)
        return self._names[key]

    def _name(self, subject: Subject, at: int) -> str | None:
        if subject.pronoun:
            return self.pronoun(subject.pronoun, at)
        if subject.named:
            return self._full(subject)
        words = subject.text.lower().split()
        if words[0] == "the" and words[-1] in _ANYBODY and len(words) <= 3:
            names = {one.name for one in self.everybody if one.start < at}
            if len(names) == 1:
                return names.pop()
        return subject.text

    def _full(self, subject: Subject) -> str:
        """The full name that a surname stands for."""
        if " " in subject.text:
            return subject.text
        for one in self.people:
            if one.start < subject.start and one.name.endswith(" " + subject.text):
                return one.name
        return subject.text

    def pronoun(self, pronoun: str, at: int) -> str | None:
        """Whom a pronoun means: who spoke or was named first in the nearest sentence with a name."""
        if pronoun in {"i", "we"}:
            return None
        index = bisect_left(self._starts, at + 1) - 1
        stop = at
        for clause in reversed(self.reading.clauses[max(0, index - _REACH_CLAUSES) : index + 1]):
            found = (
                self._person(clause, stop)
                if pronoun in PEOPLE_PRONOUNS
                else self._body(clause, stop)
            )
            if found is not None:
                return found
            stop = clause.start
        return None

    def cues_of(self, clause: Clause) -> list[Cue]:
        """The cues of a clause that have a subject."""
        return self._by_clause.get(clause.start, [])

    def _said_in(self, clause: Clause, stop: int) -> list[Cue]:
        return [cue for cue in self.cues_of(clause) if cue.start < stop]

    def _person(self, clause: Clause, stop: int) -> str | None:
        for cue in self._said_in(clause, stop):
            subject = cue.subject
            if subject is not None and self._known_in(subject.start, subject.end):
                return self._full(subject) if subject.named else None
        people = self.people_in(clause.start, stop)
        if people:
            return people[0].name
        for cue in self._said_in(clause, stop):
            subject = cue.subject
            if subject is not None and subject.named and self._unknown(subject):
                return self._full(subject)
            if subject is not None and not subject.named and not subject.pronoun and (
                is_role(subject.text.split()[-1])
            ):  # fmt: skip
                return subject.text
        index = self.reading.part.at_or_after(stop)
        subject = self.phrases.clause_subject(clause, min(index, clause.last))
        if subject is not None and not subject.named and is_role(subject.text.split()[-1]):
            return subject.text
        return None

    def _unknown(self, subject: Subject) -> bool:
        """Whether a named subject is no body and no place, as far as anybody knows."""
        return not subject.text.isupper() and not any(
            one.kind in {"organisation", "place"}
            for one in self.mentions.within(subject.start, subject.end)
        )

    @cached_property
    def everybody(self) -> list[Named]:
        """The people, and names that look like one where nothing is known of them."""
        part = self.reading.part
        found = {one.start: one for one in self.people}
        for run in runs(part):
            words = part.words[run.first : run.last]
            if run.last - run.first < 2:
                continue
            begin = self.phrases.names.untitled(run.first, run.last)
            start, end = part.words[begin].start, words[-1].end
            if run.last - begin < 2 or not self.reading.outside(begin) or start in found:
                continue
            odd = any(
                word.lower in NO_ONE or word.lower in HEADS or word.lower in ROLE_HEADS
                or word.text.isupper() or word.text in demonyms()
                for word in part.words[begin : run.last]
            )  # fmt: skip
            if not odd and self.mentions.free(start, end):
                found[start] = Named(start, part.text[start:end])
        for kin in _KIN.finditer(part.text):
            found.setdefault(kin.start(1), Named(kin.start(1), kin[1]))
        return [found[at] for at in sorted(found)]

    def _body(self, clause: Clause, stop: int) -> str | None:
        for cue in reversed(self._said_in(clause, stop)):
            subject = cue.subject
            if subject is not None and not subject.pronoun and cue.end < stop:
                return subject.text
        bodies = [
            one.name
            for one in self.mentions.within(clause.start, stop)
            if one.kind == "organisation"
        ]
        return bodies[0] if bodies else None

    def people_in(self, start: int, stop: int) -> list[Named]:
        """The people named outside of quotations in a stretch."""
        found = self._known_in(start, stop)
        if found:
            return found
        first, last = bisect_left(self.everybody, (start,)), bisect_left(self.everybody, (stop,))
        return self.everybody[first:last]

    def _known_in(self, start: int, stop: int) -> list[Named]:
        first, last = bisect_left(self.people, (start,)), bisect_left(self.people, (stop,))
        return self.people[first:last]

    def is_person(self, subject: Subject) -> bool:
        """Whether a subject is one person."""
        return subject.pronoun in PEOPLE_PRONOUNS or bool(
            self.people_in(subject.start, subject.end)
        )

    def subject_before(self, at: int) -> str | None:
        """Who stands before a verb that is none of saying."""
        clause = self.clause_at(at)
        if clause is None:
            return None
        index = self.reading.part.at_or_after(at)
        while index > clause.first and self.reading.part.words[index - 1].lower in BETWEEN:
            index -= 1
        return self.name(self.phrases.before(clause, index), at)

    def clause_before(self, at: int) -> Clause | None:
        """The clause before the one that holds an offset."""
        index = bisect_left(self._starts, at + 1) - 2
        return self.reading.clauses[index] if index >= 0 else None

    def clause_at(self, at: int) -> Clause | None:
        """The clause that holds an offset."""
        index = bisect_left(self._starts, at + 1) - 1
        return self.reading.clauses[index] if index >= 0 else None
