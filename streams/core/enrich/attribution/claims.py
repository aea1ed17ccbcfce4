"""Claims: what the text does not vouch for, or says to be confirmed, denied or unverified."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from schemas import Claim
from streams.core.enrich.lexicon import word_set

from .confidences import CONFIDENCES
from .cue import Cue
from .outlets import outlet_in
from .reading import Reading
from .speakers import Speakers

Status = Literal["claimed", "confirmed", "denied", "unverified"]

_BY_VERB: dict[str, Status] = {
    **dict.fromkeys(
        word_set("claimed claims claim claiming alleged alleges allege alleging accused accuses accuse "
            "accusing insisted insists insist insisting maintained maintains maintain"), "claimed"
    ),
    **dict.fromkeys(
        word_set("confirmed confirms confirm confirming admitted admits admit admitting acknowledged "
            "acknowledges acknowledge conceded concedes concede"), "confirmed"
    ),
    **dict.fromkeys(
        word_set("denied denies deny denying rejected rejects reject rejecting dismissed dismisses dismiss "
            "dismissing disputed disputes dispute disputing refuted refutes refute contradicted "
            "contradicts contradict rebutted rebuts rebuffed"), "denied"
    ),
}  # fmt: skip
_UNVERIFIED = re.compile(
    r"\b(?:could|can|was|were|has|have|had|is|are|did|does|do)(?: ?not|n[’']t| never)(?: yet)?(?: been)?"
    r"(?: able to| possible to)?(?: be)?(?: immediately| independently| yet| been| directly)*"
    r" (?:corroborated?|verif(?:y|ied)|confirm(?:ed)?|authenticated?|substantiated?)\b"
    r"|\b(?:unable to|not able to|impossible to|no way to) (?:independently |immediately )*"
    r"(?:verify|confirm|corroborate|establish)\b"
    r"|\b(?:unverified|unconfirmed|uncorroborated|yet to be (?:verified|confirmed))\b"
    r"|\bcould not (?:say|establish|determine) whether (?:the )?(?:reports?|claims?)\b"
    r"|\b(?:[Nn]either|[Nn]one|[Nn]othing|[Nn]ot one) [^.;]{0,60}could be (?:independently |immediately )?"
    r"(?:verified|confirmed|corroborated)|\bno \w+ (?:has been |have been )?confirmed by\b"
)
_ACCUSED = re.compile(r"\b(?:stands? |standing )?accused of\b")
_SAID_TO = re.compile(
    r"\b(?:is|are|was|were) (?:widely |also )?(?:said|alleged|claimed|rumoured|rumored|reported) to "
    r"|\b(?:[Aa]llegedly|[Rr]eportedly|[Pp]urportedly|[Ss]upposedly|purports? to)\b"
)
_CONFIRMED = re.compile(
    r"\b(?:is|are|was|were|been) (?:also |now |since |later |officially )?confirmed\b(?! dead)"
)
_DENIED_BY = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly )?(denied|rejected|disputed|confirmed|claimed|dismissed) by "
)
_FALSE = re.compile(
    r"\b(?:[Cc]laims?|[Rr]eports?|[Rr]umou?rs?|[Aa]llegations?|[Ss]uggestions?|[Pp]osts?)\b[^.;]{0,90}"
    r"\b(?:false|untrue|fake|baseless|unfounded|nonsense|fabricated|invented|no truth)\b"
    r"|\bno truth (?:in|to)\b"
)
_NOT_GUILTY = re.compile(r"\bplead(?:ed|s|ing)? not guilty\b|\bnot-guilty plea\b")
_WHOSE = re.compile(
    r"\b(?:the )?([A-Z]?[\w’'-]+(?: [A-Z][\w-]+)*?)(?:[’']s|(?<=s)[’']) (?:\w+ )?"
    r"(?:claims?|account|version|allegations?|reports?|figures?|statement)\b"
)
_CITING = re.compile(r"\bciting (?:an? |the )?([^.,;]+)")
_SEEN_BY = re.compile(r"\b(?:seen|obtained|reviewed|viewed) by (?:the )?([A-Z][\w’&' ]+)")
_STEMS: dict[re.Pattern[str], tuple[str, ...]] = {
    _UNVERIFIED: ("verif", "confirm", "orroborat", "uthenticat", "ubstantiat", "could not ", "establish"),
    _ACCUSED: ("accused of",),
    _SAID_TO: ("said to ", "alleged to ", "claimed to ", "ed to ", "ports to ", "llegedly", "eportedly", "urportedly", "upposedly"),
    _CONFIRMED: (" confirmed",),
    _DENIED_BY: ("ed by ",),
    _FALSE: (
        "false", "untrue", "fake", "baseless", "unfounded", "nonsense", "fabricated", "invented", "no truth"
    ),
    _NOT_GUILTY: ("not guilty", "not-guilty"),
    _WHOSE: ("claim", "account", "version", "allegation", "report", "figure", "statement"),
    _CITING: ("citing ",),
    _SEEN_BY: ("seen by", "obtained by", "reviewed by", "viewed by"),
}  # fmt: skip
_OBJECTS: dict[str, re.Pattern[str]] = {
    "claim": re.compile(
        r" (?:\S+ ){0,4}?(?:title|lives|life|wickets?|crown|gold|silver|bronze|medals?|points|benefits|"
        r"asylum|win|place|spot|trophy|scalps?|pole|podium|compensation|expenses|refund)\b"
    ),
    "reject": re.compile(
        r" (?:\S+ ){0,4}?(?:appeal|bail|bid|motion|bill|amendment|application|petition|lawsuit|treaty)\b"
    ),
    "insist": re.compile(r" on\b(?! TV)"),
    "admit": re.compile(r" (?:\d+|patients|him to|her to|them to)\b"),
}
_DISMISSED = re.compile(
    r" (?:[^.;]{0,80}? as\b|(?:\S+ ){0,4}?(?:claims?|allegations?|suggestions?|reports?|ideas?|critici\w+|"
    r"accusations?|rumou?rs|talk|concerns|fears|charges?|it|them|calls)\b)"
)
_BLAMED = re.compile(r" (?:[A-Z][\w’'-]+ ){1,4}for ")
_REPORTING = word_set(
    "reported reports report says said wrote writes claimed claims quoted according understands learned"
)


def possible(text: str) -> list[re.Pattern[str]]:
    """The patterns whose stems a text holds: mostly none."""
    found = []
    for pattern, stems in _STEMS.items():
        for stem in stems:
            if stem in text:
                found.append(pattern)
                break
    return found


class _Found(NamedTuple):
    status: Status
    claimant: str | None
    outlet: str | None
    rule: str


class Claims:
    """Reads the claims of one part, sentence by sentence."""

    def __init__(self, reading: Reading, cues: list[Cue], speakers: Speakers) -> None:
        self.reading = reading
        self.part = reading.part
        self.speakers = speakers
        self._hits = self._all_hits()
        self._cues: dict[tuple[int, int], list[Cue]] = {}
        for cue in cues:
            self._cues.setdefault(cue.clause.sentence, []).append(cue)

    def find(self) -> list[Claim]:
        """The claims in order: one a sentence, status and claimant."""
        found: list[Claim] = []
        sentences = dict.fromkeys(clause.sentence for clause in self.reading.clauses)
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
            text=self.part.text[start:end],
            claimant=one.claimant,
            status=one.status,
            outlet=one.outlet if one.outlet != one.claimant else None,
            evidence=self.part.span(start, end),
            rule=one.rule,
            confidence=CONFIDENCES.get(one.rule, 0.6),
        )

    def _sentence(self, sentence: tuple[int, int]) -> list[_Found]:
        cues = self._cues.get(sentence, [])
        outlets = [
            (cue, name)
            for cue in cues
            if cue.subject is not None
            and cue.text.split()[0].lower() in _REPORTING
            and (name := self._outlet(cue))
        ]
        outlet = outlets[0][1] if outlets else self._seen_by(sentence)
        found = [one for cue in cues if (one := self._by_verb(cue, outlet)) is not None]
        if cues:
            # "Accusing the council of neglect, X said …"
            cue = cues[0]
            lead = self.part.words[cue.clause.first].lower
            if lead.endswith("ing") and lead in _BY_VERB and cue.verb > cue.clause.first:
                status = _BY_VERB[lead]
                claimant = self.speakers.name(cue.subject, cue.start)
                found.append(_Found(status, claimant, outlet, f"claim.{status}/2"))
        found += self._by_phrase(sentence, cues, found, outlet)
        disputed = any(one.status in {"denied", "unverified"} for one in found)
        if outlet is not None and not disputed:
            citing = self._search(_CITING, sentence)
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
        found = self._search(_SEEN_BY, sentence)
        if found is None:
            return None
        name = found[1].strip()
        return name if outlet_in(name, name) else None

    def _by_verb(self, cue: Cue, outlet: str | None) -> _Found | None:
        verb = cue.text.lower()
        status = _BY_VERB.get(verb)
        after = self.part.text[self.part.words[cue.verb].end : cue.clause.end]
        if status is None:
            if verb in {"blamed", "blames"} and _BLAMED.match(after):
                status = "claimed"
            else:
                return None
        excluded = next((p for stem, p in _OBJECTS.items() if verb.startswith(stem)), None)
        if excluded is not None and excluded.match(after):
            return None
        if verb.startswith("dismiss") and not _DISMISSED.match(after):
            return None
        if status == "claimed" and self._outlet(cue):
            return None
        claimant = self.speakers.name(cue.subject, cue.start)
        return _Found(status, claimant, outlet, f"claim.{status}/2")

    def _search(self, pattern: re.Pattern[str], sentence: tuple[int, int]) -> re.Match[str] | None:
        """The first match of a pattern within a sentence."""
        start, end = sentence
        if not self._hits:
            return None
        for found in self._hits.get(pattern, ()):
            if start <= found.start() < end:
                return found
        return None

    def _hits_in(self, sentence: tuple[int, int]) -> bool:
        return any(self._search(pattern, sentence) for pattern in self._hits)

    def _all_hits(self) -> dict[re.Pattern[str], list[re.Match[str]]]:
        """All matches whose first word stands outside of marks; most texts hold none of the stems."""
        text = self.part.text
        hits: dict[re.Pattern[str], list[re.Match[str]]] = {}
        for pattern in possible(text):
            for found in pattern.finditer(text):
                at = self.part.at_or_after(found.start())
                if at < len(self.part.words) and self.reading.outside(at):
                    hits.setdefault(pattern, []).append(found)
        return hits

    def _by_phrase(
        self, sentence: tuple[int, int], cues: list[Cue], verbs: list[_Found], outlet: str | None
    ) -> list[_Found]:
        found: list[_Found] = []
        speaker = next(
            (self.speakers.name(cue.subject, cue.start) for cue in cues
                if cue.subject is not None and not self._outlet(cue)), None
        )  # fmt: skip
        unverified = self._search(_UNVERIFIED, sentence)
        if unverified is not None:
            claimed = next((one.claimant for one in verbs if one.status == "claimed"), None)
            whose = self._search(_WHOSE, sentence)
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
        by = self._search(_DENIED_BY, sentence)
        if by is not None:
            status = _BY_VERB[by[1]]
            clause = self.speakers.clause_at(by.start())
            subject = None
            if clause is not None:
                subject = self.speakers.phrases.after(clause, self.part.at_or_after(by.end()))
            claimant = self.speakers.name(subject[0], by.end()) if subject else None
            found.append(_Found(status, claimant, outlet, "claim.passive/1"))
        elif unverified is None and self._search(_CONFIRMED, sentence):
            found.append(_Found("confirmed", None, outlet, "claim.passive/1"))
        if self._search(_ACCUSED, sentence) or self._search(_SAID_TO, sentence):
            if not any(one.status == "claimed" for one in verbs):
                found.append(_Found("claimed", None, outlet, "claim.unnamed/1"))
        if self._search(_FALSE, sentence) and not any(one.status == "denied" for one in verbs):
            found.append(_Found("denied", speaker, outlet, "claim.false/1"))
        guilty = self._search(_NOT_GUILTY, sentence)
        if guilty is not None and not any(one.status == "denied" for one in verbs):
            who = self.speakers.subject_before(guilty.start())
            found.append(_Found("denied", who, outlet, "claim.plea/1"))
        return found
