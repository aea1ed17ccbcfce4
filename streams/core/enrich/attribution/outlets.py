"""Media that report: by name, by how their names end, and by what the text calls them."""

from __future__ import annotations

import re

from streams.core.enrich.lexicon import word_set

_NAMES = frozenset(
    {
        "BBC", "CNN", "ABC", "NBC", "CBS", "ITV", "NPR", "PBS", "CBC", "CTV", "SABC", "RTÉ", "RTE", "ZDF",
        "ARD", "DW", "RFI", "NOS", "NHK", "SVT", "NRK", "DR", "YLE", "Yle", "RAI", "Rai", "RTS", "ORF",
        "Reuters", "AP", "AFP", "PTI", "ANI", "DPA", "dpa", "EFE", "ANSA", "Ansa", "Xinhua", "TASS", "Tass",
        "RIA Novosti", "Interfax", "Fars", "Tasnim", "Mehr", "IRNA", "SANA", "Sana", "WAFA", "Wafa",
        "Anadolu", "Kyodo", "Yonhap", "Bernama", "Antara", "Kazinform", "Ukrinform", "Suspilne", "Belta",
        "Al Jazeera", "Al Arabiya", "France 24", "Sky", "Bloomberg", "Politico", "Axios", "Spiegel",
        "Der Spiegel", "Bild", "Die Zeit", "Die Welt", "Le Monde", "Le Figaro", "Libération", "Le Parisien",
        "El País", "El Mundo", "La Repubblica", "Corriere della Sera", "Il Messaggero", "Haaretz", "Variety",
        "Meduza", "Kommersant", "Lloyd's List", "Lloyd’s List", "The Hindu", "The Economist", "Economist",
        "The Sun", "The Star", "The Standard", "The Age", "The Conversation", "News24", "Newsweek", "Stuff",
        "Inquirer", "Rappler", "Dawn", "Global Times", "People’s Daily", "MSNBC", "CNBC", "Euronews",
        "Al-Monitor", "NDTV", "Vatican News", "ESPN", "L’Équipe", "Gazzetta dello Sport", "Marca", "Kicker",
        "Associated Press", "Agence France-Presse", "Fox News", "Channels", "Punch", "Folha", "O Globo",
    }
)  # fmt: skip
_ENDINGS = word_set(
    "times post telegraph herald tribune guardian observer gazette journal mail express mirror chronicle "
    "newspaper magazine newsmagazine broadcaster tv television radio tidende zeitung nachrichten "
    "examiner independent inquirer courier dispatch argus echo bulletin news fm daily weekly"
)
_KINDS = re.compile(
    r"\b(?:news ?agency|broadcaster|newspaper|newsmagazine|magazine|news (?:site|website|outlet|channel)|"
    r"daily|weekly|tabloid|local media|state media|media reports?|press reports?|state television|"
    r"section of the media|wire service)\b",
    re.IGNORECASE,
)
_HINTS = word_set(
    "agency broadcaster newspaper newsmagazine magazine news newsagency daily weekly tabloid media press "
    "television wire"
)


def outlet_in(phrase: str, name: str) -> bool:
    """Whether a phrase means a medium, by the phrase or by the name found in it."""
    if name in _NAMES or name.removeprefix("The ") in _NAMES:
        return True
    last = name.rpartition(" ")[2]
    if last[:1].isupper() and last.lower() in _ENDINGS and not name.endswith("Office"):
        return True
    return not _HINTS.isdisjoint(phrase.lower().split()) and bool(_KINDS.search(phrase))
