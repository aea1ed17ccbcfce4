"""Victims: whether the words round a number say that it counts people who were hurt."""

from __future__ import annotations

from typing import Literal

from .lexicon import word_set
from .tokens import Part

Casualty = Literal["killed", "injured", "missing"]


_HURT = {
    "killed": "killed", "killing": "killed", "kills": "killed", "dead": "killed", "died": "killed",
    "die": "killed", "deaths": "killed", "fatalities": "killed", "dies": "killed",
    "injured": "injured", "injuring": "injured", "injures": "injured", "wounded": "injured",
    "wounding": "injured", "hurt": "injured", "injuries": "injured", "missing": "missing",
    "hospitalised": "injured", "hospitalized": "injured", "wounds": "injured",
    "unaccounted": "missing",
}  # fmt: skip


_CLAUSE = word_set("and after who when as but injuring killing wounding injures kills leaving by")


_NEAR_LEFT, _NEAR_RIGHT = 3, 4


def casualty(part: Part, start: int, end: int) -> tuple[Casualty | None, str | None]:
    """Whether the words round a number say that it counts victims."""
    words = part.words
    index = part.at_or_after(end)
    for at in range(index, min(index + _NEAR_RIGHT, len(words))):
        if _breaks(part.gap(at)) or words[at].lower in _CLAUSE or words[at].text.isdigit():
            break
        if words[at].lower in _HURT and not _active(part, at):
            return _HURT[words[at].lower], words[at].text  # type: ignore[return-value]
    first = part.at_or_after(start)
    counted = {word.lower for word in words[first:index]} & set(_HURT)
    if counted:
        word = min(counted)
        return _HURT[word], word  # type: ignore[return-value]
    for at in range(first - 1, max(first - 1 - _NEAR_LEFT, -1), -1):
        if _breaks(part.gap(at + 1)):
            break
        lower = words[at].lower
        # "six killed and 12 homes": the verb before "and" has its number already
        if lower in {"and", "or", "when", "after", "by"}:
            break
        if lower in {
            "killed",
            "killing",
            "kills",
            "injured",
            "injuring",
            "injures",
            "wounded",
            "wounding",
            "leaving",
        } and _object(part, at):
            if lower == "leaving":
                break
            return _HURT[lower], words[at].text  # type: ignore[return-value]
    return None, None


def _active(part: Part, at: int) -> bool:
    """Whether the counted ones do the killing: "four drones killed two people"."""
    words = part.words
    passive = at > 0 and words[at - 1].lower in {
        "were",
        "been",
        "be",
        "are",
        "was",
        "is",
        "and",
        "or",
        "also",
        "feared",
        "reported",
        "left",
        "still",
        "being",
        "confirmed",
    }
    if (
        words[at].lower
        not in {"killed", "injured", "wounded", "hurt", "killing", "injuring", "wounding"}
        or passive
    ):
        return False
    follows = at + 1 < len(words) and part.gap(at + 1) == " "
    return follows and words[at + 1].lower not in {
        "in",
        "by",
        "and",
        "on",
        "when",
        "after",
        "as",
        "during",
        "at",
        "since",
        "near",
        "overnight",
        "yesterday",
        "today",
        "so",
        "across",
    }


def _object(part: Part, at: int) -> bool:
    """Whether a verb is active: "was killed, 12 others" has no object."""
    before = part.words[at - 1].lower if at else ""
    return before not in {"was", "were", "been", "be", "are"}


def _breaks(gap: str) -> bool:
    return any(mark in gap for mark in ".;:!?\n,()")
