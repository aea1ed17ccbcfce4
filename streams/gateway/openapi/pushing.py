"""Rows of ``entries.py``."""

from __future__ import annotations

from typing import Final

from schemas import RawEntry
from streams.gateway.batch import LINES, MOST_ENTRIES

from .table import TEXT, Answer, Operation, Parameter, Part, ref

_KEY: Final = Parameter(
    "Idempotency-Key",
    "a request with the key and the body of one that was accepted gets the same answer",
    {"type": "string", "minLength": 1, "maxLength": 255},
    where="header",
)
_ENTRIES: Final = {
    "oneOf": [
        ref("RawEntry"),
        {"type": "array", "items": ref("RawEntry"), "minItems": 1, "maxItems": MOST_ENTRIES},
    ]
}

PART: Final = Part(
    tag="entries in",
    about="Entries are pushed, and the pipeline makes events of them.",
    operations=(
        Operation(
            method="post",
            path="/v1/entries",
            name="pushEntries",
            summary="Push one entry, an array of them, or one a line; all of them or none",
            about="The answer 202 means that Kafka has all of them.",
            parameters=(_KEY,),
            body={
                "application/json": _ENTRIES,
                **{
                    name: {"type": "string", "description": "a `RawEntry` a line"}
                    for name in sorted(LINES)
                },
            },
            answers=(Answer(202, "Kafka has all of them", {"application/json": ref("Accepted")}),),
            refusals=(400, 408, 409, 413, 415, 422, 429, 503),
        ),
    ),
    taken={"RawEntry": RawEntry},
    schemas={
        "Accepted": {
            "type": "object",
            "required": ["entries"],
            "properties": {
                "entries": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["id", "entry_id", "desk", "topic", "partition", "offset"],
                        "properties": {
                            "id": {"type": "string", "description": "of the entry, in its events"},
                            "entry_id": TEXT,
                            "desk": TEXT,
                            "topic": TEXT,
                            "partition": {"type": "integer", "minimum": 0},
                            "offset": {"type": "integer", "minimum": 0},
                        },
                    },
                }
            },
        }
    },
)
