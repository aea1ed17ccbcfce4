"""What happened: actions on the PLOVER scheme, with who acts upon whom."""

from .find import find

__all__ = ["find"]
