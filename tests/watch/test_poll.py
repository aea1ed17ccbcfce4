from __future__ import annotations

import asyncio
import json
import os

import pytest
from aiohttp import web

from streams import __version__
from streams.errors import UserError
from streams.watch.store import Store

from .paper import page, paper, setting


@pytest.fixture
async def site():
    async with paper() as found:
        yield found


@pytest.fixture
async def ours(tmp_path):
    async with setting(tmp_path / "watch") as found:
        yield found


async def test_a_page_that_changes_is_pushed_bit_by_bit(site, ours):
    poller = ours.poller(site.url(), desk="world", source="courier")
    for entries in (
        ["p1: One", "p2: Two"],
        ["p1: One", "p2: Two"],
        ["p1: One", "p2: Two, corrected", "p3: Three"],
    ):
        site.answers["/live"] = page(*entries)
        assert await poller.poll()
    assert ours.sink.said() == ["One", "Two", "Two, corrected", "Three"]
    assert {key for key, _ in ours.sink.records} == {b"world"}
    first = json.loads(ours.sink.records[0][1])
    assert (first["desk"], first["fetched_at"]) == ("world", "2025-03-03T09:00:00.500000Z")
    assert (poller.counters.new, poller.counters.changed) == (3, 1)


async def test_what_vanished_from_the_middle_is_withdrawn_once(site, ours):
    poller = ours.poller(site.url())
    site.answers["/live"] = page("p1: One", "p2: Two", "p3: Three")
    await poller.poll()
    site.answers["/live"] = page("p1: One", "p3: Three")
    for _ in range(4):
        await poller.poll()
    assert ours.sink.said()[3:] == ["-p2"]
    assert poller.counters.withdrawn == 1


async def test_a_withdrawal_is_proven_by_304_and_after_a_restart_too(site, ours):
    etag = "1"

    async def handle(request):
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        entries = ["p1: One", "p2: Two", "p3: Three"]
        if etag == "2":
            del entries[1]
        return web.Response(body=page(*entries), headers={"ETag": etag})

    site.answers["/live"] = handle
    await ours.poller(site.url()).poll()
    etag = "2"
    await ours.poller(site.url()).poll()
    poller = ours.poller(site.url())
    await poller.poll()
    assert poller.counters.not_modified == 1
    assert ours.sink.said() == ["One", "Two", "Three", "-p2"]
    await ours.poller(site.url()).poll()
    assert len(ours.sink.records) == 4


async def test_a_restart_pushes_nothing_twice(site, ours):
    site.answers["/live"] = page("p1: One", "p2: Two")
    for _ in range(3):
        assert await ours.poller(site.url()).poll()
    assert ours.sink.said() == ["One", "Two"]
    # another desk is another place
    await ours.poller(site.url(), desk="sport").poll()
    assert len(ours.sink.records) == 4


async def test_nothing_is_remembered_that_is_not_safe(site, ours):
    async def handle(request):
        assert "If-None-Match" not in request.headers  # a 304 would hide what is not pushed yet
        return web.Response(body=page("p1: One"), headers={"ETag": "1"})

    site.answers["/live"] = handle
    ours.sink.is_down = True
    poller = ours.poller(site.url())
    assert not await poller.poll()
    assert not await ours.poller(site.url()).poll()
    ours.sink.is_down = False
    assert await poller.poll()
    assert ours.sink.said() == ["One"]


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
        b"<html><body>Log in, please</body></html>",
        b'{"error": "gone"}',
        page(),
        b'<script type="application/ld+json">{"@type": "LiveBlogPosting", broken</script>',
    ],
)
async def test_wrong_content_changes_nothing_and_withdraws_nothing(site, ours, wrong):
    poller = ours.poller(site.url())
    site.answers["/live"] = page("p1: One", "p2: Two", "p3: Three")
    await poller.poll()
    site.answers["/live"] = wrong
    for _ in range(3):
        await poller.poll()
    site.answers["/live"] = page("p1: One", "p2: Two", "p3: Three")
    assert await poller.poll()
    assert ours.sink.said() == ["One", "Two", "Three"]


async def test_a_page_with_a_broken_entry_proves_nothing(site, ours):
    poller = ours.poller(site.url())
    site.answers["/live"] = page("p1: One", "p2: Two", "p3: Three")
    await poller.poll()
    site.answers["/live"] = page("p1: One", "p3: Three", "p4: " + "x" * 3_000)
    for _ in range(3):
        assert await poller.poll()
    assert poller.counters.malformed == 1
    assert ours.sink.said() == ["One", "Two", "Three"]


async def test_failures_are_told_and_over_with_the_first_good_poll(site, ours):
    async def busy(_):
        return web.Response(status=429, headers={"Retry-After": "40"})

    poller = ours.poller(site.url())
    site.answers["/live"] = busy
    assert not await poller.poll()
    assert poller.retry_after_s == 40
    site.answers["/live"] = page("p1: One")
    assert await poller.poll()
    assert (poller.retry_after_s, poller.counters.in_a_row, poller.counters.problem) == (
        None,
        0,
        None,
    )
    assert poller.counters.failures == 1


async def test_a_page_that_is_not_live_yet_and_a_sink_that_is_down_are_asked_at_the_same_pace(
    site, ours
):
    poller = ours.poller(site.url())
    site.answers["/live"] = page()
    assert not await poller.poll()
    assert "while it is live" in poller.counters.problem
    site.answers["/live"] = page("p1: One")
    ours.sink.is_down = True
    assert not await poller.poll()
    assert (poller.counters.failures, poller.counters.in_a_row) == (2, 0)


async def test_a_state_that_could_not_be_saved_is_saved_later_and_nothing_is_pushed_twice(
    site, ours, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    site.answers["/live"] = page("p1: One")
    poller = ours.poller(site.url())
    with monkeypatch.context() as patched:
        patched.setattr(Store, "save", full)
        assert not await poller.poll()
    assert await poller.poll()
    assert await ours.poller(site.url()).poll()
    assert ours.sink.said() == ["One"]


@pytest.mark.parametrize("etag", [b"\xff\xfe", "ü".encode(), b"x" * 2_000])
async def test_an_etag_that_cannot_be_kept_is_none(site, ours, etag):
    async def handle(request):
        body = page("p1: One")
        request.transport.write(
            b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Length: %d\r\n\r\n%b" % (etag, len(body), body)
        )
        request.transport.close()
        return web.StreamResponse()

    site.answers["/live"] = handle
    poller = ours.poller(site.url())
    for _ in range(2):
        assert await poller.poll()
    assert "If-None-Match" not in site.requests[-1].headers
    assert ours.sink.said() == ["One"]


async def test_an_error_of_ours_is_a_failure_of_that_page_alone(site, ours, monkeypatch):
    site.answers["/live"] = page("p1: One")
    poller = ours.poller(site.url())
    monkeypatch.setattr("streams.watch.poll.parse", lambda *_: 1 / 0)
    assert not await poller.poll()
    assert poller.counters.problem == "unexpected ZeroDivisionError"


async def test_an_unchanged_state_is_not_written_again(site, ours, monkeypatch):
    saved = []
    monkeypatch.setattr(Store, "save", lambda *_: saved.append(1))
    site.answers["/live"] = page("p1: One")
    poller = ours.poller(site.url())
    for _ in range(5):
        await poller.poll()
    assert len(saved) == 1
    await ours.clock.sleep(3_601)
    await poller.poll()
    assert len(saved) == 2


async def test_a_broken_state_is_started_anew_and_no_password_is_kept(site, ours, tmp_path):
    site.answers["/live"] = page("p1: One")
    url = site.url().replace("//", "//reporter:secret@")
    await ours.poller(url).poll()
    (file,) = (tmp_path / "watch").glob("*.json")
    text = file.read_text()
    assert "secret" not in text
    assert not list((tmp_path / "watch").glob("*.new"))
    for broken in (text[:-5], "", "[]", text.replace('"form":1', '"form":2')):
        file.write_text(broken)
        await ours.poller(url).poll()
    assert ours.sink.said() == ["One"] * 5


async def test_another_version_reads_an_unchanged_page_once_more(site, ours, tmp_path):
    async def handle(request):
        status = 304 if "If-None-Match" in request.headers else 200
        body = page("p1: One") if status == 200 else None
        return web.Response(status=status, body=body, headers={"ETag": "1"})

    site.answers["/live"] = handle
    await ours.poller(site.url()).poll()
    (file,) = (tmp_path / "watch").glob("*.json")
    file.write_text(file.read_text().replace(f'"version":"{__version__}"', '"version":"0"'))
    poller = ours.poller(site.url())
    await poller.poll()
    await poller.poll()
    assert poller.counters.not_modified == 1
    assert ours.sink.said() == ["One"]


def test_a_crash_while_saving_leaves_the_old_state(tmp_path, monkeypatch):
    from streams.watch.config import Watched
    from streams.watch.memory import Remembered
    from streams.watch.store import State

    store, watched = Store(tmp_path), Watched(url="https://x.example/")
    store.save(watched, State(Remembered(missing={"a": 1})))
    monkeypatch.setattr(os, "fsync", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.save(watched, State(Remembered(missing={"b": 1})))
    assert store.load(watched).remembered.missing == {"a": 1}
    assert len(list(tmp_path.iterdir())) == 1


def test_two_watchers_do_not_share_a_folder(tmp_path):
    with (
        Store(tmp_path).locked(),
        pytest.raises(UserError, match="another copydesk watch"),
        Store(tmp_path).locked(),
    ):
        pass
    with Store(tmp_path).locked():
        pass


async def test_all_pages_are_watched_at_their_pace(site, ours):
    for name in ("a", "b"):
        site.answers[f"/{name}"] = page("p1: One", coverage=f"https://paper.example/{name}")
    pollers = [ours.poller(site.url(f"/{name}"), every_s=30) for name in ("a", "b", "missing")]
    watcher = ours.watcher(*pollers)
    running = asyncio.create_task(watcher.run())
    async with asyncio.timeout(10):
        while min(poller.counters.polls for poller in pollers) < 3:  # noqa: ASYNC110 - counters are plain numbers
            await asyncio.sleep(0.01)
    watcher.stop()
    async with asyncio.timeout(2):
        await running
    assert sorted(ours.sink.said()) == ["One", "One"]
    assert pollers[2].counters.failures >= pollers[2].counters.polls - 1


async def test_stopping_lets_a_push_end_and_remembers_it(site, ours):
    site.answers["/live"] = page("p1: One")
    ours.sink.gate = asyncio.Event()
    poller = ours.poller(site.url())
    watcher = ours.watcher(poller)
    running = asyncio.create_task(watcher.run())
    while poller._saving is None:  # noqa: ASYNC110 - nobody tells when it begins
        await asyncio.sleep(0.01)
    watcher.stop()
    await asyncio.sleep(0.05)
    assert not running.done()
    ours.sink.gate.set()
    await running
    await ours.poller(site.url()).poll()
    assert ours.sink.said() == ["One"]


async def test_stopping_does_not_wait_for_a_slow_page(site, ours):
    arrived = asyncio.Event()

    async def hang(_):
        arrived.set()
        await asyncio.sleep(3)
        return web.Response()

    site.answers["/live"] = hang
    watcher = ours.watcher(ours.poller(site.url()))
    running = asyncio.create_task(watcher.run())
    await arrived.wait()
    watcher.stop()
    async with asyncio.timeout(1):
        await running
    arrived.clear()
    watcher = ours.watcher(ours.poller(site.url()))
    once = asyncio.create_task(watcher.once())
    await arrived.wait()
    watcher.stop()
    assert not await once


async def test_once_says_whether_all_polls_were_good(site, ours):
    site.answers["/live"] = page("p1: One")
    assert await ours.watcher(ours.poller(site.url())).once()
    assert not await ours.watcher(ours.poller(site.url()), ours.poller(site.url("/no"))).once()
