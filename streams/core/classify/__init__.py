"""What sort of entry it is, what it is about, and how urgent."""

from .classify import classify
from .model import Classified

__all__ = ["Classified", "classify"]
