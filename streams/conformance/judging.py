"""Whether what a subscriber holds is what it should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .scenario import Expected, Scenario
from .state import Held, State


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a scenario.

    Attributes:
        scenario: its name.
        says: what the subscriber must be able to do.
        verdict: ``not-shown`` where the subscriber shows nothing of stories, and all else is right.
        problems: what is wrong, a line each.
    """

    scenario: str
    says: str
    verdict: Literal["right", "wrong", "not-shown"]
    problems: tuple[str, ...] = ()


def judge(scenario: Scenario, state: State) -> Finding:
    """Hold a state against what is expected."""
    shows_stories = any(one.story is not None for one in state.entries)
    problems = [
        f"entry {wanted.name} ({wanted.entry}) {problem}"
        for wanted in scenario.expected
        for problem in _problems(wanted, state, shows_stories=shows_stories)
    ]
    if problems:
        return Finding(scenario.name, scenario.says, "wrong", tuple(problems))
    about_stories = any(one.story for one in scenario.expected)
    verdict = "not-shown" if about_stories and not shows_stories else "right"
    return Finding(scenario.name, scenario.says, verdict)  # type: ignore[arg-type]  # one of the two


def _problems(wanted: Expected, state: State, *, shows_stories: bool) -> Iterator[str]:
    held = [one for one in state.entries if one.entry == wanted.entry]
    standing = [one for one in held if not one.withdrawn and one.repeats is None]
    if wanted.event is None:
        yield from _not_standing(wanted, held, standing)
    elif not standing:
        gone = next((one for one in held), None)
        yield "does not stand" if gone is None else f"does not stand: {_said(gone)}"
    elif len(standing) > 1:
        yield f"stands {len(standing)} times"
    else:
        yield from _differences(wanted, standing[0], shows_stories=shows_stories)


def _not_standing(wanted: Expected, held: list[Held], standing: list[Held]) -> Iterator[str]:
    if standing:
        why = "it repeats another" if wanted.repeats else "it was withdrawn"
        yield f"stands, and should not: {why}"
    for one in held:
        if one.repeats is not None and one.repeats != wanted.repeats:
            yield f"is held as a repeat of {one.repeats}, not of {wanted.repeats or 'anything'}"
    if wanted.repeats and any(one.withdrawn for one in held):
        yield "is held as withdrawn, and was not"


def _differences(wanted: Expected, one: Held, *, shows_stories: bool) -> Iterator[str]:
    if one.event != wanted.event:
        is_of = f" (revision {one.revision})" if one.revision is not None else ""
        yield f"is held as event {one.event}{is_of}, not {wanted.event} (revision {wanted.revision})"
        return
    if one.revision not in {None, wanted.revision}:
        yield f"has revision {one.revision}, not {wanted.revision}"
    if one.headline not in {None, wanted.headline}:
        yield f"has the headline {one.headline!r}, not {wanted.headline!r}"
    if shows_stories and wanted.story not in {None, one.story}:
        yield f"stands in story {one.story}, not {wanted.story}"


def _said(one: Held) -> str:
    return "it is held as withdrawn" if one.withdrawn else f"it is held as repeating {one.repeats}"
