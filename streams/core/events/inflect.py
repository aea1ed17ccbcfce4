"""The forms of English verbs."""

from __future__ import annotations

from typing import Final, Literal

Form = Literal["base", "s", "past", "part", "ing"]

_IRREGULAR: Final = {
    line.split()[0]: (line.split()[1], line.split()[2])
    for line in """
    abet abetted abetted|become became become|begin began begun|behead beheaded beheaded
    break broke broken|bring brought brought|build built built|burn burned burned|buy bought bought
    cast cast cast|come came come|cut cut cut|deal dealt dealt|die died died|drive drove driven
    feed fed fed|fight fought fought|find found found|flee fled fled|fly flew flown
    forgive forgave forgiven|freeze froze frozen|get got got|give gave given|go went gone
    hit hit hit|hold held held|hurt hurt hurt|keep kept kept|lay laid laid|lead led led
    leave left left|lend lent lent|let let let|light lit lit|lose lost lost|make made made
    mean meant meant|meet met met|pay paid paid|plead pleaded pleaded|put put put|quit quit quit
    rebuild rebuilt rebuilt|retake retook retaken|seek sought sought|sell sold sold
    send sent sent|set set set|shoot shot shot|shut shut shut|sink sank sunk|slay slew slain|speak spoke spoken
    stab stabbed stabbed|stand stood stood|step stepped stepped|steal stole stolen
    strike struck struck|swear swore sworn|take took taken|tear tore torn|tell told told
    throw threw thrown|undertake undertook undertaken|uphold upheld upheld|blow blew blown
    back backed backed|overrun overran overrun|withdraw withdrew withdrawn|arm armed armed
    withhold withheld withheld|spread spread spread|write wrote written|draw drew drawn
    rebroadcast rebroadcast rebroadcast|override overrode overridden|say said said
    overthrow overthrew overthrown|mow mowed mown|bet bet bet|beat beat beaten|beset beset beset
    """.replace("\n", "|").split("|")
    if line.strip()
}
_DOUBLING: Final = frozenset(
    "beg confer defer deter scar ban stab cut hit rob drop stop plan step ship permit commit admit expel repel compel rebel "
    "kidnap strip slap gun handcuff quit shun snub slam bar jam quash tap run set put shut let get "
    "cancel cede chat commit wiretap swap lob patrol begin unban pin wrap scrap rap slap rip".split()
) - {"cancel", "cede", "quash", "handcuff"}
_EITHER: Final = frozenset({"cancel", "kidnap", "initial", "signal", "travel", "label", "model"})
"""Verbs that are spelt in two ways."""


def forms(verb: str) -> dict[str, set[Form]]:
    """Each form of a verb, with what it may be: ``attacked`` is past and participle."""
    found: dict[str, set[Form]] = {}

    def add(word: str, form: Form) -> None:
        found.setdefault(word, set()).add(form)

    add(verb, "base")
    sibilant = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    consonant_y = verb.endswith("y") and verb[-2] not in "aeou"
    add(verb[:-1] + "ies" if consonant_y else verb + ("es" if sibilant else "s"), "s")
    stems = [verb + verb[-1]] if verb in _DOUBLING else [verb]
    if verb in _EITHER:
        stems = [verb, verb + verb[-1]]
    for stem in stems:
        if stem.endswith("ie"):
            add(stem[:-2] + "ying", "ing")
        else:
            silent = stem.endswith("e") and not stem.endswith(("ee", "oe", "ye"))
            add((stem[:-1] if silent else stem) + "ing", "ing")
        if verb not in _IRREGULAR:
            past = stem + "d" if stem.endswith("e") else stem + "ed"
            past = stem[:-1] + "ied" if consonant_y else past
            add(past, "past")
            add(past, "part")
    if verb in _IRREGULAR:
        past, participle = _IRREGULAR[verb]
        add(past, "past")
        add(participle, "part")
    return found
