"""The override of Faust's recovery: only for the Faust that it was written for."""

from __future__ import annotations

import importlib.util
from types import SimpleNamespace

import pytest
from faust.tables.recovery import Recovery

from streams.delivery import recovery


@pytest.fixture(autouse=True)
def _stock(monkeypatch):
    """The installed Faust's own class, whatever was overridden in this process."""
    spec = importlib.util.find_spec("faust.tables.recovery")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in recovery._WRITTEN_FOR:
        monkeypatch.setattr(Recovery, name, getattr(module.Recovery, name))


def test_it_applies_to_the_faust_that_is_installed_and_applies_once():
    recovery.apply()
    assert Recovery.on_recovery_completed is recovery.on_recovery_completed
    assert Recovery._resume_streams is recovery.resume_streams
    recovery.apply()
    assert Recovery.on_recovery_completed is recovery.on_recovery_completed


@pytest.mark.parametrize("name", recovery._WRITTEN_FOR)
def test_it_refuses_a_faust_that_it_does_not_know(monkeypatch, name):
    async def changed(self, generation_id=0):
        """Another version's way."""

    monkeypatch.setattr(Recovery, name, changed)
    with pytest.raises(RuntimeError, match=rf"{name} has changed .* mend or remove"):
        recovery.apply()
    assert Recovery.on_recovery_completed is not recovery.on_recovery_completed


class FakeRecovery:
    """Faust's recovery, its app and its consumer; notes what is done to them, in order."""

    def __init__(self, generation: int = 1) -> None:
        self.done: list[str] = []
        self.completed = SimpleNamespace(set=lambda: self.done.append("completed"))
        self.log = SimpleNamespace(warning=lambda *_: self.done.append("warned"))
        self.app = SimpleNamespace(
            consumer_generation_id=generation,
            conf=SimpleNamespace(broker_request_timeout=1),
            flow_control=SimpleNamespace(resume=lambda: self.done.append("clear queues")),
            consumer=SimpleNamespace(
                assignment=lambda: {"raw", "table"},
                _committed_offset={},
                perform_seek=lambda: self._note("seek"),
                earliest_offsets=lambda *places: self._note("look", dict.fromkeys(places, 0)),
                seek_wait=lambda offsets: self._note(f"back to {offsets}"),
                resume_partitions=lambda places: self.done.append(f"deliver {sorted(places)}"),
                resume_flow=lambda: self.done.append("flow"),
            ),
            _fetcher=SimpleNamespace(maybe_start=lambda: self._note("fetch")),
        )

    async def _note(self, what, result=None):
        self.done.append(what)
        return result

    async def _wait(self, coroutine, timeout):  # noqa: ASYNC109 - Faust's signature
        assert timeout
        return await coroutine

    def _is_changelog_tp(self, place):
        return place == "table"


async def test_queues_are_cleared_after_the_seek_and_before_anything_delivers():
    fake = FakeRecovery()
    assert await recovery._let_streams_go_on(fake, 1)
    assert fake.done == [
        "seek", "look", "back to {'raw': 0}", "completed", "clear queues", "deliver ['raw']",
        "flow", "fetch",
    ]  # fmt: skip


async def test_a_partition_with_a_commit_is_not_put_back_to_its_beginning():
    fake = FakeRecovery()
    fake.app.consumer._committed_offset = {"raw": 7}
    assert await recovery._let_streams_go_on(fake, 1)
    assert fake.done[:2] == ["seek", "completed"]


async def test_nothing_delivers_while_rebalancing_again():
    fake = FakeRecovery(generation=2)
    assert not await recovery._let_streams_go_on(fake, 1)
    assert fake.done == ["warned"]
