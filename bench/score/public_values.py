"""Times and quantities of two public sets, by exact span and by what they mean.

What of the sets is measured stands in ``public_cases``. Cases are halved by a hash of their text;
rules may look at the dev half only.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import schemas
from streams.core.enrich import quantities, times
from streams.core.enrich.time_mentions import mentions
from streams.core.enrich.tokens import Part

from .linking import is_dev
from .public_cases import ZONE, Case, Place, cases
from .score import Compared, Score, micro_f1, precision_recall
from .values import uncounted

_MINUTE: Final = timedelta(minutes=1)
_PART_OF_DAY: Final = timedelta(hours=3)
_DEGREES: Final = {"celsius", "fahrenheit"}
_LENGTHS: Final = {"second", "minute", "hour", "day", "week", "month", "year", "time"}
_NAMES: Final = {
    "dates": "times, Recognizers specs",
    "measures": "quantities, Recognizers specs",
    "quantulum3": "quantities, quantulum3",
}


def scores(eval_data: Path | None) -> list[Score]:
    """Figures of each set and half."""
    found = []
    for kind, name in _NAMES.items():
        read, left = cases(kind, eval_data) if eval_data else ([], 0)
        for half in ("dev", "test"):
            chosen = [case for case in read if is_dev(case.text) == (half == "dev")]
            found += _figures(f"{name}, {half}", chosen, left)
    return found


def _figures(name: str, chosen: list[Case], left: int) -> list[Score]:
    spans = [_compared(case, strict=True) for case in chosen]
    right = [_compared(case, strict=False) for case in chosen]
    count = sum(len(row.expected) for row in spans)
    hits = sum(row.hits for row in spans)
    data = f"{len(chosen)} cases"
    note = f"exact span; {precision_recall(spans)}; {left} cases of the set left out: see bench/score/public_cases.py"
    measured = bool(chosen)
    return [
        Score(f"{name}: strict F1", micro_f1(spans) if measured else None, None, count, data, note),
        Score(
            f"{name}: value accuracy",
            sum(row.hits for row in right) / hits if hits else None,
            None,
            hits,
            data,
            "of those with the right span",
        ),
    ]


def _compared(case: Case, *, strict: bool) -> Compared:
    part = Part("body", case.text)
    found: dict[Any, float] = {}
    named = mentions(part)
    for one in (
        times.find(part, case.at, named)
        if case.at
        else quantities.find(part, times.spans(part, named), ZONE.utcoffset(None))
    ):
        if one.evidence is None:
            continue
        place = (one.evidence.start, one.evidence.end)
        if isinstance(one, schemas.Quantity):
            if not _is_sought(one.unit, case.sort):
                continue
            place = _measured(case, one, place)
        right = strict or place not in case.meant or _is_meant(one, case.meant[place])
        found[place if right else (place, "wrong")] = one.confidence
    return Compared(frozenset(case.meant), found)


def _measured(case: Case, one: schemas.Quantity, place: Place) -> Place:
    """Number and unit: the sets leave out what is counted, and the words that bound it."""
    words = uncounted(case.text[place[0] : place[1]], one.counts)
    end = place[0] + len(words)
    if one.bound != "exactly":
        for start, stop in case.meant:
            if stop == end and start > place[0]:
                return start, stop
    return place[0], end


def _is_sought(unit: str | None, sort: str) -> bool:
    """Whether a file of cases asks for such a unit; the other quantities of its texts are no errors."""
    money = unit is not None and len(unit) == 3 and unit.isupper()
    sorts = {"Percent": unit == "percent", "Currency": money, "Temperature": unit in _DEGREES}
    sorts["Dimension"] = unit is not None and not any(sorts.values()) and unit not in _LENGTHS
    return sorts.get(sort, True)


def _is_meant(one: schemas.Quantity | schemas.Time, meant: list[dict[str, Any]]) -> bool:
    if isinstance(one, schemas.Quantity):
        return any(
            abs(one.value - value["value"]) <= 0.001 * abs(value["value"])
            and one.unit == value["unit"]
            for value in meant
        )
    return any(_is_time(one, value) for value in meant)


def _is_time(one: schemas.Time, value: dict[str, Any]) -> bool:
    """Whether an interval is the one that a resolution names; some name but one end of it."""
    start, end = one.start.astimezone(ZONE), one.end.astimezone(ZONE)
    if "value" in value:
        return _is_point(start, end, value["value"], value["kind"])
    allowed = _PART_OF_DAY if "time" in value["kind"] else _MINUTE
    ends = [(start, value.get("start")), (end, value.get("end"))]
    return all(
        _far(found, said, value["kind"]) <= allowed for found, said in ends if said is not None
    )


def _is_point(start: datetime, end: datetime, said: str, kind: str) -> bool:
    if said == "not resolved":
        return False
    if kind == "time":
        return f"{start:%H:%M:%S}" == said
    if kind == "date":
        day = date.fromisoformat(said)
        return start.date() == day and end - start <= timedelta(days=1)
    return _far(start, said, kind) <= _MINUTE


def _far(found: datetime, said: str, kind: str) -> timedelta:
    if kind == "timerange":
        there = time.fromisoformat(said)
        apart = abs(datetime.combine(found.date(), there, ZONE) - found)
        return min(apart, timedelta(days=1) - apart)
    return abs(datetime.fromisoformat(said).replace(tzinfo=ZONE) - found)
