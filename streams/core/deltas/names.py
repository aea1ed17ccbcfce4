"""Names that were swapped or respelt between two versions of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from streams.core.enrich.gazetteer import body_named, demonyms, first_names, named
from streams.core.enrich.lexicon import NOT_NAMES

from .difference import Change
from .sentence import Sentence
from .words import Token

_WITHIN = frozenset({"of", "the", "and", "for", "de", "da", "del", "la", "le", "al", "el", "bin", "van", "von", "der", "den"})  # fmt: skip
_LONGEST = 6


def changed(old: Sentence, new: Sentence, change: Change) -> tuple[str, str] | None:
    """The name before and after, in full, where the words that changed belong to one."""
    left, right = list(range(*change.old)), list(range(*change.new))
    if _is_title(old) or _is_title(new) or max(len(left), len(right)) > _LONGEST:
        return None
    if not (_are_names(old, left) and _are_names(new, right)):
        return None
    before, after = _grown(old, new, change)
    if not before or not after:
        return None
    # a name that was put in beside another one is no part of it
    if not (left and right) and (len(before) == len(left) or len(after) == len(right)):
        return None
    return _text(old, before), _text(new, after)


def _are_names(sentence: Sentence, places: Sequence[int]) -> bool:
    tokens = sentence.tokens
    if not all(_is_name(tokens[at]) or tokens[at].key in _WITHIN for at in places):
        return False
    if places and not any(_is_name(tokens[at]) for at in places):
        return False
    if _gaps(sentence, places):
        return False
    # the first word of a sentence has its capital anyway
    if 0 in places and len(places) == 1 and not _goes_on(sentence, 0):
        return _is_known(tokens[0].text)
    return True


def _is_name(token: Token) -> bool:
    return token.capital and token.key not in NOT_NAMES


def _is_known(word: str) -> bool:
    return bool(
        named(word) or body_named(word) or word.lower() in first_names() or word in demonyms()
    )


def _gaps(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether anything but space parts the words: a list is no name."""
    return any(not _goes_on(sentence, at, capital=False) for at in places[:-1])


def _goes_on(sentence: Sentence, at: int, *, capital: bool = True) -> bool:
    """Whether the next word may belong to the same name."""
    if at + 1 >= len(sentence.tokens):
        return False
    one, two = sentence.tokens[at], sentence.tokens[at + 1]
    gap = sentence.text[one.end : two.start]
    return gap in {" ", "-", "’s ", "'s "} and (not capital or _is_name(two))


def _grown(old: Sentence, new: Sentence, change: Change) -> tuple[list[int], list[int]]:
    """The changed words with the unchanged parts of the name on either side."""
    (old_first, old_last), (new_first, new_last) = change
    # where nothing stands on one side, only the other side's words have to join on
    in_old, in_new = old_first < old_last, new_first < new_last
    while (
        old_first > 0
        and new_first > 0
        and _is_same_name(old.tokens[old_first - 1], new.tokens[new_first - 1])
        and (not in_old or _goes_on(old, old_first - 1, capital=False))
        and (not in_new or _goes_on(new, new_first - 1, capital=False))
    ):
        old_first, new_first = old_first - 1, new_first - 1
        in_old = in_new = True
    in_old, in_new = old_first < old_last, new_first < new_last
    while (
        old_last < len(old.tokens)
        and new_last < len(new.tokens)
        and _is_same_name(old.tokens[old_last], new.tokens[new_last])
        and (not in_old or _goes_on(old, old_last - 1, capital=False))
        and (not in_new or _goes_on(new, new_last - 1, capital=False))
    ):
        old_last, new_last = old_last + 1, new_last + 1
        in_old = in_new = True
    return list(range(old_first, old_last)), list(range(new_first, new_last))


def _is_same_name(one: Token, two: Token) -> bool:
    return one.key == two.key and _is_name(one) and _is_name(two)


def _text(sentence: Sentence, places: Sequence[int]) -> str:
    return sentence.text[sentence.tokens[places[0]].start : sentence.tokens[places[-1]].end]


def _is_title(sentence: Sentence) -> bool:
    """Whether capitals say nothing, because nearly every word has one."""
    words = [token for token in sentence.tokens if not token.is_number and len(token.text) > 3]
    return len(words) >= 4 and sum(token.capital for token in words) >= 0.8 * len(words)
