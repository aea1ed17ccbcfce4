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
    │   └── InputGap
    └── UserError             the person at the keyboard can put it right: exit code 2
        ├── SourceError
        └── BrokerError
"""

from __future__ import annotations


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


class UserError(CopydeskError):
    """Something that the person at the keyboard can put right; the text says how."""


class SourceError(UserError):
    """A file holds nothing that can be read as entries."""


class BrokerError(UserError):
    """Kafka cannot be started, reached, or used as asked."""
