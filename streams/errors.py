"""Every error that Copydesk raises on purpose.

::

    CopydeskError
    ├── PermanentError        the input will never be right: a dead letter
    │   ├── NotJson
    │   ├── NotUtf8
    │   ├── TooLarge
    │   ├── NoValue
    │   └── InvalidEntry
    ├── DeliveryError         the worker must stop, and start again from what is committed
    │   ├── SendFailed
    │   ├── InputGap
    │   └── CutOff
    ├── FetchError            a page could not be had: the watcher tries again later
    │   ├── FetchFailed
    │   └── FetchRefused
    ├── RequestRefused        the gateway says no, with a status
    ├── OffsetsGone           the log does not have what was asked for
    ├── ReadModelStale        the read model comes from another log: it is built anew
    └── UserError             the person at the keyboard can put it right: exit code 2
        ├── SourceError
        └── BrokerError
"""

from __future__ import annotations

from collections.abc import Sequence


class CopydeskError(Exception):
    """Base of all."""


class PermanentError(CopydeskError):
    """Trying again cannot help: the input goes to the dead letters."""


class NotJson(PermanentError):
    """The record is not one JSON object."""


class NotUtf8(PermanentError):
    """The record is not UTF-8."""


class TooLarge(PermanentError):
    """The record is longer than the contract allows."""


class NoValue(PermanentError):
    """The record has no value."""


class InvalidEntry(PermanentError):
    """The record is JSON, and not what the contract says."""


class DeliveryError(CopydeskError):
    """Going on would lose or repeat something: the worker stops loudly."""


class SendFailed(DeliveryError):
    """The broker did not take an output record."""


class InputGap(DeliveryError):
    """Input records were passed over."""


class CutOff(DeliveryError):
    """This process stood still for so long that another one may have taken its place."""


class FetchError(CopydeskError):
    """A page could not be had; what is remembered of it stays as it is."""


class FetchFailed(FetchError):
    """The network or the server failed.

    Args:
        text: what happened.
        retry_after_s: how long the server asks to be left alone; ``None`` where it does not say.
    """

    def __init__(self, text: str, retry_after_s: float | None = None) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s


class FetchRefused(FetchError):
    """A rule forbids to go on: the address, robots.txt, the size, the number of redirects."""


class RequestRefused(CopydeskError):
    """The gateway does not take a request.

    Args:
        status: of the HTTP answer.
        detail: what is wrong and what to do, in one line.
        items: what is wrong with single entries: place and reason.
        retry_after_s: when to try again; ``None`` where that does not help.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        items: tuple[tuple[int, str], ...] = (),
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.items = items
        self.retry_after_s = retry_after_s


class ReadModelStale(CopydeskError):
    """The rows of the read model come from another log than the one that is there."""


class OffsetsGone(CopydeskError):
    """The log does not have an offset that was asked for: it is too old, or beyond the end.

    Args:
        places: the partitions where it is so.
    """

    def __init__(self, places: Sequence[tuple[str, int]]) -> None:
        named = ", ".join(f"{topic}/{partition}" for topic, partition in places)
        super().__init__(f"the log does not have the offset that was asked for: {named}")
        self.places = tuple(places)


class UserError(CopydeskError):
    """Something that the person at the keyboard can put right; the text says how."""


class SourceError(UserError):
    """A file holds nothing that can be read as entries."""


class BrokerError(UserError):
    """Kafka cannot be started, reached, or used as asked."""
