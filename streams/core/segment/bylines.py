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
    rf"[Pp]ar|[Vv]on|[Pp]or|[Dd]i|[Dd]e|[Ww]ith|[Hh]osted by|[Ll]ed by)\s?:?\s(?P<names>{_NAMES}){_ROLE}\.?"
)
_SIGNED: Final = re.compile(rf"[—–]\s?(?P<names>{_NAMES}){_ROLE}\.?")
_REPORTING: Final = re.compile(
    r"\(?(?:(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]eports?) by|"
    r"[Aa]dditional reporting from) "
    r"(?P<names>[A-ZÀ-Þ][^.;()]{2,160})(?:[.;].{0,160})?\)?"
)
_CONTRIBUTED: Final = re.compile(
    rf"(?:[\w-]+ ){{0,3}}(?P<names>{_NAMES})(?:,? (?:and|with) (?:[\w-]+ ){{1,3}}{_NAMES})?"
    r"(?: (?:in|at|from) [A-ZÀ-Þ][\w .,’'-]{1,40})? (?:also )?contributed (?:to |reporting).{0,60}"
)
_BIO: Final = re.compile(
    rf"(?P<names>{_NAMES}) (?:is (?:an? |the )?(?:.{{0,40}}\b)?(?:reporter|correspondent|editor|"
    r"journalist|writer|columnist|photographer)\b|covers\b|writes about\b|reports on\b|has covered\b).{2,160}"
)
# "Now with Ida Brandt; earlier Jo Pell" names who writes in which shift
_SHIFT: Final = re.compile(
    r"\(?\b(?:[Nn]ow|[Ee]arlier|[Ll]ater|[Cc]urrently|[Pp]reviously|[Tt]oday)\b(?: with| by)?:?\)?"
)
_LOCATED: Final = re.compile(
    rf"(?P<names>{_NAMES}) (?:in|at|on|outside|near|aboard) (?:the )?{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{0,4}}"
)
_BARE: Final = re.compile(_NAMES)
_SPLIT: Final = re.compile(r",? (?:and|et|und|y|e) |, ?| & ")
_LONGEST: Final = 200
_BEFORE_NAMES: Final = frozenset(
    "by by: from par par: von por di de with hosted led posted written words text edited analysis "
    "reporting additional writing editing reports report".split()
)
_BESIDE_NAMES: Final = (
    *("report", "write", "has", "have", "contributed", " is ", "covers", "covered", " | "),
    *("now", "earlier", "later", "currently", "previously", "today"),
)
_POST: Final = re.compile(
    r"(?:\w+[ -]){0,4}(?:correspondent|reporter|editor|presenter|analyst|journalist|producer|"
    r"columnist|writer|commentator)s?(?:,? (?:in|at) [\w ’'-]{2,40})?"
    r"|(?-i:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3}(?: ?/ ?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3}){1,2})"
    r"|(?:[Rr]eporting (?:from|in)|[Ii]n|[Aa]t) (?:the )?[A-ZÀ-Þ][\w .,’'-]{1,40}",
    re.IGNORECASE,
)


def byline(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but a byline; none where it is something else."""
    if len(text) > _LONGEST or not _may_name(text):
        return ()
    for pattern in (_REPORTS, _BY, _REPORTING, _SIGNED, _CONTRIBUTED, _BIO):
        found = pattern.fullmatch(text)
        if found and found["names"][0].isupper():
            return _names(found["names"])
    if " | " in text:
        parts = [byline(part.strip()) for part in text.split(" | ")]
        return tuple(name for part in parts for name in part) if all(parts) else ()
    return _shifts(text)


def _may_name(text: str) -> bool:
    # nearly every line is passed over here
    if text[:1] in "—–-(" or text.split(" ", 1)[0].casefold() in _BEFORE_NAMES:
        return True
    low = text.lower()
    return any(word in low for word in _BESIDE_NAMES)


def _shifts(text: str) -> tuple[str, ...]:
    if not _SHIFT.search(text):
        return ()
    parts = [part.strip(" ,;.") for part in re.split(r"[;,|]| and ", _SHIFT.sub(";", text))]
    names = [part.removeprefix("with ").removeprefix("by ") for part in parts if part]
    return tuple(names) if names and all(map(_BARE.fullmatch, names)) else ()


def located(text: str) -> tuple[str, ...]:
    """The names of a line that says who is where; headings may look the same."""
    found = _LOCATED.fullmatch(text) if len(text) <= _LONGEST else None
    return _names(found["names"]) if found else ()


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
