"""Whether an action has happened, or is only planned, threatened, denied or possible."""

from __future__ import annotations

from schemas.facts import Assertion

from .reading import Reading

_THREATS = frozenset({"threaten", "warn", "vow", "swear"})
_FALSE = frozenset({"false", "untrue", "fabricated"})


def status(reading: Reading, sentence: frozenset[str]) -> Assertion:
    """How the sentence means the action.

    Args:
        reading: the action.
        sentence: the words of the sentence, in lower case.
    """
    mood = reading.mood
    if mood.possible:
        return "hypothetical"
    refusal = reading.root == "REJECT" and reading.form == "stance"
    if (mood.negated and not refusal) or not sentence.isdisjoint(_FALSE):
        return "denied"
    conditional = "unless" in sentence or ("if" in sentence and reading.root == "THREATEN")
    if (reading.root == "THREATEN" and reading.lemma in _THREATS) or (
        mood.future and conditional and mood.said
    ):
        return "threatened"
    if mood.would and not mood.said:
        return "hypothetical"
    if (mood.future and not refusal) or (reading.root == "AGREE" and reading.over):
        return "planned"
    return "happened"
