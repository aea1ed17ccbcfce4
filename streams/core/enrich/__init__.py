"""Who, where, what was said, how many, when; and the event that carries it."""

from .enrich import enrich

__all__ = ["enrich"]
