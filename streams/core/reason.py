"""One short line for people about what is wrong with a record."""

from __future__ import annotations

from pydantic import ValidationError

_LONGEST = 200


def reason(error: ValidationError) -> str:
    """What a validation error says first, and how much more it says; never the input itself."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    first = problems[0]
    place = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    text = f"{place}: {said}" if place else said
    if len(problems) > 1:
        text += f" (and {len(problems) - 1} more)"
    return " ".join(text.split())[:_LONGEST]
