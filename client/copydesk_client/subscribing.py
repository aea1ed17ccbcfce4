"""``subscribe`` and ``subscribe_sync``: from what is asked for to a subscription."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Literal, TypedDict, Unpack, overload

from pydantic import ValidationError

from .connection import brokers_or_default, checked_options
from .errors import WrongUse
from .records import AnyEvent
from .schemas import Selection, Story
from .start import From, checked
from .subscription import Subscription
from .synchronous import SyncSubscription
from .wish import OnUnreadable, Wish

STORIES: Final = "news.stories"

_NOT_OF_STORIES: Final = ("types", "kinds", "topics", "urgency")

Several = str | Collection[str]


class Options(TypedDict, total=False):
    """What can be asked for; ``subscribe`` describes each."""

    brokers: str | None
    group: str | None
    desks: Several
    sources: Several
    coverages: Several
    stories: Several
    types: Several
    kinds: Several
    topics: Several
    places: Several
    urgency: int | None
    cosmetic: bool
    from_: From
    until_end: bool
    on_unreadable: OnUnreadable
    remember: int
    kafka: Mapping[str, Any]


@overload
def subscribe(  # type: ignore[overload-overlap]  # of two literals the narrower comes first
    topic: Literal["news.stories"], **options: Unpack[Options]
) -> Subscription[Story]: ...
@overload
def subscribe(topic: str = ..., **options: Unpack[Options]) -> Subscription[AnyEvent]: ...
def subscribe(topic: str = "news.events", **options: Unpack[Options]) -> Subscription[Any]:
    """Follow a topic of events (``news.events``, ``news.alerts``) or ``news.stories``.

    ::

        async with subscribe("news.events", group="my-service", desks=["world"]) as events:
            async for event in events:
                ...
                await events.commit()

    Args:
        topic: to read.
        options: all of them may be left out:

            - ``brokers``: where Kafka is, host:port with commas; without it what
              ``COPYDESK_BROKERS`` says, then ``127.0.0.1:9092``.
            - ``group``: who is subscribing. Members of one group share the partitions, and a group
              goes on where it committed. Without a group all partitions are read, and nothing is
              committed.
            - ``desks``, ``sources``, ``coverages``, ``stories``, ``types``, ``kinds``, ``topics``,
              ``places``, ``urgency``, ``cosmetic``: which events; see ``Selection``. Of an entry
              that was handed out all that happens to it later is handed out as well.
            - ``from_``: where to begin, if the group has committed nothing yet: ``"now"`` (so it
              is without), ``"beginning"``, a datetime, or a ``position``.
            - ``until_end``: stop at what is the end now.
            - ``on_unreadable``: what becomes of a record that is no event of this contract:
              ``"warn"`` (so it is without) logs, counts and passes over it, ``"raise"`` raises
              ``Unreadable``, a function gets it, and may be asynchronous.
            - ``remember``: how many records of a partition back a repeat is recognised; 500.
            - ``kafka``: more for ``aiokafka.AIOKafkaConsumer``: ``security_protocol``,
              ``sasl_mechanism``, ``sasl_plain_username``, ``sasl_plain_password``,
              ``ssl_context``, ``client_id`` …

    Raises:
        WrongUse: the arguments do not fit together, or a value cannot be.
    """
    return Subscription(_wish(topic, options))


@overload
def subscribe_sync(  # type: ignore[overload-overlap]  # of two literals the narrower comes first
    topic: Literal["news.stories"], **options: Unpack[Options]
) -> SyncSubscription[Story]: ...
@overload
def subscribe_sync(topic: str = ..., **options: Unpack[Options]) -> SyncSubscription[AnyEvent]: ...
def subscribe_sync(topic: str = "news.events", **options: Unpack[Options]) -> SyncSubscription[Any]:
    """The same as ``subscribe``, for ``with`` and ``for``."""
    return SyncSubscription(Subscription(_wish(topic, options)))


def _wish(topic: str, options: Options) -> Wish:
    if unknown := sorted(set(options) - set(Options.__annotations__)):
        raise WrongUse(f"subscribe takes no {', '.join(unknown)}")
    remember = options.get("remember", 500)
    if remember < 0:
        raise WrongUse("remember is a number of records, 0 or more")
    how = options.get("on_unreadable", "warn")
    if how not in {"warn", "raise"} and not callable(how):
        raise WrongUse("on_unreadable takes 'warn', 'raise', or a function")
    return Wish(
        topic=topic,
        brokers=brokers_or_default(options.get("brokers")),
        group=options.get("group"),
        selection=_selection(topic, options),
        from_=checked(options.get("from_", "now"), options.get("group")),
        until_end=options.get("until_end", False),
        on_unreadable=how,
        remember=remember,
        kafka=checked_options(options.get("kafka", {})),
    )


def _selection(topic: str, options: Options) -> Selection | None:
    asked = {name: _several(options[name]) for name in Selection.model_fields if name in options}  # type: ignore[literal-required]
    if topic == STORIES and (wrong := [name for name in _NOT_OF_STORIES if asked.get(name)]):
        raise WrongUse(f"stories have no {', '.join(wrong)}: ask for desks, places, sources …")
    try:
        selection = Selection.model_validate(asked)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise WrongUse(f"{first['loc'][0]}: {first['msg']}, not {first['input']!r}") from error
    return None if selection == Selection() else selection


def _several(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, Iterable) else value
