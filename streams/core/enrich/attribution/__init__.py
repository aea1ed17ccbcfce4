"""Who says what: quotes with their speakers, and claims."""

from .attribution import find

__all__ = ["find"]
