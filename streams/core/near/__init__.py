"""Near-duplicates: the same text again, trimmed, extended, re-headlined or a little reworded."""

from .compare import CONTAINED, Verdict, compare
from .index import NearIndex
from .words import Text, text_of

__all__ = ["CONTAINED", "NearIndex", "Text", "Verdict", "compare", "text_of"]
