"""How sure an action is, and what is left out because too little says that it is one."""

from __future__ import annotations

from typing import Final

from . import words as w
from .reading import Form, Reading

_RIGHT: Final[dict[Form, float]] = {
    "verb": 0.9,
    "stance": 0.86,
    "cue": 0.8,
    "far": 0.65,
    "noun": 0.6,
}
"""Share of right root classes by what told them. 210 actions found in items of Wikipedia's Current Events
portal and 110 in entries of ``bench/gold/train-*`` were looked through one by one; what was mended
afterwards does not count as wrong."""
_BESIDE: Final = 0.05
"""How much less often an action is right that stands beside the main clause."""
_VERBAL = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE"})
"""What somebody says: with nobody to say it, the words are meant otherwise."""
_GATHERED = frozenset(
    {"PROTEST", "CONSULT", "ASSAULT", "AGREE", "THREATEN", "SANCTION", "CONCEDE", "RETREAT"}
)
"""What needs no actor where it is told well: "clashes broke out in …"."""
_FORCED = frozenset({"ASSAULT", "COERCE"})


def confidence(
    reading: Reading,
    sentence: frozenset[str],
    *,
    source: bool,
    target: bool,
    place: bool,
    beside: bool,
) -> float | None:
    """The share of such actions that have the right root class; nothing where too few do.

    Args:
        reading: the action.
        sentence: the words of its sentence, in lower case.
        source: whether it is known who acts.
        target: whether it is known who is acted upon.
        place: whether it is known where.
        beside: whether it stands beside the main clause.
    """
    gathered = reading.root in _GATHERED and (
        place
        or reading.mood.future
        or reading.form == "cue"
        or (reading.root == "ASSAULT" and not sentence.isdisjoint(w.ATTACK))
    )
    unsaid = reading.root in _VERBAL and not source and reading.form != "noun"
    if not (source or target or gathered) or (unsaid and not reading.passive):
        return None
    if unsaid and reading.root == "THREATEN":
        return None  # "the schedule is threatened"
    if reading.lemma == "shoot" and not sentence.isdisjoint(w.FILM):
        return None
    if reading.root in _FORCED and _accident(reading, sentence):
        return None
    return round(_RIGHT[reading.form] - (_BESIDE if beside else 0.0), 2)


def _accident(reading: Reading, sentence: frozenset[str]) -> bool:
    """Whether nobody did it: an accident kills, an emergency is declared for a storm."""
    disaster = not sentence.isdisjoint(w.ACCIDENT)
    crash = not sentence.isdisjoint(w.CRASH) and sentence.isdisjoint(w.WEAPONS)
    if reading.lemma in w.HARM and crash:
        return True
    if reading.lemma in w.HARM and sentence.isdisjoint(w.ATTACK):
        return disaster or sentence.isdisjoint(w.BLAST)
    return disaster and reading.root == "COERCE" and "emergency" in sentence
