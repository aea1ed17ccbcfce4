"""The rules of ninjs 1.0 to 1.6: text in properties such as ``body_xhtml``."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from .ninjs_parts import Common, Contact, Named, Percent, Standard, Strict, Symbol

_NAME = re.compile(r"[a-zA-Z0-9_]+")


class _Concept(Strict):
    name: str | None = None
    rel: str | None = None
    scheme: str | None = None
    code: str | None = None


class _Party(_Concept):
    contactinfo: list[Contact] | None = None


class _Organisation(_Party):
    symbols: list[Symbol] | None = None


class _Subject(_Concept):
    creator: str | None = None
    relevance: Percent | None = None
    confidence: Percent | None = None


class _Place(Named):
    names: ClassVar[re.Pattern[str]] = re.compile(r"geometry_[a-zA-Z0-9_]+")
    kind: ClassVar[type] = dict

    name: str | None = None
    rel: str | None = None
    scheme: str | None = None
    code: str | None = None
    contactinfo: list[Contact] | None = None


class _Genre(Strict):
    name: str | None = None
    scheme: str | None = None
    code: str | None = None


class _Trust(_Genre):
    title: str | None = None
    href: str | None = None


class _Rendition(Strict):
    href: str | None = None
    mimetype: str | None = None
    title: str | None = None
    height: float | None = None
    width: float | None = None
    sizeinbytes: float | None = None
    duration: float | None = None
    format: str | None = None


class Flat(Common, Named):
    """An item of ninjs 1."""

    names: ClassVar[re.Pattern[str]] = re.compile(r"(?:body|description|headline)_[a-zA-Z0-9_]+")

    type: (
        Literal["text", "audio", "video", "picture", "graphic", "composite", "component"] | None
    ) = None
    mimetype: str | None = None
    representationtype: Literal["complete", "incomplete"] | None = None
    person: list[_Party] | None = None
    organisation: list[_Organisation] | None = None
    place: list[_Place] | None = None
    subject: list[_Subject] | None = None
    event: list[_Concept] | None = None
    object: list[_Concept] | None = None
    infosource: list[_Party] | None = None
    genre: list[_Genre] | None = None
    byline: str | None = None
    headline: str | None = None
    charcount: float | None = None
    wordcount: float | None = None
    renditions: dict[str, _Rendition] | None = None
    associations: dict[str, Flat] | None = None
    altids: dict[str, Any] | None = None
    trustindicator: list[_Trust] | None = None
    standard: Standard | None = Field(default=None, alias="$standard")

    @field_validator("renditions", "associations")
    @classmethod
    def _named(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        for name in value or ():
            if not _NAME.match(name):
                raise ValueError(f"{name[:80]!r} is no name: letters, digits and _ only")
        return value
