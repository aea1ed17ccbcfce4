"""Who says something: a verb of saying and its subject."""

from __future__ import annotations

from typing import NamedTuple

from .lexicon import (
    PLAIN_SAYING,
    PRONOUNS,
    SAYING,
)
from .mentions import Mention, Mentions
from .subjects import left, right
from .tokens import Part


class Attribution(NamedTuple):
    """One verb of saying with its subject.

    Attributes:
        start: where the whole phrase starts.
        end: where it ends.
        cue: the verb as the text gives it.
        speaker: as the text names them; the full name where a pronoun or surname stands.
        person: whether the speaker is a named person.
        sure: whether the speaker is named right beside the verb.
    """

    start: int
    end: int
    cue: str
    speaker: str | None
    person: bool
    sure: bool


def find(part: Part, mentions: Mentions) -> list[Attribution]:
    """Every attribution of a part, in order."""
    found = []
    for index, word in enumerate(part.words):
        if word.lower == "according" and index + 1 < len(part.words):
            subject = right(part, index + 1, mentions)
            if subject and part.words[index + 1].lower == "to":
                found.append(_made(part, mentions, word.start, subject, "according to"))
        if word.lower not in SAYING or (word.capital and not part.title_case):
            continue
        if index and part.words[index - 1].lower in {"to", "the", "a", "no", "news", "of", "these"}:
            continue
        subject = left(part, index, mentions)
        if subject is None and word.lower in PLAIN_SAYING and _after_words(part, index):
            subject = right(part, index, mentions)
        if subject is not None:
            found.append(_made(part, mentions, word.start, subject, word.text))
    return found


def _made(part: Part, mentions: Mentions, verb: int, subject: Mention, cue: str) -> Attribution:
    start, end = min(subject.start, verb), max(subject.end, verb + len(cue))
    text = part.text[subject.start : subject.end]
    if subject.name:
        return Attribution(start, end, cue, subject.name, subject.kind == "person", True)
    if text.lower() in PRONOUNS:
        earlier = [one for one in mentions.within(0, subject.start) if one.kind == "person"]
        plural = text.lower() == "they"
        paragraph = part.text.rfind("\n", 0, part.text.rfind("\n", 0, subject.start) + 1 or 1)
        near = bool(earlier) and earlier[-1].start > paragraph and not plural
        return Attribution(start, end, cue, earlier[-1].name if near else None, near, False)
    return Attribution(start, end, cue, text, False, True)


def _after_words(part: Part, verb: int) -> bool:
    gap = part.gap(verb)
    return any(mark in gap for mark in ",”’\"'?!")
