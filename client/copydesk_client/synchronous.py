"""The same for programs without an event loop: scripts and threads."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine, Iterator, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from .errors import WrongUse
from .lane import Untold
from .subscription import Subscription

E = TypeVar("E")
T = TypeVar("T")


class SyncSubscription(Generic[E]):
    """Events as an ordinary iterator.

    A thread in the background keeps the connection, so that the group does not take the partitions
    away while an event is being worked on. Any thread may iterate, one at a time. Close it from
    the thread that opened it: at best with ``with``.

    Args:
        inner: the asynchronous subscription that it stands for.
    """

    def __init__(self, inner: Subscription[E]) -> None:
        self._inner = inner
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Connect, and find the place to begin at; raises as ``Subscription`` does."""
        if self._loop is not None:
            raise WrongUse("this subscription is open already; subscribe again for a second one")
        self._loop = asyncio.new_event_loop()
        # a daemon: a script that forgets to close must still be able to end
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="copydesk-client", daemon=True
        )
        self._thread.start()
        try:
            self._run(self._inner.__aenter__())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave. Nothing is committed by that."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        try:
            self._run(self._inner.close())
        finally:
            self._loop = self._thread = None
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def __iter__(self) -> Iterator[E]:
        return self if self._loop is not None else self._while_open()

    def _while_open(self) -> Iterator[E]:
        with self:
            yield from self

    def __next__(self) -> E:
        """The next event; raises as ``Subscription`` does."""
        while True:
            # taken in this thread: what the other one would take while Ctrl-C comes were lost
            found = self._inner.ready()
            if isinstance(found, Untold):
                self._run(self._inner.tell(found))
            elif found is not None:
                return found
            elif not self._run(self._inner.more()):
                raise StopIteration

    @property
    def position(self) -> dict[int, int]:
        """Up to where everything is handed out: the next offset by partition."""
        return self._inner.position

    @property
    def unreadable(self) -> int:
        """Records that were passed over because they are no events of this contract."""
        return self._inner.unreadable

    @property
    def missed(self) -> int:
        """Records that were gone, by retention, before they could be read."""
        return self._inner.missed

    def commit(self, position: Mapping[int, int] | None = None) -> None:
        """Let the group go on behind what was handed out so far, or behind an earlier position."""
        self._run(self._inner.commit(position))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            work.close()
            raise WrongUse("this subscription is not open: use it with `with`")
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            # Ctrl-C, for one, comes up here
            future.cancel()
            concurrent.futures.wait([future], timeout=5)
            raise
