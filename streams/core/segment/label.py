"""What each line is, from its own words and from the lines round it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from streams.core.text import fold

from .buttons import OTHERS, notes
from .bylines import byline
from .glue import LONG, is_appeal
from .lists import colon_lists, point_lists
from .model import BlockKind, Line
from .own import own_words
from .people import people
from .phrases import CAPTION, DEPENDENT, EMBED, FOOTER, GALLERY, KEY_POINTS, RELATED, SUMMARY
from .teasers import credits_in_brackets, others, own_text
from .top import ends

_LONGEST_HEADING: Final = 170
_LONGEST_QUESTION: Final = 100
_PROSE_END: Final = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_ASKS: Final = re.compile(r"[?!][\"'”’]?$")
_TWO_SENTENCES: Final = re.compile(r"\.[\"'”’]?\s+[A-ZÀ-Þ“‘«]")
_KICKER: Final = re.compile(
    r"(?:[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,2}|(?i:live|en direct|direct|liveblog|en vivo|diretta))"
    r"\s?[.!:|–—-]\s+(?=\S)"
)
_STANDS_ALONE: Final = re.compile(
    r"(?:who|whose|what|when|where|why|how|which|is|are|can|could|will|should|does|do|did|has|have|"
    r"was|were|qui|que|quand|où|pourquoi|comment|combien|wer|was|wann|wo|warum|wie|"
    r"quién|qué|cuándo|dónde|cómo|chi|cosa|quando|dove|perché|come)\b"
    r"(?! (?:\w+ )?(?:he|she|they|it|this|that|these|those|you|we|I)\b)(?: \S+){4,}",
    re.IGNORECASE,
)
_ROW: Final = re.compile(r"[^:]{2,40}: [\d.,+-]+\s?\S{0,12}(?: \S+)?")  # "Ardfell: 212 mm"
_WHOLE: Final = re.compile(r"[.!?][\"'”’]?\s+[A-Z“‘]")
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.[A-Z]\.|\b(?:[ap]\.m|Inc|Ltd|Corp|Jr|Sr|Co)\.)$")
_TITLES: Final = re.compile(
    r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Ste|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|Rev|Hon|vs|No|Nr|M|Mme)\.$"
)
# every credit has one of these, and few other lines do
_CREDITED: Final = re.compile(
    r"[:/\])]|[.!?] (?:Foto|Photo|Bild|V[ií]deo)|(?:graphic|photo|illustration|handout|file|map)$"
)
_LONGEST_OTHERS: Final = 60
_LONGEST_SHOUT: Final = 50
_SAME: Final = 0.6
_MOST: Final = 0.74
_SENSE: Final = 4
_STEM: Final = 4
_LITTLE_WORDS: Final = (
    "a an the of in on at to for from by with and or as is are was were be been has have had will "
    "would may can after over into up out its his her their new says say said"
)
_LITTLE: Final = frozenset(_LITTLE_WORDS.split())


def label(lines: list[Line]) -> None:
    """Give every line its label, as far as it can be told without grouping."""
    for line in lines:
        if line.label == "body":
            _by_words(line)
    own_words(lines)
    content = [line for line in lines if line.label != "boilerplate"]
    _under_times(content)
    people(content)
    _shouts(content)
    ends(content)
    content = [line for line in content if line.label != "boilerplate"]
    _quotations(content)
    _questions(content)
    point_lists(content)
    colon_lists(content)
    credits_in_brackets(content)
    others(content)
    own_text(content)


def same_heading(one: str, other: str) -> bool:
    """Whether two headings say the same in nearly the same words."""
    words, others = set(fold(one).split()), set(fold(other).split())
    if not words or not others:
        return False
    if len(words & others) / len(words | others) >= _SAME:
        return True
    # "Ministers to meet in London" and "Ministers will meet": what carries the sense counts
    words = {word[:_STEM] for word in words - _LITTLE}
    others = {word[:_STEM] for word in others - _LITTLE}
    fewer = min(len(words), len(others))
    return fewer >= _SENSE and len(words & others) / fewer >= _MOST


def is_standfirst(teaser: str, text: str) -> bool:
    """Whether a line under a teaser belongs to it: it says more, and does not begin anew."""
    if DEPENDENT.match(text):
        return True
    anew = fold(teaser).split()[:2] == fold(text).split()[:2]
    return len(text) > len(teaser) and not anew


def _by_words(line: Line) -> None:
    text = line.text
    if len(text) > LONG or _announces(line):
        return
    if is_appeal(text) or FOOTER.match(text) or not any(sign.isalnum() for sign in text):
        line.label = "boilerplate"
    elif names := byline(text):
        line.label, line.names = "byline", names
    elif notes(text):
        line.label = "boilerplate"
    elif EMBED.fullmatch(text):
        line.label = "embed"
    elif leads := _leads(text):
        line.label, line.leads = "key-points", leads
    elif GALLERY.match(text) and len(text) <= _LONGEST_HEADING:
        line.label = "gallery"
    elif _CREDITED.search(text) and CAPTION.fullmatch(text):
        line.label = "caption"
    elif _like_heading(line):
        line.label = "heading"


def _announces(line: Line) -> bool:
    found = RELATED.fullmatch(line.text) if len(line.text) <= _LONGEST_HEADING else None
    if found:
        line.label, line.text = "related", found["text"] or ""
    elif len(line.text) <= _LONGEST_OTHERS and OTHERS.fullmatch(line.text):
        line.label, line.text = "related", ""
    return line.label == "related"


def _leads(text: str) -> BlockKind | None:
    if KEY_POINTS.fullmatch(text):
        return "key-points"
    return "summary" if SUMMARY.fullmatch(text) else None


def _like_heading(line: Line) -> bool:
    if line.bullet or line.prose:
        return False
    # "DIRECT. Floods: …": a word in capitals before the headline is no sentence
    text = line.text[_end(_KICKER, line.text) :]
    if len(text) > _LONGEST_HEADING or _ROW.fullmatch(text) or _two_sentences(text):
        return False
    if text.startswith(("“", '"')) and not re.search(r"[”\"].", text[1:]):
        return False
    return not _PROSE_END.search(text) or bool(_ABBREVIATED.search(text))


def _two_sentences(text: str) -> bool:
    # "Is it safe? What we know": a question before the last words is a headline's manner
    borders = (found.start() + 1 for found in _TWO_SENTENCES.finditer(text))
    heads = (text[:border] for border in borders)
    return any(not (_ABBREVIATED.search(head) or _TITLES.search(head)) for head in heads)


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _quotations(lines: list[Line]) -> None:
    # each paragraph of a long quotation opens with a mark, only the last one closes it
    inside = False
    for line in lines:
        if line.label not in {"body", "heading"}:
            inside = False
            continue
        opens = line.text.startswith("“")
        if inside and opens:
            line.label = "body"
        inside = (opens or (inside and line.label == "body")) and "”" not in line.text


def _under_times(lines: list[Line]) -> None:
    # "GOAL! Town 1-0 Rovers (Lee 12)": two sentences, but with no point at the end
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            before.label == "timestamp"
            and line.label == after.label == "body"
            and not line.bullet
            and not line.prose
            and len(line.text) <= _LONGEST_HEADING
            and not _PROSE_END.search(line.text)
        ):
            line.label = "heading"


def _shouts(lines: list[Line]) -> None:
    # "And that's a wrap!" between the time, with or without a name, and the text
    timed = False
    for line, after in pairwise(lines):
        short = line.text.endswith("!") and len(line.text) <= _LONGEST_SHOUT
        free = short and not (line.prose or line.bullet or _WHOLE.search(line.text))
        if timed and free and line.label == after.label == "body":
            line.label = "heading"
        timed = line.label == "timestamp" or (timed and line.label == "byline")


def _questions(lines: list[Line]) -> None:
    for before, line, after in zip([None, *lines], lines, lines[1:], strict=False):
        text = line.text
        # behind what ends an entry it is a teaser, whatever follows
        ended = before is not None and before.label in {"byline", "gallery", "related"}
        follows = {"body", "timestamp", "byline", "embed"}
        # the last words of an entry lean on what it said before; a teaser stands alone
        alone = after.label == "heading" and _STANDS_ALONE.match(text)
        if (
            line.label == "body"
            and (after.label in follows or alone or (ended and after.label != "boilerplate"))
            and not line.bullet
            and not line.prose
            and len(text) <= _LONGEST_QUESTION
            and _ASKS.search(text)
            and not text.startswith(("“", '"'))
            and not _WHOLE.search(text)
            and not _ASKS.search(after.text)
        ):
            line.label = "heading"
