"""How sure an action is, and what is left out because too little says that it is one."""

from __future__ import annotations

from . import words as w
from .reading import Reading

_GATHERED = frozenset({"PROTEST", "CONSULT", "ASSAULT", "AGREE", "THREATEN"})
"""What needs no actor where the place is known: "clashes broke out in …"."""
_VERBAL = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE"})


def confidence(
    reading: Reading, sentence: frozenset[str], *, source: bool, target: bool, place: bool
) -> float | None:
    """The share of such actions that have the right root class; nothing where too few do.

    Args:
        reading: the action.
        sentence: the words of its sentence, in lower case.
        source: whether it is known who acts.
        target: whether it is known who is acted upon.
        place: whether it is known where.
    """
    if not (source or target) and not (reading.root in _GATHERED and (place or reading.mood.future)):
        return None
    if reading.root in _VERBAL and not source and not reading.passive and reading.form != "noun":
        return None
    if reading.root == "THREATEN" and reading.passive and not source:
        return None
    if reading.root in {"ASSAULT", "COERCE"} and reading.lemma in w.HARM and sentence.isdisjoint(w.ATTACK):
        if sentence.isdisjoint(w.BLAST) or not sentence.isdisjoint(w.ACCIDENT):
            return None
    if reading.root == "COERCE" and "emergency" in sentence and not sentence.isdisjoint(w.ACCIDENT):
        return None
    if reading.form == "noun":
        return 0.5
    return 0.8
