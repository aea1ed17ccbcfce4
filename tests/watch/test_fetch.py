from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib

import pytest
from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.abc import AbstractResolver
from yarl import URL

from streams.errors import FetchFailed, FetchRefused
from streams.outbound.addresses import connector
from streams.watch.fetch import Fetcher, Limits
from streams.watch.hosts import Hosts

from .paper import QuickClock, paper, setting


@pytest.fixture
async def site():
    async with paper() as found:
        yield found


@pytest.fixture
async def ours(tmp_path):
    async with setting(tmp_path) as found:
        yield found


def answer(**options):
    async def handle(_request):
        return web.Response(**options)

    return handle


def moved(location, status=302):
    return answer(status=status, headers={"Location": location})


async def test_a_page_is_fetched_with_our_name_and_asked_for_changes_only(site, ours):
    async def handle(request):
        if request.headers.get("If-None-Match") == '"1"':
            assert request.headers["If-Modified-Since"] == "yesterday"
            return web.Response(status=304)
        return web.Response(body=b"text", headers={"ETag": '"1"', "Last-Modified": "yesterday"})

    site.answers["/live"] = handle
    first = await ours.page(site.url())
    assert (first.data, first.whole) == (b"text", True)
    second = await ours.fetcher.page(URL(site.url()), first.validators)
    assert second.data is None
    assert second.validators == first.validators
    assert site.paths() == ["/robots.txt", "/live", "/live"]
    assert all(r.headers["User-Agent"].startswith("copydesk/") for r in site.requests)


async def test_validators_go_only_where_they_came_from(site, ours):
    site.answers["/old"] = moved("/live")
    site.answers["/live"] = answer(body=b"text", headers={"ETag": '"1"'})
    page = await ours.page(site.url("/old"))
    assert page.validators.url == site.url("/live")
    await ours.fetcher.page(URL(site.url("/old")), page.validators)
    asked = [(r.path, "If-None-Match" in r.headers) for r in site.requests[-2:]]
    assert asked == [("/old", False), ("/live", True)]


async def test_a_304_that_nobody_asked_for_is_a_failure(site, ours):
    site.answers["/live"] = answer(status=304)
    with pytest.raises(FetchFailed, match="304"):
        await ours.page(site.url())


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 429, 500, 502, 503])
async def test_other_answers_are_failures(site, ours, status):
    site.answers["/live"] = answer(status=status)
    with pytest.raises(FetchFailed, match=str(status)):
        await ours.page(site.url())


async def test_retry_after_holds_the_host(site, ours):
    site.answers["/live"] = answer(status=429, headers={"Retry-After": "77"})
    site.answers["/other"] = answer(body=b"text")
    with pytest.raises(FetchFailed) as caught:
        await ours.page(site.url())
    assert caught.value.retry_after_s == 77
    before = ours.clock.monotonic()
    await ours.page(site.url("/other"))
    assert ours.clock.monotonic() - before == 77


async def test_gzip_is_unpacked_also_in_several_members(site, ours):
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
    site.answers["/live"] = answer(body=packed, headers={"Content-Encoding": "gzip"})
    assert (await ours.page(site.url())).data == b"one two"


@pytest.mark.parametrize(
    ("body", "encoding", "failure"),
    [
        (gzip.compress(b"\0" * (1 << 26)), "gzip", (FetchRefused, "more than")),
        (gzip.compress(gzip.compress(b"\0" * (1 << 26))), "gzip, gzip", (FetchRefused, "packed")),
        (gzip.compress(b"") * 60_000, "gzip", (FetchRefused, "too many|more than")),
        (gzip.compress(b"text" * 999)[:-9], "gzip", (FetchFailed, "cut short")),
        (b"", "gzip", (FetchFailed, "cut short")),
        (b"plain", "gzip", (FetchFailed, "not the gzip")),
        (zlib.compress(b"x"), "deflate", (FetchRefused, "packed")),
        (b"x", "br", (FetchRefused, "packed")),
        (b"x" * ((1 << 20) + 1), "", (FetchRefused, "more than")),
    ],
)
async def test_bombs_and_broken_bodies_are_refused(site, ours, body, encoding, failure):
    headers = {"Content-Encoding": encoding} if encoding else {}
    site.answers["/live"] = answer(body=body, headers=headers)
    with pytest.raises(failure[0], match=failure[1]):
        await ours.page(site.url())


async def test_a_page_of_exactly_the_limit_is_taken(site, ours):
    site.answers["/live"] = answer(body=b"x" * (1 << 20))
    assert len((await ours.page(site.url())).data) == 1 << 20


async def test_a_stream_without_end_is_cut_off(site, ours):
    async def endless(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    site.answers["/live"] = endless
    with pytest.raises(FetchRefused, match="more than"):
        await ours.page(site.url())


@pytest.mark.parametrize("packed", [False, True])
async def test_slow_drips_end_with_the_time_for_all(site, tmp_path, packed):
    async def drip(request):
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"} if packed else {})
        await response.prepare(request)
        for byte in gzip.compress(b"x" * 99) if packed else b"x" * 99:
            await response.write(bytes([byte]))
            await asyncio.sleep(0.02)
        return response

    site.answers["/live"] = drip
    async with setting(tmp_path, timeout_s=0.3) as ours:
        began = time.monotonic()
        with pytest.raises(FetchFailed, match=r"within 0\.3 s"):
            await ours.page(site.url())
        assert time.monotonic() - began < 1


async def test_a_server_that_hangs_up_is_a_failure(site, ours):
    async def hang_up(request):
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"x" * 10)
        request.transport.abort()
        return response

    site.answers["/live"] = hang_up
    with pytest.raises(FetchFailed, match="broken"):
        await ours.page(site.url())


async def test_a_page_that_does_not_say_how_long_it_is_may_be_cut(site, ours):
    async def old(request):
        response = web.StreamResponse()
        response.force_close()
        request.transport.write(b"HTTP/1.0 200 OK\r\n\r\nhalf a page")
        request.transport.close()
        return response

    site.answers["/live"] = old
    page = await ours.page(site.url())
    assert (page.data, page.whole) == (b"half a page", False)


async def test_redirects_are_followed_and_loops_are_not(site, ours):
    site.answers |= {"/a": moved("b", 301), "/b": moved("/c#x", 308), "/c": answer(body=b"text")}
    assert (await ours.page(site.url("/a"))).data == b"text"
    site.answers["/loop"] = moved("/loop")
    with pytest.raises(FetchRefused, match="more than 5 times"):
        await ours.page(site.url("/loop"))
    assert site.paths().count("/loop") == 6


@pytest.mark.parametrize(
    ("location", "error", "said"),
    [
        ("file:///etc/passwd", FetchRefused, "not http"),
        ("ftp://127.0.0.1/x", FetchRefused, "not http"),
        ("javascript:alert(1)", FetchRefused, "not http"),
        ("http://[", FetchFailed, "no address"),
        ("http://host:99999/", FetchFailed, "no address"),
        ("", FetchFailed, "without saying where"),
    ],
)
async def test_redirects_to_elsewhere_are_refused(site, ours, location, error, said):
    site.answers["/live"] = moved(location)
    with pytest.raises(error, match=said):
        await ours.page(site.url())


async def test_passwords_stay_with_their_origin(site, ours):
    async with paper() as other:
        other.answers["/live"] = answer(body=b"text")
        site.answers["/live"] = moved(other.url())
        site.answers["/in"] = moved("/live")
        url = URL(site.url("/in")).with_user("reporter").with_password("secret")
        page = await ours.fetcher.page(url)
        assert "secret" not in page.validators.url
        sent = [(r.path, "Authorization" in r.headers) for r in site.requests]
        assert sent == [("/robots.txt", False), ("/in", True), ("/live", True)]
        assert not any("Authorization" in r.headers for r in other.requests)
        # nor does an answer make us log in with a password of its choice
        tempting = URL(other.url()).with_user("a").with_password("b")
        site.answers["/live"] = moved(str(tempting))
        await ours.fetcher.page(url)
        assert not any("Authorization" in r.headers for r in other.requests)


async def test_cookies_are_not_kept(site, ours):
    site.answers["/live"] = answer(body=b"x", headers={"Set-Cookie": "a=b"})
    await ours.page(site.url())
    await ours.page(site.url())
    assert not any("Cookie" in r.headers for r in site.requests)


# --- robots.txt -------------------------------------------------------------------------------


async def test_what_robots_txt_forbids_is_not_asked_for(site, ours):
    site.answers["/robots.txt"] = b"User-agent: copydesk\nDisallow: /live\nCrawl-delay: 9"
    site.answers["/open"] = moved("/live")
    for path in ("/live", "/open"):
        with pytest.raises(FetchRefused, match="robots"):
            await ours.page(site.url(path))
    assert site.paths() == ["/robots.txt", "/open"]


async def test_robots_txt_is_kept_for_a_day_and_its_pause_is_kept(site, ours):
    site.answers["/robots.txt"] = b"User-agent: *\nCrawl-delay: 9"
    site.answers["/live"] = answer(body=b"text")
    for _ in range(3):
        await ours.page(site.url())
    assert site.paths() == ["/robots.txt", "/live", "/live", "/live"]
    assert ours.clock.slept[-2:] == [9, 9]
    await ours.clock.sleep(86_400)
    await ours.page(site.url())
    assert site.paths().count("/robots.txt") == 2


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_without_an_answer_about_robots_nothing_is_asked(site, ours, status):
    site.answers["/robots.txt"] = answer(status=status)
    site.answers["/live"] = answer(body=b"text")
    with pytest.raises(FetchFailed, match="robots"):
        await ours.page(site.url())
    site.answers["/robots.txt"] = answer(status=403)
    with pytest.raises(FetchFailed, match="robots"):
        await ours.page(site.url())
    await ours.clock.sleep(301)
    assert (await ours.page(site.url())).data == b"text"


async def test_robots_txt_may_be_large_and_may_redirect(site, ours):
    site.answers["/robots.txt"] = moved("/r")
    site.answers["/r"] = b"User-agent: *\nDisallow: /live\n" + b"# padding\n" * 100_000
    with pytest.raises(FetchRefused, match="robots"):
        await ours.page(site.url())
    async with paper() as other:
        other.answers["/robots.txt"] = moved("/robots.txt")
        other.answers["/live"] = answer(body=b"text")
        assert (await ours.page(other.url())).data == b"text"


# --- addresses --------------------------------------------------------------------------------


class Names(AbstractResolver):
    """Answers look-ups in turn, as a name that changes its address does."""

    def __init__(self, *addresses):
        self.addresses = list(addresses)

    async def resolve(self, host, port=0, family=socket.AF_INET):  # noqa: ARG002 - aiohttp names it
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
        ]

    async def close(self):
        pass


def fetcher(http, *, allow_private=False):
    clock = QuickClock()
    return Fetcher(http, Limits(1 << 20, 2.0, allow_private), Hosts(clock, 0.0), clock)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "::ffff:127.0.0.1"])
async def test_names_of_private_addresses_are_not_connected_to(site, address):
    async with ClientSession(
        connector=connector(allow_private=False, resolver=Names(address)),
        cookie_jar=DummyCookieJar(),
    ) as http:
        with pytest.raises(FetchRefused, match="not a public address"):
            await fetcher(http).page(URL(site.url()).with_host("inside.example"))
    assert site.requests == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "127.1"]
)
async def test_no_way_of_writing_a_private_address_helps(site, tmp_path, host):
    async with setting(tmp_path, allow_private=False) as ours:
        with pytest.raises(FetchRefused, match=r"not a public address|not the name of a host"):
            await ours.page(f"http://{host}:{site.server.port}/live")
    assert site.requests == []


async def test_the_socket_is_checked_where_a_lookup_was_not(site):
    # the resolver is left out, as by a name that changes its address after the check
    guarded = connector(allow_private=False)
    guarded._resolver = Names("127.0.0.1")
    async with ClientSession(connector=guarded) as http:
        with pytest.raises(FetchRefused, match="not a public address"):
            await fetcher(http).page(URL(site.url()).with_host("rebinding.example"))
    assert site.requests == []


async def test_a_redirect_inside_is_refused_at_each_hop(site, tmp_path):
    site.answers["/live"] = moved("http://169.254.169.254/latest/meta-data")
    async with setting(tmp_path) as ours:
        object.__setattr__(ours.fetcher._limits, "allow_private", True)
        # the server of the test is private itself: only the next hop is to be checked
        check = ours.fetcher._check

        def strict(url):
            is_ours = url.port == site.server.port
            ours.fetcher._limits = Limits(1 << 20, 2.0, allow_private=is_ours)
            check(url)

        ours.fetcher._check = strict
        with pytest.raises(FetchRefused, match="not a public address"):
            await ours.page(site.url())
    assert site.paths() == ["/robots.txt", "/live"]


async def test_a_host_that_is_not_there_is_a_failure(ours):
    with pytest.raises(FetchFailed, match="cannot be reached"):
        await ours.page("http://127.0.0.1:1/live")
