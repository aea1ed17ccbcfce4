"""The words that ``Mood.note`` takes note of."""

from __future__ import annotations

from . import words as w

DENYING = frozenset({"denied", "denies", "denying", "deny"})
NOTED = (
    w.NEGATIVE | w.FUTURE | w.POSSIBLE | w.WEIGHING | w.NEED | w.READY | w.SOON | w.INTENDING
    | w.SAYING | DENYING | w.UNWILLING
    | {"no", "yet", "failed", "fails", "fail", "intention", "should", "has", "have", "need", "needs", "question", "is", "are"}
)  # fmt: skip
