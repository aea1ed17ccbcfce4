from __future__ import annotations

import logging

import pytest

from schemas import DeadLetter, Position
from streams.delivery.guard import guarded
from streams.delivery.records import Agent, Output, Step
from streams.errors import InputGap, InvalidEntry, NotJson, SendFailed
from streams.topics import DEAD_LETTERS, ENTRIES, RAW
from tests.helpers.making import record


def agent(step) -> Agent:
    return Agent("echo", RAW, (ENTRIES,), step)


def raising(error: BaseException) -> Agent:
    def step(_record, _past):
        raise error

    return agent(step)


def letter_of(step: Step) -> DeadLetter:
    (output,) = step.outputs
    assert output.topic is DEAD_LETTERS
    assert step.outcome == "dead-letter"
    assert step.write is None
    return DeadLetter.model_validate_json(output.value)


@pytest.mark.parametrize(
    "error",
    [
        NotJson("not JSON: unexpected end"),
        InvalidEntry("coverage: Field required"),
        ValueError("no"),
        KeyError("place"),
        RecursionError("too deep"),
        ZeroDivisionError(),
        MemoryError(),
        AssertionError("never"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_step_raises_becomes_one_dead_letter(error, caplog):
    caplog.set_level(logging.CRITICAL)
    value = b"\x00\xff bytes that are no text"
    letter = letter_of(guarded(raising(error), record(value, 7), None))
    assert letter.error == type(error).__name__
    assert letter.message == str(error)
    assert (letter.stage, letter.key, letter.value) == ("echo", b"main", value)
    assert letter.position == Position(topic=RAW.name, partition=0, offset=7)


def test_a_surprise_is_logged_and_what_was_foreseen_is_not(caplog):
    guarded(raising(NotJson("no")), record(b"x"), None)
    assert not caplog.records
    guarded(raising(KeyError("no")), record(b"x"), None)
    assert [one.levelname for one in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("error", [SendFailed("no"), InputGap("no")])
def test_what_is_not_the_records_fault_stops_the_worker(error):
    with pytest.raises(type(error)):
        guarded(raising(error), record(b"x"), None)


def test_a_record_without_a_value_is_kept_as_one():
    assert letter_of(guarded(raising(ValueError()), record(None), None)).value is None


@pytest.mark.parametrize(("size", "outcome"), [(1_000, "fine"), (ENTRIES.max_bytes, "dead-letter")])
def test_a_result_that_no_topic_takes_is_a_dead_letter(size, outcome):
    def step(_record, _past):
        return Step("fine", outputs=(Output(ENTRIES, b"main", b"x" * size),), write=("key", 1))

    found = guarded(agent(step), record(b"x"), None)
    assert found.outcome == outcome
    if outcome == "dead-letter":
        assert letter_of(found).error == "TooLarge"


def test_a_long_message_is_cut_and_the_largest_record_fits(caplog):
    caplog.set_level(logging.CRITICAL)
    value = b"\xff" * RAW.max_bytes
    step = guarded(raising(ValueError("x" * 9_000)), record(value), None)
    assert len(letter_of(step).message) == 2_000
    assert len(step.outputs[0].value) < DEAD_LETTERS.max_bytes
