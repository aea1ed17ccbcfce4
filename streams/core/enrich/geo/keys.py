"""One spelling for all the ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHE: Final = re.compile(r"['’‘`ʼ.]")
_INITIALS: Final = re.compile(r"\b(?:[A-Za-z]\. ?){2,}|\b(?:[A-Z]\.)+[A-Z]\b")
_OTHER: Final = re.compile(r"[^\w]+|_")
# letters that have no accent to lose
_LETTERS: Final = str.maketrans("ıłøđħŁØĐ", "ilodhLOD", "")
_SHORT: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """The name in lower case, without accents, points and apostrophes: "St. Louis", "st louis"."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
        name = name.replace("ß", "ss").replace("æ", "ae")
    if "." in name:
        name = _INITIALS.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", name)
    words = _OTHER.sub(" ", _APOSTROPHE.sub("", name)).lower().split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)
