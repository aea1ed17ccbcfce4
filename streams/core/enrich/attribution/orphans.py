"""Words between marks that no verb of saying claims: whose they are, or that they are nobody's."""

from __future__ import annotations

import re

from streams.core.enrich.lexicon import NOT_NAMES
from streams.core.enrich.quote_marks import Quoted
from streams.core.enrich.roles import is_role

from .names import Subject
from .reading import Clause, Reading
from .speakers import Speakers

Found = tuple[str | None, str | None, str]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CREDIT = re.compile(r"\s*[,.]?\s*(?:[–—-]|\||:)\s*(?=\w)")
_WORDS_OF = re.compile(r"\b[Ii]n the words of ")
_NO_LEAD = re.compile(r"\W*(?:(?:video|audio|watch|listen|photos?)\W*)?", re.IGNORECASE)
_STATEMENT = re.compile(
    r"^(?:\w+ )?(?:[Ss]tatement|[Ll]etter|[Mm]essage|[Pp]ost|[Nn]ote|[Rr]emarks) "
    r"(?:\w+ )?(?:from|by|of) (?:the )?"
)
_NOT_SAID = re.compile(
    r"\b(?:reads?|reading|titled|entitled|named|nicknamed|so-called|known as|labelled|marked|word|"
    r"words|sign|signs|banner|what they call|dubbed|film|book|song|hashtag|song|album|novel|"
    r"promised|slogan) $"
)
_BARE = re.compile(r"(.{2,40}?)[’']?s? (?:full )?(?:statement|letter|reply|response)\b")
_PAST_FORM = re.compile(r"\w+ed\b")


class Orphans:
    """Finds speakers for words without a cue of their own."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self.reading = reading
        self.part = reading.part
        self.speakers = speakers
        self.phrases = speakers.phrases

    def speaker(self, item: Quoted, earlier: str | None, said: str | None) -> Found | None:
        """Speaker, cue and rule; nothing where nobody says the words.

        Args:
            item: the words.
            earlier: who spoke in the quotation before.
            said: its cue.
        """
        text = self.part.text
        clause = self.speakers.clause_at(item.start)
        words = _WORD.findall(text, item.spans[0][0], item.spans[-1][1])
        if clause is None or not words:
            return None
        lead = text[clause.start : item.start] if clause.start < item.start else ""
        if lead.rstrip().endswith(":"):
            return self._introduced(clause, item.start)
        credit = _CREDIT.match(text, item.end, clause.end)
        if credit and _NO_LEAD.fullmatch(lead):
            found = self.phrases.after(clause, self.part.at_or_after(credit.end()))
            people = self.speakers.people_in(credit.end(), clause.end)
            if people and found is not None and not found[0].named:
                return people[0].name, None, "quote.credit/1"
            if found is not None and (found[0].named or is_role(found[0].text.split()[-1])):
                return self.speakers.name(found[0], item.end), None, "quote.credit/1"
        if lead.strip():
            return self._fragment(item, clause, words, lead)
        return self._sentence(item, clause, words, (earlier, said))

    def _introduced(self, clause: Clause, stop: int) -> Found | None:
        """After a colon: "X issued this statement: “…”"; "X: “…”"."""
        text = self.part.text
        end = text.rfind(":", clause.start, stop)
        rule = "quote.introduced/2"
        said = self.speakers.cues_of(clause)
        cue = next((one for one in reversed(said) if one.start < end), None)
        if cue is not None:
            return self.speakers.name(cue.subject, cue.start), cue.text, rule
        statement = _STATEMENT.match(text[clause.start : end])
        if statement:
            first = self.part.at_or_after(clause.start + statement.end())
            found = self.phrases.after(clause, first)
            if found is not None:
                label = text[self.part.words[first].start : end].split(",")[0]
                plain = label.split(" reads")[0].split(" to ")[0]
                return (self.speakers.name(found[0], stop) if found[0].named else plain), None, rule
        bare = _BARE.match(text, clause.start, end)
        if bare and len(bare[1].split()) <= 4 and not _PAST_FORM.search(bare[1]):
            return bare[1].removeprefix("The "), None, rule
        name = self._subject(clause, end)
        return (name, None, rule) if name and name.lower() not in NOT_NAMES else None

    def _subject(self, clause: Clause, end: int) -> str | None:
        """Whom a clause is about: its subject, or the first who is named in it."""
        last = self.part.at_or_after(end)
        subject = self.phrases.clause_subject(clause, last)
        if subject is not None:
            return self.speakers.name(subject, subject.start)
        people = self.speakers.people_in(clause.start, end)
        if people:
            return people[0].name
        subject = self.phrases.before(clause, last)
        if subject is None and last > clause.first and last - clause.first <= 8:
            subject = self._label(clause, last)
        return self.speakers.name(subject, clause.start) if subject else None

    def _label(self, clause: Clause, last: int) -> Subject | None:
        found = self.phrases.after(clause, clause.first)
        return found[0] if found is not None and found[1] >= last else None

    def _fragment(  # noqa: PLR0911 - one return a rule
        self, item: Quoted, clause: Clause, words: list[str], lead: str
    ) -> Found | None:
        """Words in the middle of a sentence."""
        if _NOT_SAID.search(lead):
            return None
        words_of = _WORDS_OF.search(lead)
        if words_of:
            first = self.part.at_or_after(clause.start + words_of.end())
            found = self.phrases.after(clause, first)
            if found is not None:
                return self.speakers.name(found[0], clause.start), None, "quote.words-of/1"
        here = self.speakers.cues_of(clause)
        named = all(word[0].isupper() or len(word) < 4 for word in words)
        if here and not (named and len(words) > 1):
            cue = min(here, key=lambda one: abs(one.start - item.start))
            return self.speakers.name(cue.subject, cue.start), cue.text, "quote.clause/1"
        if len(words) <= 2 or named:
            return None
        subject = self.phrases.clause_subject(clause, self.part.at_or_after(item.start))
        if subject is not None and self.speakers.is_person(subject):
            return self.speakers.name(subject, subject.start), None, "quote.subject/2"
        if self.part.field == "headline" and (
            (subject is not None and subject.named) or is_role(lead.rsplit(maxsplit=1)[-1])
        ):
            name = self.speakers.name(subject, clause.start) if subject else lead.strip()
            return name, None, "quote.headline/2"
        before = self.speakers.clause_before(item.start)
        if clause.start != clause.sentence[0] and before is not None:
            cues = self.speakers.cues_of(before)
            if cues:
                return self.speakers.name(cues[-1].subject, cues[-1].start), None, "quote.clause/1"
        return None

    def _sentence(  # noqa: PLR0911 - one return a rule
        self, item: Quoted, clause: Clause, words: list[str], last: tuple[str | None, str | None]
    ) -> Found | None:
        """A whole sentence between marks, by whom the text before it is about."""
        before = self.speakers.clause_before(item.start)
        if before is not None and before.end <= item.start:
            near = before.paragraph == clause.paragraph
            if self.part.text[before.start : before.end].rstrip().endswith(":"):
                return self._introduced(before, before.end)
            cues = self.speakers.cues_of(before)
            if cues:
                cue = cues[0]
                rule = "quote.next/1" if near else "quote.paragraph/1"
                return self.speakers.name(cue.subject, cue.start), cue.text, rule
            if last[0] is not None and self.reading.items_in(before.start, before.end):
                return last[0], last[1], "quote.continued/2"
            people = self.speakers.people_in(before.start, before.end)
            if near or people:
                name = people[0].name if people else self._subject(before, before.end)
                if name is not None:
                    return name, None, "quote.next/1" if near else "quote.paragraph/1"
        following = self._following(item)
        if following is not None:
            return following, None, "quote.following/1"
        named = all(word[0].isupper() or len(word) < 4 for word in words)
        if len(words) < 4 or (named and len(words) <= 8):
            return None
        return None, None, "quote.marks/2"

    def _following(self, item: Quoted) -> str | None:
        """“A ticket.” Rasha Haddad, a pharmacist, spoke in tears."""
        people = self.speakers.people_in(item.end, item.end + 60)
        at = self.part.at_or_after(item.end)
        if people and at < len(self.part.words) and (
            people[0].start - self.part.words[at].start < 30
        ) and "\n" not in self.part.text[item.end : people[0].start]:  # fmt: skip
            return people[0].name
        return None
