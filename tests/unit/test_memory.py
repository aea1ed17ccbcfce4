"""State as it was before a record: the same past each time that the record comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Model
from streams.agents import deduplicate, thread
from streams.agents.classify import AGENT as CLASSIFY
from streams.agents.enrich import agent as enrich
from streams.delivery.guard import guarded
from streams.delivery.memory import MAX_VERSIONS, Memory, TooManyVersions, as_of
from streams.delivery.records import Agent, Record, Remembered
from streams.topics import DEAD_LETTERS, EVENTS
from tests.helpers.making import at, raw, record

AGE = timedelta(minutes=30)
MONTHS = timedelta(days=90)


class Note(Model):
    key: str
    text: str
    touched_at: datetime


class Notes:
    """An index that knows which texts stand."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, note: Note) -> None:
        self.texts.append(note.text)

    def remove(self, note: Note) -> None:
        self.texts.remove(note.text)


def dump(note: Note) -> Any:
    return note.model_dump(mode="json")


NOTES = Remembered("notes", Note.model_validate, dump, Notes)


def memory(table: dict[str, bytes], floor: int = 0) -> Memory:
    return Memory(table, 0, NOTES, floor=floor, age=AGE)


def write(into: Memory, offset: int, key: str = "a", minutes: float = 0) -> None:
    into.at(offset)
    into.put(key, Note(key=key, text=f"{key}{offset}", touched_at=at(minutes)))


def read(from_: Memory, offset: int, key: str = "a") -> str | None:
    from_.at(offset)
    found = from_.get(key)
    return found.text if found else None


@pytest.mark.parametrize(
    ("offset", "value"), [(0, None), (3, None), (4, "x"), (7, "x"), (8, "y"), (99, "y")]
)
def test_as_of_is_the_newest_value_made_before(offset, value):
    assert as_of([[3, "x"], [7, "y"]], offset) == value


def test_a_record_that_comes_again_sees_its_old_past():
    table: dict[str, bytes] = {}
    first = memory(table)
    for offset in (0, 3, 5):
        write(first, offset)
    again = memory(table)
    assert [read(again, offset) for offset in (0, 1, 3, 4, 5, 6)] == [
        None, "a0", "a0", "a3", "a3", "a5",
    ]  # fmt: skip


def test_the_index_is_rebuilt_as_of_what_is_committed():
    table: dict[str, bytes] = {}
    first = memory(table)
    for offset, key in enumerate("aabab"):
        write(first, offset, key)
    assert first.index.texts == ["a3", "b4"]
    assert memory(table, floor=3).index.texts == ["a1", "b2"]
    assert memory(table, floor=0).index.texts == []


def test_another_partition_is_none_of_its_business():
    table: dict[str, bytes] = {}
    other = Memory(table, 10, NOTES, floor=0, age=AGE)
    write(other, 0)
    assert read(memory(table, floor=9), 9) is None
    assert memory(table, floor=9).index.texts == []


def test_versions_that_nobody_can_ask_for_are_dropped():
    table: dict[str, bytes] = {}
    notes = memory(table)
    for offset in range(5):
        write(notes, offset)
    notes.floor = 4
    write(notes, 5)
    assert [read(notes, offset) for offset in (4, 5, 6)] == ["a3", "a4", "a5"]
    assert table["0/a"].count(b'"text"') == 3


def test_too_many_versions_write_nothing_until_some_are_committed():
    table: dict[str, bytes] = {}
    notes = memory(table)
    for offset in range(MAX_VERSIONS):
        write(notes, offset)
    before, texts = dict(table), list(notes.index.texts)
    with pytest.raises(TooManyVersions):
        write(notes, MAX_VERSIONS)
    assert (table, notes.index.texts) == (before, texts)
    notes.floor = MAX_VERSIONS
    write(notes, MAX_VERSIONS)
    assert read(notes, MAX_VERSIONS + 1) == f"a{MAX_VERSIONS}"


def test_what_is_past_twice_its_age_is_deleted():
    table: dict[str, bytes] = {}
    notes = memory(table)
    write(notes, 0, "a", minutes=0)
    write(notes, 1, "b", minutes=20)
    write(notes, 2, "c", minutes=5)
    notes.floor = 3
    assert notes.forget(at(60)) == []
    assert notes.forget(at(64)) == ["0/a"]
    assert notes.forget(at(66)) == ["0/c"]
    assert (list(table), notes.index.texts) == (["0/b"], ["b1"])
    assert notes.forget(at(999)) == ["0/b"]
    assert notes.forget(at(999)) == []


def test_what_may_come_again_is_not_deleted_before_it_is_committed():
    notes = memory({})
    write(notes, 0)
    assert notes.forget(at(999)) == []
    notes.floor = 1
    assert notes.forget(at(999)) == ["0/a"]


def test_what_was_written_again_starts_its_age_anew():
    notes = memory({})
    write(notes, 0, minutes=0)
    write(notes, 1, minutes=50)
    notes.floor = 2
    assert notes.forget(at(61)) == []
    assert notes.forget(at(111)) == ["0/a"]


def test_an_age_that_lies_ahead_holds_up_no_other():
    notes = memory({})
    write(notes, 0, "held", minutes=9_000)
    write(notes, 1, "b", minutes=0)
    notes.floor = 2
    assert notes.forget(at(61)) == ["0/b"]


def test_only_a_few_are_deleted_at_once_also_after_a_restart():
    table: dict[str, bytes] = {}
    first = memory(table)
    for offset in range(6):
        write(first, offset, f"k{offset}", minutes=-offset)
    notes = memory(table, floor=6)
    assert notes.forget(at(999)) == ["0/k5", "0/k4", "0/k3", "0/k2"]
    assert notes.forget(at(999)) == ["0/k1", "0/k0"]


# Crashes: whatever was committed, and however far the table got, the outputs are the same.

Outputs = tuple[tuple[str, bytes], ...]


@dataclass
class Worker:
    """A stage as a worker runs it, with a table that survives it."""

    agent: Agent
    records: list[Record]
    age: timedelta
    offset: int = 0
    floor: int = 0
    forgets: bool = True
    tables: list[tuple[int, dict[str, bytes]]] = field(default_factory=lambda: [(0, {})])

    def __post_init__(self) -> None:
        self._start({})

    def _start(self, table: dict[str, bytes]) -> None:
        self.table = table
        assert self.agent.remembers is not None
        self.memory = Memory(table, 0, self.agent.remembers, floor=self.floor, age=self.age)
        self.offset = self.floor
        self.tables = [(self.floor, dict(table))]

    def step(self) -> Outputs:
        one = self.records[self.offset]
        self.memory.at(self.offset)
        step = guarded(self.agent, one, self.memory)
        if step.write is not None:
            try:
                self.memory.put(*step.write)
            except TooManyVersions:
                self.commit(self.offset)
                self.memory.put(*step.write)
            if self.forgets:
                self.memory.forget(one.now)
        self.offset += 1
        self.tables.append((self.offset, dict(self.table)))
        return tuple((output.topic.name, output.value) for output in step.outputs)

    def commit(self, offset: int) -> None:
        self.floor = self.memory.floor = max(self.floor, min(offset, self.offset))
        self.tables = [one for one in self.tables if one[0] >= self.floor]

    def crash(self, arrived: int) -> None:
        """Writes of what is committed have all arrived; of the later ones only so many."""
        self._start(dict(self.tables[min(arrived, len(self.tables) - 1)][1]))


def uninterrupted(agent: Agent, records: list[Record], age: timedelta, look) -> list[Any]:
    worker = Worker(agent, records, age, forgets=False)
    found = []
    for offset in range(len(records)):
        seen = look(worker.memory.index, records[offset].now - age)
        worker.commit(offset)
        found.append((seen, worker.step()))
    return found


def interrupted(agent, records, age, look, actions, expected) -> None:
    worker = Worker(agent, records, age)
    pending = list(reversed(actions))
    while worker.offset < len(records):
        kind, amount = pending.pop() if pending else ("step", 1)
        if kind == "commit":
            worker.commit(worker.floor + amount)
        elif kind == "crash":
            worker.crash(amount)
        else:
            offset = worker.offset
            seen = look(worker.memory.index, records[offset].now - age)
            assert (seen, worker.step()) == expected[offset]


def in_waiting(index: Any, since: datetime) -> Any:
    """What waits for its time, past its age left out."""
    return [
        {key: state for key, state in waiting.items() if state.touched_at >= since}
        for waiting in (index.held, index.expiring)
    ]


def as_told(index: Any, _: datetime) -> Any:
    told = {story: index.tell(story, "main", "-") for story in index._totals}
    return {
        story: one for story, one in told.items() if one.entries or one.withdrawn or one.duplicates
    }


texts = st.sampled_from([f"The {word} over the river is closed for now." for word in "abc"])
entries = st.fixed_dictionaries(
    {
        "entry_id": st.sampled_from(["e-1", "e-1", "e-2"]),
        "operation": st.sampled_from(["upsert"] * 9 + ["withdraw", "release"]),
        "body": texts,
        "coverage": st.sampled_from([{"id": "one"}] * 3 + [{"id": "two"}]),
        "embargo": st.sampled_from([None] * 4 + [5, 45]),
    }
)
logs = st.lists(st.tuples(entries, st.sampled_from([0, 1, 1, 7, 40])), min_size=6, max_size=30)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.just(1)),
        st.tuples(st.just("step"), st.just(1)),
        st.tuples(st.just("commit"), st.sampled_from([1, 2, 5])),
        st.tuples(st.just("crash"), st.sampled_from([0, 1, 3, 99])),
    ),
    min_size=10,
    max_size=70,
)


def raw_log(drawn) -> list[Record]:
    records, minutes = [], 0
    for offset, (fields, later) in enumerate(drawn):
        minutes += later
        embargo = fields["embargo"]
        given = {key: value for key, value in fields.items() if key != "embargo"}
        if embargo is not None and given["operation"] == "upsert":
            given["embargoed_until"] = at(minutes + embargo)
        records.append(record(raw(**given).to_json(), offset, when=at(minutes)))
    return records


def through(agent: Agent, records: list[Record], topic: str) -> list[Record]:
    """What a stage without a past makes of records."""
    outputs = [(one, output) for one in records for output in agent.step(one, None).outputs]
    kept = [(one, output.value) for one, output in outputs if output.topic.name == topic]
    return [record(value, n, when=one.now, topic=topic) for n, (one, value) in enumerate(kept)]


@settings(max_examples=200, deadline=None)
@given(logs, actions)
def test_after_any_crash_each_raw_entry_leads_to_what_it_led_to(log, actions):
    agent, records = deduplicate.agent(MONTHS, AGE), raw_log(log)
    expected = uninterrupted(agent, records, MONTHS, in_waiting)
    assert not any(topic == DEAD_LETTERS.name for _, out in expected for topic, _ in out)
    interrupted(agent, records, MONTHS, in_waiting, actions, expected)


def test_deleting_what_is_past_its_age_changes_no_decision():
    body = "The bridge over the river is closed for now."
    blogs = [("one", None, 0), ("one", 5, 40), ("two", None, 0), ("one", None, 40)]
    log = [
        (
            {
                "entry_id": "e-1",
                "operation": "upsert",
                "body": body,
                "coverage": {"id": blog},
                "embargo": embargo,
            },
            gap,
        )
        for blog, embargo, gap in [*blogs, ("one", 5, 40), ("one", None, 0)]
    ]
    agent, records = deduplicate.agent(AGE, AGE), raw_log(log)
    expected = uninterrupted(agent, records, AGE, in_waiting)
    interrupted(agent, records, AGE, in_waiting, [("step", 1)] * 4 + [("commit", 4)], expected)


@settings(max_examples=100, deadline=None)
@given(logs, actions)
def test_after_any_crash_each_event_leads_to_the_story_that_it_led_to(log, actions):
    worker = Worker(deduplicate.agent(MONTHS, MONTHS), raw_log(log), MONTHS)
    entries = []
    for offset, one in enumerate(worker.records):
        worker.commit(offset)
        entries += [record(value, len(entries), when=one.now) for _, value in worker.step()]
    records = through(CLASSIFY, entries, CLASSIFY.writes[0].name)
    records = through(enrich(2), records, EVENTS.name)
    expected = uninterrupted(thread.agent(MONTHS), records, MONTHS, as_told)
    interrupted(thread.agent(MONTHS), records, MONTHS, as_told, actions, expected)
