"""Buttons, counters, polls and lists of other articles, in the words of several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .model import Line

_PLATFORM: Final = (
    r"(?:facebook|instagram|whats ?app|telegram|x|x \(twitter\)|twitter|twitter/x|bluesky|threads|"
    r"linkedin|reddit|tiktok|youtube|google(?: news| discover)?|apple news|flipboard|pinterest|"
    r"messenger|e-?mail|correo|mail|rss)"
)
BUTTON: Final = re.compile(
    rf"{_PLATFORM}|(?:share|post|send|follow|find|join|add|make|compartir|enviar|partager|envoyer|"
    rf"teilen|condividi|invia|seguici|síguenos|suivez-nous|folgen)(?: \S+){{0,4}} {_PLATFORM}|"
    r"(?:add|follow|join|find|contact|email|make|set) us\b(?: \S+){0,5}|"
    r"(?:share|sharing) (?:options|tools|article|story|post|page|link)|"
    r"(?:copy|copiar|copier|copia)(?: \S+)? (?:link|url|enlace|lien)|link kopieren|"
    r"(?:save|salva|guardar|enregistrer|merken|speichern|drucken|imprimir|imprimer|stampa|"
    r"commenta|commenter|comentar|kommentieren|gift article|republish|translate|bookmark|"
    r"vote(?: now)?|close|help|cancel|next|previous|play|pause|mute|reply|replies|back|more|ok|"
    r"accept|reject|apúntate|suscríbete|iscriviti|abbonati|inscrivez-vous|anmelden|"
    r"lo último|última hora|ultim[’']ora|dernière minute|eilmeldung|the latest)|"
    r"(?:mostrar|ver|cargar|mostra|carica|voir|afficher|charger) (?:más|plus|altro|tout|todo|tutti)"
    r"(?: \S+){0,2}|mehr (?:laden|anzeigen)|weitere \S+ laden|"
    r"(?:ir a|vai a|aller aux?|zu den|zum) (?:los |i |le |les )?"
    r"(?:comentarios|commenti|commentaires|kommentaren|seitenanfang)|"
    r"(?:go|jump|skip|back|return) (?:to|past)\b.{1,40}|"
    r"(?:zum|zur) (?:inhalt|startseite|hauptinhalt|navigation|übersicht)(?: springen)?|startseite|"
    r"(?:artikel|beitrag|seite) (?:teilen|merken|drucken|hören)|key event|"
    r"(?:jetzt )?(?:kostenlos|gratis) (?:testen|lesen|registrieren|anmelden)|"
    r"(?:see|view|show|read|leave|post|add|hide|open) (?:\S+ ){0,3}(?:comments?|gallery|images|photos|"
    r"pictures|slideshow|caption|transcript|thread|updates|posts)(?: \(\d+\))?|"
    r"(?:comenta|commenta|sois le premier|be the first|sei der erste)\b.{0,40}|"
    r"(?:\d+ )?(?:comentarios|commenti|commentaires|kommentare|comments)(?: \(?\d+\)?)?|"
    r"(?:whatsapp|e-?mail|phone|tel(?:ephone)?|text|call|sms)\b(?: us)?\s?:\s?(?:\+?[\d ()-]{6,}|\S+@\S+)|"
    r"[\d.,]+\s?k?|[\d.,]+\s?[km]?(?: (?:views?|shares?|likes?|reactions?|replies|comments?|reads?|followers|"
    r"min(?:ute)?s? read))|\d+ ?(?:/|of) ?\d+(?: \w+)?|"
    r"(?:video|audio|image|player|gallery|content) (?:loading|unavailable|not available|playing)|"
    r"(?:click|tap) to \w+(?: \w+){0,3}|(?:the |this )?(?:video|audio) will .{1,40}|"
    r"(?:story|article|text|report|page) continues\b.{0,40}|la suite après .{1,30}|"
    r"(?:featured|sponsored|promoted|weekly|paid)(?: \S+){0,2} (?:ad|ads|post|content|partner)|"
    r"(?:tags?|topics?|filed under|archivado en|temi|thèmes|themen|schlagworte|argomenti)(?: ?:.*)?|"
    r"(?:about the (?:authors?|writers?)|sobre la firma|sull[’']autore|über (?:den|die) autor\S*|"
    r"à propos de l[’']auteur)|(?:site ?map|trending tags|your privacy choices|accessibility)|"
    r"(?:report|submit|send) (?:an? )?(?:error|correction|tip|typo|problem)\b.{0,40}|"
    r"(?:have your say|what do you think\?|join the (?:conversation|discussion|debate))",
    re.IGNORECASE,
)
"""A line that is nothing but one of these."""

OTHERS: Final = re.compile(
    r"(?:most (?:read|popular|viewed|watched|shared)(?: \S+){0,3}|top stories|trending(?: now| stories)?|"
    r"(?:related|more|other|further) (?:reads?|reading|stories|news|coverage|articles?|links?)|"
    r"(?:editor[’']?s[’']?|our) (?:picks?|choice)|don[’']t miss|you (?:may|might) (?:also )?like|"
    r"read (?:next|more|also)|lo más (?:visto|leído)|más información|te puede interesar|"
    r"lea (?:aquí|también)\b.{0,40}|potrebbe(?:ro)? interessarti(?: anche)?|i più letti|leggi anche|"
    r"à lire(?: aussi| ensuite)?|les plus (?:lus|vus)|sur le même (?:sujet|thème)|"
    r"(?:am )?meist(?:gelesen|geklickt)\w*|das könnte (?:sie|dich) (?:auch )?interessieren|"
    r"mehr zum thema|weitere artikel)\s?:?",
    re.IGNORECASE,
)
"""Announces other articles."""

_NOTES: Final = (
    "contributed",
    "commission",
    " is part of ",
    " is owned by ",
    " is published by ",
    "terms",
    ">",
    "›",
    "»",
)
_NOTED: Final = re.compile(
    r".{2,80}\b(?:contributed to this (?:story|report|article)|contributed reporting)\.?|"
    r".{2,60}\bis (?:part of|owned by|published by) .{2,100}|"
    r".{0,80}\b(?:earn|receive) (?:an? )?(?:affiliate )?commissions?\b.{0,40}|"
    r"(?:[\w ]+ )?terms (?:&|and) conditions|"
    r"[^>|/›»«]{1,20}(?: ?[>›»] ?[^>|/›»«]{1,30}){1,4}",
    re.IGNORECASE,
)


def notes(text: str) -> bool:
    """Whether a line thanks nobody by name, or says whose the paper is, or what it earns."""
    low = text.lower()
    return any(note in low for note in _NOTES) and bool(_NOTED.fullmatch(text))


_TAGGED: Final = re.compile(
    r"(?:tags?|(?:related |explore more on these )?topics|filed under|more about|archivado en|temi|"
    r"thèmes|themen|schlagworte|argomenti|trending tags)\s?:?",
    re.IGNORECASE,
)
_TAG_WORDS: Final = 3
_POLL: Final = re.compile(
    r"(?:poll|umfrage|sondage|encuesta|sondaggio|vote)\s?[:|–-]", re.IGNORECASE
)
_VOTE: Final = re.compile(r"(?:vote|abstimmen|voter|votar|vota|submit)(?: \w+)?", re.IGNORECASE)
_MOST_OPTIONS: Final = 8
_LONGEST_OPTION: Final = 80


def tags(lines: Sequence[Line]) -> None:
    """Label the words under "Topics"."""
    tagged = False
    for line in lines:
        word = line.label in {"heading", "body"} and len(line.text.split()) <= _TAG_WORDS
        if tagged and word and not line.bullet:
            line.label = "boilerplate"
        else:
            tagged = bool(line.label == "boilerplate" and _TAGGED.fullmatch(line.text[:60]))


def polls(lines: Sequence[Line]) -> None:
    """Label polls: a question that says so, or some short lines, down to the button."""
    for number, line in enumerate(lines):
        if not _POLL.match(line.text[:_LONGEST_OPTION]):
            continue
        rest = lines[number + 1 : number + 2 + _MOST_OPTIONS]
        ends = [place for place, other in enumerate(rest) if _VOTE.fullmatch(other.text)]
        short = ends and all(len(other.text) <= _LONGEST_OPTION for other in rest[: ends[0]])
        if short:
            for other in lines[number : number + 2 + ends[0]]:
                other.label = "boilerplate"
