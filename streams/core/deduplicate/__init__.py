"""Everything that needs the past: no-op, revision, correction, withdrawal, repeat, embargo."""

from .decide import Decision, decide
from .identity import identify
from .index import Index
from .state import EntryState

__all__ = ["Decision", "EntryState", "Index", "decide", "identify"]
