"""Words beside a number that make it a limit: "at least", "up to", "about", "or more"."""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["exactly", "at-least", "at-most", "about"]

_LEAST = (
    "at least|more than|over|just over|well over|a little over|slightly over"
    "|slightly more than|just more than"
    "|well above|above|no fewer than|not fewer than|no less than|not less than|upwards? of|a minimum of"
    "|in excess of|exceeding|as little as|as few as|north of|from|starting at"
)
_MOST = (
    "at most|up to|no more than|not more than|fewer than|less than|just under|well under|under"
    "|a maximum of|as many as|as much as|below|just below|within|within just|maximum"
)
_ABOUT = (
    "about|around|some|roughly|approximately|nearly|almost|an estimated|estimated|close to"
    "|just about|more or less|approx\\.?|circa|~|just short of|getting on for"
)
# the last words of all of them: most numbers have none of these before them
_LAST = frozenset(
    words.split()[-1].lower()
    for group in (_LEAST, _MOST, _ABOUT)
    for words in group.replace("?", "").replace("\\.", "").split("|")
) | {"upward", "approx.", "another", "further", "additional", "an"}


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<least>{_longest_first(_LEAST)})|(?P<most>{_longest_first(_MOST)})|(?P<about>{_longest_first(_ABOUT)}))"
    r"(?: an(?: additional)?| a further| another)? ?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<least> or (?:more|greater|higher|over|above)\b|-?\+(?!\w)|-plus\b| plus\b(?! \w)| at least\b(?=[.,;]))"
    r"|(?P<most> or (?:fewer|less|lower|under|below)\b| at most\b| tops\b)"
)
_PRICE = re.compile(
    r"\b(?:tickets?|costs?|costing|prices?|priced|fares?|starts?|starting|entry|available|for|sale)$",
    re.IGNORECASE,
)
_SUMS = re.compile(r"\b(?:adds?|added|adding|amounts?|amounted|comes?|came)$", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:for|of|takes?|took|taken|lasts?|lasted|lasting|waited|waiting|is|was|were|are|needs?|last|just|well)$",
    re.IGNORECASE,
)


def before(text: str, start: int, floor: int, *, span: bool, money: bool) -> tuple[Bound, int]:
    """The bound that the words before a number give, and where they start.

    Args:
        text: that holds the number.
        start: of the number, or of the sign of its currency.
        floor: nothing before it is looked at.
        span: whether it is a length of time: "over three years" then mostly means during them.
        money: whether it is a sum: "from" then is a price.
    """
    head = text[max(floor, start - 26) : start].rpartition("\n")[2]
    words = head.split()
    if not words or (words[-1].lower().strip("(“\"‘'") not in _LAST):
        return "exactly", start
    match = _BEFORE.search(head)
    if match is None:
        return "exactly", start
    if not _binds(match[0].lower().strip(), head[: match.start()].rstrip(), span=span, money=money):
        return "exactly", start
    bound: Bound = "at-least" if match["least"] else "at-most" if match["most"] else "about"
    return bound, start - len(head) + match.start()


def _binds(said: str, prior: str, *, span: bool, money: bool) -> bool:
    """Whether words that can bound do so: "from $5" is a price, "over two years" during them."""
    if said in {"from", "starting at"}:
        return money and (not prior or bool(_PRICE.search(prior)))
    if said == "over":
        return not span or bool(_LASTS.search(prior))
    if said == "up to":
        return not _SUMS.search(prior)
    return said != "within" or span


def after(text: str, end: int) -> tuple[Bound, int] | None:
    """The bound that the words behind a number give, and where they end."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    return ("at-least" if match["least"] else "at-most"), match.end()
