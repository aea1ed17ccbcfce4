"""Numbers that count and measure nothing: ages, scores, names, labels, telephone numbers, marks."""

from __future__ import annotations

import re

from .lexicon import NOT_NAMES, word_set
from .numbers import Number

_PHONE = re.compile(r"(?<![\w,.])\+?\d[\d ()-]{5,}\d")
_CALL = re.compile(
    r"\b(?:calls?|line|helpline|hotline|phone|tel|telephone|ring|text|dial|number)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)
_DIAL = re.compile(
    r"\b(?:(?:help|hot)line|dial|call|reached on|text|phone)\b[^.\n]{0,30}?"
    r"(?: on| at|:|dial|call|text) $",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\d.,]*\d)(?! [a-z])")
_MARK = re.compile(r"(?:^|\n)[ \t]*(?:[-*•·] ?)?$")
_LABELS = word_set(
    "no nos number numbers article section page pages chapter phase type age aged ages flight day"
    " channel group level route room week grade category act part stage step game match round heat"
    " lap hole seat row gate terminal platform highway interstate junction exit unit block floor"
    " resolution rule point question episode series season figure table version turned turns"
    " turning q paragraph clause schedule tier model area zone district ward line class form year"
    " stand bus tram train local unbeaten"
)
_STAMP = re.compile(r"\d\d\.\d\d [A-Z]")
_SCORE = re.compile(
    r" ?[-–—:] ?\d+(?![\d,.]*(?:%|°|[a-z]{1,4}\b"
    r"|[ -](?:per|pct|people|men|women|°|km|kg|(?:[a-z]+ )?[a-z]{3,}s\b)))"
)
_VOTE = re.compile(
    r" to \d+(?![\d,.]*(?:%|°|[a-z]|[ -](?:per|people|men|women|million|(?:[a-z]+ )?[a-z]{3,}s\b)))"
    r"| for (?:\d{1,2}|two|three|four|five|six|seven|eight|nine)\b(?! [a-z]*(?:s|n|y)\b)"
)
_VOTED = re.compile(
    r"\b\d+(?: (?:games?|goals?|sets?|votes?))? to $|\b(?:games?|goals?|sets?) to $|\b\d+ for $"
)
_SIDE = re.compile(r"\d[-–—:/]$")
_DASHES = frozenset("-–—:")
_SIDES = frozenset("-–—:/")
_CAPITAL = re.compile(r"(?:^|[\s“(])([A-Z][\w’'.-]+) $")
_OPENING = re.compile(r"(?:[.!?:;][”\"’)]*|\n|^|[—–•*-] )\s*(?:[•*–—-] )?[“\"‘(]?$")
_THINGS = re.compile(r" (?:[a-z’-]+ ){0,2}(?:[a-z]{3,}s|people|men|women|children)\b")
_PRONOUN = re.compile(
    r"\b(?:the|this|that|no|each|every|which|any|another|either|only|not|last|first|next|day) $",
    re.IGNORECASE,
)
_OLD = re.compile(r"[- ](?:years?|months?|weeks?|days?)[- ](?:old|olds)\b|-?year-?olds?\b")
_PERSON_OF = re.compile(
    r"\b(?:man|woman|boy|girl|fireman|firefighter|officer|soldier|student|mother|father|son|daughter"
    r"|child|person|pupil|lad|nun|priest|monk|grandmother|grandfather|actor|singer|player|resident"
    r"|widow|farmer|driver|teacher|nurse|doctor|pensioner|baby|teenager|age) of"
    r" (?:about |just |only |nearly |almost )?$"
)
_AGE_LEAD = re.compile(
    r"\bage\b[^.;\n]{0,40}$|\b(?:aged|ages) (?:between )?\d+ (?:to|and|or) $|\bthe (?:under|over)[- ]$"
    r"|\b(?:everyone|anyone|people|those|adults|men|women|children) (?:under|over|aged) $"
)
_SUBJECT = re.compile(
    r"(?:\b(?i:he|she|who|i|they)|[A-Z][\w’'-]+ [A-Z][\w’'-]+,?|[a-z], [A-Z]\w+,"
    r"|\b(?:mother|father|son|daughter|wife|husband|brother|sister))"
    r" (?:is|was|were|are) (?:only |just |about |now )?$|\b(?:[Hh]e|[Ss]he|I)[’']s $"
)
_AFTER_AGE = re.compile(r" (?:when|and|or|at the time|years|on|in)\b|[.,;:!?)”]|$")
_AT = re.compile(
    r"\b(?!(?:stood|stands|stand|figure|was|is|put|puts|remained|remains|index|total|toll"
    r"|estimated|number|it)\b)[\w’”]+ at $"
)
_BESIDE = re.compile(
    r"[A-Z][\w’'-]+,? (?:[A-Z]+, )?(?:now |then |only |aged )?$| and her \w+, $|\($"
    r"|(?:man|woman|boy|girl|son|daughter|mother|father|brother|sister|wife|husband|er|or|ist), $"
)
_BEFORE_AGE = ("is", "was", "were", "are", "only", "just", "about", "now", "’s", "'s")
_AGES = ("age", "under", "over")
_OLDEST = 125


def is_code(text: str, number: Number) -> bool:
    """Whether digits are a telephone number or only number the items of a list."""
    start, end = number.start, number.end
    if text[end : end + 2] in {". ", ") "} and _MARK.search(text, max(0, start - 8), start):
        return True
    left = max(text.rfind("\n", 0, start), start - 16, -1) + 1
    for match in _PHONE.finditer(text, left, min(len(text), end + 16)):
        if match.start() <= start < match.end():
            digits = sum(character.isdigit() for character in match[0])
            if digits >= 9 or match[0][0] in "+0":
                return "," not in match[0]
            head = max(0, match.start() - 40)
            return digits >= 6 and bool(_CALL.search(text, head, match.start()))
    return end - start <= 6 and bool(_DIAL.search(text, max(0, start - 40), start))


def is_year(text: str, number: Number) -> bool:
    """Whether four digits look like a year."""
    return number.form == "digits" and bool(_YEAR.match(text, number.start))


def is_labelled(text: str, number: Number) -> bool:
    """Whether a word before a number makes it a label ("Article 4"), or it is a time of day."""
    head = text[max(0, number.start - 14) : number.start].rstrip(" .").rpartition("\n")[2]
    if head[-1:] in {"#", "№"} or _last_word(head) in _LABELS:
        return True
    return bool(_STAMP.match(text, number.start))


def is_name(text: str, number: Number) -> bool:
    """Whether a number is part of a name ("Covid 19", "Two Rivers", "Kings 151")."""
    head = text[max(0, number.start - 32) : number.start]
    capital = _CAPITAL.search(head)
    if number.form == "words":
        if text[number.start].isupper():
            return not _OPENING.search(head)
        return capital is not None and text[number.end + 1 : number.end + 2].isupper()
    if capital is None or _THINGS.match(text, number.end):
        return False
    name = capital[1]
    # "Of 41 on board", "Killing 16": a capital that its place explains
    return not (name.endswith(("’s", "'s", "s’", "ing")) or name.lower() in NOT_NAMES)


def is_age(text: str, number: Number) -> bool:
    """Whether it says how old someone is."""
    end, value = number.end, number.value
    if _OLD.match(text, end):
        return True
    if value != int(value) or value > _OLDEST or number.form not in {"digits", "words"}:
        return False
    head = text[max(0, number.start - 40) : number.start]
    # the cheap looks spare most numbers the patterns
    if " of " in head and _PERSON_OF.search(head):
        return True
    closed = number.form == "digits" and text[end : end + 1] in {",", ".", ")", ";"}
    if closed and _BESIDE.search(head):
        return True
    if (
        head.rstrip().endswith(_BEFORE_AGE)
        and _SUBJECT.search(head)
        and _AFTER_AGE.match(text, end)
    ):
        return True
    aged = any(word in head for word in _AGES) and _AGE_LEAD.search(head)
    lead = aged or (" at " in head and _AT.search(head))
    return bool(lead) and not _THINGS.match(text, end)


def is_score(text: str, start: int, end: int) -> bool:
    """Whether it is a side of a score or a vote: "3-1", "voted 211 to 209", "201 for five"."""
    follows = text[end : end + 2]
    if (follows[:1] in _DASHES or follows[1:] in _DASHES) and _SCORE.match(text, end):
        return True
    if text[start - 1 : start] in _SIDES and _SIDE.search(text, max(0, start - 2), start):
        return True
    head = text[max(0, start - 24) : start]
    if head.endswith((" to ", " for ")) and _VOTED.search(head):
        return "from " not in head
    voted = follows in {" t", " f"} and _VOTE.match(text, end)
    return bool(voted) and not head.endswith("from ")


def is_pronoun(text: str, number: Number) -> bool:
    """Whether "one" stands for what was named before: "this one", "the one"."""
    return bool(_PRONOUN.search(text, max(0, number.start - 12), number.start))


def _last_word(head: str) -> str:
    """The last word of a text in lower case, without the marks that open it."""
    return head.rpartition(" ")[2].strip("(“\"‘'-–—").lower()
