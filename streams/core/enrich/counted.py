"""What a number counts."""

from __future__ import annotations

from .lexicon import word_set
from .tokens import Part

_PLURAL = word_set(
    "people men women children police troops personnel aircraft dead civilians injured "
    "missing himars seats migrants cattle sheep crew staff survivors others"
)


_STOP = word_set(
    "in on at of to for from by with and or but as that which who whose when while after "
    "before since until during over under near across into were was are is be been being have "
    "has had will would could should can may might must do does did said says the a an this "
    "these those they it its his her their our more than not so if because about around "
    "including among against between through killed injured wounded died missing dead hurt "
    "per each every following voted expected believed reported trapped displaced confirmed "
    "arrested detained remain remained left took fled gathered already now also still yet out "
    "up down off amid overnight yesterday today there here later earlier ago"
)


def counted(part: Part, end: int) -> tuple[str | None, int]:
    """What a number counts: the words after it up to the last plural one."""
    words = part.words
    first = index = part.at_or_after(end)
    last = None
    if first < len(words) and words[first].lower in {
        "more",
        "other",
        "further",
        "additional",
        "of",
    }:
        return None, end
    while index < len(words) and index < first + 9:
        gap = part.gap(index) if index > first else part.text[end : words[index].start]
        word = words[index]
        if gap == " (" and last is not None and part.text[word.end : word.end + 1] == ")":
            # an abbreviation of what is counted
            return part.text[words[first].start : word.end + 1], word.end + 1
        if gap not in {" ", ""} or word.lower in _STOP:
            break
        if word.lower in _PLURAL or (
            word.lower.endswith("s") and not word.lower.endswith(("ss", "us", "’s", "'s"))
        ):
            last = index
        index += 1
        if (
            last is not None
            and index < len(words)
            and not words[index].capital
            and not words[last].capital
            and words[index].text not in _PLURAL
            and part.gap(index) == " "
            and words[index].lower.endswith(("ed", "ly"))
        ):
            break
    if last is None:
        return None, end
    # an abbreviation may stand right after the plural
    after = last + 1
    if (
        after < len(words)
        and part.gap(after) == " ("
        and part.text[words[after].end : words[after].end + 1] == ")"
        and words[after].text.isupper()
    ):
        return part.text[words[first].start : words[after].end + 1], words[after].end + 1
    return part.text[words[first].start : words[last].end], words[last].end
