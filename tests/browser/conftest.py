"""A real Chromium over a real server on loopback. Run by `make test-full` (SAYSO_FULL=1), which needs Chromium."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from visits import Visit

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
ROOT = Path(__file__).parent.parent.parent
SITES = {
    "samples": sorted((ROOT / "samples").glob("[0-9]*")),
    "seeds": sorted((ROOT.parent / "shared" / "seeds").glob("*.txt")),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium with a profile of its own."""
    is_full = os.environ.get("SAYSO_FULL") == "1"
    if not CHROMIUM.exists() and is_full:
        pytest.fail(f"{CHROMIUM} is not here: apt-get install chromium")
    if not is_full or not CHROMIUM.exists():
        pytest.skip("needs Chromium: run by `make test-full`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Served:
    """An archive behind a server of its own."""

    def __init__(self, path: Path) -> None:
        config = uvicorn.Config(make_app(path, Settings()), port=0, log_level="warning", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[list[Path]], str]]:
    """Adds pages to a new archive and says the address at which it is shown."""
    running: list[Served] = []

    def serve(pages: list[Path]) -> str:
        path = tmp_path_factory.mktemp("served") / "sayso.db"
        with Archive.open(path, create=True) as archive:
            archive.add(str(page) for page in pages)
        running.append(Served(path))
        return running[-1].address

    yield serve
    for served in running:
        served.close()


@pytest.fixture(scope="session", params=[name for name, pages in SITES.items() if pages])
def site(request: pytest.FixtureRequest, browser: Browser, serve: Callable[[list[Path]], str]) -> str:
    """The address of the sample archive, and of the five seeds where they are at hand."""
    return serve(SITES[request.param])


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A wide, light page. That nothing went wrong on it is checked at the end of each test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page(), site)
    yield visit
    context.close()
    assert visit.faults == []
