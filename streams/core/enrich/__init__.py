"""Who, where, what was said, how many, when; and the event that carries it."""

from .alert import is_alert
from .enrich import enrich
from .retract import retract

__all__ = ["enrich", "is_alert", "retract"]
