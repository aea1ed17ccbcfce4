"""How an entry is made: sizes, lists, quotations, labels, who is spoken of, how many died."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

# Patterns begin with a character that must be there, so that a search can skip to it.
QUOTED: Final = re.compile(
    r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|‘(?<!\w‘)[^’\n]*(?:’(?!\w)|$)", re.MULTILINE
)
_ITEM = re.compile(r"\s*(?:[•·▪‣●■*–—-]|\d{1,2}[.)]|\d{1,2}:)\s")


def _either(words: str) -> frozenset[str]:
    return frozenset(words.split()) | frozenset(words.replace("'", "’").split())


_OURS: Final = _either("we we're we've we'll we'd our us i i'm i've i'll i'd my")
_YOURS: Final = _either("you you're you've you'll you'd your yours")
_LABEL = re.compile(r"^[^\w“\"‘]{0,3}\s?(?:[^\W\d_]+[ -]?){1,4}[:|—–]|^\[")
_SHOUTED = re.compile(r"^[^\w]{0,2}[A-Z]{3,}(?:[ -][A-Z]{2,})*\s?[:|—–]")
_CREDIT = re.compile(
    r"\((?:[^()]*(?:photo|picture|image|video|getty|reuters|afp|\bap\b|epa|pti|ani|\baap\b|anadolu|min|secs?)[^()]*|\d+[:.]\d\d)\)?\.?$"
    r"|\[[^\]]*[/;][^\]]*\]$",
    re.IGNORECASE,
)
_TAKEN_BY = re.compile(
    r"\b(?:photographs?|photos?|pictures?|images?) (?:by|courtesy)\b", re.IGNORECASE
)
_PICTURES: Final = frozenset(
    "photograph photographs photo photos picture pictures image images".split()
)
_CLOCK = re.compile(
    r"\d(?<!\w\d)(?:\d?(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|GMT|BST|ET\b|CET|IST)|\d?:\d\d\b)"
)
_TOLL = re.compile(
    r"(?P<a>\d[\d,]*|\bone|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b"
    r"(?:\s[\w’'-]+){0,4}?\s(?:were |was |have been |has been |are |had )?(?:also )?(?:killed|dead|died|die|dies|drowned|perished)\b"
    r"|\b(?:kill(?:s|ed|ing)?|toll|dead)\b(?:\s[\w’'-]+){0,5}?\s"
    r"(?P<b>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b",
    re.IGNORECASE,
)
# Looked for first, since few entries tell of deaths.
_DEATH: Final = ("kill", "dead", "die", "toll", "drown", "perish")
_WORDED: Final = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"dozens": 24, "hundreds": 200, "thousands": 2000}
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]?(?:\s|$)")
_END: Final = tuple(".!?…:;”’\"')]")


@dataclass(frozen=True)
class Made:
    """How an entry is made, in numbers and yes-or-no.

    Attributes:
        headline: one line, may be empty.
        body: a line per paragraph.
    """

    headline: str
    body: str

    @cached_property
    def spoken(self) -> str:
        """The body without what stands between quotation marks."""
        return QUOTED.sub("“”", self.body)

    @cached_property
    def quoted(self) -> float:
        """The share of the body between quotation marks."""
        return 1 - len(self.spoken) / len(self.body) if self.body else 0.0

    @cached_property
    def toll(self) -> int:
        """The largest number that stands next to a word of killing."""
        most = 0
        text = f"{self.headline}\n{self.body[:400]}"
        lowered = text.lower()
        if not any(part in lowered for part in _DEATH):
            return 0
        for match in _TOLL.finditer(text):
            word = (match["a"] or match["b"]).lower().replace(",", "")
            number = _WORDED.get(word) or (int(word) if word.isdecimal() else 0)
            if not 1900 <= number <= 2100:
                most = max(most, number)
        return most

    def signs(self, own: Sequence[str]) -> list[str]:
        """Names of what holds; sizes are cut into steps.

        Args:
            own: the words of the body in lower case, without what is quoted.
        """
        headline, body = self.headline, self.body
        lines = body.split("\n")
        first = headline or lines[0]
        items = sum(_ITEM.match(line) is not None for line in lines)
        words = len(body.split())
        vocabulary = set(own)
        ours, yours = (sum(map(own.count, vocabulary & ones)) for ones in (_OURS, _YOURS))
        if "i" in vocabulary:  # of names such as "i20"
            ours -= sum(a == "i" and b.isdecimal() for a, b in pairwise(own))
        sentences = len(_SENTENCE.findall(body)) or 1
        found = [
            f"headline {bool(headline)}",
            f"lines {min(len(lines), 6)}",
            f"words {_step(words, (0, 8, 15, 25, 40, 60, 90))}",
            f"items {min(items, 4)}",
            f"listed {_step(items / len(lines), (0.0, 0.3, 0.6, 0.9))}",
            f"quoted {_step(self.quoted, (0.0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.75))}",
            f"ours {min(ours, 3)}",
            f"yours {min(yours, 2)}",
            f"sentence {_step(words / sentences, (6, 10, 15, 20, 25))}",
            f"toll {_step(self.toll, (0, 1, 9, 19, 49))}",
            f"clock {min(len(_CLOCK.findall(body)), 3)}",
        ]
        flags = {
            "question": headline.endswith("?"),
            "asked": "?" in vocabulary,
            "first asks": first.rstrip("”’\"'").endswith("?"),
            "no end": bool(body) and not body.endswith(_END),
            "no end, no headline": bool(body) and not headline and not body.endswith(_END),
            "one line": bool(body) and not headline and len(lines) == 1,
            "short lines": len(lines) >= 3 and words / len(lines) < 14,
            "many lines": len(lines) >= 4 and sentences >= 4 and not items,
            "lines without end": len(lines) >= 3
            and sum(not line.endswith(_END) for line in lines) >= 2,
            "label": bool(_LABEL.match(first)),
            "shouted": bool(_SHOUTED.match(first)),
            "credit": self._credited(vocabulary),
            "headline quotes": headline.startswith(("“", "‘", '"', "'")),
            "headline has quotes": bool(QUOTED.search(headline)) or ": ‘" in headline,
            "body opens with quote": body.startswith(("“", '"', "‘")),
            "a line opens with quote": any(line.startswith(("“", '"')) for line in lines[1:]),
            "bracketed": body.startswith(("[", "(", "*")) and body.endswith(("]", ")", "*")),
            "colon before quote": ": “" in body or ': "' in body or ":\n“" in body,
        }
        found += [name for name, holds in flags.items() if holds]
        return found

    def _credited(self, vocabulary: set[str]) -> bool:
        body = self.body
        return (("(" in body or "[" in body) and _CREDIT.search(body) is not None) or (
            not vocabulary.isdisjoint(_PICTURES) and _TAKEN_BY.search(body) is not None
        )


def _step(value: float, steps: tuple[float, ...]) -> int:
    return sum(value > step for step in steps)
