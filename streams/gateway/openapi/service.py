"""Rows of ``session.py``, ``contract.py`` and ``health.py``."""

from __future__ import annotations

from typing import Final

from .common import path
from .table import TEXT, Answer, Operation, Part, ref

_JSON: Final = "application/json"
_HTML: Final = "text/html"
_TRUTH: Final = {"type": "boolean"}
_RIGHTS: Final = {"type": "array", "items": {"type": "string", "enum": ["read", "push"]}}

SESSION: Final = Part(
    tag="session",
    about="Browsers log in with a token and get a cookie that lets them read.",
    operations=(
        Operation(
            method="get",
            path="/v1/session",
            name="getSession",
            summary="Who asks, and what they may do",
            answers=(Answer(200, "who asks", {_JSON: ref("Session")}),),
        ),
        Operation(
            method="post",
            path="/v1/session",
            name="logIn",
            summary="Log in",
            body={_JSON: {"type": "object", "required": ["token"], "properties": {"token": TEXT}}},
            answers=(
                Answer(
                    200,
                    "logged in",
                    {_JSON: {"type": "object", "properties": {"rights": _RIGHTS}}},
                    {"Set-Cookie": "the session, for thirty days"},
                ),
            ),
            refusals=(400, 401, 403, 413, 415),
        ),
        Operation(
            method="delete",
            path="/v1/session",
            name="logOut",
            summary="Log out",
            answers=(Answer(204, "logged out"),),
            refusals=(403,),
        ),
    ),
    schemas={
        "Session": {
            "type": "object",
            "required": ["client", "rights"],
            "properties": {"client": TEXT, "rights": _RIGHTS},
        }
    },
)

CONTRACT: Final = Part(
    tag="contract",
    about="The schemas of what comes and goes, and this document.",
    operations=(
        Operation(
            method="get",
            path="/openapi.json",
            name="getOpenApi",
            summary="This document",
            answers=(Answer(200, "OpenAPI 3.1", {_JSON: {"type": "object"}}),),
        ),
        Operation(
            method="get",
            path="/v1/contract",
            name="listContract",
            summary="The files of the contract",
            answers=(
                Answer(
                    200,
                    "their names",
                    {
                        _JSON: {
                            "type": "object",
                            "required": ["files"],
                            "properties": {"files": {"type": "array", "items": TEXT}},
                        }
                    },
                ),
            ),
        ),
        Operation(
            method="get",
            path="/v1/contract/{name}",
            name="getContract",
            summary="One file: a JSON Schema, the AsyncAPI or the OpenAPI document",
            parameters=(path("name", "of the file, such as `event.schema.json`"),),
            answers=(
                Answer(
                    200,
                    "the file",
                    {"application/schema+json": {"type": "object"}, "application/yaml": TEXT},
                ),
            ),
            refusals=(404,),
        ),
        Operation(
            method="get",
            path="/contract",
            name="browseContract",
            summary="The contract as a page for people",
            answers=(Answer(200, "a page", {_HTML: TEXT}),),
        ),
        Operation(
            method="get",
            path="/contract/{name}",
            name="browseSchema",
            summary="One schema as a page for people; `style.css` is its style sheet",
            parameters=(path("name", "of the schema, such as `event`"),),
            answers=(Answer(200, "a page", {_HTML: TEXT, "text/css": TEXT}),),
            refusals=(404,),
        ),
    ),
)

HEALTH: Final = Part(
    tag="health",
    about="For supervisors and Prometheus.",
    operations=(
        Operation(
            method="get",
            path="/livez",
            name="isAlive",
            summary="Whether the gateway answers",
            answers=(
                Answer(
                    200, "it does", {_JSON: {"type": "object", "properties": {"alive": _TRUTH}}}
                ),
            ),
        ),
        Operation(
            method="get",
            path="/readyz",
            name="isReady",
            summary="Whether Kafka answers and took what was sent; how far the read model is",
            answers=(
                Answer(200, "ready", {_JSON: ref("Readiness")}),
                Answer(503, "not ready", {_JSON: ref("Readiness")}),
            ),
        ),
        Operation(
            method="get",
            path="/metrics",
            name="getMetrics",
            summary="Counters",
            answers=(Answer(200, "counters", {"text/plain": TEXT}),),
        ),
    ),
    schemas={
        "Readiness": {
            "type": "object",
            "required": ["ready", "reasons", "read_model"],
            "properties": {
                "ready": _TRUTH,
                "reasons": {"type": "array", "items": TEXT},
                "read_model": {
                    "type": "object",
                    "required": ["complete", "lag", "trouble"],
                    "properties": {
                        "complete": _TRUTH,
                        "lag": {
                            "type": ["integer", "null"],
                            "description": "records on the log and not yet in it",
                        },
                        "trouble": {"type": ["string", "null"]},
                    },
                },
            },
        }
    },
)
