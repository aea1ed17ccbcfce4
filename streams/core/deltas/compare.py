"""Two states of an entry, compared: everything that changed, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas import Delta, Media

from .align import align
from .edits import Edit, edits
from .quotations import Quotation, only_in
from .said import Said
from .sentence import Sentence, read

# More changes than this make a new text; an event has room for so many.
_MOST = 200
_LONGEST = 1_000
# Who says it ("the mayor told reporters on Monday") is no text of its own beside a new quote.
_ATTRIBUTION = 8


def compare(old: Said, new: Said) -> tuple[Delta, ...]:
    """Typed differences: the headline first, then the body, then bylines, media and flags.

    Nothing where both say the same. Where they differ in nothing that has a name of its own
    (typography, order), one ``cosmetic`` without texts says so.
    """
    if old == new:
        return ()
    found = [*_headline(old.headline, new.headline)]
    if old.body != new.body:
        found += _body(old.body, new.body)
    found += _beside(old, new)
    # a figure that changed in headline and body changed once
    unique = list(dict.fromkeys(_short(delta) for delta in found))
    return tuple(unique[:_MOST]) or (Delta(type="cosmetic"),)


def _headline(old: str | None, new: str | None) -> list[Delta]:
    if old == new or not (old or new):
        return []
    if not old or not new:
        return [Delta(type="headline", before=old or None, after=new or None)]
    before, after = Sentence(old), Sentence(new)
    if before.key == after.key:
        return [Delta(type="cosmetic", before=old, after=new)]
    changed = [edit.delta for edit in edits(before, after)]
    if all(delta.type == "cosmetic" for delta in changed):
        return [Delta(type="cosmetic", before=old, after=new)]
    # the words of the headline are said by it; its facts are worth their own line
    facts = [delta for delta in changed if delta.type in {"number", "name"}]
    return [Delta(type="headline", before=old, after=new), *facts]


@dataclass(frozen=True, slots=True)
class _Found:
    # where in the new body, and where in the old one
    new: int
    old: int
    delta: Delta


def _body(old: str, new: str) -> list[Delta]:
    before, after = read(old), read(new)
    pairs = align(before, after)
    gone, come = only_in(old, new)
    at_old, at_new = _Places(before, pairs), _Places(after, {b: a for a, b in pairs.items()})
    found = [
        _Found(at_old.other(quote.spans[0][0], after), quote.spans[0][0], delta)
        for quote in gone
        for delta in [Delta(type="quote-removed", before=quote.text)]
    ]
    found += [
        _Found(quote.spans[0][0], at_new.other(quote.spans[0][0], before), delta)
        for quote in come
        for delta in [Delta(type="quote-added", after=quote.text)]
    ]
    for left, right in pairs.items():
        one_old, one_new = before[left], after[right]
        for edit in edits(one_old, one_new):
            if not _is_quoted(edit, one_old, one_new, gone, come):
                found.append(
                    _Found(one_new.start + edit.new[0], one_old.start + edit.old[0], edit.delta)
                )
    for start, end in _whole(before, pairs.keys(), gone):
        delta = Delta(type="text-removed", before=old[start:end])
        found.append(_Found(at_old.other(start, after), start, delta))
    for start, end in _whole(after, pairs.values(), come):
        delta = Delta(type="text-added", after=new[start:end])
        found.append(_Found(start, at_new.other(start, before), delta))
    return [item.delta for item in sorted(found, key=lambda item: (item.new, item.old))]


class _Places:
    """Where what stands in one text would stand in the other."""

    def __init__(self, sentences: Sequence[Sentence], pairs: dict[int, int]) -> None:
        self._starts: list[tuple[int, int]] = []
        last = -1
        for index, sentence in enumerate(sentences):
            last = pairs.get(index, last)
            self._starts.append((sentence.start, last))

    def other(self, offset: int, others: Sequence[Sentence]) -> int:
        """Right after the last sentence before it that stands in both."""
        at = bisect_right(self._starts, (offset, len(others))) - 1
        last = self._starts[at][1] if at >= 0 else -1
        return others[last].end if last >= 0 else 0


def _whole(
    sentences: Sequence[Sentence], paired: Iterable[int], quotes: Sequence[Quotation]
) -> list[tuple[int, int]]:
    """Where sentences stand that the other text has not; neighbours of a paragraph together."""
    known = set(paired)
    covers = _Covers(quotes)
    runs: list[tuple[int, int]] = []
    last = None
    for index, sentence in enumerate(sentences):
        if index in known or covers.sentence(sentence):
            continue
        if (
            last is not None
            and last == index - 1
            and sentences[last].paragraph == sentence.paragraph
        ):
            runs[-1] = (runs[-1][0], sentence.end)
        else:
            runs.append((sentence.start, sentence.end))
        last = index
    return runs


class _Covers:
    """Whether new quotes say all that a piece of text says."""

    def __init__(self, quotes: Sequence[Quotation]) -> None:
        self._spans = sorted(span for quote in quotes for span in quote.spans)

    def sentence(self, sentence: Sentence) -> bool:
        """Whether nothing is left of a sentence but who said it."""
        return self.words(sentence, sentence.start, sentence.end)

    def words(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether nothing is left of some words of a sentence but who said them."""
        if not self._spans:
            return False
        inside = outside = 0
        for token in sentence.tokens:
            at = sentence.start + token.start
            if start <= at < end:
                index = bisect_right(self._spans, (at, len(sentence.text) + at + 1)) - 1
                if index >= 0 and self._spans[index][0] <= at < self._spans[index][1]:
                    inside += 1
                else:
                    outside += 1
        return inside > 0 and outside <= _ATTRIBUTION


def _is_quoted(
    edit: Edit, old: Sentence, new: Sentence, gone: Sequence[Quotation], come: Sequence[Quotation]
) -> bool:
    """Whether words that were put in or taken out are those of a quote that was."""
    if edit.delta.type == "text-added":
        start, end = edit.new
        return _Covers(come).words(new, new.start + start, new.start + end)
    if edit.delta.type == "text-removed":
        start, end = edit.old
        return _Covers(gone).words(old, old.start + start, old.start + end)
    return False


def _beside(old: Said, new: Said) -> list[Delta]:
    """What changed beside the text."""
    found = []
    if old.bylines != new.bylines:
        found.append(_delta("byline", ", ".join(old.bylines), ", ".join(new.bylines)))
    if old.media != new.media:
        lost = [_shown(item) for item in old.media if item not in new.media]
        fresh = [_shown(item) for item in new.media if item not in old.media]
        if lost or fresh:
            found.append(_delta("media", "\n".join(lost), "\n".join(fresh)))
    if _flags(old) != _flags(new):
        found.append(_delta("flags", ", ".join(_flags(old)), ", ".join(_flags(new))))
    return found


def _delta(kind: Literal["byline", "media", "flags"], before: str, after: str) -> Delta:
    return Delta(type=kind, before=before or None, after=after or None)


def _shown(media: Media) -> str:
    return " ".join(part for part in (media.kind, media.url, media.caption) if part)


def _flags(said: Said) -> list[str]:
    flags = {"key event": said.key_event, "pinned": said.pinned}
    return [name for name, is_set in flags.items() if is_set]


def _short(delta: Delta) -> Delta:
    """The same with its texts cut to what an event has room for."""
    if max(len(delta.before or ""), len(delta.after or "")) <= _LONGEST:
        return delta
    return delta.model_copy(update={"before": _cut(delta.before), "after": _cut(delta.after)})


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
