"""Parameters that several operations take."""

from __future__ import annotations

from typing import Any, Final, get_args

from schemas import Kind
from streams.gateway.parameters import MOST

from .table import TEXT, Parameter, Schema

TIME: Final[Schema] = {"type": "string", "format": "date-time"}
CHANGES: Final = ["published", "revised", "corrected", "withdrawn", "duplicated"]


def path(name: str, about: str) -> Parameter:
    """A parameter in the path."""
    return Parameter(name, about, where="path")


def choice(name: str, about: str, *choices: str) -> Parameter:
    """One of some words; the first is usual."""
    return Parameter(name, about, {"type": "string", "enum": list(choices), "default": choices[0]})


def limit(usual: int) -> Parameter:
    """How many items to answer with."""
    schema: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": MOST, "default": usual}
    return Parameter("limit", "how many items at most", schema)


CURSOR: Final = Parameter("cursor", "the `next` of the page before; leave it out to begin")
WORDS: Final = Parameter(
    "q",
    'words that must all be there; `"phrases"`, `-exclusions` and `prefixes*`; capitals and accents '
    "do not matter",
    {"type": "string", "maxLength": 500},
)
SINCE: Final = Parameter("since", "from this time on, the entry's own", TIME)
UNTIL: Final = Parameter("until", "before this time", TIME)

SELECTION: Final = (
    Parameter(
        "desk", "desks", {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"}, many=True
    ),
    Parameter("source", "who published it", TEXT, many=True),
    Parameter("coverage", "ids of live blogs", TEXT, many=True),
    Parameter("story", "ids of stories", TEXT, many=True),
    Parameter("type", "what happened", {"type": "string", "enum": CHANGES}, many=True),
    Parameter("kind", "of the entry", {"type": "string", "enum": list(get_args(Kind))}, many=True),
    Parameter("topic", "IPTC codes (`medtop:16000000` or `16000000`) or names", TEXT, many=True),
    Parameter("place", "ISO 3166-1 or 3166-2 codes, or GeoNames ids", TEXT, many=True),
    Parameter(
        "urgency",
        "at least as urgent as this: 1 (most) to 8",
        {"type": "integer", "minimum": 1, "maximum": 8},
    ),
    Parameter(
        "cosmetic",
        "whether revisions that change nothing a reader would notice are wanted",
        {"type": "boolean", "default": True},
    ),
)
