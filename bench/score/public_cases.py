"""Cases of two public sets of times and quantities, as far as our definition has the same.

Both sets have other ends than news: commands to a calendar, and physics. So each is cut to what
bench/gold/README.md has as well:

- Recognizers-Text (Microsoft, MIT), dates: ``MergedParser`` and ``DateTimeModel``, which say what a whole
  sentence has. The files of single extractors and parsers repeat them, the other models are modes of
  their own. Cases with sets ("every Friday"), alternatives, zones or nothing to find are left out; of
  the rest, durations are quantities here and not expected.
- Recognizers-Text, numbers: percent, currency, dimension and temperature; not ages, ordinals and
  ranges of bare numbers, nor ``NumberModel``, whose numbers count nothing. Cases with a unit that we do
  not have are left out.
- quantulum3 (MIT): cases whose units we have; years are times.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from .public_units import OURS

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
ZONE: Final = timezone(timedelta(hours=-5))

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, by place what each of its times or quantities may mean, and what is sought in it."""

    text: str
    at: datetime | None
    meant: dict[Place, list[dict[str, Any]]]
    sort: str = ""


def cases(kind: str, eval_data: Path) -> tuple[list[Case], int]:
    """The cases that fit, and how many do not."""
    made = list(_read(kind, eval_data))
    return [case for case in made if case], sum(case is None for case in made)


def _read(kind: str, eval_data: Path) -> Iterator[Case | None]:
    if kind == "quantulum3":
        for case in json.loads((eval_data / _QUANTULUM).read_text("utf-8")):
            yield _quantulum(case)
        return
    files = [f"DateTime/English/{name}" for name in _DATES] if kind == "dates" else _MEASURES
    seen = set()
    for name in files:
        for case in json.loads((eval_data / _SPECS / f"{name}.json").read_text("utf-8-sig")):
            if case["Input"] not in seen:
                seen.add(case["Input"])
                sort = name.rpartition("/")[2].removesuffix("Model")
                yield _dates(case) if kind == "dates" else _measures(case, sort)


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
    return Case(case["Input"], at.replace(tzinfo=ZONE), meant) if meant else None


def _type(one: dict[str, Any]) -> str:
    return str(one.get("TypeName") or one.get("Type") or "").removeprefix("datetimeV2.")


def _place(text: str, one: dict[str, Any]) -> Place | None:
    start = one["Start"] if "Start" in one else text.lower().find(one["Text"].lower())
    end = start + len(one["Text"])
    return (start, end) if start >= 0 and text[start:end].lower() == one["Text"].lower() else None


def _measures(case: dict[str, Any], sort: str) -> Case | None:
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
    return Case(case["Input"], None, meant, sort) if meant else None


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
