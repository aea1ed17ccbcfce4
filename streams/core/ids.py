"""Deterministic ids: the same thing always has the same id, on every machine, at every run."""

from __future__ import annotations

from hashlib import blake2b


def digest(*parts: str) -> str:
    """A 128-bit BLAKE2b hash of the parts, as 32 hexadecimal digits.

    Each part is preceded by its length, so that no two lists of parts run together.
    """
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    framed = b"".join([len(data).to_bytes(4, "big") + data for data in encoded])
    return blake2b(framed, digest_size=16).hexdigest()


def entry_key(desk: str, coverage: str, entry_id: str) -> str:
    """Id of an entry, stable over its revisions."""
    return digest("entry", desk, coverage, entry_id)


def event_id(entry: str, revision: int, event_type: str) -> str:
    """Id of the event that a change of an entry becomes; ``entry`` covers desk and coverage."""
    return digest("event", entry, str(revision), event_type)


def story_id(desk: str, seed: str) -> str:
    """Id of the story that began with ``seed``."""
    return digest("story", desk, seed)
