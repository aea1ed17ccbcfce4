from __future__ import annotations

import json

import pytest

from schemas import from_structured, parse_event
from streams.gateway.read_model import asking, writing
from streams.gateway.read_model.building import Progress

from .reading import TOLD_MS, ask, golden, reading, records_of

CONTENT = ("published", "revised", "corrected")


def change(event):
    return event.type.split(".")[2]


def entries_by_state(events):
    """Ids of the events of each entry, and what happened to it last."""
    found = {}
    for event in events:
        found.setdefault(event.entry, []).append(event)
    return found


async def test_every_golden_event_is_there_by_its_id(coverages, tmp_path):
    events = golden(coverages)
    gone = {one for event in events for one in getattr(event, "withdraws", ())}
    assert gone
    async with reading(tmp_path, records_of(events)) as client:
        for event in events:
            path = f"/v1/events/{event.id}"
            if event.id in gone and change(event) in CONTENT:
                problem = await ask(client, path, 410)
                assert "withdrawn" in problem["detail"]
                path += "?withdrawn=yes"
            answer = await client.get(path)
            assert answer.status == 200
            assert answer.content_type == "application/cloudevents+json"
            assert from_structured(await answer.read()) == event
        await ask(client, "/v1/events/nothing", 404)
        await ask(client, f"/v1/events/{events[0].id}", 400, withdrawn="perhaps")


async def test_words_find_the_current_revision_alone(coverages, tmp_path):
    events = golden(coverages)
    async with reading(tmp_path, records_of(events)) as client:
        revised = [one for one in events if change(one) == "revised" and one.body]
        assert revised
        for event in revised:
            history = [one for one in events if one.entry == event.entry]
            before = history[history.index(event) - 1]
            only_before = set(before.body.split()) - set(event.body.split())
            words = [one for one in only_before if one.isalpha() and len(one) > 6]
            for word in words[:2]:
                found = await ask(client, "/v1/events", q=word)
                assert before.id not in [one["event"]["id"] for one in found["items"]]
            assert (await ask(client, f"/v1/events/{before.id}"))["id"] == before.id
        for entry, history in entries_by_state(events).items():
            last = history[-1]
            phrase = next((one for one in history if getattr(one, "body", None)), None)
            if phrase is None:
                continue
            words = f'"{" ".join(phrase.body.split()[:6])}"'
            found = await ask(client, "/v1/events", q=words, limit="100")
            here = [
                one["event"]["id"] for one in found["items"] if one["event"]["subject"] == entry
            ]
            if change(last) == "withdrawn":
                assert here == []
            elif last is phrase:
                assert here == [last.id]


async def test_a_snippet_says_where_the_words_are(coverages, tmp_path):
    async with reading(tmp_path, records_of(golden(coverages))) as client:
        found = await ask(client, "/v1/events", q="brussels")
        assert found["items"]
        for item in found["items"]:
            text = item["snippet"]["text"]
            assert "<" not in text
            spans = item["snippet"]["matches"]
            assert {text[one["start"] : one["end"]].lower() for one in spans} == {"brussels"}


async def test_pages_follow_each_other_without_gap_or_repeat(coverages, tmp_path):
    events = golden(coverages)
    late = parse_event(events[0].to_json().replace(events[0].id.encode(), b"late"))
    late = late.model_copy(update={"entry": "late", "occurred_at": None})
    async with reading(tmp_path, records_of(events)) as client:
        all_of_them = await ask(client, "/v1/events", state="all", limit="100")
        assert len(all_of_them["items"]) == len(events)
        assert "next" not in all_of_them
        items, parameters = [], {"state": "all", "limit": "7"}
        while True:
            found = await ask(client, "/v1/events", **parameters)
            items += found["items"]
            if "next" not in found:
                break
            parameters["cursor"] = found["next"]
            # what comes meanwhile is newer, and does not shift the pages
            await client.model.store.write(
                writing.apply, records_of([late], first=len(events), told_ms=TOLD_MS + 10**9)
            )
        assert items == all_of_them["items"]


async def test_every_parameter_of_a_selection_is_understood(coverages, tmp_path):
    events = golden(coverages)
    async with reading(tmp_path, records_of(events)) as client:
        for name, value, holds in [
            ("desk", "politics", lambda one: one.desk == "politics"),
            ("source", events[0].source, lambda one: one.source == events[0].source),
            (
                "coverage",
                events[0].coverage.id,
                lambda one: one.coverage.id == events[0].coverage.id,
            ),
            (
                "type",
                "withdrawn,duplicated",
                lambda one: change(one) in {"withdrawn", "duplicated"},
            ),
        ]:
            found = await ask(client, "/v1/events", **{name: value, "state": "all", "limit": "100"})
            ids = {item["event"]["id"] for item in found["items"]}
            assert ids == {one.id for one in events if holds(one)}, name
            assert ids
        for name, value, holds in [
            ("kind", "quote", lambda one: one["kind"] == "quote"),
            ("urgency", "4", lambda one: one["urgency"] <= 4),
            (
                "topic",
                "16000000",
                lambda one: any(t["code"] == "medtop:16000000" for t in one["topics"]),
            ),
            ("place", "BE", lambda one: any(p.get("country") == "BE" for p in one["places"])),
        ]:
            found = await ask(client, "/v1/events", type=",".join(CONTENT), **{name: value})
            assert all(holds(item["event"]["data"]) for item in found["items"]), name
        assert (await ask(client, "/v1/events", place="be"))["items"]


async def test_an_entry_tells_its_history_and_how_it_stands(coverages, tmp_path):
    events = golden(coverages)
    async with reading(tmp_path, records_of(events)) as client:
        seen = set()
        for entry, history in entries_by_state(events).items():
            found = await ask(client, f"/v1/entries/{entry}", limit="100")
            assert [one["event"]["id"] for one in found["items"]] == [one.id for one in history]
            assert found["desk"] == history[0].desk
            expected = {"withdrawn": "withdrawn", "duplicated": "duplicate"}
            assert found["state"] == expected.get(change(history[-1]), "standing")
            seen.add(found["state"])
            if len(history) > 1:
                first = await ask(client, f"/v1/entries/{entry}", limit="1")
                rest = await ask(client, f"/v1/entries/{entry}", cursor=first["next"])
                assert [*first["items"], *rest["items"]] == found["items"]
        assert seen == {"standing", "withdrawn", "duplicate"}
        await ask(client, "/v1/entries/nothing", 404)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"topcs": "sport"}, "there is no parameter 'topcs'"),
        ({"q": "!!!"}, "needs a word"),
        ({"since": "yesterday"}, "since is a time"),
        ({"since": "2025-05-01T10:00:00"}, "since is a time"),
        ({"until": "1746093600"}, "until is a time"),
        ({"until": "0001-01-01T00:00:00Z"}, "until is a time"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"cursor": "zz"}, "cursor"),
        ({"cursor": ""}, "cursor"),
        ({"cursor": "f" * 16}, "cursor"),
        ({"cursor": "0x1"}, "cursor"),
        ({"state": "gone"}, "state is one of"),
        ({"urgency": "9"}, "urgency"),
        ({"urgency": "high"}, "urgency"),
        ({"desk": "Not A Desk"}, "desks"),
        ({"type": "exploded"}, "types"),
        ({"kind": "poem"}, "kinds"),
    ],
)
async def test_what_is_wrong_with_a_parameter_is_told(tmp_path, parameters, said):
    async with reading(tmp_path) as client:
        problem = await ask(client, "/v1/events", 400, **parameters)
        assert said in problem["detail"]
        assert problem["title"] == "Bad Request"


async def test_times_bound_the_search_also_with_a_plus_that_was_not_escaped(coverages, tmp_path):
    async with reading(tmp_path, records_of(golden(coverages))) as client:
        answer = await client.get(
            "/v1/events?since=2025-05-01T23:00:00+02:00&until=2025-05-01T22:00Z"
        )
        found = await answer.json()
        times = [one["event"]["time"] for one in found["items"]]
        assert times == sorted(times, reverse=True)
        assert times
        assert all("2025-05-01T21:00:00Z" <= one < "2025-05-01T22:00:00Z" for one in times)


async def test_while_it_is_built_it_says_so_and_when(tmp_path):
    async with reading(tmp_path) as client:
        client.model.builder.progress = Progress(complete=False, lag=1234)
        for path in ("/v1/events", "/v1/events/x", "/v1/stories", "/v1/entries/x"):
            answer = await client.get(path)
            assert answer.status == 503
            assert answer.headers["Retry-After"]
            assert "1234 records to go" in (await answer.json(content_type=None))["detail"]
        answer = await client.get("/readyz")
        assert answer.status == 200  # entries are taken all the same
        assert (await answer.json())["read_model"] == {
            "complete": False,
            "lag": 1234,
            "trouble": None,
        }
        text = await (await client.get("/metrics")).text()
        assert "copydesk_gateway_read_model_lag 1234.0" in text
        assert "copydesk_gateway_read_model_complete 0.0" in text


async def test_a_search_that_takes_too_long_is_given_up(coverages, tmp_path, monkeypatch):
    async with reading(tmp_path, records_of(golden(coverages))) as client:
        client.model.store._query_s = 0.05

        def endless(connection, _search):
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                "SELECT count(*) FROM n"
            ).fetchone()

        with monkeypatch.context() as patch:
            patch.setattr(asking, "search_events", endless)
            problem = await ask(client, "/v1/events", 503)
            assert "narrow it" in problem["detail"]
        client.model.store._query_s = 5
        assert (await ask(client, "/v1/events"))["items"]


async def test_readers_come_in_and_strangers_do_not(tmp_path):
    async with reading(
        tmp_path, tokens=["a-token-of-the-newsroom"], readers=["a-token-of-a-reader"]
    ) as client:
        assert (await client.get("/v1/events")).status == 401
        headers = {"Authorization": "Bearer a-token-of-a-reader"}
        assert (await client.get("/v1/events", headers=headers)).status == 200
    async with reading(tmp_path, public=True) as client:
        assert (await client.get("/v1/events")).status == 200


async def test_an_entry_does_not_vanish_over_a_comma(coverages, tmp_path):
    first = next(one for one in golden(coverages) if change(one) == "published")
    fields = {"type": "copydesk.entry.revised.v1", "deltas": [{"type": "cosmetic"}]}
    second = parse_event(
        json.dumps({**first.model_dump(mode="json"), **fields, "id": "second", "revision": 2})
    )
    async with reading(tmp_path, records_of([first, second])) as client:
        for state, cosmetic, ids in [
            ("current", "false", ["second"]),
            ("all", "true", ["second", first.id]),
            ("all", "false", [first.id]),
        ]:
            found = await ask(client, "/v1/events", state=state, cosmetic=cosmetic)
            assert [one["event"]["id"] for one in found["items"]] == ids
