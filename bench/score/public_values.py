"""Times and quantities of two public sets of cases: Microsoft's Recognizers-Text specs (English) and quantulum3.

Both have other ends than news: commands to a calendar, and physics. So each set is cut to what our
definition (bench/gold/README.md) has as well; what is left out is counted in the notes:

- Recognizers, dates: ``MergedParser`` and ``DateTimeModel``, which say what a whole sentence has.
  The files of single extractors and parsers repeat them, the other models are modes of their own.
  Cases with sets ("every Friday"), alternatives or nothing at all to find are left out; of the rest,
  durations count as quantities here and are left out of what is expected.
- Recognizers, numbers: percent, currency, dimension and temperature; not ages, ordinals, ranges of
  bare numbers, nor ``NumberModel``, whose numbers count nothing. Cases with a unit that we do not have.
- quantulum3: cases whose units we have; years are times.

Cases are halved by a hash of their text. Rules may look at the dev half only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Final

import schemas
from streams.core.enrich import quantities, times
from streams.core.enrich.time_mentions import mentions
from streams.core.enrich.tokens import Part

from .linking import is_dev
from .public_units import OURS
from .score import Compared, Score, micro_f1, precision_recall

_SPECS: Final = Path("values", "recognizers_specs", "Specs")
_DATES: Final = ("MergedParser", "DateTimeModel")
_MEASURES: Final = (
    "Number/English/PercentModel",
    "NumberWithUnit/English/CurrencyModel",
    "NumberWithUnit/English/DimensionModel",
    "NumberWithUnit/English/TemperatureModel",
)
_QUANTULUM: Final = Path(
    "values", "quantulum3", "quantulum3", "_lang", "en_US", "tests", "quantities.json"
)
# the cases write the month before the day and pay in dollars of the United States
_ZONE: Final = timezone(timedelta(hours=-5))
_MINUTE: Final = timedelta(minutes=1)
_PART_OF_DAY: Final = timedelta(hours=3)
_NAMES: Final = {
    "dates": "times, Recognizers specs",
    "measures": "quantities, Recognizers specs",
    "quantulum3": "quantities, quantulum3",
}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and by place what each of its times or quantities may mean."""

    text: str
    at: datetime | None
    meant: dict[Place, list[dict[str, Any]]]


def scores(eval_data: Path | None) -> list[Score]:
    """Figures of each set and half."""
    found = []
    for kind, name in _NAMES.items():
        cases, left = _cases(kind, eval_data) if eval_data else ([], 0)
        for half in ("dev", "test"):
            chosen = [case for case in cases if is_dev(case.text) == (half == "dev")]
            found += _figures(f"{name}, {half}", chosen, left)
    return found


def _cases(kind: str, eval_data: Path) -> tuple[list[Case], int]:
    """The cases that fit, and how many do not."""
    made = list(_read(kind, eval_data))
    return [case for case in made if case], sum(case is None for case in made)


def _read(kind: str, eval_data: Path) -> Iterator[Case | None]:
    if kind == "quantulum3":
        for case in json.loads((eval_data / _QUANTULUM).read_text("utf-8")):
            yield _quantulum(case)
        return
    files = [f"DateTime/English/{name}" for name in _DATES] if kind == "dates" else _MEASURES
    make = _dates if kind == "dates" else _measures
    seen = set()
    for name in files:
        for case in json.loads((eval_data / _SPECS / f"{name}.json").read_text("utf-8-sig")):
            if case["Input"] not in seen:
                seen.add(case["Input"])
                yield make(case)


def _dates(case: dict[str, Any]) -> Case | None:
    meant: dict[Place, list[dict[str, Any]]] = {}
    at = (
        datetime.fromisoformat(case["Context"]["ReferenceDateTime"][:19])
        if case.get("Context")
        else None
    )
    results = case["Results"]
    kinds = {_type(one) for one in results}
    if at is None or not results or kinds & {"set", "datetimealt", "timezone", ""}:
        return None
    for one in results:
        kind = _type(one)
        if kind == "duration":
            continue
        resolution = one.get("Resolution") or one.get("Value") or {}
        place = _place(case["Input"], one)
        if place is None:
            return None
        meant[place] = [{**value, "kind": kind} for value in resolution.get("values") or []]
    return Case(case["Input"], at.replace(tzinfo=_ZONE), meant) if meant else None


def _type(one: dict[str, Any]) -> str:
    return str(one.get("TypeName") or one.get("Type") or "").removeprefix("datetimeV2.")


def _place(text: str, one: dict[str, Any]) -> Place | None:
    start = one["Start"] if "Start" in one else text.lower().find(one["Text"].lower())
    end = start + len(one["Text"])
    return (start, end) if start >= 0 and text[start:end].lower() == one["Text"].lower() else None


def _measures(case: dict[str, Any]) -> Case | None:
    meant: dict[Place, list[dict[str, Any]]] = {}
    for one in case["Results"]:
        resolution, place = one["Resolution"], _place(case["Input"], one)
        value = resolution.get("value")
        if place is None or value in {None, "null"}:
            return None
        percent = str(value).endswith("%")
        unit = "percent" if percent else resolution.get("isoCurrency") or resolution["unit"]
        if unit not in OURS and len(unit) != 3:
            return None
        name, factor = OURS.get(unit, (unit, 1.0))
        meant[place] = [
            {"value": float(str(value).rstrip("%").replace(",", "")) * factor, "unit": name}
        ]
    return Case(case["Input"], None, meant) if meant else None


def _quantulum(case: dict[str, Any]) -> Case | None:
    meant: dict[Place, list[dict[str, Any]]] = {}
    done = 0
    for one in case["res"]:
        surface, unit = one.get("surface"), one["unit"]
        if not surface or not isinstance(unit, str) or unit.lower() not in OURS:
            return None
        start = case["req"].find(surface, done)
        if start < 0:
            return None
        done = start + len(surface)
        if surface.isdigit() and len(surface) == 4 and 1500 < one["value"] < 2100:
            continue
        name, factor = OURS[unit.lower()]
        meant[start, done] = [{"value": one["value"] * factor, "unit": name}]
    return Case(case["req"], None, meant) if meant else None


def _figures(name: str, cases: list[Case], left: int) -> list[Score]:
    spans = [_compared(case, strict=True) for case in cases]
    right = [_compared(case, strict=False) for case in cases]
    count = sum(len(row.expected) for row in spans)
    hits = sum(row.hits for row in spans)
    data = f"{len(cases)} cases"
    note = f"exact span; {precision_recall(spans)}; {left} cases of the set left out: see bench/score/public_values.py"
    measured = bool(cases)
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
        else quantities.find(part, times.spans(part, named), _ZONE.utcoffset(None))
    ):
        if one.evidence is None:
            continue
        place = (one.evidence.start, one.evidence.end)
        if isinstance(one, schemas.Quantity) and one.counts:
            counted = case.text[place[0] : place[1]].rfind(one.counts)
            place = (place[0], place[0] + len(case.text[place[0] : place[0] + counted].rstrip()))
        right = strict or place not in case.meant or _is_meant(one, case.meant[place])
        found[place if right else (place, "wrong")] = one.confidence
    return Compared(frozenset(case.meant), found)


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
    start, end = one.start.astimezone(_ZONE), one.end.astimezone(_ZONE)
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
        apart = abs(datetime.combine(found.date(), there, _ZONE) - found)
        return min(apart, timedelta(days=1) - apart)
    return abs(datetime.fromisoformat(said).replace(tzinfo=_ZONE) - found)
