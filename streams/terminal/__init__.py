"""Events as text in colour, for terminals: pure, from models to ``rich.text.Text``."""

from .compact import compact
from .full import full

__all__ = ["compact", "full"]
