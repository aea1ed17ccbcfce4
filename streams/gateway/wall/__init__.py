"""The wall: the page on which people watch the news come in. It is static; its data is the API's."""

from .routes import routes

__all__ = ["routes"]
