"""Reference pages for people, generated from the settings and from the table of topics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr

from streams.agents import all_agents
from streams.settings import Settings
from streams.topics import (
    DEAD_LETTERS,
    WEBHOOK_DEAD_LETTERS,
    WEBHOOK_STATES,
    WEBHOOKS,
    all_topics,
)

_REDACTED = "**********"
_AROUND_WEBHOOKS = {
    WEBHOOKS.name: (["gateway"], ["webhooks", "gateway"]),
    WEBHOOK_STATES.name: (["webhooks"], ["webhooks", "gateway"]),
    WEBHOOK_DEAD_LETTERS.name: (["webhooks", "gateway"], ["webhooks", "gateway"]),
}
"""Who writes and who reads them: processes, not agents."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for people.

    Attributes:
        name: of the field.
        variable: of the environment.
        default: as text; empty where there is none.
        allowed: what it may be.
        description: what it is for.
        is_secret: whether its value is never shown.
    """

    name: str
    variable: str
    default: str
    allowed: str
    description: str
    is_secret: bool = False

    def value(self, settings: Settings) -> str:
        """The value now, as text; secrets only say whether they are set."""
        value = getattr(settings, self.name)
        if value is None:
            return ""
        return _REDACTED if self.is_secret else _text(value)


def all_settings() -> tuple[Setting, ...]:
    """Every setting, in the order of the class."""
    prefix = Settings.model_config.get("env_prefix", "")
    properties = Settings.model_json_schema()["properties"]
    return tuple(
        Setting(
            name=name,
            variable=f"{prefix}{name}".upper(),
            default=_default(properties[name]),
            allowed=_allowed(properties[name]),
            description=field.description or "",
            is_secret=_is_secret(field.annotation),
        )
        for name, field in Settings.model_fields.items()
    )


def settings_page() -> str:
    """The page of all settings, in Markdown."""
    rows = [
        (
            f"`{one.variable}`",
            f"`{one.default}`" if one.default else "",
            one.allowed,
            _description(one),
        )
        for one in all_settings()
    ]
    return (
        "# Settings\n\n"
        "Every setting is a variable of the environment. `copydesk settings` prints them with their\n"
        "present values; secrets are never printed. This page is generated: `make docs` writes it.\n\n"
        + _table(("variable", "default", "allowed", "what it is for"), rows)
    )


def topics_page() -> str:
    """The page of all topics, in Markdown, with who writes and who reads each."""
    settings = Settings.model_construct()
    agents = all_agents(settings)
    rows = []
    for topic in all_topics(settings.group):
        writers = [agent.name for agent in agents if topic in agent.writes]
        readers = [agent.name for agent in agents if agent.reads == topic]
        for agent in agents:
            if (
                agent.remembers
                and topic.name == f"{settings.group}-{agent.remembers.table}-changelog"
            ):
                writers, readers = [agent.name], [f"{agent.name}, on recovery"]
        writers, readers = _AROUND_WEBHOOKS.get(topic.name, (writers, readers))
        rows.append(
            (
                f"`{topic.name}`",
                topic.title,
                topic.key,
                _model(topic.schema),
                _kept(topic.cleanup, topic.retention),
                "any agent" if topic == DEAD_LETTERS else ", ".join(writers) or "producers",
                ", ".join([*readers, *(["subscribers"] if topic.audience == "public" else [])]),
            )
        )
    return (
        "# Topics\n\n"
        "All topics have the same number of partitions (`COPYDESK_PARTITIONS`), and a record's\n"
        "partition follows from its desk, or from its subscription. `copydesk topics apply` creates them, `copydesk topics list`\n"
        "compares them with the broker. The names of the changelog topics begin with\n"
        "`COPYDESK_GROUP`. This page is generated from `streams/topics.py`: `make docs` writes it.\n\n"
        + _table(("topic", "what it holds", "key", "value", "kept", "written by", "read by"), rows)
    )


def _description(setting: Setting) -> str:
    return f"{setting.description} (secret)" if setting.is_secret else setting.description


def _default(property_: dict[str, Any]) -> str:
    # where the default depends on the machine, the field says how
    found = property_.get("shown_default", property_.get("default"))
    return "" if found is None else _text(found)


def _allowed(property_: dict[str, Any]) -> str:
    kinds = [kind for kind in property_.get("anyOf", [property_]) if kind.get("type") != "null"]
    return " or ".join(dict.fromkeys(_kind(kind) for kind in kinds))


def _kind(kind: dict[str, Any]) -> str:
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if "const" in kind:
        return f"`{kind['const']}`"
    names = {"integer": "whole number", "number": "number", "boolean": "true or false"}
    name = names.get(kind.get("type", ""), "path" if kind.get("format") == "path" else "text")
    if "minimum" in kind and "maximum" in kind:
        return f"{name}, {kind['minimum']} to {kind['maximum']}"
    if "minimum" in kind:
        return f"{name}, at least {kind['minimum']}"
    if "exclusiveMinimum" in kind:
        return f"{name}, above {kind['exclusiveMinimum']:g}"
    return name


def _is_secret(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, UnionType}:
        return any(map(_is_secret, get_args(annotation)))
    return annotation is SecretStr


def _model(schema: Any) -> str:
    if schema is None:
        return "versions of a state"
    if isinstance(schema, type) and issubclass(schema, BaseModel):
        return f"`{schema.__name__}`"
    return "`Event`"  # the one union


def _kept(cleanup: str, retention: timedelta | None) -> str:
    if cleanup == "compact":
        return "latest of each key"
    days = "for ever" if retention is None else f"{retention / timedelta(days=1):g} days"
    return f"latest of each key, {days}" if "compact" in cleanup else days


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [head, tuple("---" for _ in head), *rows]
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in cells]
    return "".join("| " + " | ".join(row) + " |\n" for row in escaped)
