"""`make shots`: pages of the sample archive as pictures, wide and narrow, light and dark, in docs/shots.

Needs Debian's Chromium (apt-get install chromium); Playwright only drives it.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.settings import Settings

ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "docs" / "shots"
CHROMIUM = Path("/usr/bin/chromium")
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
VIEWS = {"wide": (1280, 1000), "narrow": (390, 1000)}
MOST_BYTES = 300_000


def main() -> int:
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not here. On Debian: apt-get install chromium", file=sys.stderr)
        return 1
    SHOTS.mkdir(parents=True, exist_ok=True)
    with serve_samples() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        too_large = [shot for shot in take_shots(browser, address) if shot.stat().st_size > MOST_BYTES]
        browser.close()
    for shot in too_large:
        print(f"{shot.relative_to(ROOT)} has more than {MOST_BYTES:,} bytes", file=sys.stderr)
    return 1 if too_large else 0


@contextmanager
def serve_samples() -> Iterator[str]:
    """The address at which a new archive of the sample pages is shown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sayso.db"
        with Archive.open(path, create=True) as archive:
            archive.add(sorted(str(page.relative_to(Path.cwd())) for page in (ROOT / "samples").glob("[0-9]*")))
        server = uvicorn.Server(uvicorn.Config(make_app(path, Settings()), port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.05)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def take_shots(browser: Browser, address: str) -> Iterator[Path]:
    for name, path in choose_pages(address).items():
        for view, (width, height) in VIEWS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(address + path)
                shot = SHOTS / f"{name}-{view}-{scheme}.png"
                page.screenshot(path=shot)
                context.close()
                print(f"{shot.relative_to(ROOT)}  {shot.stat().st_size:,} bytes")
                yield shot


def choose_pages(address: str) -> dict[str, str]:
    """The story with most articles, its copy with most statements beside its original, its disputed claim with most
    reports, and whoever says most in it."""
    stories = ask(f"{address}/api/v1/stories")["stories"]
    story = max(stories, key=lambda s: (s["articles"], s["works"], s["id"]))["id"]
    lines = ask(f"{address}/api/v1/stories/{story}")
    originals = {work["original"] for work in lines["works"]}
    counts = Counter(statement["article"] for statement in lines["statements"])
    article = max(counts, key=lambda name: (name not in originals, counts[name], name))
    disputed = {finding for conflict in lines["conflicts"] for side in conflict["between"] for finding in side}
    claim = max(
        lines["claims"],
        key=lambda c: (not disputed.isdisjoint(c["statements"]), c["reports"] + c["copies"], c["id"]),
    )["id"]
    said = Counter(
        statement["source"]["speaker"] for statement in lines["statements"] if statement["source"]["speaker"]
    )
    return {
        "front": "/",
        "story": f"/stories/{story}",
        "article": f"/articles/{article}",
        "beside": f"/articles/{article}/beside/{find_original(lines, article)}",
        "claim": f"/claims/{claim}",
        "speaker": f"/speakers/{max(said, key=lambda speaker: (said[speaker], speaker))}",
        "search": "/search?q=water",
        "add": "/add",
    }


def find_original(lines: Any, article: str) -> str:
    """The original of the article's work, or another printing where nobody knows which is; the article itself where it
    is the only one."""
    work = next(work for work in lines["works"] if article in {printing["article"] for printing in work["articles"]})
    others = [printing["article"] for printing in work["articles"] if printing["article"] != article]
    return str(work["original"] or (others or [article])[0])


def ask(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return msgspec.json.decode(answer.read())


if __name__ == "__main__":
    sys.exit(main())
