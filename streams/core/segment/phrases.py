"""What pages say on their own behalf, and how they announce lists and galleries."""

from __future__ import annotations

import re
from typing import Final


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_APPEAL_WORD: Final = re.compile(
    r"support|donat|contribut|generosity|journalism|our reporting|reader|paywall|become a",
    re.IGNORECASE,
)


_ONE_OF_OURS: Final = r"(?:our|your|the) (?:\w+ ){0,2}"

APPEAL: Final = _any(
    r"\byour (?:support|donation|contribution|generosity)\b.{0,60}\b(?:help|allow|make|enable|let|"
    r"keep|power|fund|mean)s?\b",
    r"\b(?:donate|contribute) (?:now|today|here|from as little)\b",
    r"\bsupport (?:our|independent|quality|local|trusted) (?:\w+ )?(?:journalism|newsroom|reporting)\b",
    r"\b(?:quality|independent|trusted|fearless) journalism should\b",
    r"\bpaid for by (?:those|readers) who can\b",
    r"\b(?:lock|shut|keep) \w+ out of our reporting\b",
    r"\b(?:reader[- ](?:funded|supported)|behind a paywall|with paywalls)\b.{0,120}\b(?:we|our|us)\b",
    r"\bbecome a (?:supporter|member|subscriber|patron)\b",
    r"^make a (?:one-off |monthly )?(?:donation|contribution)\b",
)
"""Asks for money."""


def asks(text: str) -> bool:
    """Whether a text asks for money; most lines lack the words, and are passed over quickly."""
    return bool(_APPEAL_WORD.search(text)) and bool(APPEAL.search(text))


OURSELVES: Final = _any(
    r"\b(?:we|our|us)\b.{0,200}\b(?:journalis\w+|report(?:ing|ers?)|newsroom|readers?|documentary|"
    r"facts|fact-check\w*|paywalls?|subscri\w+)\b",
)
"""Speaks of the paper itself; counts only amid an appeal."""

NOTICE: Final = _any(
    r"^(?:subscribe|sign up|log in|sign in|register|join)\b.{0,120}\b(?:newsletters?|premium|bookmark|"
    r"emails?|inbox|account|alerts|whatsapp|telegram|channel|forum|conversations?|app|replies)\b",
    r"^(?:want to|would you like to) (?:bookmark|save|subscribe|read more)\b",
    r"^(?:start|begin|manage|cancel) your .{0,60}\b(?:subscription|membership|trial)\b",
    r"^(?:get|receive|sign up for) .{0,100}\b(?:to|in|into) your (?:inbox|phone|email)\b",
    r"^(?:download|get) (?:our|the) (?:\w+ ){0,3}app\b",
    r"^follow (?:us|our) (?:\w+ ){0,4}(?:on|channel)\b",
    r"^(?:this|the) (?:page|blog|feed) (?:updates?|refreshes|will update)\b",
    r"^(?:(?:read |see |view )?our |your )?(?:privacy|cookie) (?:notice|policy|settings)\b.{0,60}$",
    r"^by (?:entering|signing|submitting|clicking)\b.{0,100}\b(?:agree|terms|privacy)\b",
    r"^i would like to be emailed\b",
    r"^thank you for (?:registering|subscribing|signing up)\b",
    r"^please refresh (?:the|this) page\b",
    r"^(?:to )?view (?:comments|more updates|all updates)\b",
    rf"^(?:share|send) {_ONE_OF_OURS}(?:views?|thoughts|comments|tips?|questions)\b.{{0,80}}$",
)
"""Asks to subscribe, to register, to follow."""

FURNITURE: Final = _any(
    r"^(?:advertisement|advert|ad|sponsored|promoted|share|share this(?: article| page)?|save|print|"
    r"copy link|link copied|listen|menu|search|home|news|world|live|live updates?|breaking(?: news)?|"
    r"follow live|loading(?:\.\.\.|…)?|load more(?: updates)?|show more|see more|skip to (?:main )?content|"
    r"skip advertisement|skip past newsletter promotion|after newsletter promotion|back to top|"
    r"newest first|oldest first|sort by:?.{0,20}|show key events only|please turn on javascript.{0,60}|"
    r"pinned(?: post)?|auto[- ]?refresh(?: on| off)?|new updates?|\d+ new updates?|"
    r"facebook|twitter|x|whatsapp|email|linkedin|reddit|pinterest|telegram|bookmark|"
    r"(?:article )?bookmarked|find your bookmarks.{0,80}|(?:don't|don’t) show me this message again.?|"
    r"reuse this content|recommended for you|reporting from [\w .,’'-]{2,50}|"
    r"(?:uk|us|world|political|chief|senior|international)? ?(?:\w+ ){0,2}(?:correspondent|reporter)s?"
    r"(?:,? (?:in|at) [\w ]{2,40})?)$",
)
"""Buttons and badges."""

FOOTER: Final = _any(
    r"^(?:\d+ )?comments?(?: \(\d+\))?$",
    r"^join (?:our|the) (?:commenting )?(?:forum|discussion|conversation)$",
    r"^(?:most (?:read|popular|viewed|commented)|popular videos|more (?:about|from|on this story)\b.*|"
    r"related topics|topics|in this section|more stories|you may also like|around the web)$",
    r"^(?:©|\(c\)|copyright)\s?.{0,60}\b(?:19|20)\d\d\b",
    r"^.{0,80}\ball rights reserved\b.{0,40}$",
    r"^(?:terms (?:of use|and conditions)|contact us|about us|advertise with us)\b.{0,80}$",
)
"""What ends a page: short lines after it are the page's furniture too."""

GALLERY: Final = re.compile(
    r"(?:in (?:pics?|pictures|photos)|pictured|photos|gallery|watch(?: live)?|video)\s?"
    r"(?:[:|]|[–—-]\s)\s?\S",
    re.IGNORECASE,
)
"""Opens a line that stands for pictures or a video."""

RELATED: Final = re.compile(
    r"(?:read (?:more|also|next)|see also|also read|related(?: (?:articles?|stories))?|"
    r"more on this(?: story)?|recommended|full story)(?:\s?(?:[:|]|[–—-]\s)\s?(?P<text>\S.*)|:?$)",
    re.IGNORECASE,
)
"""Announces a teaser, on the same line or the next."""

KEY_POINTS: Final = re.compile(
    r"(?:the )?(?:key (?:points|developments|moments|takeaways|facts)|main points|at a glance|"
    r"what we know(?: so far)?|what you need to know|in brief)\s?:?",
    re.IGNORECASE,
)
SUMMARY: Final = re.compile(
    r"(?:(?:closing|evening|morning|afternoon|lunchtime|latest|opening) )?"
    r"(?:summary|recap|round-?up)(?: of the day| so far)?\s?:?",
    re.IGNORECASE,
)
"""Headings over lists."""

CAPTION: Final = re.compile(
    r"(?:photograph|photo|picture|image|credit|illustration|video)(?: credit| by)?\s?:\s?\S.*"
    r"|[^.]{0,280}[^.\s]?\s?\((?:[^()]*[/\s,])?(?:AP|AFP|PA|EPA|EFE|ANSA|dpa|Reuters|REUTERS|Getty|"
    r"Shutterstock|Alamy|Rex|Twitter|X|Facebook|Handout|Supplied|file)(?:[/\s,][^()]*)?\)"
)
"""A picture's caption: it ends with whose picture it is, or says so first."""

EMBED: Final = re.compile(
    r"[—–-]\s?.{1,80}\(@\w{1,30}\)\s.{4,40}|view (?:this|the) post on \w+|"
    r"(?:tweet|post|video) (?:from|by) @?\w.{0,60}|pic\.twitter\.com/\w+|"
    r"allow .{1,30} content\?|https?://(?:x|twitter|t)\.com?/\S+",
    re.IGNORECASE,
)
"""What an embedded post leaves in the text."""

DEPENDENT: Final = re.compile(
    r"(?:(?:his|her|their|its|he|she|they|it|this|that|these|those|here)\b|(?:move|decision|news|"
    r"comments?|remarks?|warning|attack|vote|result|announcement|visit|meeting) (?:comes?|follows?)\b)",
    re.IGNORECASE,
)
"""Opens a line that leans on the one before: the standfirst of a teaser."""
