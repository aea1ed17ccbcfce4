"""The root classes of PLOVER and their quad classes.

PLOVER as its codebook and the POLECAT dataset have it since 2021 (Halterman, Bagozzi, Beger, Schrodt,
Scarborough: PLOVER and POLECAT, 2023). Records of older versions are read by ``CURRENT``.
"""

from __future__ import annotations

from typing import Final

from schemas.facts import Quad, Root

QUADS: Final[dict[Root, Quad]] = {
    "AGREE": "verbal-cooperation",
    "CONSULT": "verbal-cooperation",
    "SUPPORT": "verbal-cooperation",
    "CONCEDE": "verbal-cooperation",
    "COOPERATE": "material-cooperation",
    "AID": "material-cooperation",
    "RETREAT": "material-cooperation",
    "REQUEST": "verbal-conflict",
    "ACCUSE": "verbal-conflict",
    "REJECT": "verbal-conflict",
    "THREATEN": "verbal-conflict",
    "PROTEST": "material-conflict",
    "SANCTION": "material-conflict",
    "MOBILIZE": "material-conflict",
    "COERCE": "material-conflict",
    "ASSAULT": "material-conflict",
}
COOPERATIVE: Final = frozenset(root for root, quad in QUADS.items() if quad.endswith("cooperation"))
HOSTILE: Final = frozenset(root for root, quad in QUADS.items() if quad == "material-conflict")
