"""Plain text: from HTML, normalised for comparison, cut into sentences."""

from __future__ import annotations

import html
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

_BLOCKS = (
    "p,div,section,article,li,ul,ol,blockquote,h1,h2,h3,h4,h5,h6,tr,table,figure,figcaption,"
    "header,footer,aside,pre,dl,dt,dd,hr"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\u00ad]")
_NOT_WORD = re.compile(r"[^\w%$€£]+")
_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Gen|Lt|Col|Sgt|Capt|Maj|Rep|Sen|Gov|Pres|Rev|Hon|Jr|Sr|No|vs|"
    r"Adm|Brig|Cmdr|Cllr|Cpl|Det|Engr|Fr|Insp|Smt|Supt|"
    r"etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|U\.K|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-Þ])")


def one_line(text: str) -> str:
    """The text with every run of space, newlines included, as one space."""
    if _is_plain(text) and "\n" not in text:
        return text
    return " ".join(_ZERO_WIDTH.sub("", text).split())


def resolve(text: str) -> str:
    """Text with its character references resolved, but only whole ones: ``&copy=1`` stays."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def from_html(markup: str) -> str:
    """Readable text of HTML: a line per paragraph, list item or heading; entities resolved.

    Scripts, styles and templates are left out. Text that was escaped twice, as JSON-LD bodies
    often are, is resolved once more.
    """
    if "<" not in markup:
        return plain(resolve(markup))
    tree = LexborHTMLParser(markup)
    for node in tree.css("script,style,template,noscript,iframe"):
        node.decompose()
    for node in tree.css("br"):
        node.replace_with("\n")
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    body = tree.body
    return plain(resolve(body.text()) if body else "")


def plain(text: str) -> str:
    """Text with a line per paragraph: runs of space as one, empty lines gone, NFC."""
    if _is_plain(text):
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text))
    # splitting and joining is ten times as fast as a substitution that hits every space
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _is_plain(text: str) -> bool:
    """Whether nothing is to be done: most sources give text that is plain, and looking is cheap.

    The only space that counts as printable is U+0020, and nothing without width does.
    """
    return (
        text.replace("\n", "").isprintable()
        and "  " not in text
        and "\n\n" not in text
        and " \n" not in text
        and "\n " not in text
        and text.strip() == text
        and unicodedata.is_normalized("NFC", text)
    )


def fold(text: str) -> str:
    """Text for comparison: case, punctuation, quotation marks, width and space do not count.

    Digits, ``%`` and currency signs do: "6 killed" is not "8 killed".
    """
    text = unicodedata.normalize("NFKC", resolve(text)).translate(_QUOTES).casefold()
    return _NOT_WORD.sub(" ", text).strip()


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of a paragraph, in code points."""
    spans = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        head = text[start : end.end()].rstrip()
        # the longest abbreviation is shorter than this: the rest need not be searched each time
        if _ABBREVIATION.search(head[-12:]):
            continue
        spans.append((start, start + len(head)))
        start = end.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
