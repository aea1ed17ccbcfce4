"""One attempt: what is sent, and what counts as what, with real sockets."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from streams.errors import UserError
from streams.outbound.clock import Clock
from streams.settings import Settings
from streams.webhooks import endpoint
from streams.webhooks.model import Secret, Subscription
from streams.webhooks.post import Poster, session
from streams.webhooks.vault import Vault, checked, needed_vault, new_key, new_secret, vault
from tests.watch.test_fetch import Names

from .receiver import KEY, receiver

NOW = datetime.now(UTC)
BODY = '{"id": "event-1", "text": "Überschrift"}'.encode()


def subscription(url: str, *secrets: tuple[str, float | None], key: str = KEY) -> Subscription:
    sealed = Vault([key])
    return Subscription(
        id="wh_1",
        url=url,
        created_at=NOW,
        changed_at=NOW,
        start={},
        secrets=tuple(
            Secret(
                sealed=sealed.seal(secret),
                created_at=NOW,
                expires_at=None if hours is None else NOW + timedelta(hours=hours),
            )
            for secret, hours in secrets
        ),
    )


@asynccontextmanager
async def poster(*, allow_private=True, resolver=None, timeout_s=2.0):
    async with session(allow_private=allow_private, resolver=resolver) as http:
        yield Poster(http, Vault([KEY]), Clock(), timeout_s)


@pytest.fixture
async def hook():
    async with receiver() as found:
        yield found


def answering(**given):
    return lambda _: web.Response(**given)


async def test_it_is_signed_as_the_reference_library_wants(hook):
    secret = new_secret()
    async with poster() as ours:
        answer = await ours.post(subscription(hook.url(), (secret, None)), "event-1", BODY)
    (one,) = hook.received
    assert (answer.failure, answer.status, one.body) == (None, 204, BODY)
    assert Webhook(secret).verify(one.body, one.headers)["id"] == "event-1"
    assert one.headers["webhook-id"] == "event-1"
    assert abs(int(one.headers["webhook-timestamp"]) - time.time()) < 60
    assert one.headers["content-type"] == "application/cloudevents+json"
    assert one.headers["user-agent"].startswith("copydesk-webhooks/")
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(one.body, one.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(one.body + b" ", one.headers)


async def test_while_secrets_overlap_each_of_them_verifies_and_an_expired_one_does_not(hook):
    new, old, expired = new_secret(), new_secret(), new_secret()
    async with poster() as ours:
        theirs = subscription(hook.url(), (new, None), (old, 1), (expired, -1))
        await ours.post(theirs, "event-1", BODY)
    (one,) = hook.received
    assert len(one.headers["webhook-signature"].split()) == 2
    one.verify(new)
    one.verify(old)
    with pytest.raises(WebhookVerificationError):
        one.verify(expired)


async def test_secrets_sealed_with_another_key_fail_with_what_to_do(hook):
    async with poster() as ours:
        theirs = subscription(hook.url(), (new_secret(), None), key=new_key())
        answer = await ours.post(theirs, "event-1", BODY)
    assert "COPYDESK_WEBHOOKS_KEY" in answer.failure.error
    assert hook.received == []


def test_an_older_key_still_unseals():
    old, new = new_key(), new_key()
    sealed = Secret(sealed=Vault([old]).seal(new_secret()), created_at=NOW)
    assert Vault([new, old]).sign([sealed], "id", b"{}", NOW)["webhook-signature"]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_2xx_is_delivered(hook, status):
    hook.reply = answering(status=status)
    async with poster() as ours:
        answer = await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
    assert (answer.failure, answer.status) == (None, status)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_failures_and_are_not_followed(hook, status):
    hook.reply = answering(status=status, headers={"Location": hook.url("/elsewhere")})
    async with poster() as ours:
        answer = await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
    assert answer.failure.status == status
    assert "redirects are not followed" in answer.failure.error
    assert [one.request.path for one in hook.received] == ["/hook"]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("120", 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 86_400), ("soon", None), ("-5", None)],
)
async def test_retry_after_is_read_and_bounded(hook, given, seconds):
    hook.reply = answering(status=503, headers={"Retry-After": given})
    async with poster() as ours:
        answer = await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
    assert (answer.failure.status, answer.failure.retry_after_s) == (503, seconds)


async def test_a_slow_endpoint_is_left_after_the_time(hook):
    async def slow(_):
        await asyncio.sleep(1)
        return web.Response()

    hook.reply = slow
    async with poster(timeout_s=0.2) as ours:
        answer = await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
    assert answer.failure.error == "no answer within 0.2 s"
    assert answer.seconds < 0.9


async def test_the_body_of_an_answer_is_not_waited_for_and_not_read_beyond_a_little(hook):
    sent = 0

    async def endless(one):
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(one.request)
        with pytest.raises((ConnectionError, asyncio.CancelledError)):  # noqa: PT012 - cut off at some point
            while True:
                await response.write(b"x" * 65_536)
                sent += 65_536
        return response

    async def stalled(one):
        response = web.StreamResponse()
        await response.prepare(one.request)
        await asyncio.sleep(2)
        return response

    for reply in (endless, stalled):
        hook.reply = reply
        began = time.monotonic()
        async with poster(timeout_s=5) as ours:
            answer = await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
        assert answer.failure is None
        assert time.monotonic() - began < 1.5
    assert sent < 16 * 1024 * 1024  # what fits into the buffers of both ends


async def test_connections_are_used_again(hook):
    peers = set()

    def reply(one):
        peers.add(one.request.transport.get_extra_info("peername"))
        return web.Response(text="ok")

    hook.reply = reply
    async with poster() as ours:
        for _ in range(5):
            await ours.post(subscription(hook.url(), (new_secret(), None)), "e", BODY)
    assert len(peers) == 1


async def test_slow_endpoints_do_not_use_up_the_connections_of_others(hook):
    gate = asyncio.Event()

    async def slow(_):
        await gate.wait()
        return web.Response()

    hook.reply = slow
    async with poster(timeout_s=20) as ours, receiver() as quick:
        theirs = subscription(hook.url(), (new_secret(), None))
        some = [asyncio.create_task(ours.post(theirs, f"e-{n}", BODY)) for n in range(150)]
        async with asyncio.timeout(10):
            while hook.in_flight < 150:  # noqa: ASYNC110 - the other end is a server
                await asyncio.sleep(0.02)
            answer = await ours.post(subscription(quick.url(), (new_secret(), None)), "e", BODY)
        assert answer.failure is None
        gate.set()
        await asyncio.gather(*some)


async def test_an_endpoint_that_hangs_up_or_is_not_there_is_a_failure(hook):
    def hang_up(one):
        one.request.transport.abort()
        return web.Response()

    hook.reply = hang_up
    async with poster() as ours:
        theirs = subscription(hook.url(), (new_secret(), None))
        assert "broken" in (await ours.post(theirs, "e", BODY)).failure.error
        theirs = subscription("http://127.0.0.1:1/hook", (new_secret(), None))
        assert "cannot be reached" in (await ours.post(theirs, "e", BODY)).failure.error


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "10.0.0.7"])
async def test_names_of_private_addresses_are_not_connected_to(hook, address):
    async with poster(allow_private=False, resolver=Names(address)) as ours:
        url = f"http://inside.example:{hook.server.port}/hook"
        answer = await ours.post(subscription(url, (new_secret(), None)), "e", BODY)
    assert "not a public address" in answer.failure.error
    assert hook.received == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost"])
async def test_private_addresses_are_not_connected_to(hook, host):
    async with poster(allow_private=False) as ours:
        url = f"http://{host}:{hook.server.port}/hook"
        answer = await ours.post(subscription(url, (new_secret(), None)), "e", BODY)
    assert "not a public address" in answer.failure.error
    assert hook.received == []


async def test_a_name_that_changes_its_address_is_looked_at_at_each_delivery(hook):
    # public when the subscription is made, private when the delivery comes
    names = Names("93.184.215.14", "127.0.0.1")
    url = f"https://rebinding.example:{hook.server.port}/hook"
    assert await endpoint.checked(url, allow_private=False, resolver=names) == url
    async with poster(allow_private=False, resolver=names) as ours:
        answer = await ours.post(subscription(url, (new_secret(), None)), "e", BODY)
    assert "not a public address" in answer.failure.error
    assert hook.received == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://receiver.example/", "not an address"),
        ("https://", "not an address"),
        ("https://receiver.example:99999/", "not an address"),
        ("https://user:secret@receiver.example/", "a user, a password"),
        ("https://receiver.example/#here", "a fragment"),
        ("http://receiver.example/", "not https"),
        ("https://127.0.0.1/", "not a public address"),
        ("https://[::ffff:10.0.0.1]/", "not a public address"),
        ("https://receiver.example/", "not a public address"),
    ],
)
async def test_addresses_that_must_not_be_are_refused_when_subscribing(url, said):
    with pytest.raises(ValueError, match=said):
        await endpoint.checked(url, allow_private=False, resolver=Names("192.168.1.1"))


async def test_public_addresses_and_allowed_ones_are_taken():
    url = "https://receiver.example/hook?a=b"
    assert await endpoint.checked(url, allow_private=False, resolver=Names("93.184.215.14")) == url
    inside = "http://10.0.0.7:8080/hook"
    assert await endpoint.checked(inside, allow_private=True) == inside


async def test_a_name_that_is_not_there_is_refused():
    class Nobody(Names):
        async def resolve(self, *_):
            raise OSError("no such name")

    with pytest.raises(ValueError, match="cannot be looked up"):
        await endpoint.checked("https://x.example/", allow_private=False, resolver=Nobody("-"))


# --- secrets ----------------------------------------------------------------------------------


def test_new_secrets_are_good_and_different():
    some = {new_secret() for _ in range(5)}
    assert len(some) == 5
    assert all(checked(one) == one for one in some)


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("", "begins with whsec_"),
        ("c2VjcmV0", "begins with whsec_"),
        ("whsec_***", "base64"),
        ("whsec_c2hvcnQ=", "24 to 64 bytes"),
        ("whsec_" + "A" * 88, "24 to 64 bytes"),
    ],
)
def test_secrets_that_are_none_are_refused(secret, said):
    with pytest.raises(ValueError, match=said):
        checked(secret)


def test_without_a_key_or_with_a_wrong_one_nothing_begins():
    assert vault(Settings(webhooks_key=None)) is None
    with pytest.raises(UserError, match="--new-key"):
        needed_vault(Settings(webhooks_key=None))
    with pytest.raises(UserError, match="--new-key"):
        vault(Settings(webhooks_key="secret"))


def test_a_sealed_secret_does_not_show_it():
    secret = new_secret()
    assert secret[6:] not in Vault([KEY]).seal(secret)
