"""The override of Faust's recovery: only for the Faust that it was written for."""

from __future__ import annotations

import importlib.util

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
