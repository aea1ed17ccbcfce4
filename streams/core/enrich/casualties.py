"""Victims: whether the words round a number say that it counts people who were hurt."""

from __future__ import annotations

import re
from typing import Literal

from .counted import counted
from .lexicon import word_set
from .numbers import SMALL
from .tokens import Part

Casualty = Literal["killed", "injured", "missing"]

_VERBS: dict[str, Casualty] = {
    "killed": "killed", "killing": "killed", "kills": "killed", "kill": "killed", "murdered": "killed",
    "murdering": "killed", "drowned": "killed", "executed": "killed", "massacred": "killed",
    "slain": "killed", "slaughtered": "killed", "lynched": "killed", "beheaded": "killed",
    "assassinated": "killed", "electrocuted": "killed", "injured": "injured", "injuring": "injured", "injures": "injured",
    "wounded": "injured", "wounding": "injured", "wounds": "injured", "hurt": "injured", "hurting": "injured",
    "maimed": "injured",
}  # fmt: skip
_NOUNS: dict[str, Casualty] = {
    "dead": "killed", "died": "killed", "die": "killed", "dies": "killed", "dying": "killed", "perished": "killed",
    "deaths": "killed", "fatalities": "killed", "bodies": "killed", "lives": "killed", "death": "killed",
    "injuries": "injured", "casualties": "injured", "hospitalised": "injured", "hospitalized": "injured",
    "missing": "missing", "disappeared": "missing", "vanished": "missing", "suffocated": "killed", "unaccounted": "missing",
}  # fmt: skip
_HURT = _VERBS | _NOUNS
_CLAUSE = word_set(
    "and after when as but injuring killing wounding injures kills leaving by whose while because since before "
    "until if so though although than said says told married"
)
_LINKS = word_set(
    "were been be are was is and or also feared reported left still being confirmed found have has had "
    "who presumed believed now got least critically seriously badly severely slightly fatally"
)
_TRAILING = word_set(
    "in by and or on when after as during at since near overnight yesterday today so across over with from "
    "while following this last when monday tuesday wednesday thursday friday saturday sunday including "
    "among themselves himself herself outside inside along instantly immediately there for seriously critically before"
)
_HOSPITAL = re.compile(
    r"[^.;:!?\n]{0,40}?\b(?:(?:taken|rushed|airlifted|brought|carried|sent|flown) to (?:a |the |an |\w+ )?(?:\w+ )?hospitals?"
    r"|in (?:a |the )?hospital\b|treated (?:for|in) (?!shock)|crushed to death|burned to death"
    r"|(?:suffered|sustained|with) (?:\w+ ){0,3}(?:injur|wound|burn))"
)
_UNHURT = re.compile(
    r"\b(?:unhurt|uninjured|precaution|alive|rescued|survived|legionnaires|measles|covid|virus|cholera|flu|ill|sick)\b",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:the )?(?:people )?(?:dead|killed|deaths|victims)|deaths)\b[^.;:!?\n]{0,120}?"
    r"\b(?:to|at|is|was|of|stood at|reached|hit|now) (?:[a-z]+ ){0,3}$",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:claimed|claiming|cost|took|taking|lost)(?: the lives of)?(?: at least| about| some| up to| more than)? $"
)
_LIVES = re.compile(
    r"\b(?:the lives of|no survivors among)(?: at least| about| some| more than| the| all)* $"
)
_OWN = re.compile(r" of (?:their|its|his|her) (?:own|men|comrades|soldiers)\b")
_CARE = ("hospital", "treated", "to death", "njur", "wound", "burn")
_SEARCH = re.compile(
    r"\b(?:search(?:ing)? (?:continues |continued |was on |is on )?for|looking for)(?: \w+){0,2} $"
)
_APPOSITION = re.compile(
    r"(?: (?:from|in|at|of|on) [^,.;:!?\n]{1,40})?, (?:(?:\w+ )?(?:of (?:them|whom)|including|among them)[^,.;:!?\n]{0,60}|aged [^,.;:!?\n]{1,30}"
    r"|(?:an?|the|all|both|mostly|most) [^,.;:!?\n]{1,50}),"
)
_BREAKS = frozenset(".;:!?\n,()“”—–")
_SELVES = frozenset({"himself", "herself", "themselves"})
_NEAR_LEFT, _NEAR_RIGHT = 5, 8
SPEAKING = frozenset(_HURT) | word_set(
    "toll survivors hospital hospitals treated crushed burned suffered sustained searching search looking lost"
    " injury wound burns"
)
"""The words one of which a text has that makes victims of those that it counts."""


def casualty(part: Part, start: int, end: int) -> tuple[Casualty | None, str | None]:
    """Whether the words round a number say that it counts victims, and which word does."""
    words, text = part.words, part.text
    first, index = part.at_or_after(start), part.at_or_after(end)
    for at in range(index - 1, first - 1, -1):
        if (found := _HURT.get(words[at].lower)) and words[at].lower != "hurt":
            return found, words[at].text
    skip = _APPOSITION.match(text, end) if "," in text[end : end + 45] else None
    stop = skip.end() if skip else end
    if skip:
        index = part.at_or_after(stop)
    said = _right(part, index, jumped=skip is not None) or _left(part, first)
    if said:
        return _HURT[said.lower()], said
    return _by_phrase(part, start, end) or _by_care(part, start, stop), None


def _by_phrase(part: Part, start: int, end: int) -> Casualty | None:
    """Phrases before a number: "the death toll has risen to", "searching for", "lost … of their own"."""
    text = part.text
    head = text[max(part.sentence_at(start)[0], start - 160) : start]
    if ("toll" in head or "dea" in head) and _TOLL.search(head):
        return "killed"
    if _LIVES.search(head):
        return "killed"
    if _LOST.search(head) and _OWN.match(text, end):
        return "killed"
    if ("search" in head or "looking" in head) and _SEARCH.search(head):
        return "missing"
    return None


def _by_care(part: Part, start: int, stop: int) -> Casualty | None:
    """Phrases behind a number: "were taken to hospital", "were crushed to death"."""
    text, near = part.text, part.text[stop : stop + 90]
    if not any(word in near for word in _CARE):
        return None
    hospital = _HOSPITAL.match(text, stop)
    low, high = part.sentence_at(start)
    if hospital is None or hospital.end() > high + 1 or _UNHURT.search(text, low, high):
        return None
    return "killed" if "to death" in hospital[0] else "injured"


def _right(part: Part, index: int, *, jumped: bool) -> str | None:
    """A verb or noun behind the number that makes its people victims."""
    words = part.words
    if _is_joined(part, index):
        # "thirteen soldiers and two rebels died": the verb is behind the second
        _, after = counted(part, words[index + 1].end)
        return _right(part, part.at_or_after(after), jumped=False)
    for at in range(index, min(index + _NEAR_RIGHT, len(words))):
        gap = part.gap(at)
        if (_breaks(gap) and not (jumped and at == index)) or gap == "\n":
            return None
        lower = words[at].lower
        if lower in _HURT and not _active(part, at):
            return words[at].text
        if lower in _CLAUSE or words[at].text[0].isdigit():
            return None
    return None


def _is_joined(part: Part, index: int) -> bool:
    words = part.words
    if index + 1 >= len(words) or words[index].lower != "and" or part.gap(index) != " ":
        return False
    number = words[index + 1]
    return number.text[0].isdigit() or number.lower in SMALL


def _left(part: Part, first: int) -> str | None:
    """A verb before the number that has it as its object."""
    words = part.words
    for at in range(first - 1, max(first - 1 - _NEAR_LEFT, -1), -1):
        if _breaks(part.gap(at + 1)):
            return None
        lower = words[at].lower
        # "six killed and 12 homes": the verb before "and" has its number already
        if lower == "and" and (
            words[at + 1].lower in {"her", "his", "their"} or words[at - 1].lower in _SELVES
        ):
            continue
        if lower == "dead" and words[at - 1].lower in {"shot", "stabbed", "beaten"}:
            return words[at].text
        if lower in {
            "and",
            "or",
            "when",
            "after",
            "by",
            "leaving",
            "in",
            "with",
            "from",
            "for",
            "on",
        }:
            return None
        if lower in _VERBS and lower != "drowned":
            return words[at].text if _object(part, at) else None
    return None


def _active(part: Part, at: int) -> bool:
    """Whether the counted ones do the killing: "four drones killed two people"."""
    words = part.words
    if words[at].lower not in _VERBS or (at > 0 and words[at - 1].lower in _LINKS):
        return False
    follows = at + 1 < len(words) and part.gap(at + 1) == " "
    return follows and words[at + 1].lower not in _TRAILING


def _object(part: Part, at: int) -> bool:
    """Whether a verb is active: "was killed, 12 others" has no object."""
    before = part.words[at - 1].lower if at else ""
    return before not in {"was", "were", "been", "be", "are", "is", "people"}


def _breaks(gap: str) -> bool:
    return gap != " " and not _BREAKS.isdisjoint(gap)
