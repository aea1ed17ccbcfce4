"""Rows of ``webhooks/``."""

from __future__ import annotations

from typing import Any, Final, get_args

from streams.gateway.webhooks.bodies import STATUSES, Change, NewSubscription, Rotation
from streams.gateway.webhooks.dead_letters import MOST_LETTERS
from streams.webhooks.model import Of, Reason

from .common import TIME, path
from .table import TEXT, Answer, Operation, Parameter, Part, Schema, ref

_JSON: Final = "application/json"
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_ID: Final = path("id", "of the subscription")
_EVENT: Final = path("event", "the `webhook-id` of the delivery")
_LETTERS: Final = "/v1/webhooks/{id}/dead-letters"
_ALWAYS: Final = (404, 503)
_WITH_BODY: Final = (400, 404, 413, 415, 422, 503)
_LIMIT: Final = Parameter(
    "limit",
    "how many items at most",
    {"type": "integer", "minimum": 1, "maximum": MOST_LETTERS, "default": 100},
)


def _object(required: str, **properties: Schema) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


def _items(name: str, **more: Schema) -> dict[str, Any]:
    return _object("items", items={"type": "array", "items": ref(name)}, **more)


def _json(status: int, about: str, schema: Schema) -> Answer:
    return Answer(status, about, {_JSON: schema})


_WEBHOOK: Final = _json(200, "the subscription", ref("Webhook"))
_WITH_SECRET: Final = {
    "allOf": [
        ref("Webhook"),
        _object("secret", secret={"type": "string", "description": "told here and never again"}),
    ]
}
_WANTED: Final = _json(202, "they will be sent again", _object("wanted", wanted=_COUNT))

PART: Final = Part(
    tag="webhooks",
    about="Events are sent to addresses of subscribers, by the Standard Webhooks specification, as "
    "structured CloudEvents. There are none where the gateway runs without a key for their secrets.",
    operations=(
        Operation(
            method="get",
            path="/v1/webhooks",
            name="listWebhooks",
            summary="All subscriptions, oldest first",
            answers=(_json(200, "the subscriptions", _items("Webhook")),),
            refusals=_ALWAYS,
        ),
        Operation(
            method="post",
            path="/v1/webhooks",
            name="createWebhook",
            summary="Make a subscription",
            body={_JSON: ref("NewWebhook")},
            answers=(
                Answer(
                    201,
                    "made",
                    {_JSON: _WITH_SECRET},
                    {"Location": "of the subscription"},
                ),
            ),
            refusals=(409, *_WITH_BODY),
        ),
        Operation(
            method="get",
            path="/v1/webhooks/{id}",
            name="getWebhook",
            summary="A subscription, and how its deliveries are",
            parameters=(_ID,),
            answers=(_WEBHOOK,),
            refusals=_ALWAYS,
        ),
        Operation(
            method="patch",
            path="/v1/webhooks/{id}",
            name="changeWebhook",
            summary="Change a subscription",
            about="`enabled: true` also starts one again that was stopped; deliveries go on where "
            "they were.",
            parameters=(_ID,),
            body={_JSON: ref("WebhookChange")},
            answers=(_WEBHOOK,),
            refusals=_WITH_BODY,
        ),
        Operation(
            method="delete",
            path="/v1/webhooks/{id}",
            name="deleteWebhook",
            summary="End a subscription, with its dead letters",
            parameters=(_ID,),
            answers=(Answer(204, "ended"),),
            refusals=_ALWAYS,
        ),
        Operation(
            method="post",
            path="/v1/webhooks/{id}/secret",
            name="rotateWebhookSecret",
            summary="Sign with a new secret, and for a while with the old one as well",
            parameters=(_ID,),
            body={_JSON: ref("WebhookRotation")},
            answers=(_json(200, "the subscription", _WITH_SECRET),),
            refusals=(409, *_WITH_BODY),
        ),
        Operation(
            method="post",
            path="/v1/webhooks/{id}/test",
            name="testWebhook",
            summary="Send a test event now, once",
            parameters=(_ID,),
            answers=(
                _json(200, "what the endpoint answered", ref("WebhookTest")),
                _json(202, "nobody has sent it yet", _object("id", id=TEXT)),
            ),
            refusals=_ALWAYS,
        ),
        Operation(
            method="get",
            path=_LETTERS,
            name="listDeadLetters",
            summary="What was given up, newest first",
            parameters=(
                _ID,
                _LIMIT,
                Parameter("cursor", "the `next` of the page before; leave it out to begin"),
            ),
            answers=(_json(200, "the dead letters", _items("WebhookDeadLetter", next=TEXT)),),
            refusals=(400, *_ALWAYS),
        ),
        Operation(
            method="post",
            path=f"{_LETTERS}/replay",
            name="replayDeadLetters",
            summary="Send all of them again",
            parameters=(_ID,),
            answers=(_WANTED,),
            refusals=_ALWAYS,
        ),
        Operation(
            method="post",
            path=f"{_LETTERS}/{{event}}/replay",
            name="replayDeadLetter",
            summary="Send one again",
            parameters=(_ID, _EVENT),
            answers=(_WANTED,),
            refusals=_ALWAYS,
        ),
        Operation(
            method="delete",
            path=f"{_LETTERS}/{{event}}",
            name="forgetDeadLetter",
            summary="Give one up for good",
            parameters=(_ID, _EVENT),
            answers=(Answer(204, "forgotten"),),
            refusals=_ALWAYS,
        ),
    ),
    taken={"NewWebhook": NewSubscription, "WebhookChange": Change, "WebhookRotation": Rotation},
    schemas={
        "Webhook": _object(
            "id url of selection enabled status created_at changed_at secrets",
            id=TEXT,
            url=TEXT,
            of={"type": "string", "enum": list(get_args(Of))},
            selection=ref("SelectionInput"),
            enabled={"type": "boolean"},
            description=TEXT,
            status={"type": "string", "enum": list(STATUSES)},
            created_at=TIME,
            changed_at=TIME,
            secrets={
                "type": "array",
                "items": _object("created_at", created_at=TIME, expires_at=TIME),
            },
            disabled=_object(
                "reason at", reason={"type": "string", "enum": ["gone", "failing"]}, at=TIME
            ),
            delivery=ref("WebhookDelivery"),
        ),
        "WebhookDelivery": _object(
            "next waiting unread failing delivered dead missed at",
            next={
                "type": "object",
                "description": "offset to read on from, by partition",
                "additionalProperties": _COUNT,
            },
            waiting=_COUNT,
            unread=_COUNT,
            failing={
                "type": "array",
                "items": _object(
                    "id partition offset attempts",
                    id=TEXT,
                    partition=_COUNT,
                    offset=_COUNT,
                    attempts=_COUNT,
                    first_failed_at=TIME,
                    due_at=TIME,
                    status=_COUNT,
                    error=TEXT,
                ),
            },
            delivered=_COUNT,
            dead=_COUNT,
            missed=_COUNT,
            paused_until=TIME,
            held_until=TIME,
            failing_since=TIME,
            last_delivered_at=TIME,
            last_failed_at=TIME,
            last_failure=TEXT,
            tested=ref("WebhookTest"),
            at=TIME,
        ),
        "WebhookTest": _object(
            "id at delivered seconds",
            id=TEXT,
            at=TIME,
            delivered={"type": "boolean"},
            status=_COUNT,
            error=TEXT,
            seconds={"type": "number"},
        ),
        "WebhookDeadLetter": _object(
            "id reason attempts at wanted",
            id=TEXT,
            partition=_COUNT,
            offset=_COUNT,
            reason={"type": "string", "enum": list(get_args(Reason))},
            attempts=_COUNT,
            status=_COUNT,
            error=TEXT,
            at=TIME,
            wanted={"type": "boolean", "description": "it is to be sent again"},
        ),
    },
)
