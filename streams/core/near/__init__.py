"""Near-duplicates: the same text again, trimmed, extended, re-headlined or a little reworded."""

from .compare import Verdict, compare
from .index import NearIndex
from .words import Text, text_of

__all__ = ["NearIndex", "Text", "Verdict", "compare", "text_of"]
