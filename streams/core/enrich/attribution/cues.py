"""Verbs of saying in the text, with their subjects and what they give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from streams.core.enrich.mentions import Mentions

from .phrases import Phrases, Subject
from .reading import Clause, Reading
from .verbs import (
    ADDRESSED,
    ADJUNCTS,
    BEFORE_NOUNS,
    BETWEEN,
    CHARGES,
    CLAUSE_PRONOUNS,
    CUES,
    DETERMINERS,
    FINITE,
    INVERTING,
    MANNER,
    MONTHS,
    NAMING,
    NEGATIONS,
    NOUNS_TOO,
    OF_CLAUSES,
    PASSIVES,
    PAST,
    PLAIN,
    SIGNS,
    SPEAKING,
    SUBORDINATORS,
    WHEN,
)

Form = Literal["before", "after", "inverted", "according", "naming"]

_CLOSED = re.compile(r"[”\"’'][,.!?…] ?$|[,.!?…–—-][”\"’'] ?$")
_CLOSED_AT_ALL = re.compile(r"[”\"’'][,.!?…]? ?$")
_OPENS = re.compile(r"^[,:]?\s?[“\"‘']|^: ?[“\"‘']")
_ONE_WORD = re.compile(r"(?: \w+)?,")
_REACH = 24
_KNOWN = CUES | NAMING | {"according"}
_MANNERED = frozenset({"ed", "es"})


@dataclass(slots=True)
class Cue:
    """One verb of saying.

    Attributes:
        clause: where it stands.
        verb: index of its word.
        text: as it stands.
        subject: who says it, if the text tells beside it.
        start: first character of subject and verb together.
        end: one past the last, adjuncts excluded.
        form: whether what is said stands before or after; ``naming`` if it is no clause.
        content: first and one past the last character of what is said, where it is a clause.
        rest: index of the first word after verb and adjuncts.
    """

    clause: Clause
    verb: int
    text: str
    subject: Subject | None
    start: int
    end: int
    form: Form
    content: tuple[int, int] | None = None
    rest: int = 0


class Cues:
    """Reads the cues of one part, clause by clause."""

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.reading = reading
        self.part = reading.part
        self.phrases = Phrases(reading, mentions)

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
        words = self.part.words
        found = [index for index, word in enumerate(words) if word.lower in _KNOWN]
        for item in self.reading.items:
            index = self.part.at_or_after(item.end)
            # “…,” beamed the fisherman; “…,” the fisherman beamed
            for at in range(index, min(index + 6, len(words))):
                if words[at].lower in _KNOWN or (at > index and self.part.gap(at) not in {" ", ""}):
                    break
                ends = at + 1 == len(words) or self.part.gap(at + 1)[:1] in {".", ",", ":"}
                if words[at].lower[-2:] in _MANNERED and not words[at].capital and (
                    at == index or ends
                ):  # fmt: skip
                    found.append(at)
                    break
        return sorted(found) if self.reading.items else found

    def _verb(self, clause: Clause, index: int, here: list[Cue], *, known: bool) -> Cue | None:
        part, words = self.part, self.part.words
        word = words[index]
        before = words[index - 1].lower if index > clause.first else ""
        gap = part.gap(index)
        if gap == " " and (before in BEFORE_NOUNS or before == "to" or before in NEGATIONS):
            return None
        first = index
        while (
            first > clause.first
            and words[first - 1].lower in BETWEEN
            and part.gap(first) in {" ", ", "}
            and self.reading.outside(first - 1)
        ):
            first -= 1
        if any(words[at].lower in NEGATIONS for at in range(first, index)):
            return None
        first = self._before_time(clause, first)
        lead = words[first - 1].lower if first > clause.first and part.gap(first) == " " else ""
        if lead in PASSIVES or lead in NEGATIONS:
            return None
        between = part.gap(first)
        closed = bool(_CLOSED_AT_ALL.search(between)) and word.lower not in {"told", "tells"}
        if first == index and (closed or (between == ", " and word.lower in INVERTING)):
            inverted = self._inverted(clause, index, closed=closed)
            if inverted is not None:
                return inverted
        if first == clause.first:
            return None
        if word.lower.endswith("ing") and between == ", ":
            subject = here[0].subject if here else self._clause_subject(clause, first)
            start = word.start
        elif lead in {"and", "but", "then"} and between == " ":
            subject = next((one.subject for one in reversed(here) if one.form != "after"), None)
            subject = subject or self._clause_subject(clause, first - 1)
            start = words[first - 1].start
        elif lead in {"who", "which"} and between == " ":
            subject = self.phrases.nearest(clause, first - 1)
            start = words[first - 1].start
        else:
            subject = self.phrases.before(clause, first)
            start = subject.start if subject else words[first].start
            if subject is None and word.lower.endswith("ing"):
                subject = self._clause_subject(clause, first)
        if subject is None or self._is_noun(index, subject) or self._is_sign(subject):
            return None
        if subject.pronoun in {"we", "i"}:
            return None  # the newsroom
        cue = Cue(clause, index, word.text, subject, start, word.end, "naming", None, index + 1)
        if word.lower in {"shows", "showed", "show"} and subject.pronoun:
            return cue
        self._content(cue)
        if not known and cue.form != "after":
            return None
        owner = words[part.at_or_after(start) - 1].lower
        relative = lead in {"who", "which"} or (owner in CHARGES and start > clause.start)
        if cue.form == "after" and (relative or word.lower.endswith("ing")):
            cue.form, cue.content = "naming", None
        return cue

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

    def _clause_subject(self, clause: Clause, stop: int) -> Subject | None:
        """The subject that the clause begins with."""
        words = self.part.words
        for at in range(clause.first + 1, stop):
            lower = words[at].lower
            verb = lower in FINITE or lower in PAST or lower in CUES or (
                lower.endswith("ed") and not words[at].capital
            )  # fmt: skip
            if verb and self.reading.outside(at):
                return self.phrases.before(clause, at)
        return None

    def _inverted(self, clause: Clause, index: int, *, closed: bool) -> Cue | None:
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
            if not any(self._verbal(i) for i in range(clause.first, index)):
                return None
            if stop < clause.last and part.gap(stop)[:1] not in {",", ".", ":"} and not (
                words[stop].lower in {"who", "in", "on", "at", "whose", "after"} | WHEN
            ):  # fmt: skip
                return None
            if subject.pronoun and stop < clause.last:
                return None
        content = self._content_before(clause, words[index].start)
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
            cue.content = self._content_before(clause, words[index].start)
        return cue

    def _content_before(self, clause: Clause, stop: int) -> tuple[int, int] | None:
        """What is said, where it stands before subject and verb."""
        start = clause.start
        text = self.part.text
        # "The presidency has denied it: he was at his desk, its spokesman said"
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

    def _content(self, cue: Cue) -> None:
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
                    cue.form, cue.content = "after", self._content_before(clause, cue.start)
            elif lower in OF_CLAUSES and item is not None and self._quote_goes_on(item, clause):
                cue.content = self.reading.inner(item.start, self._stop(cue, clause))
            return
        begins = self._clause_at(cue, at) if lower in OF_CLAUSES else None
        if begins is not None and not self._closed_before(cue):
            cue.form = "before"
            cue.content = self.reading.inner(words[begins].start if begins >= 0 else part.text.find(
                words[at].text, words[at].start), self._stop(cue, clause))  # fmt: skip
            opener = part.gap(begins)
            if opener.endswith(("“", '"', "‘")):
                cue.content = (words[begins].start - 1, cue.content[1])
            return
        known = lower in OF_CLAUSES or lower in MANNER or self._closed_before(cue)
        if subject is not None and known and self._precedes(cue):
            cue.form = "after"
            cue.content = self._content_before(clause, cue.start)

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
        has_verb = any(self._verbal(i) for i in range(clause.first, index))
        adverbial = first in ADJUNCTS or first in {"and", "but", "according"}
        return has_verb or (not adverbial and index - clause.first > 2)

    def _verbal(self, index: int) -> bool:
        word = self.part.words[index]
        lower = word.lower
        return (
            lower in FINITE
            or lower in PAST
            or (lower.endswith(("ed", "n’t", "n't")) and not word.capital)
            or (lower in {"’s", "'s"} and self.part.words[index - 1].lower in CLAUSE_PRONOUNS)
        )

    def _skip(self, clause: Clause, verb: int) -> tuple[int, bool]:
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
        # "told reporters: “…”", "said in a statement: “…”"
        for item in self.reading.items_in(words[verb].end, clause.end):
            lead = part.text[words[verb].end : item.start].rstrip()
            if lead.endswith(":") or _ONE_WORD.fullmatch(lead):
                return part.at_or_after(item.start), True
            break
        return at, False

    def _opens(self, at: int) -> bool:
        return bool(_OPENS.search(self.part.gap(at))) and not self.reading.outside(at)

    def _clause_at(self, cue: Cue, at: int) -> int | None:  # noqa: C901, PLR0911, PLR0912
        """The first word of a finite clause after the verb, if there is one."""
        part, words, clause = self.part, self.part.words, cue.clause
        lower = words[cue.verb].lower
        if at >= clause.last:
            return None
        last = min(clause.last, at + _REACH)
        if part.gap(at)[:1] in {",", ".", ")", "–", "—"}:
            # "said, however, that"; "told DW, that": rare, and else the clause has ended
            return None
        here = words[at].lower
        if part.gap(at)[:1] == ":":
            return at if lower in PLAIN and at < clause.last else None
        if here == "that" and lower == "put":
            return None
        if here == "that" and at + 1 < clause.last and (
            words[at + 1].lower in {"is", "was", "isn’t", "isn't", "wasn’t", "’s", "'s", "means"}
        ):  # fmt: skip
            return at  # "leaders say that is nonsense"
        if here == "that" and (lower not in {"told", "tells"}):
            return at + 1 if at + 1 < clause.last else None
        if here in {"whether", "who", "why", "how", "what", "when", "where", "if"}:
            wh = lower in {"asked", "asks", "ask", "wondered", "wonders", "explained", "explains"}
            return at if wh else None
        if here in ADJUNCTS and lower not in SPEAKING:
            return None
        if lower in ADDRESSED or here in ADJUNCTS:
            limit = last if here in ADJUNCTS or lower in ADDRESSED else at
            for i in range(at, limit):
                word = words[i].lower
                if not self.reading.outside(i):
                    break
                if word == "that" and i > at and words[i - 1].lower not in {"so", "than"}:
                    return i + 1 if i + 1 < clause.last else None
                if word in {"why", "whether", "how", "who"} and lower in {"asked", "asks", "told"} and i > at:
                    return i
                if i > at and word == "to" and lower in ADDRESSED and lower != "put" and i - at < 4:
                    return None
            if lower in ADDRESSED - {"warned", "warns"} and lower != "put":
                for i in range(at + 1, limit):
                    word = words[i].lower
                    if part.gap(i)[:1] in {",", ":"} or not self.reading.outside(i):
                        break
                    follows = i + 1 < clause.last and part.gap(i + 1) in {" ", ""}
                    if here in {"him", "her", "us", "them", "me", "you"} and i > at + 1:
                        break
                    if word in CLAUSE_PRONOUNS and follows and words[i - 1].lower not in SUBORDINATORS:
                        return i
                # "told DW Bosch would …"
                return None
            if here in ADJUNCTS:
                if at + 1 < clause.last and words[at + 1].lower in {"least", "most", "all"}:
                    return at
                if here in {"after", "as", "while", "when", "before", "of", "to", "by", "from"}:
                    return None
                # "said in Kyiv the bridge would"
                return self._after_place(cue, at, last)
        if lower in {"put", "asked", "asks", "ask"}:
            return None
        if lower in {"says", "said", "say", "thinks", "believes", "believe", "reckons", "thought"}:
            return at if words[at].lower not in {"so", "no", "yes"} or at + 2 < clause.last else None
        return at if self._has_verb(cue, at) else None

    def _after_place(self, cue: Cue, at: int, last: int) -> int | None:
        words = self.part.words
        for i in range(at + 1, last):
            if "," in self.part.gap(i) or not self.reading.outside(i):
                break
            word = words[i].lower
            if i > at + 1 and (word in CLAUSE_PRONOUNS or word in {"the", "its", "no"}) and (
                words[i - 1].lower not in ADJUNCTS and words[i - 1].lower not in SUBORDINATORS
            ):  # fmt: skip
                return i if self._has_verb(cue, i) else None
        plain = words[cue.verb].lower in {"said", "says", "say"}
        return at if plain and self._has_verb(cue, at) else None

    def _has_verb(self, cue: Cue, at: int) -> bool:
        """Whether a finite verb comes before the clause is cut by another."""
        part, words = self.part, self.part.words
        plain = words[cue.verb].lower in PLAIN
        if words[at].lower.endswith("ing") and words[at].lower not in {"nothing", "anything"}:
            return False
        for i in range(at, min(cue.clause.last, at + _REACH)):
            lower = words[i].lower
            if i > at and not self.reading.outside(i) and self.reading.outside(i - 1) and not plain:
                return False
            cut = lower in SUBORDINATORS or (lower in CUES and not words[i].capital)
            if i > at and (cut or part.gap(i)[:1] in {",", ":"}) and lower != "than":
                return False
            if i > at and (lower in FINITE or lower.endswith(("n’t", "n't", "’ll", "’d", "’re"))):
                return True
            if i > at and words[at].lower in CLAUSE_PRONOUNS and i == at + 1:
                return True
            if i > at and plain and lower in PAST and words[i - 1].lower not in DETERMINERS:
                return True
            if i > at and plain and lower.endswith("ed") and not words[i].capital and (
                words[i - 1].lower not in DETERMINERS
            ):  # fmt: skip
                return True
        return False

    def _stop(self, cue: Cue, clause: Clause) -> int:
        """Where what is said ends: at another saying that is coordinated with this one."""
        part, words = self.part, self.part.words
        for i in range(cue.rest + 1, clause.last):
            lower = words[i].lower
            if lower == "according" and self.reading.outside(i):
                return words[i].start
            if part.gap(i) == ", " and (
                lower.endswith("ing") and (lower in NAMING or lower in {"adding", "citing"})
                or lower in DETERMINERS and i + 1 < clause.last and words[i + 1].lower in CHARGES
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
        return clause.end
