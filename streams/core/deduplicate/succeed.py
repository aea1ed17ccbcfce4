"""Who is left to report what a source has taken back."""

from __future__ import annotations

from schemas import Entry
from streams.core.ids import event_id
from streams.core.text import fold

from .case import Case
from .content import read
from .publish import entry_of
from .state import EntryState, Heir


def succeed(case: Case, gone: EntryState) -> tuple[Entry | None, Heir | None]:
    """What stands in the place of an entry that is taken back: an event, and who is the heir.

    Subscribers were told of copies in other sources that they repeat this entry, and no more.
    What one source takes back another may stand by: so the first copy of another source becomes
    news, unless something that stands says the same. Not so a copy that credits the source which
    took it back, for what an agency kills its subscribers have to kill; nor a repeat in the same
    source, nor a recap, for they have no other authority than the entry itself.

    Args:
        case: the withdrawal, or the end of the entry's time.
        gone: the entry as it stood.
    """
    index, now = case.index, case.now
    for copy in index.copies_of(case.arrival.key):
        raw = copy.spare
        is_over = copy.touched_at + case.memory < now or (
            copy.expires_at is not None and copy.expires_at <= now
        )
        if raw is None or is_over or copy.source == gone.source or _credits(copy, gone.source):
            continue
        content = read(raw)
        if other := index.copied_from(copy.key, content, raw, besides=gone.key):
            return None, Heir(entry=other[0])
        revision = copy.revision + 1
        event = event_id(copy.key, revision, "published")
        entry = entry_of(
            copy.key,
            raw,
            content,
            event=event,
            change="published",
            revision=revision,
            supersedes=copy.last_event,
            story=index.story_now(copy),
        )
        return entry, Heir(entry=copy.key, event=event, revision=revision)
    return None, None


def _credits(copy: EntryState, source: str) -> bool:
    """Whether a copy names a source as its author: in a byline, or in brackets as agencies do."""
    name = f" {fold(source)} "
    bylines = (f" {fold(byline)} " for byline in copy.bylines)
    return f"({source})".casefold() in copy.body.casefold() or any(name in one for one in bylines)
