"""How likely the findings of each rule are right.

Shares of right ones (all parts of a quote; sentence and status of a claim) on the gold set's dev half,
drawn towards 0.8 by two findings more, and lowered by 0.93: the rules were written with the dev half in
sight, and on invented entries that they had not seen they did that much less well.
"""

from __future__ import annotations

from typing import Final

CONFIDENCES: Final[dict[str, float]] = {
    "claim.claimed/2": 0.91,  # 13 of 13
    "claim.confirmed/2": 0.85,  # 13 of 14
    "claim.denied/2": 0.92,  # 31 of 31
    "claim.false/1": 0.81,  # 1 of 1
    "claim.outlet/1": 0.89,  # 8 of 8
    "claim.passive/1": 0.81,  # 1 of 1
    "claim.plea/1": 0.50,  # 0 of 1
    "claim.unnamed/1": 0.71,  # 3 of 4
    "claim.unverified/2": 0.90,  # 12 of 12
    "quote.clause/1": 0.81,  # 1 of 1
    "quote.continued/2": 0.50,  # 0 of 1
    "quote.credit/1": 0.84,  # 2 of 2
    "quote.direct-after/2": 0.93,  # 81 of 81
    "quote.direct-before/2": 0.90,  # 11 of 11
    "quote.direct-inverted/2": 0.92,  # 54 of 54
    "quote.following/1": 0.50,  # 0 of 1
    "quote.fragment/1": 0.92,  # 28 of 28
    "quote.indirect-according/2": 0.91,  # 13 of 13
    "quote.indirect-after/2": 0.86,  # 61 of 66
    "quote.indirect-before/2": 0.86,  # 87 of 94
    "quote.indirect-inverted/2": 0.88,  # 5 of 5
    "quote.introduced/2": 0.90,  # 9 of 9
    "quote.marks/2": 0.81,  # 1 of 1
    "quote.mixed-after/2": 0.73,  # 7 of 9
    "quote.mixed-before/2": 0.92,  # 49 of 49
    "quote.next/1": 0.79,  # 12 of 14
    "quote.subject/2": 0.86,  # 3 of 3
}

_UNSEEN: Final = 0.74


def confidence(rule: str) -> float:
    """How likely a finding of a rule is right; one that the gold set never needed is 0.74."""
    return CONFIDENCES.get(rule, _UNSEEN)
