from __future__ import annotations

import asyncio
import gzip
import io
import json

import pytest

from schemas import MAX_RECORD_BYTES, RawEntry
from streams.core.deduplicate.identity import identify

from .serving import BEARER, OTHER, FakeSender, entry, push, serving


@pytest.fixture
async def client():
    async with serving() as found:
        yield found


async def test_an_entry_is_pushed_and_its_place_is_told(client):
    answer = await push(client, entry(desk="world", entry_id="7"))
    assert answer.status == 202
    identity = identify(RawEntry.model_validate(entry(desk="world", entry_id="7")))
    assert await answer.json() == {
        "entries": [
            {
                "id": identity.key,
                "entry_id": "7",
                "desk": "world",
                "topic": "news.raw",
                "partition": 0,
                "offset": 0,
            }
        ]
    }
    ((key, value),) = client.sender.records
    assert key == b"world"
    assert RawEntry.model_validate_json(value).headline == "Bridge closes"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/json", json.dumps([entry("A"), entry("B")])),
        ("application/json; charset=UTF-8", json.dumps([entry("A"), entry("B")], indent=1)),
        ("application/x-ndjson", f"{json.dumps(entry('A'))}\r\n\n{json.dumps(entry('B'))}\n"),
        ("application/jsonl", f"{json.dumps(entry('A'))}\n{json.dumps(entry('B'))}"),
    ],
)
async def test_a_batch_is_one_answer_in_its_order(client, media_type, body):
    answer = await push(client, body.encode(), headers={"Content-Type": media_type})
    assert answer.status == 202
    assert [item["offset"] for item in (await answer.json())["entries"]] == [0, 1]
    assert [json.loads(value)["headline"] for _, value in client.sender.records] == ["A", "B"]
    assert client.sender.calls == 1


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "not JSON"),
        (b"{", 400, "not JSON"),
        (b"\xff", 400, "not JSON"),
        (b"[" * 5_000, 400, "not JSON"),
        (b"[]", 422, "no entries"),
        (b"1", 422, "1 of 1"),
        (b"null", 422, "1 of 1"),
        (b"{}", 422, "1 of 1"),
        (json.dumps([entry()] * 501).encode(), 413, "too many"),
    ],
)
async def test_bodies_that_hold_no_entries_are_refused(client, body, status, said):
    answer = await push(client, body)
    assert answer.status == status
    assert answer.content_type == "application/problem+json"
    problem = await answer.json()
    assert said in problem["detail"]
    assert problem["status"] == status
    assert client.sender.calls == 0


async def test_nothing_of_a_batch_is_pushed_when_an_entry_does_not_hold(client):
    large = [entry(body="ü" * 150_000, bylines=["ü" * 2_000] * 50)] * 2
    size = len(RawEntry.model_validate(large[0]).to_json())
    assert size < MAX_RECORD_BYTES
    wrong = [entry(), {"headline": "x"}, "text", entry(urgency=9), entry(""), *large]
    answer = await push(client, wrong)
    assert answer.status == 422
    items = (await answer.json())["items"]
    assert [item["index"] for item in items] == [1, 2, 3, 4]
    assert [item["reason"].split(":")[0] for item in items] == [
        "coverage",
        "not a JSON object",
        "urgency",
        "an upsert needs a headline, a body or media",
    ]
    assert all("\n" not in item["reason"] for item in items)
    assert client.sender.calls == 0


async def test_an_entry_larger_than_the_contract_allows_does_not_hold(client):
    answer = await push(
        client, entry(body="ü" * 199_000, media=[{"kind": "image", "caption": "ü" * 2_000}] * 50)
    )
    assert answer.status == 422
    assert "at most" in (await answer.json())["items"][0]["reason"]


async def test_a_wrong_line_is_named_by_its_number(client):
    body = f"{json.dumps(entry())}\n{{broken\n"
    answer = await push(client, body.encode(), headers={"Content-Type": "application/x-ndjson"})
    assert answer.status == 422
    ((item),) = (await answer.json())["items"]
    assert item["index"] == 1
    assert item["reason"].startswith("not JSON")
    many = b"{\n" * 1_000
    answer = await push(client, many, headers={"Content-Type": "application/x-ndjson"})
    assert answer.status == 413


async def test_many_reasons_are_cut(client):
    answer = await push(client, [{}] * 500)
    problem = await answer.json()
    assert problem["detail"].startswith("500 of 500")
    assert len(problem["items"]) == 50


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_may_have_8_mib(client, chunked):
    async def pieces():
        for _ in range(9 * 16):
            yield b" " * (1 << 16)

    body = pieces() if chunked else io.BytesIO(b" " * ((8 << 20) + 1))
    headers = {**BEARER, "Content-Type": "application/json"}
    answer = await client.post("/v1/entries", data=body, headers=headers)
    assert answer.status == 413
    exact = json.dumps(entry()).encode().ljust(8 << 20)
    assert (await push(client, exact)).status == 202


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Encoding": "gzip"},
    ],
)
async def test_other_media_are_refused(client, headers):
    body = json.dumps(entry()).encode()
    if "Content-Encoding" in headers:
        body = gzip.compress(body)
    assert (await push(client, body, headers=headers)).status == 415
    assert client.sender.calls == 0


async def test_other_ways_of_asking_are_problems_too(client):
    answer = await client.get("/v1/entries", headers=BEARER)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert answer.content_type == "application/problem+json"
    assert (await client.get("/nowhere", headers=BEARER)).status == 404


# --- Kafka ------------------------------------------------------------------------------------


async def test_without_kafka_there_is_no_202(client):
    client.sender.is_down = True
    answer = await push(client, entry())
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "send it again" in (await answer.json())["detail"]
    client.sender.is_down = False
    assert (await push(client, entry())).status == 202


async def test_202_is_not_given_before_kafka_has_it(client):
    client.sender.gate.clear()
    asked = asyncio.create_task(push(client, entry()))
    await asyncio.sleep(0.1)
    assert not asked.done()
    client.sender.gate.set()
    assert (await asked).status == 202


async def test_too_many_requests_at_once_are_told_to_come_again():
    async with serving(gateway_max_in_flight=2) as client:
        client.sender.gate.clear()
        asked = [asyncio.create_task(push(client, entry())) for _ in range(2)]
        while client.sender.calls < 2:  # noqa: ASYNC110 - a plain number
            await asyncio.sleep(0.01)
        answer = await push(client, entry())
        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0
        client.sender.gate.set()
        assert [(await one).status for one in asked] == [202, 202]
        assert (await push(client, entry())).status == 202


async def test_a_slow_broker_gets_no_more_requests():
    async with serving(gateway_send_timeout_s=0.2) as client:
        client.sender.gate.clear()
        asked = asyncio.create_task(push(client, entry()))
        await asyncio.sleep(0.15)
        answer = await push(client, entry())
        assert answer.status == 429
        assert "slow" in (await answer.json())["detail"]
        client.sender.gate.set()
        assert (await asked).status == 202


async def test_an_error_of_ours_tells_nothing():
    class Broken(FakeSender):
        async def send(self, _records):
            raise RuntimeError("secret")

    async with serving(sender=Broken()) as client:
        answer = await push(client, entry())
        assert answer.status == 500
        assert "secret" not in await answer.text()


# --- Idempotency-Key --------------------------------------------------------------------------


async def test_the_same_request_gets_the_same_answer_and_is_pushed_once(client):
    headers = {"Idempotency-Key": "k"}
    first = await push(client, [entry("A"), entry("B")], headers=headers)
    again = await push(client, [entry("A"), entry("B")], headers=headers)
    assert (first.status, again.status) == (202, 202)
    assert await first.read() == await again.read()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert client.sender.calls == 1


async def test_a_key_belongs_to_one_body_and_one_client(client):
    headers = {"Idempotency-Key": "k"}
    await push(client, entry("A"), headers=headers)
    assert (await push(client, entry("B"), headers=headers)).status == 422
    other = {**headers, "Authorization": f"Bearer {OTHER}"}
    assert (await push(client, entry("B"), headers=other)).status == 202
    assert client.sender.calls == 2


async def test_the_same_request_on_its_way_is_a_conflict(client):
    headers = {"Idempotency-Key": "k"}
    client.sender.gate.clear()
    asked = asyncio.create_task(push(client, entry(), headers=headers))
    while not client.sender.calls:  # noqa: ASYNC110 - a plain number
        await asyncio.sleep(0.01)
    assert (await push(client, entry(), headers=headers)).status == 409
    client.sender.gate.set()
    assert (await asked).status == 202
    assert client.sender.calls == 1


async def test_what_failed_may_be_tried_again_under_its_key(client):
    headers = {"Idempotency-Key": "k"}
    assert (await push(client, b"{", headers=headers)).status == 400
    client.sender.is_down = True
    assert (await push(client, entry(), headers=headers)).status == 503
    client.sender.is_down = False
    assert (await push(client, entry(), headers=headers)).status == 202


@pytest.mark.parametrize("key", ["", "x" * 256, "ü", "a\tb"])
async def test_impossible_keys_are_refused(client, key):
    assert (await push(client, entry(), headers={"Idempotency-Key": key})).status == 400
