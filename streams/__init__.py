"""Copydesk: a stream processor for live news. Begin with ``streams/app.py``."""

__version__ = "0.1.0"
