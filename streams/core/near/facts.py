"""What a sentence is sure of: numbers with what they count, and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .words import sentences_of, tokens

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_VALUES = (
    {word: float(value) for value, word in enumerate(_ONES)}
    | {word: 20.0 + 10 * place for place, word in enumerate(_TENS)}
    | {word: 3.0 + place for place, word in enumerate(_ORDINALS)}
)
_SCALES = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES |= {"trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
# "Dozens" are not "hundreds", though neither is a number: values that nothing else has.
_VAGUE = {"dozens": -1.0, "scores": -2.0, "hundreds": -3.0, "thousands": -4.0, "millions": -5.0}

_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,:]\d+)*)(?:[ -]?(?P<scale>hundred|dozen|thousand|million|billion|trillion"
    r"|k|mn?|bn|tn)\b)?"
    rf"|\b(?P<words>(?:(?:an? )?(?:{'|'.join([*_VALUES, *_SCALES][:-5])}|and(?= \w))\b[ -]?)+)"
    rf"|\b(?P<vague>{'|'.join(_VAGUE)})\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[^\W\d_]{3,}|%")
_PASSED_OVER = frozenset(
    "and are been for had has have more other others than the was were".split()
)
_NEGATIONS = frozenset("no not never none neither nor cannot without denied denies deny".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it is sure of.

    Attributes:
        words: all of them, folded.
        length: how many there are.
        numbers: each as its value and the word after it, which says what it counts.
        names: words that name somebody or something, folded.
        negations: how many words say that something is not so.
    """

    words: frozenset[str]
    length: int
    numbers: frozenset[tuple[float, str]]
    names: frozenset[str]
    negations: int


def facts_of(text: str) -> list[Sentence]:
    """What each sentence of a text is sure of, in order."""
    return [_sentence(part) for part in sentences_of(text)]


def _sentence(part: str) -> Sentence:
    own = tokens(part)
    folded = [word.casefold() for word in own]
    return Sentence(
        words=frozenset(folded),
        length=len(own),
        numbers=frozenset(_numbers(part)),
        names=frozenset(low for word, low in zip(own, folded, strict=True) if _is_name(word, low)),
        negations=sum(word in _NEGATIONS for word in folded)
        + part.count("n't")
        + part.count("n’t"),
    )


def _is_name(word: str, folded: str) -> bool:
    """Whether a word names: it has a capital, or its script has none, and it is no common word.

    Common words are left out wherever they stand, so that a name at the start of a sentence and
    in a headline that is all capitals is found, and "Officials" there is not.
    """
    if len(word) < 2 or word == folded or not word[0].isalpha():
        return word == folded and word.upper() == word and word[0].isalpha()
    return folded not in common_words() and folded not in _VALUES and folded not in _SCALES


def _numbers(part: str) -> list[tuple[float, str]]:
    found = []
    for match in _NUMBER.finditer(part):
        value = _value(match)
        if value is None:
            continue
        after = (
            word
            for word in (w[0].casefold() for w in _COUNTED.finditer(part, match.end()))
            if word not in _PASSED_OVER
        )
        found.append((value, next(after, "").removesuffix("s")))
    return found


def _value(match: re.Match[str]) -> float | None:
    if match["vague"]:
        return _VAGUE[match["vague"].casefold()]
    if digits := match["digits"]:
        scale = _SCALES[match["scale"].casefold()] if match["scale"] else 1.0
        # "10:30" and "10.30" are one time; a comma groups thousands
        return float(_plain(digits.replace(",", "").replace(":", "."))) * scale
    return _spelled(match["words"].casefold().replace("-", " ").split())


def _plain(digits: str) -> str:
    """Digits with one point at most: "12.5.2024" is no number, but it is a value all the same."""
    whole, point, rest = digits.partition(".")
    return (whole + point + rest.replace(".", ""))[:30]


def _spelled(words: list[str]) -> float | None:
    total = current = 0.0
    seen = False
    for word in words:
        if word in _VALUES:
            current += _VALUES[word]
        elif word in _SCALES:
            scaled = (current or 1.0) * _SCALES[word]
            total, current = (total + scaled, 0.0) if scaled >= 1e3 else (total, scaled)
        else:
            continue
        seen = True
    # "One" alone is a pronoun as often as a number; copies swap it for "a" and back.
    return total + current if seen and words != ["one"] else None


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that English news writes in lower case more often than not."""
    data = files("streams.core.near").joinpath("data/common_words.txt").read_text("utf-8")
    return frozenset(data.split())
