"""From a file or page to entries: one module per format, chosen by content."""

from .files import read_inputs
from .registry import FORMATS, parse, recognise
from .source import Context, Malformed, Source

__all__ = [
    "FORMATS",
    "Context",
    "Malformed",
    "Source",
    "parse",
    "read_inputs",
    "recognise",
]
