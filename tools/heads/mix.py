"""What each head sees, and how it is fitted; chosen by cross-validation."""

from __future__ import annotations

STRENGTH = {"kind": 10.0, "urgency": 3.0, "breaking": 3.0, "topics": 10.0}
BALANCED = {"kind": False, "urgency": True, "breaking": False, "topics": False}
# How much each view of an entry counts for a head: * by word vectors, ! by cues, the rest by identity.
_MADE = {"own*": 1.0, "first*": 1.0, "own": 0.3, "first": 0.3, "signs": 1.0}
_MADE |= {"own2": 0.5, "first2": 0.5, "last2": 0.3, "last*": 0.5, "last": 0.3}
_MADE |= {"own!": 0.15, "first!": 0.15, "last!": 0.15}
MIX = {
    "kind": _MADE,
    "urgency": _MADE | {"section": 0.5, "all*": 1.0, "all": 0.1, "all2": 0.3},
    "topics": {"section": 0.8, "all*": 1.0, "all": 0.25, "all2": 0.1, "first*": 0.5, "signs": 0.05},
}
MIX["breaking"] = MIX["urgency"]
