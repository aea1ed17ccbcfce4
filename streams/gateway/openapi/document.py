"""From the table to OpenAPI 3.1."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from streams import __version__
from streams.gateway.auth import COOKIE, needed
from streams.model_schema import model_schema

from .parts import PARTS
from .table import PROBLEM, TEXT, Answer, Operation, Parameter, Part, ref

_LATER = {429, 503}
_ABOUT = """Live news as structured events, for those without Kafka. Every refusal is a problem of RFC 9457.

Programs send `Authorization: Bearer …`; browsers log in at `/v1/session`. Where reading is public, or
the gateway runs without tokens on one machine, neither is needed to read."""

_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["index", "reason"],
                "properties": {"index": {"type": "integer"}, "reason": TEXT},
            },
        },
    },
}


def openapi_document(parts: tuple[Part, ...] = PARTS) -> dict[str, Any]:
    """The OpenAPI document of the gateway."""
    paths: dict[str, dict[str, Any]] = {}
    for part in parts:
        for one in part.operations:
            paths.setdefault(one.path, {})[one.method] = _operation(part, one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Copydesk gateway",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": part.tag, "description": part.about} for part in parts],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            },
            "responses": {f"Problem{status}": _problem(status) for status in _statuses(parts)},
            "schemas": _schemas(parts),
        },
    }


def _operation(part: Part, one: Operation) -> dict[str, Any]:
    right = needed(one.method.upper(), one.path)
    found: dict[str, Any] = {"operationId": one.name, "tags": [part.tag], "summary": one.summary}
    if one.about:
        found["description"] = one.about
    if one.parameters:
        found["parameters"] = [_parameter(parameter) for parameter in one.parameters]
    if one.body:
        content = {name: {"schema": schema} for name, schema in one.body.items()}
        found["requestBody"] = {"required": True, "content": content}
    found["responses"] = {
        **{str(answer.status): _answer(answer) for answer in one.answers},
        **{
            str(status): {"$ref": f"#/components/responses/Problem{status}"}
            for status in _refusals(one)
        },
    }
    if right is None:
        found["security"] = []
    else:
        found["security"] = [{"bearer": []}, *([{"session": []}] if right == "read" else [])]
    return found


def _refusals(one: Operation) -> list[int]:
    guarded = needed(one.method.upper(), one.path) is not None
    return sorted({*one.refusals, *((401, 403) if guarded else ())})


def _statuses(parts: tuple[Part, ...]) -> list[int]:
    return sorted(
        {status for part in parts for one in part.operations for status in _refusals(one)}
    )


def _parameter(one: Parameter) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.name, "in": one.where, "description": one.about}
    if one.where == "path":
        found["required"] = True
    if one.many:
        found |= {"style": "form", "explode": False}
        found["schema"] = {"type": "array", "items": one.schema}
    else:
        found["schema"] = one.schema
    return found


def _answer(one: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"description": one.about}
    if one.headers:
        found["headers"] = {
            name: {"description": about, "schema": TEXT} for name, about in one.headers.items()
        }
    if one.content:
        found["content"] = {name: {"schema": schema} for name, schema in one.content.items()}
    return found


def _problem(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {PROBLEM: {"schema": ref("Problem")}},
    }
    if status in _LATER:
        after = {"description": "seconds after which to ask again", "schema": {"type": "integer"}}
        found["headers"] = {"Retry-After": after}
    return found


def _schemas(parts: tuple[Part, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"Problem": _PROBLEM}
    for part in parts:
        for name, model in part.written.items():
            found |= _model(
                name, model_schema(model, "serialization", "#/components/schemas/{model}")
            )
        for name, model in part.taken.items():
            # what we take of a model is looser than what we write: both have a name of their own
            schema = model_schema(model, "validation", "#/components/schemas/{model}Input")
            found |= _model(name, schema, suffix="Input")
        found |= part.schemas
    return dict(sorted(found.items()))


def _model(name: str, schema: dict[str, Any], suffix: str = "") -> dict[str, Any]:
    inner = schema.pop("$defs", {})
    return {**{f"{one}{suffix}": body for one, body in inner.items()}, name: schema}
