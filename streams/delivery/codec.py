"""From bytes to models and back; whatever is wrong with the bytes becomes a permanent error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import orjson
from pydantic import ValidationError

from schemas import MAX_RECORD_BYTES, Model, RawEntry
from streams.core.reason import reason
from streams.errors import InvalidEntry, NotJson, NotUtf8, NoValue, TooLarge
from streams.topics import Topic

from .records import Output

M = TypeVar("M", bound=Model)


def decode_raw(value: bytes | None) -> RawEntry:
    """A raw entry as a producer pushed it.

    Raises:
        NoValue, TooLarge, NotUtf8, NotJson, InvalidEntry: with what to do about it.
    """
    if value is not None and len(value) > MAX_RECORD_BYTES:
        raise TooLarge(f"the record has {len(value)} bytes, at most {MAX_RECORD_BYTES} are taken")
    return decode(RawEntry, value)


def decode(model: type[M], value: bytes | None) -> M:
    """A model from the JSON bytes of a record.

    Raises:
        NoValue, NotUtf8, NotJson, InvalidEntry: with what to do about it.
    """
    with reading(value) as present:
        try:
            document = orjson.loads(present)
        except orjson.JSONDecodeError as error:
            raise _not_json(present, error) from None
        if not isinstance(document, dict):
            raise NotJson(f"the record is a JSON {type(document).__name__}, not an object")
        return model.model_validate(document, strict=False)


@contextmanager
def reading(value: bytes | None) -> Iterator[bytes]:
    """Turn what pydantic finds wrong into an ``InvalidEntry`` of one line.

    Raises:
        NoValue: there is nothing to read.
        InvalidEntry: the model does not take it.
    """
    if value is None:
        raise NoValue("the record has no value; send the entry as a JSON object")
    try:
        yield value
    except ValidationError as error:
        raise InvalidEntry(reason(error)) from None


def encode(topic: Topic, key: bytes | None, model: Model) -> Output:
    """A model as an output record."""
    return Output(topic, key, model.to_json())


def _not_json(value: bytes, error: orjson.JSONDecodeError) -> NotJson | NotUtf8:
    try:
        value.decode()
    except UnicodeDecodeError as wrong:
        return NotUtf8(f"byte {wrong.start} is not UTF-8")
    what = re.sub(r": line 1 column \d+ \(char (\d+)\)", r" at character \1", str(error))
    return NotJson(f"not JSON: {what}")
