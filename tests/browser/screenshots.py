"""Take the pictures of the wall in docs/: ``python -m tests.browser.screenshots [FOLDER]``."""

from __future__ import annotations

import asyncio
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright, expect

from schemas import Story

from . import recorded
from .reader import FLAGS, PHONE
from .stand_in import StandIn

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 5, 7, 21, 30, tzinfo=UTC)
NAMES = ("rail-strike.liveblog.html", "quake.jsonl", "election-night.jsonl")
LIVE = 26
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PICTURES = {
    "wall-light": DESKTOP,
    "wall-dark": {**DESKTOP, "color_scheme": "dark"},
    "wall-phone": PHONE,
}
LARGEST = 300_000  # bytes: they are in the repository


async def main(folder: Path) -> None:
    """Take all of them."""
    news = edited(list(recorded.outputs(recorded.entries(NOW, NAMES), NOW)))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for name, layout in PICTURES.items():
            stand_in = StandIn()
            server = TestServer(stand_in.app, host="127.0.0.1")
            await server.start_server()
            context = await browser.new_context(
                **layout, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
            )
            page = await context.new_page()
            await stand_in.tell(news[:-LIVE])
            await page.clock.set_fixed_time(NOW - timedelta(minutes=LIVE))
            await page.goto(str(server.make_url("/")))
            await expect(page.locator("#link")).to_have_text("Live")
            await come_in(page, stand_in, news[-LIVE:])
            await page.screenshot(path=folder / f"{name}.png")
            if name == "wall-light":
                await open_story(page)
                await page.screenshot(path=folder / "wall-story.png")
            await context.close()
            await server.close()
        await browser.close()


def check(folder: Path) -> None:
    """End with an error where a picture is too large."""
    for picture in folder.glob("wall-*.png"):
        if picture.stat().st_size > LARGEST:
            sys.exit(f"{picture} has {picture.stat().st_size} bytes, more than {LARGEST}")


def edited(news: list) -> list:
    """What a picture should show comes last: a correction, a withdrawal, a toll that rises."""
    last = ("Commonweal treasurer", "Turnout at", "At least 19")
    told = [(at, one) for at, one in enumerate(news)]

    def place(pair: tuple[int, object]) -> tuple[int, int]:
        at, one = pair
        headline = getattr(one, "headline", None) or ""
        moved = [n for n, start in enumerate(last, 1) if headline.startswith(start)]
        return (moved[0] if moved and not isinstance(one, Story) else 0, at)

    return [one for _, one in sorted(told, key=place)]


async def come_in(page: Page, stand_in: StandIn, news: list) -> None:
    """Let what is left come in over some minutes, as on an evening with news."""
    for number, output in enumerate(news):
        now = NOW - timedelta(minutes=(len(news) - 1 - number) * 0.7)
        await page.clock.set_fixed_time(now)
        stand_in.clock = lambda at=now, n=number: at - timedelta(milliseconds=150 + n * 97 % 700)
        lately = {"occurred_at": now - timedelta(seconds=40)}
        await stand_in.tell(
            [output if isinstance(output, Story) else output.model_copy(update=lately)]
        )
        await asyncio.sleep(0.15)
    await page.clock.set_fixed_time(NOW)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # times again
    await asyncio.sleep(2.0)  # what is drawn a moment later


async def open_story(page: Page) -> None:
    """The story with the most figures."""
    await page.locator("#story-list .story:has(.figures) h3 button").first.click()
    await expect(page.locator("#story .timeline li").first).to_be_visible()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    asyncio.run(main(target))
    check(target)
