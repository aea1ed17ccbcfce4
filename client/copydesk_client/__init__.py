"""Subscribe to Copydesk's live news: typed events, in the order of their desk, without repeats.

What a subscription promises:

- **In order.** Events of one desk come in the order in which they were written.
- **No repeats.** An event is not handed out if its id stands among the last ``remember`` records
  of its partition before it. Reading begins so many records before the place to resume at, so this
  holds across restarts and when partitions move between subscribers.
- **At least once.** What was handed out and not committed comes again: after a restart, or to the
  subscriber that takes over a partition. One that keeps its partitions when others come and go
  gets nothing again. So work that must not be done twice needs the event's id as a unique key, or
  the ``position`` kept together with the work, and given to ``from_``.
- **Nothing is lost silently.** Commits are the caller's, and never go past what was handed out.
  A record that cannot be read is told to ``on_unreadable``, and counted in ``unreadable``; records
  that retention took before they could be read are logged, and counted in ``missed``.

``Latest`` makes of events in any order what stands now.
"""

from .errors import (
    AccessRefused,
    BrokerUnreachable,
    ClientError,
    TopicMissing,
    Unreadable,
    WrongUse,
)
from .schemas import (
    Corrected,
    Duplicated,
    Event,
    Latest,
    Published,
    Revised,
    Selection,
    Story,
    Withdrawn,
)
from .subscribing import subscribe, subscribe_sync
from .subscription import Subscription
from .synchronous import SyncSubscription

__all__ = [
    "AccessRefused",
    "BrokerUnreachable",
    "ClientError",
    "Corrected",
    "Duplicated",
    "Event",
    "Latest",
    "Published",
    "Revised",
    "Selection",
    "Story",
    "Subscription",
    "SyncSubscription",
    "TopicMissing",
    "Unreadable",
    "Withdrawn",
    "WrongUse",
    "subscribe",
    "subscribe_sync",
]
