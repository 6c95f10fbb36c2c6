"""A page open in the Chromium of the system, and all that it said and asked for meanwhile."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, sync_playwright

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without a window."""
    executable = shutil.which("chromium")
    assert executable, "scripts/setup.sh dev installs chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGS))
        try:
            yield browser
        finally:
            browser.close()


class Ouverte:
    """A page, what its console said, and what it asked for beside itself."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.dits: list[str] = []
        self.demandes: list[str] = []
        page.on("console", lambda message: self.dits.append(message.text))
        page.on("pageerror", lambda error: self.dits.append(str(error)))
        page.on("dialog", self._fermer)
        page.on("request", lambda request: self.demandes.append(request.url))
        page.goto(path.as_uri())
        assert self.demandes.pop(0) == path.as_uri()

    def _fermer(self, dialog: Dialog) -> None:
        self.dits.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def defauts(self) -> list[str]:
        """What axe finds that would stop somebody."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found: dict[str, Any] = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        assert found["passes"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]

    @property
    def deborde(self) -> int:
        """By how many pixels the page is wider than its window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found


@contextmanager
def ouverte(browser: Browser, path: Path, large: int = 1280, haut: int = 800, **options: Any) -> Iterator[Ouverte]:
    """A page in a window of that size."""
    context = browser.new_context(viewport={"width": large, "height": haut}, **options)
    try:
        yield Ouverte(context.new_page(), path)
    finally:
        context.close()
