"""Where a text comes from, by its English: "sheriff" is American, "constabulary" is not."""

from __future__ import annotations

from typing import Final

_AMERICAN: Final = frozenset(
    "sheriff sheriff's sheriffs deputies trooper troopers interstate township percent center "
    "centers defense color colors neighbor neighbors neighborhood harbor honor honored labor "
    "program programs organization organized gov sen rep republican republicans democrat "
    "democrats governor attorney councilman councilmen councilwoman alderman selectmen "
    "principal sophomore freshman kindergarten downtown county's a.m p.m mph nfl nba nhl mlb "
    "touchdown inning innings zip statehouse subcommittee ordinance indicted arraigned felony "
    "misdemeanor mom pickup sidewalk highway gasoline".split()
)
_BRITISH: Final = frozenset(
    "constabulary councillor councillors cllr mp mps motorway centre centres defence colour "
    "colours neighbour neighbours neighbourhood harbour honour honoured labour programme "
    "programmes organisation organised tory tories nhs rnli conservatives gp gps pub pubs "
    "magistrates lorry lorries tyre tyres kerb premiership pence pensioner pensioners mum "
    "petrol pavement fortnight metres kilometres litres rugby cricket supt borough roundabout "
    "bonnet regiment".split()
)
BRITISH: Final = frozenset({"GB", "IE", "AU", "NZ"})
_ENOUGH: Final = 2


def dialect(text: str) -> float:
    """From 1, surely American, to -1, surely of the British kind; 0 where nothing tells."""
    small = text.lower()
    words = set(small.replace(",", " ").replace(". ", " ").split())
    american = len(words & _AMERICAN)
    british = len(words & _BRITISH) + ("£" in small) + ("per cent" in small)
    return max(-1.0, min(1.0, (american - british) / _ENOUGH))
