"""Which story an entry belongs to: words, names and time, across coverages and sources."""

from .index import Choice, StoryIndex
from .sketch import Sketch, sketch
from .tuning import Tuning

__all__ = ["Choice", "Sketch", "StoryIndex", "Tuning", "sketch"]
