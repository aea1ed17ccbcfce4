"""Numbers in words."""

from __future__ import annotations

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 20 + 10 * index for index, word in enumerate(_TENS)
}
SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}


def value_of(words: str) -> float | None:
    """The number that words say ("two hundred and six", "forty-two"), or nothing."""
    total = current = 0.0
    seen = False
    for word in words.lower().replace("-", " ").split():
        if word in SMALL:
            current += SMALL[word]
        elif word == "a":
            current = 1
        elif word in SCALES and (seen or current):
            scale = SCALES[word]
            if scale > 100:
                total, current = total + (current or 1) * scale, 0
            else:
                current = (current or 1) * scale
        elif word != "and":
            return None
        seen = True
    return total + current if seen else None
