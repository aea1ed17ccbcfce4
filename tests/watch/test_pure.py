from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import UserError
from streams.outbound.addresses import is_public
from streams.outbound.retry_after import retry_after_s
from streams.watch import robots
from streams.watch.config import from_arguments, from_file
from streams.watch.hosts import Hosts
from streams.watch.pace import pause_s

from .paper import QuickClock

NOW = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999999999999", 86_400),
        ("Mon, 03 Mar 2025 12:01:30 GMT", 90),
        ("Mon, 03 Mar 2025 11:00:00 GMT", 0),
        ("Mon, 03 Mar 2025 12:00:30 -0000", 30),
        ("-5", None),
        ("soon", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert retry_after_s(value, NOW) == seconds


@given(st.text())
def test_any_retry_after_is_read_or_ignored(value):
    wait = retry_after_s(value, NOW)
    assert wait is None or 0 <= wait <= 86_400


def test_pauses_grow_with_failures_up_to_a_limit_and_never_undercut_the_server():
    rng = random.Random(1)
    assert {round(pause_s(30, 0, None, rng)) for _ in range(99)} == set(range(27, 34))
    grown = [pause_s(30, failures, None, rng) for failures in (1, 3, 5, 50, 5000)]
    assert grown == sorted(grown) or max(grown) <= 900
    assert all(wait <= 900 for wait in grown)
    assert grown[0] > 40
    assert pause_s(7200, 9, None, rng) <= 7200
    assert 600 <= pause_s(30, 1, 600, rng) <= 660
    assert pause_s(30, 0, 600, rng) >= 600


ROBOTS = """
User-agent: *
Disallow: /

User-Agent: Copydesk/9
user-agent: other
Disallow: /private
Allow: /private/live
Disallow: /*.pdf$
Disallow: /search?*q=
Disallow: /zażółć
Crawl-delay: 2.5
Disallow:

User-agent: copydesk
Disallow: /also
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/live/storm", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?a=1&q=2", False),
        ("/search?a=1", True),
        ("/za%C5%BC%C3%B3%C5%82%C4%87/1", False),
        ("/also", False),
    ],
)
def test_robots_txt_is_obeyed(path, allowed):
    assert robots.parse(ROBOTS).allow(path) is allowed


def test_robots_txt_without_us_is_what_it_says_to_all():
    assert robots.parse(ROBOTS).delay_s == 2.5
    assert not robots.parse(ROBOTS, "stranger").allow("/x")
    assert robots.parse("User-agent: x\nDisallow: /").allow("/x")
    assert robots.parse("User-agent: *\nCrawl-delay: nan\nDisallow").delay_s == 0
    assert robots.parse("User-agent: *\nCrawl-delay: 1e9").delay_s == 3600


@given(st.text(), st.text())
def test_any_robots_txt_is_read(text, path):
    robots.parse(text).allow("/" + path)
    robots.parse(f"user-agent: *\ndisallow: /{text}").allow("/" + path)


def test_a_pattern_of_many_stars_costs_no_time():
    rules = robots.parse("user-agent: *\ndisallow: /" + "a*" * 500 + "b")
    assert rules.allow("/" + "a" * 5_000)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
    ],
)
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


async def test_a_host_is_asked_one_thing_at_a_time_with_pauses():
    clock = QuickClock()
    hosts = Hosts(clock, 2.0)
    inside = 0

    async def ask(name, interval=0.0):
        nonlocal inside
        async with hosts.turn(name, interval):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            inside -= 1
        return clock.monotonic()

    assert [await ask("a"), await ask("b"), await ask("a"), await ask("a", 9)] == [0, 0, 2, 4]
    assert await ask("a") == 13
    hosts.hold("a", 60)
    assert await ask("a") == 73
    await asyncio.gather(*(ask("a") for _ in range(3)))


async def test_idle_hosts_are_forgotten():
    hosts = Hosts(QuickClock(), 0.0)
    for number in range(10_000):
        async with hosts.turn(f"host-{number}"):
            pass
    assert len(hosts._hosts) <= 4_096


def test_sources_are_listed_in_toml(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(
        """
        [[source]]
        url = "https://paper.example/live#now"
        desk = "world"
        source = "courier"
        every = "2m"
        withdraw = "never"
        [[source]]
        url = "http://u:p@feeds.example/rss"
        every = 90
        """
    )
    first, second = from_arguments([str(file)], desk="ignored")
    assert (first.url, first.desk, first.every_s) == ("https://paper.example/live", "world", 120)
    assert (first.source, first.withdraw) == ("courier", "never")
    assert (second.address, second.every_s) == ("http://feeds.example/rss", 90)
    (third,) = from_arguments(["https://x.example/"], desk="sport", every="5s", withdraw=None)
    assert (third.desk, third.every_s, third.withdraw) == ("sport", 5, "proven")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]\n", "not TOML"),
        ("", "lists nothing"),
        ("source = 1", "lists nothing"),
        ("source = [1]", "source 1: Input should be"),
        ("[[sources]]\nurl = 'https://x.example'", "unknown key 'sources'"),
        ("[[source]]\ndesk = 'x'", "source 1: url: Field required"),
        ("[[source]]\nurl = 'ftp://x.example'", "must be an address like"),
        ("[[source]]\nurl = 'https://u:secret@'", "must be an address like"),
        ("[[source]]\nurl = 'https://x.example'\nevery = 'often'", 'must be like "30s"'),
        ("[[source]]\nurl = 'https://x.example'\nevery = '0s'", "between 1s and 24h"),
        ("[[source]]\nurl = 'https://x.example'\nevery = true", 'must be like "30s"'),
        ("[[source]]\nurl = 'https://x.example'\ndesk = 'No Desk'", "desk: "),
        ("[[source]]\nurl = 'https://x.example'\nwithdraw = 'all'", "withdraw: "),
        ("[[source]]\nurl = 'https://x.example'\nwhat = 1", "what: "),
        ("\0", "not TOML"),
        ("x = " + "[" * 100_000, "not TOML"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path, text, said):
    file = tmp_path / "sources.toml"
    file.write_text(text)
    with pytest.raises(UserError) as caught:
        from_file(file)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.toml"], "no such file"),
        (["."], "cannot be read"),
        (["https://x.example/", "https://x.example/#b"], "given twice"),
        (["https://user:secret@x.example:99999/"], "must be an address"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(arguments, said):
    with pytest.raises(UserError, match=said) as caught:
        from_arguments(arguments)
    assert "secret" not in str(caught.value)
