"""From a file or page to entries: one module per format, chosen by content."""

from .source import Context, Malformed, Source, parse, recognise

__all__ = ["Context", "Malformed", "Source", "parse", "recognise"]
