"""Typed differences between two versions of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from schemas import Delta
from streams.core.enrich.lexicon import word_set

from . import figures, names
from .difference import Change, compare
from .sentence import Sentence

# Swapping or leaving out one of these changes no fact; "not", "no", "from" and "to" may.
_SLIGHT = word_set(
    "a an the that which who and in on at of is are was were has have had been also as"
)
_SHORTEST_TYPO = 4
_OPENING, _CLOSING = "([“‘\"'", ")]”’\"'"


@dataclass(frozen=True, slots=True)
class Edit:
    """A difference and where it stands.

    Attributes:
        delta: what changed.
        old: first and one past the last character, in the old sentence.
        new: the same in the new sentence.
    """

    delta: Delta
    old: tuple[int, int]
    new: tuple[int, int]


def edits(old: Sentence, new: Sentence) -> list[Edit]:
    """What changed, in reading order of the new sentence.

    Numbers and names that changed are said by themselves. Words that were put in or taken out
    are said alone; where others took their place, the whole sentence stands for them.
    """
    if old.text == new.text or old.key == new.key:
        return []
    compared = compare(old.tokens, new.tokens)
    found, done_old, done_new = _numbers(figures.pairs(old, new, compared))
    rest: list[Change] = []
    for change in compared.changes:
        for left in _without(change, done_old, done_new):
            edit = _small(old, new, left)
            if edit is None:
                rest.append(left)
            elif edit.delta.before or edit.delta.after:
                found.append(edit)
    found += _words(old, new, rest)
    return sorted(found, key=lambda edit: (edit.new, edit.old))


def _numbers(pairs: list[figures.Pair]) -> tuple[list[Edit], set[int], set[int]]:
    found: list[Edit] = []
    done_old: set[int] = set()
    done_new: set[int] = set()
    for before, after in pairs:
        done_old.update(before.places)
        done_new.update(after.places)
        bounds_changed = before.bounds != after.bounds
        if before.token.key == after.token.key and not bounds_changed:
            continue
        delta = Delta(
            type="number",
            before=before.printed(bounded=bounds_changed),
            after=after.printed(bounded=bounds_changed),
            counts=after.counts or before.counts,
        )
        found.append(Edit(delta, before.token[:2], after.token[:2]))
    return found, done_old, done_new


def _without(change: Change, done_old: set[int], done_new: set[int]) -> Iterator[Change]:
    """What is left of a change where numbers were taken out of it."""
    lefts = _runs(change.old, done_old)
    rights = _runs(change.new, done_new)
    if len(lefts) == len(rights):
        yield from (Change(left, right) for left, right in zip(lefts, rights, strict=True))
        return
    # what stood before the number and what stands after it now are no pair
    yield from (Change(left, (change.new[0], change.new[0])) for left in lefts)
    yield from (Change((change.old[0], change.old[0]), right) for right in rights)


def _runs(span: tuple[int, int], done: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at in range(*span):
        if at in done:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _small(old: Sentence, new: Sentence, change: Change) -> Edit | None:
    """A change of a name or of spelling; one without texts where it is not worth naming."""
    places = _span(old, change.old), _span(new, change.new)
    if name := names.changed(old, new, change):
        return Edit(Delta(type="name", before=name[0], after=name[1]), *places)
    left = [old.tokens[at].key for at in range(*change.old)]
    right = [new.tokens[at].key for at in range(*change.new)]
    if all(word in _SLIGHT for word in left + right):
        return Edit(Delta(type="cosmetic"), *places)
    if left and right and _is_typo("".join(left), "".join(right)):
        before, after = old.text[slice(*places[0])], new.text[slice(*places[1])]
        return Edit(Delta(type="cosmetic", before=before, after=after), *places)
    return None


def _is_typo(one: str, two: str) -> bool:
    """Whether two words differ as a slip of the hand does: not by a prefix, not by "n't"."""
    if one == two:
        return True
    short, long = sorted((len(one), len(two)))
    if short < _SHORTEST_TYPO or long - short > 2 or long > 40 or one[0] != two[0]:
        return False
    if any(character.isdigit() for character in one + two) or ("n't" in one) != ("n't" in two):
        return False
    if one > two:
        one, two = two, one
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    missed = long - sum(block.size for block in blocks)
    return missed <= (2 if short > _SHORTEST_TYPO + 2 else 1)


def _words(old: Sentence, new: Sentence, rest: list[Change]) -> Iterator[Edit]:
    left = [old.tokens[at].key for change in rest for at in range(*change.old)]
    right = [new.tokens[at].key for change in rest for at in range(*change.new)]
    # the same words in another order
    if _weighty(left) == _weighty(right):
        return
    if left and right:
        removed = Delta(type="text-removed", before=old.text)
        added = Delta(type="text-added", after=new.text)
        yield Edit(removed, (0, len(old.text)), (0, 0))
        yield Edit(added, (0, 0), (0, len(new.text)))
        return
    for change in rest:
        was, now = _span(old, change.old), _span(new, change.new)
        if right:
            yield Edit(Delta(type="text-added", after=new.text[slice(*now)]), was, now)
        else:
            yield Edit(Delta(type="text-removed", before=old.text[slice(*was)]), was, now)


def _weighty(words: list[str]) -> list[str]:
    return sorted(word for word in words if word not in _SLIGHT)


def _span(sentence: Sentence, places: tuple[int, int]) -> tuple[int, int]:
    """Where words stand in their sentence, with the marks right beside them that enclose them."""
    first, last = places
    tokens, text = sentence.tokens, sentence.text
    if first >= last:
        at = tokens[first].start if first < len(tokens) else len(text)
        return at, at
    start, end = tokens[first].start, tokens[last - 1].end
    encloses = start > 0 and end < len(text) and text[start - 1] in _OPENING
    if encloses and _OPENING.index(text[start - 1]) == _CLOSING.find(text[end]):
        return start - 1, end + 1
    return start, end
