"""Words and phrases that make a claim: data that the rules for claims read."""

from __future__ import annotations

import re
from typing import Literal

import ahocorasick_rs

from streams.core.enrich.lexicon import word_set

Status = Literal["claimed", "confirmed", "denied", "unverified"]

BY_VERB: dict[str, Status] = {
    **dict.fromkeys(
        word_set("claimed claims claim claiming alleged alleges allege alleging accused accuses accuse "
            "accusing insisted insists insist insisting maintained maintains maintain"), "claimed"
    ),
    **dict.fromkeys(
        word_set("confirmed confirms confirm confirming admitted admits admit admitting acknowledged "
            "acknowledges acknowledge conceded concedes concede"), "confirmed"
    ),
    **dict.fromkeys(
        word_set("denied denies deny denying rejected rejects reject rejecting dismissed dismisses dismiss "
            "dismissing disputed disputes dispute disputing refuted refutes refute contradicted "
            "contradicts contradict rebutted rebuts rebuffed"), "denied"
    ),
}  # fmt: skip
UNVERIFIED = re.compile(
    r"\b(?:could|can|was|were|has|have|had|is|are|did|does|do)(?: ?not|n[’']t| never)(?: yet)?(?: been)?"
    r"(?: able to| possible to)?(?: be)?(?: immediately| independently| yet| been| directly)*"
    r" (?:corroborated?|verif(?:y|ied)|confirm(?:ed)?|authenticated?|substantiated?)\b"
    r"|\b(?:unable to|not able to|impossible to|no way to) (?:independently |immediately )*"
    r"(?:verify|confirm|corroborate|establish)\b"
    r"|\b(?:unverified|unconfirmed|uncorroborated|yet to be (?:verified|confirmed))\b"
    r"|\bcould not (?:say|establish|determine) whether (?:the )?(?:reports?|claims?)\b"
    r"|\b(?:[Nn]either|[Nn]one|[Nn]othing|[Nn]ot one) [^.;]{0,60}could be (?:independently |immediately )?"
    r"(?:verified|confirmed|corroborated)|\bno \w+ (?:has been |have been )?confirmed by\b"
)
ACCUSED = re.compile(r"\b(?:stands? |standing )?accused of\b")
SAID_TO = re.compile(
    r"\b(?:is|are|was|were) (?:widely |also )?(?:said|alleged|claimed|rumoured|rumored|reported) to "
    r"|\b(?:[Aa]llegedly|[Rr]eportedly|[Pp]urportedly|[Ss]upposedly|purports? to)\b"
)
CONFIRMED = re.compile(
    r"\b(?:is|are|was|were|been) (?:also |now |since |later |officially )?confirmed\b(?! dead)"
)
DENIED_BY = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly )?(denied|rejected|disputed|confirmed|claimed|dismissed) by "
)
FALSE = re.compile(
    r"\b(?:[Cc]laims?|[Rr]eports?|[Rr]umou?rs?|[Aa]llegations?|[Ss]uggestions?|[Pp]osts?)\b[^.;]{0,90}"
    r"\b(?:false|untrue|fake|baseless|unfounded|nonsense|fabricated|invented|no truth)\b"
    r"|\bno truth (?:in|to)\b"
)
NOT_GUILTY = re.compile(r"\bplead(?:ed|s|ing)? not guilty\b|\bnot-guilty plea\b")
WHOSE = re.compile(
    r"\b(?:the )?([A-Z]?[\w’'-]+(?: [A-Z][\w-]+)*?)(?:[’']s|(?<=s)[’']) (?:\w+ )?"
    r"(?:claims?|account|version|allegations?|reports?|figures?|statement)\b"
)
CITING = re.compile(r"\bciting (?:an? |the )?([^.,;]+)")
SEEN_BY = re.compile(r"\b(?:seen|obtained|reviewed|viewed) by (?:the )?([A-Z][\w’&' ]+)")
STEMS: dict[re.Pattern[str], tuple[str, ...]] = {
    UNVERIFIED: ("verif", "confirm", "orroborat", "uthenticat", "ubstantiat", "could not ", "establish"),
    ACCUSED: ("accused of",),
    SAID_TO: (
        "said to ", "alleged to ", "claimed to ", "rumoured to ", "rumored to ", "reported to ", "urport",
        "llegedly", "eportedly", "upposedly"
    ),
    CONFIRMED: (" confirmed",),
    DENIED_BY: (
        "denied by ", "rejected by ", "disputed by ", "confirmed by ", "claimed by ", "dismissed by "
    ),
    FALSE: (
        "false", "untrue", "fake", "baseless", "unfounded", "nonsense", "fabricated", "invented", "no truth"
    ),
    NOT_GUILTY: ("not guilty", "not-guilty"),
    WHOSE: ("claim", "account", "version", "allegation", "report", "figure", "statement"),
    CITING: ("citing ",),
    SEEN_BY: ("seen by", "obtained by", "reviewed by", "viewed by"),
}  # fmt: skip
OBJECTS: dict[str, re.Pattern[str]] = {
    "claim": re.compile(
        r" (?:\S+ ){0,4}?(?:title|lives|life|wickets?|crown|gold|silver|bronze|medals?|points|benefits|"
        r"asylum|win|place|spot|trophy|scalps?|pole|podium|compensation|expenses|refund)\b"
    ),
    "reject": re.compile(
        r" (?:\S+ ){0,4}?(?:appeal|bail|bid|motion|bill|amendment|application|petition|lawsuit|treaty|attempt|"
        r"challenge|offer|deal|request)\b"
    ),
    "insist": re.compile(r" on\b(?! TV)"),
    "admit": re.compile(r" (?:\d+|patients|him to|her to|them to)\b"),
}
DISMISSED = re.compile(
    r" (?:[^.;]{0,80}? as\b|(?:\S+ ){0,4}?(?:claims?|allegations?|suggestions?|reports?|ideas?|critici\w+|"
    r"accusations?|rumou?rs|talk|concerns|fears|charges?|it|them|calls)\b)"
)
BLAMED = re.compile(r" (?:[A-Z][\w’'-]+ ){1,4}for ")
REPORTING = word_set(
    "reported reports report says said wrote writes claimed claims quoted according understands learned"
)


_STEMS = tuple({stem: None for stems in STEMS.values() for stem in stems})
_HOLDS_STEM = ahocorasick_rs.AhoCorasick(_STEMS, implementation=ahocorasick_rs.Implementation.DFA)


def possible(text: str) -> list[re.Pattern[str]]:
    """The patterns whose stems a text holds: mostly none."""
    held = {
        _STEMS[index] for index, _, _ in _HOLDS_STEM.find_matches_as_indexes(text, overlapping=True)
    }
    if not held:
        return []
    return [pattern for pattern, stems in STEMS.items() if not held.isdisjoint(stems)]
