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

WE: Final = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
YOU: Final = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
TRADE: Final = re.compile(
    r"\b(?:readers?|journalis[mt]s?|reporting|reporters?|correspondents?|newsroom|editors?|please|"
    r"contributions?|donations?|donate|contribute|subscri\w+|supporters?|membership|trial|paywalls?|"
    r"free press|shareholders?|chip in|free of charge|generosity|newsletters?|inbox|accounts?)\b",
    re.IGNORECASE,
)
SAID: Final = re.compile(r"\b(?:said|says|told|saying|according to)\b|^[“\"‘„«]")


def addresses(text: str) -> bool:
    """Whether a text may speak of the paper to its readers; news can too, so the place decides."""
    if SAID.search(text):
        return False
    trade = {word.casefold() for word in TRADE.findall(text)}
    return bool(WE.search(text)) + bool(YOU.search(text)) + len(trade) > 1


NOTICE: Final = _any(
    r"^(?:subscribe|sign up|log in|sign in|register|join)\b.{0,120}\b(?:newsletters?|premium|bookmark|"
    r"emails?|inbox|account|alerts|whatsapp|telegram|channel|forum|conversations?|app|replies)\b",
    r"^(?:subscribe|register|log in|sign in|sign up)\b.{0,60}\bto (?:save|keep|read|bookmark|comment|"
    r"continue|follow)\b",
    r"^(?:subscribe|sign up) (?:to|for|from)\b.{0,160}$",
    r"^(?:support|back) (?:us|our \w+|local news|\w+ news)\b.{0,80}$",
    r"^save (?:this|these|articles?|stories)\b.{0,80}$",
    r"^(?:follow|send us) .{0,80}\b(?:https?://|on (?:whatsapp|instagram|facebook|telegram|x|bluesky))",
    r"^(?:our|this|the) live (?:coverage|blog|updates?) (?:has|have|is|are) (?:now |been )*"
    r"(?:ended|closed|finished|paused|over)\b",
    r"^(?:click|tap|scroll) .{0,40}\b(?:share|here|down|read)\b.{0,60}$",
    r"^enter your e-?mail\b.{0,40}$",
    r"^(?:abonnez-vous|s’abonner|inscrivez-vous|jetzt .{0,40}\babonnieren|newsletter|suscríbete|"
    r"iscriviti|abbonati)\b.{0,80}$",
    r"^(?:this|the) (?:video|audio|clip) (?:can ?not|cannot|is not) .{0,40}$",
    r"^(?:all )?times (?:stated |shown |given )?are [^.]{0,30}\.?$",
    r"^(?:want to|would you like to) (?:bookmark|save|subscribe|read more)\b",
    r"^(?:start|begin|manage|cancel) your .{0,60}\b(?:subscription|membership|trial)\b",
    r"^(?:get|receive|sign up for) .{0,100}\b(?:to|in|into) your (?:inbox|phone|email)\b",
    r"^(?:download|get) (?:our|the) (?:[\w’'-]+ ){0,3}(?:app|newsletter|emails?)\b",
    r"^get (?:[\w’'-]+ ){0,3}(?:alerts|notifications)\b.{0,40}$",
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
    r"^(?:advertisement|advert|ad|ad feedback|sponsored(?: content)?|promoted(?: content)?|"
    r"share|share (?:this|on|via)(?: \w+){0,2}|save|print|copy link|link copied!?|listen|watch(?: it)?|"
    r"filters?:?|subscribe|sign (?:up|in)|log in|register|e-?mail(?: address)?|live reporting|"
    r"(?:terms of (?:use|service)|privacy|cookies?)(?: policy| notice| settings)?|about us|contact us|"
    r"partager|publicité|mentions légales|commenter|teilen|anzeige|werbung|impressum|datenschutz|agb|"
    r"compartir|publicidad|aviso legal|condividi|pubblicità|udostępnij|reklama|delen|advertentie|"
    r"en direct|liveblog|liveticker|get involved|explore more|listen|menu|search|home|news|world|live|(?:live )?updates?|breaking(?: news)?|"
    r"follow live|loading(?:\.\.\.|…)?|(?:load|show|see|view) (?:more|all|older|newer|earlier)(?: \w+){0,2}|"
    r"(?:skip|jump) (?:to|past) .{1,40}|skip (?:ad|advertisement)|after newsletter promotion|back to top|"
    r"newest first|oldest first|sort by:?.{0,20}|show key events only|please turn on javascript.{0,60}|"
    r"pinned(?: post)?|auto[- ]?refresh(?: on| off)?|new updates?|\d+ new updates?|"
    r"facebook|twitter|x|whatsapp|email|linkedin|reddit|pinterest|telegram|bookmark|"
    r"(?:article )?bookmarked|find your bookmarks.{0,80}|(?:don't|don’t) show me this message again.?|"
    r"reuse this content|recommended for you)$",
)
"""Buttons and badges."""

FOOTER: Final = _any(
    r"^(?:\d+ )?comments?(?: \(\d+\))?$",
    r"^(?:join|enter|see) (?:our|the) (?:[\w’']+ ){0,3}(?:forum|discussion|conversation|debate|comments)$",
    r"^(?:popular videos|more (?:about|from|on this story)\b.*|"
    r"related topics|(?:explore more on these )?topics|in this section|around the web)$",
    r"^(?:©|\(c\)|copyright)\s?.{0,60}(?:\b(?:19|20)\d\d\b|$)",
    r"^.{0,80}\ball rights reserved\b.{0,40}$",
    r"^(?:terms (?:of use|and conditions)|contact us|about us|advertise with us)\b.{0,80}$",
)
"""What ends a page: short lines after it are the page's furniture too."""

GALLERY: Final = re.compile(
    r"(?:in (?:pics?|pictures|photos|images)|pictured|photos|gallery|watch(?: live)?|video|"
    r"en images?|bildergalerie|in bildern|en vidéo|en imágenes|le foto|(?:foto)?galer(?:ía|ia)|fotos|"
    r"vídeo|diaporama|fotostrecke)\s?(?:[:|]|[–—-]\s)\s?\S|(?-i:VIDEO|FOTO|VÍDEO|VIDÉO|PHOTOS|WATCH) \S",
    re.IGNORECASE,
)
"""Opens a line that stands for pictures or a video."""

RELATED: Final = re.compile(
    r"(?:read (?:more|also|next)|see also|also read|related(?: (?:articles?|stories|coverage|content))?|"
    r"more on this(?: story)?|recommended|full story|further reading|lire aussi|à lire(?: aussi)?|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|lee también|leggi anche|czytaj (?:też|także))(?:\s?(?:[:|]|[–—-]\s)\s?(?P<text>\S.*)|:?$)",
    re.IGNORECASE,
)
"""Announces a teaser, on the same line or the next."""

KEY_POINTS: Final = re.compile(
    r"(?:the )?(?:key (?:points|developments|moments|takeaways|facts)|main points|at a glance|"
    r"what we know(?: so far)?|what you need to know|in brief|(?:here[’']s )?what to know)(?: today| now)?\s?:?"
    r"|key events|l[’']essentiel(?: du direct)?|(?:ce qu[’']il faut (?:retenir|savoir)|les points clés)"
    r"|(?:die )?wichtigste[n]? (?:entwicklungen|punkte|ereignisse|fakten)\s?:?|das wichtigste(?: (?:in kürze|im überblick|zusammengefasst))?|auf einen blick"
    r"|(?:los )?puntos clave|(?:i )?punti chiave|in sintesi|najważniejsze (?:informacje|fakty)",
    re.IGNORECASE,
)
SUMMARY: Final = re.compile(
    r"(?:(?:closing|evening|morning|afternoon|lunchtime|latest|opening) )?"
    r"(?:summary|recap|round-?up)(?: of the day| so far)?\s?:?",
    re.IGNORECASE,
)
"""Headings over lists."""

CAPTION: Final = re.compile(
    r"(?i:photograph|photo|picture|image|credit|illustration|video)(?i: credit| by| caption| source)?\s?:"
    r"\s?\S.*|(?i:(?:source|quelle|fuente|fonte|bild|foto)\s?:\s?(?:getty|reuters|afp|ap|epa|pa|dpa)\b.{0,40})"
    r"|[^:]{0,300}\b(?:Photographs?|Photos?|Pictures?|Images?|Fotos?|Bild(?:er)?|Crédit|Illustration)"
    r"\s?:\s?[A-ZÀ-Þ][^:.]{1,70}"
    r"|.{20,300}[\[(](?:[A-ZÀ-Þ][\w’'-]*\s?){1,3}:\s?[A-ZÀ-Þ][^()\[\]:]{1,60}[\])]"
    r"|.{0,300}[\[(](?:(?:Photo|Picture|Image|Foto|File|Crédit)s?\b(?: (?:credit|by|courtesy))?\s?:?\s?[A-ZÀ-Þ]|"
    r"(?:[A-ZÀ-Þ][\w’'.-]*\s?){1,4}/\s?[A-ZÀ-Þ])[^()\[\]]{0,60}[\])]"
    r"|.{10,300}[.!?]\s(?:Fotos?|Photos?|Bild|Vídeo|Video|Grafik|Graphic)\s?:?\s(?:by )?[A-ZÀ-Þ][^.!?]{1,70}"
    r"|.{20,300}[.!?]\s(?:[A-ZÀ-Þ][\w’'-]*\s){1,4}(?:graphic|photo|illustration|handout|file|map)"
    r"|.{20,300}\S\s(?:[A-ZÀ-Þ][\w’'.-]*\s){1,3}/\s[A-ZÀ-Þ][\w’'. /-]{1,60}"
    r"|.{20,300}[.!?]\s(?:[A-ZÀ-Þ][\w’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]*/[A-ZÀ-Þ][\w’' -]{1,40}"
    r"|[^.]{0,280}[^.\s]?\s?\((?:[^()]*[/\s,])?(?:AP|AFP|PA|EPA|EFE|ANSA|dpa|Reuters|REUTERS|Getty|"
    r"Shutterstock|Alamy|Rex|Twitter|X|Facebook|Handout|Supplied|file)(?:[/\s,][^()]*)?\)"
)
"""A picture's caption: it ends with whose picture it is, or says so first."""

SIGNATURE: Final = re.compile(r"[—–-]\s?.{1,80}\(@\w{1,30}\)")
"""Under an embedded post: who posted it."""

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

PROMO: Final = re.compile(
    r"(?:sign up|subscribe|get (?:our|the|instant|breaking|daily)|join (?:our|us)|download|"
    r"register|stay (?:ahead|informed|up to date)|newsletter|support (?:us|our)|help us)\b",
    re.IGNORECASE,
)
"""Opens an offer, of which the next lines may be a part."""

PROMO_END: Final = re.compile(
    r"after newsletter promotion|enter your e-?mail|e-?mail address|sign up$|subscribe$|"
    r"privacy (?:notice|policy)|by (?:signing|entering|submitting|clicking)\b",
    re.IGNORECASE,
)
"""Ends one."""

PHASE: Final = re.compile(
    r"(?:half|full)[ -]?time\b|kick-?off\b|(?:end of )?extra time\b|penalty shoot-?out\b|"
    r"(?:lunch|tea|stumps)\b\s?[:|–-]|end of (?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) "
    r"(?:half|quarter|period|set|innings|session)\b",
    re.IGNORECASE,
)
"""A part of a match that stands in the place of a time."""
