"""Measures that belong together: the ends of a range, and what is given in two units."""

from __future__ import annotations

from .counted import counted
from .measures import Measure
from .tokens import Part
from .units import CLOCK

_STEPS = frozenset({" to ", " and ", "-", "–", " or "})
_JOINS = frozenset({", ", " and ", " ", ", and "})


def together(part: Part, measures: list[Measure]) -> list[Measure]:
    """The measures of a part, with those joined that are one."""
    found: list[Measure] = []
    for one in measures:
        last = found[-1] if found else None
        joint = last and (_sum(part.text, last, one) or _range(part, last, one))
        if joint:
            found[-1] = joint
        else:
            found.append(one)
    return found


def _sum(text: str, last: Measure, one: Measure) -> Measure | None:
    """Lengths of time and heights in two units: "two hours and 45 minutes", "5 feet 2 inches"."""
    if last.unit is None or one.unit is None or one.start != one.number.start:
        return None
    if text[last.end : one.start] not in _JOINS:
        return None
    if one.unit in CLOCK and CLOCK[one.unit] < CLOCK.get(last.unit, 0):
        value = last.value * CLOCK[last.unit] / CLOCK[one.unit] + one.value
        return last._replace(end=one.end, unit=one.unit, value=value)
    if (last.unit, one.unit) == ("ft", "inch"):
        return last._replace(end=one.end, value=round(last.value + one.value / 12, 6))
    return None


def _range(part: Part, last: Measure, one: Measure) -> Measure | None:
    """A range as one measure, whose value is its lower end: "between 3 and 5 per cent"."""
    text = part.text
    step = text[last.end : one.start]
    if step not in _STEPS or last.number.form == "share" or one.bound != "exactly":
        return None
    between = text[max(0, last.start - 8) : last.start] in {"between ", "Between "}
    if step == " and " and not between:
        return None
    value = last.value
    if last.unit is None and one.number.scaled and not last.number.scaled and value < 1000:
        # "two to three million"
        value = round(value * one.value / max(one.number.value, 1e-9), 6)
    if value >= one.value or not _match(part, last, one, step, between=between):
        return None
    start = last.start - 8 if between else last.start
    return one._replace(start=start, value=value, bound="exactly", number=last.number)


def _match(part: Part, last: Measure, one: Measure, step: str, *, between: bool) -> bool:
    """Whether two measures can be the ends of one range, and not a change or two counts."""
    text = part.text
    if last.unit is None:
        if one.unit is not None:
            return True
        alike = step != " or " or one.number.form == last.number.form
        return alike and (between or counted(part, one.end)[0] is not None)
    if last.unit != one.unit:
        return False
    if between:
        return True
    signed = last.start < last.number.start, one.start < one.number.start
    changed = step == " to " and text[max(0, last.start - 5) : last.start] == "from "
    return signed[0] == signed[1] and not changed
