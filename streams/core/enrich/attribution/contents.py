"""What a verb of saying gives: where it begins and ends, before or after the verb."""

from __future__ import annotations

import re

from .cue import Cue
from .finite import Finite
from .phrases import Phrases
from .reading import Clause, Reading
from .verbs import (
    ADDRESSED,
    ADJUNCTS,
    BETWEEN,
    CHARGES,
    CLAUSE_PRONOUNS,
    CUES,
    DETERMINERS,
    FINITE,
    MANNER,
    MONTHS,
    NAMING,
    OF_CLAUSES,
    WHEN,
)

_CLOSED = re.compile(r"[”\"’'][,.!?…] ?$|[,.!?…–—-][”\"’'] ?$")
_OPENS = re.compile(r"^[,:]?\s?[“\"‘']|^: ?[“\"‘']")
_ONE_WORD = re.compile(r"(?: \w+)?,")
# what the speaker did not say is no more what was said
_KEPT_BACK = re.compile(
    r", but (?:could not|cannot|declined|did not (?:say|give|name)|would not (?:say|give|be)|gave no|"
    r"has not|have not|offered no)\b"
)


class Contents:
    """Finds what the cues of one part give."""

    def __init__(self, reading: Reading, phrases: Phrases) -> None:
        self.reading = reading
        self.part = reading.part
        self.phrases = phrases
        self.finite = Finite(reading)

    def read(self, cue: Cue) -> None:
        """Where what is said stands, and by that the form of the cue."""
        part, clause, words = self.part, cue.clause, self.part.words
        lower = words[cue.verb].lower
        at, opened = self._skip(clause, cue.verb)
        cue.rest = at
        subject = cue.subject
        if opened:
            cue.form = "before"
            item = next(iter(self.reading.items_in(words[cue.verb].end, clause.end)), None)
            cue.content = (item.start, item.end) if item else None
            colon = item is not None and ":" in part.text[words[cue.verb].end : item.start]
            if lower not in OF_CLAUSES | MANNER and not colon:
                cue.form, cue.content = "naming", None
            elif not colon and self._precedes(cue):
                if words[part.at_or_after(cue.start) - 1].lower not in {"and", "but"}:
                    cue.form, cue.content = "after", self.before(clause, cue.start)
            elif lower in OF_CLAUSES and item is not None and self._quote_goes_on(item, clause):
                cue.content = self.reading.inner(item.start, self._stop(cue, clause))
            return
        begins = self.finite.clause_at(cue, at) if lower in OF_CLAUSES else None
        if begins is not None and not self._closed_before(cue):
            cue.form = "before"
            cue.content = self.reading.inner(words[begins].start if begins >= 0 else part.text.find(
                words[at].text, words[at].start), self._stop(cue, clause))  # fmt: skip
            opener = part.gap(begins)
            if opener.endswith(("“", '"', "‘")):
                cue.content = (words[begins].start - 1, cue.content[1])
            return
        known = lower in OF_CLAUSES or lower in MANNER or self._closed_before(cue)
        if subject is not None and known and self._precedes(cue) and self._has_no_object(cue, at):
            cue.form = "after"
            cue.content = self.before(clause, cue.start)

    def before(self, clause: Clause, stop: int) -> tuple[int, int] | None:
        """What is said, where it stands before subject and verb."""
        start = clause.start
        text = self.part.text
        # what stands before a colon leads in: "… has denied it: he was at his desk, X said"
        colon = text.rfind(": ", start, stop)
        while colon > start and not self._is_outside(colon):
            colon = text.rfind(": ", start, colon)
        if colon > start:
            start = colon + 2
        items = self.reading.items_in(start - 2000, stop)
        if items and items[-1].start < start < items[-1].end:
            start = items[-1].start
        begin, end = self.reading.inner(start, stop)
        return (begin, end) if end > begin else None

    def _is_outside(self, offset: int) -> bool:
        index = self.part.at_or_after(offset) - 1
        return index < 0 or self.reading.outside(index)

    def _has_no_object(self, cue: Cue, at: int) -> bool:
        """Whether nothing but an addressee, a place or a time follows: not "expects a result"."""
        words, clause = self.part.words, cue.clause
        if at >= clause.last or self.part.gap(at) != " " or self._closed_before(cue):
            return True
        return words[at].lower in ADJUNCTS or words[cue.verb].lower in ADDRESSED

    def _quote_goes_on(self, item: object, clause: Clause) -> bool:
        """Whether a quotation after the verb is the beginning of a longer clause."""
        end = getattr(item, "end", clause.end)
        index = self.part.at_or_after(end)
        return (
            index < clause.last
            and self.part.gap(index).rstrip(" ")[-1:] not in {",", ".", "!", "?"}
            and self.part.words[index].lower in FINITE | {"if", "until", "and", "in", "of"}
        )

    def _closed_before(self, cue: Cue) -> bool:
        """Whether a quotation ends right before subject and verb: “…,” she said."""
        index = self.part.at_or_after(cue.start)
        return index > cue.clause.first and bool(_CLOSED.search(self.part.gap(index)))

    def _precedes(self, cue: Cue) -> bool:
        """Whether what stands before subject and verb can be what is said."""
        part, clause = self.part, cue.clause
        index = part.at_or_after(cue.start)
        if index <= clause.first:
            return False
        gap = part.gap(index)
        if _CLOSED.search(gap):
            return True
        lower = part.words[cue.verb].lower
        first = part.words[clause.first].lower
        if "," not in gap or lower not in OF_CLAUSES or first in {"speaking", "asked", "pressed"}:
            return False
        following = part.words[cue.rest].lower if cue.rest < clause.last else ""
        if part.gap(cue.rest)[:1] == "," and following in FINITE:
            return True  # "Neither side, the mediators said, has walked out"
        has_verb = any(self.finite.verbal(i) for i in range(clause.first, index))
        adverbial = first in ADJUNCTS or first in {"and", "but", "according"}
        return has_verb or (not adverbial and index - clause.first > 2)

    def _skip(self, clause: Clause, verb: int) -> tuple[int, bool]:  # noqa: C901 - a list of forms
        """The first word after verb and short adjuncts, and whether a quotation opens there."""
        part, words = self.part, self.part.words
        at = verb + 1
        if at >= clause.last:
            return at, False
        if self._opens(at):
            return at, True
        while at < clause.last and part.gap(at) in {" ", ", "}:
            lower = words[at].lower
            ahead = words[at + 1].lower if at + 1 < clause.last else ""
            if lower in WHEN:
                at += 1
                if ahead in {"morning", "afternoon", "evening", "night"}:
                    at += 1
            elif lower in {"on", "last", "this", "late", "early"} and (
                ahead in WHEN or ahead in MONTHS
                or ahead in {"week", "month", "year", "morning", "afternoon", "evening", "late",
                    "early", "that"} - {"that"}
            ):  # fmt: skip
                at += 2
                if at < clause.last and words[at].text.isdigit():
                    at += 1
            else:
                break
            if at < clause.last and self._opens(at):
                return at, True
        # an addressee or occasion may stand before the colon: told reporters: “…”
        for item in self.reading.items_in(words[verb].end, clause.end):
            lead = part.text[words[verb].end : item.start].rstrip()
            clause_first = words[verb + 1].lower in CLAUSE_PRONOUNS | {"that"}
            if (lead.endswith(":") and not clause_first) or _ONE_WORD.fullmatch(lead):
                return part.at_or_after(item.start), True
            break
        return at, False

    def _opens(self, at: int) -> bool:
        return bool(_OPENS.search(self.part.gap(at))) and not self.reading.outside(at)

    def _stop(self, cue: Cue, clause: Clause) -> int:  # noqa: C901 - a list of forms
        """Where what is said ends: at another saying that is coordinated with this one."""
        part, words = self.part, self.part.words
        end = clause.end
        for item in self.reading.items_in(words[cue.rest].start, clause.end):
            if part.text[item.start - 2 : item.start] == ": ":
                end = item.start - 2
                break
        kept_back = _KEPT_BACK.search(part.text, cue.end, clause.end)
        if kept_back and words[cue.rest].start < kept_back.start():
            return kept_back.start()
        for i in range(cue.rest + 1, part.at_or_after(end)):
            lower = words[i].lower
            if lower == "according" and self.reading.outside(i):
                return words[i].start
            if part.gap(i) == ", " and (
                (lower.endswith("ing") and (lower in NAMING or lower in {"adding", "citing"}))
                or (lower in DETERMINERS and i + 1 < clause.last and words[i + 1].lower in CHARGES)
            ):  # fmt: skip
                return words[i].start
            if lower not in CUES or not self.reading.outside(i) or words[i].capital:
                continue
            first = i
            while first > cue.rest and words[first - 1].lower in BETWEEN and part.gap(first) == " ":
                first -= 1
            lead = words[first - 1].lower
            if lead in {"and", "but"} and first - 1 > cue.rest and lower in OF_CLAUSES:
                ahead = words[i + 1].lower if i + 1 < clause.last else ""
                if ahead == "that" or ahead in CLAUSE_PRONOUNS or self._opens(i + 1) or lower in {
                    "announced", "rejected", "denied", "called", "warned", "added", "said",
                }:  # fmt: skip
                    return words[first - 1].start
                continue
            subject = self.phrases.before(clause, first)
            if subject is None or subject.start <= words[cue.rest].start:
                continue
            begin = part.at_or_after(subject.start)
            joint = words[begin - 1].lower
            gap = part.gap(begin - 1)
            if "," in gap and joint in {"and", "but", "as", "while", "although", "though", "after"}:
                return words[begin - 1].start
        return end
