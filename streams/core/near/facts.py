"""What a sentence is sure of: numbers with what they count, and names."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from .words import WORD, sentences_of

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_ORDINALS = (
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_VALUES = (
    {word: float(value) for value, word in enumerate(_ONES)}
    | {word: 20.0 + 10 * place for place, word in enumerate(_TENS)}
    | {word: 3.0 + place for place, word in enumerate(_ORDINALS)}
)
_SCALES = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES |= {"trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
# "Dozens" are not "hundreds", though neither is a number: values that nothing else has.
_VAGUE = {"dozens": -1.0, "scores": -2.0, "hundreds": -3.0, "thousands": -4.0, "millions": -5.0}

_TOKEN = re.compile(
    r"(?<!\w)(?P<digits>\d+(?:[.,:]\d+)*)(?:[ -]?(?P<scale>hundred|dozen|thousand|million|billion|trillion"
    r"|k|mn?|bn|tn)\b)?"
    rf"|\b(?P<words>(?:(?:an? )?(?:{'|'.join([*_VALUES, *_SCALES][:-5])}|and(?= \w))\b[ -]?)+)"
    rf"|\b(?P<vague>{'|'.join(_VAGUE)})\b"
    r"|(?P<word>[\w%$€£]+)",
    re.IGNORECASE,
)
_COUNTS = frozenset(_VALUES) | frozenset(_SCALES) | frozenset(_VAGUE)
_SIGN = re.compile(r"[\d%$€£]")
_NEGATIONS = frozenset({
    "no", "not", "never", "none", "neither", "nor", "cannot", "without", "denied", "denies",
    "deny", "t",  # of "don't"
})  # fmt: skip
# Capitals before a name, and still no name: copies put one for the other.
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "dame", "prof", "president", "prime",
    "minister",
})  # fmt: skip


class Sentence(NamedTuple):
    """A sentence and what it is sure of.

    Attributes:
        tokens: its words, folded, in order; a number is one token, however it is written.
        words: the same as a set.
        facts: the tokens that are numbers and names, in order.
        negations: how many words say that something is not so.
    """

    tokens: tuple[str, ...]
    words: frozenset[str]
    facts: tuple[str, ...]
    negations: int


@lru_cache(maxsize=16)  # a new text is held against several old ones
def facts_of(text: str, *, is_headline: bool = False) -> list[Sentence]:
    """What each sentence of a text is sure of, in order.

    In a headline, where capitals tell nothing, common words are no names.
    """
    return [_sentence(part, is_headline=is_headline) for part in sentences_of(text)]


def is_number(fact: str) -> bool:
    """Whether a fact is a number; otherwise it is a name."""
    return fact.startswith("#")


def _sentence(part: str, *, is_headline: bool) -> Sentence:
    words = list(map(_read, WORD.findall(part)))
    tokens = [folded for folded, _, _ in words]
    if not _COUNTS.isdisjoint(tokens) or _SIGN.search(part):
        tokens, facts = _with_numbers(part, is_headline=is_headline)
    elif is_headline:
        facts = [folded for folded, _, names_first in words if names_first]
    else:
        facts = [words[0].folded] if words and words[0].names_first else []
        facts += [folded for folded, names, _ in words[1:] if names]
    negations = 0
    if not _NEGATIONS.isdisjoint(tokens):
        negations = len([token for token in tokens if token in _NEGATIONS])
    return Sentence(tuple(tokens), frozenset(tokens), tuple(facts), negations)


def _with_numbers(part: str, *, is_headline: bool) -> tuple[list[str], list[str]]:
    """Tokens and facts of a sentence that may count something: five times as slow."""
    tokens: list[str] = []
    facts: list[str] = []
    for found in _TOKEN.finditer(part):
        value = None if found["word"] else _value(found)
        if value is not None:
            tokens.append(f"#{value}")
            facts.append(tokens[-1])
            continue
        for word in map(_read, WORD.findall(found[0])):
            if word.names_first if is_headline or not tokens else word.names:
                facts.append(word.folded)
            tokens.append(word.folded)
    return tokens, facts


class _Word(NamedTuple):
    """A word as it is compared: whether it names, and whether it does where all have a capital."""

    folded: str
    names: bool
    names_first: bool


@lru_cache(maxsize=1 << 15)
def _read(word: str) -> _Word:
    """What a word is: it names where it has a capital that its place does not explain.

    A word of a script without capitals counts as a name: there, only the same words are safe.
    """
    folded = word.casefold()
    if not word[0].isalpha() or (len(word) == 1 and word != folded):
        return _Word(folded, names=False, names_first=False)
    if word == folded:
        has_no_capitals = word.upper() == word
        return _Word(folded, has_no_capitals, has_no_capitals)
    names = folded not in _TITLES
    return _Word(folded, names, names and folded not in common_words())


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
