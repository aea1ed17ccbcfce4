"""JSON Schema of the contract's models, as subscribers need it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter

from schemas.base import ContractSchema


def model_schema(
    model: Any, mode: Literal["validation", "serialization"], references: str = "#/$defs/{model}"
) -> dict[str, Any]:
    """The JSON Schema of a model or union, with ``$defs``.

    Args:
        model: what pydantic can validate.
        mode: ``serialization`` for what we write: what is always there; ``validation`` for what
            we take.
        references: how one model names another.
    """
    document = TypeAdapter(model).json_schema(
        schema_generator=ContractSchema, mode=mode, ref_template=references
    )
    _relax(document)
    return document


def _relax(node: Any) -> None:
    """Leave ``required`` to what is never left out: empty fields are not written."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict) and "required" in node:
            nullable = {k for k, v in properties.items() if {"type": "null"} in v.get("anyOf", ())}
            node["required"] = [name for name in node["required"] if name not in nullable]
        for value in node.values():
            _relax(value)
    elif isinstance(node, list):
        for value in node:
            _relax(value)
