"""Numbers that count and measure nothing: ages, scores, names, ranks, telephone numbers, list marks."""

from __future__ import annotations

import re

from .numbers import Number

_PHONE = re.compile(r"(?<![\w,.])\+?\d[\d ()-]{5,}\d")
_CALL = re.compile(
    r"\b(?:call|calls|line|helpline|hotline|phone|tel|telephone|ring|text|dial|number)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)
_DIAL = re.compile(
    r"\b(?:(?:help|hot)line|dial|call|reached on|text|phone)\b[^.\n]{0,30}?(?: on| at|:|dial|call|text) $",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\b(?:no|nos|number|numbers|article|section|page|pages|chapter|phase|type|aged?|ages|flight|day|channel|group|level|route"
    r"|room|week|grade|category|act|part|stage|step|game|match|round|heat|lap|over|hole|seat|row|gate|terminal|platform"
    r"|highway|interstate|junction|exit|unit|block|floor|resolution|rule|point|question|episode|series|season|figure"
    r"|table|version|turned|turns|turning|q|paragraph|clause|schedule|tier|model|area|zone|district|ward|line|class|form"
    r"|is now|year|stand|bus|tram|train|local)\.? ?|[#№])$",
    re.IGNORECASE,
)
_PERSON_OF = re.compile(
    r"\b(?:man|woman|boy|girl|fireman|firefighter|officer|soldier|student|mother|father|son|daughter|child|person|pupil|lad"
    r"|nun|priest|monk|grandmother|grandfather|actor|singer|player|resident|widow|farmer|driver|teacher|nurse|doctor|pensioner|baby|teenager|age) of (?:about |just |only |nearly |almost )?$"
)
_AGE_AFTER = re.compile(
    r"[- ](?:years?|months?|weeks?|days?)[- ](?:old|olds)\b|-?year-?olds?\b|, (?:of|from|who|was|is|has|and her|and his)\b"
)
_SCORE = re.compile(
    r" ?[-–—:] ?\d+(?![\d,.]*(?:%|°|[a-z]{1,4}\b|[ -](?:per|pct|people|men|women|°|km|kg|(?:[a-z]+ )?[a-z]{3,}s\b)))"
)
_VOTE = re.compile(
    r" to \d+(?![\d,.]*(?:%|°|[a-z]|[ -](?:per|people|men|women|million|(?:[a-z]+ )?[a-z]{3,}s\b)))"
)
_VOTED = re.compile(
    r"(?<!from )\b\d+(?: (?:games?|goals?|sets?|votes?))? to $|\b(?:games?|goals?|sets?) to $|\b\d+ for $"
)
_SIDE = re.compile(r"\d[-–—:/]$")
_HALF = re.compile(r"\b(?:at|by|from|until|since|before|after|about)? ?half past $", re.IGNORECASE)
_OPTION = re.compile(r"(?:^|\n)[ \t]*(?:[-*•·] ?)?$")
_TEAM = re.compile(r"(?:^|[\s“(])(?:[A-Z][\w’'.-]+) $")
_SENTENCE_END = re.compile(r"(?:[.!?:;][”\"’)]*|\n|^|[—–•*-] )\s*(?:[•*–—-] )?[“\"‘(]?$")
_STAMP = re.compile(r"\d\d\.\d\d [A-Z]")
_THINGS = re.compile(r" (?:[a-z’-]+ ){0,2}(?:[a-z]{3,}s|people|men|women|children)\b")
_AT = re.compile(
    r"\b(?!(?:stood|stands|stand|figure|was|is|put|puts|remained|remains|index|total|toll|estimated|number|it)\b)[\w’”]+ at $"
)
_SUBJECT = re.compile(
    r"(?:\b(?i:he|she|who|i|they)|[A-Z][\w’'-]+ [A-Z][\w’'-]+,?|[a-z], [A-Z]\w+,|\b(?:mother|father|son|daughter|wife|husband|brother|sister))"
    r" (?:is|was|were|are) (?:only |just |about |now )?$|\b(?:[Hh]e|[Ss]he|I)[’']s $"
)
_AFTER_AGE = re.compile(r" (?:when|and|or|at the time|years|on|in)\b|[.,;:!?)”]|$")
_AGE_WORD = re.compile(
    r"\bage\b[^.;\n]{0,40}$|\b(?:aged|ages) (?:between )?\d+ (?:to|and|or) $|\b(?:everyone|anyone|people|those|adults|men|women|children|under|over|the) (?:under|over|aged) $|\bthe (?:under|over)[- ]$"
)
_CAPITAL_VERBS = frozenset(
    {
        "The",
        "About",
        "Some",
        "At",
        "Up",
        "Over",
        "Nearly",
        "More",
        "Around",
        "Almost",
        "Only",
        "All",
    }
)
_PRONOUN = re.compile(
    r"\b(?:the|this|that|no|each|every|which|any|another|either|only|not|last|first|first|next|number|day) $",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"[.,]\d|/\d|-[A-Z\d]")


def is_phone(text: str, start: int, end: int) -> bool:
    """Whether a number in digits is part of a telephone number."""
    left = max(text.rfind("\n", 0, start), start - 16, -1) + 1
    for match in _PHONE.finditer(text, left, min(len(text), end + 16)):
        if match.start() <= start < match.end():
            digits = sum(character.isdigit() for character in match[0])
            if digits >= 9 or match[0][0] in "+0":
                return "," not in match[0]
            return digits >= 6 and bool(
                _CALL.search(text, max(0, match.start() - 40), match.start())
            )
    return end - start <= 6 and bool(_DIAL.search(text, max(0, start - 40), start))


def names(text: str, number: Number) -> bool:
    """Whether a number is part of a name or label ("Article 4", "Game 6", "Two Rivers")."""
    head = text[max(0, number.start - 32) : number.start]
    if _LABEL.search(head):
        return True
    if _STAMP.match(text, number.start):
        return True
    if number.form == "words":
        if text[number.start].isupper():
            return not _SENTENCE_END.search(head)
        return bool(_TEAM.search(head)) and text[number.end + 1 : number.end + 2].isupper()
    word = _TEAM.search(head)
    if (
        word is None
        or word[0].rstrip().endswith(("’s", "'s", "s’"))
        or _THINGS.match(text, number.end)
    ):
        return False
    opening = _SENTENCE_END.search(head[: word.start() + (not head[word.start()].isupper())])
    return not (opening and word[0].strip(" “(\n") in _CAPITAL_VERBS)


def is_age(text: str, number: Number) -> bool:
    """Whether it says how old someone is."""
    end = number.end
    if _AGE_AFTER.match(text, end) and not text.startswith(",", end):
        return True
    head = text[max(0, number.start - 36) : number.start]
    if _PERSON_OF.search(head):
        return True
    if (
        number.value < 115
        and number.value == int(number.value)
        and number.form in {"digits", "words"}
    ):
        if _AGE_WORD.search(head) and not _THINGS.match(text, end):
            return True
        if _SUBJECT.search(head) and _AFTER_AGE.match(text, end):
            return not head.lower().endswith("it is ")
        if _AT.search(head) and not _THINGS.match(text, end):
            return True
    alone = text[end : end + 1] in {",", ".", ")", ";"}
    if number.form != "digits" or not alone or number.value > 125:
        return False
    return bool(
        re.search(
            r"(?:[a-z\w’'.-]+|\)), (?:now |then |only |aged )?$|\bage[ds]? (?:\w+ and )?$| and her \w+, $|\($",
            head,
        )
    ) and bool(
        re.search(
            r"[A-Z][\w’'-]+,? (?:[A-Z]+, )?$|(?:man|woman|boy|girl|son|daughter|mother|father|brother|sister|wife|husband|er|or|ist), $|\($",
            head,
        )
    )


def is_score(text: str, start: int, end: int) -> bool:
    """Whether it is a side of a score, a vote or a ratio: "3-1", "7–3"."""
    if _SCORE.match(text, end) or _SIDE.search(text, max(0, start - 2), start):
        return True
    head = text[max(0, start - 24) : start]
    if _VOTED.search(head):
        return "from " not in head
    return bool(_VOTE.match(text, end)) and not head.endswith("from ")


def is_mark(text: str, number: Number) -> bool:
    """Whether it only numbers the items of a list."""
    if text[number.end : number.end + 2] not in {". ", ") "} or number.form != "digits":
        return False
    return bool(_OPTION.search(text, max(0, number.start - 8), number.start))


def is_pronoun(text: str, number: Number) -> bool:
    """Whether "one" or "two" stands for what was named before: "this one", "the one"."""
    return bool(_PRONOUN.search(text, max(0, number.start - 12), number.start))
