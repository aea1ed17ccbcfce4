"""The subject of a verb of saying: a name, a pronoun or a common noun phrase beside it."""

from __future__ import annotations

from .gazetteer import demonyms
from .lexicon import BETWEEN, NOT_NAMES, PRONOUNS, ROLE_HEADS, ROLE_MODIFIERS, word_set
from .mentions import Mention, Mentions
from .roles import is_role
from .tokens import Part

_GROUPS = word_set(
    "officials official police authorities ministry spokesperson spokesman spokeswoman "
    "military government army navy sources source residents witnesses statement agency "
    "company authority prosecutors lawyers experts analysts leaders ministers governors "
    "investigators rescuers doctors medics firefighters campaigners activists protesters "
    "lawmakers mps diplomats family intelligence office department report study court union "
    "club airline regulator watchdog operator service services forces troops rebels group "
    "groups team party opposition council committee commission charity university bank "
    "scientists researchers journalists reporters media broadcaster newspaper presidency "
    "parliament embassy ambassador administration chiefs insiders critics economists "
    "organisers officers soldiers aides advisers insurer airport"
)


_DETERMINERS = word_set("the a an one his her their its our some several many local two three")


_NO_NOUN = word_set("of for at in on to by from and or that as with said who which when")


_REACH = 8


def left(part: Part, verb: int, mentions: Mentions) -> Mention | None:  # noqa: C901, PLR0911 - one branch a form of subject
    """The subject before a verb: "Luc, the envoy, said"."""
    words = part.words
    at = verb - 1
    while at >= 0 and words[at].lower in BETWEEN and part.gap(at + 1) in {" ", ", "}:
        if words[at].lower in {"is", "was"}:
            return None
        at -= 1
    if at < 0 or part.gap(at + 1) not in {" ", ", "}:
        return None
    apart = part.gap(at + 1) == ", "
    known = mentions.ending_at(words[at].end)
    sentence = part.sentence_at(words[verb].start)[0]
    if apart or known is None or known.kind == "place":
        # "X, the mayor of Y, said": the comma closes what was said about X
        for one in reversed(mentions.within(sentence, words[at].end)):
            comma = part.text[one.end : one.end + 2] == ", "
            if one.kind == "person" and comma and apart:
                return one
    if apart and (known is None or known.end != words[at].end):
        return None
    if known and known.kind in {"person", "organisation"}:
        return _spokesperson(part, known, sentence) or _whole(part, known)
    if known and known.kind == "place":
        return None
    if words[at].lower in PRONOUNS:
        return Mention(words[at].start, words[at].end, "other", "")
    return _noun_phrase(part, at, sentence)


def _spokesperson(part: Part, known: Mention, sentence: int) -> Mention | None:
    """The one who speaks for a body: "a spokesperson for the commission"."""
    words = part.words
    at = part.at_or_after(known.start) - 1
    if known.kind != "organisation" or at < 2:
        return None
    at -= words[at].lower == "the"
    if words[at].lower not in {"for", "of", "at", "from"} or words[at - 1].start < sentence:
        return None
    phrase = _noun_phrase(part, at - 1, sentence)
    return phrase and phrase._replace(end=known.end)


def _whole(part: Part, known: Mention) -> Mention:
    # an organisation's name is given as the text has it here, a person's in full
    text = part.text[known.start : known.end]
    return known if known.kind == "person" else known._replace(name=text)


def _noun_phrase(part: Part, at: int, sentence: int) -> Mention | None:
    """The common noun phrase that ends at a word: "his spokesperson", "local officials"."""
    words = part.words
    first = _opened(part, at, sentence)
    if words[at].lower not in _GROUPS and not is_role(words[at].text):
        if words[at].capital and words[at].lower not in NOT_NAMES:
            return _unknown(part, at, sentence)
        # what has an article beside a verb of saying is its subject: "the force said"
        usable = first < at and not words[at].capital and words[at].lower not in _NO_NOUN
        return Mention(words[first].start, words[at].end, "other", "") if usable else None
    while (
        first > 0
        and at - first < _REACH
        and words[first - 1].start >= sentence
        and part.gap(first) in {" ", ""}
    ):
        lower = words[first - 1].lower
        if lower in _DETERMINERS:
            first -= 1
            if lower in {"the", "a", "an"} or words[first].start == sentence:
                break
            continue
        usable = (
            lower in ROLE_MODIFIERS
            or lower in ROLE_HEADS
            or lower in _GROUPS
            or lower in {"’s", "'s", "chief"}
            or (words[first - 1].capital and lower not in NOT_NAMES)
        )
        if not usable:
            break
        first -= 1
    return Mention(words[first].start, words[at].end, "other", "")


def _unknown(part: Part, at: int, sentence: int) -> Mention | None:
    """A capitalised subject that no rule could type: a firm, or someone known by one name."""
    words = part.words
    first = at
    while first > 0 and part.gap(first) == " " and words[first - 1].capital:
        if words[first - 1].lower in NOT_NAMES or words[first - 1].start < sentence:
            break
        first -= 1
    if any(word.text in demonyms() for word in words[first : at + 1]):
        return None
    name = Mention(words[first].start, words[at].end, "organisation", "")
    before = words[first - 1].lower if first and part.gap(first) == " " else ""
    if before in {"for", "of", "at", "from", "in"}:
        # "a spokesperson for Lush said"; other prepositions make it no subject
        return _spokesperson(part, name, sentence)
    return name._replace(kind="other")


def _opened(part: Part, at: int, sentence: int) -> int:
    """Where a noun phrase starts whose first word is near: "the UN's refugee agency"."""
    words = part.words
    for first in range(at - 1, max(at - 5, -1), -1):
        word = words[first]
        if word.start < sentence or part.gap(first + 1) not in {" ", ""} or word.lower in _NO_NOUN:
            break
        if word.lower in _DETERMINERS - {"local"}:
            return first
        if word.lower in {"’s", "'s"} and first and words[first - 1].capital:
            return first - 1
    return at


def right(part: Part, verb: int, mentions: Mentions) -> Mention | None:
    """The subject after a verb: "said the envoy"."""
    words = part.words
    last = min(len(words), verb + 1 + _REACH)
    at = verb + 1
    while at < last and part.gap(at) in {" ", ""}:
        known = mentions.starting_at(words[at].start)
        if known and known.kind == "person":
            return known
        after = part.at_or_after(known.end) if known else at + 1
        if known and known.kind == "organisation":
            # "said the UN’s Stephane Dujarric", "said the Kremlin spokesman"
            follows = after < len(words) and part.gap(after) in {" ", ""}
            role = follows and (
                words[after].lower in ROLE_MODIFIERS
                or is_role(words[after].text)
                or words[after].text in {"’s", "'s"}
            )
            if not role:
                return _whole(part, known)
        lower = words[at].lower
        if lower in PRONOUNS:
            return Mention(words[at].start, words[at].end, "other", "")
        ends = (
            after >= len(words)
            or part.gap(after) not in {" ", ""}
            or not (
                words[after].capital or words[after].lower in ROLE_HEADS | ROLE_MODIFIERS | _GROUPS
            )
        )
        if ends and (lower in _GROUPS or is_role(words[at].text)):
            return Mention(words[verb + 1].start, words[at].end, "other", "")
        if not known and not (
            lower in _DETERMINERS or lower in ROLE_MODIFIERS or lower in ROLE_HEADS
            or lower in _GROUPS or words[at].capital
        ):  # fmt: skip
            return None
        at = after
    return None
