from __future__ import annotations

import io

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from streams.errors import RequestRefused, UserError
from streams.gateway.app import build
from streams.gateway.auth import COOKIE, SESSION_S, Guard, guard, needed
from streams.settings import Settings

from .serving import BEARER, READER, TOKEN, FakeSender, entry, serving

READS = {"Authorization": f"Bearer {READER}"}
EVIL = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "/livez", None),
        ("GET", "/", None),
        ("HEAD", "/wall/wall.js", None),
        ("GET", "/openapi.json", None),
        ("GET", "/v1/contract/event.schema.json", None),
        ("POST", "/", "push"),
        ("GET", "/v1/session", "read"),
        ("POST", "/v1/session", None),
        ("DELETE", "/v1/session", None),
        ("PUT", "/v1/session", "push"),
        ("GET", "/v1/events", "read"),
        ("HEAD", "/v1/stream", "read"),
        ("GET", "/wallpaper", "read"),
        ("GET", "/metrics", "read"),
        ("POST", "/v1/entries", "push"),
        ("DELETE", "/v1/webhooks/1", "push"),
        ("OPTIONS", "/v1/events", "push"),
    ],
)
def test_the_right_follows_from_method_and_path(method, path, right):
    assert needed(method, path) == right


async def session_of(client, token=READER, headers=None):
    return await client.post("/v1/session", json={"token": token}, headers=headers)


async def test_a_reader_reads_and_does_not_push():
    async with serving(readers=[READER]) as client:
        answer = await client.get("/v1/session", headers=READS)
        assert (await answer.json())["rights"] == ["read"]
        assert (await client.get("/metrics", headers=READS)).status == 200
        answer = await client.post("/v1/entries", json=entry(), headers=READS)
        assert answer.status == 403
        assert answer.content_type == "application/problem+json"
        answer = await client.get("/v1/session", headers=BEARER)
        assert (await answer.json())["rights"] == ["push", "read"]
        assert client.sender.calls == 0


async def test_anybody_reads_what_is_public_and_nobody_pushes():
    async with serving(tokens=(), public=True) as client:
        assert (await client.get("/v1/session")).status == 200
        # a wrong token is a mistake to tell, not to overlook
        wrong = {"Authorization": "Bearer wrong"}
        assert (await client.get("/v1/session", headers=wrong)).status == 401
        assert (await client.post("/v1/entries", json=entry())).status == 403
        for path in ("/metrics", "/v1/webhooks"):
            assert (await client.get(path)).status == 401
        assert (await client.get("/v1/session", headers=EVIL)).status == 403


async def test_a_browser_logs_in_reads_and_logs_out():
    async with serving(readers=[READER]) as client:
        assert (await client.get("/v1/session")).status == 401
        answer = await session_of(client)
        assert answer.status == 200
        cookie = answer.cookies[COOKIE]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["path"] == "/"
        assert not cookie["secure"]
        assert READER not in cookie.value
        assert (await client.get("/v1/session")).status == 200
        # what a browser sends by itself must not serve pages of others
        assert (await client.get("/v1/session", headers=EVIL)).status == 403
        own = {"Origin": str(client.make_url("")).rstrip("/")}
        assert (await client.get("/v1/session", headers=own)).status == 200
        assert (await client.delete("/v1/session", headers=EVIL)).status == 403
        assert (await client.delete("/v1/session", headers=own)).status == 204
        assert (await client.get("/v1/session")).status == 401


async def test_a_session_never_pushes_whatever_its_token_may():
    async with serving() as client:
        assert (await session_of(client, TOKEN)).status == 200
        assert (await client.get("/metrics")).status == 200
        assert (await client.post("/v1/entries", json=entry())).status == 403
        assert client.sender.calls == 0


async def test_behind_tls_the_cookie_is_secure():
    async with serving() as client:
        answer = await session_of(client, TOKEN, {"X-Forwarded-Proto": "https"})
        assert answer.cookies[COOKIE]["secure"]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"token": "wrong"}', {}, 401),
        (b'{"token": ""}', {}, 400),
        (b'{"token": 7}', {}, 400),
        (b"[]", {}, 400),
        (b"{", {}, 400),
        (b'{"token": "%s"}' % (b"x" * 2_000_000), {}, 413),
        (b'{"token": "a-token-of-the-newsroom"}', {"Content-Type": "text/plain"}, 415),
        (b'{"token": "a-token-of-the-newsroom"}', EVIL, 403),
        (b'{"token": "a-token-of-the-newsroom"}', {"Origin": "null"}, 403),
        (b'{"token": "a-token-of-the-newsroom"}', {"Origin": "http://[x"}, 403),
    ],
)
async def test_a_login_that_cannot_be_gives_no_cookie(body, headers, status):
    async with serving() as client:
        headers = {"Content-Type": "application/json", **headers}
        answer = await client.post("/v1/session", data=io.BytesIO(body), headers=headers)
        assert answer.status == status
        assert COOKIE not in answer.cookies


def asks(cookie, path="/v1/events", **headers):
    return make_mocked_request("GET", path, headers={"Cookie": f"{COOKIE}={cookie}", **headers})


def test_a_session_ends_with_its_time_its_token_and_its_signature():
    now = 1_750_000_000.0
    door = Guard([TOKEN], [READER], clock=lambda: now)
    cookie = door.session(READER)
    assert door.client(asks(cookie)).in_session
    assert Guard([], [READER, "another-token-of-ours"], clock=lambda: now).client(asks(cookie))
    with pytest.raises(RequestRefused, match="token"):
        Guard([TOKEN], clock=lambda: now).client(asks(cookie))
    until, _, signature = cookie.partition(".")
    for forged in (
        f"{int(until) + 1}.{signature}",
        until,
        "",
        ".",
        f"{until}.",
        f"{until}.{signature[:-1]}",
        f"{'9' * 400}.{signature}",
        f"²{until}.{signature}",
        f"{until}.ü",
    ):
        with pytest.raises(RequestRefused):
            door.client(asks(forged))
    now += SESSION_S
    with pytest.raises(RequestRefused):
        door.client(asks(cookie))


async def test_without_tokens_a_browser_is_welcome_at_our_own_address():
    async with serving(tokens=()) as client:
        port = client.port
        for headers, status in (
            ({}, 200),
            ({"Origin": f"http://127.0.0.1:{port}"}, 200),
            ({"Origin": f"http://localhost:{port}", "Host": f"localhost:{port}"}, 200),
            ({"Origin": f"http://localhost:{port}"}, 403),
            ({"Origin": f"http://127.0.0.1:{port + 1}"}, 403),
            ({"Origin": "null"}, 403),
            (EVIL, 403),
            # a foreign name that was pointed here: origin and host agree, and yet
            ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
        ):
            assert (await client.get("/v1/session", headers=headers)).status == status, headers
        assert (await session_of(client, "whatever")).status == 200
        assert (await session_of(client, headers={"Host": "evil.example"})).status == 403
        assert (await client.get("/livez", headers={"Host": "evil.example"})).status == 200


@pytest.mark.parametrize("tokens", [(), (TOKEN,)])
async def test_a_websocket_is_refused_to_pages_of_others(tokens):
    app = build(Settings(), FakeSender(), Guard(tokens))

    async def talk(request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str("hello")
        return socket

    app.router.add_get("/v1/talk", talk)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        if tokens:
            assert (await session_of(client, TOKEN)).status == 200
        async with client.ws_connect("/v1/talk") as socket:
            assert await socket.receive_str() == "hello"
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        answer = await client.get("/v1/talk", headers={**upgrade, **EVIL})
        assert answer.status == 403


@pytest.mark.parametrize(
    ("settings", "no_auth", "said"),
    [
        ({"gateway_read_tokens": READER}, True, "READ_TOKENS is set: leave out --no-auth"),
        ({"gateway_public_read": True}, True, "PUBLIC_READ is set: leave out --no-auth"),
        ({"gateway_read_tokens": "short"}, False, "COPYDESK_GATEWAY_READ_TOKENS has less than 16"),
    ],
)
def test_settings_that_contradict_are_refused_at_the_start(settings, no_auth, said):
    with pytest.raises(UserError, match=said):
        guard(Settings(**settings), no_auth=no_auth)


def test_a_gateway_may_be_there_for_readers_alone():
    assert not guard(Settings(gateway_public_read=True), no_auth=False).local
    assert not guard(Settings(gateway_read_tokens=READER), no_auth=False).local
    assert READER not in repr(Settings(gateway_read_tokens=READER))


async def test_answers_are_not_to_be_guessed_at():
    async with serving() as client:
        for path in ("/livez", "/v1/session"):
            answer = await client.get(path)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["x:99999", ""])
async def test_a_host_that_is_none_is_refused(host):
    async with serving(tokens=()) as client:
        for path in ("/v1/session", "/livez", "/contract"):
            answer = await client.get(path, headers={"Host": host})
            assert answer.status == 400
            assert "Host" in (await answer.json(content_type=None))["detail"]
