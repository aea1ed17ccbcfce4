"""What ``copydesk tail`` shows of each record, and when it stops."""

from __future__ import annotations

import os
import re
import select
import sys
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from schemas import Duplicated, Following, Selection, Story, Withdrawn, parse_event
from schemas.event import Content
from streams.cli.reading import reading
from streams.cli.showing import line_for
from streams.errors import UserError
from streams.settings import Settings
from streams.structured import structured_line
from streams.terminal import compact, full
from streams.topics import ALERTS, EVENTS, STORIES, TOPICS, Topic

_REMEMBERED: Final = 5_000
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_NOT_OF_STORIES: Final = ("type", "kind", "topic", "urgency", "cosmetic")


def the_topic(name: str) -> Topic:
    """The topic of that name.

    Raises:
        UserError: there is none.
    """
    found = next((one for one in TOPICS if one.name == name), None)
    if found is None:
        names = ", ".join(topic.name for topic in TOPICS)
        raise UserError(f"there is no topic {name}; choose one of {names}")
    return found


def asked(topic: Topic, given: Mapping[str, Iterable[str]]) -> Following | None:
    """What decides which records are shown; ``None`` for all.

    Raises:
        UserError: a value cannot be, or the topic's records cannot be selected by it.
    """
    pairs = [(name, value) for name, values in given.items() for value in values]
    if not pairs:
        return None
    names = {name for name, _ in pairs}
    if topic not in {EVENTS, ALERTS, STORIES}:
        raise UserError(f"--{min(names)} selects events and stories, and {topic.name} has none")
    if topic is STORIES and (wrong := sorted(names & set(_NOT_OF_STORIES))):
        raise UserError(f"stories cannot be selected by --{wrong[0]}: try --desk, --place, --story")
    try:
        return Following(Selection.from_query(pairs))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        option = next(name for name in names if str(first["loc"][0]).startswith(name[:4]))
        raise UserError(f"--{option} {first['input']}: {first['msg']}") from error


def moment(text: str, now: datetime | None = None) -> datetime:
    """The time that ``10m``, ``2h``, ``3d`` or an ISO 8601 time means; without a zone, UTC.

    Raises:
        UserError: it is none of these.
    """
    if found := re.fullmatch(r"(\d{1,6})([smhd])", text):
        ago = timedelta(**{_UNITS[found[2]]: int(found[1])})
        return (now or datetime.now(UTC)) - ago
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"--since {text}: give 10m, 2h, 3d, or a time like 2025-06-01T12:00Z"
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


class Terminal(Console):
    """A console on standard output that ends quietly when nobody reads it any more."""

    def on_broken_pipe(self) -> NoReturn:
        """Leave, as other programs do; what is still buffered goes nowhere."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0)


class Tail:
    """Shows records, and remembers what later ones refer to.

    Args:
        topic: whose records they are.
        following: which are shown; ``None`` for all.
        full: whether events are shown whole.
        as_json: whether records are printed for programs instead.
        console: where to; standard output, if not given.
    """

    def __init__(
        self,
        topic: Topic,
        following: Following | None,
        *,
        full: bool = False,
        as_json: bool = False,
        console: Console | None = None,
    ) -> None:
        self._topic = topic
        self._following = following
        self._full = full
        self._as_json = as_json
        self._console = console or Terminal(highlight=False)
        self._known: OrderedDict[str, Content] = OrderedDict()

    async def run(
        self, settings: Settings, *, from_beginning: bool, since: datetime | None, until_end: bool
    ) -> None:
        """Show what comes, until the end, or until nobody reads it any more."""
        how = {"from_beginning": from_beginning, "since": since}
        async with reading(settings, self._topic, **how) as reader:  # type: ignore[arg-type]
            if until_end:
                async for record in reader.rest():
                    self.show(record.value)
                return
            while not _is_unread():
                for record in await reader.batch(0.5):
                    self.show(record.value)

    def show(self, value: bytes | None) -> None:
        """Show one record, or pass over it."""
        try:
            event = self._read(value)
        except ValidationError:
            # on standard error, so that a program that reads the lines gets none that is no event
            said = f"{self._topic.name}: cannot be read: {(value or b'')[:200]!r}"
            Console(stderr=True, highlight=False).print(Text(said, style="red"), soft_wrap=True)
            return
        if event is not None and self._following and not self._following.wants(event):
            return
        if self._as_json:
            self._write(structured_line(self._topic, value or b"null") + b"\n")
        elif event is None or isinstance(event, Story):
            self._console.print(line_for(self._topic, value), soft_wrap=True)
        else:
            self._print(event)

    def _write(self, line: bytes) -> None:
        try:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            self._console.on_broken_pipe()

    def _read(self, value: bytes | None) -> Any:
        if self._topic in {EVENTS, ALERTS}:
            return parse_event(value or b"null")
        return Story.model_validate_json(value or b"null") if self._topic is STORIES else None

    def _print(self, event: Any) -> None:
        before = self._known.get(event.entry)
        other = self._known.get(event.original.entry) if isinstance(event, Duplicated) else None
        headline = other.headline if other else None
        if isinstance(event, Content):
            self._known[event.entry] = event
            self._known.move_to_end(event.entry)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        if self._full:
            gone = before if isinstance(event, Withdrawn) else None
            self._console.print(full(event, gone, headline))
            return
        width = self._console.width if self._console.is_terminal else 120
        self._console.print(compact(event, headline, width=width), soft_wrap=True)


def _is_unread() -> bool:
    """Whether standard output is a pipe that was closed at its other end."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(happened & (select.POLLERR | select.POLLHUP) for _, happened in poll.poll(0))
