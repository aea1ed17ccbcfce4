"""Offers of the paper to its readers, told from how they speak rather than from their words.

News is of third persons and says what they did. An offer bids or asks the reader, names what the
paper sells or gives away, or what that costs. One such sign is in news too; several are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .model import Line
from .phrases import SAID, TRADE, WE, YOU

_LONGEST: Final = 320
_TITLE: Final = 70
_PARAGRAPH: Final = 500
_ENOUGH: Final = 2
_TITLES: Final = 3
_TIMES: Final = {"timestamp", "updated", "date"}

_BIDS: Final = re.compile(
    r"(?:please |just |now |simply |why not |never |don[’']t |do not )?(?:"
    r"sign|subscribe|register|join|get|receive|download|install|try|start|begin|stay|keep|follow|"
    r"support|back|help|give|donate|contribute|become|be the first|discover|explore|unlock|upgrade|"
    r"choose|pick|take|read|listen|watch|save|bookmark|share|send|tell|email|e-mail|write to|"
    r"message|contact|call|text|tap|click|scan|turn on|switch on|activate|manage|enter|add|make|"
    r"catch up|miss|forget|have your say|see|view|claim|enjoy|renew|log|go|visit|ask|access|"
    r"remember|open|want|recibe|ricevi|recevez|erhalten sie|lee|leggi|lisez|lesen sie|suscríbete|"
    r"iscriviti|abbonati|abonnez|inscrivez|apúntate|descarga|scarica|téléchargez|jetzt|alle artikel|want|enjoying|liking|love|loving|like what|looking for|not ready|already an?|new to|"
    r"would you like|did you know|do you (?:have|know|want|like|work|live)|are you|have you|"
    r"got (?:an?|something)|can[’']t get enough|need)\b",
    re.IGNORECASE,
)
"""Opens a line that bids the reader, or asks what the reader wants."""

_ANYWHERE: Final = re.compile(
    r"(?:^|[.!?:–—-] ?)(?:sign up|subscribe|register|donate|join|log in|find out)"
    r"(?: (?:now|here|today|free|for free|below|in seconds|via \w+|with one tap))?\s?[.!→>»]*$|"
    r"\b(?:sign up|subscribe|register|donate|click|tap) (?:now|here|today|below|for free)\b|"
    r"\bplease (?:log in|sign in|sign up|consider|give|donate|subscribe|register|help)\b|"
    r"\b(?:in(?:to)? your|nella tua|dans votre|en tu|in (?:ihrem?|deinem?)) (?:\w+ ){0,2}"
    r"(?:inbox|casella|boîte|bandeja|correo|postfach|posteingang)\b|"
    r"\bterms (?:and conditions )?apply\b|"
    r"^(?:support|follow|back|join|help|add) The [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}$|"
    r"\b(?:cancel|unsubscribe|opt out) (?:at )?any ?time\b",
    re.IGNORECASE,
)
"""Bids the reader at the end of a line, or amid it."""

# a line that opens otherwise and has none of these is no offer; most are passed over quickly
_HINTS: Final = (
    "sign up", "subscri", "register", "donat", "join", "log in", "find out", "click", "tap ",
    "please", "any time", "anytime", "opt out", "terms", "inbox", "casella", "boîte", "bandeja",
    "correo", "postf", "postein", "£", "$", "€", "₹", "0p", "9p", "cents", "pence", "euro",
)  # fmt: skip
_GOODS: Final = re.compile(
    r"\b(?i:newsletters?|apps?|alerts?|notifications?|podcasts?|subscri(?:be|ption|ber)s?|"
    r"(?:free|your|month[’']s) (?:[\w’'-]+ ){0,3}trial|membership|inbox|accounts?|whatsapp|telegram|"
    r"e-?paper|print edition|paywalls?|ad-free|gift|donations?|unlimited access|puzzles?|"
    r"bulletins?|digest|crosswords?|home ?screen|free copy|"
    r"news tip|casella (?:di posta|e-?mail)|bolet[ií]n|correo|posteingang|postfach|boîte (?:mail|de réception))\b|"
    # "our evening briefing", "The Climate Brief", "Courier Plus"
    r"\b(?i:our|your|my|free|daily|weekly|morning|evening) (?:[\w’'-]+ ){0,3}"
    r"(?i:brief(?:ing)?|round-?up|letter|dispatch|forums?|community|(?:live )?(?:coverage|blog|updates)|journalism)\b|"
    r"\b[Tt]he (?:[A-ZÀ-Þ][\w’'-]+ ){1,3}(?:Brief(?:ing)?|Round-?[Uu]p|Letter|Dispatch|Digest)\b|"
    r"[A-ZÀ-Þ][\w’'-]+ (?:Plus|Premium|Pro|Extra|Insider|Unlimited|Prime|\+)(?=\W|$)|"
    r"\b(?i:free press|independent (?:press|news)|local (?:news|journalism)|newsroom|shareholders)\b"
)
"""What a paper has to offer, or asks its readers to pay for."""

_PRICE: Final = re.compile(
    r"(?:[£$€₹]\s?\d+(?:[.,]\d+)?|\b\d+(?:[.,]\d+)?\s?(?:p|c|€|¢|pence|cents|euros?|rupees))"
    r"(?: (?:a|per|each|every|for|/) ?(?:\w+ ){0,3}(?:day|week|month|year|months|weeks)\b|"
    r" (?:el primer|il primo|le premier|im ersten|im|al|par|pro) (?:mes|mese|mois|monat)\b|"
    r"/(?:day|week|month|year|mo|wk)\b)",
    re.IGNORECASE,
)
_GREETS: Final = re.compile(
    r"(?:hello|hi|good (?:morning|afternoon|evening|day|night)|welcome|that[’']s (?:all|it)|"
    r"thanks?(?: you)? for (?:following|joining|reading|your company)|stay with us|"
    r"(?:bonjour|guten (?:morgen|tag|abend)|buongiorno|buenos d[ií]as))\b",
    re.IGNORECASE,
)
"""Opens what a reporter, not the paper, says to the readers."""
_PAST: Final = re.compile(
    r"\b(?:was|were|had|has been|have been|will be|told|reported|announced|confirmed|warned)\b",
    re.IGNORECASE,
)


def offers(text: str) -> bool:
    """Whether a line is an offer or an appeal by its own words alone."""
    if len(text) > _LONGEST:
        return False
    calls, low = bool(_BIDS.match(text)), text.lower()
    if (not calls and not any(hint in low for hint in _HINTS)) or _news(text):
        return False
    bids = calls + 2 * bool(_ANYWHERE.search(text))
    goods, price = bool(_GOODS.search(text)), bool(_PRICE.search(text))
    if price:
        return bids > 0 or goods
    speaks = bool(WE.search(text)) + bool(YOU.search(text))
    return bids > 1 or (goods and bids > 0 and (speaks > 0 or _bare_call(text)))


def offer_runs(lines: Sequence[Line]) -> None:
    """Label offers, what stands over them as their title, and what goes on under them."""
    found = [(line.label == "boilerplate" or _plain(line)) and offers(line.text) for line in lines]
    for number, line in enumerate(lines):
        if not found[number]:
            continue
        line.label = "boilerplate"
        for place in range(number - 1, max(-1, number - 1 - _TITLES), -1):
            over = lines[place]
            if over.label != "boilerplate" and not (_plain(over) and _titles(lines, place)):
                break
            over.label = "boilerplate"
        for other, after in pairwise(lines[number + 1 : number + 4]):
            closed = len(other.text) <= _TITLE and after.label == "boilerplate"
            if not _plain(other) or not (closed or _goes_on(other.text)):
                break
            other.label = "boilerplate"


def _plain(line: Line) -> bool:
    return line.label in {"body", "heading"} and not line.bullet and not line.prose


def _news(text: str) -> bool:
    return bool(SAID.search(text) or _GREETS.match(text) or _PAST.search(text))


def _bare_call(text: str) -> bool:
    # "Stay ahead with The Climate Brief": a call that is no sentence, and short
    return len(text) <= _TITLE and text[-1] not in ".:;,"


def _calls(text: str) -> bool:
    if len(text) > _TITLE or _news(text):
        return False
    return any(sign.search(text) for sign in (_GOODS, YOU, WE, TRADE)) or bool(_BIDS.match(text))


def _titles(lines: Sequence[Line], number: int) -> bool:
    # an entry's heading may say "you" too, but stands next to a time or at the top of the page
    text = lines[number].text
    beside = number and lines[number - 1].label in _TIMES
    if not number or (beside and not _BIDS.match(text)):
        return False
    return _goes_on(text) or ((text[-1] not in ".:;," or text.endswith("...")) and _calls(text))


def _goes_on(text: str) -> bool:
    if len(text) > _PARAGRAPH or _news(text):
        return False
    signs = (WE, YOU, _GOODS, _PRICE, _ANYWHERE)
    return sum(bool(sign.search(text)) for sign in signs) + bool(_BIDS.match(text)) >= _ENOUGH
