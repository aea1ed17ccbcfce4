"""The contract: what producers send to Copydesk and what subscribers get from it.

Everything here is a frozen pydantic model. The JSON Schema files and the AsyncAPI document
under ``published/`` are generated from these models (``copydesk schemas export``).
"""

from .base import MAX_RECORD_BYTES, Model, Span
from .cloudevents import from_binary, from_structured, to_binary, to_structured
from .dead_letter import DeadLetter, Position
from .entry import Change, Delta, Entry, Original, Retraction
from .event import (
    Corrected,
    Duplicated,
    Event,
    EventBase,
    Provenance,
    Published,
    Revised,
    Withdrawn,
    parse_event,
)
from .facts import (
    Action,
    Actor,
    Claim,
    Fact,
    Facts,
    Kind,
    Organisation,
    Person,
    Place,
    Quantity,
    Quote,
    Time,
    Topic,
)
from .latest import Latest
from .raw import Coverage, Link, Media, Operation, RawEntry
from .regroup import Redirects, Regroup
from .selection import Following, Selection
from .story import Figure, FigureValue, Story, StoryPlace

__all__ = [
    "MAX_RECORD_BYTES",
    "Action",
    "Actor",
    "Change",
    "Claim",
    "Corrected",
    "Coverage",
    "DeadLetter",
    "Delta",
    "Duplicated",
    "Entry",
    "Event",
    "EventBase",
    "Fact",
    "Facts",
    "Figure",
    "FigureValue",
    "Following",
    "Kind",
    "Latest",
    "Link",
    "Media",
    "Model",
    "Operation",
    "Organisation",
    "Original",
    "Person",
    "Place",
    "Position",
    "Provenance",
    "Published",
    "Quantity",
    "Quote",
    "RawEntry",
    "Redirects",
    "Regroup",
    "Retraction",
    "Revised",
    "Selection",
    "Span",
    "Story",
    "StoryPlace",
    "Time",
    "Topic",
    "Withdrawn",
    "from_binary",
    "from_structured",
    "parse_event",
    "to_binary",
    "to_structured",
]
