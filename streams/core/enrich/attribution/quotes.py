"""Quotes: direct, indirect and mixed, put together from cues and quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from schemas import Quote
from streams.core.enrich.quote_marks import Quoted

from .confidences import confidence
from .cue import Cue
from .orphans import Orphans
from .reading import Reading
from .speakers import Speakers
from .verbs import FINITE, PAST

_GOES_ON = frozenset("if when until unless and or but to because provided even".split()) | FINITE
_THAT = re.compile(r"\bthat $")
_WORDS = re.compile(r"\w")


Directness = Literal["direct", "indirect", "mixed"]


@dataclass(slots=True)
class Draft:
    """A quote while it is put together."""

    spans: list[tuple[int, int]]
    directness: Directness
    speaker: str | None
    cue: str | None
    rule: str
    last: int
    closed: bool = True


class Quotes:
    """Puts the quotes of one part together."""

    def __init__(self, reading: Reading, cues: list[Cue], speakers: Speakers) -> None:
        self.reading = reading
        self.part = reading.part
        self.cues = cues
        self.speakers = speakers
        self.drafts: list[Draft] = []
        self.taken: dict[int, Draft] = {}
        self.of_cue: dict[int, Draft] = {}

    def find(self) -> list[Quote]:
        """All quotes, in order."""
        last = 0
        for cue in self.cues:
            content = cue.content
            if content is not None and content[0] >= last and self._says(cue, content):
                self._clause(cue, content)
                last = max(last, content[1])
        for cue in self.cues:
            if cue.form == "naming":
                self._named(cue)
        self._halves()
        orphans = Orphans(self.reading, self.speakers)
        earlier: Draft | None = None
        for item in self.reading.items:
            if item.start not in self.taken:
                self._orphan(orphans, item, earlier)
            earlier = self.taken.get(item.start)
        self.drafts.sort(key=lambda draft: draft.spans[0])
        return [self._quote(draft) for draft in self.drafts]

    def _clause(self, cue: Cue, content: tuple[int, int]) -> None:
        items = [
            item
            for item in self.reading.items_in(content[0] - 1, content[1])
            if item.start not in self.taken
        ]
        speaker = self.speakers.name(cue.subject, cue.start)
        whole = next(
            (item for item in items if self._fills(item, content)), None
        ) if items else None  # fmt: skip
        directness: Directness
        if whole is not None:
            that = cue.form == "before" and _THAT.search(self.part.text, cue.end, whole.start)
            if that:
                spans, directness = [(whole.start, whole.end)], "mixed"
            else:
                spans, directness = list(whole.spans), "direct"
        else:
            spans, directness = [content], "mixed" if items else "indirect"
        rule = f"quote.{directness}-{cue.form}/2"
        draft = Draft(spans, directness, speaker, cue.text, rule, max(cue.end, content[1]))
        draft.closed = all(item.closed for item in items)
        if directness == "indirect":
            self._second_part(cue, draft)
        self.drafts.append(draft)
        self.of_cue[cue.verb] = draft
        for item in items:
            self.taken[item.start] = draft

    def _says(self, cue: Cue, content: tuple[int, int]) -> bool:
        """Whether it is more than a word or two outside of marks: not "the band says nine"."""
        start, end = content
        if end <= start:
            return False
        first, last = self.part.at_or_after(start), self.part.at_or_after(end)
        if self.reading.items_in(start, end) or cue.form == "according":
            return True
        if cue.form == "after" and self._goes_on_after(cue):
            return True
        words = [self.part.words[at].lower for at in range(first, last)]
        return len(words) > 3 or any(
            word in FINITE or word in PAST or word.endswith(("ed", "n’t", "n't")) for word in words
        )

    def _fills(self, item: Quoted, content: tuple[int, int]) -> bool:
        text = self.part.text
        return not (
            _WORDS.search(text, content[0], item.start) or _WORDS.search(text, item.end, content[1])
        )

    def _second_part(self, cue: Cue, draft: Draft) -> None:
        """Its second half: "It takes effect, France said, when the hostages are home"."""
        part, clause = self.part, cue.clause
        if cue.form not in {"after", "inverted", "according"} or not self._goes_on_after(cue):
            return
        if cue.form == "according" and part.words[cue.rest].lower not in FINITE:
            return
        draft.spans.append(self.reading.inner(part.words[cue.rest].start, clause.end))
        draft.last = clause.end

    def _goes_on_after(self, cue: Cue) -> bool:
        part = self.part
        return (
            cue.rest < cue.clause.last
            and part.gap(cue.rest) == ", "
            and cue.rest <= part.at_or_after(cue.end) + 1
            and part.words[cue.rest].lower in _GOES_ON
        )

    def _named(self, cue: Cue) -> None:
        """Words between marks that a verb names: called it “a disgrace”."""
        following = [
            item
            for item in self.reading.items_in(cue.end, cue.clause.end)
            if item.start not in self.taken
        ]
        others = self.speakers.cues_of(cue.clause)
        if not following or any(cue.end < one.start < following[0].start for one in others):
            return
        item = following[0]
        speaker = self.speakers.name(cue.subject, cue.start)
        draft = Draft(list(item.spans), "direct", speaker, cue.text, "quote.fragment/1", item.end)
        draft.closed = item.closed
        self.drafts.append(draft)
        self.taken[item.start] = draft

    def _halves(self) -> None:
        """What goes on after its cue: “…,” she said, “…”; “…,” she said. “…”."""
        for item in self.reading.items:
            draft = self.taken.get(item.start)
            if draft is None:
                draft = self._before(item)
                if draft is not None:
                    draft.spans += item.spans
                    draft.last = item.end
                    draft.closed = item.closed
                    self.taken[item.start] = draft

    def _before(self, item: Quoted) -> Draft | None:
        clause = self.speakers.clause_at(item.start)
        if clause is None:
            return None
        lead = clause.start >= item.start - 1
        before = self.speakers.clause_before(item.start) if lead else clause
        if before is None or before.paragraph != clause.paragraph:
            return None
        if not lead and not self.part.text[clause.start : item.start].rstrip().endswith(","):
            return None
        for cue in reversed(self.speakers.cues_of(before)):
            if cue.form in {"after", "inverted"} and cue.end <= item.start:
                draft = self.of_cue.get(cue.verb)
                if draft is not None and (draft.directness == "direct" or not lead):
                    return draft
        return None

    def _orphan(self, orphans: Orphans, item: Quoted, earlier: Draft | None) -> None:
        said = (earlier.speaker, earlier.cue) if earlier else (None, None)
        found = orphans.speaker(item, *said)
        if found is None:
            return
        speaker, cue, rule = found
        draft = Draft(list(item.spans), "direct", speaker, cue, rule, item.end, item.closed)
        self.drafts.append(draft)
        self.taken[item.start] = draft

    def _quote(self, draft: Draft) -> Quote:
        spans = tuple([self.part.span(start, end) for start, end in draft.spans])
        sure = confidence(draft.rule)
        if not draft.closed:
            sure -= 0.1
        return Quote.model_construct(
            evidence=spans[0],
            rule=draft.rule,
            confidence=round(sure, 2),
            text="\n".join([self.part.text[start:end] for start, end in draft.spans]),
            speaker=draft.speaker,
            cue=draft.cue,
            directness=draft.directness,
            spans=spans,
        )
