"""``GET /v1/stream`` and ``GET /v1/ws``: the output topics to follow over HTTP, without Kafka.

A client's place is a cursor that the client keeps, so that any gateway can go on where another
one ended. ``feed.py`` reads each topic once, for all clients, into the memory of ``hub.py``;
``blocks.py`` reads what is older than that. ``session.py`` leads a client from one to the other.
"""

from .routes import add_to

__all__ = ["add_to"]
