"""The override of mode's way to wait for a thread: only for the mode that it was written for."""

from __future__ import annotations

import asyncio
import importlib.util
import threading

import pytest
from mode.threads import ServiceThread

from streams.delivery import stopping


@pytest.fixture(autouse=True)
def _stock(monkeypatch):
    spec = importlib.util.find_spec("mode.threads")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(ServiceThread, "stop", module.ServiceThread.stop)


def test_it_applies_to_the_mode_that_is_installed_and_applies_once():
    stopping.apply()
    assert ServiceThread.stop is stopping.stop
    stopping.apply()


def test_it_refuses_a_mode_that_it_does_not_know(monkeypatch):
    async def changed(self):
        """Another version's way."""

    monkeypatch.setattr(ServiceThread, "stop", changed)
    with pytest.raises(RuntimeError, match=r"stop has changed .* mend or remove"):
        stopping.apply()


class Asking(ServiceThread):
    """A thread that needs an answer of the main loop before it ends."""

    main: asyncio.AbstractEventLoop

    async def on_thread_stop(self) -> None:
        answered = threading.Event()
        self.main.call_soon_threadsafe(answered.set)
        assert await asyncio.to_thread(answered.wait, 5)


async def test_a_thread_that_needs_the_main_loop_to_end_gets_it():
    stopping.apply()
    thread = Asking()
    thread.main = asyncio.get_running_loop()
    await thread.start()
    async with asyncio.timeout(3):
        await thread.stop()
