"""Lines that say who wrote or reports."""

from __future__ import annotations

import re
from typing import Final

_PARTICLE: Final = r"(?:de|del|der|den|di|da|la|le|van|von|bin|al|el|al-[A-ZÀ-Þ]\w+|of)"
_WORD: Final = r"(?:[A-ZÀ-Þ][\w’'.-]*)"
_NAME: Final = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,4}}"
_NAMES: Final = rf"{_NAME}(?:(?:,? and |, ?| & ){_NAME}){{0,7}}"
_ROLE: Final = r"(?:,? (?:in|at) [A-ZÀ-Þ][\w .,’'-]{1,60}|, [\w’' &/-]{3,70})?"
_AGENCY: Final = (
    r"(?:AP|AFP|PA|dpa|Reuters|The Associated Press|Press Association|Agence France-Presse)"
)

_REPORTS: Final = re.compile(
    rf"(?:(?:[Mm]y|[Oo]ur) colleagues? )?(?P<names>{_NAMES}|{_AGENCY})(?:{_ROLE},?)"
    r" (?:reports?|writes?|has (?:more|the story|the full story|this report)|"
    r"have (?:more|the story|this report))(?: (?:from|for) [A-ZÀ-Þ][\w ’'-]{1,40})?\s?[.:]?"
)
_BY: Final = re.compile(
    # not case-blind: "By the time rescuers arrived" is no byline
    rf"(?:(?:[Pp]osted|[Ww]ritten|[Ww]ords|[Tt]ext) by|[Bb]y|BY)\s?:?\s(?P<names>{_NAMES}){_ROLE}\.?"
)
_REPORTING: Final = re.compile(
    r"\(?(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]eports?) (?:by|from) "
    r"(?P<names>[A-ZÀ-Þ][^.;()]{2,160})(?:[.;].{0,160})?\)?"
)
_BARE: Final = re.compile(_NAMES)
_SPLIT: Final = re.compile(r",? and |, ?| & ")
_LONGEST: Final = 200


def byline(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but a byline; none where it is something else."""
    if len(text) > _LONGEST:
        return ()
    for pattern in (_REPORTS, _BY, _REPORTING):
        found = pattern.fullmatch(text)
        if found and found["names"][0].isupper():
            return _names(found["names"])
    return ()


def bare_names(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but names; headings may look the same."""
    if len(text) > _LONGEST or not _BARE.fullmatch(text):
        return ()
    return _names(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in _SPLIT.split(text) if (name := part.strip(" .,:")))
