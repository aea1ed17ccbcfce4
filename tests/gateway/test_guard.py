from __future__ import annotations

import sys

import pytest

from streams.cli import main
from streams.errors import RequestRefused, UserError
from streams.gateway.auth import guard, is_loopback
from streams.gateway.idempotency import Kept
from streams.gateway.in_flight import InFlight
from streams.settings import Settings

from .serving import BEARER, TOKEN, entry, push, serving


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Basic {TOKEN}",
        TOKEN,
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        "Bearer tökén",
    ],
)
@pytest.mark.parametrize("path", ["/v1/entries", "/metrics", "/nowhere"])
async def test_nobody_comes_in_without_a_known_token(authorization, path):
    async with serving() as client:
        headers = {} if authorization is None else {"Authorization": authorization}
        answer = await client.post(path, json=entry(), headers=headers)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert client.sender.calls == 0


async def test_every_token_is_good_and_the_scheme_has_any_case():
    async with serving() as client:
        for value in (f"bearer {TOKEN}", "Bearer  a-token-of-the-wire-desk"):
            assert (await push(client, entry(), headers={"Authorization": value})).status == 202


async def test_without_tokens_only_programs_of_this_machine_come_in():
    async with serving(tokens=()) as client:
        assert (await client.post("/v1/entries", json=entry())).status == 202
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            answer = await client.post("/v1/entries", json=entry(), headers=headers)
            assert answer.status == 403
        assert client.sender.calls == 1


@pytest.mark.parametrize(
    ("settings", "no_auth", "said"),
    [
        ({}, False, "set COPYDESK_GATEWAY_TOKENS"),
        ({"gateway_tokens": " , "}, False, "set COPYDESK_GATEWAY_TOKENS"),
        ({"gateway_host": "0.0.0.0"}, True, "loopback"),
        ({"gateway_tokens": TOKEN}, True, "leave out --no-auth"),
        ({"gateway_tokens": f"{TOKEN},short"}, False, "less than 16"),
    ],
)
def test_an_open_door_is_refused_at_the_start(settings, no_auth, said):
    with pytest.raises(UserError, match=said) as caught:
        guard(Settings(**settings), no_auth=no_auth)
    assert TOKEN not in str(caught.value)


def test_the_command_says_so_in_one_line(monkeypatch, capsys):
    monkeypatch.delenv("COPYDESK_GATEWAY_TOKENS", raising=False)
    monkeypatch.setattr(sys, "argv", ["copydesk", "gateway"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_tokens_are_not_printed():
    assert TOKEN not in repr(Settings(gateway_tokens=TOKEN))


def test_loopback_is_known_in_all_forms():
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "localhost.example", "")))


def test_kept_answers_are_bounded_in_number_size_and_time():
    now = 0.0
    kept = Kept(most=3, most_bytes=100, clock=lambda: now)
    for number in range(5):
        assert kept.claim("c", str(number), b"f") is None
        kept.keep("c", str(number), b"x" * 10)
    assert len(kept) == 3
    assert kept.claim("c", "2", b"f") == b"x" * 10
    kept.claim("c", "large", b"f")
    kept.keep("c", "large", b"x" * 85)
    assert kept.claim("c", "2", b"f") == b"x" * 10
    assert len(kept) == 2
    now = 86_401.0
    assert kept.claim("c", "2", b"other") is None
    kept.release("c", "2")
    kept.claim("c", "huge", b"f")
    kept.keep("c", "huge", b"x" * 101)
    assert len(kept) == 0


def test_bodies_in_flight_are_bounded_together():
    in_flight = InFlight(100, 10)
    with in_flight.admitted(100 << 20):
        with pytest.raises(RequestRefused), in_flight.admitted(29 << 20):
            pass
        with in_flight.admitted(28 << 20):
            pass
    assert in_flight.requests == 0


async def test_health_is_told_to_everybody_and_counters_to_clients():
    async with serving() as client:
        assert (await client.get("/livez")).status == 200
        said = await (await client.get("/readyz")).json()
        assert (said["ready"], said["reasons"]) == (True, [])
        for _ in range(9):
            await client.get("/readyz")
        assert client.sender.pings == 1
        await push(client, [entry("A"), entry("B")])
        text = await (await client.get("/metrics", headers=BEARER)).text()
        assert "copydesk_gateway_entries_total 2.0" in text
        assert 'copydesk_gateway_requests_total{route="/v1/entries",status="202"} 1.0' in text


async def test_not_ready_while_kafka_is_away():
    async with serving() as client:
        client.sender.is_down = True
        client.sender.overdue = 3
        answer = await client.get("/readyz")
        assert answer.status == 503
        assert len((await answer.json())["reasons"]) == 2
        assert (await client.get("/livez")).status == 200
