"""Where the noun phrases before and after a verb of saying begin and end."""

from __future__ import annotations

from streams.core.enrich.mentions import Mentions

from .names import Names, Subject
from .reading import Clause, Reading
from .verbs import (
    BETWEEN,
    CHARGES,
    CUES,
    DETERMINERS,
    FINITE,
    LEADING,
    MONTHS,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    WHEN,
)

_JOINED = frozenset({" ", "", ",", ".", ". ", "-", " & ", "’ ", "' ", "/", " ‘", "’", "& ", "&"})


class Phrases:
    """Finds the noun phrases of one part."""

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.reading = reading
        self.part = reading.part
        self.names = Names(reading.part, mentions)

    def before(self, clause: Clause, end: int) -> Subject | None:  # noqa: PLR0911 - one return a form
        """The phrase whose last word stands right before word ``end``."""
        words, part = self.part.words, self.part
        last = end - 1
        if last < clause.first or not self.reading.outside(last):
            return None
        gap, final = part.gap(end), words[last].lower
        if final in {"who", "which"} and last > clause.first:
            return self.nearest(clause, last)
        capital = words[last].capital and last > clause.first  # "in May", "Will"
        if not capital and (final in SUBORDINATORS or final in FINITE or final in PREPOSITIONS):
            return None
        if gap in {" ", ""}:
            if final in PRONOUNS:
                return self.names.named(last, end)
            first = self._back(clause, last)
            return self.names.named(first, last + 1)
        if gap not in {", ", ") ", " – ", " — "}:
            return None
        return self._with_apposition(clause, end, words[last].end)

    def nearest(self, clause: Clause, end: int) -> Subject | None:
        """The phrase before a relative pronoun, whatever stands before it."""
        last = end - 1
        if last < clause.first or not self.reading.outside(last):
            return None
        return self.names.named(self._back(clause, last), end)

    def _with_apposition(  # noqa: C901 - a list of forms
        self, clause: Clause, end: int, stop: int
    ) -> Subject | None:
        """With an apposition: "X, the mayor of Y, said"; "the mayor, X, said"; "X, who …, said"."""
        part, words = self.part, self.part.words
        at = end - 1
        if part.gap(end) == ") ":
            while at > clause.first and "(" not in part.gap(at):
                at -= 1
            outer = self.names.named(self._back(clause, at - 1), at) if at > clause.first else None
            return outer and outer._replace(end=stop)
        inner_first = None
        for _ in range(4):
            while at > clause.first and part.gap(at)[:1] not in {",", "("} and part.gap(at) not in {
                " (", " – ", " — ",
            }:  # fmt: skip
                at -= 1
            if at <= clause.first:
                break
            if not self.reading.outside(at) or not self.reading.outside(at - 1):
                return None
            if inner_first is None or words[at].text.isdigit():
                inner_first = at if inner_first is None else inner_first
            first = self._back(clause, at - 1)
            outer = self.names.named(first, at)
            lone = words[at - 1].text
            if outer is None or lone.isdigit() or lone.lower() in WHEN:
                at -= 1
                continue
            inner = self.names.named(inner_first, end)
            if (
                inner is not None
                and inner.named
                and not outer.named
                and self.names.is_name(inner_first, end)
            ):
                return inner._replace(start=outer.start)
            if not outer.named and outer.text.split()[0].lower() in {
                "a",
                "an",
                "the",
                "one",
                "its",
            }:
                # "X, a nurse from A, B, said": the phrase is itself an apposition
                promoted = self._promoted(clause, first)
                if promoted is not None:
                    return promoted._replace(end=stop)
            return outer._replace(end=stop)
        return None

    def _promoted(self, clause: Clause, first: int) -> Subject | None:
        if first <= clause.first or self.part.gap(first) != ", ":
            return None
        begin = self._back(clause, first - 1)
        if begin >= first or not self.names.is_name(begin, first):
            return None
        return self.names.named(begin, first)

    def _back(self, clause: Clause, last: int) -> int:
        """Index of the first word of the phrase that ends with word ``last``."""
        part, words = self.part, self.part.words
        first = last
        while first > clause.first:
            gap, before = part.gap(first), words[first - 1]
            if gap not in _JOINED or not self.reading.outside(first - 1):
                break
            if gap == ". " and not (len(before.text) <= 4 and before.capital):
                break
            lower = before.lower
            if lower in SUBORDINATORS and lower != "where":
                break
            if (lower in FINITE and not before.capital) or (
                lower in CUES and first < last and not before.capital
            ):
                break
            if words[first].lower in DETERMINERS and lower.endswith("ed") and not before.capital:
                break
            if lower in {"and", "or"} and self._verb_before(clause, first - 1):
                break
            first -= 1
        if (
            last - first > 2
            and words[first].lower in DETERMINERS
            and words[first + 1].lower in CHARGES
            and (words[first + 2].lower in DETERMINERS or words[first + 2].capital)
        ):
            return first + 2  # "a figure the ministry disputes"
        # what is left of another clause or of an adverbial
        while first < last and (
            words[first].lower in LEADING
            or words[first].lower in WHEN
            or (words[first].lower in MONTHS and words[first].lower not in {"may", "march"})
            or (words[first].text.isdigit() and words[first].lower not in DETERMINERS
            and first > clause.first and words[first - 1].lower in MONTHS)
        ):  # fmt: skip
            first += 1
        return first

    def _verb_before(self, clause: Clause, at: int) -> bool:
        part, words = self.part, self.part.words
        while at > clause.first and part.gap(at) in _JOINED:
            at -= 1
            lower = words[at].lower
            if lower in FINITE or lower in CUES or lower in SUBORDINATORS:
                return True
            if lower.endswith("ed") and not words[at].capital:
                return True
        return False

    def after(self, clause: Clause, first: int) -> tuple[Subject, int] | None:
        """The phrase that starts at a word and ends at punctuation, and the word after it."""
        part, words = self.part, self.part.words
        if first >= clause.last or not self.reading.outside(first):
            return None
        last = first + 1
        while (
            last < clause.last and self._goes_on(last, first) and words[first].lower not in PRONOUNS
        ):
            last += 1
        subject = self.names.named(first, last)
        if subject is None:
            return None
        # "said its chair, Professor X", "said the report’s author, Y"
        if not subject.named and last < clause.last and part.gap(last) == ", ":
            stop = last + 1
            while stop < clause.last and self._goes_on(stop, last):
                stop += 1
            if self.names.is_name(last, stop) and words[last].lower not in WHEN:
                name = self.names.named(last, stop)
                if name is not None and name.named:
                    return name._replace(start=subject.start), stop
        return subject, last

    def _goes_on(self, at: int, first: int) -> bool:
        gap, word = self.part.gap(at), self.part.words[at]
        if gap not in _JOINED or not self.reading.outside(at):
            return False
        if gap == ". " and not (len(self.part.words[at - 1].text) <= 4 and word.capital):
            return False
        if word.lower in WHEN or word.lower in FINITE or word.lower in SUBORDINATORS:
            return False
        if word.lower in {"said", "says", "told"}:
            return False
        # "said X in a statement": a place or time after a name is no part of it
        previous = self.part.words[at - 1]
        return not (
            (word.lower in PREPOSITIONS - {"of", "for"} and previous.capital)
            or (word.lower in {"and", "but"} and not (at + 1 < len(self.part.words)
                and self.part.words[at + 1].capital))
            or (word.lower.endswith("ing") and not word.capital and at > first + 1)
        )  # fmt: skip

    def clause_subject(self, clause: Clause, stop: int) -> Subject | None:
        """The subject that a clause begins with: the phrase before its first verb."""
        words = self.part.words
        for at in range(clause.first + 1, stop):
            lower = words[at].lower
            past = lower.endswith("ed") and not words[at].capital
            verb = past or lower in FINITE or lower in PAST or lower in CUES
            if verb and self.reading.outside(at):
                return self.before(clause, self._over_adverbs(clause, at))
        return None

    def _over_adverbs(self, clause: Clause, at: int) -> int:
        while at > clause.first + 1 and self.part.words[at - 1].lower in BETWEEN:
            at -= 1
        return at
