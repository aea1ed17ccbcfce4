"""The query string of a request, strictly: what is wrong or unknown is told, never ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from schemas import Selection
from schemas.base import ZonedTime
from streams.core.read_model import Words
from streams.core.reason import reason
from streams.errors import RequestRefused

SELECTION: Final = "desk source coverage story type kind topic place urgency cosmetic".split()
USUAL_LIMIT: Final = 20
MOST: Final = 100
"""Items of one answer."""

_TIME: Final = TypeAdapter(ZonedTime)
_DATE: Final = re.compile(r"\s*\d{4}-")
_CURSOR: Final = re.compile(r"[0-9a-f]{1,15}|[0-7][0-9a-f]{15}")  # below 2**63


class Parameters:
    """The parameters of a request.

    Args:
        request: what was asked.
        known: names that may be there.

    Attributes:
        text: the query string, with its question mark.

    Raises:
        RequestRefused: 400 there is another one.
    """

    def __init__(self, request: web.Request, known: Iterable[str]) -> None:
        self._query = request.query
        self.text = (
            f"?{request.rel_url.raw_query_string}" if request.rel_url.raw_query_string else ""
        )
        names = sorted(known)
        for name in self._query:
            if name not in names:
                raise RequestRefused(
                    400, f"there is no parameter {name[:50]!r}; there are: {', '.join(names)}"
                )

    def selection(self) -> Selection:
        """What must hold of events."""
        try:
            return Selection.from_query(self._query.items())
        except ValidationError as error:
            raise RequestRefused(400, reason(error)) from None

    def words(self, name: str = "q") -> Words | None:
        """Words to look for; nothing where it is absent or empty."""
        text = self._query.get(name, "").strip()
        if not text:
            return None
        try:
            return Words.of(text)
        except ValueError as error:
            raise RequestRefused(400, str(error)) from None

    def time_ms(self, name: str) -> int | None:
        """A time with a zone, in milliseconds since 1970."""
        text = self._query.get(name)
        if text is None:
            return None
        try:
            # pydantic takes bare numbers for seconds or milliseconds, by their size
            given = _DATE.match(text) and text.strip().replace(" ", "+")
            found = _TIME.validate_python(given)  # a plus that was not escaped arrives as a space
        except ValidationError:
            raise RequestRefused(
                400, f"{name} is a time with a zone, 1990 to 2100, such as 2025-05-01T21:00:00Z"
            ) from None
        return round(found.timestamp() * 1000)

    def limit(self, usual: int = USUAL_LIMIT) -> int:
        """How many items to answer with."""
        text = self._query.get("limit")
        if text is None:
            return usual
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
            raise RequestRefused(400, f"limit is a whole number from 1 to {MOST}")
        return int(text)

    def cursor(self) -> int | None:
        """Where to go on."""
        text = self._query.get("cursor")
        if text is None:
            return None
        if not _CURSOR.fullmatch(text):
            raise RequestRefused(
                400, "cursor is the value of next in an earlier answer; leave it out to begin anew"
            )
        return int(text, 16)

    def choice(self, name: str, *choices: str) -> str:
        """One of some words; the first where it is absent."""
        found = self._query.get(name, choices[0])
        if found not in choices:
            raise RequestRefused(400, f"{name} is one of: {', '.join(choices)}")
        return found

    def listed(self, name: str) -> tuple[str, ...]:
        """Several values: with commas, or the parameter several times."""
        parts = (
            part.strip() for value in self._query.getall(name, []) for part in value.split(",")
        )
        return tuple(part for part in parts if part)


def cursor(row: int) -> str:
    """What a client sends to go on after a row."""
    return f"{row:x}"
