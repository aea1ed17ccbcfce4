"""What a row of the table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
PROBLEM = "application/problem+json"


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation.

    Attributes:
        name: of it.
        about: what it is for.
        schema: of one value.
        where: ``query``, ``path`` or ``header``.
        many: several values, with commas; they are alternatives.
    """

    name: str
    about: str
    schema: Schema = field(default_factory=lambda: TEXT)
    where: Literal["query", "path", "header"] = "query"
    many: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an operation that is no refusal.

    Attributes:
        status: of HTTP.
        about: what it means.
        content: schema by media type; nothing where there is no body.
        headers: name and meaning of those worth knowing.
    """

    status: int
    about: str
    content: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. The right that it needs follows from both (``auth.needed``).

    Attributes:
        method: of HTTP, in lower case.
        path: with its parameters in braces, as the router has it.
        name: the operation's id, unique.
        summary: one line.
        about: more, in Markdown.
        parameters: of path, query and headers.
        body: schema of the request's body by media type.
        answers: what is answered when all is well.
        refusals: what else is answered, as problems; 401 and 403 come by themselves.
    """

    method: Literal["get", "post", "put", "patch", "delete"]
    path: str
    name: str
    summary: str
    about: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Mapping[str, Schema] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    refusals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The operations of one part of the gateway, with the schemas that they need.

    Attributes:
        tag: its name.
        about: what it is for.
        operations: its rows.
        written: models that are answered, by name.
        taken: models that are sent to us, by name.
        schemas: other schemas, by name.
    """

    tag: str
    about: str
    operations: tuple[Operation, ...]
    written: Mapping[str, Any] = field(default_factory=dict)
    taken: Mapping[str, Any] = field(default_factory=dict)
    schemas: Mapping[str, Schema] = field(default_factory=dict)
