from __future__ import annotations

import json
from datetime import timedelta

from schemas import Regroup, Story, StoryPlace, parse_event
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.sources import Context, Malformed, parse
from streams.sources.files import read_inputs
from streams.timeline import timeline
from streams.topics import EVENTS, STORIES
from tests.helpers.making import NOON

from .reading import ask, reading, records_of, story_records


def story(identity, minutes=0, **fields):
    given = {
        "id": identity,
        "desk": "main",
        "headline": f"Story {identity}",
        "first_at": NOON,
        "last_at": NOON + timedelta(minutes=minutes),
        "entries": 1,
        "revisions": 0,
        "duplicates": 0,
        "latest": "e",
    }
    return Story.model_validate({**given, **fields})


def pipeline(coverages):
    """What the pipeline writes about all fixtures: events, and states of stories."""
    running = LocalPipeline(Settings())
    entries = []
    for path in sorted(coverages.iterdir()):
        if not path.name.endswith(".events.jsonl"):
            data = next(data for _, data in read_inputs([str(path)]))
            found = parse(data, Context(name=path.name, desk="main"))
            entries += [one for one in found if not isinstance(one, Malformed)]
    outputs = [
        output
        for timed in timeline(entries, NOON)
        for output in running.push(timed.key, timed.value, timed.at)
    ]
    return [[o.value for o in outputs if o.topic is topic] for topic in (EVENTS, STORIES)]


async def test_stories_of_the_pipeline_are_there_with_their_timelines(coverages, tmp_path):
    values, states = pipeline(coverages)
    latest = {one.id: one for one in map(Story.model_validate_json, states)}
    batches = records_of(values), story_records(states)
    async with reading(tmp_path, *batches) as client:
        told = 0
        for identity, expected in latest.items():
            if expected.merged_into is not None:
                continue
            found = await ask(client, f"/v1/stories/{identity}")
            assert Story.model_validate(found) == expected
            items = (await ask(client, f"/v1/stories/{identity}/events", limit="100"))["items"]
            events = [parse_event(json.dumps(one["event"]["data"])) for one in items]
            ids = {event.id for event in events}
            assert expected.latest in ids
            standing = {
                one["event"]["subject"]
                for one in items
                if one["state"] == "current" and "body" in one["event"]["data"]
            }
            assert len(standing) == expected.entries
            gone = {one["event"]["id"] for one in items if one["state"] == "withdrawn"}
            assert gone <= set(expected.withdrawn)
            times = [one["event"].get("time", "") for one in items]
            assert times == sorted(times)
            told += len(events)
        assert told == len(values)
        listed = await ask(client, "/v1/stories", limit="100")
        stand = [one for one in latest.values() if one.merged_into is None and one.entries]
        assert {one["id"] for one in listed["items"]} == {one.id for one in stand}
        times = [one["last_at"] for one in listed["items"] if "last_at" in one]
        assert times == sorted(times, reverse=True)


async def test_the_latest_state_of_a_story_takes_the_place_of_the_one_before(tmp_path):
    states = [
        story("a", 0, headline="Fire in mill"),
        story("b", 1),
        story("a", 2, headline="Blaze"),
    ]
    async with reading(tmp_path, story_records(states)) as client:
        assert (await ask(client, "/v1/stories/a"))["headline"] == "Blaze"
        assert [one["id"] for one in (await ask(client, "/v1/stories"))["items"]] == ["a", "b"]
        assert (await ask(client, "/v1/stories", q="mill"))["items"] == []
        assert len((await ask(client, "/v1/stories", q="blaze"))["items"]) == 1
        await ask(client, "/v1/stories/c", 404)
        await ask(client, "/v1/stories/c/events", 404)


async def test_a_merged_story_leads_on_and_can_be_shown(tmp_path):
    merged = story("a", entries=0, merged_into="b")
    async with reading(tmp_path, story_records([merged, story("b")])) as client:
        for path in ("", "/events"):
            answer = await client.get(
                f"/v1/stories/a{path}?limit=5" if path else "/v1/stories/a", allow_redirects=False
            )
            assert answer.status == 308
            expected = f"/v1/stories/b{path}" + ("?limit=5" if path else "")
            assert answer.headers["Location"] == expected
        assert (await client.get("/v1/stories/a")).url.path == "/v1/stories/b"
        shown = await ask(client, "/v1/stories/a", redirect="no")
        assert shown["merged_into"] == "b"
        await ask(client, "/v1/stories/a", 400, redirect="maybe")
        assert [one["id"] for one in (await ask(client, "/v1/stories"))["items"]] == ["b"]


async def test_entries_that_moved_count_where_they_are_now(tmp_path, coverages):
    base = pipeline(coverages)[0][0]

    def event(identity, entry, home, *regroups):
        one = parse_event(base).model_copy(
            update={"id": identity, "entry": entry, "story": home, "regroups": regroups}
        )
        return one.to_json()

    values = [
        event("1", "x", "a"),
        event("2", "y", "a"),
        event("3", "z", "b", Regroup(source="a", target="c", entries=("x",))),
        event("4", "w", "b", Regroup(source="b", target="a")),
    ]
    async with reading(tmp_path, records_of(values)) as client:
        told = {
            one: [item["event"]["id"] for item in found["items"]]
            for one in ("a", "c")
            for found in [await ask(client, f"/v1/stories/{one}/events")]
        }
        assert told == {"a": ["2", "3", "4"], "c": ["1"]}
        found = await ask(client, "/v1/events", story="a,c")
        assert len(found["items"]) == 4
        assert (await ask(client, "/v1/entries/x"))["story"] == "c"
        first = await ask(client, "/v1/stories/a/events", limit="2")
        rest = await ask(client, "/v1/stories/a/events", cursor=first["next"])
        assert [one["event"]["id"] for one in (*first["items"], *rest["items"])] == ["2", "3", "4"]


async def test_stories_are_found_by_place_desk_and_time(tmp_path):
    kyiv = StoryPlace(name="Kyiv", geonames_id=703448, country="UA", entries=2)
    states = [
        story("a", 10, places=[kyiv], people=["Olena Marchuk"]),
        story("b", 60, desk="world", first_at=NOON + timedelta(minutes=30)),
        story("c", 5, entries=0),
    ]
    async with reading(tmp_path, story_records(states)) as client:
        for parameters, ids in [
            ({"place": "ua"}, ["a"]),
            ({"place": "KYIV,BE"}, ["a"]),
            ({"place": "703448"}, ["a"]),
            ({"q": "marchuk"}, ["a"]),
            ({"q": "kyiv story"}, ["a"]),
            ({"desk": "world"}, ["b"]),
            ({"desk": "world,main"}, ["b", "a"]),
            ({"since": "2025-03-01T12:11:00Z"}, ["b"]),
            ({"until": "2025-03-01T12:30:00Z"}, ["a"]),
            ({"until": "2025-03-01T12:30:00.001Z", "since": "2025-03-01T12:10:00Z"}, ["b", "a"]),
            ({"limit": "1"}, ["b"]),
        ]:
            found = await ask(client, "/v1/stories", **parameters)
            assert [one["id"] for one in found["items"]] == ids, parameters
        page = await ask(client, "/v1/stories", limit="1")
        page = await ask(client, "/v1/stories", limit="1", cursor=page["next"])
        assert [one["id"] for one in page["items"]] == ["a"]
        assert "next" not in page
        await ask(client, "/v1/stories", 400, topic="sport")


async def test_a_story_that_the_topic_forgets_is_forgotten(tmp_path):
    gone = story_records([b""], first=1)[0]
    gone = type(gone)(key=b"a", value=None, position=gone.position, timestamp_ms=0, headers=())
    async with reading(tmp_path, story_records([story("a")]), [gone]) as client:
        await ask(client, "/v1/stories/a", 404)
        assert (await ask(client, "/v1/stories", q="story"))["items"] == []
