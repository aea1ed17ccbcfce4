"""The classify stage as a pure function."""

from __future__ import annotations

from schemas import Entry
from streams.core.language import language_of

from .kind import kind_of
from .model import Classified
from .topics import topics_of
from .urgency import urgency_of


def classify(entry: Entry) -> Classified:
    """Say what an entry is, what it is about and how urgent.

    What is withdrawn or repeats another entry carries no content of its own and is passed on. A
    language without rules leaves kind and urgency to what the source says and to the layout.
    """
    if entry.change in {"withdrawn", "duplicated"}:
        return Classified(
            entry=entry,
            language=entry.language,
            kind=entry.kind or "report",
            urgency=entry.urgency or 5,
        )
    language = entry.language or language_of(f"{entry.headline or ''}\n{entry.body}")
    english = (language or "").split("-")[0].lower() == "en"
    kind = kind_of(entry, english=english)
    urgency, breaking = urgency_of(entry, kind, english=english)
    return Classified(
        entry=entry,
        language=language,
        kind=kind,
        topics=topics_of(entry, kind) if english else (),
        urgency=urgency,
        breaking=breaking,
    )
