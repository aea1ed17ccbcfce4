"""Page text, as scraped, cut into the entries of a live blog. Pure: lines in, blocks out.

``cut`` makes lines, ``features`` says what can be seen of each, ``tagger`` weighs that along the
page and labels the lines, ``group`` builds entries of them.
"""

from .clock import Clock
from .marked import Mark, Role, segment_marked
from .model import Block, BlockKind, Label, Line, Page
from .resolve import newest_first, resolve
from .segment import labelled, segment

__all__ = [
    "Block",
    "BlockKind",
    "Clock",
    "Label",
    "Line",
    "Mark",
    "Page",
    "Role",
    "labelled",
    "newest_first",
    "resolve",
    "segment",
    "segment_marked",
]
