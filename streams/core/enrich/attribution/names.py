"""Who a noun phrase names: a person or body by name, else the description itself."""

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
from streams.core.enrich.tokens import Part

from .verbs import (
    AUXILIARIES,
    DETERMINERS,
    FINDINGS,
    LEADING,
    POSTNOMINALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    WHEN,
)

_TITLES = HONORIFICS | ROLE_HEADS | ROLE_MODIFIERS | frozenset(
    "cs fr adm gen rev rear engr alhaji chief prof pastor sister brother father mother bishop imam "
    "rabbi lord lady sir dame baroness baron count cllr justice mla mp md dcp acp pc commissioner "
    "madam smt shri sri mzee gogo master first lady mrs hon senator representative rep sen gov president "
    "superintendent assistant professor police king queen prince princess emir sultan".split()
)  # fmt: skip
_COURTESY = HONORIFICS | {"madam", "smt", "shri", "sri", "engr", "alhaji", "alhaja"}
_OF_FINDINGS = frozenset({"of", "by", "for", "in", "from", "published"})


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


class Names:
    """Finds the name or description in noun phrases of one part."""

    def __init__(self, part: Part, mentions: Mentions) -> None:
        self.part = part
        self.mentions = mentions

    def named(self, first: int, last: int) -> Subject | None:
        """The phrase from one word up to another as a subject."""
        words = self.part.words
        while first < last and words[first].lower in LEADING:
            first += 1
        if first >= last:
            return None
        if last - first > 2 and words[last - 1].lower in POSTNOMINALS and words[last - 2].capital:
            last -= 1
        head = words[first].lower
        start, end = words[first].start, words[last - 1].end
        if last - first == 1 and head in PRONOUNS:
            return Subject(start, end, words[first].text, False, head)
        if head in PREPOSITIONS:
            return self._after_adverbial(first, last)
        if last - first == 1 and (head in AUXILIARIES or head in SUBORDINATORS):
            return None
        return self._best(first, last)

    def _after_adverbial(self, first: int, last: int) -> Subject | None:
        """After an adverbial: "On Tuesday the ministry": the phrase starts at its determiner or pronoun."""
        words = self.part.words
        for at in range(first + 1, last):
            if at > first + 1 and (
                words[at].lower in DETERMINERS
                or words[at].lower in PRONOUNS
                or words[at - 1].lower in WHEN
            ):
                found = self.named(at, last)
                if found is not None:
                    return found
        return None

    def _best(self, first: int, last: int) -> Subject:
        part, words = self.part, self.part.words
        start, end = words[first].start, words[last - 1].end
        known = self.mentions.ending_at(end)
        lowers = [word.lower for word in words[first:last]]
        if not FINDINGS.isdisjoint(lowers) and not _OF_FINDINGS.isdisjoint(lowers):
            return Subject(start, end, part.text[start:end].removeprefix("the "), False)
        if known is not None and known.kind == "person" and known.start >= start:
            before = words[part.at_or_after(known.start) - 1].lower
            if before not in PREPOSITIONS:
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
                or (not words[first].capital and words[first].lower not in PREPOSITIONS)
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

    def _trailing_name(  # noqa: PLR0911 - one return a form
        self, first: int, last: int
    ) -> int | None:
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
            if (
                (before.capital and before.lower not in {"the", "a", "an", "its", "his", "her"})
                or before.lower in PARTICLES
                or (
                    before.lower in {"of", "and", "for"}
                    and run - 1 > first
                    and words[run - 2].capital
                )
            ):
                run -= 1
            else:
                break
        while words[run].lower in {"of", "and", "for"}:
            run += 1
        lead = words[run - 1].lower if run > first else ""
        if lead in PREPOSITIONS or (lead == "the" and run - 1 > first and words[
            run - 2
        ].lower in PREPOSITIONS):  # fmt: skip
            return None  # "a spokesperson for the Commission", "a teacher in Swords"
        if lead in {"’s", "'s"} and last - run < 2:
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

    def is_name(self, first: int, last: int) -> bool:
        """Whether a stretch is a name with its titles and nothing else, a place behind it apart."""
        words = self.part.words
        for at in range(first, last):
            word = words[at]
            if word.lower == "of" and at > first:
                return True
            if not (word.capital or word.lower in PARTICLES or word.lower in _TITLES):
                return False
        return words[last - 1].capital and last - first <= 7
