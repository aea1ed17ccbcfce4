"""The wall for everybody: by keyboard, with a screen reader, in the dark, on a phone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from . import recorded
from .reader import PHONE
from .test_wall import headlines, numbered, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(180),
]

NAMES = ("quake.jsonl", "election-night.jsonl")


def news():
    """Two coverages, as the pipeline tells them."""
    now = datetime.now(UTC)
    return recorded.outputs(recorded.entries(now, NAMES), now)


LAYOUTS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 1024, "height": 768}},
    "phone": PHONE,
    "dark phone": {**PHONE, "color_scheme": "dark"},
}


async def findings(page: Page, part: str | None = None) -> list[str]:
    """What axe has to say of a page, or a part of it, that is more than minor."""
    found = await Axe().run(page, part)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found.response["violations"]
        if one["impact"] in {"moderate", "serious", "critical"}
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_axe_finds_nothing(stand_in, reader, layout):
    await stand_in.tell(news())
    page = await opened(stand_in, reader, reduced_motion="reduce", **LAYOUTS[layout])
    await expect(page.locator(".entry").first).to_be_visible()
    await page.locator(".history summary").first.click()
    await page.locator(".entry mark").nth(3).dispatch_event("click")
    await expect(page.get_by_role("tooltip")).to_be_visible()
    assert await findings(page) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Help and keys").click()
    assert await findings(page, "#help") == []
    await page.keyboard.press("Escape")
    if "phone" in layout:
        for name, part in (("Places", "#wall-places"), ("Stories", "#wall-stories")):
            await page.get_by_role("button", name=name, exact=True).click()
            assert await findings(page, part) == []
    await page.locator("#story-list h3 button").first.click()
    await expect(page.locator("#story .timeline li").first).to_be_visible()
    assert await findings(page, "#story") == []


async def test_axe_finds_nothing_in_the_login(stand_in, reader):
    reader.expected = ("401",)
    stand_in.token = "a-token-of-the-newsroom"
    page = await reader.open(stand_in.url)
    await expect(page.get_by_label("Token")).to_be_focused()
    assert await findings(page) == []


async def test_everything_can_be_done_by_keyboard(stand_in, reader):
    await stand_in.tell(news())
    page = await opened(stand_in, reader)
    press = page.keyboard.press
    await press("Tab")
    await expect(page.get_by_role("link", name="Skip to the entries")).to_be_focused()
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        await press(key)
        await expect(page.locator(".entry").nth(at)).to_be_focused()
    # the marks of this entry are the next stops, and those of others are none
    await press("Tab")
    assert await page.evaluate("document.activeElement.closest('.entry').matches(':nth-child(2)')")
    assert await page.evaluate("document.activeElement.localName") == "mark"
    reachable = "[...document.querySelectorAll('mark')].filter((one) => one.tabIndex === 0)"
    assert await page.evaluate(
        f"{reachable}.every((one) => one.closest('.entry').matches(':nth-child(2)'))"
    )
    await press("Enter")
    await expect(page.locator("#story .timeline li").first).to_be_visible()
    await expect(page.locator("#story :focus")).to_have_count(1)
    await press("j")  # the page behind it hears nothing
    await press("Escape")
    await expect(page.locator("#story")).to_be_hidden()
    await press("/")
    await expect(page.get_by_label("Search words")).to_be_focused()
    await page.keyboard.type("jk?n")
    await expect(page.get_by_label("Search words")).to_have_value("jk?n")
    await expect(page.locator("#empty")).to_be_visible()
    await page.get_by_label("Search words").fill("")
    await expect(page.locator(".entry").first).to_be_visible()
    await page.get_by_label("Search words").blur()
    await press("?")
    await expect(page.get_by_role("dialog", name="Reading the wall")).to_be_visible()
    await page.get_by_label("Single keys do this").uncheck()
    await press("Escape")
    await press("j")
    await expect(page.locator(".entry:focus")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".entry").first).to_be_visible()
    await press("/")
    await expect(page.get_by_label("Search words")).not_to_be_focused()


async def test_the_list_of_places_does_what_the_map_does(stand_in, reader):
    await stand_in.tell(news())
    page = await opened(stand_in, reader)
    await page.locator("#place-list button", has_text="Izmir").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Remove filter place: Izmir")).to_be_visible()
    # three entries name it, and none of the election
    await expect(page.locator(".entry")).to_have_count(3)
    await expect(page.locator("#map .dot.is-chosen")).to_have_count(1)
    await page.locator("#map .dot.is-chosen").dispatch_event("click")
    await expect(page.locator("#chosen")).to_be_hidden()


async def test_the_focus_stays_while_lists_change(stand_in, reader):
    await stand_in.tell(news())
    page = await opened(stand_in, reader)
    for button in ("#place-list button >> nth=1", "#notice-list button >> nth=0"):
        await page.locator(button).focus()
        before = await page.evaluate("document.activeElement.textContent")
        await stand_in.tell(numbered(3, 10 + len(before)))
        await expect(page.locator("#place-list")).to_contain_text("Paris")
        await page.wait_for_timeout(1_500)  # longer than the lists take to be made again
        found = await page.evaluate("document.activeElement.textContent")
        assert found[:6] == before[:6]  # the name; the number of entries may have changed


async def test_screen_readers_hear_a_summary_now_and_then(stand_in, reader):
    page = await opened(stand_in, reader)
    said = page.locator("#announcements")
    assert await said.get_attribute("aria-live") == "polite"
    await stand_in.tell(numbered(7))
    await expect(said).to_have_text("7 new entries. Latest: Headline 7")
    await stand_in.tell(numbered(3, 8))
    await expect(headlines(page).first).to_have_text("Headline 10")
    await expect(said).to_have_text("7 new entries. Latest: Headline 7")  # not each of them
    tree = await page.locator("body").aria_snapshot()
    for part in (
        "banner",
        "main",
        "search",
        "complementary",
        'heading "Copydesk" [level=1]',
        "feed",
    ):
        assert part in tree


async def test_colours_are_the_systems_until_the_reader_chooses(stand_in, reader):
    page = await opened(stand_in, reader, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(paper)
    await page.emulate_media(color_scheme="light")
    light = await page.evaluate(paper)
    assert dark != light
    button = page.get_by_role("button", name="Colours")
    await button.click()
    await button.click()
    await expect(button).to_have_accessible_name("Colours: dark")
    assert await page.evaluate(paper) == dark
    await page.reload()
    await expect(button).to_have_accessible_name("Colours: dark")
    assert await page.evaluate(paper) == dark


async def test_nothing_moves_for_those_who_asked_for_that(stand_in, reader):
    await stand_in.tell(numbered(2))
    page = await opened(stand_in, reader, reduced_motion="reduce")
    await stand_in.tell(numbered(2, 3))
    await expect(page.locator(".entry")).to_have_count(4)
    assert await page.evaluate("document.getAnimations().length") == 0


async def test_on_a_phone_one_part_is_shown_at_a_time(stand_in, reader):
    await stand_in.tell(news())
    page = await opened(stand_in, reader, **PHONE)
    parts = {"Entries": "#wall-entries", "Stories": "#wall-stories", "Places": "#wall-places"}
    for name, part in parts.items():
        await page.get_by_role("button", name=name, exact=True).tap()
        for other in parts.values():
            await expect(page.locator(other)).to_be_visible(visible=other == part)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    small = await page.evaluate(
        """[...document.querySelectorAll('button, a, select, input, summary')]
          .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24
            && !one.closest('p, dd, h3, .skip'))
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []
