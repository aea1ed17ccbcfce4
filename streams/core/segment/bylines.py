"""Lines that say who wrote or reports."""

from __future__ import annotations

import re
from typing import Final

_PARTICLE: Final = r"(?:de|del|der|den|di|da|la|le|van|von|bin|al|el|al-[A-ZÀ-Þ]\w+|of)"
_WORD: Final = r"(?:[A-ZÀ-Þ][\w’'.-]*)"
_NAME: Final = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,4}}"
_NAMES: Final = rf"{_NAME}(?:(?:,? (?:and|et|und|y|e) |, ?| & ){_NAME}){{0,7}}"
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
    rf"(?:(?:[Pp]osted|[Ww]ritten|[Ww]ords|[Tt]ext|[Ee]dited|[Aa]nalysis) (?:by|from)|[Bb]y|BY|From|"
    rf"Par|Von|Por)\s?:?\s(?P<names>{_NAMES}){_ROLE}\.?"
)
_SIGNED: Final = re.compile(rf"[—–]\s?(?P<names>{_NAMES}){_ROLE}\.?")
_REPORTING: Final = re.compile(
    r"\(?(?:(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]eports?) by|"
    r"[Aa]dditional reporting from) "
    r"(?P<names>[A-ZÀ-Þ][^.;()]{2,160})(?:[.;].{0,160})?\)?"
)
_BARE: Final = re.compile(_NAMES)
_SPLIT: Final = re.compile(r",? (?:and|et|und|y|e) |, ?| & ")
_LONGEST: Final = 200
_POST: Final = re.compile(
    r"(?:\w+[ -]){0,4}(?:correspondent|reporter|editor|presenter|analyst|journalist|producer|"
    r"columnist|writer|commentator)s?(?:,? (?:in|at) [\w ’'-]{2,40})?"
    r"|(?:[Rr]eporting (?:from|in)|[Ii]n|[Aa]t) (?:the )?[A-ZÀ-Þ][\w .,’'-]{1,40}",
    re.IGNORECASE,
)


def byline(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but a byline; none where it is something else."""
    if len(text) > _LONGEST:
        return ()
    for pattern in (_REPORTS, _BY, _REPORTING, _SIGNED):
        found = pattern.fullmatch(text)
        if found and found["names"][0].isupper():
            return _names(found["names"])
    return ()


def bare_names(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but names; headings may look the same."""
    if len(text) > _LONGEST or not _BARE.fullmatch(text):
        return ()
    return _names(text)


def post(text: str) -> bool:
    """Whether a line under a name may say what that person is, or where."""
    return len(text) <= _LONGEST and bool(_POST.fullmatch(text))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in _SPLIT.split(text) if (name := part.strip(" .,:")))
