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
    if reading.possible:
        return "hypothetical"
    refusal = reading.root == "REJECT" and reading.form == "stance"
    if not sentence.isdisjoint(_FALSE) or (reading.negated and not refusal):
        return "denied"
    conditional = "unless" in sentence or ("if" in sentence and reading.root == "THREATEN")
    if reading.lemma in _THREATS or (reading.future and conditional and reading.said):
        return "threatened"
    if reading.would and not reading.said:
        return "hypothetical"
    if reading.future or (reading.root == "AGREE" and reading.over):
        return "planned"
    return "happened"
