"""What all models share: immutability, clean strings, zoned times, spans of evidence."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

MAX_RECORD_BYTES = 512 * 1024
"""The largest record a producer may send, in bytes; longer ones become dead letters."""

# C0 and C1 controls but tab, newline and carriage return; also the byte order mark and the
# bidirectional overrides, which can make a text read differently from what it says.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""The first instant that a time may be."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""The first instant that no time may be any more."""


def clean(value: Any) -> Any:
    """Strip control characters and outer space from a string; leave other types alone."""
    if not isinstance(value, str):
        return value
    if value.isprintable():  # has none of them, as nearly every line
        return value.strip()
    value = _LONE_SURROGATE.sub("\ufffd", value)
    return _CONTROL.sub("", value).strip()


def _plausible(value: datetime) -> datetime:
    if not EARLIEST <= value < LATEST:
        raise ValueError("the time must lie between 1990 and 2100")
    return value


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _only_text_or_datetime(value: Any) -> Any:
    # pydantic would read a bare number as seconds or milliseconds since 1970, by its size
    if isinstance(value, (int, float)):
        raise ValueError("a time is an ISO 8601 string with a zone, not a number")  # noqa: TRY004 - pydantic turns only ValueError into a validation error
    return value


ZonedTime = Annotated[
    AwareDatetime, BeforeValidator(_only_text_or_datetime), AfterValidator(_plausible)
]
"""An ISO 8601 time with a zone, 1990–2100; the zone of the source is kept."""

UtcTime = Annotated[ZonedTime, AfterValidator(_in_utc)]
"""An ISO 8601 time, turned to UTC."""

# The cleaning comes last in each: put first, pydantic would leave the limits out of the JSON Schema.
Identifier = Annotated[str, Field(min_length=1, max_length=512), BeforeValidator(clean)]
Line = Annotated[str, Field(max_length=2_000), BeforeValidator(clean)]
Prose = Annotated[str, Field(max_length=200_000), BeforeValidator(clean)]
Url = Annotated[str, Field(max_length=4_096, pattern=r"^https?://\S+$"), BeforeValidator(clean)]
DeskName = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$", examples=["main"]), BeforeValidator(clean)
]


class Model(BaseModel):
    """A frozen model that ignores fields it does not know, so that senders may be newer."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64"
    )

    @classmethod
    def model_construct(  # type: ignore[override]  # mypy's plugin narrows it in each model
        cls, _fields_set: set[str] | None = None, **values: Any
    ) -> Self:
        """As pydantic's, which looks for aliases first: a model has none, and facts are made by the dozen.

        Raises:
            TypeError: a value is missing, or is of no field.
        """
        fields, required = _fields(cls)
        told = fields | values
        if len(told) != len(fields) or not required <= values.keys():
            raise TypeError(f"{cls.__name__} is not made of {', '.join(values)}")
        made = cls.__new__(cls)
        fill = object.__setattr__
        fill(made, "__dict__", told)
        fill(made, "__pydantic_fields_set__", set(values) if _fields_set is None else _fields_set)
        fill(made, "__pydantic_extra__", None)
        fill(made, "__pydantic_private__", None)
        return made

    def to_json(self) -> bytes:
        """The model as compact UTF-8 JSON without empty fields: the same model, the same bytes."""
        return self.model_dump_json(exclude_none=True).encode()


@cache
def _fields(model: type[Model]) -> tuple[dict[str, Any], frozenset[str]]:
    """The fields in order with their defaults, and those that have none."""
    fields = model.model_fields
    required = frozenset(name for name, field in fields.items() if field.is_required())
    # no default is made anew for each model, as a list would have to be
    return {name: field.default for name, field in fields.items()}, required


class Span(Model):
    """A stretch of an event's text, counted in Unicode code points.

    Attributes:
        field: which text it points into.
        start: first character.
        end: one past the last character.
    """

    field: Literal["headline", "body"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class ContractSchema(GenerateJsonSchema):
    """JSON Schema as subscribers need it: a literal tag is required, though it has a default.

    Models have titles, fields have none: generators of code would make a type of each.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        """No."""
        return False

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """Generate, then require every ``const`` property of every object."""
        document = super().generate(schema, mode=mode)
        for node in (document, *document.get("$defs", {}).values()):
            tags = [name for name, prop in node.get("properties", {}).items() if "const" in prop]
            if tags:
                node["required"] = sorted({*node.get("required", ()), *tags})
        return document
