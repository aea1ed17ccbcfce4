"""One poll of one page: fetch, parse, compare, push, and only then remember."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from yarl import URL

from schemas import MAX_RECORD_BYTES, RawEntry
from streams.errors import FetchError, FetchFailed, SendFailed, SourceError
from streams.outbound.clock import Clock
from streams.sources import Context, Malformed, parse

from . import changes
from .changes import Changes
from .config import Watched
from .counters import Counters
from .fetch import Page, Validators
from .sink import Sink
from .store import State, Store

_log = logging.getLogger(__name__)

# When an entry was last seen alone does not have to be on disk at once.
_SAVE_AT_LEAST_EVERY = timedelta(hours=1)


class Pages(Protocol):
    """Fetches pages."""

    async def page(self, url: URL, known: Validators | None = None) -> Page:
        """The page, or that it has not changed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the polls of all pages share.

    Attributes:
        pages: fetches them.
        sink: takes the records.
        store: keeps the states.
        clock: tells the time.
        forget_after: an entry that left its page so long ago is forgotten.
    """

    pages: Pages
    sink: Sink
    store: Store
    clock: Clock
    forget_after: timedelta = timedelta(days=14)


class Poller:
    """Polls one page.

    Args:
        watched: the page.
        shared: what does the work.
    """

    def __init__(self, watched: Watched, shared: Shared) -> None:
        self.watched = watched
        self.counters = Counters()
        self.retry_after_s: float | None = None
        self._shared = shared
        self._state = shared.store.load(watched)
        self._saved_at: datetime | None = None
        self._saving: asyncio.Task[None] | None = None

    async def poll(self) -> bool:
        """Poll once; returns whether it was good. What failed is tried again by the next poll."""
        counters = self.counters
        counters.polls += 1
        self.retry_after_s = None
        try:
            await self._poll()
        except FetchError as error:
            if isinstance(error, FetchFailed):
                self.retry_after_s = error.retry_after_s
            counters.in_a_row += 1
            return self._failed(str(error))
        except (SourceError, SendFailed, OSError) as error:
            # no reason to ask less often: the page may go live, or Kafka come back, any moment
            return self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - logged, counted, tried again
            # a page that no parser was ready for must not end the watching of all others
            _log.exception("%s: unexpected", self.watched.address)
            counters.in_a_row += 1
            return self._failed(f"unexpected {type(error).__name__}")
        if counters.problem:
            _log.info("%s: good again", self.watched.address)
        counters.in_a_row = 0
        counters.problem = None
        counters.last_good = self._shared.clock.now()
        return True

    def _failed(self, problem: str) -> bool:
        self.counters.failures += 1
        if problem != self.counters.problem:  # the same again and again is one problem
            _log.warning("%s: %s", self.watched.address, problem)
        self.counters.problem = problem
        return False

    async def finish(self) -> None:
        """Wait for the end of a push that has begun, and remember it."""
        if self._saving is not None:
            await asyncio.wait([self._saving])

    async def _poll(self) -> None:
        watched, before = self.watched, self._state
        page = await self._shared.pages.page(URL(watched.url), before.validators)
        now = self._shared.clock.now()
        if page.data is None:
            self.counters.not_modified += 1
            found = changes.confirm(before.remembered, now, withdraw=watched.withdraw)
        else:
            # in a thread: a large page must not hold up the other pages' polls
            found = await asyncio.to_thread(self._compare, page.data, page.whole, now)
        self._saving = asyncio.create_task(self._settle(found, page, now))
        try:
            # what is being pushed must also be remembered, even when the watcher is told to stop
            await asyncio.shield(self._saving)
        finally:
            if self._saving.done():
                self._saving = None

    def _compare(self, data: bytes, whole: bool, now: datetime) -> Changes:
        watched = self.watched
        context = Context(
            desk=watched.desk,
            name=watched.address,
            source=watched.source,
            url=watched.address,
            fetched_at=now,
            format=watched.format,
        )
        entries: list[RawEntry] = []
        malformed = 0
        for item in parse(data, context):
            if isinstance(item, Malformed):
                malformed += 1
                if malformed == 1 and self.counters.malformed == 0:  # told once, counted always
                    _log.warning("%s, %s: %s", watched.address, item.where, item.reason)
            else:
                entries.append(item)
        self.counters.malformed = malformed
        return changes.compare(
            self._state.remembered,
            entries,
            now,
            whole=whole and not malformed,
            withdraw=watched.withdraw,
            forget_after=self._shared.forget_after,
        )

    async def _settle(self, found: Changes, page: Page, now: datetime) -> None:
        records = [(entry.desk.encode(), entry.to_json()) for entry in found.push]
        fitting = [record for record in records if len(record[1]) <= MAX_RECORD_BYTES]
        if len(fitting) < len(records):
            # the contract's limit: sent again and again it would fail again and again
            _log.warning(
                "%s: %d entries are too large", self.watched.address, len(records) - len(fitting)
            )
        if fitting:
            await self._shared.sink.push(fitting)
        counters = self.counters
        counters.new += found.new
        counters.changed += found.changed
        counters.withdrawn += found.withdrawn
        if fitting:
            _log.info(
                "%s: pushed %d new, %d changed, %d withdrawn",
                self.watched.address,
                found.new,
                found.changed,
                found.withdrawn,
            )
        after = State(found.remembered, page.validators)
        if _essence(after) != _essence(self._state):
            self._saved_at = None
        self._state = after
        if self._saved_at is None or now - self._saved_at > _SAVE_AT_LEAST_EVERY:
            await asyncio.to_thread(self._shared.store.save, self.watched, after)
            self._saved_at = now


def _essence(state: State) -> object:
    prints = {key: entry.fingerprint for key, entry in state.remembered.entries.items()}
    return prints, state.remembered.order, state.remembered.missing, state.validators
