"""How urgent an entry is, on the IPTC scale: 1 most, 5 normal, 8 least."""

from __future__ import annotations

import re

from schemas import Entry, Kind

_LEAST = {
    "boilerplate": 8,
    "related": 8,
    "housekeeping": 8,
    "gallery": 7,
    "embed": 7,
    "explainer": 7,
    "summary": 6,
    "key-points": 6,
    "live-event": 5,
    "correction": 5,
    "quote": 5,
}
_FLASH = re.compile(
    r"^(?:breaking(?: news)?|urgent|flash|news ?flash|just in|alert)\b\s*[:|–—-]|^breaking\b|\bbreaking news\b",
    re.IGNORECASE,
)
# Things that happen once and matter at once; each in the tense of something that has happened.
_GRAVE = re.compile(
    r"\b(?:assassinated|assassination attempt|declares? war|declared war|martial law|coup\b|"
    r"state of emergency|evacuat(?:e|ed|ion) order|tsunami warning|nuclear (?:strike|attack|test)|"
    r"(?:has|have) (?:resigned|been shot|been killed|surrendered|invaded|collapsed)|resigns|steps down|"
    r"shot dead|plane crash(?:es|ed)?|explosions? (?:rocks?|heard|reported)|blasts? (?:rocks?|heard|reported)|"
    r"earthquake (?:hits|strikes|struck)|mass shooting|terror(?:ist)? attack|ceasefire (?:agreed|announced|begins|takes effect)|"
    r"wins? (?:the )?(?:presidential )?election|found guilty|sentenced to death|dies aged|has died)\b",
    re.IGNORECASE,
)
_KILLED = re.compile(
    r"\b(?:kill(?:s|ed|ing)|dead|deaths?)\b.{0,30}\b(?:at least |more than )?\d|\b\d[\d,]* (?:\w+ ){0,3}(?:killed|dead)\b",
    re.IGNORECASE,
)


def urgency_of(entry: Entry, kind: Kind, *, english: bool) -> tuple[int, bool]:
    """Urgency and whether the entry is breaking news.

    The source's own number wins. Otherwise what is marked as breaking or tells of something grave
    in its headline or first line is urgent; a word in capitals is not.
    """
    headline = entry.headline or ""
    lead = headline or entry.body.split("\n", 1)[0][:240]
    news = kind not in _LEAST
    flash = english and bool(_FLASH.search(lead))
    grave = english and news and bool(_GRAVE.search(lead) or _KILLED.search(lead))
    if entry.urgency is not None:
        return entry.urgency, news and (entry.urgency <= 2 or flash)
    if not news:
        return _LEAST[kind], False
    if flash:
        return (1 if grave and entry.key_event else 2), True
    if grave:
        return (2 if entry.key_event else 3), entry.key_event
    return (4 if entry.key_event else 5), False
