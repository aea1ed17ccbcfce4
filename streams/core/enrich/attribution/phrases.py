"""Noun phrases before and after a verb of saying, and the name or description within them."""

from __future__ import annotations

from typing import NamedTuple

from streams.core.enrich.gazetteer import demonyms
from streams.core.enrich.lexicon import (
    HONORIFICS,
    NOT_NAMES,
    PARTICLES,
    ROLE_HEADS,
    ROLE_MODIFIERS,
)
from streams.core.enrich.mentions import Mentions
from streams.core.enrich.organisations import HEADS

from .reading import Clause, Reading
from .verbs import (
    AUXILIARIES,
    CHARGES,
    CUES,
    DETERMINERS,
    FINDINGS,
    FINITE,
    MONTHS,
    POSTNOMINALS,
    PRONOUNS,
    SUBORDINATORS,
    WHEN,
)

_JOINED = frozenset({" ", "", ",", ".", ". ", "-", " & ", "’ ", "' ", "/", " ‘", "’", "& ", "&"})
_PREPOSITIONS = frozenset(
    "on in at during after by from under over for since with to into of about against".split()
)
_LEADING = frozenset("and but yet meanwhile also even then now only speaking separately".split())
_TITLES = HONORIFICS | ROLE_HEADS | ROLE_MODIFIERS | frozenset(
    "cs fr adm gen rev rear engr alhaji chief prof pastor sister brother father mother bishop imam "
    "rabbi lord lady sir dame baroness baron count cllr justice mla mp md dcp acp pc commissioner "
    "madam smt shri sri mzee gogo master first lady mrs hon senator representative rep sen gov president "
    "superintendent assistant professor police king queen prince princess emir sultan".split()
)  # fmt: skip


def _plain(name: str) -> str:
    """A name without courtesy titles, which some taggers leave in it."""
    first, _, rest = name.partition(" ")
    while rest and first.lower().rstrip(".") in _COURTESY:
        name = rest
        first, _, rest = name.partition(" ")
    return name


class Subject(NamedTuple):
    """Who says something.

    Attributes:
        start: where the phrase that names them starts, appositions included.
        end: where it ends.
        text: the name, or the description where there is none.
        named: whether it is a name.
        pronoun: the pronoun in lower case, or nothing.
    """

    start: int
    end: int
    text: str
    named: bool
    pronoun: str = ""


_COURTESY = HONORIFICS | {"madam", "smt", "shri", "sri", "engr", "alhaji", "alhaja"}


class Phrases:
    """Finds the noun phrases of one part."""

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.reading = reading
        self.part = reading.part
        self.mentions = mentions

    def before(self, clause: Clause, end: int) -> Subject | None:
        """The phrase whose last word stands right before word ``end``."""
        words, part = self.part.words, self.part
        last = end - 1
        if last < clause.first or not self.reading.outside(last):
            return None
        gap, final = part.gap(end), words[last].lower
        if final in {"who", "which"} and last > clause.first:
            return self.nearest(clause, last)
        if final in SUBORDINATORS or final in FINITE or final in _PREPOSITIONS:
            return None
        if gap in {" ", ""}:
            if final in PRONOUNS:
                return self._named(last, end)
            first = self._back(clause, last)
            return self._named(first, last + 1)
        if gap not in {", ", ") ", " – ", " — "}:
            return None
        return self._with_apposition(clause, end, words[last].end)

    def nearest(self, clause: Clause, end: int) -> Subject | None:
        """The phrase before a relative pronoun, whatever stands before it."""
        last = end - 1
        if last < clause.first or not self.reading.outside(last):
            return None
        return self._named(self._back(clause, last), end)

    def _with_apposition(self, clause: Clause, end: int, stop: int) -> Subject | None:
        """ "X, the mayor of Y, said"; "the mayor, X, said"; "X, who …, said"."""
        part, words = self.part, self.part.words
        at = end - 1
        if part.gap(end) == ") ":
            while at > clause.first and "(" not in part.gap(at):
                at -= 1
            outer = self._named(self._back(clause, at - 1), at) if at > clause.first else None
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
            outer = self._named(first, at)
            lone = words[at - 1].text
            if outer is None or lone.isdigit() or lone.lower() in WHEN:
                at -= 1
                continue
            inner = self._named(inner_first, end)
            if (
                inner is not None
                and inner.named
                and not outer.named
                and self._is_name(inner_first, end)
            ):
                return inner._replace(start=outer.start)
            if not outer.named and outer.text.split()[0].lower() in {"a", "an", "the", "one", "its"}:
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
        if begin >= first or not self._is_name(begin, first):
            return None
        return self._named(begin, first)

    def _is_name(self, first: int, last: int) -> bool:
        """Whether a stretch is a name with its titles and nothing else, a place behind it apart."""
        words = self.part.words
        for at in range(first, last):
            word = words[at]
            if word.lower == "of" and at > first:
                return True
            if not (word.capital or word.lower in PARTICLES or word.lower in _TITLES):
                return False
        return words[last - 1].capital and last - first <= 7

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
            if lower in SUBORDINATORS and not (lower == "where"):
                break
            if lower in FINITE or (lower in CUES and first < last and not before.capital):
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
            words[first].lower in _LEADING
            or words[first].lower in WHEN
            or (words[first].lower in MONTHS and words[first].lower not in {"may", "march"})
            or words[first].text.isdigit() and words[first].lower not in DETERMINERS
            and first > clause.first and words[first - 1].lower in MONTHS
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

    def _named(self, first: int, last: int) -> Subject | None:
        """The phrase from one word up to another as a subject."""
        words = self.part.words
        while first < last and words[first].lower in _LEADING:
            first += 1
        if first >= last:
            return None
        if last - first > 2 and words[last - 1].lower in POSTNOMINALS and words[last - 2].capital:
            last -= 1
        head = words[first].lower
        start, end = words[first].start, words[last - 1].end
        if last - first == 1 and head in PRONOUNS:
            return Subject(start, end, words[first].text, False, head)
        if head in _PREPOSITIONS:
            return self._after_adverbial(first, last)
        if last - first == 1 and (head in AUXILIARIES or head in SUBORDINATORS):
            return None
        return self._best(first, last)

    def _after_adverbial(self, first: int, last: int) -> Subject | None:
        """ "On Tuesday the ministry": the phrase starts at its determiner or pronoun."""
        words = self.part.words
        for at in range(first + 1, last):
            if at > first + 1 and (
                words[at].lower in DETERMINERS
                or words[at].lower in PRONOUNS
                or words[at - 1].lower in WHEN
            ):
                found = self._named(at, last)
                if found is not None:
                    return found
        return None

    def _best(self, first: int, last: int) -> Subject:
        part, words = self.part, self.part.words
        start, end = words[first].start, words[last - 1].end
        known = self.mentions.ending_at(end)
        if any(words[i].lower in FINDINGS for i in range(first, last)) and any(
            words[i].lower in {"of", "by", "for", "in", "from", "published"} for i in range(first, last)
        ):
            return Subject(start, end, part.text[start:end].removeprefix("the "), False)
        if known is not None and known.kind == "person" and known.start >= start:
            before = words[part.at_or_after(known.start) - 1].lower
            if before not in _PREPOSITIONS:
                return Subject(start, end, _plain(known.name), True)
        led = self._leading_name(first, last)
        if led is not None:
            return Subject(start, end, part.text[words[led[0]].start : words[led[1] - 1].end], True)
        run = self._trailing_name(first, last)
        if run is not None:
            return Subject(start, end, part.text[words[run].start : end], True)
        # "Astronomer X of Dunsink Observatory", "X, 71", "A group calling itself X"
        for one in self.mentions.within(start, end):
            if one.kind == "person" and self._heads(first, part.at_or_after(one.start)):
                return Subject(start, end, one.name, True)
        begin = first
        if words[first].lower == "the" and last - first > 1 and words[first + 1].capital:
            begin += 1
        return Subject(start, end, part.text[words[begin].start : end], False)

    def _heads(self, first: int, at: int) -> bool:
        """Whether only titles stand between the start of a phrase and a name in it."""
        words = self.part.words
        return all(
            words[i].capital or words[i].lower in _TITLES or words[i].lower in DETERMINERS
            for i in range(first, at)
        )

    def _leading_name(self, first: int, last: int) -> tuple[int, int] | None:
        """The name before "of" or "in": "Conall Prendiville of Ibec"."""
        words = self.part.words
        for _ in range(3):
            if first < last and (
                words[first].lower in DETERMINERS
                or (not words[first].capital and words[first].lower not in _PREPOSITIONS)
            ):
                first += 1
        at = first
        while at < last and (words[at].capital or words[at].lower in PARTICLES):
            at += 1
        if at >= last or words[at].lower not in {"of", "in", "from", "himself", "herself", "at"}:
            return None
        begin = self.untitled(first, at)
        plain = at - begin >= 2 and all(
            words[i].lower not in _TITLES
            and words[i].text not in demonyms()
            and words[i].lower not in HEADS
            for i in range(begin, at)
        )
        bare = at - begin == 1 and words[at].lower in {"himself", "herself"}
        titled = begin > first and at > begin
        return (begin, at) if plain or bare or titled else None

    def _trailing_name(self, first: int, last: int) -> int | None:
        """Where the name starts that a phrase ends with: "the coach Emre Wiśniewski"."""
        part, words = self.part, self.part.words
        if not words[last - 1].capital or words[last - 1].lower in NOT_NAMES:
            return None
        final = words[last - 1].lower
        role = final in ROLE_HEADS or final.rpartition("-")[2] in {"general", "elect", "president"}
        if role and (words[first].lower in DETERMINERS or words[first].lower in ROLE_MODIFIERS):
            return None  # "The Additional Solicitor-General", "Labour Secretary"
        run = last - 1
        while run > first and part.gap(run) in {" ", ". ", "-", " & ", "& "}:
            before = words[run - 1]
            if before.capital and before.lower not in {"the", "a", "an", "its", "his", "her"}:
                run -= 1
            elif before.lower in PARTICLES or (before.lower in {"of", "and", "for"}
                    and run - 1 > first and words[run - 2].capital):  # fmt: skip
                run -= 1
            else:
                break
        while words[run].lower in {"of", "and", "for"}:
            run += 1
        before = words[run - 1].lower if run > first else ""
        if before in _PREPOSITIONS or before == "the" and run - 1 > first and words[
            run - 2
        ].lower in _PREPOSITIONS:  # fmt: skip
            return None  # "a spokesperson for the Commission", "a teacher in Swords"
        if before in {"’s", "'s"} and last - run < 2:
            return None  # "Lloyd's List"
        links = any(words[i].lower in {"of", "for", "and"} for i in range(run, last))
        if links:
            # "Superintendent of Police X", "the Ministry of Health"
            begin = self.untitled(run, last)
            if begin > run and not any(words[i].lower in {"of", "for"} for i in range(begin, last)):
                return begin
            return None if words[run].lower in ROLE_HEADS else run
        return self.untitled(run, last)

    def untitled(self, first: int, last: int) -> int:
        """The index of the first word after titles: "Health CS Dr X" is X."""
        words = self.part.words
        begin = first
        for at in range(first, last - 1):
            lower = words[at].lower
            if lower in _TITLES or (at > first and lower.removesuffix("-general") in _TITLES):
                strong = lower in ROLE_HEADS or lower in HONORIFICS or lower not in ROLE_MODIFIERS
                if strong:
                    begin = at + 1
        if begin > first and words[last - 1].lower in ROLE_HEADS | ROLE_MODIFIERS:
            return first  # "Foreign Ministry", "Labour Secretary"
        return begin

    def after(self, clause: Clause, first: int) -> tuple[Subject, int] | None:
        """The phrase that starts at a word and ends at punctuation, and the word after it."""
        part, words = self.part, self.part.words
        if first >= clause.last or not self.reading.outside(first):
            return None
        last = first + 1
        while last < clause.last and self._goes_on(last, first) and words[first].lower not in PRONOUNS:
            last += 1
        subject = self._named(first, last)
        if subject is None:
            return None
        # "said its chair, Professor X", "said the report’s author, Y"
        if not subject.named and last < clause.last and part.gap(last) == ", ":
            stop = last + 1
            while stop < clause.last and self._goes_on(stop, last):
                stop += 1
            if self._is_name(last, stop) and words[last].lower not in WHEN:
                name = self._named(last, stop)
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
            word.lower in _PREPOSITIONS - {"of", "for"} and previous.capital
            or word.lower in {"and", "but"} and not (at + 1 < len(self.part.words)
                and self.part.words[at + 1].capital)
            or word.lower.endswith("ing") and not word.capital and at > first + 1
        )  # fmt: skip
