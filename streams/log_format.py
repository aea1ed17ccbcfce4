"""Logs for people on a terminal, as JSON everywhere else."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import orjson
from rich.console import Console
from rich.logging import RichHandler

from streams.settings import Settings


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the error if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        found = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        return orjson.dumps(found).decode()


def set_up_logging(settings: Settings) -> None:
    """Send all logs to standard error in the form that the settings ask for."""
    form = settings.log_format
    if form == "auto":
        form = "text" if sys.stderr.isatty() else "json"
    handler: logging.Handler
    if form == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
    else:
        handler = RichHandler(console=Console(stderr=True), show_path=False, rich_tracebacks=True)
        handler.setFormatter(logging.Formatter("%(message)s", datefmt="%X"))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    for name in ("aiokafka", "faust", "mode"):
        logging.getLogger(name).setLevel(logging.WARNING)
