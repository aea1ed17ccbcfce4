"""Posts of other sites that a page shows."""

from __future__ import annotations

from .model import Block
from .phrases import SIGNATURE


def add_embed(block: Block, text: str) -> None:
    """Add a line of a post; its signature belongs to the text above it."""
    if block.embeds and SIGNATURE.match(text):
        block.embeds[-1] += f" {text}"
    else:
        block.embeds.append(text)
