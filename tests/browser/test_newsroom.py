"""The wall in Chromium on the real thing: Kafka, a worker, the gateway."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Page, expect

from schemas import RawEntry
from streams.cli.inputs import by_file
from streams.timeline import timeline

from . import recorded
from .hostile import PAYLOADS, hostile_entries
from .newsroom import Gateway

pytestmark = [
    pytest.mark.browser,
    pytest.mark.broker,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(180),
]

AWAY = ("ERR_CONNECTION", "ERR_INCOMPLETE", "ERR_EMPTY", "Failed to load resource")
BODY = "The bridge over the Calder is closed until further notice, the council said on Monday."


def entry(desk, number="e-1", **fields):
    given = {"headline": "Bridge closes", "body": BODY, "source": "northern-ledger"}
    return RawEntry.model_validate(
        {"desk": desk, "coverage": {"id": f"blog-{desk}"}, "entry_id": number, **given, **fields}
    )


async def live(page: Page) -> None:
    await expect(page.locator("#link")).to_have_text("Live")
    await expect(page.locator("#empty, .entry").first).to_be_visible()


def card(page: Page, headline: str):
    return page.locator(".entry", has=page.locator(".headline", has_text=headline))


async def test_a_replayed_coverage_appears_with_corrections_and_withdrawals(newsroom, reader):
    page = await reader.open(f"{newsroom.url}?desk=politics")
    await live(page)
    ((_, entries),) = by_file([str(recorded.COVERAGES / "election-night.jsonl")])
    await newsroom.replay(timeline(entries, datetime.now(UTC)))
    # as tests/fixtures/README.md reckons: 14 entries are published, four more only repeat
    await expect(page.locator(".entry")).to_have_count(14)
    await expect(page.locator(".headline mark").first).to_be_visible()

    corrected = card(page, "Turnout at 53.8%")
    await expect(corrected.locator(".badge", has_text="Corrected")).to_be_visible()
    number = corrected.locator('.put-right li[data-delta="number"]')
    await expect(number.locator("del")).to_contain_text("58.3%")
    await expect(number.locator("ins")).to_contain_text("53.8%")

    withdrawn = card(page, "Commonweal treasurer said to have resigned")
    await expect(withdrawn.locator(".headline s")).to_be_visible()
    await expect(withdrawn.locator(".reason")).to_contain_text("Taken back by its source")
    await expect(withdrawn.locator("mark, .body")).to_have_count(0)

    polls = card(page, "Polls close across Calder Vale")
    await expect(polls.locator(".also")).to_contain_text("Also reported by Tidewater Wire")
    await expect(polls.locator(".history")).to_contain_text("Revision 2")
    await expect(page.locator("#notice-list li")).to_have_count(2)
    await expect(page.locator("#place-list")).to_contain_text("Brussels")
    await expect(page.locator("#map .dot").first).to_be_visible()
    await expect(page.locator("#delay output")).not_to_have_text("–")

    # whoever comes later sees the same
    other = await reader.open(f"{newsroom.url}?desk=politics")
    await expect(other.locator(".entry")).to_have_count(14)
    await expect(card(other, "Polls close").locator(".also")).to_contain_text("Tidewater Wire")
    await card(other, "Polls close").locator(".history summary").click()
    await expect(card(other, "Polls close").locator(".revision")).to_have_count(2)
    await expect(
        card(other, "Polls close").locator('[data-delta="text-added"] ins')
    ).to_be_visible()


async def test_a_revision_replaces_and_a_withdrawal_strikes_out(newsroom, reader):
    page = await reader.open(f"{newsroom.url}?desk=bridges")
    await live(page)
    first = entry("bridges", published_at="2026-05-01T10:00:00Z")
    await newsroom.push([first])
    only = page.locator(".entry")
    await expect(only).to_have_count(1)
    identity = await only.get_attribute("data-id")
    second = {"body": f"{BODY} Lorries go by Hexham.", "updated_at": "2026-05-01T10:20:00Z"}
    await newsroom.push([entry("bridges", **second)])
    await expect(only.locator(".body")).to_contain_text("Lorries go by Hexham.")
    await expect(only).to_have_count(1)
    assert await only.get_attribute("data-id") == identity
    await only.locator(".history summary").click()
    await expect(only.locator(".revision").first).to_contain_text("Revised · revision 2")
    await expect(only.locator('[data-delta="text-added"] ins')).to_contain_text("Hexham")
    # it stays unfolded when the next revision comes
    third = {"headline": "Bridge stays closed", "updated_at": "2026-05-01T10:40:00Z"}
    await newsroom.push([entry("bridges", **{**second, **third})])
    await expect(only.locator(".headline")).to_have_text("Bridge stays closed")
    await expect(only.locator(".revision").first).to_be_visible()
    change = only.locator('[data-delta="headline"]')
    await expect(change.locator("del")).to_contain_text("closes")
    await expect(change.locator("ins")).to_contain_text("stays closed")
    await newsroom.push([entry("bridges", operation="withdraw", fetched_at="2026-05-01T11:00:00Z")])
    await expect(only.locator(".headline s")).to_contain_text("Bridge stays closed")
    await expect(only.locator(".body, mark, del, ins")).to_have_count(0)
    await expect(page.locator("#notice-list")).to_contain_text("Bridge stays closed")


async def test_filters_live_in_the_address(newsroom, reader):
    page = await reader.open(f"{newsroom.url}?desk=floods,fires")
    await live(page)
    await newsroom.push(
        [
            entry("floods", "a", headline="River over its banks in Leeds", urgency=1),
            entry("floods", "b", headline="Sandbags run out in Paris", body="Shops sold the last."),
            entry("fires", "c", headline="Moor on fire", body="Smoke over the moor, nobody hurt."),
        ]
    )
    await expect(page.locator(".entry")).to_have_count(3)
    await page.select_option("select[name=desk]", "floods")
    await expect(page.locator(".entry")).to_have_count(2)
    assert parse_qs(urlsplit(page.url).query) == {"desk": ["floods"]}
    await page.select_option("select[name=place]", "FR")
    await expect(page.locator(".entry")).to_have_count(1)
    await expect(page.locator("#chosen .chip")).to_have_count(2)
    await page.reload()
    await expect(page.locator(".entry")).to_have_count(1)
    await expect(page.locator(".headline")).to_contain_text("Sandbags")
    await expect(page.locator("select[name=place]")).to_have_value("FR")
    # what does not fit stays away, what fits comes
    await newsroom.push(
        [
            entry("floods", "d", headline="Pumps reach Leeds", body="They work, the crew said."),
            entry(
                "floods", "e", headline="Seine rises in Paris", body="By half a metre since noon."
            ),
        ]
    )
    await expect(page.locator(".entry")).to_have_count(2)
    await expect(page.locator(".headline").first).to_contain_text("Seine rises")
    await page.go_back()
    await expect(page.locator(".entry")).to_have_count(4)
    await page.go_forward()
    await expect(page.locator(".entry")).to_have_count(2)
    await page.get_by_role("button", name="Clear all").click()
    await page.fill("#search", "moor smoke")
    await expect(page.locator(".entry")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["moor smoke"]}
    await page.select_option("select[name=urgency]", "1")
    await expect(page.locator(".entry")).to_have_count(0)
    await expect(page.locator("#empty")).to_be_visible()


async def test_hostile_text_is_shown_as_text(newsroom, reader):
    page = await reader.open(f"{newsroom.url}?desk=hostile")
    await live(page)
    await newsroom.push(hostile_entries("hostile"))
    await expect(page.locator(".entry")).to_have_count(len(PAYLOADS))
    text = await page.inner_text("#entries")
    for payload in PAYLOADS:
        assert payload.mark in text, payload
    # what is there is made by the page: nothing of the texts became an element
    tags = await page.evaluate(
        "[...new Set([...document.querySelectorAll('#entries *')].map((one) => one.localName))]"
    )
    assert set(tags) <= set(
        "article a button dd del details div dl dt footer h3 h4 ins li mark ol p s section span "
        "summary time ul".split()
    )
    addresses = await page.evaluate("[...document.links].map((one) => one.protocol)")
    assert set(addresses) <= {"http:", "https:"}
    assert await page.evaluate("window.hacked") is None
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    wide, shown = await page.evaluate(widths)
    assert wide <= shown
    # the sheet of a story, the evidence of every mark, and a revision of each
    for at in range(len(PAYLOADS)):
        entry_card = page.locator(".entry").nth(at)
        for mark in await entry_card.locator("mark").all():
            await mark.dispatch_event("click")
    await page.locator(".open-story").first.click()
    await expect(page.locator("#story .timeline li").first).to_be_visible()
    await page.keyboard.press("Escape")
    await newsroom.push(hostile_entries("hostile", revised=True))
    await expect(page.locator(".history")).to_have_count(len(PAYLOADS))
    for at in range(len(PAYLOADS)):
        await page.locator(".history summary").nth(at).click()
    await expect(page.locator(".revisions").last).to_be_visible()
    assert await page.evaluate("window.hacked") is None


async def test_nothing_is_missed_while_the_gateway_is_away(newsroom, reader):
    reader.expected = AWAY
    page = await reader.open(f"{newsroom.url}?desk=ports")
    await live(page)
    await newsroom.push([entry("ports", "a", headline="Ferry held in port")])
    await expect(page.locator(".entry")).to_have_count(1)
    newsroom.gateway.stop()
    await expect(page.locator("#link")).to_have_text("Reconnecting")
    await newsroom.push(
        [
            entry(
                "ports", "b", headline="Crane topples", body="Nobody was under it, says Vale Port."
            ),
            entry("ports", "a", headline="Ferry leaves port", updated_at="2026-05-01T12:00:00Z"),
        ]
    )
    newsroom.gateway.start()
    await expect(page.locator("#link")).to_have_text("Live", timeout=40_000)
    await expect(page.locator(".entry")).to_have_count(2)
    await expect(card(page, "Ferry leaves port")).to_be_visible()
    await expect(card(page, "Crane topples")).to_be_visible()


async def test_whoever_has_a_token_logs_in(newsroom, settings_of_newsroom, reader, tmp_path):
    reader.expected = ("401", *AWAY)  # the gateway ends before the page
    token = "a-token-of-the-newsroom"
    own = settings_of_newsroom.model_copy(update={"data_dir": tmp_path / "data"})
    with Gateway(own, tmp_path / "gateway.log", token) as guarded:
        page = await reader.open(f"{guarded.url}?desk=locks")
        await page.get_by_label("Token").fill("a-token-of-nobody-here")
        await page.keyboard.press("Enter")
        await expect(page.locator("#login-said")).to_have_text("This token is not known.")
        await page.get_by_label("Token").fill(token)
        await page.keyboard.press("Enter")
        await live(page)
        await newsroom.push([entry("locks", headline="Lock gate repaired")])
        await expect(card(page, "Lock gate repaired")).to_be_visible()
        await page.reload()
        await expect(card(page, "Lock gate repaired")).to_be_visible()
        (cookie,) = await page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        await page.keyboard.press("?")
        await page.get_by_role("button", name="Log out").click()
        await expect(page.get_by_label("Token")).to_be_focused()
        await expect(page.locator(".entry")).to_have_count(0)
        assert await page.context.cookies() == []
