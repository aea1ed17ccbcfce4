"""What a number counts: the noun phrase behind it."""

from __future__ import annotations

from .lexicon import word_set
from .numbers import SMALL
from .tokens import Part

_PLURAL = word_set(
    "people men women children police troops personnel aircraft dead civilians injured "
    "missing himars seats migrants cattle sheep crew staff survivors others fish salmon deer "
    "wounded media data spacecraft livestock elderly feet teeth mice geese oxen firemen policemen "
    "servicemen fishermen councilmen businessmen women’s mps homeless faithful artillery"
)
_STOP = word_set(
    "in on at of to for from by with and or but as that which who whose when while after "
    "before since until during over under near across into were was are is be been being have "
    "has had will would could should can may might must do does did said says the a an this "
    "these those they it its his her their our my your we you he she not so if because about around "
    "including among against between through killed injured wounded died missing dead hurt "
    "per each every following voted expected believed reported trapped displaced confirmed "
    "arrested detained remain remained left took fled gathered already now also still yet out "
    "up down off amid overnight yesterday today there here later earlier ago than more less "
    "swam went came drove walked ran spoke found lost won made got saw stood lay sat drowned "
    "led held met withdrew sent some apiece away back alone altogether together left’s ’s 's then just only "
    "both even too them us him me what how why where whether without within despite like "
    "yet never ever tonight tomorrow all half won’t didn’t don’t can’t isn’t fell rose"
)
_ATTRIBUTES = word_set(
    "earlier missing dead injured wounded displaced trapped confirmed reported arrested detained killed"
)
_MORE = frozenset({"more", "other", "further", "additional", "extra", "fewer", "less"})
_DETERMINERS = word_set("the its their his her our my your these those all a an such")
_PRESENT = word_set(
    "says will has was is shows means goes comes needs wants costs remains begins starts"
)


def extension(part: Part, end: int, *, others: bool = False) -> int:
    """Where "more" or "other" behind a number ends; the words belong to the number."""
    index = part.at_or_after(end)
    if index < len(part.words) and part.text[end : part.words[index].start] == " ":
        word = part.words[index]
        if word.lower in _MORE or (others and word.lower == "others"):
            return word.end
    return end


def counted(part: Part, end: int, *, single: bool = False) -> tuple[str | None, int]:
    """What a number counts, and where that ends.

    Args:
        part: the text.
        end: behind the number.
        single: whether the number is one, so that a noun in the singular follows.
    """
    words = part.words
    end = extension(part, end)
    first = part.at_or_after(end)
    if (
        first < len(words)
        and words[first].lower == "of"
        and part.text[end : words[first].start] == " "
    ):
        return _part_of(part, first, end)
    last = _one(part, first, end) if single else _head(part, first, end)
    if last is None:
        return None, end
    last = _complement(part, last)
    stop = words[last].end
    after = last + 1
    # an abbreviation may stand right after what it is short for
    if after < len(words) and part.gap(after) == " (" and words[after].text.isupper():
        close = words[after].end
        stop = close + 1 if part.text[close : close + 1] == ")" else stop
    return part.text[words[first].start : stop], stop


def _head(part: Part, first: int, end: int) -> int | None:
    """The last plural of the noun phrase."""
    words = part.words
    index, last = first, None
    while index < len(words) and index < first + 9:
        gap = part.gap(index) if index > first else part.text[end : words[index].start]
        word = words[index]
        if gap not in {" ", ""} or word.text[0].isdigit():
            break
        if word.lower in _STOP and not (last is None and word.lower in _ATTRIBUTES):
            break
        if last is not None and word.lower in _PRESENT:
            break
        if plural(word.lower):
            last = index
        index += 1
        if (
            last is not None
            and index < len(words)
            and not words[index].capital
            and not words[last].capital
            and words[index].lower not in _PLURAL
            and part.gap(index) == " "
            and words[index].lower.endswith(("ed", "ly", "ing"))
        ):
            break
    return last


def plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    return word in _PLURAL or (
        word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "’s", "'s", "is"))
    )


_ADJECTIVE = ("al", "ive", "ous", "ful", "ic", "less", "able", "ible", "ish", "ian", "ed", "ese")
_DESCRIBING = word_set(
    "young old new small large big naked dead further single local senior armed black white red blue green "
    "other little great huge long short high low foreign good bad"
)


def _one(part: Part, first: int, end: int) -> int | None:
    """The noun in the singular that "one" counts."""
    words = part.words
    index = first
    while index < len(words) and index < first + 3:
        gap = part.gap(index) if index > first else part.text[end : words[index].start]
        word = words[index]
        if gap != " " or word.lower in _STOP or plural(word.lower) or word.lower.endswith("ly"):
            return None
        if (
            word.lower.endswith("ed")
            and words[index + 1 : index + 2]
            and words[index + 1].lower in _STOP
        ):
            return None
        describing = (
            word.lower in _DESCRIBING
            or word.lower.endswith(_ADJECTIVE)
            or (word.capital and word.lower.endswith(("an", "ese", "ish", "i")))
        )
        if not describing or part.gap(index + 1) != " " or words[index + 1].lower in _STOP:
            return index
        index += 1
    return None


def _part_of(part: Part, of: int, end: int) -> tuple[str | None, int]:
    """What "of the patients", "of them children", "of Britain's airports" say."""
    words = part.words
    index = of + 1
    if index < len(words) and words[index].lower in {"them", "whom", "which"}:
        index += 1
        if index < len(words) and words[index].lower in {"a", "an"}:
            noun = _one(part, index + 1, words[index].end)
            return (words[noun].text, words[noun].end) if noun is not None else (None, end)
    elif index < len(words) and words[index].lower in {"us", "you", "these", "those"}:
        return None, end
    else:
        while index < len(words) and part.gap(index) == " ":
            word = words[index]
            if (
                word.lower not in _DETERMINERS
                and word.lower not in SMALL
                and not word.text[0].isdigit()
            ):
                break
            index += 1
    if index >= len(words) or part.gap(index) != " ":
        return None, end
    last = _head(part, index, words[index - 1].end)
    if last is None or any(words[at].text in {"’s", "'s"} for at in range(index, last)):
        return None, end
    return part.text[words[index].start : words[last].end], words[last].end


def mass(part: Part, index: int) -> tuple[str | None, int]:
    """What is measured and not counted: "of molten chocolate"."""
    words = part.words
    end = words[index - 1].end
    while index < len(words) and words[index].lower in _DETERMINERS and part.gap(index) == " ":
        index += 1
    last = None
    for at in range(index, min(index + 4, len(words))):
        lower = words[at].lower
        if (
            part.gap(at) != " "
            or lower in _STOP
            or not lower[0].isalpha()
            or lower in {"each", "what"}
        ):
            break
        if last is not None and lower.endswith(("ed", "ing")):
            break
        last = at
    if last is None:
        return None, end - 3 if part.text[end - 2 : end] == "of" else end
    return part.text[words[index].start : words[last].end], words[last].end


def _complement(part: Part, last: int) -> int:
    """What "of" adds ("members of the union"), and a second one joined by "and" ("Poles and Czechs")."""
    words = part.words
    index = last + 1
    if index + 1 < len(words) and part.gap(index) == part.gap(index + 1) == " ":
        if words[index].lower == "of":
            return _of(part, index + 1, last)
        if words[index].lower == "and":
            follower = index + 1
            joined = words[follower].lower in {"their", "its"}
            follower += joined
            if (
                follower < len(words)
                and plural(words[follower].lower)
                and (joined or (words[follower].capital and words[last].capital))
            ):
                return follower
    return last


def _of(part: Part, index: int, last: int) -> int:
    words = part.words
    article = words[index].lower in {"the", "a", "an"} and part.gap(index + 1) == " "
    index += article
    word = words[index]
    if (
        word.lower in _STOP
        or word.text[0].isdigit()
        or (not word.capital and (article or word.lower in SMALL))
    ):
        return last
    if not word.capital:
        return index
    while index + 1 < len(words):
        gap, following = part.gap(index + 1), words[index + 1]
        own = following.text in {"’s", "'s"} and gap == ""
        if not own and not (
            gap in {" ", "’"} and (following.capital or following.lower in {"de", "du", "d’orsay"})
        ):
            break
        index += 1
    # "of the Victorian sea wall" would be cut in two
    follows = index + 1 < len(words) and part.gap(index + 1) == " "
    whole = not follows or words[index + 1].lower in _STOP or words[index + 1].lower.endswith("ed")
    return index if whole else last
