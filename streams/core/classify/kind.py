"""What sort of entry it is, from how it opens and what it is made of."""

from __future__ import annotations

import re

from schemas import Entry, Kind

# The first that matches decides: what an entry is *for* comes before what it is made of.
_OPENINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for kind, pattern in (
        (
            "correction",
            (
                r"^(?:correction\b|clarification\b|(?:an?|the) (?:earlier|previous) (?:version|post|update)\b|"
                r"(?:this|our|an earlier|a previous) (?:post|article|entry|story|update|blog|item)\b.{0,60}\b(?:was|has been|been)\b.{0,30}\b(?:corrected|amended|updated to (?:correct|clarify))|"
                r"we (?:earlier|previously|incorrectly|wrongly) (?:reported|said|stated))"
            ),
        ),
        (
            "boilerplate",
            (
                r"^(?:your support|support (?:us|our|independent)|subscribe\b|sign up\b|join our (?:comment|whatsapp|newsletter)|donate\b|"
                r"become a (?:member|supporter|subscriber)|want to bookmark|get in touch\b|contact us\b|follow us on|download (?:the|our) app|"
                r"register for free|start your .{0,40}subscription|this (?:article|page|blog) contains (?:affiliate|cookies)|comments?$|read more$|"
                r"(?:if you are|please) (?:reading this|keep your comments))"
            ),
        ),
        (
            "housekeeping",
            (
                r"^(?:(?:good (?:morning|afternoon|evening)|hello|hi|welcome)\b.{0,80}\b(?:welcome|blog|coverage|updates|i['’]m|i am|this is|join|here)|"
                r"welcome (?:back )?to\b|(?:good (?:morning|afternoon|evening)|hello)[,.! ]*$|"
                r"that['’]?s (?:all|it) (?:from|for)\b|that is all (?:from|for)\b|"
                r"(?:we['’]?re|we are|we will be|we['’]ll be) (?:now )?(?:pausing|closing|ending|wrapping|bringing|finishing|leaving|shutting|signing|continuing our)\b|"
                r"(?:this|our) (?:live ?blog|blog|live coverage|coverage|live page|page) (?:is|has|will|has now|is now) (?:now )?(?:closed?|closing|ended|ending|paused?|pausing|moved|be)|"
                r"(?:i['’]?m|i am) .{2,40}\b(?:taking over|handing over|here to|signing off|with you)\b|"
                r"(?:thanks?|thank you) for (?:joining|reading|following)|"
                r".{0,60}\bour (?:live )?coverage (?:has ended|ends here|is now closed)|"
                r"(?:stay|stick) with us\b|.{2,40}\b(?:is|are) (?:taking over|now at the helm)\b)"
            ),
        ),
        (
            "gallery",
            r"^(?:in (?:pics|pictures|photos|images)\b|pictured\b|(?:photos?|pictures?|gallery)[:|]|.{0,80}\b[–—-] in (?:pics|pictures|photos)$|the (?:best|latest) (?:photos|pictures))",
        ),
        (
            "summary",
            (
                r"^(?:(?:what we know)(?: so far| about)?\b|here(?:['’]s| is| are)\b.{0,30}\b(?:recap|summary|round-?up|what (?:we know|you need|has happened|happened)|where (?:things|we) stand|the (?:latest|main|key|top))|"
                r"(?:the )?(?:day|week|morning|evening|afternoon|daily|mid-?day|end of day|interim|closing)?\s?(?:summary|recap|round-?up)(?: so far)?\b|"
                r"(?:a|quick|brief)(?: quick| brief| short)? (?:recap|summary|round-?up)|where (?:things|we) stand|the story so far|(?:today|day)['’]s (?:main )?(?:developments|events)|"
                r"at a glance|if you(?:['’]re| are) just joining|just joining us)"
            ),
        ),
        (
            "key-points",
            r"^(?:the )?(?:key|main|top) (?:points|developments|events|moments|takeaways|lines|findings|headlines)\b",
        ),
        (
            "explainer",
            r"^(?:explained\b|explainer\b|.{3,80}\bexplained$|(?:what|who|why|how|when|where) (?:is|are|was|were|does|do|did|will|would|could|can|has|have) .{3,120}\?|analysis[:|]|q&a\b|q ?[:&] ?a\b|everything (?:you|we) (?:need to )?know\b|what (?:you need to know|does it mean|happens next|next for))",
        ),
        (
            "live-event",
            r"^(?:watch(?: live| again| as|:)|live[:|]|listen live|watch the|coming up\b|you can watch\b|follow live)",
        ),
    )
)
_ABOUT_TO = re.compile(
    r"\b(?:is|are) (?:due|about|expected|scheduled|set) to (?:speak|begin|start|hold|give|address|make a (?:statement|speech)|appear)\b"
    r"|\b(?:is|are) (?:now )?(?:speaking|giving a (?:press conference|statement|speech)|on (?:his|her|their) feet)\b(?: now)?|\bhas (?:just )?(?:begun|started) speaking\b",
    re.IGNORECASE,
)
_REACTS = re.compile(r"\b(?:reacts?|responds?|reaction|in quotes)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\b(?:full statement|statement in full|in a statement|(?:issued|released|published) (?:a|the following|this) (?:joint )?statement|read the statement|the statement (?:reads|said|says))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"\n]*(?:[”\"]|$)", re.MULTILINE)
_LIST = re.compile(r"^\s*(?:[•·▪‣*-]|\d{1,2}[.)])\s", re.MULTILINE)
_END = re.compile(r"[.!?…:;”’\"')]$")

# A quotation with its "she said" is about this much quotation.
_MOSTLY = 0.6


def kind_of(entry: Entry, *, english: bool) -> Kind:  # noqa: PLR0911 - one return a rule
    """The kind that the source gives, or the one that the text shows."""
    if entry.kind is not None:
        return entry.kind
    headline, body = (entry.headline or "").strip(), entry.body.strip()
    if not body and not headline:
        return "embed"
    if english:
        found = _opening(headline) or _opening(body)
        if found:
            return found
        if _event_ahead(headline, body):
            return "live-event"
    if not body and entry.media:
        return "gallery" if len(entry.media) > 2 else "embed"
    if _is_teaser(entry, headline, body):
        return "related"
    return _made_of(headline, body) if english else "report"


def _opening(text: str) -> Kind | None:
    first = text.split("\n", 1)[0][:240]
    for kind, pattern in _OPENINGS:
        if pattern.search(first):
            return kind
    return None


def _event_ahead(headline: str, body: str) -> bool:
    # in a long report the same words stand for background
    return bool(_ABOUT_TO.search(headline)) or (
        len(body) < 350 and bool(_ABOUT_TO.search(body[:200]))
    )


def _is_teaser(entry: Entry, headline: str, body: str) -> bool:
    """A link to another story: a heading with a line below it that is no sentence."""
    if entry.key_event or entry.pinned or "\n" in body:
        return False
    line = bool(headline and body) and len(body) < 160 and not _END.search(body)
    return line and (bool(entry.links) or not entry.bylines)


def _made_of(headline: str, body: str) -> Kind:
    if len(_LIST.findall(body)) >= 3:
        return "key-points"
    letters = len(body)
    quoted = sum(len(match) for match in _QUOTED.findall(body))
    if letters and quoted >= _MOSTLY * letters:
        return "quote"
    if _STATEMENT.search(headline) or (quoted >= 0.35 * letters and _STATEMENT.search(body[:300])):
        return "statement"
    if _REACTS.search(headline) and quoted >= 0.25 * letters:
        return "quote"
    return "report"
