"""The classify stage as a pure function."""

from __future__ import annotations

from schemas import Entry
from streams.core.language import language_of

from .heads import heads, scored
from .kind import kind_of
from .made import Made
from .model import Classified
from .seen import see
from .topics import topics_of
from .urgency import urgency_of


def classify(entry: Entry) -> Classified:
    """Say what an entry is, what it is about and how urgent.

    What is withdrawn or repeats another entry carries no content of its own and is passed on. A
    language without heads leaves kind and urgency to what the source says and to the layout.
    """
    if entry.change in {"withdrawn", "duplicated"}:
        return Classified(
            entry=entry,
            language=entry.language,
            kind=entry.kind or "report",
            urgency=entry.urgency or 5,
        )
    language = entry.language or language_of(f"{entry.headline or ''}\n{entry.body}")
    if (language or "").split("-")[0].lower() != "en":
        kind = kind_of(entry, None)
        urgency, breaking = urgency_of(entry, kind, None)
        return Classified(
            entry=entry, language=language, kind=kind, urgency=urgency, breaking=breaking
        )
    model = heads()
    seen = see(Made(entry.headline or "", entry.body), model.numbers)
    scores = scored(model, seen)
    kind = kind_of(entry, scores)
    urgency, breaking = urgency_of(entry, kind, scores)
    return Classified(
        entry=entry,
        language=language,
        kind=kind,
        topics=topics_of(entry, kind, model, seen, scores),
        urgency=urgency,
        breaking=breaking,
    )
