"""Quotes and claims of one part, from one reading of it."""

from __future__ import annotations

from schemas import Claim, Quote
from streams.core.enrich.mentions import Mentions
from streams.core.enrich.tokens import Part

from .claim_words import possible
from .claims import Claims
from .cues import Cues
from .phrases import Phrases
from .quotes import Quotes
from .reading import Reading
from .speakers import Speakers


def find(part: Part, mentions: Mentions) -> tuple[list[Quote], list[Claim]]:
    """What the text gives as somebody's words, and what it does not vouch for."""
    reading = Reading(part)
    phrases = Phrases(reading, mentions)
    cues = Cues(reading, phrases).find()
    patterns = possible(part.text)
    if not cues and not reading.items and not patterns:
        return [], []
    speakers = Speakers(reading, mentions, cues, phrases)
    quotes = Quotes(reading, cues, speakers).find() if cues or reading.items else []
    return quotes, Claims(reading, cues, speakers, patterns).find()
