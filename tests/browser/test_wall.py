"""States of the wall that are quickest made with a stand-in for the gateway."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from schemas import Published, RawEntry, Story
from schemas.event import Content

from . import recorded

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(180),
]

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def told(*entries: RawEntry):
    """What the pipeline makes of entries."""
    return list(recorded.outputs(entries, NOW))


def raw(number, **fields):
    given = {
        "coverage": {"id": "blog", "url": "https://paper.example/live"},
        "source": "courier",
        "entry_id": f"e-{number}",
        "headline": f"Headline {number}",
        "published_at": NOW + timedelta(seconds=number),
    }
    return RawEntry.model_validate({**given, **fields})


(_PATTERN,) = [
    one
    for one in told(raw(1, body="Six people were hurt in Paris, Mayor Ann Ora said."))
    if isinstance(one, Published)
]


def numbered(count: int, first: int = 1) -> Iterator[Published]:
    """So many published entries, quickly."""
    for number in range(first, first + count):
        yield _PATTERN.model_copy(
            update={
                "id": f"id-{number}",
                "entry": f"entry-{number}",
                "story": None,
                "headline": f"Headline {number}",
                "occurred_at": NOW + timedelta(seconds=number),
            }
        )


async def opened(stand_in, reader, query="", **options) -> Page:
    page = await reader.open(f"{stand_in.url}{query}", **options)
    await expect(page.locator("#link")).to_have_text("Live")
    return page


def headlines(page: Page):
    return page.locator(".entry .headline")


async def test_the_newest_is_on_top(stand_in, reader):
    await stand_in.tell(numbered(3))
    page = await opened(stand_in, reader)
    await expect(headlines(page)).to_have_text(["Headline 3", "Headline 2", "Headline 1"])
    await stand_in.tell(numbered(1, 4))
    await expect(headlines(page).first).to_have_text("Headline 4")
    await expect(page.locator("#rate output")).to_have_text("1/min")


async def test_what_is_new_waits_while_the_page_is_scrolled(stand_in, reader):
    await stand_in.tell(numbered(40))
    page = await opened(stand_in, reader)
    await page.evaluate("scrollTo(0, 1500)")
    before = await _in_view(page)
    await stand_in.tell(numbered(12, 41))
    button = page.get_by_role("button", name="12 new")
    await expect(button).to_be_visible()
    assert await _in_view(page) == before
    await expect(page).to_have_title("(12) Copydesk – the wall")
    # a revision further up makes a card taller, and what is read stays where it is
    longer = {"id": "r", "revision": 2, "body": "More is known by now.\n" * 12}
    (last,) = numbered(1, 39)
    await stand_in.tell([last.model_copy(update=longer)])
    await expect(page.locator("[data-id=entry-39] .body")).to_contain_text("More is known")
    assert await _in_view(page) == before
    await button.click()
    await expect(headlines(page).first).to_have_text("Headline 52")
    await expect(button).to_be_hidden()
    await expect(page.locator(".entry")).to_have_count(52)
    await page.wait_for_function("scrollY < 5")


async def _in_view(page: Page):
    return await page.evaluate(
        """() => {
          const card = [...document.querySelectorAll('.entry')]
            .find((one) => one.getBoundingClientRect().top > 200);
          return [card.dataset.id, Math.round(card.getBoundingClientRect().top)];
        }"""
    )


async def test_what_is_new_waits_while_the_pointer_rests_on_the_list(stand_in, reader):
    await stand_in.tell(numbered(3))
    page = await opened(stand_in, reader)
    await page.locator(".entry .body").first.hover()
    await stand_in.tell(numbered(2, 4))
    await expect(page.get_by_role("button", name="2 new")).to_be_visible()
    await expect(headlines(page).first).to_have_text("Headline 3")
    await page.mouse.move(5, 5)
    await expect(headlines(page).first).to_have_text("Headline 5")


async def test_what_is_new_waits_while_the_keyboard_is_in_the_list(stand_in, reader):
    await stand_in.tell(numbered(3))
    page = await opened(stand_in, reader)
    await page.keyboard.press("j")
    await expect(page.locator(".entry").first).to_be_focused()
    await stand_in.tell(numbered(2, 4))
    await expect(page.get_by_role("button", name="2 new")).to_be_visible()
    await page.keyboard.press("n")
    await expect(page.locator(".entry").first).to_be_focused()
    await expect(headlines(page).first).to_have_text("Headline 5")


async def test_the_page_stays_small_after_thousands_of_entries(stand_in, reader):
    page = await opened(stand_in, reader)
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")

    async def size() -> dict[str, float]:
        await session.send("HeapProfiler.collectGarbage")
        found = (await session.send("Performance.getMetrics"))["metrics"]
        return {one["name"]: one["value"] for one in found}

    async def come(first: int) -> None:
        for start in range(first, first + 2500, 500):
            await stand_in.tell(numbered(500, start))
            newest = f"Headline {start + 499}"
            await expect(headlines(page).first).to_have_text(newest, timeout=30_000)

    await come(1)
    half = await size()
    await come(2501)
    whole = await size()
    assert await page.locator(".entry").count() == 300
    assert whole["Nodes"] < half["Nodes"] * 1.15
    assert whole["JSHeapUsedSize"] < half["JSHeapUsedSize"] * 1.25
    # nor does it grow while somebody reads and does not come back
    await page.evaluate("scrollTo(0, 1500)")
    await stand_in.tell(numbered(1000, 5001))
    await expect(page.get_by_role("button", name="1000 new")).to_be_visible()
    read = await size()
    assert read["JSHeapUsedSize"] < half["JSHeapUsedSize"] * 1.4
    await page.get_by_role("button", name="1000 new").click()
    await expect(headlines(page).first).to_have_text("Headline 6000")
    assert await page.locator(".entry").count() == 300


async def test_older_entries_are_there_for_the_asking(stand_in, reader):
    await stand_in.tell(numbered(150))
    page = await opened(stand_in, reader)
    await expect(page.locator(".entry")).to_have_count(100)
    await page.get_by_role("button", name="Older entries").click()
    await expect(page.locator(".entry")).to_have_count(150)
    await expect(headlines(page).last).to_have_text("Headline 1")
    await expect(page.get_by_role("button", name="Older entries")).to_be_hidden()


async def test_marks_stand_where_the_evidence_says(stand_in, reader):
    await stand_in.tell(told(*recorded.entries(NOW)))
    page = await opened(stand_in, reader)
    shown = await page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.entry')].map((card) => [
          card.dataset.id,
          [...card.querySelectorAll('.headline mark, .body mark')]
            .map((mark) => `${mark.dataset.kind} ${mark.textContent}`)]))"""
    )
    checked = Counter()
    for event in stand_in.current():
        if not isinstance(event, Content):
            continue
        for kind, spans in _evidence(event):
            for span in spans:
                text = (event.headline or "") if span.field == "headline" else event.body
                said = f"{kind} {text[span.start : span.end]}"
                assert said in shown[event.entry], event.headline
                checked[kind] += 1
    assert min(checked.values()) > 3
    assert set(checked) == {"person", "organisation", "place", "number", "time", "quote"}


def _evidence(event):
    named = (
        ("person", event.people),
        ("organisation", event.organisations),
        ("place", event.places),
    )
    for kind, facts in named:
        yield from ((kind, fact.mentions or (fact.evidence,)) for fact in facts)
    yield from (("quote", fact.spans or (fact.evidence,)) for fact in event.quotes)
    yield from (("number", (fact.evidence,)) for fact in event.quantities)
    yield from (("time", (fact.evidence,)) for fact in event.times)


async def test_a_mark_tells_its_evidence_by_pointer_keyboard_and_touch(stand_in, reader):
    body = "😀😀 Mayor Ann Ora claimed “twelve people are missing in Paris”, on Monday."
    await stand_in.tell(told(raw(1, body=body)))
    page = await opened(stand_in, reader)
    tip = page.get_by_role("tooltip")
    place = page.locator('.body mark[data-kind="place"]')
    await expect(place).to_have_text("Paris")
    await place.hover()
    await expect(tip).to_contain_text("place.together/1")
    await expect(tip).to_contain_text("France")
    await expect(tip).to_contain_text("GeoNames2988507")
    await expect(tip).to_contain_text("Quote of Ann Ora")  # in which it stands
    assert await place.get_attribute("aria-describedby") == "evidence"
    await tip.hover()
    await asyncio.sleep(0.4)
    await expect(tip).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(tip).to_be_hidden()
    await page.mouse.move(5, 5)
    await page.keyboard.press("j")
    await page.keyboard.press("Tab")
    await expect(tip).to_contain_text("claim.claimed/2")  # the whole sentence
    await page.keyboard.press("Tab")
    await expect(page.locator("mark:focus")).to_have_text("Ann Ora")

    phone = await opened(stand_in, reader, has_touch=True)
    await phone.locator('.body mark[data-kind="number"]').tap()
    await expect(phone.get_by_role("tooltip")).to_contain_text("quantity.pattern/2")


async def test_a_repeat_alone_is_folded_when_its_original_comes(stand_in, reader):
    text = "The bridge over the Calder is closed until further notice, the council said."
    first, *rest = told(
        raw(1, body=text), raw(2, body=text, source="tidewater-wire", headline="Headline 1")
    )
    repeat = next(one for one in rest if "duplicated" in one.type)
    await stand_in.tell([repeat])
    page = await opened(stand_in, reader)
    await expect(page.locator(".entry .badge")).to_have_text("Repeat")
    await stand_in.tell([first])
    await expect(page.locator(".entry")).to_have_count(1)
    await expect(page.locator(".entry .also")).to_contain_text("Also reported by Tidewater Wire")
    await expect(page.locator(".entry .body")).to_be_visible()


async def test_a_place_that_is_too_old_is_answered_by_loading_anew(stand_in, reader):
    await stand_in.tell(numbered(3))
    page = await opened(stand_in, reader)
    await expect(page.locator(".entry")).to_have_count(3)
    stand_in.told += numbered(4, 10)  # what the stream never tells
    await stand_in.reset()
    await expect(page.locator(".entry")).to_have_count(7)
    await expect(headlines(page).first).to_have_text("Headline 13")


async def test_what_happens_while_the_page_is_being_filled_is_not_lost(stand_in, reader):
    await stand_in.tell(numbered(2))
    stand_in.answers.clear()
    page = await reader.open(stand_in.url)
    await expect(page.locator("#link")).to_have_text("Live")
    await stand_in.tell(numbered(3, 3))
    await expect(page.locator(".entry")).to_have_count(0)
    stand_in.answers.set()
    await expect(page.locator(".entry")).to_have_count(5)


async def test_a_gateway_that_asks_for_a_token_is_asked_with_one(stand_in, reader):
    reader.expected = ("401",)
    stand_in.token = "a-token-of-the-newsroom"
    await stand_in.tell(numbered(2))
    page = await reader.open(stand_in.url)
    await expect(page.get_by_label("Token")).to_be_focused()
    await page.keyboard.press("Escape")  # there is nothing to see behind it
    await page.get_by_label("Token").fill("not-the-right-token")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").filter(visible=True)).to_have_text(
        "This token is not known."
    )
    await page.get_by_label("Token").fill(stand_in.token)
    await page.get_by_role("button", name="Read the wall").click()
    await expect(page.locator(".entry")).to_have_count(2)
    await expect(page.locator("#link")).to_have_text("Live")
    assert stand_in.token not in await page.evaluate(
        "JSON.stringify({...localStorage}) + document.cookie"
    )


def _story(identity, headline, entries, **fields):
    given = {"desk": "main", "sources": ("courier",), "revisions": 0, "duplicates": 0}
    return Story.model_validate(
        {"id": identity, "headline": headline, "entries": entries, "latest": "x", **given, **fields}
    )


async def test_a_story_that_is_merged_leads_to_the_one_that_goes_on(stand_in, reader):
    figure = {
        "counts": "killed",
        "values": [
            {"value": 15, "bound": "at-least", "source": "globe-current", "entry": "b"},
            {"value": 12, "bound": "exactly", "source": "courier", "entry": "a"},
        ],
    }
    events = [
        event.model_copy(update={"story": f"story-{1 if number < 2 else 2}"})
        for number, event in enumerate(numbered(4))
    ]
    await stand_in.tell(events)
    await stand_in.tell(
        [
            _story("story-1", "A quake on the coast", 2, figures=[figure]),
            _story("story-2", "Tremors felt in town", 2),
        ]
    )
    page = await opened(stand_in, reader)
    await expect(page.locator("#story-list h3")).to_have_text(
        ["Tremors felt in town", "A quake on the coast"]
    )
    first = page.locator("#story-list .story", has_text="A quake")
    await expect(first.locator(".figure dd")).to_have_text(
        ["at least 15Globe Current", "12Courier"]
    )
    await expect(first.locator(".steps li")).to_have_count(2)
    await page.get_by_role("button", name="Tremors felt in town").click()
    assert page.url.endswith("#story=story-2")
    await expect(page.locator("#story .timeline > li")).to_have_count(2)
    stand_in.told[:] = [event.model_copy(update={"story": "story-1"}) for event in stand_in.told]
    await stand_in.tell(
        [
            _story("story-2", "Tremors felt in town", 0, merged_into="story-1"),
            _story("story-1", "A quake on the coast", 4),
        ]
    )
    await expect(page.locator("#story .moved")).to_be_visible()
    await expect(page.locator("#story-title")).to_have_text("A quake on the coast")
    await expect(page.locator("#story .timeline > li")).to_have_count(4)
    assert page.url.endswith("#story=story-1")
    await page.keyboard.press("Escape")
    await expect(page.locator("#story")).to_be_hidden()
    await page.mouse.move(5, 5)
    await expect(page.locator("#story-list h3")).to_have_text(["A quake on the coast"])
    await page.reload()
    await page.goto(f"{stand_in.url}#story=story-2")
    await expect(page.locator("#story-title")).to_have_text("A quake on the coast")
    await page.go_back()
    await expect(page.locator("#story")).to_be_hidden()


async def test_a_page_that_nobody_looks_at_gives_a_connection_back(stand_in, reader):
    page = await opened(stand_in, reader)
    await page.clock.install()
    look = "(how) => { Object.defineProperty(document, 'visibilityState', { value: how, configurable: true });"
    look += "document.dispatchEvent(new Event('visibilitychange')); }"
    assert stand_in.following == Counter(events=1, stories=1)
    await page.evaluate(look, "hidden")
    await page.clock.fast_forward(11_000)
    await _until(lambda: stand_in.following == Counter(events=1))
    await stand_in.tell(numbered(1))
    await expect(page.locator(".entry")).to_have_count(1)
    await page.evaluate(look, "visible")
    await _until(lambda: stand_in.following == Counter(events=1, stories=1))


async def _until(holds) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what it waits for is in another program
            await asyncio.sleep(0.05)
