"""Verbs of saying in the text, with their subjects and what they give."""

from __future__ import annotations

import re

from .contents import Contents
from .cue import Cue
from .names import Subject
from .phrases import Phrases
from .reading import Clause, Reading
from .verbs import (
    BEFORE_NOUNS,
    BETWEEN,
    CHARGES,
    CUES,
    DETERMINERS,
    FINITE,
    INVERTING,
    NAMING,
    NEGATIONS,
    NOUNS_TOO,
    PASSIVES,
    SIGNS,
    WHEN,
)

_CLOSED_AT_ALL = re.compile(r"[”\"’'][,.!?…]? ?$")
_KNOWN = CUES | NAMING | {"according"}
_MANNERED = frozenset({"ed", "es"})


class Cues:
    """Reads the cues of one part, clause by clause."""

    def __init__(self, reading: Reading, phrases: Phrases) -> None:
        self.reading = reading
        self.part = reading.part
        self.phrases = phrases
        self.contents = Contents(reading, phrases)

    def find(self) -> list[Cue]:
        """All of them, in order."""
        candidates = self._candidates()
        if not candidates:
            return []
        found: list[Cue] = []
        here: list[Cue] = []
        clauses = iter(self.reading.clauses)
        clause = next(clauses, None)
        for index in candidates:
            while clause is not None and index >= clause.last:
                found += here
                here = []
                clause = next(clauses, None)
            if clause is None:
                break
            word = self.part.words[index]
            if index < clause.first or not self.reading.outside(index):
                continue
            if word.lower == "according":
                cue = self._according(clause, index)
            elif word.capital and index > clause.first:
                continue
            else:
                cue = self._verb(clause, index, here, known=word.lower in _KNOWN)
            if cue is not None:
                here.append(cue)
        return found + here

    def _candidates(self) -> list[int]:
        """The words that may be cues: known ones, and any verb beside closing marks."""
        words, lowers, gaps = self.part.words, self.part.lowers, self.part.gaps
        found = []
        if not _KNOWN.isdisjoint(lowers):
            found = [index for index, lower in enumerate(lowers) if lower in _KNOWN]
        for item in self.reading.items:
            index = self.part.at_or_after(item.end)
            # “…,” beamed the fisherman; “…,” the fisherman beamed
            for at in range(index, min(index + 6, len(words))):
                if lowers[at] in _KNOWN or (at > index and gaps[at] not in {" ", ""}):
                    break
                if lowers[at][-2:] in _MANNERED and not words[at].capital and (
                    at == index or at + 1 == len(words) or gaps[at + 1][:1] in {".", ",", ":"}
                ):  # fmt: skip
                    found.append(at)
                    break
        return sorted(found) if self.reading.items else found

    def _verb(  # noqa: PLR0911 - one return a reason
        self, clause: Clause, index: int, here: list[Cue], *, known: bool
    ) -> Cue | None:
        word = self.part.words[index]
        first = self._predicate(clause, index)
        if first is None:
            return None
        between = self.part.gap(first)
        closed = bool(_CLOSED_AT_ALL.search(between)) and word.lower not in {"told", "tells"}
        if first == index and (closed or (between == ", " and word.lower in INVERTING)):
            inverted = self._inverted(clause, index, closed=closed)
            if inverted is not None:
                return inverted
        if first == clause.first:
            return None
        subject, start = self._subject(clause, index, first, here)
        if subject is None or self._is_noun(index, subject) or self._is_sign(subject):
            return None
        if subject.pronoun in {"we", "i"}:
            return None  # the newsroom
        cue = Cue(clause, index, word.text, subject, start, word.end, "naming", None, index + 1)
        if word.lower in {"shows", "showed", "show"} and subject.pronoun:
            return cue
        self.contents.read(cue)
        ends = word.lower in NOUNS_TOO and index + 1 >= clause.last
        if (ends or not known) and cue.form != "after":
            return None  # "wins amid meddling claims"
        if cue.form == "after" and self._is_relative(cue, first):
            cue.form, cue.content = "naming", None
        return cue

    def _predicate(self, clause: Clause, index: int) -> int | None:
        """The first word of the verb with its auxiliaries and adverbs; none if it says nothing."""
        part, words = self.part, self.part.words
        before = words[index - 1].lower if index > clause.first else ""
        if part.gap(index) == " " and (
            before in BEFORE_NOUNS or before == "to" or before in NEGATIONS
        ):
            return None
        first = index
        while (
            first > clause.first
            and words[first - 1].lower in BETWEEN
            and part.gap(first) in {" ", ", "}
            and self.reading.outside(first - 1)
        ):
            first -= 1
            if words[first].lower in NEGATIONS:
                return None
        first = self._before_time(clause, first)
        lead = self._lead(clause, first)
        return None if lead in PASSIVES or lead in NEGATIONS else first

    def _lead(self, clause: Clause, first: int) -> str:
        joined = first > clause.first and self.part.gap(first) == " "
        return self.part.words[first - 1].lower if joined else ""

    def _subject(
        self, clause: Clause, index: int, first: int, here: list[Cue]
    ) -> tuple[Subject | None, int]:
        """Who is the subject of a verb, and where subject and verb start."""
        words, word = self.part.words, self.part.words[index]
        lead = self._lead(clause, first)
        participle = word.lower.endswith("ing")
        if participle and self.part.gap(first) == ", ":
            subject = here[0].subject if here else self.phrases.clause_subject(clause, first)
            return subject, word.start
        if lead in {"and", "but", "then"}:
            earlier = next((one.subject for one in reversed(here) if one.form != "after"), None)
            subject = earlier or self.phrases.clause_subject(clause, first - 1)
            return subject, words[first - 1].start
        if lead in {"who", "which"}:
            return self.phrases.nearest(clause, first - 1), words[first - 1].start
        subject = self.phrases.before(clause, first)
        if subject is not None:
            return subject, subject.start
        if participle:
            return self.phrases.clause_subject(clause, first), words[first].start
        return None, words[first].start

    def _is_relative(self, cue: Cue, first: int) -> bool:
        """Whether the verb belongs to a clause that says something of a noun before it."""
        lead = self._lead(cue.clause, first)
        owner = self.part.words[self.part.at_or_after(cue.start) - 1].lower
        charged = owner in CHARGES and cue.start > cue.clause.start
        return charged or lead in {"who", "which"} or cue.text.lower().endswith("ing")

    def _before_time(self, clause: Clause, first: int) -> int:
        """Back over a time between subject and verb: "The court on Monday ruled"."""
        words, part = self.part.words, self.part
        at = first
        while at > clause.first and part.gap(at) == " " and (
            words[at - 1].lower in WHEN
            or words[at - 1].lower in {"morning", "afternoon", "evening", "night", "week", "month"}
        ):  # fmt: skip
            at -= 1
        while at > clause.first and at < first and words[at - 1].lower in {
            "on", "late", "early", "last", "this",
        }:  # fmt: skip
            at -= 1
        return at if at > clause.first else first

    def _is_noun(self, index: int, subject: Subject) -> bool:
        """Whether a form that may be a noun is one here: "the first of many good jokes"."""
        words = subject.text.split()
        head = words[0].lower()
        at = self.part.at_or_after(subject.start)
        if head in {"twice", "not", "than", "half"} or self.part.words[at - 1].lower == "what":
            return True
        if self.part.words[index].lower not in NOUNS_TOO or subject.named or subject.pronoun:
            return False
        if head in {"neither", "no", "more", "less"} or "of" in words:
            return True
        return not (words[0][0].isupper() or head in DETERMINERS or words[-1].endswith("s"))

    def _is_sign(self, subject: Subject) -> bool:
        """Whether it is a thing with words on it."""
        text = self.part.text[subject.start : subject.end].lower()
        return not subject.named and any(word in SIGNS for word in text.split()[:3])

    def _inverted(  # noqa: PLR0911 - one return a reason
        self, clause: Clause, index: int, *, closed: bool
    ) -> Cue | None:
        """“…,” said X; …, says X."""
        part, words = self.part, self.part.words
        if part.gap(index + 1) != " " or index + 1 >= clause.last:
            return None
        following = words[index + 1].lower
        if following in {"that", "this", "in", "on", "at", "it"} or following in FINITE:
            return None
        found = self.phrases.after(clause, index + 1)
        if found is None:
            return None
        subject, stop = found
        if not closed:
            # "X, the mayor, said Y would go" has no subject after the verb
            if not any(self.contents.finite.verbal(i) for i in range(clause.first, index)):
                return None
            if stop < clause.last and part.gap(stop)[:1] not in {",", ".", ":"} and words[stop].lower not in {"who", "in", "on", "at", "whose", "after"} | WHEN:  # fmt: skip
                return None
            if subject.pronoun and stop < clause.last:
                return None
        content = self.contents.before(clause, words[index].start)
        if content is None:
            return None
        return Cue(
            clause, index, words[index].text, subject, words[index].start, subject.end, "inverted",
            content, stop,
        )  # fmt: skip

    def _according(self, clause: Clause, index: int) -> Cue | None:
        part, words = self.part, self.part.words
        if index + 2 >= clause.last or words[index + 1].lower != "to":
            return None
        if not self.reading.outside(index):
            return None
        found = self.phrases.after(clause, index + 2)
        if found is None:
            return None
        subject, stop = found
        while stop < clause.last and part.gap(stop) == " " and (
            words[stop].lower in {"by", "in", "on", "at", "seen", "obtained", "briefed", "released",
                "published", "from", "the", "familiar", "with"} or words[stop].capital
            or words[stop - 1].lower in {"the", "briefed", "with"}
        ):  # fmt: skip
            stop += 1
        end = words[stop - 1].end
        plain = not subject.named or not words[stop - 1].capital
        text = part.text[words[index + 2].start : end] if plain and end > subject.end else None
        if text and not subject.named:
            subject = subject._replace(text=text.removeprefix("the "), end=end)
        cue = Cue(
            clause, index, "according to", subject, words[index].start, end, "according", None, stop
        )
        if index == clause.first:
            start = words[stop].start if stop < clause.last else end
            cue.content = self.reading.inner(start, clause.end) if stop < clause.last else None
            cue.form = "before"
        else:
            cue.content = self.contents.before(clause, words[index].start)
        return cue
