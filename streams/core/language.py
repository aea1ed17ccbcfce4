"""The language of a text, told by its commonest words. Only English has rules so far."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTER = re.compile(r"[^\W\d_]")
_COMMON = {
    "en": "a the of and to in is was that for on with as by at it from are be has said his have not "
    "who an were will their this after had been they its he she but which would about more than "
    "we you i what over says up out into our can there just now all or her him us me my your here's that's it's we're i'm",
    "de": "der die das und ist nicht ein eine den dem des mit von zu auf für im sich auch wurde "
    "werden nach wird sind hat bei aus dass es er sie wir noch nur wie zum zur",
    "fr": "le la les des et est une dans pour que qui sur pas au aux du par avec ont sont cette ce "
    "il elle nous mais plus été être leur ses son selon",
    "es": "el los las una y es en por para con que del se su no al lo como más pero sus fue ha han "
    "este esta según entre sobre también",
    "it": "il gli una è di che per con del della non sono alla nel le si da ha al dei delle anche "
    "più stato dopo come ma questo nella",
    "nl": "de het een en van is dat op te niet zijn met voor in die er aan ook door naar bij wordt "
    "heeft werd maar om uit",
    "pl": "i w nie na się z do to że jest o jak po przez za od ale już tylko dla był co ma są",
    "pt": "a o os as um uma e é em por para com que do da dos das não se mais ao foi como mas seu sua",
    "sv": "och att det som en på är av för med den till inte har ett om de i var från",
}  # fmt: skip
_LANGUAGES: dict[str, list[str]] = {}
for _tag, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_tag)

# News English has 35 to 50 function words in a hundred; headlines half as many.
_LEAST_SHARE = 0.18
_LEAST_IN_HEADLINES = 0.12
_FEW = 8
_READ = 200


def language_of(text: str) -> str | None:
    """The BCP 47 tag of the text's language, or nothing where too little says so."""
    words = [match[0].lower().replace("’", "'") for match in _WORD.finditer(text, 0, 4_000)][:_READ]
    if not words:
        return None
    letters = _LETTER.findall(text[:400])
    if sum(letter > "\u024f" for letter in letters) * 2 > len(letters):
        return None  # not Latin script
    counts = dict.fromkeys(_COMMON, 0)
    for word in words:
        for tag in _LANGUAGES.get(word, ()):
            counts[tag] += 1
    ranked = sorted(counts, key=lambda tag: (-counts[tag], tag))
    best, second = ranked[0], ranked[1]
    found, ahead = counts[best], counts[best] - counts[second]
    enough = found >= _LEAST_SHARE * len(words) or (len(words) <= 20 and found >= 2)
    # headlines leave function words out, but those that stand there agree
    enough = enough or (found >= 4 and ahead >= 2 and found >= _LEAST_IN_HEADLINES * len(words))
    if len(words) <= _FEW:
        enough = found >= 1 and _plain(words)
    return best if enough and ahead >= 1 else None


def _plain(words: list[str]) -> bool:
    return all(word.isascii() for word in words)
