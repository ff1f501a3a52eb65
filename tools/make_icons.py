"""Writes src/sayso/server/static/icon-192.png and icon-512.png from icon.svg: what phones show for an installed page.

Needs Debian's Chromium (apt-get install chromium); Playwright only drives it.
"""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import sync_playwright
from shots import CHROMIUM, FLAGS

STATIC = Path(__file__).parent.parent / "src" / "sayso" / "server" / "static"
GROUND = "#1d1b17"  # of the icon: a maskable one has no corners
SIZES = (192, 512)


def main() -> None:
    image = base64.b64encode((STATIC / "icon.svg").read_bytes()).decode()
    page_text = f"<body style='margin:0;background:{GROUND}'><img width='100%' src='data:image/svg+xml;base64,{image}'>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_text)
            page.screenshot(path=STATIC / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
