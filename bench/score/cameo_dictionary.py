"""A baseline: the first verb of a sentence that a CAMEO dictionary knows gives its root class.

The dictionary is one of the Open Event Data Alliance's, with which PETRARCH codes; its patterns, which
need a parser, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from schemas.facts import Root
from streams.core.events.inflect import forms

_FILE: Final = Path("events", "cameo_dict", "CAMEO.verbpatterns.txt")
_BLOCK: Final = re.compile(r"^---.*\[([^\]]*)\]")
_VERB: Final = re.compile(r"^([A-Z]+)(?:_?\s*\{[^}]*\})?\s*(?:\[([^\]]*)\])?\s*(?:#.*)?$")


def dictionary(eval_data: Path | None, roots: Mapping[str, Root]) -> dict[str, Root]:
    """Root class by form of a verb; empty where the dictionary is not there."""
    path = eval_data / _FILE if eval_data else None
    if path is None or not path.is_file():
        return {}
    known: dict[str, Root] = {}
    block = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _BLOCK.match(line):
            block = found[1]
        elif block and (verb := _VERB.match(line)):
            root = roots.get((verb[2] or block)[:2])
            if root:
                for form in forms(verb[1].lower()):
                    known.setdefault(form, root)
    return known


def first_root(text: str, known: Mapping[str, Root]) -> str:
    """What the dictionary says of a sentence; empty where it knows no word of it."""
    words = re.findall(r"[a-z]+", text.lower())
    return next((known[word] for word in words if word in known), "")
