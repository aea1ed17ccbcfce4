"""The rules that all versions of ninjs share, as models.

The standard's own JSON Schemas are not run: five of their dialects are in use, and a general
validator takes longer over an item than everything else together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """An object with these properties and no others, of exactly these types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Named(Strict):
    """An object that may have more properties, if their names follow a pattern.

    Attributes:
        names: the pattern, which need only match the beginning.
        kind: what values of such properties must be.
    """

    names: ClassVar[re.Pattern[str]]
    kind: ClassVar[type] = str

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _follows(cls, value: Any) -> Any:
        known = _properties(cls)
        for name, inner in value.items() if isinstance(value, dict) else ():
            if name in known:
                continue
            if not cls.names.match(name):
                raise ValueError(f"{name[:80]}: ninjs has no such property")
            if not isinstance(inner, cls.kind):
                raise ValueError(f"{name[:80]}: must be of type {cls.kind.__name__}")  # noqa: TRY004 - pydantic turns only ValueError into a validation error
        return value


@cache
def _properties(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _whole(value: Any) -> Any:
    # JSON has one kind of number: 5.0 is 5
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _one_of(*names: str) -> AfterValidator:
    def check(value: BaseModel) -> BaseModel:
        given = [name for name in names if getattr(value, name) is not None]
        if len(given) != 1:
            raise ValueError(f"needs exactly one of {' and '.join(names)}")
        return value

    return AfterValidator(check)


Whole = Annotated[int, BeforeValidator(_whole)]
Percent = Annotated[Whole, Field(ge=0, le=100)]
# versions 1 and 2 allow any number; only these have a meaning
Urgency = Annotated[Whole, Field(ge=1, le=9)]
PubStatus = Literal["usable", "withheld", "canceled"]


class Address(Strict):
    """Where somebody can be found."""

    lines: list[str] | None = None
    locality: str | None = None
    area: str | None = None
    postalcode: str | None = None
    country: str | None = None


class _Contact(Strict):
    type: str | None = None
    role: str | None = None
    lang: str | None = None
    name: str | None = None
    value: str | None = None
    address: Address | None = None


Contact = Annotated[_Contact, _one_of("value", "address")]


class Symbol(Strict):
    """How an exchange names a company."""

    ticker: str | None = None
    exchange: str | None = None
    symboltype: str | None = None
    symbol: str | None = None


class Standard(Strict):
    """Which version of the standard an item follows."""

    name: str | None = None
    version: str | None = None
    schema_: str | None = Field(default=None, alias="schema")


class _Rights(Strict):
    langid: str | None = None
    linkedrights: str | None = None
    encodedrights: str | None = None


Rights = Annotated[_Rights, _one_of("linkedrights", "encodedrights")]


class DigitalSource(Strict):
    """How a picture or text came to be: camera, scanner, model."""

    name: str | None = None
    uri: str | None = None
    literal: str | None = None


class _Code(Strict):
    code: str
    scheme: str | None = None


class Advice(Strict):
    """Editorial advice: so far only in the development versions."""

    role: Literal["publish"] | None = None
    environments: list[dict[str, str]] | None = None
    importance: _Code | None = None
    lifetime: _Code | None = None


class Common(BaseModel):
    """Properties that have the same name and type in every version."""

    uri: str
    profile: str | None = None
    version: str | None = None
    firstcreated: str | None = None
    versioncreated: str | None = None
    contentcreated: str | None = None
    embargoed: str | None = None
    expires: str | None = None
    pubstatus: PubStatus | None = None
    urgency: Urgency | None = None
    copyrightholder: str | None = None
    copyrightnotice: str | None = None
    usageterms: str | None = None
    ednote: str | None = None
    language: str | None = None
    title: str | None = None
    slugline: str | None = None
    located: str | None = None
    rightsinfo: Rights | None = None
    digitalsourcetype: DigitalSource | None = None
    advices: list[Advice] | None = None
