"""What someone is and for whom, from the words round the name."""

from __future__ import annotations

from typing import NamedTuple

from .gazetteer import demonyms, named
from .lexicon import NOT_NAMES, ROLE_HEADS, ROLE_MODIFIERS, word_set
from .mentions import Mentions
from .runs import joined
from .tokens import Part

_POSSESSIVE = frozenset({"’s", "'s"})
_MODIFIERS_ALONE = ROLE_MODIFIERS - _POSSESSIVE
_MODIFIERS_OF = ROLE_MODIFIERS | _POSSESSIVE
_TAIL = frozenset({"of", "for", "at", "to", "in"})
# Long enough for "the permanent ambassador of X to the UN", too short to cross into other clauses.
_REACH = 9
_OTHER_CLAUSE = word_set("who and said says told was is has with as but")


class Role(NamedTuple):
    """A role as the text gives it.

    Attributes:
        text: for example ``defence ministry spokesperson``.
        affiliation: whose, for example ``South Korea``.
        start: index of the word that the whole phrase starts with.
    """

    text: str
    affiliation: str | None
    start: int


def is_role(word: str) -> bool:
    """Whether a word names what someone is."""
    lower = word.lower()
    return lower in ROLE_HEADS or lower.removeprefix("ex-").removeprefix("vice-") in ROLE_HEADS


def before(part: Part, index: int, mentions: Mentions) -> Role | None:
    """The role that stands right before a name: "former prosecutor general X"."""
    words = part.words
    first = index
    while first > 0 and joined(part, first) and _in_role(words[first - 1].lower):
        first -= 1
    while first < index and words[first].lower in _POSSESSIVE:
        first += 1
    heads = [at for at in range(first, index) if is_role(words[at].text)]
    if not heads:
        return None
    text = part.text[words[first].start : words[index - 1].end]
    affiliation, start = _affiliation(part, first, mentions)
    if start == first and text.lower() in _LOOSE:
        return None
    return Role(text, affiliation, start)


# A surname may follow these without being theirs: "official X", "driver Y" are rare in news.
_LOOSE = word_set("head house leader general top chief first second major police")


def introduced(part: Part, index: int, mentions: Mentions) -> Role | None:
    """The role before a comma: "The UK's permanent ambassador to the UN, X, spoke"."""
    words = part.words
    if part.gap(index) != ", ":
        return None
    sentence = part.sentence_at(words[index].start)[0]
    at = index - 1
    while at >= max(0, index - _REACH) and words[at].start >= sentence:
        if is_role(words[at].text):
            return _introduced(part, at, index, mentions)
        if at != index - 1 and "," in part.gap(at + 1):
            return None
        lower = words[at].lower
        if not (
            words[at].capital
            or lower in _TAIL
            or lower in {"the", "and"}
            or lower in _POSSESSIVE
            or lower in ROLE_MODIFIERS
        ):
            return None
        at -= 1
    return None


def _introduced(part: Part, head: int, index: int, mentions: Mentions) -> Role:
    words = part.words
    first = head
    while first > 0 and joined(part, first) and words[first - 1].lower in _MODIFIERS_ALONE:
        first -= 1
    affiliation, start = _affiliation(part, first, mentions)
    tail = index
    return Role(part.text[words[first].start : words[tail - 1].end], affiliation, start)


def after(part: Part, index: int, mentions: Mentions) -> Role | None:
    """The role after a name and a comma: "X, the UN chief's spokesperson"."""
    words = part.words
    if index >= len(words) or part.gap(index) != ", ":
        return None
    first = at = index
    if words[first].text.isdigit():  # an age
        first = at = index + 1
    head = _head_after(part, first, at)
    if head is None or any(word.lower in _OTHER_CLAUSE for word in words[first:head]):
        return None
    end = head + 1
    owner = _owner_in(part, first, head, mentions)
    if end < len(words) and joined(part, end) and words[end].lower in _TAIL:
        tail = end + 1
        while tail < len(words) and joined(part, tail) and words[tail].lower in {"the", "a"}:
            tail += 1
        known = mentions.starting_at(words[tail].start) if tail < len(words) else None
        name_end = part.at_or_after(known.end) if known else tail
        while name_end < len(words) and joined(part, name_end) and words[name_end].capital:
            name_end += 1
        if name_end > tail:
            owner = owner or part.text[words[tail].start : words[name_end - 1].end]
            end = name_end
    start = first + (words[first].lower in {"a", "an"})
    return Role(part.text[words[start].start : words[end - 1].end], owner, index)


def _head_after(part: Part, first: int, at: int) -> int | None:
    """The last role word of the phrase: "the UN chief’s spokesperson"."""
    words = part.words
    head = None
    while at < min(len(words), first + _REACH):
        if at > first and not joined(part, at) and part.gap(at) != "":
            break
        if is_role(words[at].text):
            head = at
        elif head is not None and words[at].lower not in _MODIFIERS_OF:
            break
        at += 1
    return head


def _in_role(lower: str) -> bool:
    return (
        lower in ROLE_HEADS
        or lower in ROLE_MODIFIERS
        or (lower.startswith(("ex-", "vice-")) and is_role(lower))
    )


def _owner_in(part: Part, first: int, last: int, mentions: Mentions) -> str | None:
    if first >= last:
        return None
    inside = mentions.within(part.words[first].start, part.words[last - 1].end)
    if inside:
        return part.text[inside[0].start : inside[0].end]
    capitals = [word.text for word in part.words[first:last] if word.capital]
    return capitals[0] if capitals else None


def _affiliation(part: Part, index: int, mentions: Mentions) -> tuple[str | None, int]:
    """The organisation, country or demonym that ends right before a word."""
    words = part.words
    end = index
    if end > 0 and words[end].lower in _POSSESSIVE:
        end += 1
    if end > 0 and words[end - 1].lower in _POSSESSIVE and part.gap(end) == " ":
        end -= 1
    if end == 0 or (end == index and not joined(part, end)):
        return None, index
    known = mentions.ending_at(words[end - 1].end)
    if known and known.kind == "organisation":
        return part.text[known.start : known.end], part.at_or_after(known.start)
    for length in (4, 3, 2, 1):
        first = end - length
        if first < 0:
            continue
        text = part.text[words[first].start : words[end - 1].end]
        if text in demonyms() or (words[first].capital and named(text)):
            return text, first
    lead = words[end - 1]
    if lead.capital and lead.lower not in NOT_NAMES and lead.start not in part.sentence_starts:
        return lead.text, end - 1
    return None, index
