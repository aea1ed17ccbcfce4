"""Zones of clock times that name their own: "9am ET", "18:00 CEST", "7pm London time"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

# Hours east of Greenwich in winter, and whose summer time it follows. Fixed rules rather than the
# zone files of the machine: the same text must mean the same everywhere.
_ZONES: dict[str, tuple[float, str]] = {
    "GMT": (0, ""), "UTC": (0, ""), "Z": (0, ""), "BST": (1, ""), "WAT": (1, ""), "WEST": (1, ""),
    "CET": (1, "EU"), "CEST": (2, ""), "EET": (2, "EU"), "EEST": (3, ""), "SAST": (2, ""), "CAT": (2, ""),
    "EAT": (3, ""), "MSK": (3, ""), "TRT": (3, ""), "GST": (4, ""), "PKT": (5, ""), "SGT": (8, ""), "HKT": (8, ""),
    "PHT": (8, ""), "AWST": (8, ""), "JST": (9, ""), "KST": (9, ""), "ACST": (9.5, ""), "AEST": (10, ""),
    "AEDT": (11, ""), "NZST": (12, ""), "NZDT": (13, ""), "ET": (-5, "US"), "EST": (-5, "US"), "EDT": (-4, ""),
    "CT": (-6, "US"), "CST": (-6, "US"), "CDT": (-5, ""), "MT": (-7, "US"), "MST": (-7, "US"), "MDT": (-6, ""),
    "PT": (-8, "US"), "PST": (-8, "US"), "PDT": (-7, ""), "AT": (-4, "US"), "ADT": (-3, ""), "NT": (-3.5, "US"),
    "Eastern": (-5, "US"), "Central": (-6, "US"), "Mountain": (-7, "US"), "Pacific": (-8, "US"),
    "Atlantic": (-4, "US"),
    "London": (0, "EU"), "UK": (0, "EU"), "British": (0, "EU"), "Dublin": (0, "EU"), "Irish": (0, "EU"),
    "Paris": (1, "EU"), "Berlin": (1, "EU"), "Rome": (1, "EU"), "Madrid": (1, "EU"), "Brussels": (1, "EU"),
    "French": (1, "EU"), "German": (1, "EU"), "Italian": (1, "EU"), "Central European": (1, "EU"),
    "Kyiv": (2, "EU"), "Athens": (2, "EU"), "Moscow": (3, ""), "Istanbul": (3, ""), "Nairobi": (3, ""),
    "Kenyan": (3, ""), "Baghdad": (3, ""), "Riyadh": (3, ""), "Tehran": (3.5, ""), "Iran": (3.5, ""),
    "Dubai": (4, ""), "Delhi": (5.5, ""), "Indian": (5.5, ""), "India": (5.5, ""), "Beijing": (8, ""),
    "Singapore": (8, ""), "Hong Kong": (8, ""), "Manila": (8, ""), "Perth": (8, ""), "Tokyo": (9, ""),
    "Japan": (9, ""), "Seoul": (9, ""), "Queensland": (10, ""), "Brisbane": (10, ""), "Sydney": (10, "AU"),
    "Melbourne": (10, "AU"), "Canberra": (10, "AU"), "New York": (-5, "US"), "Washington": (-5, "US"),
    "Chicago": (-6, "US"), "Texas": (-6, "US"), "Denver": (-7, "US"), "California": (-8, "US"),
    "Los Angeles": (-8, "US"),
}  # fmt: skip
_PLACES = [name for name in _ZONES if name != name.upper() or name == "UK"]
_CODES = [name for name in _ZONES if name == name.upper()]
ZONE = (
    r"(?: (?P<zone>(?:"
    + "|".join(sorted([*_CODES, "IST"], key=len, reverse=True))
    + r")(?![\w’'-])"
    r"|(?:"
    + "|".join(sorted(_PLACES, key=len, reverse=True))
    + r")(?: (?:standard |daylight |summer )?time\b)"
    r"|(?:Eastern|Central|Mountain|Pacific|Atlantic)\b(?! [A-Z])|local time|local\b(?= time)|in the East(?: Coast)?\b))?"
)
"""What may stand behind a clock time; the group ``zone``."""


def zone_named(name: str | None, day: date, own: tzinfo | None) -> tzinfo | None:
    """The zone of that name on a day; the entry's own where none is named."""
    if not name or name.startswith("local"):
        return own
    if name.startswith("in the East"):
        name = "Eastern"
    name = re.sub(r" (?:standard |daylight |summer )?time$", "", name)
    if name == "IST":
        # Ireland writes it as well as India
        there = datetime.combine(day, datetime.min.time(), own).utcoffset() or timedelta()
        return timezone(timedelta(hours=1 if timedelta(0) <= there <= timedelta(hours=1) else 5.5))
    hours, summer = _ZONES[name]
    return timezone(timedelta(hours=hours + _is_summer(day, summer)))


def _is_summer(day: date, rule: str) -> bool:
    """Whether the clocks are an hour ahead; the days themselves, not the hours of the change."""
    if rule == "EU":
        return _sunday(day.year, 3, -1) <= day < _sunday(day.year, 10, -1)
    if rule == "US":
        return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)
    if rule == "AU":
        return not _sunday(day.year, 4, 1) <= day < _sunday(day.year, 10, 1)
    return False


def _sunday(year: int, month: int, which: int) -> date:
    """The first, second … Sunday of a month; -1 is the last."""
    if which < 0:
        last = date(year, month, 31)
        return last - timedelta(days=(last.weekday() + 1) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
