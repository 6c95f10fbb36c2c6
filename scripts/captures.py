"""Look at the HTML report as people do, and keep what is seen: docs/captures, from the examples.

Run it when the page changes, and look at each picture before it is committed.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CAPTURES: Mapping[str, tuple[int, int, Literal["light", "dark"], bool]] = {
    "telephone": (375, 812, "light", False),
    "portable": (1280, 800, "light", False),
    "sombre": (1280, 800, "dark", False),
    "a4": (690, 1010, "light", True),  # between the margins of a page
}


def main() -> None:
    """Write a picture for each way of looking."""
    folder = ROOT / "docs" / "captures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        page_path = Path(temporary) / "rapport.html"
        words = ("report", "--format", "html", "--today", "2025-10-18", "--output", str(page_path))
        subprocess.run([sys.executable, "-m", "segurctl", *words], cwd=ROOT / "examples" / "en-route", check=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for nom, (large, haut, couleurs, imprime) in CAPTURES.items():
            page = browser.new_page(viewport={"width": large, "height": haut}, color_scheme=couleurs)
            page.goto(page_path.as_uri())
            if imprime:
                page.emulate_media(media="print")
            page.screenshot(path=folder / f"rapport-{nom}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
