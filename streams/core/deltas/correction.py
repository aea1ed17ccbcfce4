"""Whether a text says of itself that something was put right."""

from __future__ import annotations

import re

from streams.core.text import fold, sentences

_SELF = r"(?:post|article|entry|update|story|piece|headline|report|item|item’s|blog|blogpost|text|version|dispatch|copy|caption|picture caption|summary|quote|figure|number|name|spelling|attribution)"
_MARK = re.compile(
    # "This article was amended on 3 May": the text speaks of itself, and of a fault
    rf"\b(?:this|the|these|our|that)(?: [\w’'-]+){{0,3}}? {_SELF}s?\b[^.!?\n]{{0,60}}?"
    r"\b(?:was|were|is|has been|have been|has now been|is being|had been)(?: \w+){0,2} "
    r"(?:amended|corrected)\b"
    r"|\b(?:was|were|has been|have been|been) (?:\w+ )?(?:updated|edited|changed|revised|modified) to "
    r"(?:correct|rectify|fix|put right)\b"
    r"|\bcorrected (?:to (?:say|show|state|reflect|read|make clear|remove|clarify)|from)\b"
    r"|\b(?:an|our|the) (?:earlier|previous|original|initial) (?:version|headline|post|update|article|report|story|entry) (?:of (?:this|the|our)\b|"
    r"(?:incorrectly|wrongly|mistakenly|erroneously|misstated|misidentified|misspelled|misspelt|gave|said|stated))"
    r"|\bwe (?:have|have now|’ve|'ve) (?:since )?(?:amended|corrected)\b"
    r"|\b(?:we|i) (?:wrongly|incorrectly|mistakenly|erroneously) (?:\w+ed|said|wrote|gave)\b"
    r"|\b(?:correcting|corrects) (?:an?|our|my|the|this|that) (?:[\w’'-]+ ){0,3}?(?:error|mistake|typo|spelling|name|headline|post|figure|version)s?\b",
    re.IGNORECASE,
)
# Labels open a line; a word in capitals is one anywhere, as wire services write it.
_LABEL = re.compile(
    r"^[\W_]*(?i:corrections?|clarifications?|corrected|corrects|corrigendum|erratum|"
    r"correction and clarification|corrections and clarifications)"
    r"(?:\s*[:—–-]|\s*\((?!s\))|\s+(?i:to|on)\s+(?i:this|our|an earlier)\b|\s*$)"
    r"|\bCORRECTS\b|\bCORRECTION\b|\bCORRECTED\b|\bCLARIFIES\b|^[\W_]*Corrects (?:[\w’'-]+ ){1,4}(?:to|from|in)\b",
    re.MULTILINE,
)


def is_correction(old_text: str, new_text: str) -> bool:
    """Whether the new text carries a correction notice that the old one did not."""
    notices = _notices(new_text)
    if not notices:
        return False
    known = {fold(notice) for notice in _notices(old_text)}
    return any(fold(notice) not in known for notice in notices)


def _notices(text: str) -> list[str]:
    """The sentences that say that something was put right."""
    if not (_MARK.search(text) or _LABEL.search(text)):
        return []
    found = []
    for line in text.split("\n"):
        for start, end in sentences(line):
            sentence = line[start:end]
            if _MARK.search(sentence) or (_LABEL.search(sentence)):
                found.append(sentence)
    return found
