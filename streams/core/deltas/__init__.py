"""What changed between two published states of an entry, as typed differences."""

from .compare import compare
from .correction import is_correction
from .said import Said

__all__ = ["Said", "compare", "is_correction"]
