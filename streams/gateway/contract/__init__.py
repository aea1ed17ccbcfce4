"""The contract over HTTP: as files for programs, as pages for people."""

from .routes import routes

__all__ = ["routes"]
