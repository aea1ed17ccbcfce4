"""A reader: opens the wall in Chromium, and notes everything that goes wrong there."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
_WATCH = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
});
"""
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


class Reader:
    """Opens pages, each with a profile of its own.

    Args:
        browser: in which.

    Attributes:
        troubles: what went wrong: errors and warnings on the console, exceptions, dialogs.
        expected: words of a trouble that a test has asked for, such as a server that is away.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []
        self.expected: tuple[str, ...] = ()

    async def open(self, url: str, **options: Any) -> Page:
        """The page at an address, as a desktop shows it if nothing else is said."""
        context = await self._browser.new_context(**{**DESKTOP, "locale": "en-GB", **options})
        self._contexts.append(context)
        await context.add_init_script(_WATCH)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"exception: {error}"))
        page.on("dialog", self._dialog)
        await page.goto(url)
        return page

    async def leave(self) -> None:
        """Close everything.

        Raises:
            AssertionError: something went wrong in a page.
        """
        for context in self._contexts:
            await context.close()
        unexpected = [
            trouble
            for trouble in self.troubles
            if not any(words in trouble for words in self.expected)
        ]
        assert not unexpected, unexpected

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text}")

    async def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        await dialog.dismiss()
