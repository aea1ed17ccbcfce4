"""From a file or page to entries: one module per format, chosen by content."""

from .files import read_inputs
from .registry import FORMATS, NAMES, named, parse, recognise
from .source import Context, Malformed, Source

__all__ = [
    "FORMATS",
    "NAMES",
    "Context",
    "Malformed",
    "Source",
    "named",
    "parse",
    "read_inputs",
    "recognise",
]
