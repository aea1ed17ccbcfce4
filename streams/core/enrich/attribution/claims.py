"""Claims: what the text does not vouch for, or says to be confirmed, denied or unverified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Claim

from .claim_words import (
    ACCUSED,
    BLAMED,
    BY_VERB,
    CITING,
    CONFIRMED,
    DENIED_BY,
    DISMISSED,
    FALSE,
    NOT_GUILTY,
    OBJECTS,
    REPORTING,
    SAID_TO,
    SEEN_BY,
    UNVERIFIED,
    WHOSE,
    Status,
)
from .confidences import confidence
from .cue import Cue
from .outlets import outlet_in
from .reading import Reading
from .speakers import Speakers


class _Found(NamedTuple):
    status: Status
    claimant: str | None
    outlet: str | None
    rule: str


class Claims:
    """Reads the claims of one part, sentence by sentence."""

    def __init__(
        self,
        reading: Reading,
        cues: list[Cue],
        speakers: Speakers,
        patterns: Sequence[re.Pattern[str]],
    ) -> None:
        self.reading = reading
        self.part = reading.part
        self.speakers = speakers
        # these tell more of a claim that another pattern or a cue has found: often nobody asks
        self._details = {WHOSE, CITING}.intersection(patterns)
        found = {one: self._matches(one) for one in patterns if one not in self._details}
        self._hits = {pattern: some for pattern, some in found.items() if some}
        self._cues: dict[tuple[int, int], list[Cue]] = {}
        for cue in cues:
            self._cues.setdefault(cue.clause.sentence, []).append(cue)

    def find(self) -> list[Claim]:
        """The claims in order: one a sentence, status and claimant."""
        if not self._cues and not self._hits:
            return []
        found: list[Claim] = []
        sentences = dict.fromkeys([clause.sentence for clause in self.reading.clauses])
        for sentence in sentences:
            if sentence not in self._cues and not (self._hits and self._hits_in(sentence)):
                continue
            seen = set()
            for one in self._sentence(sentence):
                if (one.status, one.claimant) not in seen:
                    seen.add((one.status, one.claimant))
                    found.append(self._claim(sentence, one))
        return found

    def _claim(self, sentence: tuple[int, int], one: _Found) -> Claim:
        start, end = sentence
        return Claim.model_construct(
            evidence=self.part.span(start, end),
            rule=one.rule,
            confidence=confidence(one.rule),
            text=self.part.text[start:end],
            claimant=one.claimant,
            status=one.status,
            outlet=one.outlet if one.outlet != one.claimant else None,
        )

    def _sentence(self, sentence: tuple[int, int]) -> list[_Found]:
        cues = self._cues.get(sentence, [])
        outlets = [
            (cue, name)
            for cue in cues
            if cue.subject is not None
            and cue.text.split()[0].lower() in REPORTING
            and (name := self._outlet(cue))
        ]
        outlet = outlets[0][1] if outlets else self._seen_by(sentence)
        found = [one for cue in cues if (one := self._by_verb(cue, outlet)) is not None]
        if cues:
            # "Accusing the council of neglect, X said …"
            cue = cues[0]
            lead = self.part.words[cue.clause.first].lower
            if lead.endswith("ing") and lead in BY_VERB and cue.verb > cue.clause.first:
                status = BY_VERB[lead]
                claimant = self.speakers.name(cue.subject, cue.start)
                found.append(_Found(status, claimant, outlet, f"claim.{status}/2"))
        if self._hits:
            found += self._by_phrase(sentence, cues, found, outlet)
        disputed = any(one.status in {"denied", "unverified"} for one in found)
        if outlet is not None and not disputed:
            citing = self._search(CITING, sentence)
            source = citing[1].strip() if citing else None
            found.append(_Found("claimed", source, outlet, "claim.outlet/1"))
        return found

    def _outlet(self, cue: Cue) -> str | None:
        subject = cue.subject
        if subject is None or subject.pronoun:
            return None
        phrase = self.part.text[subject.start : subject.end]
        return subject.text if outlet_in(phrase, subject.text) else None

    def _seen_by(self, sentence: tuple[int, int]) -> str | None:
        found = self._search(SEEN_BY, sentence)
        if found is None:
            return None
        name = found[1].strip()
        return name if outlet_in(name, name) else None

    def _by_verb(self, cue: Cue, outlet: str | None) -> _Found | None:
        verb = cue.text.lower()
        status = BY_VERB.get(verb)
        if status is None and not verb.startswith("blame"):
            return None
        after = self.part.text[self.part.words[cue.verb].end : cue.clause.end]
        if status is None:
            if verb in {"blamed", "blames"} and BLAMED.match(after):
                status = "claimed"
            else:
                return None
        excluded = next((p for stem, p in OBJECTS.items() if verb.startswith(stem)), None)
        if excluded is not None and excluded.match(after):
            return None
        if verb.startswith("dismiss") and not DISMISSED.match(after):
            return None
        if status == "claimed" and self._outlet(cue):
            return None
        claimant = self.speakers.name(cue.subject, cue.start)
        return _Found(status, claimant, outlet, f"claim.{status}/2")

    def _search(self, pattern: re.Pattern[str], sentence: tuple[int, int]) -> re.Match[str] | None:
        """The first match of a pattern within a sentence."""
        if pattern in self._details:
            self._details.discard(pattern)
            self._hits[pattern] = self._matches(pattern)
        start, end = sentence
        for found in self._hits.get(pattern, ()):
            if start <= found.start() < end:
                return found
        return None

    def _hits_in(self, sentence: tuple[int, int]) -> bool:
        start, end = sentence
        return any(start <= one.start() < end for some in self._hits.values() for one in some)

    def _matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All matches whose first word stands outside of marks."""
        part, outside = self.part, self.reading.outside
        return [
            found
            for found in pattern.finditer(part.text)
            if (at := part.at_or_after(found.start())) < len(part.words) and outside(at)
        ]

    def _speaker(self, cues: list[Cue]) -> str | None:
        """Who speaks first, media left out."""
        said = (cue for cue in cues if cue.subject is not None and not self._outlet(cue))
        cue = next(said, None)
        return self.speakers.name(cue.subject, cue.start) if cue else None

    def _by_phrase(
        self, sentence: tuple[int, int], cues: list[Cue], verbs: list[_Found], outlet: str | None
    ) -> list[_Found]:
        found: list[_Found] = []
        unverified = self._search(UNVERIFIED, sentence)
        if unverified is not None:
            claimed = next((one.claimant for one in verbs if one.status == "claimed"), None)
            whose = self._search(WHOSE, sentence)
            named = whose[1] if whose else None
            before = [
                cue for cue in cues if cue.start < unverified.start() and cue.form != "naming"
            ]
            other = None
            if before and before[0].subject is not None and not self._outlet(before[0]):
                other = self.speakers.name(before[0].subject, before[0].start)
            found.append(
                _Found("unverified", claimed or named or other, outlet, "claim.unverified/2")
            )
        by = self._search(DENIED_BY, sentence)
        if by is not None:
            status = BY_VERB[by[1]]
            clause = self.speakers.clause_at(by.start())
            subject = None
            if clause is not None:
                subject = self.speakers.phrases.after(clause, self.part.at_or_after(by.end()))
            claimant = self.speakers.name(subject[0], by.end()) if subject else None
            found.append(_Found(status, claimant, outlet, "claim.passive/1"))
        elif unverified is None and self._search(CONFIRMED, sentence):
            found.append(_Found("confirmed", None, outlet, "claim.passive/1"))
        unnamed = self._search(ACCUSED, sentence) or self._search(SAID_TO, sentence)
        if unnamed and not any(one.status == "claimed" for one in verbs):
            found.append(_Found("claimed", None, outlet, "claim.unnamed/1"))
        if self._search(FALSE, sentence) and not any(one.status == "denied" for one in verbs):
            found.append(_Found("denied", self._speaker(cues), outlet, "claim.false/1"))
        guilty = self._search(NOT_GUILTY, sentence)
        if guilty is not None and not any(one.status == "denied" for one in verbs):
            who = self.speakers.subject_before(guilty.start())
            found.append(_Found("denied", who, outlet, "claim.plea/1"))
        return found
