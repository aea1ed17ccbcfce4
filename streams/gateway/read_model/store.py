"""The file: opened, checked, deleted and begun anew; read and written in threads."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, Final, Literal, ParamSpec, TypeVar

from streams.errors import RequestRefused, UserError

from .tables import APPLICATION, FILE, TABLES, VERSION

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_READERS: Final = 4
_MOST_WAITING: Final = 64
_QUERY_S: Final = 5.0
_STEPS: Final = 20_000
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Store:
    """The read model's file. One thread writes, some read; neither holds up the event loop.

    Args:
        folder: of the file; one gateway at a time may use it.
        query_s: a query that takes longer is given up, in seconds.

    Attributes:
        damaged: set when the file turns out to be broken while it is read.
    """

    def __init__(self, folder: Path, query_s: float = _QUERY_S) -> None:
        self.path = folder / FILE
        self.damaged = asyncio.Event()
        self._query_s = query_s
        self._writer = ThreadPoolExecutor(1, "read-model-writer")
        self._readers = ThreadPoolExecutor(_READERS, "read-model-reader")
        self._connection: sqlite3.Connection | None = None
        self._generation = 0
        self._inode: int | None = None
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._asking = 0

    async def open(self) -> None:
        """Open the file, or begin a new one where it is missing, broken, or of another version."""
        await self._in_writer(self._open)

    async def renew(self) -> None:
        """Delete the file and begin a new one."""
        await self._in_writer(self._renew)
        self.damaged.clear()

    def is_there(self) -> bool:
        """Whether the file that is open is the one that has its name."""
        return self._inode is not None and self._inode == _inode(self.path)

    async def close(self) -> None:
        """Close all connections; queries that are on their way end first."""
        await asyncio.to_thread(self._readers.shutdown, cancel_futures=True)
        await self._in_writer(self._close)
        self._writer.shutdown()

    async def write(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do something with the connection that may write."""
        return await self._in_writer(lambda: work(self._writing(), *args, **kwargs))

    async def read(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask something.

        Raises:
            RequestRefused: 429 too many are waiting; 503 it takes too long, or the file is broken.
        """
        if self._asking >= _MOST_WAITING:
            raise RequestRefused(429, "too many searches at once", retry_after_s=1)
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._readers, lambda: work(self._reading(), *args, **kwargs)
            )
        except sqlite3.DatabaseError as error:
            raise self._refusal(error) from error
        finally:
            self._asking -= 1

    def _refusal(self, error: sqlite3.DatabaseError) -> RequestRefused:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT:
            return RequestRefused(
                503, "the search takes too long: narrow it by time, desk, topic or a rarer word"
            )
        _log.error("the read model cannot be read: %s", error)
        if is_damage(error):
            self.damaged.set()
        return RequestRefused(503, "the read model cannot be read now", retry_after_s=5)

    async def _in_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            found = self.path.exists()
        except OSError as error:
            raise UserError(
                f"{self.path.parent}: cannot be used ({error.strerror}); set COPYDESK_DATA_DIR"
            ) from None
        if found:
            try:
                connection = _connect(self.path, "rw")
                if why := _unusable(connection):
                    connection.close()
                else:
                    self._connection, self._inode = connection, _inode(self.path)
                    return
            except sqlite3.DatabaseError as error:
                why = str(error)
            _log.warning("%s: %s; it is built anew", self.path, why)
        self._renew()

    def _renew(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._connection = _connect(self.path, "rwc")
        self._connection.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            f"{TABLES} COMMIT;"
        )
        self._inode = _inode(self.path)
        self._generation += 1

    def _close(self) -> None:
        for connection in (*self._opened, self._connection):
            if connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
        self._opened.clear()
        self._connection = None

    def _writing(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RuntimeError("the read model is not open")
        return self._connection

    def _reading(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None or self._local.generation != self._generation:
            self._local.generation = self._generation
            if found is not None:
                self._opened.remove(found)
                found.close()
            found = self._local.connection = _connect(self.path, "rw")
            found.execute("PRAGMA query_only = 1")
            self._opened.append(found)
        until = time.monotonic() + self._query_s
        found.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        return found


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other gateways out of the folder.

    Raises:
        UserError: one is there, or the folder cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("w")
    except OSError as error:
        raise UserError(
            f"{folder}: cannot be used ({error.strerror}); set COPYDESK_DATA_DIR"
        ) from None
    with file:
        with contextlib.suppress(ImportError):  # on Windows it goes without
            import fcntl  # noqa: PLC0415 - not on every platform

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UserError(
                    f"another copydesk gateway uses {folder}; give each a COPYDESK_DATA_DIR"
                ) from None
        yield


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE


def _connect(path: Path, mode: Literal["rw", "rwc"]) -> sqlite3.Connection:
    # a connection is used by one thread at a time, and closed by another
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10,
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # a crash of the machine may cost the last transactions: they are read from the log again
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32768")
        connection.execute("PRAGMA journal_size_limit = 67108864")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _unusable(connection: sqlite3.Connection) -> str | None:
    """Why a file cannot be used; ``None`` if it can."""
    ids = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    ]
    if ids != [APPLICATION, VERSION]:
        return "of another version"
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return None if said == "ok" else str(said)
