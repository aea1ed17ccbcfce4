"""JSON Schemas, AsyncAPI and OpenAPI, generated from the models and the tables of topics and paths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

import schemas
from streams import __version__
from streams.gateway.openapi import openapi_document
from streams.model_schema import model_schema
from streams.topics import TOPICS, Topic

FOLDER = Path(schemas.__file__).parent / "published" / "v1"

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, Any] = {
    "raw-entry": schemas.RawEntry,
    "entry": schemas.Entry,
    "event": schemas.Event,
    "story": schemas.Story,
    "dead-letter": schemas.DeadLetter,
}
_KEYS = {
    "desk": "the desk, UTF-8; the partition follows from it",
    "story": "the story's id; the partition is that of its desk",
}


def documents() -> dict[str, str]:
    """Every generated file: name → content."""
    found = {
        f"{name}.schema.json": _pretty(_schema(name, model)) for name, model in _MODELS.items()
    }
    found["asyncapi.yaml"] = _yaml(_asyncapi())
    found["openapi.yaml"] = _yaml(openapi_document())
    return found


def export(folder: Path = FOLDER) -> list[Path]:
    """Write the generated files; returns those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in documents().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of generated files that are missing, changed by hand, out of date, or not ours."""
    wanted = documents()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.*")}
    return sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))


def _schema(name: str, model: Any) -> dict[str, Any]:
    # as written, so that a subscriber sees what is always there; producers' own is as read
    document = model_schema(model, "validation" if name == "raw-entry" else "serialization")
    titled = {"title": _title(name), **document}
    return {"$schema": _DRAFT, "$id": f"urn:copydesk:schema:v1:{name}", **titled}


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _asyncapi() -> dict[str, Any]:
    shown = [topic for topic in TOPICS if topic.audience != "internal"]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Copydesk",
            "version": __version__,
            "description": "Live news as structured events. Records on news.events, news.alerts and "
            "news.stories are CloudEvents 1.0 in binary mode.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {_id(topic): _channel(topic) for topic in shown},
        "operations": {_operation_id(topic): _operation(topic) for topic in shown},
        "components": {"messages": {_id(topic): _message(topic) for topic in shown}},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    return {
        "address": topic.name,
        "title": topic.title,
        "messages": {_id(topic): {"$ref": f"#/components/messages/{_id(topic)}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "topicConfiguration": {
                    "cleanup.policy": topic.cleanup.split(","),
                    **(
                        {"retention.ms": int(topic.config()["retention.ms"])}
                        if "delete" in topic.cleanup
                        else {}
                    ),
                    "max.message.bytes": topic.max_bytes,
                },
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operation_id(topic: Topic) -> str:
    return f"{'push' if topic.audience == 'producers' else 'subscribe'}_{_id(topic)}"


def _operation(topic: Topic) -> dict[str, Any]:
    # from the service's point of view, as AsyncAPI 3 has it
    return {
        "action": "receive" if topic.audience == "producers" else "send",
        "channel": {"$ref": f"#/channels/{_id(topic)}"},
        "title": topic.title,
    }


def _message(topic: Topic) -> dict[str, Any]:
    name = next(name for name, model in _MODELS.items() if model is topic.schema)
    message: dict[str, Any] = {
        "name": name,
        "contentType": "application/json",
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"./{name}.schema.json"},
        },
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": _KEYS[topic.key]},
                "bindingVersion": "0.5.0",
            }
        },
    }
    if name in {"event", "story"}:
        names = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "content-type")
        message["headers"] = {
            "type": "object",
            "required": list(names),
            "properties": {header: {"type": "string"} for header in (*names, "ce_time")},
        }
    return message


def _id(topic: Topic) -> str:
    return topic.name.replace(".", "_").replace("-", "_")


def _yaml(document: dict[str, Any]) -> str:
    return yaml.dump(
        document, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True, width=100
    )


class _WithoutAliases(yaml.SafeDumper):
    """Writes what occurs twice twice: no reader of the contract has to know YAML's anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - of the base class
        return True


def _pretty(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
