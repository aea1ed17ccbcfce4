"""Whether the words round a time look back or ahead."""

from __future__ import annotations

from typing import Literal

from .lexicon import word_set
from .numbers import SMALL
from .tokens import Part

Tense = Literal["past", "future"]

_AHEAD = word_set(
    "will shall would won’t won't ’ll 'll should must may can could might cannot can’t due expected scheduled set "
    "planned slated ahead upcoming hopes plans plan aims wants hope want aim poised ready needs need "
    "prepares prepare awaits await until till going gonna next tomorrow let’s let's please join tickets see deadline"
)
_BACK = word_set(
    "was were had did been said told held won met began came went took made gave fell rose left lost led ran spoke "
    "struck sent saw became shot broke found got hit put set grew wrote knew thought brought bought taught caught "
    "fought drove flew rode sang swam sank shook stood sat lay paid sold kept slept felt heard wore drew threw blew "
    "ate drank cut shut spread burst cast cost hurt read built burnt dealt hung lit shone slid sought spent stole "
    "swore tore woke wound withdrew ago since didn’t wasn’t weren’t hadn’t last has have having backdated"
)
_NOW = word_set(
    "is are begins begin starts start opens open closes close resumes resume ends end meets meet arrives arrive "
    "faces face plays play takes take expires expire runs run votes vote returns return hosts host visits visit "
    "goes go comes come leaves leave holds hold reopens reopen continues continue kicks travels travel chairs "
    "heads head isn’t isn't aren’t launches launch airs publishes publish decides decide be have"
)
_NOUNS = word_set(
    "death hospital hospitals zero work school court prison parliament congress town church bed power war peace jail market "
    "safety life home date safe sea land earth cash water both his her their its our my your it them him me us you this that "
    "those these about at more less each every other others another everyone anyone people members residents an and"
)
_REACH = 14
_MODALS = frozenset({"to", "will", "would", "should", "may"})
_HELPERS = frozenset({"was", "were", "been", "had"})
_NOT_ED = word_set(
    "united need indeed speed feed bed red hundred sacred wed shed exceed proceed succeed bleed breed seed"
)
_FAILED = word_set(
    "managed refused failed began had forced helped continued started used able tried came went seemed appeared"
)


def tense(part: Part, start: int, end: int) -> Tense | None:
    """Whether what is said to be at that time was or will be; nothing where no word tells.

    The nearest verb before the time in its sentence counts, else the nearest behind it.
    """
    words = part.words
    low, high = part.sentence_at(start)
    first = part.at_or_after(start)
    near = _nearest(part, range(first - 1, max(first - 1 - _REACH, -1), -1), low, high)
    if near is not None:
        return near
    after = part.at_or_after(end)
    return _nearest(part, range(after, min(after + _REACH, len(words))), low, high)


def _nearest(part: Part, places: range, low: int, high: int) -> Tense | None:
    words = part.words
    weak: Tense | None = None
    for at in places:
        word = words[at]
        if not low <= word.start < high:
            break
        said = _says(part, at)
        if said == "now":
            weak = weak or "future"
            if places.step < 0:
                return weak
        elif said:
            return said
        if word.lower in {"who", "which", "that", "because", "where"} and weak:
            break
    return weak


def _says(part: Part, at: int) -> Tense | Literal["now"] | None:
    """What one word says of when its clause is."""
    words = part.words
    word, lower = words[at], words[at].lower
    before = words[at - 1].lower if at else ""
    if before == "to" and not word.capital and _is_verb(lower):
        governor = words[at - 2].lower if at > 1 else ""
        return "past" if governor in _FAILED else "future"
    if lower == "be":
        return "future" if before in _MODALS else None
    if lower in _AHEAD or lower.endswith(("’ll", "'ll")):
        return None if _is_perfect(lower, before) else "future"
    if lower in _BACK or (lower in _NOW and before in _HELPERS):
        return None if before in {"be", "being"} else "past"
    if lower in _NOW:
        return None if before in {"the", "a", "an", "of"} or lower in {"have", "open"} else "now"
    return "past" if _is_preterite(word.text, before) else None


def _is_perfect(word: str, before: str) -> bool:
    """Whether a word that looks ahead is a participle: "has set", "had planned"."""
    return word in {"set", "plan", "planned"} and before in {"has", "had"}


def _is_preterite(word: str, before: str) -> bool:
    """Whether a verb in -ed tells of the past; "will be closed", "is expected" do not."""
    if len(word) <= 3 or not word.endswith("ed") or word[0].isupper() or word in _NOT_ED:
        return False
    return before not in {"be", "being", "is", "are", "get", "remain", "the", "a", "an"}


def _is_verb(word: str) -> bool:
    """Whether a word behind "to" can be an infinitive; most of the rest are places and people."""
    return (
        len(word) > 1
        and word not in _NOUNS
        and word not in SMALL
        and not word.endswith(("day", "ing", "tion", "ness", "ment", "ers"))
    )
