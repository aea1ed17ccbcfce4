"""How the pages are: a table for people, a line of JSON for each page everywhere else."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from rich.console import Console
from rich.logging import RichHandler
from rich.markup import escape
from rich.table import Table

from .poll import Poller

_log = logging.getLogger(__name__)


def report(pollers: Sequence[Poller]) -> None:
    """Tell how the pages are, in the form of the logs."""
    console = _console()
    if console is not None:
        console.print(table(pollers))
        return
    for poller in pollers:
        counters = {"url": poller.watched.address, **poller.counters.as_dict()}
        _log.info("status %s", json.dumps(counters, ensure_ascii=False))


def table(pollers: Sequence[Poller]) -> Table:
    """The counters of all pages."""
    found = Table("page", *("polls", "304", "failed", "new", "changed", "withdrawn"), "problem")
    for column in found.columns[1:-1]:
        column.justify = "right"
    for poller in pollers:
        counters = poller.counters
        numbers = (
            counters.polls,
            counters.not_modified,
            counters.failures,
            counters.new,
            counters.changed,
            counters.withdrawn,
        )
        found.add_row(
            escape(poller.watched.address),
            *(f"{number:,}" for number in numbers),
            escape(counters.problem or ""),
        )
    return found


def _console() -> Console | None:
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RichHandler):
            return handler.console
    return None
