"""Who, where, what was said, how many, when; and the event that carries it."""

from .alert import is_alert
from .enrich import enrich

__all__ = ["enrich", "is_alert"]
