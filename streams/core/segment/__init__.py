"""Page text, as scraped, cut into the entries of a live blog. Pure: lines in, blocks out.

``lines`` cuts and describes, ``label`` says what each line is, ``group`` builds entries.
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
