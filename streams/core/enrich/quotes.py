"""Quotes: the words between marks, whose they are and how the text gives them."""

from __future__ import annotations

import re

from schemas import Quote

from .attribution import Attribution
from .mentions import Mentions
from .quote_marks import Quoted, quoted
from .roles import is_role
from .tokens import Part

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ONLY_MARKS = re.compile(r"[\s,.;:!?…—–”’\"')]*")
_LEAD_IN = re.compile(
    r"[\s,:]*(?:that|as|it|a|an|the|of|on|in|for|to|was|were|is|are|had|has|[\s,:])*"
)
_COPULA = re.compile(r" (?:is|was|are|were|feels|felt|remains|remained|has been|being) $")


class _Reader:
    """Reads the quotes of one part in order: later ones may lean on earlier ones."""

    def __init__(self, part: Part, mentions: Mentions, said: list[Attribution]) -> None:
        self.part = part
        self.mentions = mentions
        self.items = quoted(part)
        # what a speaker says about saying is theirs
        self.said = [one for one in said if not self._inside(one.start)]
        self.done: list[tuple[Quoted, Quote]] = []

    def _inside(self, offset: int) -> bool:
        return any(start <= offset < end for item in self.items for start, end in item.spans)

    def read(self) -> list[Quote]:
        for item in self.items:
            quote = self._quote(item)
            if quote:
                self.done.append((item, quote))
        return [quote for _, quote in self.done]

    def _quote(self, item: Quoted) -> Quote | None:
        part = self.part
        texts = [part.text[start:end] for start, end in item.spans]
        words = _WORDS.findall(" ".join(texts))
        if not words:
            return None
        paragraph = self._paragraph(item.start)
        speaker, cue, rule, confidence = self._speaker(item, paragraph)
        # what nobody closed is a whole paragraph
        whole = not item.closed or _whole(texts, words, part.text[item.end : item.end + 1])
        if rule == "":
            # titles and scare quotes: nobody is said to have said them
            named = all(word[0].isupper() or len(word) < 4 for word in words)
            if len(words) <= 2 or (len(words) <= 8 and named):
                return None
            rule, confidence = "quote.marks/1", 0.5
        if not item.closed:
            confidence -= 0.1
        spans = tuple(part.span(start, end) for start, end in item.spans)
        return Quote.model_construct(
            text="\n".join(texts),
            speaker=speaker,
            cue=cue,
            directness="direct" if whole else "mixed",
            spans=spans,
            evidence=spans[0],
            rule=rule,
            confidence=round(confidence, 2),
        )

    def _paragraph(self, offset: int) -> tuple[int, int]:
        for start, end in self.part.paragraphs:
            if start <= offset < end:
                return start, end
        return 0, len(self.part.text)

    def _speaker(  # noqa: PLR0911 - one return a rule, the surest first
        self, item: Quoted, paragraph: tuple[int, int]
    ) -> tuple[str | None, str | None, str, float]:
        text = self.part.text
        start = item.start
        last = self._paragraph(item.spans[-1][0])
        for one in self.said:
            if item.end <= one.start < last[1] and _ONLY_MARKS.fullmatch(text, item.end, one.start):
                return one.speaker, one.cue, "quote.said-after/1", 0.95 if one.sure else 0.75
        before = [one for one in self.said if paragraph[0] <= one.start and one.end <= start]
        if before and _LEAD_IN.fullmatch(text, before[-1].end, start):
            one = before[-1]
            return one.speaker, one.cue, "quote.said-before/1", 0.95 if one.sure else 0.75
        copula = _COPULA.search(text, paragraph[0], start)
        if copula and (who := self.mentions.ending_at(copula.start())) and who.kind == "person":
            return who.name, None, "quote.subject/1", 0.6
        sentence = self.part.sentence_at(start)
        same = [one for one in self.said if sentence[0] <= one.start < sentence[1]]
        if same:
            one = min(same, key=lambda said: abs(said.start - start))
            return one.speaker, one.cue, "quote.sentence/1", 0.7
        if self.part.field == "headline" and (subject := self._subject(start)):
            return subject, None, "quote.headline/1", 0.55
        if self.done and self._goes_on(item, paragraph):
            earlier = self.done[-1][1]
            return earlier.speaker, earlier.cue, "quote.continued/1", 0.8
        if start == paragraph[0]:
            return self._introduced(paragraph)
        return None, None, "", 0.0

    def _subject(self, start: int) -> str | None:
        """Whom a headline begins with: "UN chief ‘very concerned’ about …"."""
        lead = self.part.text[:start].strip().removesuffix(" is").removesuffix(":")
        words = [word for word in self.part.words if word.end <= len(lead)]
        if not 1 <= len(words) <= 4 or not words[0].capital:
            return None
        known = self.mentions.ending_at(len(lead))
        named = known is not None and known.kind != "place" and known.start == 0
        return lead if named or is_role(words[-1].text) else None

    def _goes_on(self, item: Quoted, paragraph: tuple[int, int]) -> bool:
        """Whether the same speaker talks on after “…,” she said."""
        earlier, quote = self.done[-1]
        if quote.speaker is None or earlier.end < paragraph[0]:
            return False
        between = self.part.text[earlier.end : item.start]
        return (
            any(earlier.end <= one.start < item.start for one in self.said) and len(between) < 120
        )

    def _introduced(self, paragraph: tuple[int, int]) -> tuple[str | None, str | None, str, float]:
        """The speaker whom the paragraph before names: "X spoke on her role." “…”."""
        nobody = (None, None, "", 0.0)
        paragraphs = self.part.paragraphs
        index = paragraphs.index(paragraph)
        if index == 0:
            return nobody
        start, end = paragraphs[index - 1]
        if self.done:
            earlier, quote = self.done[-1]
            if (
                start <= earlier.spans[-1][0] < end
                and quote.speaker
                and quote.directness == "direct"
            ):
                return quote.speaker, quote.cue, "quote.continued/1", 0.7
        sentence = self.part.sentence_at(end - 1)
        leads = [one for one in self.said if sentence[0] <= one.start < sentence[1]]
        if leads:
            one = leads[0]
            return one.speaker, one.cue, "quote.introduced/1", 0.85 if one.person else 0.7
        return nobody


def find(part: Part, mentions: Mentions, said: list[Attribution]) -> list[Quote]:
    """The quotes of one part, in order."""
    return _Reader(part, mentions, said).read()


def _whole(texts: list[str], words: list[str], after: str) -> bool:
    """Whether whole sentences stand between the marks."""
    first, last = texts[0].lstrip(), texts[-1].rstrip()
    if not first[:1].isupper():
        return False
    return last[-1:] in ".,!?…" or after in {",", "."} or len(words) >= 8 or len(texts) > 1
